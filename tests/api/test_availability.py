"""Hours, time off and what can be booked as other programs set them."""

from datetime import UTC, datetime
from typing import Any

import pytest

from accounts.roles import Role
from common import clock
from scheduling.models import ExtraHours, TimeOff, WeeklyHours
from tests.api.queries import assert_costs_the_same
from tests.factories import MembershipFactory, physio
from tests.scheduling_factories import (
    AppointmentKindFactory,
    ExtraHoursFactory,
    LocationFactory,
    PolicyFactory,
    PractitionerFactory,
    TimeOffFactory,
    WeeklyHoursFactory,
    bookable,
)

pytestmark = pytest.mark.django_db
API = "/api/v1/"
NOW = datetime(2026, 6, 14, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _sunday():
    with clock.pretending(NOW):
        yield


@pytest.fixture
def practitioner():
    return PractitionerFactory.create()


@pytest.fixture
def owner(signed_in, practitioner):
    return signed_in(physio(practitioner.clinic, Role.OWNER))


@pytest.fixture
def morning(practitioner):
    return {
        "practitioner": str(practitioner.uuid),
        "weekday": 0,
        "start": "09:00",
        "end": "12:00",
        "valid_from": "2026-06-15",
    }


def test_hours_are_added_changed_and_ended(owner, practitioner, morning):
    room = LocationFactory.create(clinic=practitioner.clinic)

    added = owner.post(f"{API}availability/", morning | {"location": room.uuid})

    assert added.status_code == 201
    stored = added.json()
    at = f"{API}availability/{stored.pop('id')}/"
    assert stored == morning | {
        "time_zone": "Europe/Berlin",
        "valid_until": None,
        "location": str(room.uuid),
    }
    assert owner.patch(at, {"end": "00:00", "location": None}).json()["end"] == "00:00"
    assert owner.get(at).json()["location"] is None
    assert owner.delete(at).status_code == 204
    assert not WeeklyHours.objects.exists()


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"end": "08:00"}, "ends_before_starts"),
        ({"valid_until": "2026-06-01"}, "ends_before_starts"),
        ({"weekday": 7}, "invalid"),
        ({"start": "25:00"}, "invalid"),
        ({"valid_from": "2026-02-30"}, "invalid"),
    ],
)
def test_hours_that_make_no_sense_are_refused(owner, morning, said, code):
    answer = owner.post(f"{API}availability/", morning | said)

    assert (answer.status_code, answer.json()["code"]) == (400, code)
    assert not WeeklyHours.objects.exists()


def test_hours_that_overlap_are_refused(owner, practitioner, morning):
    WeeklyHoursFactory.create(practitioner=practitioner)

    answer = owner.post(f"{API}availability/", morning)

    assert (answer.status_code, answer.json()["code"]) == (400, "hours_overlap")


def test_another_clinics_practitioner_and_place_do_not_exist(owner, morning):
    foreign = {"practitioner": PractitionerFactory.create().uuid, "location": LocationFactory.create().uuid}

    for name, uuid in foreign.items():
        assert owner.post(f"{API}availability/", morning | {name: uuid}).status_code == 404
    assert owner.get(f"{API}availability/?practitioner={foreign['practitioner']}").status_code == 404


def test_the_list_is_by_day_and_for_one_practitioner(owner, practitioner):
    for weekday in (3, 1):
        WeeklyHoursFactory.create(practitioner=practitioner, weekday=weekday)
    bookable(practitioner.clinic)

    found = owner.get(f"{API}availability/?practitioner={practitioner.uuid}").json()["results"]

    assert [hours["weekday"] for hours in found] == [1, 3]


def test_extra_hours_come_and_go(owner, practitioner):
    body = {"practitioner": practitioner.uuid, "on": "2026-06-20", "start": "10:00", "end": "12:00"}

    added = owner.post(f"{API}extra-hours/", body).json()

    assert owner.get(f"{API}extra-hours/").json()["results"] == [added]
    assert owner.delete(f"{API}extra-hours/{added['id']}/").status_code == 204
    assert not ExtraHours.objects.exists()


def test_extra_hours_in_a_gap_are_refused(owner, practitioner):
    body = {"practitioner": practitioner.uuid, "on": "2027-03-28", "start": "02:30", "end": "12:00"}

    answer = owner.post(f"{API}extra-hours/", body)

    assert (answer.status_code, answer.json()["code"]) == (400, "dst_gap")
    assert not ExtraHours.objects.exists()


