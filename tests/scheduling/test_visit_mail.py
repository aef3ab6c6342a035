"""What patients are told of their visits, through the outbox and a real mail server."""

from datetime import date, datetime, timedelta

import pytest
from ical.calendar_stream import IcsCalendarStream

from notifications.models import Message
from patients.models import Proxy
from scheduling.enums import AppointmentStatus
from scheduling.models import Appointment
from tests.factories import ProxyFactory, UserFactory
from tests.scheduling.visits import (
    GRACE,
    NOW,
    STARTS,
    at,
    at_the_clinic,
    booked,
    booked_by_the_patient,
    cancelled,
    changed,
    delivered,
    moved,
    patient_of_riverside,
    reasons,
    text_of,
)
from tests.scheduling_factories import PolicyFactory, PractitionerFactory

pytestmark = pytest.mark.django_db

TOLD = NOW + GRACE
BOOKED = "Your visit is booked: Tuesday 24 November, 9:30"
MOVED = "Your visit is moved to Tuesday 24 November, 11:30"
CANCELLED = "Your visit is cancelled: Tuesday 24 November, 9:30"


@pytest.fixture
def visit() -> Appointment:
    with at(NOW):
        return booked()


@pytest.fixture
def told_visit(visit, mail_server) -> Appointment:
    """One whose patient has read that it is booked."""
    assert delivered(mail_server, TOLD) == [BOOKED]
    mail_server.accepted.clear()
    return visit


def calendar_of(mail):
    (file,) = mail.iter_attachments()
    return IcsCalendarStream.calendar_from_ics(file.get_payload(decode=True).decode())


def test_a_booking_is_told_after_the_grace(visit, mail_server):
    assert delivered(mail_server, TOLD - timedelta(seconds=1)) == []
    assert delivered(mail_server, TOLD) == [BOOKED]
    assert [mail["To"] for mail in mail_server.accepted] == [visit.patient.email]


def test_the_grace_is_the_clinics(mail_server):
    with at(NOW):
        patient = patient_of_riverside()
        PolicyFactory.create(clinic=patient.clinic, grace_minutes=10)
        booked(patient=patient)
    assert delivered(mail_server, NOW + timedelta(minutes=9)) == []
    assert delivered(mail_server, NOW + timedelta(minutes=10)) == [BOOKED]


def test_what_begins_within_two_hours_is_told_at_once(mail_server):
    with at(STARTS - timedelta(hours=2)):
        booked()
    assert delivered(mail_server, STARTS - timedelta(hours=2)) == [BOOKED]


def test_booked_too_late_for_a_reminder_the_mail_itself_leads_into_the_room(mail_server):
    with at(STARTS - timedelta(hours=1)):
        visit = booked()
    delivered(mail_server, STARTS - timedelta(hours=1))
    assert f"/visits/{visit.uuid}/room/" in text_of(mail_server.accepted[-1])


def test_what_was_to_begin_within_two_hours_is_told_at_once_when_it_moves_away(told_visit, mail_server):
    with at(STARTS - timedelta(hours=2)):
        moved(told_visit, 48)
    assert delivered(mail_server, STARTS - timedelta(hours=2))[:1] == [
        "Your visit is moved to Thursday 26 November, 9:30"
    ]


def test_a_booking_and_two_moves_within_the_grace_make_one_mail(visit, mail_server):
    with at(NOW + timedelta(minutes=2)):
        moved(moved(visit, 24), -22)
    assert delivered(mail_server, NOW + timedelta(minutes=10)) == [
        "Your visit is booked: Tuesday 24 November, 11:30"
    ]
    assert reasons("visit") == ["a later change is told instead"] * 2


def test_a_move_says_the_new_time_and_the_old_one(told_visit, mail_server):
    with at(TOLD):
        moved(told_visit, 2)
    assert delivered(mail_server, TOLD + GRACE) == [MOVED]
    text = text_of(mail_server.accepted[-1])
    assert "When: Tuesday 24 November, 11:30 to 12:00 (Berlin time)" in text
    assert "No longer: Tuesday 24 November, 9:30 to 10:00" in text


def test_moved_away_and_back_within_the_grace_tells_nothing(told_visit, mail_server):
    with at(TOLD):
        moved(moved(told_visit, 2), -2)
    assert delivered(mail_server, TOLD + GRACE) == []
    assert reasons("visit") == ["a later change is told instead", "nothing is new to the reader"]


def test_another_practitioner_at_the_same_time_is_news(told_visit, mail_server):
    other = PractitionerFactory.create(clinic=told_visit.clinic)
    with at(TOLD):
        changed(told_visit, practitioner=other)
    assert delivered(mail_server, TOLD + GRACE) == ["Your visit has changed: Tuesday 24 November, 9:30"]
    assert f"With: {other.user.name}" in text_of(mail_server.accepted[-1])


def test_a_cancellation_by_the_clinic_is_told_with_regret(told_visit, mail_server):
    with at(TOLD):
        cancelled(told_visit)
    assert delivered(mail_server, TOLD + GRACE) == [CANCELLED]
    assert "We are sorry" in text_of(mail_server.accepted[-1])


