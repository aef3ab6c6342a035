"""How the desk says things: days, reasons, percent, pain."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from django import template
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from patients.words import number_words
from programs.models import Prescription, SessionLog
from programs.queries.facts import dose_of
from programs.rules.adherence import Adherence
from programs.rules.dose import Dose, item_minutes
from programs.rules.schedule import sides_of
from programs.rules.words import BodySide, ItemState, Mode, SideRule
from programs.words import STATES, day_words, dose_words, equipment_words, state_words

register = template.Library()
register.filter(state_words)
register.filter("number", number_words)

MILD, MODERATE = 3, 6


@register.filter
def day(on: date | None, today: date) -> str:
    """Today, yesterday, or the date; a dash for never."""
    if on is None:
        return "–"
    return day_words(on, today) if abs((on - today).days) <= 1 else date_format(on, "D j M")


@register.filter
def is_old(on: date | None, today: date) -> bool:
    """Whether a day is neither today nor yesterday, so that what was said on it has to name it."""
    return on is not None and (today - on).days > 1


@register.filter
def percent(value: Fraction | None) -> str:
    """Rounded down, so that nothing is complete before it is; a dash while nothing was due."""
    return "–" if value is None else f"{int(value)} %"


@register.filter
def pain_words(pain: int | None) -> str:
    """The number with its word; a dash when it was not given."""
    if pain is None:
        return "–"
    word = (
        _("none")
        if pain == 0
        else _("mild")
        if pain <= MILD
        else _("moderate")
        if pain <= MODERATE
        else _("severe")
    )
    return f"{pain} {word}"


@register.filter
def dose(prescription: Prescription) -> str:
    """The dose as the patient reads it."""
    return dose_words(
        dose_of(prescription), sides_of(SideRule(prescription.side), BodySide(prescription.program.side))
    )


@register.filter
def minutes(prescription: Prescription) -> int:
    sides = sides_of(SideRule(prescription.side), BodySide(prescription.program.side))
    return item_minutes(dose_of(prescription), Mode(prescription.exercise.mode), len(sides))


@register.filter
def amount(log: SessionLog) -> str:
    """What was done, as far as it was said: "3 × 12", "2 × 30 s", "2 sets"; a dash for nothing said."""
    each = str(log.reps) if log.reps is not None else f"{log.seconds} s" if log.seconds is not None else ""
    if log.sets_done is None:
        return each or "–"
    if each:
        return f"{log.sets_done} × {each}"
    return ngettext("{n} set", "{n} sets", log.sets_done).format(n=log.sets_done)


@register.filter
def default_dose(values: Mapping[str, Any]) -> str:
    """A library dose, without sides: which one is affected is not known there."""
    return dose_words(Dose.from_mapping(values))


@register.filter
def planned_dose(dose: Dose) -> str:
    """A template's dose, without sides."""
    return dose_words(dose)


@register.filter
def equipment(codes: list[str]) -> str:
    return ", ".join(equipment_words(codes)) or _("none")


@register.inclusion_tag("desk/_adherence.html")
def adherence_bar(measured: Adherence) -> dict[str, Any]:
    """The four counts as one bar with its percent and its words."""
    parts = [
        (state, count, STATES[state])
        for state, count in (
            (ItemState.DONE, measured.done),
            (ItemState.PARTIAL, measured.partial),
            (ItemState.SKIPPED, measured.skipped),
            (ItemState.NOT_LOGGED, measured.not_logged),
        )
        if count
    ]
    return {"percent": measured.percent, "parts": parts}


@register.filter
def at(values: Mapping[Any, Any], key: Any) -> Any:
    """What a mapping has under a key that is itself a variable; nothing if it has nothing."""
    return values.get(key, "")
