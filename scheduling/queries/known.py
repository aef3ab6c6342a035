"""What there is to know of a visit, as it is and as somebody was last told."""

from dataclasses import asdict
from datetime import datetime

from notifications.models import Message, MessageState
from scheduling.enums import AppointmentStatus
from scheduling.models import Appointment
from scheduling.rules.news import Known, Stand

# How a visit is named in the context of a message that tells of it.
ENTRY = "visit:"

STANDS = {
    AppointmentStatus.REQUESTED: Stand.REQUESTED,
    AppointmentStatus.BOOKED: Stand.BOOKED,
    AppointmentStatus.CANCELLED: Stand.OFF,
}


def known_of(appointment: Appointment) -> Known | None:
    """A visit as it is; None for one that nobody is told of: a hold, an offer, one that took place."""
    stand = STANDS.get(AppointmentStatus(appointment.status))
    if stand is None:
        return None
    place = None if appointment.is_remote else appointment.location
    return Known(
        stand,
        appointment.starts_at,
        appointment.ends_at,
        str(appointment.practitioner.uuid),
        str(place.uuid) if place else "",
    )


def as_json(known: Known | None) -> dict[str, str] | None:
    """As it stands in the outbox: ids and times, nothing else."""
    if known is None:
        return None
    times = {"starts_at": known.starts_at.isoformat(), "ends_at": known.ends_at.isoformat()}
    return {**asdict(known), **times}


def known_from(said: dict[str, str] | None) -> Known | None:
    """What a message of the outbox says."""
    if said is None:
        return None
    starts_at, ends_at = (datetime.fromisoformat(said[name]) for name in ("starts_at", "ends_at"))
    return Known(Stand(said["stand"]), starts_at, ends_at, said["who"], said["where"])


def told_of(appointment: Appointment) -> Known | None:
    """What the last mail about this visit that went out said; None when there was none."""
    sent = Message.objects.filter(key__startswith=key_of(appointment), state=MessageState.SENT)
    last = sent.filter(context__has_key=entry_of(appointment)).order_by("sent_at", "pk").last()
    return known_from(last.context[entry_of(appointment)]) if last else None


def key_of(appointment: Appointment) -> str:
    """How the keys of the mails about a visit's changes begin. The visits of a series share their mails."""
    if appointment.series:
        return f"visit_series:{appointment.series.uuid}:"
    return f"visit:{appointment.uuid}:"


def entry_of(appointment: Appointment) -> str:
    """Where a message's context says what it tells of this visit."""
    return f"{ENTRY}{appointment.uuid}"
