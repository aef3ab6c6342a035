"""Under 18: nothing begins without a guardian, and the guardian's access ends on the 18th birthday."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from accounts.models import User
from accounts.roles import Role
from common import clock
from common.errors import Conflict, InvalidInput, NotAllowed, NotFound
from notifications.models import Message
from notifications.registry import Suppress
from patients.models import Patient
from patients.own_pages import check_may_write, open_pages
from patients.queries.guardians import came_of_age, guardian_of, guardian_problem, reader_of
from patients.services.invitation_mail import compose_invitation
from patients.services.invitations import accept_invitation, invite_patient, token_for
from patients.services.proxies import grant_access, revoke_access
from programs.models import Program
from programs.services.reminder_mail import compose_reminder
from programs.services.reminders import plan_due_reminders
from tests.factories import PatientFactory, ProxyFactory, assigned_program, physio

pytestmark = pytest.mark.django_db
BORN = date(2010, 3, 9)
DAY_BEFORE_18 = datetime(2028, 3, 8, 12, tzinfo=UTC)
DAY_OF_18 = datetime(2028, 3, 9, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _while_a_child():
    with clock.pretending(datetime(2026, 11, 20, 12, tzinfo=UTC)):
        yield


@pytest.fixture
def child() -> Patient:
    return PatientFactory.create(user=None, date_of_birth=BORN, email="mia@example.org")


@pytest.fixture
def by(child) -> User:
    return physio(child.clinic, Role.FRONT_DESK)


def guardian(child, **terms):
    return ProxyFactory.create(patient=child, **{"relation": "parent", "is_guardian": True, **terms})


def test_without_a_guardian_nobody_is_invited(child, by):
    with pytest.raises(Conflict) as refusal:
        invite_patient(by=by, patient=child.uuid, by_mail=True)
    assert refusal.value.code == "guardian_needed"
    assert not Message.objects.exists()


def test_without_a_guardian_no_program_is_assigned(child):
    with pytest.raises(Conflict) as refusal:
        assigned_program(child)
    assert (refusal.value.code, Program.objects.count()) == ("guardian_needed", 0)


def test_with_a_guardian_a_program_is_assigned(child):
    guardian(child)
    assert assigned_program(child).patient == child


def test_without_a_guardian_a_child_who_signs_in_logs_nothing():
    child = PatientFactory.create(date_of_birth=BORN)
    with pytest.raises(NotAllowed) as refusal:
        check_may_write(child.user, open_pages(child.user, None))
    assert refusal.value.code == "guardian_needed"


@pytest.mark.parametrize(
    "terms",
    [{"is_guardian": False}, {"scope": "view", "is_guardian": True}, {"ends_on": date(2026, 1, 1)}],
)
def test_only_a_guardian_who_acts_counts(child, terms):
    guardian(child, **terms)
    assert guardian_problem(child)


def test_the_invitation_goes_to_the_guardian(child, by):
    parent = guardian(child).user
    invite_patient(by=by, patient=child.uuid, by_mail=True)
    mail = compose_invitation(Message.objects.get(kind="invitation"))
    assert mail.to == parent.email
    assert child.name in mail.text


def test_the_link_opens_no_account_for_a_child(child, by):
    guardian(child)
    token = token_for(invite_patient(by=by, patient=child.uuid, by_mail=False))
    with pytest.raises(Conflict):
        accept_invitation(token=token)
    child.refresh_from_db()
    assert child.user is None


def test_a_link_from_before_the_date_of_birth_was_known_opens_none_either(by, child):
    Patient.objects.filter(pk=child.pk).update(date_of_birth=None)
    token = token_for(invite_patient(by=by, patient=child.uuid, by_mail=True))
    Patient.objects.filter(pk=child.pk).update(date_of_birth=BORN)
    with pytest.raises(Conflict):
        accept_invitation(token=token)
    assert isinstance(compose_invitation(Message.objects.get(kind="invitation")), Suppress)


def test_the_guardian_s_access_ends_on_the_18th_birthday(child):
    proxy = guardian(child)
    with clock.pretending(DAY_BEFORE_18):
        assert open_pages(proxy.user, child.uuid) == proxy
        assert came_of_age(child) == []
    with clock.pretending(DAY_OF_18):
        with pytest.raises(NotFound):
            open_pages(proxy.user, child.uuid)
        assert came_of_age(child) == [proxy]
        assert guardian_problem(child) is None


def test_a_carer_s_access_does_not_end_then(child):
    proxy = ProxyFactory.create(patient=child, relation="carer")
    with clock.pretending(DAY_OF_18):
        assert open_pages(proxy.user, child.uuid) == proxy


def test_the_day_is_the_patients_own(child):
    """It is the 9th in Auckland while it is still the 8th in Berlin."""
    Patient.objects.filter(pk=child.pk).update(time_zone="Pacific/Auckland")
    child.refresh_from_db()
    with clock.pretending(DAY_BEFORE_18):
        assert not child.is_minor()


def test_an_unknown_date_of_birth_counts_as_an_adult(child):
    child.date_of_birth = None
    assert (child.is_minor(), guardian_problem(child)) == (False, None)


@pytest.mark.parametrize(
    ("terms", "field"),
    [({"relation": "partner"}, "relation"), ({"scope": "view"}, "scope")],
)
def test_a_guardian_is_a_parent_or_guardian_who_may_act(child, by, terms, field):
    said: dict[str, Any] = {
        "name": "P",
        "email": "p@example.org",
        "relation": "parent",
        "scope": "act",
        **terms,
    }
    with pytest.raises(InvalidInput) as refusal:
        grant_access(by=by, patient=child.uuid, is_guardian=True, **said)
    assert list(refusal.value.fields) == [field]


def test_an_adult_has_no_guardian():
    adult = PatientFactory.create(date_of_birth=date(1990, 1, 1))
    said: dict[str, Any] = {"name": "P", "email": "p@example.org", "relation": "parent", "scope": "act"}
    with pytest.raises(InvalidInput) as refusal:
        grant_access(by=physio(adult.clinic), patient=adult.uuid, is_guardian=True, **said)
    assert list(refusal.value.fields) == ["is_guardian"]


def test_the_first_of_two_guardians_is_written_to_and_then_the_other(child, by):
    first, second = guardian(child), guardian(child)
    assert guardian_of(child) == first
    revoke_access(by=by, proxy=first.uuid)
    assert guardian_of(child) == second


def test_what_is_written_to_a_child_is_read_by_the_guardian(child):
    assert reader_of(child) is None
    parent = guardian(child).user
    assert reader_of(child) == parent


def test_a_child_with_a_sign_in_and_an_adult_read_for_themselves():
    for born in (BORN, date(1990, 1, 1), None):
        patient = PatientFactory.create(date_of_birth=born)
        ProxyFactory.create(patient=patient, relation="parent", is_guardian=True)
        assert reader_of(patient) == patient.user


def test_the_guardian_is_reminded_of_the_childs_session(child):
    parent = guardian(child).user
    assigned_program(child)
    at = child.preferences.next_reminder_at
    with clock.pretending(at):
        plan_due_reminders(at)
        message = Message.objects.get(kind="session_reminder")
        assert (message.recipient, compose_reminder(message).to) == (parent, parent.email)
