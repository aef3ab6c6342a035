"""Visits that tests book, move and cancel, and the mails that come of it."""

from datetime import UTC, datetime, timedelta
from typing import Any

from accounts.models import Clinic, User
from audit.context import recorded
from common import clock
from notifications.models import Message, MessageState
from notifications.services.delivery import deliver_due
from patients.models import Patient
from scheduling.enums import AppointmentStatus, Source
from scheduling.models import Appointment, Practitioner
from scheduling.services.telling import Before, appointment_changed
from tests.factories import ClinicFactory, MembershipFactory, PatientFactory, screened
from tests.scheduling_factories import AppointmentFactory, LocationFactory, PractitionerFactory

# A Friday in the morning; the visit is on the Tuesday after it, at 9:30 in Berlin.
NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
STARTS = datetime(2026, 11, 24, 8, 30, tzinfo=UTC)
GRACE = timedelta(minutes=3)


def at(moment: datetime):
    return clock.pretending(moment)


def booked(*, by: User | None = None, **fields: Any) -> Appointment:
    """A visit that ``by``, by default the practitioner, has booked just now."""
    patient = fields.pop("patient", None) or patient_of_riverside()
    practitioner = fields.pop("practitioner", None) or practitioner_at(patient.clinic)
    fields = {"starts_at": STARTS, "patient": patient, "practitioner": practitioner} | fields
    visit = AppointmentFactory.create(**fields)
    with recorded(by=by):
        appointment_changed(visit, was=None, by=by or practitioner.user)
    return visit


def booked_by_the_patient(**fields: Any) -> Appointment:
    """As the portal does."""
    patient = fields.pop("patient", None) or patient_of_riverside()
    fields = {"source": Source.PORTAL, "screening": screened(patient), "booked_by": patient.user} | fields
    return booked(patient=patient, by=patient.user, **fields)


def practitioner_at(clinic: Clinic) -> Practitioner:
    return PractitionerFactory.create(
        clinic=clinic, user=MembershipFactory.create(clinic=clinic, user__name="Amara Okafor").user
    )


def patient_of_riverside(**fields: Any) -> Patient:
    clinic = ClinicFactory.create(name="Riverside", email="desk@riverside.example", phone="030 123")
    return PatientFactory.create(**({"clinic": clinic, "name": "Maya Lind"} | fields))


def at_the_clinic(visit: Appointment) -> Appointment:
    visit.is_remote, visit.location = (
        False,
        LocationFactory.create(clinic=visit.clinic, name="Mill Lane", address="Mill Lane 3"),
    )
    visit.save()
    return visit


def changed(visit: Appointment, *, by: User | None = None, **columns: Any) -> Appointment:
    """The visit after a change that ``by`` made, by default the practitioner."""
    visit = Appointment.objects.get(pk=visit.pk)
    was = Before.of(visit)
    with recorded(by=by):
        for name, value in columns.items():
            setattr(visit, name, value)
        visit.sequence += 1
        visit.save()
        appointment_changed(visit, was=was, by=by or visit.practitioner.user)
    return visit


def moved(visit: Appointment, by_hours: float, *, by: User | None = None) -> Appointment:
    shift = timedelta(hours=by_hours)
    times = ("starts_at", "ends_at", "blocks_from", "blocks_until")
    return changed(visit, by=by, **{name: getattr(visit, name) + shift for name in times})


def cancelled(visit: Appointment, *, by: User | None = None) -> Appointment:
    return changed(
        visit,
        by=by,
        status=AppointmentStatus.CANCELLED,
        cancelled_at=clock.now(),
        cancelled_by=by or visit.practitioner.user,
    )


def delivered(mail_server, moment: datetime) -> list[str]:
    """The subjects of what goes out at a moment, in order."""
    before = len(mail_server.accepted)
    with at(moment):
        deliver_due()
    return [mail["Subject"] for mail in mail_server.accepted[before:]]


def reasons(kind: str) -> list[str]:
    """Why messages of a kind were not sent."""
    rows = Message.objects.filter(kind=kind, state=MessageState.SUPPRESSED)
    return list(rows.order_by("pk").values_list("reason", flat=True))


def text_of(mail: Any) -> str:
    return str(mail.get_body(("plain",)).get_content()).replace("\r\n", "\n")
