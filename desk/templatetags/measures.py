"""How the desk says measures and numbers: values, units, changes, occasions."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import template
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from patients.enums import Occasion
from patients.measure_words import plain
from patients.measurement_codes import code_name, unit_name
from patients.rules.change import Change, Verdict
from patients.rules.definition import Definition, Method

register = template.Library()

TONES = {Verdict.BETTER: "go", Verdict.WORSE: "stop"}
METHODS: Mapping[Method, str | Promise] = {
    Method.EACH_ITEM: gettext_lazy("every answer is a value of its own"),
    Method.SINGLE: gettext_lazy("the one answer is the value"),
    Method.MEAN: gettext_lazy("mean of the answers"),
    Method.SUM: gettext_lazy("sum of the answers"),
    Method.SUM_OF_OPTION_POINTS: gettext_lazy("sum of the options' points"),
    Method.KOOS_0_100: gettext_lazy("0 to 100, from the mean of the answers"),
    Method.NONE: gettext_lazy("no score"),
}


@register.filter
def number(value: Decimal | None) -> str:
    """Without zeros at its end; a dash for none."""
    return plain(value)


@register.filter
def what(code: str) -> str:
    return code_name(code)


@register.filter
def unit(name: str) -> str:
    return unit_name(name)


@register.filter
def occasion(name: str) -> str:
    return str(Occasion(name).label)


@register.filter
def method(definition: Definition) -> str:
    """How the score is made."""
    return str(METHODS[definition.scoring.method])


@register.inclusion_tag("desk/_measure_change.html")
def change_chip(change: Change, important: Decimal | None) -> dict[str, Any]:
    """A change with its sign, and whether it is one that matters."""
    words = {
        Verdict.BETTER: _("better"),
        Verdict.WORSE: _("worse"),
        Verdict.SAME: _("no important change"),
        Verdict.UNKNOWN: _("important change not known"),
    }
    return {
        "difference": None
        if change.difference is None
        else f"{change.difference.normalize():+f}".replace("-", "−"),
        "words": words[change.verdict],
        "tone": TONES.get(change.verdict, ""),
        "important": important,
    }
