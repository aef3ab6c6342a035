"""New patients who book in the same moment: one of them has the time, and nobody is made twice."""

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest

from accounts.models import User
from common import clock
from patients.models import Patient
from patients.services.visitors import Visitor
from scheduling.models import AddressCheck, Appointment
from scheduling.services.address_checks import code_of, confirm_code, send_code
from scheduling.services.public_booking import book_as_visitor
from tests.factories import ClinicFactory
from tests.gate import visited
from tests.scheduling.test_waitlist_races import codes, together
from tests.scheduling_factories import bookable

pytestmark = pytest.mark.django_db(transaction=True)

NOW = datetime(2026, 11, 23, 7, tzinfo=UTC)
FREE = datetime(2026, 11, 25, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _monday():
    with clock.pretending(NOW):
        yield


@pytest.fixture
def kind():
    return bookable(ClinicFactory.create(), for_new_patients=True).kinds.get()


def visitor(email="vera@example.org"):
    return Visitor(name="Vera Muster", email=email, date_of_birth=date(1990, 5, 1))


def booking(kind, who, uuid=None, screening=None):
    """A visitor whose address is confirmed, about to tap."""
    clinic = kind.clinic
    check = send_code(clinic=clinic, visitor=who)
    confirm_code(clinic=clinic, check=check.uuid, code=code_of(check))
    answered, key = (screening or visited(clinic)).uuid, uuid or uuid4()
    return lambda: book_as_visitor(
        clinic=clinic,
        uuid=key,
        visitor=who,
        screening=answered,
        check=check.uuid,
        kind=kind.uuid,
        practitioner=None,
        starts_at=FREE,
    )


@pytest.mark.parametrize("_time", range(3))
def test_of_several_visitors_one_has_the_time_and_only_they_are_registered(kind, _time):
    results = together(*(booking(kind, visitor(f"v{number}@example.org")) for number in range(5)))

    assert codes(results) == {"slot_taken"}
    assert Appointment.objects.count() == Patient.objects.count() == 1
    assert not User.objects.filter(email__startswith="v", patient=None).exists()


@pytest.mark.parametrize("_time", range(3))
def test_tapping_many_times_books_once_and_says_the_same(kind, _time):
    uuid, screening = uuid4(), visited(kind.clinic)
    tap = booking(kind, visitor(), uuid, screening)
    results = together(*(tap for _number in range(6)))

    assert {each.uuid for each in results} == {uuid}
    assert Appointment.objects.count() == Patient.objects.count() == 1


@pytest.mark.parametrize("_time", range(3))
def test_one_address_in_two_windows_makes_one_patient(kind, _time):
    results = together(booking(kind, visitor()), booking(kind, visitor()))

    assert codes(results) <= {"known", "slot_taken"}
    assert Patient.objects.count() == 1


def test_many_tries_at_once_are_counted_one_by_one(kind):
    check = send_code(clinic=kind.clinic, visitor=visitor())
    wrong = [
        lambda: confirm_code(clinic=kind.clinic, check=check.uuid, code="BBBBBBBB") for _number in range(8)
    ]

    assert codes(together(*wrong)) == {"code_wrong", "code_over"}
    assert AddressCheck.objects.get().tries == 5
