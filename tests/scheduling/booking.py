"""A clinic that can be booked, and ways to book there."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from accounts.models import User
from patients.models import Patient
from scheduling.models import Appointment, Practitioner
from scheduling.services.booking import book_appointment, hold_slot
from scheduling.services.staff_booking import book_for_patient
from tests.factories import MembershipFactory, PatientFactory, loaded_pack, screened
from tests.scheduling_factories import bookable

# A Tuesday in winter: no clock changes within the horizon, nine o'clock in Berlin is eight in UTC.
NOW = datetime(2026, 12, 1, 6, tzinfo=UTC)
TEN = datetime(2026, 12, 3, 9, tzinfo=UTC)
HALF_PAST = TEN + timedelta(minutes=30)


def clinic(**kind: Any) -> Practitioner:
    """Every day from nine to five in Berlin, half an hour, booked directly."""
    loaded_pack()
    return bookable(**kind)


def patient_of(practitioner: Practitioner, **fields: Any) -> Patient:
    patient: Patient = PatientFactory.create(clinic=practitioner.clinic, **fields)
    return patient


def user_of(patient: Patient) -> User:
    assert patient.user
    return patient.user


def desk_of(practitioner: Practitioner) -> User:
    user: User = MembershipFactory.create(clinic=practitioner.clinic, role="front_desk").user
    return user


def book(physio: Practitioner, patient: Patient, starts_at: datetime = TEN, **changes: Any) -> Appointment:
    """Through the patient's own door, just screened."""
    wanted: dict[str, Any] = {
        "by": user_of(patient),
        "patient": patient,
        "uuid": uuid4(),
        "kind": physio.kinds.get().uuid,
        "practitioner": physio.uuid,
        "starts_at": starts_at,
    }
    wanted["screening"] = changes.pop("screening", None) or answers_of(patient)
    return book_appointment(**wanted | changes)


def answers_of(patient: Patient) -> UUID:
    answered: UUID = screened(patient, scope="daily").uuid
    return answered


def hold(physio: Practitioner, patient: Patient, starts_at: datetime = TEN, **changes: Any) -> Appointment:
    wanted: dict[str, Any] = {
        "by": user_of(patient),
        "patient": patient,
        "uuid": uuid4(),
        "kind": physio.kinds.get().uuid,
        "practitioner": physio.uuid,
        "starts_at": starts_at,
    }
    return hold_slot(**wanted | changes)


def book_at_desk(
    physio: Practitioner, patient: Patient, starts_at: datetime = TEN, **changes: Any
) -> Appointment:
    wanted: dict[str, Any] = {
        "uuid": uuid4(),
        "patient": patient.uuid,
        "kind": physio.kinds.get().uuid,
        "practitioner": physio.uuid,
        "starts_at": starts_at,
    }
    by = changes.pop("by", None) or desk_of(physio)
    return book_for_patient(by=by, **wanted | changes)
