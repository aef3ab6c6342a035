"""Facts and stored numbers in words: what each is called, and its value as people read it."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from patients.words import number_words
from programs.rules.colour import NOT_SETTLED_H
from programs.rules.exact import floor_tenth

Text = str | Promise

FACTS: Mapping[str, Text] = {
    "rf_emergency": gettext_lazy("an emergency sign"),
    "rf_urgent": gettext_lazy("an urgent sign"),
    "swelling": gettext_lazy("swelling, 0 to 3"),
    "pain_worst_24h": gettext_lazy("worst pain in 24 hours"),
    "session_colour": gettext_lazy("colour of the session"),
    "session_settle_h": gettext_lazy("time until settled"),
    "giving_way_7d": gettext_lazy("days of giving way, of 7"),
    "catching_7d": gettext_lazy("days of catching, of 7"),
    "limp_days_7d": gettext_lazy("days of limping, of 7"),
    "missed_days": gettext_lazy("days without a daily check"),
    "open_stop": gettext_lazy("a stop that holds"),
    "is_last_week": gettext_lazy("last week of the stage"),
    "is_last_stage": gettext_lazy("last stage"),
    "stage_min_days_done": gettext_lazy("days of the stage lived"),
    "stage_overrun_ratio": gettext_lazy("length of the stage against its plan"),
    "checkins_7d": gettext_lazy("daily checks this week"),
    "adherence_7d": gettext_lazy("% done this week"),
    "adherence_low_weeks": gettext_lazy("weeks running with little done"),
    "red_sessions_7d": gettext_lazy("red sessions this week"),
    "green_streak": gettext_lazy("green sessions in a row"),
    "week_pain_rise": gettext_lazy("mean worst pain against the week before"),
    "worst_pain_max_7d": gettext_lazy("worst pain this week"),
    "worst_pain_limit": gettext_lazy("the stage's limit of worst pain"),
    "tests_state": gettext_lazy("exit tests of the stage"),
    "day_in_program": gettext_lazy("day of the program"),
    "pain_improvement": gettext_lazy("worst pain better by"),
    "regressions_in_window": gettext_lazy("times gone back lately"),
    "level": gettext_lazy("level of the walk-jog plan"),
    "passes": gettext_lazy("passed runs at this level"),
    "ups_7d": gettext_lazy("levels up in 7 days"),
    "backs_14d": gettext_lazy("levels back in 14 days"),
    "colour": gettext_lazy("colour of the run"),
    "sore_in_warmup": gettext_lazy("sore in the warm-up"),
    "weekly": gettext_lazy("the latest weekly decision"),
    "harder": gettext_lazy("the harder variant"),
    "sessions": gettext_lazy("sessions with this dose"),
    "kg_step": gettext_lazy("smallest step of weight, kg"),
}
VALUES: Mapping[str, Text] = {
    "green": gettext_lazy("green"),
    "amber": gettext_lazy("amber"),
    "red": gettext_lazy("red"),
    "unknown": gettext_lazy("not known"),
    "passed": pgettext_lazy("tests", "passed"),
    "failed": pgettext_lazy("tests", "not passed"),
    "missing": pgettext_lazy("tests", "not done in the last 14 days"),
    "none": gettext_lazy("none"),
    "none_required": gettext_lazy("none required"),
}


def is_simple(value: Any) -> bool:
    """Whether it is one value, not a list of sessions or a dose."""
    return not isinstance(value, Mapping | list)


def value_words(name: str, value: Any) -> str:
    """A fact or parameter as people read it: numbers to a tenth, rounded down."""
    if value is None:
        return _("not known")
    if name == "session_settle_h":
        return _settle_words(value)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if value in VALUES:
        return str(VALUES[value])
    return tenth_words(value)


def _settle_words(hours: Any) -> str:
    if hours == NOT_SETTLED_H:
        return _("not settled yet")
    number = Fraction(hours)
    return ngettext("{n} hour", "{n} hours", 1 if number == 1 else 2).format(n=tenth_words(hours))


def tenth_words(value: Any) -> str:
    """A stored number ("79.9", "200/3", 4) to a tenth; text that is none stays."""
    try:
        number = Fraction(value)
    except (TypeError, ValueError):
        return str(value).replace("_", " ").lower()
    return number_words(_decimal(number))


def _decimal(number: Fraction) -> Decimal:
    tenths = floor_tenth(abs(number))
    return Decimal(int(tenths * 10) * (-1 if number < 0 else 1)) / 10


def fact_words(name: str) -> str:
    return str(FACTS.get(name, name.replace("_", " ")))


def fact_lines(facts: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Everything a decision was made from, as names and values."""
    return list(_flat(facts))


def _flat(facts: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for name, value in facts.items():
        if name == "dose":  # told beside what it becomes
            continue
        if isinstance(value, Mapping):
            yield from _flat(value)
        else:
            yield fact_words(name), value_words(name, value if is_simple(value) else len(value))
