"""How the record's numbers are said to people."""

from collections.abc import Mapping
from decimal import Decimal

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from patients.measurement_codes import UNITS, code_name
from patients.queries.series import MeasureSeries, NumberSeries
from patients.rules.change import Verdict


def number_words(value: Decimal) -> str:
    """As many decimals as are needed, in the reader's own way of writing them."""
    _whole, _point, decimals = f"{value:f}".partition(".")
    return str(number_format(value, len(decimals.rstrip("0"))))


def change_words(series: MeasureSeries) -> str:
    """From the first to the last, and whether that matters: "6 to 3, an important change for the better"."""
    change = series.change
    now = number_words(series.readings[-1].value)
    if change.difference is None:
        return _("{now}, nothing to compare it with yet").format(now=now)
    words = {
        Verdict.BETTER: _("an important change for the better"),
        Verdict.WORSE: _("an important change for the worse"),
        Verdict.SAME: _("no important change"),
        Verdict.UNKNOWN: _("whether that matters is not known"),
    }
    if series.definition.scoring.says_change:
        return f"{now}, {words[change.verdict]}"
    before = number_words(series.readings[0].value)
    return _("{before} to {now}, {words}").format(before=before, now=now, words=words[change.verdict])


def important_words(series: MeasureSeries) -> str:
    """Which change counts; nothing where nobody knows."""
    by = series.definition.important.value
    return "" if by is None else _("a change of {n} or more is important").format(n=number_words(by))


def kind_words(code: str, names: Mapping[str, str]) -> str:
    """What a kind of number is called: ``names`` are those that a pack brings for its tests."""
    if code in names:
        return names[code]
    return code_name(code)


def unit_words(unit: str) -> str:
    return str(UNITS.get(unit, unit))


def side_words(side: str) -> str:
    return {"left": _("left"), "right": _("right")}.get(side, "")


def latest_words(series: NumberSeries) -> str:
    """The last number of each side, with where it began: "left 24 kg (20 on 3 Mar), right 28 kg"."""
    return ", ".join(_latest(series, side) for side in series.sides)


def _latest(series: NumberSeries, side: str) -> str:
    readings = series.of(side)
    text = f"{side_words(side)} {number_words(readings[-1].value)} {unit_words(series.unit)}".strip()
    if len(readings) == 1:
        return text
    return _("{now} ({before} on {day})").format(
        now=text, before=number_words(readings[0].value), day=date_format(readings[0].on, "j M")
    )
