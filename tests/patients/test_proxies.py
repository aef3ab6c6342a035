"""Access to somebody's pages: who may give it, on which terms, and when it ends."""

from datetime import date, timedelta
from typing import Any

import pytest

from accounts.models import User
from accounts.roles import Role
from common import clock
from common.errors import Conflict, InvalidInput, NotAllowed, NotFound
from notifications.models import Message
from notifications.registry import Suppress
from patients.access import own_patient
from patients.own_pages import check_may_write, check_speaks_for_themselves, open_pages
from patients.services.carer_mail import compose_carer_mail
from patients.services.proxies import grant_access, revoke_access
from tests.factories import PatientFactory, ProxyFactory, physio

pytestmark = pytest.mark.django_db
PAOLO: dict[str, Any] = {"name": "Paolo", "email": "Paolo@Example.org", "relation": "partner", "scope": "act"}
CHILD = date(2014, 5, 2)


@pytest.fixture
def patient():
    return PatientFactory.create()


@pytest.fixture
def child():
    return PatientFactory.create(user=None, date_of_birth=CHILD)


def front_desk_of(patient) -> User:
    return physio(patient.clinic, Role.FRONT_DESK)


def grant(patient, **terms):
    return grant_access(by=front_desk_of(patient), patient=patient.uuid, **{**PAOLO, **terms})


def open_as(proxy, *, write: bool = False):
    """The carer opens the patient's pages, as a request does."""
    carer = User.objects.get(pk=proxy.user_id)
    found = open_pages(carer, proxy.patient.uuid)
    if write:
        check_may_write(carer, found)
    return own_patient(carer)


def test_the_carer_gets_an_account_of_their_own_and_no_password(patient):
    carer = grant(patient).user
    assert (carer.email, carer.name, carer.is_staff) == ("paolo@example.org", "Paolo", False)
    assert not carer.has_usable_password()


def test_a_patient_may_be_a_carer_too(patient):
    other = PatientFactory.create(email="paolo@example.org")
    proxy = grant(patient)
    carer = User.objects.get(pk=other.user_id)
    assert proxy.user == carer
    open_pages(carer, None)
    assert own_patient(carer) == other
    open_pages(carer, patient.uuid)
    assert own_patient(carer) == patient


def test_the_carer_is_told_by_mail(patient):
    proxy = grant(patient)
    mail = compose_carer_mail(Message.objects.get(kind="carer_added"))
    assert (mail.to, patient.name in mail.text) == (proxy.user.email, True)
    assert "knee" not in mail.subject


def test_nobody_is_told_of_what_was_ended_meanwhile(patient):
    proxy = grant(patient)
    revoke_access(by=front_desk_of(patient), proxy=proxy.uuid)
    assert isinstance(compose_carer_mail(Message.objects.get(kind="carer_added")), Suppress)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": " "}, "name"),
        ({"email": "no"}, "email"),
        ({"relation": "neighbour"}, "relation"),
        ({"scope": "everything"}, "scope"),
        ({"ends_on": date(2020, 1, 1)}, "ends_on"),
    ],
)
def test_what_is_wrong_is_named_and_nothing_is_given(patient, wrong, field):
    with pytest.raises(InvalidInput) as refusal:
        grant(patient, **wrong)
    assert list(refusal.value.fields) == [field]
    assert not patient.proxies.exists()


def test_staff_and_the_patient_themselves_are_no_carers(patient):
    for address in (physio().email, patient.user.email):
        with pytest.raises(InvalidInput):
            grant(patient, email=address)


def test_a_person_has_one_access_at_a_time(patient):
    first = grant(patient)
    with pytest.raises(Conflict):
        grant(patient, scope="view")
    revoke_access(by=front_desk_of(patient), proxy=first.uuid)
    assert grant(patient, scope="view").scope == "view"


def test_staff_of_another_clinic_give_and_end_nothing(patient):
    proxy = grant(patient)
    with pytest.raises(NotFound):
        grant_access(by=physio(), patient=patient.uuid, **PAOLO)
    with pytest.raises(NotFound):
        revoke_access(by=physio(), proxy=proxy.uuid)


def test_ending_it_twice_is_said(patient):
    proxy, by = grant(patient), front_desk_of(patient)
    revoke_access(by=by, proxy=proxy.uuid)
    with pytest.raises(Conflict):
        revoke_access(by=by, proxy=proxy.uuid)


def test_whoever_may_look_reads_and_does_not_write(patient):
    proxy = ProxyFactory.create(patient=patient, scope="view")
    assert open_as(proxy) == patient
    with pytest.raises(NotAllowed) as refusal:
        open_as(proxy, write=True)
    assert refusal.value.code == "view_only"


def test_whoever_may_act_writes(patient):
    assert open_as(ProxyFactory.create(patient=patient, scope="act"), write=True) == patient


def test_a_carer_does_not_change_the_patients_own_details(patient):
    proxy = ProxyFactory.create(patient=patient, scope="act")
    open_pages(proxy.user, patient.uuid)
    with pytest.raises(NotAllowed):
        check_speaks_for_themselves(proxy.user)


def test_a_guardian_does(child):
    proxy = ProxyFactory.create(patient=child, relation="parent", is_guardian=True)
    open_pages(proxy.user, child.uuid)
    assert check_speaks_for_themselves(proxy.user) == child


def test_it_opens_until_the_end_of_its_last_day(patient):
    today = clock.today_in(patient.time_zone)
    proxy = ProxyFactory.create(patient=patient, ends_on=today)
    assert open_as(proxy) == patient
    with clock.pretending(clock.now() + timedelta(days=1)), pytest.raises(NotFound):
        open_as(proxy)


def test_nothing_opens_without_it(patient):
    stranger = PatientFactory.create().user
    with pytest.raises(NotFound):
        open_pages(stranger, patient.uuid)


def test_an_ended_access_opens_nothing(patient):
    proxy = grant(patient)
    revoke_access(by=front_desk_of(patient), proxy=proxy.uuid)
    with pytest.raises(NotFound):
        open_as(proxy)


def test_a_carer_who_may_not_sign_in_opens_nothing(patient):
    proxy = ProxyFactory.create(patient=patient, user__is_active=False)
    with pytest.raises(NotFound):
        open_as(proxy)
