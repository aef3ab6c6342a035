"""Plans the mails about visits, in the transaction that changes the visit.

One mail a change, a few minutes later, keyed by the visit and its sequence: when the next change comes before
it goes out, it finds itself overtaken and is not sent (visit_mail.py). So booking and moving twice in three
minutes make one mail, and so does booking six visits at once. A visit that is near is told at once.

Reminders are keyed by the visit and its start: one that was planned for a start that is no more is not sent.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Self

from accounts.access import active_membership
from accounts.models import User
from common import clock
from notifications.models import Message, MessageState
from notifications.services.outbox import extend_message, plan_message
from patients.queries.guardians import reader_of
from scheduling.enums import Source
from scheduling.models import Appointment
from scheduling.queries.known import as_json, entry_of, key_of, known_of
from scheduling.queries.policy import policy_of
from scheduling.rules.news import Known, Stand
from scheduling.services.reminder_times import HOUR_BEFORE, due_of_day_reminder, due_of_hour_reminder

VISIT = "visit"
REMINDER = "visit_reminder"
PRACTITIONER = "visit_practitioner"
# What begins this soon is told at once.
NEAR = timedelta(hours=2)
# A mail about something that is over tells nobody anything; a cancellation may come after the start.
USEFUL_AFTER = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Before:
    """How a visit was; taken before it is changed: ``was = Before.of(appointment)``."""

    known: Known | None

    @classmethod
    def of(cls, appointment: Appointment) -> Self:
        return cls(known_of(appointment))


def appointment_changed(appointment: Appointment, *, was: Before | None, by: User | None = None) -> None:
    """Plans what this change of a visit makes worth telling. Call it after the change, in its transaction.

    ``was`` is None for a new visit. ``by`` is who changed it, None for a visitor of the public page: what the
    clinic's own staff do is not mailed to their colleague.
    """
    now, known = clock.now(), known_of(appointment)
    if known is None or appointment.ends_at <= now:
        return
    due_at = _due_at(appointment, was, now)
    _plan_for_patient(appointment, due_at, now)
    if not _is_by_staff(appointment, was, by):
        _plan_for_practitioners(appointment, was.known if was else None, due_at, now)
    if known.stand == Stand.BOOKED:
        _plan_reminders(appointment, due_at)


def _due_at(appointment: Appointment, was: Before | None, now: datetime) -> datetime:
    """After the grace in which more changes may come, or now when the visit is near, or was."""
    starts = [appointment.starts_at, *([was.known.starts_at] if was and was.known else [])]
    if min(starts) <= now + NEAR:
        return now
    return now + timedelta(minutes=policy_of(appointment.clinic).grace_minutes)


def _is_by_staff(appointment: Appointment, was: Before | None, by: User | None) -> bool:
    if by is None:
        return was is not None or appointment.source == Source.STAFF
    member = active_membership(by)
    return member is not None and member.clinic_id == appointment.clinic_id


def _plan(
    visit: Appointment,
    /,
    key: str,
    kind: str,
    recipient: User | None,
    due_at: datetime,
    expires_at: datetime,
    **context: Any,
) -> None:
    plan_message(
        key=key,
        clinic=visit.clinic,
        kind=kind,
        recipient=recipient,
        context=context,
        due_at=due_at,
        expires_at=expires_at,
        urgent=due_at <= clock.now(),
    )


def _plan_for_patient(appointment: Appointment, due_at: datetime, now: datetime) -> None:
    """What happens to the visits of a series in one go goes into one mail."""
    known = {**(as_json(known_of(appointment)) or {}), "sequence": appointment.sequence}
    said = {entry_of(appointment): known}
    expires_at = max(appointment.starts_at, now) + USEFUL_AFTER
    prefix = key_of(appointment)
    if appointment.series and extend_message(
        prefix=prefix, context=said, due_at=due_at, expires_at=expires_at
    ):
        return
    reader = reader_of(appointment.patient)
    key = f"{prefix}{appointment.uuid}:{appointment.sequence}"
    _plan(appointment, key, VISIT, reader, due_at, expires_at, **said)


def _plan_for_practitioners(
    appointment: Appointment, was: Known | None, due_at: datetime, now: datetime
) -> None:
    """The one who has the visit now, and the one who had it."""
    ids = {str(appointment.practitioner.uuid), *([was.who] if was else [])}
    for practitioner in appointment.clinic.practitioners.filter(uuid__in=ids).select_related("user"):
        prefix = f"{PRACTITIONER}:{appointment.uuid}:{practitioner.user.uuid}:"
        known = was if was and was.who == str(practitioner.uuid) else None
        _plan(
            appointment,
            f"{prefix}{appointment.sequence}",
            PRACTITIONER,
            practitioner.user,
            due_at,
            max(appointment.starts_at, now) + USEFUL_AFTER,
            appointment=str(appointment.uuid),
            practitioner=str(practitioner.uuid),
            known=_known_before(prefix, as_json(known)),
        )


def _known_before(prefix: str, known: dict[str, str] | None) -> dict[str, str] | None:
    """What the reader knew before the first of the changes that wait to be told; this one overtakes them."""
    waiting = (
        Message.objects.filter(key__startswith=prefix, state=MessageState.PLANNED).order_by("pk").first()
    )
    return waiting.context["known"] if waiting else known


def _plan_reminders(appointment: Appointment, told_at: datetime) -> None:
    starts_at = appointment.starts_at.astimezone(UTC).isoformat()
    for which, due_at, expires_at in _reminders(appointment, told_at):
        _plan(
            appointment,
            f"{REMINDER}:{appointment.uuid}:{starts_at}:{which}",
            REMINDER,
            reader_of(appointment.patient),
            due_at,
            expires_at,
            appointment=str(appointment.uuid),
            starts_at=starts_at,
            which=which,
        )


def _reminders(appointment: Appointment, told_at: datetime) -> Iterator[tuple[str, datetime, datetime]]:
    """Which, when it is due, and from when on it is of no use: the day before's, once the other one comes."""
    starts_at = appointment.starts_at
    day = due_of_day_reminder(appointment.patient, starts_at, told_at)
    hour = due_of_hour_reminder(starts_at, told_at)
    if day:
        yield "day", day, starts_at - HOUR_BEFORE
    if hour:
        yield "hour", hour, starts_at
