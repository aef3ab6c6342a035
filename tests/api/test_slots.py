"""Free slots as other programs ask for them: on whose clock, and what makes no sense."""

from datetime import UTC, datetime, time
from uuid import uuid4

import pytest

from common import clock
from tests.factories import PatientFactory, ProxyFactory, physio
from tests.scheduling_factories import (
    AppointmentFactory,
    AppointmentKindFactory,
    LocationFactory,
    PolicyFactory,
    bookable,
)

pytestmark = pytest.mark.django_db
API = "/api/v1/"
NOW = datetime(2026, 10, 23, 12, tzinfo=UTC)  # two days before clocks in Berlin go back
SUNDAY = {"from": "2026-10-25", "to": "2026-10-25"}


@pytest.fixture(autouse=True)
def _now():
    with clock.pretending(NOW):
        yield


@pytest.fixture
def practitioner():
    """From nine to five in Berlin, half an hour each."""
    found = bookable()
    PolicyFactory.create(clinic=found.clinic, granularity_minutes=30)
    return found


@pytest.fixture
def kind(practitioner):
    return practitioner.kinds.get()


@pytest.fixture
def patient(practitioner):
    return PatientFactory.create(clinic=practitioner.clinic, time_zone="Asia/Kolkata")


@pytest.fixture
def slots(signed_in, patient, kind):
    client = signed_in(patient.user)

    def ask(**said):
        return client.get(f"{API}me/slots/", {"kind": kind.uuid} | SUNDAY | said)

    return ask


def test_slots_are_on_the_clock_of_the_patient(slots, practitioner):
    found = slots().json()

    assert found["time_zone"] == "Asia/Kolkata"
    assert found["slots"][0] == {
        "starts_at": "2026-10-25T13:30:00+05:30",  # nine in Berlin, after the clocks went back
        "ends_at": "2026-10-25T14:00:00+05:30",
        "free": [{"practitioner": str(practitioner.uuid), "location": None}],
    }


def test_another_clock_is_another_day(slots):
    found = slots(time_zone="America/Los_Angeles").json()

    assert found["time_zone"] == "America/Los_Angeles"
    assert found["slots"][0]["starts_at"] == "2026-10-25T01:00:00-07:00"
    assert found["slots"][-1]["starts_at"] == "2026-10-25T08:30:00-07:00"


def test_without_days_it_is_from_now_and_for_a_week(signed_in, patient, kind):
    found = signed_in(patient.user).get(f"{API}me/slots/", {"kind": kind.uuid}).json()["slots"]

    assert found[0]["starts_at"] == "2026-10-24T12:30:00+05:30"
    assert found[-1]["starts_at"] == "2026-10-30T17:00:00+05:30"


def test_moments_are_taken_too(slots):
    found = slots(**{"from": "2026-10-25T09:00:00+01:00", "to": "2026-10-25T10:00:00+01:00"}).json()["slots"]

    assert [slot["starts_at"][11:16] for slot in found] == ["13:30", "14:00"]


def test_everybody_who_is_free_is_named_with_the_place(slots, practitioner, kind):
    other = bookable(practitioner.clinic)
    other.kinds.add(kind)
    kind.is_remote = False
    kind.save()
    rooms = [LocationFactory.create(clinic=practitioner.clinic) for _number in range(2)]
    for who, room in zip((practitioner, other), rooms, strict=True):
        who.weekly_hours.update(location=room)

    free = slots().json()["slots"][0]["free"]

    assert free == [
        {"practitioner": str(who.uuid), "location": str(room.uuid)}
        for who, room in zip((practitioner, other), rooms, strict=True)
    ]
    assert slots(practitioner=other.uuid).json()["slots"][0]["free"] == free[1:]


@pytest.mark.parametrize(
    ("said", "code", "field"),
    [
        ({"from": "2026-10-26"}, "ends_before_starts", "to"),
        ({"to": "2031-10-25"}, "too_long", "to"),
        ({"from": "0001-01-01"}, "too_long", "to"),
        ({"to": "9999-12-31"}, "too_long", "to"),
        ({"from": "tomorrow"}, "invalid", "from"),
        ({"from": "0001-01-01T00:00:00+14:00"}, "invalid", "from"),
        ({"from": "9999-12-31"}, "ends_before_starts", "to"),
        ({"from": "2026-10-25T09:00:00"}, "invalid", "from"),
        ({"time_zone": "Mars/Crater"}, "unknown_zone", "time_zone"),
        ({"kind": "visit"}, "invalid", "kind"),
        ({"form": "2026-10-26"}, "invalid", "form"),
    ],
)
def test_what_makes_no_sense_is_refused(slots, said, code, field):
    answer = slots(**said)

    assert (answer.status_code, answer.json()["code"]) == (400, code)
    assert list(answer.json()["fields"]) == [field]


@pytest.mark.parametrize("day", ["9999-12-31", "9999-12-31T23:59:59Z", "0001-01-01"])
def test_the_ends_of_the_calendar_are_empty(signed_in, patient, kind, day):
    answer = signed_in(patient.user).get(f"{API}me/slots/", {"kind": kind.uuid, "from": day})

    assert (answer.status_code, answer.json().get("slots")) in [(200, []), (400, None)]


def test_days_that_are_over_are_empty(slots):
    assert slots(**{"from": "2026-10-01", "to": "2026-10-20"}).json()["slots"] == []


@pytest.mark.parametrize("name", ["kind", "practitioner"])
def test_what_is_another_clinics_does_not_exist(slots, name):
    other = bookable()
    theirs = {"kind": other.kinds.get().uuid, "practitioner": other.uuid}

    assert slots(**{name: theirs[name]}).status_code == 404
    assert slots(**{name: uuid4()}).status_code == 404


def test_what_only_staff_books_is_said_to_be_so(slots, practitioner):
    kind = AppointmentKindFactory.create(clinic=practitioner.clinic, who_may_book="nobody")

    answer = slots(kind=kind.uuid)

    assert (answer.status_code, answer.json()["code"]) == (409, "not_bookable")


def test_a_carer_sees_the_slots_of_whom_they_look_after(signed_in, patient, kind):
    carer = ProxyFactory.create(patient=patient).user
    asked = {"kind": kind.uuid, "patient": patient.uuid} | SUNDAY

    found = signed_in(carer).get(f"{API}me/slots/", asked).json()

    assert len(found["slots"]) == 16


def test_staff_see_further_and_whom_it_would_suit(signed_in, practitioner, kind, patient):
    client = signed_in(physio(practitioner.clinic))
    far = {"kind": kind.uuid, "from": "2027-06-01", "to": "2027-06-01"}
    AppointmentFactory.create(
        patient=patient,
        starts_at=clock.moment("Europe/Berlin", datetime(2027, 6, 1).date(), time(9)),  # noqa: DTZ001
    )

    found = client.get(f"{API}slots/", far).json()
    assert (found["time_zone"], len(found["slots"])) == ("Europe/Berlin", 16)
    assert len(client.get(f"{API}slots/", far | {"patient": patient.uuid}).json()["slots"]) == 15
    assert client.get(f"{API}slots/", far | {"patient": uuid4()}).status_code == 404


def test_a_month_of_everybody_costs_as_many_queries_as_a_day_of_one(
    signed_in, patient, kind, django_assert_max_num_queries
):
    client = signed_in(patient.user)
    for _number in range(4):
        bookable(patient.clinic).kinds.add(kind)
    with django_assert_max_num_queries(18):
        client.get(f"{API}me/slots/", {"kind": kind.uuid, "to": "2026-11-22"})
