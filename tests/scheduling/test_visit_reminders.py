"""Reminders of visits: when they go out, what they say, and when they do not go out after all."""

from datetime import UTC, datetime, time, timedelta

import pytest
from django.conf import settings

from common import clock
from notifications.models import Message
from scheduling.enums import AppointmentStatus
from scheduling.models import Appointment
from scheduling.services.reminder_times import awake_before
from tests.factories import PreferencesFactory
from tests.scheduling.visits import (
    NOW,
    STARTS,
    at,
    at_the_clinic,
    booked,
    cancelled,
    changed,
    delivered,
    moved,
    patient_of_riverside,
    reasons,
    text_of,
)

pytestmark = pytest.mark.django_db

DAY_BEFORE = STARTS - timedelta(hours=24)
HOUR_BEFORE = STARTS - timedelta(hours=1)
TOMORROW = "Your visit tomorrow at 9:30"
TODAY = "Your visit today at 9:30"


@pytest.fixture
def visit(mail_server) -> Appointment:
    """Booked, and told."""
    with at(NOW):
        visit = booked()
    delivered(mail_server, NOW + timedelta(minutes=3))
    mail_server.accepted.clear()
    return visit


def planned() -> list[datetime]:
    rows = Message.objects.filter(kind="visit_reminder").order_by("due_at")
    return list(rows.values_list("due_at", flat=True))


def test_a_day_and_an_hour_before(visit, mail_server):
    assert delivered(mail_server, DAY_BEFORE - timedelta(seconds=1)) == []
    assert delivered(mail_server, DAY_BEFORE) == [TOMORROW]
    assert delivered(mail_server, HOUR_BEFORE - timedelta(seconds=1)) == []
    assert delivered(mail_server, HOUR_BEFORE) == [TODAY]


def test_it_leads_into_the_room(visit, mail_server):
    delivered(mail_server, HOUR_BEFORE)
    way_in = f"Join the video session:\n{settings.BASE_URL}/visits/{visit.uuid}/room/"
    assert way_in in text_of(mail_server.accepted[-1])


def test_of_a_visit_at_the_clinic_it_says_where_and_leads_into_no_room(visit, mail_server):
    at_the_clinic(visit)
    delivered(mail_server, HOUR_BEFORE)
    text = text_of(mail_server.accepted[-1])
    assert "Where: Mill Lane, Mill Lane 3" in text
    assert "/room/" not in text


def test_a_moved_visit_reminds_of_its_new_time_only(visit, mail_server):
    with at(NOW + timedelta(hours=1)):
        moved(visit, 48)
    delivered(mail_server, NOW + timedelta(hours=2))
    assert delivered(mail_server, DAY_BEFORE) == []
    assert delivered(mail_server, HOUR_BEFORE) == []
    assert delivered(mail_server, DAY_BEFORE + timedelta(hours=48)) == [TOMORROW]
    assert reasons("visit_reminder") == ["the visit is at another time now"] * 2


def test_moved_after_it_reminded_it_reminds_of_the_new_time_as_well(visit, mail_server):
    delivered(mail_server, DAY_BEFORE)
    with at(DAY_BEFORE + timedelta(hours=1)):
        moved(visit, 48)
    assert delivered(mail_server, HOUR_BEFORE) == ["Your visit is moved to Thursday 26 November, 9:30"]
    assert delivered(mail_server, DAY_BEFORE + timedelta(hours=48)) == [TOMORROW]


def test_moved_and_moved_back_it_reminds_once(visit, mail_server):
    with at(NOW + timedelta(hours=1)):
        moved(moved(visit, 48), -48)
    delivered(mail_server, NOW + timedelta(hours=2))
    assert delivered(mail_server, DAY_BEFORE) == [TOMORROW]


def test_a_cancelled_visit_reminds_of_nothing(visit, mail_server):
    with at(NOW + timedelta(hours=1)):
        cancelled(visit)
    delivered(mail_server, NOW + timedelta(hours=2))
    assert delivered(mail_server, DAY_BEFORE) == []
    assert delivered(mail_server, HOUR_BEFORE) == []
    assert reasons("visit_reminder") == ["the visit is not booked any more"] * 2


