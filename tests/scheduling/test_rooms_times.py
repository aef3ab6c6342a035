"""When a visit began and ended: seen by the server, from who was there."""

from datetime import timedelta
from typing import Any

import pytest

from common import clock
from scheduling.models import Appointment
from scheduling.services.visit_times import close_visits
from tests.scheduling.rooms import Page, seated

pytestmark = pytest.mark.django_db

NOW = clock.now().replace(microsecond=0)


def later(seconds):
    return clock.pretending(NOW + timedelta(seconds=seconds))


@pytest.fixture
def pair():
    with later(0):
        return seated()


def times(pair):
    """Seconds after NOW at which the visit began and ended."""
    found = Appointment.objects.get(pk=pair.visit.pk)
    return tuple(
        None if at is None else (at - NOW).total_seconds()
        for at in (found.visit_started_at, found.visit_ended_at)
    )


def stay(pair, *, until, since=0):
    """Both ask every three seconds."""
    for second in range(since, until + 1, 3):
        with later(second):
            pair.patient.say(link="connected")
            pair.physio.say(link="connected")


def test_being_in_the_room_alone_begins_nothing(pair):
    with later(3):
        pair.physio.say(link="connected")
    assert times(pair) == (None, None)


def test_it_begins_when_both_are_connected(pair):
    with later(3):
        pair.physio.say(link="connecting")
        pair.patient.say(link="connected")
    assert times(pair) == (None, None)
    with later(6):
        pair.physio.say(link="connected")
    assert times(pair) == (6, None)


def test_one_who_was_connected_and_is_gone_does_not_count(pair):
    with later(3):
        pair.patient.say(link="connected")
    with later(60):
        pair.physio.say(link="connected")
    assert times(pair) == (None, None)


def test_it_begins_once(pair):
    stay(pair, until=30)
    assert times(pair) == (0, None)


def test_it_ends_when_one_leaves(pair):
    stay(pair, until=30)
    with later(31):
        pair.patient.leave()
    with later(40):
        pair.physio.leave()
    assert times(pair) == (0, 31)


def test_who_leaves_before_the_other_came_ends_nothing(pair):
    with later(3):
        pair.patient.leave()
    assert times(pair) == (None, None)


def test_who_meets_again_goes_on_with_the_same_visit(pair):
    stay(pair, until=30)
    with later(31):
        pair.patient.leave()
    with later(90):
        pair.patient = Page(pair.patient.user, pair.visit.uuid)
        pair.patient.enter()
    stay(pair, since=93, until=120)
    assert times(pair) == (0, None)
    with later(121):
        pair.physio.leave()
    assert times(pair) == (0, 121)


def test_two_who_vanish_are_noticed_after_a_minute(pair):
    stay(pair, until=30)
    with later(60):
        assert close_visits() == 0
    with later(95):
        assert (close_visits(), close_visits()) == (1, 0)
    assert times(pair) == (0, 30)


def test_a_minute_without_news_of_one_side_ends_it_for_the_clock_only(pair):
    stay(pair, until=30)
    for second in range(33, 100, 3):
        with later(second):
            pair.physio.say(link="lost")
    with later(100):
        close_visits()
    assert times(pair) == (0, 30)


def test_a_break_shorter_than_a_minute_is_none(pair):
    stay(pair, until=30)
    stay(pair, since=75, until=90)
    with later(91):
        close_visits()
    assert times(pair) == (0, None)


def test_the_history_names_nobody_for_what_the_server_saw(pair):
    stay(pair, until=6)
    visit: Any = pair.visit  # its history is not declared
    written = visit.events.latest("pgh_id").pgh_context.metadata
    assert (written["user"], written["reason"]) == (None, "both are in the room")
