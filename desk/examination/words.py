"""The values of an examination as people read them."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.formats import date_format, number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from patients.queries.examination import Reading
from patients.rules.conditions import SIDES, Because
from patients.rules.examination import Criterion, Examination, Field, FunctionalTest, Kind
from patients.rules.functional_tests import RATINGS

Words = str | Promise

SIDE_WORDS: Mapping[str, Words] = {
    "left": gettext_lazy("left"),
    "right": gettext_lazy("right"),
    "both": gettext_lazy("both sides"),
    "difference": gettext_lazy("between the sides"),
}
UNITS: Mapping[str, Words] = {
    "nprs": gettext_lazy("of 10"),
    "points_0_6": gettext_lazy("of 6 points"),
    "reps": gettext_lazy("repetitions"),
    "seconds": "s",
    "cm": "cm",
    "percent": "%",
    "percent_body_weight": gettext_lazy("% of body weight"),
    "steps_per_minute": gettext_lazy("steps a minute"),
}
# What lies between two sides is no longer "of 10".
DIFFERENCES: Mapping[str, Words] = {"nprs": gettext_lazy("points"), "points_0_6": gettext_lazy("points")}
RATING_WORDS: Mapping[str, Words] = dict(
    zip(RATINGS, (gettext_lazy("good"), gettext_lazy("fair"), gettext_lazy("poor")), strict=True)
)
OPERATORS: Mapping[str, Words] = {
    "lte": gettext_lazy("at most {value}"),
    "gte": gettext_lazy("at least {value}"),
    "lt": gettext_lazy("below {value}"),
    "gt": gettext_lazy("above {value}"),
    "eq": "{value}",
    "in": "{value}",
}
FACTS: Mapping[str, Words] = {
    "age_years": gettext_lazy("Age"),
    "days_since_onset": gettext_lazy("Days since it began"),
    "weekly_km_rise_pct": gettext_lazy("Weekly distance against before, in %"),
    "longest_run_rise_pct": gettext_lazy("Longest run against before, in %"),
    "red_flag": gettext_lazy("Warning sign"),
}


def unit_words(unit: str) -> str:
    return str(UNITS.get(unit, unit))


def difference_words(unit: str) -> str:
    return str(DIFFERENCES.get(unit, unit_words(unit)))


def number(value: float) -> str:
    """As short as it is exact."""
    return number_format(Decimal(str(value)).normalize(), use_l10n=True) if value % 1 else str(int(value))


def scalar(value: Any) -> str:
    """One result: yes or no, a rating, or a number."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, str):
        return str(RATING_WORDS.get(value, value))
    return number(value)


def answer_words(field: Field, value: Any) -> str:
    """An answer in words; nothing for nothing."""
    if value is None:
        return ""
    if field.kind == Kind.MULTI:
        return _several(field, value)
    if field.kind == Kind.CHOICE:
        return field.name_of(value)
    if field.kind == Kind.DATE:
        return date_format(date.fromisoformat(value), "j F Y")
    return f"{scalar(value)} {unit_words(field.unit)}".strip() if field.kind != Kind.TEXT else str(value)


def _several(field: Field, value: Any) -> str:
    if field.scored:
        scored = (option for option in field.options if option.slug in value)
        return _listed(f"{option.name} {value[option.slug]}" for option in scored)
    if not field.per_side:
        return _listed(field.name_of(slug) for slug in value)
    chosen = {side: value.get(side) for side in SIDES if value.get(side)}
    parts = (f"{SIDE_WORDS[side]}: {_listed(map(field.name_of, slugs))}" for side, slugs in chosen.items())
    return "; ".join(parts) or _("none")


def _listed(words: Iterable[str]) -> str:
    return ", ".join(words) or _("none")


def result_words(test: FunctionalTest, value: Any) -> str:
    return (
        ""
        if value is None
        else f"{scalar(value)} {unit_words(test.unit) if _has_unit(value) else ''}".strip()
    )


def _has_unit(value: Any) -> bool:
    return not isinstance(value, bool | str)


def criterion_words(criterion: Criterion | None) -> str:
    """What counts as passed."""
    if criterion is None:
        return ""
    value = criterion.value
    words = _(" or ").join(map(scalar, value)) if isinstance(value, list) else scalar(value)
    return str(OPERATORS[criterion.op]).format(value=words)


def reason_words(form: Examination, reason: Because) -> str:
    """What was found that makes a condition hold: "Lateral step-down quality, right: 5 of 6 points"."""
    side = f", {SIDE_WORDS[reason.side]}" if reason.side in SIDE_WORDS and reason.side != "both" else ""
    if test := form.test(reason.test):
        return f"{test.name}{side}: {result_words(test, reason.value)}"
    field = form.field(reason.fact)
    if field is None:
        return f"{FACTS.get(reason.fact, reason.fact)}: {scalar(reason.value)}"
    about = field.name_of(reason.option) if reason.option else field.label
    value = field.name_of(reason.value) if isinstance(reason.value, str) else scalar(reason.value)
    return f"{about}{side}: {value}"


def answered(reading: Reading) -> list[tuple[str, list[tuple[str, str]]]]:
    """Each section with its answers in words, as far as there are any."""
    sections = []
    for section in reading.form.sections:
        said = [(field, reading.answers[field.id]) for field in section.fields if field.id in reading.answers]
        if said:
            rows = [(field.label, answer_words(field, value)) for field, value in said]
            sections.append((section.label, rows))
    return sections