def test_a_cancellation_by_the_patient_is_confirmed(told_visit, mail_server):
    with at(TOLD):
        cancelled(told_visit, by=told_visit.patient.user)
    assert delivered(mail_server, TOLD + GRACE)[:1] == [CANCELLED]
    assert "You cancelled it." in text_of(mail_server.accepted[0])


def test_why_it_was_cancelled_does_not_travel_by_mail(told_visit, mail_server):
    with at(TOLD):
        cancelled(told_visit)
        Appointment.objects.update(cancel_reason="knee operated on instead")
    delivered(mail_server, TOLD + GRACE)
    assert b"operated" not in mail_server.accepted[-1].as_bytes()


def test_booked_and_cancelled_by_the_patient_within_the_grace_tells_them_nothing(mail_server):
    with at(NOW):
        visit = booked_by_the_patient()
        cancelled(visit, by=visit.patient.user)
    assert delivered(mail_server, TOLD) == []
    assert reasons("visit")[-1] == "nothing is new to the reader"


def test_a_patient_who_booked_hears_of_the_clinics_no_within_the_grace_too(mail_server):
    """They saw on the page that it is booked, and would come."""
    with at(NOW):
        cancelled(booked_by_the_patient())
    assert delivered(mail_server, TOLD) == [CANCELLED]


def test_a_booking_after_a_cancellation_is_told_as_a_booking(told_visit, mail_server):
    with at(TOLD):
        cancelled(told_visit)
    delivered(mail_server, TOLD + GRACE)
    with at(TOLD + GRACE):
        changed(
            told_visit,
            status=AppointmentStatus.BOOKED,
            cancelled_at=None,
            cancelled_by=None,
        )
    assert delivered(mail_server, TOLD + 2 * GRACE) == [BOOKED]


def test_a_request_is_told_then_confirmed(mail_server):
    with at(NOW):
        visit = booked(status=AppointmentStatus.REQUESTED)
    assert delivered(mail_server, TOLD) == ["We have your request for Tuesday 24 November, 9:30"]
    with at(TOLD):
        changed(visit, status=AppointmentStatus.BOOKED)
    assert delivered(mail_server, TOLD + GRACE) == ["Your visit is confirmed: Tuesday 24 November, 9:30"]


def test_a_request_is_declined_kindly(mail_server):
    with at(NOW):
        visit = booked(status=AppointmentStatus.REQUESTED)
    delivered(mail_server, TOLD)
    with at(TOLD):
        cancelled(visit)
    assert delivered(mail_server, TOLD + GRACE) == ["We cannot offer you Tuesday 24 November, 9:30"]


def test_a_request_that_the_patient_takes_back_is_confirmed_as_that(mail_server):
    with at(NOW):
        visit = booked(status=AppointmentStatus.REQUESTED)
    delivered(mail_server, TOLD)
    with at(TOLD):
        cancelled(visit, by=visit.patient.user)
    assert delivered(mail_server, TOLD + GRACE)[0] == (
        "Your request is taken back: Tuesday 24 November, 9:30"
    )


def test_the_time_is_on_the_patients_clock(mail_server):
    with at(NOW):
        booked(patient=patient_of_riverside(time_zone="Asia/Kathmandu"))
    assert delivered(mail_server, TOLD) == ["Your visit is booked: Tuesday 24 November, 14:15"]
    assert "14:15 to 14:45 (Kathmandu time)" in text_of(mail_server.accepted[-1])


def test_in_the_hour_that_comes_twice_it_says_which(mail_server):
    """At three in the night of 25 October 2026 the clocks of Berlin go back to two."""
    with at(NOW.replace(month=10)):
        booked(starts_at=datetime.fromisoformat("2026-10-25T01:15:00+00:00"))
    delivered(mail_server, NOW.replace(month=10) + GRACE)
    assert "2:15 to 2:45 (Berlin time (UTC+01:00))" in text_of(mail_server.accepted[-1])


def test_a_guardian_reads_whose_visit_it_is(mail_server):
    with at(NOW):
        patient = patient_of_riverside(user=None, email="", date_of_birth=date(2014, 5, 1))
        guardian: Proxy = ProxyFactory.create(patient=patient, is_guardian=True)
        booked(patient=patient)
    assert delivered(mail_server, TOLD) == [BOOKED]
    assert mail_server.accepted[-1]["To"] == guardian.user.email
    assert "For: Maya Lind" in text_of(mail_server.accepted[-1])


def test_the_patients_own_mail_does_not_name_them(visit, mail_server):
    delivered(mail_server, TOLD)
    assert "Maya" not in text_of(mail_server.accepted[-1])


def test_who_has_no_account_yet_is_written_to_and_offered_no_button(mail_server):
    with at(NOW):
        booked(patient=patient_of_riverside(user=None, email="new@example.org"))
    delivered(mail_server, TOLD)
    (mail,) = mail_server.accepted
    assert mail["To"] == "new@example.org"
    assert "To move or cancel it, please call or write to the clinic." in text_of(mail)
    assert "/visits/" not in text_of(mail)


