"""Calendars kept elsewhere: who adds them, when they are read, and what stays when they cannot be."""

import subprocess
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from accounts.roles import Role
from common import clock
from common.errors import Conflict, InvalidInput, NotFound
from scheduling.calendars import reader
from scheduling.calendars.busy import Wanted
from scheduling.calendars.problems import Problem, Trouble
from scheduling.models import OutsideBusy, OutsideCalendar
from scheduling.queries.outside import outside_calendars
from scheduling.services import outside
from scheduling.services.outside import (
    add_outside_calendar,
    read_calendar,
    read_due_calendars,
    remove_outside_calendar,
)
from tests.factories import physio
from tests.scheduling.outside_server import CalendarServer, running
from tests.scheduling.test_outside_busy import TUESDAY, calendar
from tests.scheduling.visits import NOW, at
from tests.scheduling_factories import OutsideBusyFactory, OutsideCalendarFactory, PractitionerFactory

pytestmark = pytest.mark.django_db

HOUR = (datetime(2026, 11, 24, 9, tzinfo=UTC), datetime(2026, 11, 24, 10, tzinfo=UTC))


@pytest.fixture
def server(tmp_path):
    with running(CalendarServer(tmp_path)) as server:
        server.serves(calendar(TUESDAY), {"ETag": '"1"'})
        yield server


@pytest.fixture
def kept(server) -> OutsideCalendar:
    return OutsideCalendarFactory.create(url=server.url)


def read(kept: OutsideCalendar, server: CalendarServer, moment: datetime = NOW) -> str:
    """Reads it once; answers what is wrong."""
    kept.refresh_from_db()
    with at(moment):
        read_calendar(kept, reach=server.reach)
    kept.refresh_from_db()
    return kept.problem


def busy() -> list[tuple[datetime, datetime]]:
    return list(OutsideBusy.objects.order_by("starts_at").values_list("starts_at", "ends_at"))


def test_its_busy_times_are_kept(kept, server):
    assert read(kept, server) == ""
    assert (busy(), kept.good_at, kept.etag) == ([HOUR], NOW, '"1"')


def test_nothing_but_times_is_kept(kept, server):
    server.serves(calendar(f"{TUESDAY}\nSUMMARY:canary\nDESCRIPTION:canary\nLOCATION:canary"))
    read(kept, server)
    assert "canary" not in str(OutsideBusy.objects.values()) + str(OutsideCalendar.objects.values())


def test_a_newer_reading_takes_the_place_of_the_one_before(kept, server):
    read(kept, server)
    server.serves(calendar(TUESDAY.replace("1124T", "1125T")))
    read(kept, server)
    assert busy() == [(HOUR[0] + timedelta(days=1), HOUR[1] + timedelta(days=1))]


def test_another_calendars_times_stay(kept, server):
    other = OutsideBusyFactory.create()
    read(kept, server)
    assert OutsideBusy.objects.filter(pk=other.pk).exists()


@pytest.mark.parametrize(
    ("answer", "problem"),
    [
        (lambda handler: handler.say(status=500), Problem.REFUSED),
        (lambda handler: handler.say(b"<html>Sign in</html>"), Problem.NOT_A_CALENDAR),
        (lambda handler: handler.say(b"x" * 3_000_000), Problem.TOO_LARGE),
        (lambda handler: handler.connection.close(), Problem.NO_ANSWER),
    ],
)
def test_the_last_good_copy_stays_and_the_problem_is_noted(kept, server, answer, problem):
    read(kept, server)
    server.answer = answer
    assert read(kept, server, NOW + timedelta(minutes=15)) == problem
    assert (busy(), kept.good_at) == ([HOUR], NOW)


def test_the_problem_goes_when_it_can_be_read_again(kept, server):
    server.answer = lambda handler: handler.say(status=500)
    read(kept, server)
    server.serves(calendar(TUESDAY))
    assert read(kept, server) == ""


