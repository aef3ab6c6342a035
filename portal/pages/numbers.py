"""Measures and numbers over time as the patient reads them: one sentence, one plot, one table each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from common.plot.svg import svg
from patients.measure_words import outcome
from patients.queries.measures import ScaleChange
from patients.queries.series import MeasureSeries, NumberSeries
from patients.words import kind_words, number_words, side_words, unit_words
from programs import drawings
from programs.paper import Paper


@dataclass(frozen=True, slots=True)
class NumberCard:
    """``plot`` is there from the second day on; ``band`` says what its grey stripe is."""

    name: str
    sentences: Sequence[str]
    anchors: str
    plot: SafeString | None
    sides: Sequence[str]
    band: str
    rows: Sequence[tuple[date, str, str]]


def measure_card(series: MeasureSeries, paper: Paper) -> NumberCard:
    return NumberCard(
        name=series.scale_name or series.name,
        sentences=_measured(series),
        anchors=_anchors(series.definition.anchors),
        plot=svg(drawings.measure(series, paper)) if len(series.readings) > 1 else None,
        sides=(),
        band=_("Inside the grey band a change is too small to count.") if series.important else "",
        rows=[(one.on, "", number_words(one.value)) for one in reversed(series.readings)],
    )


def number_card(series: NumberSeries, names: Mapping[str, str], paper: Paper) -> NumberCard:
    name = kind_words(series.code, names)
    sides = [side for side in series.sides if side_words(side)]
    return NumberCard(
        name=name,
        sentences=[_number(series, side) for side in series.sides],
        anchors="",
        plot=svg(drawings.number(series, name, paper))
        if len({one.on for one in series.readings}) > 1
        else None,
        sides=sides,
        band="",
        rows=[
            (one.on, side_words(one.side), f"{number_words(one.value)} {unit_words(series.unit)}")
            for one in reversed(series.readings)
        ],
    )


def _measured(series: MeasureSeries) -> list[str]:
    """The numbers, and what they mean; how much of a change counts is the measure's to say."""
    first, last = series.readings[0], series.readings[-1]
    if len(series.readings) == 1:
        begun = _("{n} on {day}.").format(n=number_words(last.value), day=date_format(last.on, "j F"))
        return [begun, outcome([], last.on)]
    numbers = _("It was {first}, now it is {last}.").format(
        first=number_words(first.value), last=number_words(last.value)
    )
    since = None if series.definition.scoring.says_change else first.on
    return [numbers, outcome([ScaleChange(series.scale, since, series.change)], last.on)]


def _anchors(anchors: Mapping[str, str]) -> str:
    return "; ".join(f"{value}: {text}" for value, text in anchors.items())


def _number(series: NumberSeries, side: str) -> str:
    readings = series.of(side)
    now = f"{number_words(readings[-1].value)} {unit_words(series.unit)}"
    text = f"{side_words(side).capitalize()}: {now}" if side_words(side) else now
    if len(readings) == 1:
        return f"{text}."
    return _("{now}, it was {before} on {day}.").format(
        now=text, before=number_words(readings[0].value), day=date_format(readings[0].on, "j F")
    )