def test_a_request_reminds_once_it_is_confirmed(mail_server):
    with at(NOW):
        visit = booked(status=AppointmentStatus.REQUESTED)
    assert planned() == []
    with at(NOW + timedelta(hours=1)):
        changed(visit, status=AppointmentStatus.BOOKED)
    assert planned() == [DAY_BEFORE, HOUR_BEFORE]


def test_another_practitioner_is_named_whose_visit_it_is_by_then(visit, mail_server):
    visit.practitioner.user.name = "Ben Weiss"
    visit.practitioner.user.save()
    delivered(mail_server, HOUR_BEFORE)
    assert "With: Ben Weiss" in text_of(mail_server.accepted[-1])


@pytest.mark.parametrize(
    ("hours_before", "due"),
    [
        (30, [DAY_BEFORE, HOUR_BEFORE]),
        (25, [HOUR_BEFORE]),  # the mail that says when it is goes out an hour before the reminder would
        (20, [HOUR_BEFORE]),
        (1.2, []),
        (0.5, []),
    ],
)
def test_a_late_booking_plans_what_still_makes_sense(hours_before, due):
    with at(STARTS - timedelta(hours=hours_before)):
        booked()
    assert planned() == due


def test_an_hour_before_is_not_kept_out_of_the_quiet_hours(mail_server):
    """Whoever has a visit at half past seven wants the link at half past six."""
    starts = STARTS - timedelta(hours=2)
    with at(NOW):
        booked(starts_at=starts)
    delivered(mail_server, NOW + timedelta(hours=1))
    assert planned()[-1] == starts - timedelta(hours=1)
    assert delivered(mail_server, starts - timedelta(hours=1))[-1] == "Your visit today at 7:30"


def test_a_day_before_is_rather_earlier_than_in_the_quiet_hours(mail_server):
    """Half past six in the morning is quiet: the evening before that day, when it is not tomorrow yet."""
    with at(NOW):
        booked(starts_at=STARTS - timedelta(hours=3))
    delivered(mail_server, NOW + timedelta(hours=1))
    due = datetime(2026, 11, 22, 19, 45, tzinfo=UTC)
    assert planned()[0] == due
    assert delivered(mail_server, due) == ["Your visit on Tuesday 24 November, 6:30"]


def test_a_day_before_that_comes_late_is_not_sent_into_the_quiet_hours(visit, mail_server):
    with at(NOW):
        Message.objects.filter(key__endswith=":day").update(due_at=DAY_BEFORE + timedelta(hours=12))
    assert delivered(mail_server, DAY_BEFORE + timedelta(hours=12)) == []
    assert reasons("visit_reminder") == ["quiet hours"]


def test_that_of_the_day_before_does_not_come_beside_that_of_the_hour_before(visit, mail_server):
    assert delivered(mail_server, HOUR_BEFORE) == [TODAY]
    assert reasons("visit_reminder") == ["too late"]


def test_a_reminder_that_comes_after_the_start_is_too_late(visit, mail_server):
    assert delivered(mail_server, STARTS) == []
    assert reasons("visit_reminder") == ["too late"] * 2


@pytest.mark.parametrize(
    ("quiet", "wanted", "due"),
    [
        ((time(21), time(7)), time(12), time(12)),
        ((time(21), time(7)), time(7), time(7)),
        ((time(13), time(15)), time(14), time(12, 45)),
        ((time(0), time(0)), time(3), time(3)),  # no quiet hours
    ],
)
def test_quiet_hours_of_ones_own_count(quiet, wanted, due):
    patient = patient_of_riverside()
    PreferencesFactory.create(patient=patient, quiet_from=quiet[0], quiet_to=quiet[1])
    day = STARTS.date()
    wanted_at = clock.moment(patient.time_zone, day, wanted)
    assert awake_before(patient, wanted_at) == clock.moment(patient.time_zone, day, due)