def test_unchanged_it_is_kept_as_it_was(kept, server):
    read(kept, server)
    server.answer = lambda handler: handler.say(status=304)
    assert read(kept, server, NOW + timedelta(hours=1)) == ""
    assert server.asked[-1].headers["If-None-Match"] == '"1"'
    assert (busy(), kept.good_at) == ([HOUR], NOW)


def test_now_and_then_it_is_read_whole_because_the_days_ahead_move_on(kept, server):
    read(kept, server)
    read(kept, server, NOW + timedelta(hours=7))
    assert server.asked[-1].headers["If-None-Match"] is None


def test_by_itself_it_goes_into_no_private_network(server):
    """Without a test's leave the very same server is not asked."""
    kept = OutsideCalendarFactory.create(url=server.url)
    with at(NOW):
        read_calendar(kept)
    kept.refresh_from_db()
    assert (kept.problem, server.asked) == (Problem.NOT_PUBLIC, [])


def test_taken_away_while_it_was_read_it_leaves_nothing(kept, server):
    """It was claimed before."""
    OutsideCalendar.objects.filter(pk=kept.pk).update(is_active=False)
    read(kept, server)
    assert (busy(), len(server.asked)) == ([], 1)


# --- a process of its own ---


def test_a_calendar_that_takes_for_ever_is_given_up(kept, server, monkeypatch):
    """No rule that comes too often, but one that is never true: followed until the year 9999."""
    monkeypatch.setattr(reader, "IN_ALL_S", 3)
    never = "DTSTART:19700101T090000Z\nDURATION:PT1H\nRRULE:FREQ=HOURLY;BYMONTH=2;BYMONTHDAY=30"
    server.serves(calendar(TUESDAY, *[never] * 50))
    assert read(kept, server) == Problem.TOO_MUCH


def test_a_hundred_thousand_events_are_given_up_or_read_but_harm_nobody(kept, server):
    """They do not fit into two megabytes unless they say nothing."""
    body = b"BEGIN:VCALENDAR\r\n" + b"BEGIN:VEVENT\nEND:VEVENT\n" * 85_000 + b"END:VCALENDAR\r\n"
    server.serves(body)
    assert read(kept, server) in {"", Problem.TOO_MUCH}
    assert busy() == []


def test_it_knows_no_secret(monkeypatch):
    monkeypatch.setenv("DJANGO_SECRET_KEY", "canary")
    monkeypatch.setenv("DATABASE_URL", "canary")
    seen = {}

    def run(command, **options):
        seen.update(options["env"])
        raise subprocess.TimeoutExpired(command, 1)

    monkeypatch.setattr(subprocess, "run", run)
    with pytest.raises(Trouble):
        reader.read_outside("https://calendar.example.org/", Wanted("UTC", NOW, NOW))
    assert set(seen) <= reader.HANDED_ON


# --- when it is read ---


@pytest.fixture
def reads(monkeypatch) -> list[OutsideCalendar]:
    """Which calendars are read, without anybody being asked."""
    done: list[OutsideCalendar] = []
    monkeypatch.setattr(outside, "read_calendar", lambda calendar, **_reach: done.append(calendar))
    return done


def due(*, minutes: float = 0) -> int:
    with at(NOW + timedelta(minutes=minutes)):
        return read_due_calendars()


def test_each_is_read_every_quarter_of_an_hour(reads):
    for _n in range(3):
        OutsideCalendarFactory.create()
    assert [due(), due(minutes=14), due(minutes=15), due(minutes=29), due(minutes=30)] == [3, 0, 3, 0, 3]


def test_who_waits_longest_is_read_first(reads):
    for hours in (1, 3, 2):
        OutsideCalendarFactory.create(fetched_at=NOW - timedelta(hours=hours))
    new = OutsideCalendarFactory.create()
    due()
    assert [calendar.pk for calendar in reads] == [new.pk, new.pk - 2, new.pk - 1, new.pk - 3]


