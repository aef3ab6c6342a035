"""How the desk shows signals: the sentence, how heavy it is, where one acts on it."""

from typing import Any

from django import template
from django.urls import reverse

from common import clock
from patients.models import Patient, Signal, SignalKind
from patients.queries.signals import signals_of
from patients.signal_kinds import BY_THEIR_SOURCE, ORDER
from programs.signal_text import signal_words

register = template.Library()

STOP = frozenset({SignalKind.RED_FLAG, SignalKind.SEVERE_PAIN})
# What is behind this in weight is for the week, not for the day.
LIGHT_FROM = ORDER.index(SignalKind.SILENT)


@register.filter
def reason_of(signal: Signal, patient: Patient) -> str:
    """What was seen, in the patient's own days."""
    return signal_words(signal, clock.today_in(patient.time_zone))


@register.filter
def signal_tone(signal: Signal) -> str:
    if signal.kind in STOP:
        return "stop"
    return "soon" if ORDER.index(signal.kind) >= LIGHT_FROM else "careful"


@register.filter
def is_settled_by_hand(signal: Signal) -> bool:
    """Whether somebody can settle it here, and not only where it comes from."""
    return signal.kind not in BY_THEIR_SOURCE


@register.filter
def where_to_act(signal: Signal, patient: Patient) -> str:
    """The page on which the reason itself is dealt with; else the patient's."""
    chart = reverse("admin:patient", args=[patient.uuid])
    return {
        SignalKind.RED_FLAG: f"{chart}#stop",
        SignalKind.QUESTION: reverse("admin:questions"),
        SignalKind.APPROVAL: reverse("admin:approvals"),
    }.get(SignalKind(signal.kind), chart)


@register.inclusion_tag("desk/_signal_chips.html")
def signal_chips(patient: Patient) -> dict[str, Any]:
    """What stands for a patient, as chips; but a stop, which has a panel of its own there."""
    found = signals_of([patient])[patient.pk]
    return {
        "signals": [signal for signal in found if signal.kind != SignalKind.RED_FLAG],
        "patient": patient,
    }
