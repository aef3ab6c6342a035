"""What two hundred try at once: each by the bare statement, and by our service."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from uuid import uuid4

from django.db import IntegrityError, connection, transaction

from common.errors import Conflict
from scheduling.models import Appointment, Practitioner
from scheduling.services.booking import book_appointment
from scheduling.services.changing import move_appointment
from tests.scheduling.booking import TEN, clinic, user_of
from tests.scheduling.crowd import crowd_of, visits_of

Jobs = list[Callable[[], Any]]
QUARTER = timedelta(minutes=15)

INSERT = """
INSERT INTO scheduling_appointment
       (uuid, created_at, clinic_id, practitioner_id, patient_id, kind_id, is_remote, starts_at, ends_at,
        blocks_from, blocks_until, status, source, is_overbooked, overbook_reason, price, patient_note,
        sequence, booked_at, cancel_reason, is_late)
VALUES (%(uuid)s, now(), %(clinic)s, %(practitioner)s, %(patient)s, %(kind)s, true, %(start)s, %(end)s,
        %(start)s, %(end)s, 'booked', 'staff', false, '', '', '', 0, now(), '', false)
ON CONFLICT DO NOTHING
"""
UPDATE = """
UPDATE scheduling_appointment
   SET starts_at = %(start)s, ends_at = %(end)s, blocks_from = %(start)s, blocks_until = %(end)s
 WHERE id = %(id)s
"""


def _one_start(number: int) -> datetime:  # noqa: ARG001
    return TEN


def _overlapping(number: int) -> datetime:
    return TEN + QUARTER * (number % 24)


def _elsewhere(number: int) -> datetime:
    return TEN + timedelta(days=20) + QUARTER * (number % 24)


def insert_bare(people: int, starts: Callable[[int], datetime]) -> Jobs:
    """One statement each, and whether the row arrived."""
    physio = clinic()
    return [
        partial(_run, INSERT, _columns(physio, patient.pk, starts(number)))
        for number, (patient, _screening) in enumerate(crowd_of(physio, people))
    ]


def book_ours(people: int, starts: Callable[[int], datetime]) -> Jobs:
    """The service behind portal and API, from its first check to the commit."""
    physio = clinic()
    wanted: dict[str, Any] = {"kind": physio.kinds.get().uuid, "practitioner": physio.uuid}
    return [
        partial(
            book_appointment,
            by=user_of(patient),
            patient=patient,
            uuid=uuid4(),
            starts_at=starts(number),
            screening=screening.uuid,
            **wanted,
        )
        for number, (patient, screening) in enumerate(crowd_of(physio, people))
    ]


def insert_one_id(people: int) -> Jobs:
    """One row that many try to write."""
    physio = clinic()
    [(patient, _screening)] = crowd_of(physio, 1)
    return [partial(_run, INSERT, _columns(physio, patient.pk, TEN))] * people


def book_one_id(people: int) -> Jobs:
    """A client that sends the same booking again and again: everybody is answered with the one visit."""
    physio = clinic()
    [(patient, screening)] = crowd_of(physio, 1)
    wanted: dict[str, Any] = {"kind": physio.kinds.get().uuid, "practitioner": physio.uuid, "starts_at": TEN}
    job = partial(
        book_appointment,
        by=user_of(patient),
        patient=patient,
        uuid=uuid4(),
        screening=screening.uuid,
        **wanted,
    )
    return [job] * people


def update_bare(people: int) -> Jobs:
    """The statement without the practitioner's lock before it."""
    rows = _booked(people)
    return [partial(_run, UPDATE, _moved(row, _elsewhere(number))) for number, row in enumerate(rows)]


def move_ours(people: int) -> Jobs:
    """The service behind portal and API."""
    return [
        partial(
            move_appointment,
            by=user_of(row.patient),
            patient=row.patient,
            appointment=row.uuid,
            starts_at=_elsewhere(number),
        )
        for number, row in enumerate(_booked(people))
    ]


WAYS: dict[str, Callable[[int], Jobs]] = {
    "bare INSERT, one start": lambda people: insert_bare(people, _one_start),
    "booking, one start": lambda people: book_ours(people, _one_start),
    "bare INSERT, overlapping starts": lambda people: insert_bare(people, _overlapping),
    "booking, overlapping starts": lambda people: book_ours(people, _overlapping),
    "bare INSERT, one id": insert_one_id,
    "booking, one id": book_one_id,
    "bare UPDATE, all move": update_bare,
    "moving, all move": move_ours,
}


def _booked(people: int) -> list[Appointment]:
    physio = clinic(minutes=10)
    return visits_of(physio, crowd_of(physio, people))


def _columns(physio: Practitioner, patient: int, starts_at: datetime) -> dict[str, Any]:
    return {
        "uuid": uuid4(),
        "clinic": physio.clinic_id,
        "practitioner": physio.pk,
        "patient": patient,
        "kind": physio.kinds.get().pk,
        "start": starts_at,
        "end": starts_at + timedelta(minutes=30),
    }


def _moved(row: Appointment, starts_at: datetime) -> dict[str, Any]:
    return {"id": row.pk, "start": starts_at, "end": starts_at + timedelta(minutes=10)}


def _run(statement: str, row: dict[str, Any]) -> None:
    """Raises Conflict when nothing was written, as the service does."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, row)
            written = cursor.rowcount
    except IntegrityError as error:
        raise Conflict("taken", code="taken") from error
    if not written:
        raise Conflict("taken", code="taken")
