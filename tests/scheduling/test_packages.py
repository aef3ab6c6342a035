"""Visits paid for ahead: sold, used, given back, put right; the ledger adds up whoever writes it."""

from datetime import timedelta
from threading import Barrier, Thread
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction

from accounts.roles import Role
from common import clock
from common.errors import Conflict, InvalidInput, NotFound
from scheduling.enums import AppointmentStatus, CreditReason
from scheduling.models import CreditEntry
from scheduling.queries.packages import ledger_of, remaining_credits, standings_of
from scheduling.services.credits import return_credit, use_credit
from scheduling.services.packages import correct_package, sell_package
from tests.factories import PatientFactory, physio
from tests.scheduling_factories import AppointmentFactory, AppointmentKindFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def patient(db):
    return PatientFactory.create()


@pytest.fixture
def desk(patient):
    return physio(patient.clinic, Role.FRONT_DESK)


@pytest.fixture
def kind(patient):
    return AppointmentKindFactory.create(clinic=patient.clinic)


@pytest.fixture
def visit(patient, kind):
    return AppointmentFactory.create(patient=patient, kind=kind)


def sold(by, patient, visits=6, **more):
    return sell_package(by=by, patient=patient.uuid, name="Visits", visits=visits, **more)


def today_of(patient):
    return clock.today_in(patient.clinic.time_zone)


def cancelled(visit, **more):
    visit.status, visit.cancelled_at = AppointmentStatus.CANCELLED, clock.now()
    for name, value in more.items():
        setattr(visit, name, value)
    visit.save()
    return visit


def lines(package):
    return [(line.number, line.delta, line.balance, line.why) for line in reversed(ledger_of(package))]


def test_a_package_begins_with_what_was_bought(desk, patient, kind):
    package = sold(desk, patient, 6, kind=kind.uuid)
    assert lines(package) == [(1, 6, 6, "bought")]
    assert remaining_credits(patient, kind) == 6


def test_a_visit_takes_one(desk, patient, kind, visit):
    package = sold(desk, patient)
    use_credit(visit)
    assert lines(package)[-1] == (2, -1, 5, "used")
    assert ledger_of(package)[0].appointment == visit


def test_what_costs_nothing_takes_only_of_a_package_for_it(desk, patient):
    free = AppointmentKindFactory.create(clinic=patient.clinic, price="")
    visit = AppointmentFactory.create(patient=patient, kind=free)
    package = sold(desk, patient)
    use_credit(visit)
    assert (len(lines(package)), remaining_credits(patient, free)) == (1, 0)
    own = sold(desk, patient, kind=free.uuid)
    use_credit(visit)
    assert lines(own)[-1] == (2, -1, 5, "used")


def test_a_visit_takes_one_only_once(desk, patient, visit):
    package = sold(desk, patient)
    use_credit(visit)
    use_credit(visit)
    assert len(lines(package)) == 2


def test_a_patient_without_a_package_books_as_before(visit):
    use_credit(visit)
    assert not CreditEntry.objects.exists()


def test_a_package_for_another_kind_is_left_alone(desk, patient, visit):
    other = AppointmentKindFactory.create(clinic=patient.clinic)
    package = sold(desk, patient, kind=other.uuid)
    use_credit(visit)
    assert len(lines(package)) == 1


def test_somebody_elses_package_is_left_alone(desk, patient, visit):
    package = sold(desk, PatientFactory.create(clinic=patient.clinic))
    use_credit(visit)
    assert len(lines(package)) == 1


def test_a_package_that_is_over_by_the_day_of_the_visit_is_left_alone(desk, patient, kind):
    package = sold(desk, patient, expires_on=today_of(patient))
    use_credit(AppointmentFactory.create(patient=patient, kind=kind, starts_at=in_days(3)))
    assert len(lines(package)) == 1
    assert remaining_credits(patient, kind) == 6


def in_days(days):
    return clock.now().replace(hour=12, minute=0, second=0, microsecond=0) + timedelta(days=days)


def test_what_ends_first_is_used_first(desk, patient, visit):
    endless = sold(desk, patient)
    later = sold(desk, patient, expires_on=today_of(patient) + timedelta(days=90))
    sooner = sold(desk, patient, expires_on=today_of(patient) + timedelta(days=30))
    use_credit(visit)
    assert [len(lines(package)) for package in (endless, later, sooner)] == [1, 1, 2]


def test_an_empty_package_makes_way_for_the_next(desk, patient, kind):
    first = sold(desk, patient, 1, expires_on=today_of(patient) + timedelta(days=30))
    second = sold(desk, patient, 1)
    for days in (1, 2, 3):
        use_credit(AppointmentFactory.create(patient=patient, kind=kind, starts_at=in_days(days)))
    assert [lines(package)[-1][2] for package in (first, second)] == [0, 0]
    assert remaining_credits(patient, kind) == 0