def test_time_off_comes_is_changed_and_goes(owner, practitioner):
    times = {"starts_at": "2026-07-01T00:00:00+02:00", "ends_at": "2026-07-15T00:00:00+02:00"}

    added = owner.post(
        f"{API}time-off/", times | {"practitioner": practitioner.uuid, "reason": "Away"}
    ).json()

    at = f"{API}time-off/{added['id']}/"
    assert added["starts_at"] == "2026-06-30T22:00:00Z"
    assert owner.put(at, times | {"ends_at": "2026-07-08T00:00:00+02:00"}).json()["reason"] == ""
    assert owner.get(at).json()["ends_at"] == "2026-07-07T22:00:00Z"
    assert owner.delete(at).status_code == 204
    assert not TimeOff.objects.exists()


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"ends_at": "2026-06-30T00:00:00+02:00"}, "ends_before_starts"),
        ({"starts_at": "2026-01-01T00:00:00Z", "ends_at": "2026-01-05T00:00:00Z"}, "past"),
        ({"ends_at": "2031-07-01T00:00:00Z"}, "too_long"),
        ({"starts_at": "2026-07-01T00:00:00"}, "invalid"),
        ({"ends_at": "9999-12-31T23:59:59Z"}, "too_long"),
    ],
)
def test_time_off_that_makes_no_sense_is_refused(owner, said, code):
    times = {"starts_at": "2026-07-01T00:00:00+02:00", "ends_at": "2026-07-15T00:00:00+02:00"}

    answer = owner.post(f"{API}time-off/", times | said)

    assert (answer.status_code, answer.json()["code"]) == (400, code)
    assert not TimeOff.objects.exists()


def test_practitioners_set_their_own_and_nobody_elses(signed_in, practitioner, morning):
    client = signed_in(practitioner.user)
    colleague = PractitionerFactory.create(clinic=practitioner.clinic)

    assert client.post(f"{API}availability/", morning).status_code == 201
    others = morning | {"practitioner": str(colleague.uuid)}
    assert client.post(f"{API}availability/", others).status_code == 404
    assert client.patch(f"{API}practitioners/{colleague.uuid}/", {"daily_limit": 3}).status_code == 404
    assert client.patch(f"{API}practitioners/{practitioner.uuid}/", {"daily_limit": 3}).status_code == 200


def test_a_member_of_the_staff_can_be_booked(owner, practitioner):
    member = MembershipFactory.create(clinic=practitioner.clinic)
    kind = AppointmentKindFactory.create(clinic=practitioner.clinic)

    answer = owner.post(f"{API}practitioners/", {"member": member.uuid, "kinds": [kind.uuid]})

    assert answer.status_code == 201
    assert (answer.json()["name"], answer.json()["kinds"]) == (member.user.name, [str(kind.uuid)])
    again = owner.post(f"{API}practitioners/", {"member": member.uuid})
    assert (again.status_code, again.json()["code"]) == (400, "known_already")


def test_locations_and_kinds_are_added_and_changed(owner):
    bodies: dict[str, dict[str, Any]] = {
        "locations": {"name": "Main street"},
        "appointment-kinds": {"name": "Follow-up", "minutes": 30},
    }
    for name, body in bodies.items():
        added = owner.post(f"{API}{name}/", body)
        at = f"{API}{name}/{added.json()['id']}/"

        assert added.status_code == 201
        assert owner.patch(at, {"name": "Another name"}).json()["name"] == "Another name"
        assert owner.get(at).json() == owner.get(f"{API}{name}/").json()["results"][0]
        assert owner.post(f"{API}{name}/", body | {"name": "Another name"}).json()["code"] == "name_taken"


def test_the_rules_are_read_and_changed(owner):
    assert owner.get(f"{API}booking-policy/").json()["horizon_days"] == 60
    assert owner.patch(f"{API}booking-policy/", {"horizon_days": 90}).json()["horizon_days"] == 90
    refused = owner.patch(f"{API}booking-policy/", {"holiday_country": "XX"})
    assert (refused.status_code, refused.json()["code"]) == (400, "no_such_country")
    assert owner.patch(f"{API}booking-policy/", {"horizon_days": 1825}).status_code == 400


def test_a_holiday_is_worked(owner, practitioner):
    PolicyFactory.create(clinic=practitioner.clinic, holiday_country="DE", holiday_region="BE")

    answer = owner.put(f"{API}holidays/", {"on": "2026-10-03", "works": True})

    assert answer.json() == {"on": "2026-10-03", "name": "German Unity Day", "works": True}
    found = owner.get(f"{API}holidays/?year=2026").json()
    assert len(found) == 10
    assert [day["on"] for day in found if day["works"]] == ["2026-10-03"]
    assert owner.put(f"{API}holidays/", {"on": "2026-10-05", "works": True}).status_code == 404


@pytest.mark.parametrize(
    ("name", "add"),
    [
        ("availability", lambda clinic: WeeklyHoursFactory.create(practitioner__clinic=clinic)),
        ("extra-hours", lambda clinic: ExtraHoursFactory.create(practitioner__clinic=clinic)),
        ("practitioners", bookable),
        ("locations", lambda clinic: LocationFactory.create(clinic=clinic)),
        ("appointment-kinds", lambda clinic: AppointmentKindFactory.create(clinic=clinic)),
        (
            "time-off",
            lambda clinic: TimeOffFactory.create(
                clinic=clinic, practitioner=PractitionerFactory.create(clinic=clinic)
            ),
        ),
    ],
)
def test_many_rows_cost_as_many_queries_as_one(owner, practitioner, name, add):
    assert_costs_the_same(lambda: owner.get(f"{API}{name}/"), lambda _number: add(practitioner.clinic))