def test_one_that_took_all_the_time_it_gets_waits_for_an_hour(reads):
    OutsideCalendarFactory.create(problem=Problem.TOO_MUCH, fetched_at=NOW)
    OutsideCalendarFactory.create(problem=Problem.NO_ANSWER, fetched_at=NOW)
    assert (due(minutes=15), due(minutes=59), due(minutes=60)) == (1, 1, 1)


def test_one_that_was_taken_away_is_not_read(reads):
    OutsideCalendarFactory.create(is_active=False)
    assert due() == 0


# --- adding and taking away ---


@pytest.fixture
def practitioner():
    return PractitionerFactory.create()


def test_a_practitioner_adds_their_own(practitioner):
    kept = add_outside_calendar(
        by=practitioner.user, practitioner=practitioner.uuid, url="webcal://calendar.example.org/key/a.ics"
    )
    assert (kept.url, kept.fetched_at) == ("https://calendar.example.org/key/a.ics", None)


def test_of_its_address_only_the_server_is_shown(practitioner):
    url = "https://calendar.example.org/key/a.ics"
    OutsideCalendarFactory.create(practitioner=practitioner, url=url, problem=Problem.REFUSED)
    (shown,) = outside_calendars(practitioner)
    assert (shown.host, shown.problem[:25]) == ("calendar.example.org", "The other server refuses.")


def test_who_manages_the_clinic_adds_it_for_others(practitioner):
    owner = physio(practitioner.clinic, Role.OWNER)
    assert add_outside_calendar(by=owner, practitioner=practitioner.uuid, url="https://a.example/").pk


def test_nobody_else_does(practitioner):
    for by in (physio(practitioner.clinic), physio(practitioner.clinic, Role.FRONT_DESK), physio()):
        with pytest.raises(NotFound):
            add_outside_calendar(by=by, practitioner=practitioner.uuid, url="https://a.example/")
    assert OutsideCalendar.objects.count() == 0


@pytest.mark.parametrize("url", ["http://a.example/", "a.ics", "", "https://a.example/" + "a" * 500])
def test_an_address_that_cannot_be_is_refused(practitioner, url):
    with pytest.raises(InvalidInput) as refusal:
        add_outside_calendar(by=practitioner.user, practitioner=practitioner.uuid, url=url)
    assert list(refusal.value.fields) == ["url"]


def test_the_same_calendar_twice_is_refused(practitioner):
    add_outside_calendar(by=practitioner.user, practitioner=practitioner.uuid, url="https://a.example/")
    with pytest.raises(InvalidInput):
        add_outside_calendar(by=practitioner.user, practitioner=practitioner.uuid, url="webcal://a.example/")


def test_five_are_read_and_no_more(practitioner):
    OutsideCalendarFactory.create_batch(5, practitioner=practitioner)
    with pytest.raises(Conflict):
        add_outside_calendar(by=practitioner.user, practitioner=practitioner.uuid, url="https://a.example/")


def test_taken_away_it_frees_the_time(practitioner):
    row = OutsideBusyFactory.create(calendar__practitioner=practitioner)
    remove_outside_calendar(by=practitioner.user, calendar=row.calendar.uuid)
    assert (busy(), outside_calendars(practitioner)) == ([], [])


def test_nobody_takes_away_anothers(practitioner):
    row = OutsideBusyFactory.create(calendar__practitioner=practitioner)
    for by, uuid in ((physio(practitioner.clinic), row.calendar.uuid), (practitioner.user, uuid4())):
        with pytest.raises(NotFound):
            remove_outside_calendar(by=by, calendar=uuid)
    assert len(busy()) == 1


def test_the_calendar_of_somebody_who_has_left_is_not_read(kept, server):
    kept.practitioner.user.memberships.update(ended_at=clock.now())
    with at(NOW):
        assert read_due_calendars(reach=server.reach) == 0
    assert busy() == []