def test_a_timely_cancel_gives_it_back_once(desk, patient, kind, visit):
    package = sold(desk, patient)
    use_credit(visit)
    cancelled(visit)
    return_credit(visit)
    return_credit(visit)
    assert lines(package)[1:] == [(2, -1, 5, "used"), (3, 1, 6, "returned")]


def test_a_late_cancel_keeps_it(desk, patient, visit):
    package = sold(desk, patient)
    use_credit(visit)
    return_credit(cancelled(visit, is_late=True))
    assert lines(package)[-1][3] == CreditReason.USED


def test_a_visit_that_took_none_gives_none_back(desk, patient, visit):
    package = sold(desk, patient)
    return_credit(cancelled(visit))
    assert len(lines(package)) == 1


def test_a_correction_says_why_and_by_whom(desk, patient):
    package = sold(desk, patient)
    entry = correct_package(by=desk, package=package.uuid, delta=-2, note="Two were paid back")
    assert (entry.balance, entry.why, entry.note, entry.entered_by) == (
        4,
        CreditReason.CORRECTED,
        "Two were paid back",
        desk,
    )


def test_a_correction_does_not_go_below_nothing(desk, patient):
    package = sold(desk, patient, 2)
    with pytest.raises(Conflict) as refused:
        correct_package(by=desk, package=package.uuid, delta=-3, note="Too much")
    assert refused.value.code == "below_zero"
    assert len(lines(package)) == 1


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"delta": 0}, "delta"),
        ({"delta": 101}, "delta"),
        ({"note": " "}, "note"),
        ({"note": "x" * 241}, "note"),
    ],
)
def test_a_correction_that_says_nothing_is_refused(desk, patient, wrong, field):
    package = sold(desk, patient)
    with pytest.raises(InvalidInput) as refused:
        correct_package(by=desk, package=package.uuid, **({"delta": 1, "note": "Found one"} | wrong))
    assert list(refused.value.fields) == [field]


@pytest.mark.parametrize(
    "wrong", [{"visits": 0}, {"visits": 101}, {"name": " "}, {"expires_on": "yesterday"}]
)
def test_what_cannot_be_sold_is_said_at_its_field(desk, patient, wrong):
    if "expires_on" in wrong:
        wrong = {"expires_on": today_of(patient) - timedelta(days=1)}
    said = {"name": "Six", "visits": 6} | wrong
    with pytest.raises(InvalidInput) as refused:
        sell_package(by=desk, patient=patient.uuid, **said)
    assert list(refused.value.fields) == list(wrong)


def test_another_clinics_patient_kind_and_package_are_not_there(desk, patient):
    stranger = PatientFactory.create()
    with pytest.raises(NotFound):
        sold(desk, stranger)
    with pytest.raises(NotFound):
        sold(desk, patient, kind=AppointmentKindFactory.create().uuid)
    with pytest.raises(NotFound):
        correct_package(
            by=physio(stranger.clinic), package=sold(desk, patient).uuid, delta=1, note="Not mine"
        )


def test_open_packages_stand_first(desk, patient):
    used_up = sold(desk, patient, 1)
    correct_package(by=desk, package=used_up.uuid, delta=-1, note="Sold twice")
    sold(desk, patient, 3)
    sold(desk, patient, 4)
    correct_package(by=desk, package=standings_of(patient)[0].package.uuid, delta=-4, note="Sold twice")
    assert [standing.left for standing in standings_of(patient)] == [3, 0, 0]


@pytest.mark.parametrize(
    "line",
    [
        {"number": 3, "delta": 1, "balance": 7},
        {"number": 2, "delta": 1, "balance": 8},
        {"number": 2, "delta": -7, "balance": -1},
        {"number": 1, "delta": 1, "balance": 7},
    ],
)
def test_the_database_refuses_a_line_that_does_not_add_up(desk, patient, line):
    package = sold(desk, patient, 6)
    with pytest.raises(IntegrityError), transaction.atomic():
        CreditEntry.objects.create(package=package, why=CreditReason.CORRECTED, note="Wrong", **line)


@pytest.mark.django_db(transaction=True)
def test_of_two_bookings_with_one_visit_left_one_takes_it():
    patient = PatientFactory.create()
    package = sold(physio(patient.clinic), patient, 1)
    kind = AppointmentKindFactory.create(clinic=patient.clinic)
    visits = [
        AppointmentFactory.create(patient=patient, kind=kind, starts_at=in_days(days), uuid=uuid4())
        for days in range(1, 5)
    ]
    barrier, failures = Barrier(len(visits)), []

    def take(visit):
        try:
            barrier.wait()
            with transaction.atomic():
                use_credit(visit)
        except Exception as error:
            failures.append(error)
        finally:
            connection.close()

    threads = [Thread(target=take, args=[visit]) for visit in visits]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert failures == []
    assert [line[1:3] for line in lines(package)] == [(1, 1), (-1, 0)]
