"""How time is taken, without a moment in which two could have it.

The locks, in one order everywhere: the patient's row, then the practitioner's (only to move, and for a
series), then the visit's. A new row is inserted with ON CONFLICT DO NOTHING: of many who try at once one
arrives, and the others are told without an error, a retry or a deadlock. What becomes free is offered after
the commit.
"""

import time
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from psycopg.errors import ExclusionViolation

from common import clock
from common.errors import NotFound
from patients.models import Patient
from scheduling.enums import PASSING, AppointmentStatus
from scheduling.models import Appointment, AppointmentKind, Practitioner
from scheduling.services.refusals import SlotTaken

# How often, and how long each time, a time is waited for that another transaction is giving back.
TRIES, A_MOMENT_S = 10, 0.05


@dataclass(frozen=True)
class Choice:
    """What somebody wants: with whom, when and where."""

    kind: AppointmentKind
    practitioner: Practitioner
    starts_at: datetime
    location_id: int | None

    def as_columns(self) -> dict[str, Any]:
        """The columns of a row that takes this time, buffers included."""
        kind, starts_at = self.kind, self.starts_at
        ends_at = starts_at + timedelta(minutes=kind.minutes)
        return {
            "practitioner": self.practitioner,
            "location_id": None if kind.is_remote else self.location_id,
            "starts_at": starts_at,
            "ends_at": ends_at,
            "blocks_from": starts_at - timedelta(minutes=kind.buffer_before),
            "blocks_until": ends_at + timedelta(minutes=kind.buffer_after),
        }


def locked_patient(patient: Patient) -> Patient:
    """A stop is raised under the same lock: it comes before the visit or after it, never beside it."""
    rows = Patient.objects.select_for_update(no_key=True, of=("self",)).select_related("clinic", "user")
    return rows.get(pk=patient.pk)


def lock_practitioners(*practitioners: Practitioner) -> None:
    """Whoever moves visits of one practitioner waits here for the other."""
    keys = {practitioner.pk for practitioner in practitioners}
    list(Practitioner.objects.select_for_update(no_key=True, of=("self",)).filter(pk__in=keys).order_by("pk"))


def lock_limited(practitioner: Practitioner) -> None:
    """A daily limit is counted, which no constraint does: of those who have one, bookings come in turn."""
    if practitioner.daily_limit is not None:
        lock_practitioners(practitioner)


def locked_visit(uuid: UUID | str) -> Appointment:
    """As it is now, and stays until the end of the transaction. Raises NotFound."""
    rows = Appointment.objects.select_for_update(no_key=True, of=("self",)).select_related(
        "clinic", "practitioner__user", "practitioner__clinic", "patient__clinic", "patient__user", "kind"
    )
    found = rows.filter(uuid=uuid).first()
    if found is None:
        raise NotFound(_("There is no such visit."))
    return found


def give_back_expired(practitioners: Iterable[Practitioner], patient: Patient) -> None:
    """Holds and offers that are over stop being in the way. Whatever somebody confirms right now is left."""
    over = Appointment.objects.filter(
        Q(practitioner__in=practitioners) | Q(patient=patient),
        status__in=PASSING,
        hold_expires_at__lte=clock.now(),
    )
    give_back(over)


def give_back(kept: QuerySet[Appointment]) -> None:
    """These holds and offers are over now, but for those that somebody confirms in this moment."""
    keys = kept.select_for_update(no_key=True, skip_locked=True, of=("self",)).order_by("pk")
    Appointment.objects.filter(pk__in=[row.pk for row in keys]).update(status=AppointmentStatus.EXPIRED)


def release_holds(patient: Patient, *, but: UUID | None = None) -> None:
    """What the patient kept for themselves is free again. Called under the patient's lock."""
    held = Appointment.objects.filter(patient=patient, status=AppointmentStatus.HELD)
    others = held.exclude(uuid=but) if but else held
    others.update(status=AppointmentStatus.EXPIRED)


def take(choice: Choice, *, patient: Patient, uuid: UUID, **columns: Any) -> Appointment | None:
    """As ``put_down``, but what is over is given back first. What somebody else gives back right now is not
    locked, which could end in a deadlock, but waited for: a moment later the time is free.
    """
    for _try in range(TRIES):
        give_back_expired([choice.practitioner], patient)
        if row := put_down(choice, patient=patient, uuid=uuid, **columns):
            return row
        if not _is_being_given_back(choice):
            break
        time.sleep(A_MOMENT_S)
    return None


def _is_being_given_back(choice: Choice) -> bool:
    block = choice.as_columns()
    return Appointment.objects.filter(
        practitioner=choice.practitioner,
        status__in=PASSING,
        hold_expires_at__lte=clock.now(),
        blocks_from__lt=block["blocks_until"],
        blocks_until__gt=block["blocks_from"],
    ).exists()


def put_down(choice: Choice, *, patient: Patient, uuid: UUID, **columns: Any) -> Appointment | None:
    """The new row, or None when the time is taken. Called under the patient's lock, with an unused id."""
    row = Appointment(
        uuid=uuid,
        clinic_id=patient.clinic_id,
        patient=patient,
        kind=choice.kind,
        is_remote=choice.kind.is_remote,
        price=choice.kind.price,
        **choice.as_columns(),
        **columns,
    )
    Appointment.objects.bulk_create([row], ignore_conflicts=True)
    # An id that somebody else used meanwhile is not this patient's row.
    arrived = Appointment.objects.filter(uuid=uuid, patient=patient).exists()
    return locked_visit(uuid) if arrived else None


def keep_at_time(row: Appointment) -> None:
    """Saves a row that takes time, at another time or again. Raises SlotTaken, and the row is as it was."""
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        if isinstance(error.__cause__, ExclusionViolation):
            raise SlotTaken from error
        raise
