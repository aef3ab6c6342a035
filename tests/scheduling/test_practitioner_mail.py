"""What practitioners are mailed: what patients do to their visits, and not what colleagues do."""

from datetime import timedelta

import pytest

from scheduling.models import Appointment
from tests.scheduling.visits import (
    GRACE,
    NOW,
    at,
    booked,
    booked_by_the_patient,
    cancelled,
    changed,
    moved,
    text_of,
)
from tests.scheduling.visits import delivered as delivered_to_all
from tests.scheduling_factories import PractitionerFactory

pytestmark = pytest.mark.django_db

LATER = NOW + timedelta(hours=1)


def delivered(mail_server, moment, visit: Appointment) -> list[str]:
    """What the mails to the visit's practitioner say first."""
    before = len(mail_server.accepted)
    delivered_to_all(mail_server, moment)
    mails = mail_server.accepted[before:]
    return [
        mail["Subject"].partition(":")[0] for mail in mails if mail["To"] == visit.practitioner.user.email
    ]


@pytest.fixture
def visit() -> Appointment:
    """Booked by the clinic: its practitioner knows."""
    with at(NOW):
        return booked(kind__name="canary-kind", patient_note="canary-note")


def test_a_visit_that_the_clinic_books_is_not_mailed(visit, mail_server):
    assert delivered(mail_server, NOW + GRACE, visit) == []


def test_a_booking_by_the_patient_is(mail_server):
    with at(NOW):
        visit = booked_by_the_patient()
    assert delivered(mail_server, NOW + GRACE, visit) == ["A visit was booked"]


def test_a_move_by_the_patient_says_both_times_on_the_practitioners_clock(visit, mail_server):
    visit.practitioner.time_zone = "Asia/Kolkata"
    visit.practitioner.save()
    with at(LATER):
        moved(visit, 2, by=visit.patient.user)
    assert delivered(mail_server, LATER + GRACE, visit) == ["A visit was moved"]
    text = text_of(
        next(mail for mail in mail_server.accepted if mail["Subject"].startswith("A visit was moved"))
    )
    assert "When: Tuesday 24 November, 16:00 to 16:30 (Kolkata time)" in text
    assert "No longer: Tuesday 24 November, 14:00 to 14:30" in text


def test_a_cancellation_by_the_patient_is_mailed_though_the_booking_was_not(visit, mail_server):
    with at(LATER):
        cancelled(visit, by=visit.patient.user)
    assert delivered(mail_server, LATER + GRACE, visit) == ["A visit was cancelled"]


def test_booked_and_cancelled_within_the_grace_is_nothing(mail_server):
    with at(NOW):
        visit = booked_by_the_patient()
        cancelled(visit, by=visit.patient.user)
    assert delivered(mail_server, NOW + GRACE, visit) == []


def test_moved_twice_within_the_grace_makes_one_mail(visit, mail_server):
    with at(LATER):
        moved(moved(visit, 2, by=visit.patient.user), 2, by=visit.patient.user)
    assert delivered(mail_server, LATER + GRACE, visit) == ["A visit was moved"]


def test_a_move_by_the_patient_is_told_as_it_stands_after_one_by_a_colleague(visit, mail_server):
    with at(LATER):
        moved(moved(visit, 2, by=visit.patient.user), 2)
    assert delivered(mail_server, LATER + GRACE, visit) == ["A visit was moved"]
    (mail,) = [mail for mail in mail_server.accepted if mail["Subject"].startswith("A visit was moved")]
    assert "13:30 to 14:00" in text_of(mail)


def test_one_who_loses_a_visit_and_one_who_gets_it_are_both_told(visit, mail_server):
    other = PractitionerFactory.create(clinic=visit.clinic)
    with at(LATER):
        now = changed(visit, by=visit.patient.user, practitioner=other)
    delivered_to_all(mail_server, LATER + GRACE)
    told = {mail["To"]: mail["Subject"].partition(":")[0] for mail in mail_server.accepted}
    assert told[visit.practitioner.user.email] == "A visit was cancelled"
    assert told[now.practitioner.user.email] == "A visit was booked"


def test_it_leads_to_the_desk_and_names_neither_patient_nor_kind(visit, mail_server):
    visit.patient.name = "canary-name"
    visit.patient.save()
    with at(LATER):
        moved(visit, 2, by=visit.patient.user)
    delivered_to_all(mail_server, LATER + GRACE)
    (mail,) = [mail for mail in mail_server.accepted if mail["To"] == visit.practitioner.user.email]
    assert f"/admin/appointments/{visit.uuid}/" in text_of(mail)
    assert b"canary" not in b"".join(part.get_payload(decode=True) or b"" for part in mail.walk())


def test_who_has_left_the_clinic_is_not_told_of_its_patients(visit, mail_server):
    with at(LATER):
        moved(visit, 2, by=visit.patient.user)
    visit.practitioner.user.memberships.update(ended_at=LATER)
    assert delivered(mail_server, LATER + GRACE, visit) == []
