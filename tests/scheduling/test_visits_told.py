"""From the services that book, move and cancel to the mails that go out, whole."""

from datetime import timedelta
from uuid import uuid4

import pytest
from ical.calendar_stream import IcsCalendarStream

from notifications.models import Message
from scheduling.enums import BookableBy
from scheduling.rules.series import Scope
from scheduling.services.changing import cancel_appointment, move_appointment
from scheduling.services.series import book_series, cancel_series, move_series
from scheduling.services.staff_booking import approve_request, decline_request
from tests.scheduling.booking import NOW, TEN, book, book_at_desk, clinic, desk_of, patient_of, user_of
from tests.scheduling.visits import at, delivered, reasons, text_of

pytestmark = pytest.mark.django_db

LATER = NOW + timedelta(minutes=3)
HOUR = timedelta(hours=1)
WEEK = timedelta(weeks=1)


@pytest.fixture
def physio():
    return clinic()


@pytest.fixture
def patient(physio):
    return patient_of(physio)


def subjects(mail_server, moment, to) -> list[str]:
    before = len(mail_server.accepted)
    delivered(mail_server, moment)
    return [mail["Subject"] for mail in mail_server.accepted[before:] if mail["To"] == to.email]


def test_booked_moved_twice_and_cancelled_by_the_patient(physio, patient, mail_server):
    by = user_of(patient)
    with at(NOW):
        visit = book(physio, patient)
        for hours in (1, 2):
            move_appointment(by=by, appointment=visit.uuid, starts_at=TEN + hours * HOUR, patient=patient)
    assert subjects(mail_server, LATER, patient) == ["Your visit is booked: Thursday 3 December, 12:00"]
    with at(LATER):
        cancel_appointment(by=by, appointment=visit.uuid, patient=patient)
    assert subjects(mail_server, LATER + HOUR, patient) == [
        "Your visit is cancelled: Thursday 3 December, 12:00"
    ]
    assert subjects(mail_server, TEN + 2 * HOUR - timedelta(minutes=30), patient) == []


def test_the_practitioner_hears_of_what_the_patient_does_and_not_of_what_the_desk_does(
    physio, patient, mail_server
):
    with at(NOW):
        visit = book(physio, patient)
    assert subjects(mail_server, LATER, physio.user) == ["A visit was booked: Thursday 3 December, 10:00"]
    with at(LATER):
        move_appointment(by=desk_of(physio), appointment=visit.uuid, starts_at=TEN + HOUR)
    assert subjects(mail_server, LATER + HOUR, physio.user) == []


def test_booked_at_the_desk(physio, patient, mail_server):
    with at(NOW):
        book_at_desk(physio, patient)
    assert subjects(mail_server, LATER, patient) == ["Your visit is booked: Thursday 3 December, 10:00"]
    assert subjects(mail_server, LATER, physio.user) == []


def test_the_same_booking_sent_again_is_told_once(physio, patient, mail_server):
    with at(NOW):
        visit = book(physio, patient)
        book(physio, patient, uuid=visit.uuid, screening=visit.screening.uuid)
    assert len(subjects(mail_server, LATER, patient)) == 1


def test_asked_for_and_approved(mail_server):
    physio = clinic(who_may_book=BookableBy.ON_REQUEST)
    patient = patient_of(physio)
    with at(NOW):
        visit = book(physio, patient)
    assert subjects(mail_server, LATER, patient) == ["We have your request for Thursday 3 December, 10:00"]
    with at(LATER):
        approve_request(by=desk_of(physio), appointment=visit.uuid)
    assert subjects(mail_server, LATER + HOUR, patient) == [
        "Your visit is confirmed: Thursday 3 December, 10:00"
    ]
    assert subjects(mail_server, TEN - HOUR, patient) == ["Your visit today at 10:00"]


def test_asked_for_and_declined(mail_server):
    physio = clinic(who_may_book=BookableBy.ON_REQUEST)
    patient = patient_of(physio)
    with at(NOW):
        visit = book(physio, patient)
    delivered(mail_server, LATER)
    with at(LATER):
        decline_request(by=desk_of(physio), appointment=visit.uuid, reason="canary-reason")
    assert subjects(mail_server, LATER + HOUR, patient) == ["We cannot offer you Thursday 3 December, 10:00"]
    assert "canary" not in text_of(mail_server.accepted[-1])


