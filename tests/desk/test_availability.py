"""Hours, time off and what can be booked, set at the desk."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from common import clock
from scheduling.models import (
    AppointmentKind,
    ExtraHours,
    Location,
    Policy,
    Practitioner,
    TimeOff,
    WeeklyHours,
)
from tests.desk.conftest import signed_in
from tests.factories import MembershipFactory
from tests.scheduling_factories import (
    AppointmentFactory,
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
NOW = datetime(2026, 6, 14, 12, tzinfo=UTC)
MONDAY = date(2026, 6, 15)


@pytest.fixture(autouse=True)
def _sunday():
    with clock.pretending(NOW):
        yield


@pytest.fixture
def practitioner(clinic):
    return PractitionerFactory.create(clinic=clinic)


@pytest.fixture
def own(practitioner):
    """Signed in as the practitioner."""
    return signed_in(practitioner.user)


def at(name, *arguments):
    return reverse(f"admin:{name}", args=arguments)


def shown(response):
    assert response.status_code == 200
    return response.content.decode()


def test_an_empty_clinic_is_told_what_to_do(owner, physio):
    assert at("hours_new") in shown(owner.get(at("hours")))
    assert at("hours_new") not in shown(physio.get(at("hours")))


def test_somebody_is_added_and_then_their_hours(owner, clinic):
    kind = AppointmentKindFactory.create(clinic=clinic)
    member = MembershipFactory.create(clinic=clinic)
    body = {"member": member.uuid, "kinds": [kind.uuid], "time_zone": "Europe/Berlin", "is_bookable": "on"}

    added = owner.post(at("hours_new"), body)

    who = Practitioner.objects.get(user=member.user)
    assert added.url == at("hours_of", who.uuid)
    assert who.kinds.get() == kind
    hours = {"weekdays": [0, 2], "start": "09:00", "end": "12:00", "valid_from": "2026-06-15"}
    assert owner.post(at("hours_add", who.uuid), hours).status_code == 302
    assert sorted(who.weekly_hours.values_list("weekday", flat=True)) == [0, 2]


def test_the_week_of_everybody_is_shown(physio, practitioner):
    room = LocationFactory.create(clinic=practitioner.clinic, name="Main street")
    WeeklyHoursFactory.create(practitioner=practitioner, location=room, end=time(0))
    WeeklyHoursFactory.create(practitioner=practitioner, weekday=1, valid_from=MONDAY)

    page = shown(physio.get(at("hours")))

    assert "9:00–24:00" in page
    assert "Main street" in page
    assert "1 change to come" in page


def test_many_practitioners_cost_as_many_queries_as_one(owner, clinic):
    def cost():
        with CaptureQueriesContext(connection) as queries:
            shown(owner.get(at("hours")))
        return len(queries)

    def add():
        who = bookable(clinic)
        TimeOffFactory.create(clinic=clinic, practitioner=who)

    add()
    cost()
    one = cost()
    add()
    add()
    assert cost() == one


def test_practitioners_change_their_own_and_see_the_others(own, clinic, practitioner):
    other = bookable(clinic)

    assert at("hours_add", practitioner.uuid) in shown(own.get(at("hours_of", practitioner.uuid)))
    assert at("hours_add", other.uuid) not in shown(own.get(at("hours_of", other.uuid)))
    assert own.get(at("hours_add", other.uuid)).status_code == 404


def test_what_is_wrong_stands_at_its_field(own, practitioner):
    WeeklyHoursFactory.create(practitioner=practitioner)
    body = {"weekdays": [0], "start": "10:00", "end": "11:00", "valid_from": "2026-06-15"}

    page = own.post(at("hours_add", practitioner.uuid), body)

    assert list(page.context["form"].errors) == ["start"]
    assert WeeklyHours.objects.count() == 1


def test_hours_are_changed_and_ended(own, practitioner):
    row = WeeklyHoursFactory.create(practitioner=practitioner)
    body = {"start": "10:00", "end": "00:00", "valid_from": "2026-01-01"}

    shown(own.get(at("weekly_hours", row.uuid)))
    own.post(at("weekly_hours", row.uuid), body)
    own.post(at("weekly_hours_end", row.uuid), {"from_on": "2026-06-15"})

    row.refresh_from_db()
    assert (row.start, row.end, row.valid_until) == (time(10), time(0), MONDAY - timedelta(days=1))


def test_hours_are_copied(own, clinic, practitioner):
    example = bookable(clinic)

    assert at("hours_copy", practitioner.uuid) in shown(own.get(at("hours_of", practitioner.uuid)))
    own.post(at("hours_copy", practitioner.uuid), {"source": example.uuid, "from_on": "2026-06-15"})

    assert practitioner.weekly_hours.count() == 7


def test_extra_hours_come_and_go(own, practitioner):
    body = {"on": "2026-06-20", "start": "10:00", "end": "12:00"}
    own.post(at("hours_extra", practitioner.uuid), body)
    row = ExtraHours.objects.get()
    assert "Sat 20 Jun 2026" in shown(own.get(at("hours_of", practitioner.uuid)))

    own.get(at("hours_extra_remove", row.uuid))
    assert ExtraHours.objects.exists()
    own.post(at("hours_extra_remove", row.uuid))
    assert not ExtraHours.objects.exists()


def test_whole_days_off_begin_and_end_at_midnight_where_the_practitioner_is(own, practitioner):
    own.post(at("hours_away", practitioner.uuid), {"from_on": "2026-07-01", "until_on": "2026-07-03"})

    row = TimeOff.objects.get()
    assert row.starts_at == datetime(2026, 6, 30, 22, tzinfo=UTC)
    assert row.ends_at == datetime(2026, 7, 3, 22, tzinfo=UTC)
    assert "Wed 1 Jul 2026 to Fri 3 Jul 2026" in shown(own.get(at("hours_of", practitioner.uuid)))
    form = own.get(at("time_off", row.uuid)).context["form"]
    assert form.initial["until_on"] == date(2026, 7, 3)
    assert form.initial["until_time"] is None


def test_hours_off_are_on_the_clock_of_the_practitioner(own, practitioner):
    body = {"from_on": "2026-07-01", "from_time": "14:00", "until_on": "2026-07-01", "until_time": "15:30"}

    own.post(at("hours_away", practitioner.uuid), body)

    assert TimeOff.objects.get().ends_at == datetime(2026, 7, 1, 13, 30, tzinfo=UTC)


def test_a_time_that_clocks_jump_over_is_refused_at_its_field(own, practitioner):
    body = {"from_on": "2027-03-28", "from_time": "02:30", "until_on": "2027-03-29"}

    page = own.post(at("hours_away", practitioner.uuid), body)

    assert list(page.context["form"].errors) == ["from_time"]
    assert not TimeOff.objects.exists()


def test_a_day_that_is_none_is_refused(own, practitioner):
    page = own.post(at("hours_away", practitioner.uuid), {"from_on": "9999-12-31", "until_on": "9999-12-31"})

    assert page.context["form"].errors
    assert not TimeOff.objects.exists()


def test_visits_in_the_way_of_time_off_are_named(own, practitioner):
    AppointmentFactory.create(
        practitioner=practitioner,
        patient__clinic=practitioner.clinic,
        starts_at=datetime(2026, 7, 2, 9, tzinfo=UTC),
    )
    body = {"from_on": "2026-07-01", "until_on": "2026-07-03"}

    page = own.post(at("hours_away", practitioner.uuid), body, follow=True)

    assert "1 visit is booked in this time" in shown(page)


def test_the_owner_closes_the_clinic_and_opens_it_again(owner, own):
    assert own.get(at("hours_closed")).status_code == 404
    owner.post(at("hours_closed"), {"from_on": "2026-12-24", "until_on": "2026-12-31", "reason": "Holidays"})
    row = TimeOff.objects.get(practitioner=None)
    assert "The whole clinic" in shown(owner.get(at("hours")))
    assert at("time_off_remove", row.uuid) not in shown(own.get(at("hours")))

    owner.post(at("time_off_remove", row.uuid))

    assert not TimeOff.objects.exists()


def test_kinds_are_added_and_changed(owner):
    assert at("kind_new") in shown(owner.get(at("kinds")))
    body = {
        "name": "Video session",
        "minutes": 30,
        "is_remote": "on",
        "who_may_book": "directly",
        "buffer_before": 0,
        "buffer_after": 10,
        "color": "teal",
        "position": 0,
        "is_active": "on",
    }
    owner.post(at("kind_new"), body)
    row = AppointmentKind.objects.get()
    assert "Video session" in shown(owner.get(at("kinds")))

    refused = owner.post(at("kind", row.uuid), body | {"minutes": 1000})
    assert list(refused.context["form"].errors) == ["minutes"]
    owner.post(at("kind", row.uuid), body | {"minutes": 45})
    row.refresh_from_db()
    assert row.minutes == 45


def test_locations_are_added_and_changed(owner):
    body = {"name": "Main street", "time_zone": "Europe/Berlin", "is_active": "on"}
    owner.post(at("location_new"), body)
    row = Location.objects.get()
    again = owner.post(at("location_new"), body)
    assert list(again.context["form"].errors) == ["name"]

    owner.post(at("location", row.uuid), body | {"address": "1 Main street"})

    assert "1 Main street" in shown(owner.get(at("locations")))


def test_the_rules_are_saved(owner, clinic):
    form = owner.get(at("booking_rules")).context["form"]
    body = {name: value for name, value in form.initial.items() if value}

    owner.post(at("booking_rules"), body | {"horizon_days": 90})

    assert Policy.objects.get(clinic=clinic).horizon_days == 90


def test_the_country_of_the_holidays_is_proposed_and_not_set(owner, clinic):
    page = owner.get(at("holidays"))

    assert page.context["form"].initial["holiday_country"] == "DE"
    assert page.context["rows"] == []
    assert not Policy.objects.exists()


def test_holidays_are_listed_and_worked(owner, clinic):
    owner.post(at("holidays"), {"holiday_country": "DE", "holiday_region": ""})
    owner.post(at("holidays"), {"holiday_country": "DE", "holiday_region": "BE"})
    assert Policy.objects.get(clinic=clinic).holiday_region == "BE"

    owner.post(at("holiday"), {"on": "2026-12-25", "works": "yes"})

    rows = owner.get(at("holidays")).context["rows"]
    assert [row.on for row in rows if row.works] == [date(2026, 12, 25)]
    assert "Christmas Day" in shown(owner.get(at("holidays") + "?year=2027"))
    assert owner.post(at("holiday"), {"on": "2026-12-03", "works": "yes"}).status_code == 404


def test_another_country_has_other_regions(owner, clinic):
    PolicyFactory.create(clinic=clinic, holiday_country="DE", holiday_region="BE")

    owner.post(at("holidays"), {"holiday_country": "FR", "holiday_region": "BE"})

    policy = Policy.objects.get(clinic=clinic)
    assert (policy.holiday_country, policy.holiday_region) == ("FR", "")


@pytest.mark.parametrize("year", ["0", "99999", "x", "²²²²", "1000"])
def test_a_year_that_makes_no_sense_is_some_other(owner, clinic, year):
    PolicyFactory.create(clinic=clinic, holiday_country="DE")

    assert owner.get(at("holidays") + f"?year={year}").status_code == 200


def test_another_clinics_rows_do_not_exist(owner):
    other = bookable()
    rows = {
        "hours_of": other,
        "hours_add": other,
        "hours_details": other,
        "weekly_hours": other.weekly_hours.first(),
        "weekly_hours_end": other.weekly_hours.first(),
        "hours_extra_remove": ExtraHoursFactory.create(),
        "time_off": TimeOffFactory.create(),
        "kind": other.kinds.get(),
        "location": LocationFactory.create(),
    }

    assert {owner.get(at(name, row.uuid)).status_code for name, row in rows.items()} == {404}
