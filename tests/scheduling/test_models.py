"""What the database refuses about booked time, whoever writes it."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from common import clock
from scheduling.enums import AppointmentStatus, CreditReason, Source
from scheduling.models import Appointment, CreditEntry
from tests.factories import ClinicFactory, PatientFactory
from tests.scheduling_factories import (
    AppointmentFactory,
    AppointmentKindFactory,
    CreditEntryFactory,
    PractitionerFactory,
    WeeklyHoursFactory,
)

pytestmark = pytest.mark.django_db


def another(row: Appointment, *, patient=None, **changes) -> Appointment:
    """Beside the first, at the same practitioner's, with another patient."""
    return AppointmentFactory.create(
        patient=patient or PatientFactory.create(clinic=row.clinic),
        practitioner=changes.pop("practitioner", row.practitioner),
        kind=row.kind,
        starts_at=changes.pop("starts_at", row.starts_at),
        **changes,
    )


def refused(name: str, make, *args, **changes) -> None:
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        make(*args, **changes)
    assert error.value.__cause__.diag.constraint_name == name


def test_a_practitioner_has_one_visit_at_a_time():
    row = AppointmentFactory.create()

    refused("appointment_practitioner_once", another, row, starts_at=row.starts_at + timedelta(minutes=29))


def test_a_visit_may_begin_when_another_ends():
    row = AppointmentFactory.create()

    assert another(row, starts_at=row.ends_at)


def test_buffers_add_up():
    kind = AppointmentKindFactory.create(buffer_before=5, buffer_after=10)
    row = AppointmentFactory.create(kind=kind, patient=PatientFactory.create(clinic=kind.clinic))

    refused("appointment_practitioner_once", another, row, starts_at=row.ends_at + timedelta(minutes=14))
    assert another(row, starts_at=row.ends_at + timedelta(minutes=15))


def test_a_patient_is_at_one_visit_at_a_time():
    row = AppointmentFactory.create()
    other = PractitionerFactory.create(clinic=row.clinic)

    refused("appointment_patient_once", another, row, patient=row.patient, practitioner=other)


@pytest.mark.parametrize("status", ["cancelled", "no_show", "expired"])
def test_time_that_was_given_back_is_free(status):
    row = AppointmentFactory.create()
    Appointment.objects.filter(pk=row.pk).update(**given_back(row, status))

    assert another(row)


def given_back(row: Appointment, status: str) -> dict[str, object]:
    if status == "cancelled":
        return {"status": status, "cancelled_at": row.booked_at}
    if status == "no_show":
        return {"status": status, "closed_at": row.booked_at, "closed_by": row.booked_by}
    return {"status": status, "booked_at": None, "booked_by": None}


def test_beside_another_only_with_a_reason():
    row = AppointmentFactory.create()

    refused("appointment_overbooked_has_why", another, row, is_overbooked=True)
    assert another(row, is_overbooked=True, overbook_reason="she is in pain")


@pytest.mark.parametrize("part", ["practitioner", "patient", "kind"])
def test_nothing_of_another_clinic_is_booked(part):
    made: dict[str, Any] = {
        "practitioner": PractitionerFactory,
        "patient": PatientFactory,
        "kind": AppointmentKindFactory,
    }
    foreign = made[part].create(clinic=ClinicFactory.create())
    row = AppointmentFactory.create()
    mine = {"clinic": row.clinic, "patient": row.patient, "practitioner": row.practitioner}

    refused(
        f"appointment_{part}_is_clinics",
        AppointmentFactory.create,
        **mine | {part: foreign, "starts_at": row.ends_at},
    )


def test_a_patient_who_books_alone_was_screened():
    refused("behind_the_screen", AppointmentFactory.create, source=Source.PORTAL)


def test_a_hold_is_no_booking_yet():
    hold = {"status": AppointmentStatus.HELD, "source": Source.PORTAL, "booked_at": None, "booked_by": None}
    row = AppointmentFactory.create(**hold, hold_expires_at=clock.now())

    refused(
        "behind_the_screen",
        Appointment.objects.filter(pk=row.pk).update,
        status=AppointmentStatus.BOOKED,
        hold_expires_at=None,
        booked_at=row.created_at,
    )


def test_hours_of_one_weekday_do_not_overlap_while_both_are_valid():
    row = WeeklyHoursFactory.create()
    again = {"practitioner": row.practitioner, "start": "16:00", "end": "18:00"}

    refused("weekly_hours_do_not_overlap", WeeklyHoursFactory.create, **again)
    assert WeeklyHoursFactory.create(**again | {"weekday": 1})
    assert WeeklyHoursFactory.create(**again | {"start": "17:00"})


def test_hours_that_end_leave_room_for_others():
    row = WeeklyHoursFactory.create(valid_until="2026-06-30")

    refused("weekly_hours_do_not_overlap", WeeklyHoursFactory.create, practitioner=row.practitioner)
    assert WeeklyHoursFactory.create(practitioner=row.practitioner, valid_from="2026-07-01")


def test_hours_until_midnight_end_with_the_day():
    row = WeeklyHoursFactory.create(start="20:00", end="00:00")

    refused(
        "weekly_hours_do_not_overlap",
        WeeklyHoursFactory.create,
        practitioner=row.practitioner,
        start="23:00",
        end="23:30",
    )


def test_a_package_never_gives_more_than_was_bought():
    bought = CreditEntryFactory.create(delta=1, balance=1)
    visit = AppointmentFactory.create(patient=bought.package.patient)
    used = {"package": bought.package, "why": CreditReason.USED, "delta": -1, "appointment": visit}
    CreditEntryFactory.create(**used, number=2, balance=0)

    refused("credit_never_below_zero", CreditEntryFactory.create, **used, number=3, balance=-1)
    refused("credit_in_order", CreditEntryFactory.create, **used, number=3, balance=0)


def test_a_ledger_is_not_rewritten():
    entry = CreditEntryFactory.create()

    refused("never_changed", CreditEntry.objects.filter(pk=entry.pk).update, balance=9)