# --- series: one mail for what is done in one go ---


@pytest.fixture
def series(physio, patient):
    with at(NOW):
        return book_series(
            by=desk_of(physio),
            uuid=uuid4(),
            patient=patient.uuid,
            kind=physio.kinds.get().uuid,
            practitioner=physio.uuid,
            starts_at=TEN,
            count=6,
        )


def named(series, number: int):
    return series.appointments.order_by("starts_at")[number].uuid


def test_six_visits_make_one_mail(series, patient, mail_server):
    assert subjects(mail_server, LATER, patient) == ["Your 6 visits are booked"]
    text = text_of(mail_server.accepted[-1])
    assert "Booked: Thursday 3 December, 10:00 to 10:30" in text
    assert "Booked: Thursday 7 January 2027, 10:00 to 10:30" in text


def test_each_of_them_comes_as_an_event_of_its_own(series, patient, mail_server):
    delivered(mail_server, LATER)
    files = list(mail_server.accepted[-1].iter_attachments())
    calendars = [
        IcsCalendarStream.calendar_from_ics(file.get_payload(decode=True).decode()) for file in files
    ]
    assert [(each.method, each.events[0].dtstart) for each in calendars] == [
        ("REQUEST", TEN + number * WEEK) for number in range(6)
    ]


def test_each_of_them_is_reminded_of(series, patient, mail_server):
    delivered(mail_server, LATER)
    moments = [TEN + number * WEEK - HOUR for number in range(6)]
    assert [subjects(mail_server, moment, patient)[-1] for moment in moments] == [
        "Your visit today at 10:00"
    ] * 6


def test_moving_those_that_follow_makes_one_mail(series, patient, physio, mail_server):
    delivered(mail_server, LATER)
    with at(LATER):
        move_series(
            by=desk_of(physio),
            appointment=named(series, 2),
            starts_at=TEN + 2 * WEEK + HOUR,
            scope=Scope.FOLLOWING,
        )
    assert subjects(mail_server, LATER + HOUR, patient) == ["Your 4 visits are moved"]


def test_moving_one_of_them_is_told_as_that_of_a_single_visit(series, patient, physio, mail_server):
    delivered(mail_server, LATER)
    with at(LATER):
        move_appointment(by=desk_of(physio), appointment=named(series, 1), starts_at=TEN + WEEK + HOUR)
    assert subjects(mail_server, LATER + HOUR, patient) == [
        "Your visit is moved to Thursday 10 December, 11:00"
    ]


def test_booked_and_then_partly_cancelled_within_the_grace_tells_what_is_left(
    series, patient, physio, mail_server
):
    with at(NOW + timedelta(minutes=1)):
        cancel_series(by=desk_of(physio), appointment=named(series, 2), scope=Scope.FOLLOWING)
    assert subjects(mail_server, LATER + HOUR, patient) == ["Your 2 visits are booked"]


def test_cancelling_all_makes_one_mail(series, patient, physio, mail_server):
    delivered(mail_server, LATER)
    with at(LATER):
        cancel_series(by=desk_of(physio), appointment=named(series, 0), scope=Scope.ALL)
    assert subjects(mail_server, LATER + HOUR, patient) == ["Your 6 visits are cancelled"]
    methods = {
        file.get_content().count(b"METHOD:CANCEL") for file in mail_server.accepted[-1].iter_attachments()
    }
    assert methods == {1}


def test_a_mail_that_is_being_sent_is_not_added_to(series, patient, physio, mail_server):
    """Somebody has taken it up: what happens now is for the next one. Better told twice than not."""
    Message.objects.filter(kind="visit").update(
        state="claimed", claimed_until=LATER + timedelta(days=1), attempts=1
    )
    with at(LATER):
        move_appointment(by=desk_of(physio), appointment=named(series, 1), starts_at=TEN + WEEK + HOUR)
    assert Message.objects.filter(kind="visit").count() == 2
    Message.objects.filter(kind="visit", state="claimed").update(state="planned", claimed_until=None)
    told = subjects(mail_server, LATER + HOUR, patient)
    assert sorted(told) == ["Your 5 visits are booked", "Your visit is moved to Thursday 10 December, 11:00"]
    assert reasons("visit") == []