def test_who_has_no_address_is_not_written_to_and_the_outbox_says_why(mail_server):
    with at(NOW):
        booked(patient=patient_of_riverside(user=None, email=""))
    assert delivered(mail_server, TOLD) == []
    assert reasons("visit") == ["nobody with an e-mail address can be told for this patient"]


def test_a_child_without_a_guardian_is_not_written_to(mail_server):
    with at(NOW):
        booked(patient=patient_of_riverside(user=None, email="c@example.org", date_of_birth=date(2014, 5, 1)))
    assert delivered(mail_server, TOLD) == []


def test_it_goes_to_who_reads_for_the_patient_when_it_is_sent(visit, mail_server):
    visit.patient.user = UserFactory.create(email="newer@example.org")
    visit.patient.save()
    delivered(mail_server, TOLD)
    assert [mail["To"] for mail in mail_server.accepted] == ["newer@example.org"]


def test_it_says_until_when_the_patient_can_change_it(visit, mail_server):
    delivered(mail_server, TOLD)
    assert "You can move or cancel it in your pages until Monday 23 November, 9:30." in text_of(
        mail_server.accepted[-1]
    )


def test_after_the_cut_off_it_says_to_call(mail_server):
    with at(STARTS - timedelta(hours=23)):
        booked()
    delivered(mail_server, STARTS - timedelta(hours=22))
    text = text_of(mail_server.accepted[-1])
    assert "please call or write to the clinic" in text
    assert "Riverside, 030 123, desk@riverside.example" in text


def test_a_visit_at_the_clinic_says_where(mail_server):
    with at(NOW):
        at_the_clinic(booked())
    delivered(mail_server, TOLD)
    assert "Where: Mill Lane, Mill Lane 3" in text_of(mail_server.accepted[-1])


def test_a_visit_that_is_over_is_not_told(mail_server):
    with at(STARTS + timedelta(hours=1)):
        booked()
    assert Message.objects.count() == 0


def test_a_visit_that_took_place_before_its_mail_went_out_is_not_told(visit, mail_server):
    assert delivered(mail_server, STARTS + timedelta(minutes=45)) == []


def test_plain_and_html_say_the_same(visit, mail_server):
    delivered(mail_server, TOLD)
    (mail,) = mail_server.accepted
    plain, html = text_of(mail), str(mail.get_body(("html",)).get_content())
    lines = [line for line in plain.splitlines() if line and line not in {"--", "See your visit:"}]
    said = [part for line in lines for part in line.split(": ", 1)] if lines else []
    missing = [part for part in said if part not in html and part not in BOOKED.split(": ")]
    assert missing == []


# --- the event that goes with it ---


def test_a_booking_brings_an_event_for_the_calendar(visit, mail_server):
    delivered(mail_server, TOLD)
    calendar = calendar_of(mail_server.accepted[-1])
    (event,) = calendar.events
    assert (calendar.method, event.sequence, event.status.value) == ("REQUEST", 0, "CONFIRMED")
    assert (event.uid, event.dtstart) == (f"{visit.uuid}@testserver", STARTS)
    assert event.attendees[0].uri == f"mailto:{visit.patient.email}"
    assert event.organizer.uri == "mailto:desk@riverside.example"


def test_a_move_changes_the_same_event_with_a_higher_sequence(told_visit, mail_server):
    with at(TOLD):
        moved(told_visit, 2)
    delivered(mail_server, TOLD + GRACE)
    calendar = calendar_of(mail_server.accepted[-1])
    (event,) = calendar.events
    assert (calendar.method, event.uid, event.sequence) == ("REQUEST", f"{told_visit.uuid}@testserver", 1)
    assert event.dtstart == STARTS + timedelta(hours=2)


def test_a_cancellation_takes_the_event_out(told_visit, mail_server):
    with at(TOLD):
        moved(told_visit, 2)
        cancelled(told_visit)
    delivered(mail_server, TOLD + GRACE)
    calendar = calendar_of(mail_server.accepted[-1])
    assert (calendar.method, calendar.events[0].sequence, calendar.events[0].status.value) == (
        "CANCEL",
        2,
        "CANCELLED",
    )


def test_a_request_brings_no_event(mail_server):
    with at(NOW):
        booked(status=AppointmentStatus.REQUESTED)
    delivered(mail_server, TOLD)
    assert list(mail_server.accepted[-1].iter_attachments()) == []


def test_no_clinical_word_leaves_the_house(mail_server):
    with at(NOW):
        visit = booked(patient_note="canary-note", kind__name="canary-kind")
        Appointment.objects.update(price="canary-price")
    delivered(mail_server, TOLD)
    with at(TOLD):
        moved(visit, 2)
    for hours in (-22, 1):
        delivered(mail_server, STARTS + timedelta(hours=hours))
    assert len(mail_server.accepted) == 4  # booked, moved, two reminders
    for mail in mail_server.accepted:
        said = "".join(str(part.get_payload(decode=True)) for part in mail.walk())
        assert "canary" not in said
