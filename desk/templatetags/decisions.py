"""How the desk shows decisions: their sentences, the pain of two weeks, and how the sessions were taken."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import template
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.plot import draw
from common.plot.plane import Plane
from common.plot.shapes import Drawing, Role
from common.plot.svg import svg
from desk.templatetags.desk import day
from programs import decision_changes_text, decision_patient_text, decision_text, fact_text
from programs.models import Decision, DecisionAction, DecisionAnswer
from programs.queries.decision_plan import dose_step
from programs.rules.decision_words import Colour
from programs.rules.judged import Judged
from programs.words import dose_words

register = template.Library()
register.filter("reason_lines", decision_text.reason_lines)
register.filter("patient_words", decision_patient_text.patient_words)
register.filter("change_lines", decision_changes_text.change_lines)

WIDTH, HEIGHT = 120, 34
SESSIONS_SHOWN = 10
COLOURS: Mapping[Colour, str | Promise] = {
    Colour.GREEN: gettext_lazy("green"),
    Colour.AMBER: gettext_lazy("amber"),
    Colour.RED: gettext_lazy("red"),
    Colour.UNKNOWN: gettext_lazy("not known yet"),
}
TONES: Mapping[str, str] = {
    DecisionAction.AUTOMATIC: "",
    DecisionAction.APPROVED: "go",
    DecisionAction.EDITED: "accent",
    DecisionAction.REJECTED: "careful",
    DecisionAction.REPLACED: "",
}


@register.filter
def verdict(decision: Decision) -> str:
    return decision_text.verdict_words(decision.verdict, decision.scope)


@register.filter
def decided(answer: DecisionAnswer) -> str:
    """What a clinician decided instead of the proposal; empty where it was carried out as it stood."""
    chosen = answer.changes.get("verdict", "")
    return decision_text.verdict_words(chosen) if chosen else ""


@register.filter
def answer_tone(answer: DecisionAnswer) -> str:
    return TONES[answer.action]


@register.filter
def fact_lines(decision: Decision) -> list[tuple[str, str]]:
    return fact_text.fact_lines(decision.facts)


@register.filter
def parameter_lines(decision: Decision) -> list[tuple[str, str]]:
    """The parameters as the pack names them, with their values at the time."""
    return [(name, fact_text.tenth_words(value)) for name, value in sorted(decision.parameters.items())]


@register.simple_tag
def load_step(decision: Decision) -> str:
    """A step of load in a line: the dose now and then, or the exercise that takes its place."""
    step = dose_step(decision)
    if step is None:
        return ""
    after = step.harder or dose_words(step.after)
    return f"{dose_words(step.before)} → {after}"


@register.simple_tag
def pain_spark(pain: Sequence[tuple[date, int]]) -> SafeString | str:
    """The worst pain of each day as a small line; its label says it in words."""
    if not pain:
        return ""
    plane = Plane(
        first=pain[0][0], last=pain[-1][0], width=WIDTH, height=HEIGHT, left=4, right=4, top=5, bottom=5
    )
    values = [draw.Value(on, number) for on, number in pain]
    label = _("Worst pain, day by day: {numbers}").format(
        numbers=", ".join(str(number) for _on, number in pain)
    )
    return svg(Drawing(WIDTH, HEIGHT, label, tuple(draw.series(plane, Role.PAIN, values))))


@register.inclusion_tag("desk/_session_dots.html")
def session_dots(sessions: Sequence[Judged], today: date) -> dict[str, Any]:
    """Each session as a dot with its sign, the latest last; and all of them in words."""
    shown = sessions[-SESSIONS_SHOWN:]
    counts = Counter(each.colour for each in shown)
    return {
        "dots": [(each.colour, f"{day(each.session.on, today)}: {COLOURS[each.colour]}") for each in shown],
        "words": ", ".join(
            f"{counts[colour]} {words}" for colour, words in COLOURS.items() if counts[colour]
        ),
    }
