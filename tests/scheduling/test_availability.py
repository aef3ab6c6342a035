"""Hours, time off and what can be booked, as the clinic sets them: who may, and what is refused."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import uuid4

import pytest

from accounts.roles import Role
from common import clock
from common.errors import Conflict, InvalidInput, NotFound
from scheduling.models import (
    AppointmentKind,
    ExtraHours,
    Location,
    Policy,
    Practitioner,
    TimeOff,
    WeeklyHours,
)
from scheduling.services.availability import (
    add_extra_hours,
    add_weekly_hours,
    change_weekly_hours,
    copy_weekly_hours,
    end_weekly_hours,
    remove_extra_hours,
)
from scheduling.services.kinds import add_kind, update_kind
from scheduling.services.locations import add_location, update_location
from scheduling.services.policy import update_policy, work_on_holiday
from scheduling.services.practitioners import add_practitioner, update_practitioner
from scheduling.services.time_off import (
    add_time_off,
    booked_within,
    change_time_off,
    moment_on_the_wall,
    remove_time_off,
)
from tests.factories import MembershipFactory, physio
from tests.scheduling_factories import (
    AppointmentFactory,
    AppointmentKindFactory,
    ExtraHoursFactory,
    LocationFactory,
    PolicyFactory,
    PractitionerFactory,
    TimeOffFactory,
    WeeklyHoursFactory,
)

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 6, 14, 12, tzinfo=UTC)
MONDAY = date(2026, 6, 15)
DAY = timedelta(days=1)
NINE, TEN, ELEVEN, NOON = time(9), time(10), time(11), time(12)


@pytest.fixture(autouse=True)
def _sunday():
    with clock.pretending(NOW):
        yield


@pytest.fixture
def practitioner():
    return PractitionerFactory.create()


@pytest.fixture
def owner(practitioner):
    return physio(practitioner.clinic, Role.OWNER)


@pytest.fixture
def stranger():
    """The owner of another clinic."""
    return physio(role=Role.OWNER)


def mornings(by, practitioner, **said):
    asked: dict[str, Any] = {"weekdays": [0], "start": NINE, "end": NOON, "valid_from": MONDAY} | said
    return add_weekly_hours(by=by, practitioner=practitioner.uuid, **asked)


def refused(code, service, *arguments, **said):
    with pytest.raises((InvalidInput, Conflict)) as caught:
        service(*arguments, **said)
    assert caught.value.code == code
    return caught.value


def test_the_same_hours_on_several_days(practitioner, owner):
    room = LocationFactory.create(clinic=practitioner.clinic)

    mornings(owner, practitioner, weekdays=[2, 0, 0], location=room.uuid)

    rows = WeeklyHours.objects.values_list("weekday", "start", "end", "location")
    assert sorted(rows) == [(0, NINE, NOON, room.pk), (2, NINE, NOON, room.pk)]


def test_practitioners_set_their_own_hours(practitioner):
    assert mornings(practitioner.user, practitioner)


@pytest.mark.parametrize("role", [Role.PHYSIOTHERAPIST, Role.FRONT_DESK])
def test_others_do_not_set_them(practitioner, role):
    with pytest.raises(NotFound):
        mornings(physio(practitioner.clinic, role), practitioner)


def test_another_clinic_does_not_set_them(practitioner, stranger):
    with pytest.raises(NotFound):
        mornings(stranger, practitioner)


def test_another_clinics_place_is_none(practitioner, owner):
    with pytest.raises(NotFound):
        mornings(owner, practitioner, location=LocationFactory.create().uuid)

    assert not WeeklyHours.objects.exists()


@pytest.mark.parametrize(
    ("said", "code", "field"),
    [
        ({"start": NOON, "end": NINE}, "ends_before_starts", "end"),
        ({"start": NOON, "end": NOON}, "ends_before_starts", "end"),
        ({"start": time(9, 0, 30)}, "whole_minutes", "start"),
        ({"valid_until": MONDAY - DAY}, "ends_before_starts", "valid_until"),
        ({"valid_from": date(1026, 1, 1)}, "out_of_bounds", "valid_from"),
        ({"weekdays": [0, 7]}, "out_of_bounds", "weekday"),
    ],
)
def test_hours_that_make_no_sense_are_refused(practitioner, owner, said, code, field):
    error = refused(code, mornings, owner, practitioner, **said)

    assert list(error.fields) == [field]
    assert not WeeklyHours.objects.exists()


def test_hours_that_overlap_are_refused_and_none_of_them_is_kept(practitioner, owner):
    WeeklyHoursFactory.create(practitioner=practitioner, weekday=2, start=ELEVEN, end=time(0))

    refused("hours_overlap", mornings, owner, practitioner, weekdays=[1, 2])

    assert WeeklyHours.objects.count() == 1


def test_hours_of_other_days_or_other_times_of_the_year_do_not_overlap(practitioner, owner):
    mornings(owner, practitioner, valid_until=MONDAY + 7 * DAY)
    mornings(owner, practitioner, valid_from=MONDAY + 8 * DAY)
    mornings(owner, practitioner, start=NOON, end=time(0))

    assert WeeklyHours.objects.count() == 3


def test_hours_are_changed(practitioner, owner):
    row = mornings(owner, practitioner)[0]

    changed = change_weekly_hours(by=owner, hours=row.uuid, changes={"end": ELEVEN, "practitioner": None})

    assert (changed.end, changed.practitioner) == (ELEVEN, practitioner)


def test_hours_are_not_changed_into_others(practitioner, owner):
    mornings(owner, practitioner)
    row = mornings(owner, practitioner, start=NOON, end=time(15))[0]

    refused("hours_overlap", change_weekly_hours, by=owner, hours=row.uuid, changes={"start": ELEVEN})

    row.refresh_from_db()
    assert row.start == NOON


def test_hours_end_and_stay_known(practitioner, owner):
    row = mornings(owner, practitioner, valid_from=MONDAY - 70 * DAY)[0]

    end_weekly_hours(by=owner, hours=row.uuid, from_on=MONDAY)

    row.refresh_from_db()
    assert row.valid_until == MONDAY - DAY


def test_hours_that_never_counted_go(practitioner, owner):
    row = mornings(owner, practitioner)[0]

    end_weekly_hours(by=owner, hours=row.uuid)

    assert not WeeklyHours.objects.exists()


def test_an_end_that_is_earlier_stays(practitioner, owner):
    row = mornings(owner, practitioner, valid_from=MONDAY - 70 * DAY, valid_until=MONDAY - 7 * DAY)[0]

    end_weekly_hours(by=owner, hours=row.uuid, from_on=MONDAY)

    row.refresh_from_db()
    assert row.valid_until == MONDAY - 7 * DAY


def test_hours_are_copied_from_somebody_else(practitioner, owner):
    example = PractitionerFactory.create(clinic=practitioner.clinic)
    WeeklyHoursFactory.create(practitioner=example, weekday=3, start=TEN, end=NOON)
    WeeklyHoursFactory.create(practitioner=example, weekday=4, valid_until=MONDAY - DAY)
    own = mornings(owner, practitioner, valid_from=MONDAY - 7 * DAY)[0]

    copy_weekly_hours(by=owner, source=example.uuid, to=practitioner.uuid, from_on=MONDAY)

    own.refresh_from_db()
    assert own.valid_until == MONDAY - DAY
    rows = practitioner.weekly_hours.exclude(pk=own.pk).values_list("weekday", "start", "valid_from")
    assert list(rows) == [(3, TEN, MONDAY)]


def test_from_nobody_with_hours_nothing_is_copied_and_nothing_ends(practitioner, owner):
    example = PractitionerFactory.create(clinic=practitioner.clinic)
    mornings(owner, practitioner)
    asked = {"by": owner, "to": practitioner.uuid, "from_on": MONDAY}

    refused("nothing_to_copy", copy_weekly_hours, source=example.uuid, **asked)
    refused("same_person", copy_weekly_hours, source=practitioner.uuid, **asked)
    with pytest.raises(NotFound):
        copy_weekly_hours(source=PractitionerFactory.create().uuid, **asked)

    assert practitioner.weekly_hours.count() == 1


def extra(by, practitioner, **said):
    asked: dict[str, Any] = {"on": MONDAY, "start": NINE, "end": NOON} | said
    return add_extra_hours(by=by, practitioner=practitioner.uuid, **asked)


def test_extra_hours_come_and_go(practitioner):
    row = extra(practitioner.user, practitioner)
    remove_extra_hours(by=practitioner.user, hours=row.uuid)

    assert not ExtraHours.objects.exists()


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"on": MONDAY - 2 * DAY}, "past"),
        ({"end": NINE}, "ends_before_starts"),
        ({"on": date(2027, 3, 28), "start": time(2, 30)}, "dst_gap"),
        ({"on": date(2526, 1, 1)}, "out_of_bounds"),
    ],
)
def test_extra_hours_that_make_no_sense_are_refused(practitioner, owner, said, code):
    refused(code, extra, owner, practitioner, **said)

    assert not ExtraHours.objects.exists()


def test_extra_hours_keep_apart_from_others_of_the_day(practitioner, owner):
    WeeklyHoursFactory.create(practitioner=practitioner, weekday=0, start=ELEVEN, end=time(0))
    ExtraHoursFactory.create(practitioner=practitioner, on=MONDAY + DAY, start=NINE, end=TEN)

    refused("hours_overlap", extra, owner, practitioner)
    refused("hours_overlap", extra, owner, practitioner, on=MONDAY + DAY)
    assert extra(owner, practitioner, end=ELEVEN)


def test_nobody_elses_extra_hours_are_taken_back(practitioner, stranger):
    row = ExtraHoursFactory.create(practitioner=practitioner)

    with pytest.raises(NotFound):
        remove_extra_hours(by=stranger, hours=row.uuid)

    assert ExtraHours.objects.exists()


def away(by, practitioner=None, **said):
    asked = {"starts_at": NOW + DAY, "ends_at": NOW + 2 * DAY} | said
    return add_time_off(by=by, practitioner=practitioner.uuid if practitioner else None, **asked)


def test_time_off_of_ones_own(practitioner):
    row = away(practitioner.user, practitioner, reason="Holiday")

    assert (row.practitioner, row.clinic, row.added_by) == (
        practitioner,
        practitioner.clinic,
        practitioner.user,
    )


def test_the_clinic_is_closed_by_who_manages_it(practitioner, owner):
    assert away(owner).practitioner is None

    with pytest.raises(NotFound):
        away(practitioner.user)


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"ends_at": NOW + DAY}, "ends_before_starts"),
        ({"starts_at": NOW - 2 * DAY, "ends_at": NOW - DAY}, "past"),
        ({"ends_at": NOW + 5 * 366 * DAY}, "too_long"),
    ],
)
def test_time_off_that_makes_no_sense_is_refused(practitioner, owner, said, code):
    refused(code, away, owner, practitioner, **said)

    assert not TimeOff.objects.exists()


def test_time_off_is_changed_and_taken_back(practitioner, owner):
    row = away(owner, practitioner)
    changed = change_time_off(by=owner, time_off=row.uuid, starts_at=NOW, ends_at=NOW + DAY, reason="")
    assert changed.starts_at == NOW

    remove_time_off(by=owner, time_off=row.uuid)
    assert not TimeOff.objects.exists()


def test_others_time_off_is_left_alone(practitioner, stranger):
    for row in (
        TimeOffFactory.create(clinic=practitioner.clinic, practitioner=practitioner),
        TimeOffFactory.create(clinic=practitioner.clinic),
    ):
        for by in (stranger, physio(practitioner.clinic), physio(practitioner.clinic, Role.FRONT_DESK)):
            with pytest.raises(NotFound):
                remove_time_off(by=by, time_off=row.uuid)


def test_the_visits_that_stand_in_the_way_are_counted(practitioner, owner):
    for hours in (24, 47, 48):
        AppointmentFactory.create(
            practitioner=practitioner,
            patient__clinic=practitioner.clinic,
            starts_at=NOW + timedelta(hours=hours),
        )

    assert booked_within(away(owner, practitioner)) == 2
    assert booked_within(away(owner)) == 2


def test_a_wall_time_that_clocks_jump_over_is_refused():
    refused("dst_gap", moment_on_the_wall, "Europe/Berlin", date(2027, 3, 28), time(2, 30), "from_time")

    found = moment_on_the_wall("Europe/Berlin", date(2027, 3, 28), time(3), "from_time")
    assert found == datetime(2027, 3, 28, 1, tzinfo=UTC)


def test_somebody_who_treats_can_be_booked(owner):
    kind = AppointmentKindFactory.create(clinic=owner.memberships.get().clinic)
    member = MembershipFactory.create(clinic=kind.clinic)

    row = add_practitioner(by=owner, member=member.uuid, kinds=[kind.uuid], title="Knees")

    assert (row.user, row.time_zone, row.title) == (member.user, kind.clinic.time_zone, "Knees")
    assert row.kinds.get() == kind
    refused("known_already", add_practitioner, by=owner, member=member.uuid)


@pytest.mark.parametrize("who", ["front desk", "another clinic's", "not any more"])
def test_nobody_else_can(owner, who):
    clinic = owner.memberships.get().clinic
    member = {
        "front desk": lambda: MembershipFactory.create(clinic=clinic, role=Role.FRONT_DESK),
        "another clinic's": MembershipFactory.create,
        "not any more": lambda: MembershipFactory.create(clinic=clinic, started_at=NOW - DAY, ended_at=NOW),
    }[who]()

    with pytest.raises(NotFound):
        add_practitioner(by=owner, member=member.uuid)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"time_zone": "Europe/Atlantis"}, "time_zone"),
        ({"time_zone": ""}, "time_zone"),
        ({"daily_limit": 0}, "daily_limit"),
        ({"kinds": [uuid4()]}, "kinds"),
    ],
)
def test_details_that_make_no_sense_are_refused(practitioner, changes, field):
    with pytest.raises(InvalidInput) as caught:
        update_practitioner(by=practitioner.user, practitioner=practitioner.uuid, changes=changes)

    assert list(caught.value.fields) == [field]
    assert Practitioner.objects.get(pk=practitioner.pk).time_zone == "Europe/Berlin"


def test_another_clinics_kind_is_not_offered(practitioner):
    kind = AppointmentKindFactory.create()

    with pytest.raises(InvalidInput):
        update_practitioner(
            by=practitioner.user, practitioner=practitioner.uuid, changes={"kinds": [kind.uuid]}
        )

    assert not practitioner.kinds.exists()


def test_a_location_takes_the_clinics_zone(owner):
    row = add_location(by=owner, name=" Main street ")

    assert (row.name, row.time_zone) == ("Main street", "Europe/Berlin")
    refused("name_taken", add_location, by=owner, name="Main street")


def test_a_location_needs_a_name_and_a_real_zone(owner):
    refused("invalid", add_location, by=owner)
    refused("unknown_zone", add_location, by=owner, name="There", time_zone="Mars/Crater")

    assert not Location.objects.exists()


def test_a_location_is_the_clinics_own(practitioner, owner):
    for by, row in (
        (practitioner.user, LocationFactory.create(clinic=practitioner.clinic)),
        (owner, LocationFactory.create()),
    ):
        with pytest.raises(NotFound):
            update_location(by=by, location=row.uuid, changes={"name": "Mine"})


def test_kinds_stand_in_the_order_they_were_made(owner):
    first, second = (add_kind(by=owner, name=name, minutes=30) for name in ("First", "Second"))

    assert (first.position, second.position) == (0, 1)
    assert update_kind(by=owner, kind=second.uuid, changes={"position": 5, "price": "60 €"}).price == "60 €"


@pytest.mark.parametrize(
    "said",
    [
        {"minutes": 4},
        {"minutes": 481},
        {"buffer_before": 241},
        {"who_may_book": "everybody"},
        {"color": "pink"},
        {"name": ""},
    ],
)
def test_a_kind_that_makes_no_sense_is_refused(owner, said):
    with pytest.raises(InvalidInput):
        add_kind(by=owner, **{"name": "Visit", "minutes": 30} | said)

    assert not AppointmentKind.objects.exists()


def test_a_kind_is_the_clinics_own(practitioner, owner):
    for by, row in (
        (practitioner.user, AppointmentKindFactory.create(clinic=practitioner.clinic)),
        (owner, AppointmentKindFactory.create()),
    ):
        with pytest.raises(NotFound):
            update_kind(by=by, kind=row.uuid, changes={"name": "Mine"})


def test_the_first_rule_that_is_set_makes_the_row(owner):
    row = update_policy(by=owner, changes={"horizon_days": 90, "works_on": [MONDAY]})

    assert (row.horizon_days, row.notice_minutes, row.works_on) == (90, 240, [])


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"horizon_days": 5 * 365}, "horizon_days"),
        ({"granularity_minutes": 1}, "granularity_minutes"),
        ({"holiday_country": "XX"}, "holiday_country"),
        ({"holiday_country": "DE", "holiday_region": "TX"}, "holiday_region"),
        ({"holiday_region": "BE"}, "holiday_region"),
        ({"room_provider": "jitsi"}, "jitsi_url"),
        ({"room_provider": "jitsi", "jitsi_url": "javascript:1"}, "jitsi_url"),
    ],
)
def test_rules_that_make_no_sense_are_refused(owner, changes, field):
    with pytest.raises(InvalidInput) as caught:
        update_policy(by=owner, changes=changes)

    assert list(caught.value.fields) == [field]
    assert not Policy.objects.exists()


def test_the_rules_are_the_owners(practitioner):
    with pytest.raises(NotFound):
        update_policy(by=practitioner.user, changes={"horizon_days": 90})


def test_the_clinic_works_on_a_holiday_and_closes_again(owner):
    clinic = owner.memberships.get().clinic
    PolicyFactory.create(clinic=clinic, holiday_country="DE")
    unity_day = date(2026, 10, 3)

    assert work_on_holiday(by=owner, on=unity_day, works=True).works_on == [unity_day]
    assert work_on_holiday(by=owner, on=unity_day, works=True).works_on == [unity_day]
    assert work_on_holiday(by=owner, on=unity_day, works=False).works_on == []
    with pytest.raises(NotFound):
        work_on_holiday(by=owner, on=MONDAY, works=True)


def test_the_worked_holidays_of_another_country_are_forgotten(owner):
    clinic = owner.memberships.get().clinic
    PolicyFactory.create(clinic=clinic, holiday_country="DE", works_on=[date(2026, 10, 3)])

    assert update_policy(by=owner, changes={"holiday_country": "FR"}).works_on == []
