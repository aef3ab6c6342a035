"""Who joins the staff and who leaves it, and what happens to the sessions they have open."""

from datetime import timedelta

import pytest
from django.core import mail

from accounts.models import Membership, User
from accounts.roles import Role
from accounts.services import staff
from accounts.services.staff import add_member, end_membership
from common import clock
from common.errors import Conflict, InvalidInput
from tests.factories import PatientFactory, physio

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner() -> User:
    return physio(role=Role.OWNER)


def test_a_new_member_has_no_password_yet(owner):
    member = add_member(by=owner, name="Ida", email=" Ida@Example.org", role=Role.FRONT_DESK)
    assert (member.user.email, member.user.is_staff) == ("ida@example.org", True)
    assert not member.user.has_usable_password()


def test_a_patients_account_does_not_become_staffs(owner):
    """Whoever reads a patient's mailbox would come in to everybody's records."""
    patient = PatientFactory.create()
    with pytest.raises(InvalidInput) as refused:
        add_member(by=owner, name="Ida", email=patient.email, role=Role.PHYSIOTHERAPIST)
    assert list(refused.value.fields) == ["email"]
    assert not User.objects.get(email=patient.email).is_staff


def test_staff_come_in_again_each_day(owner, client):
    owner.set_password("a long enough phrase")
    owner.save()
    client.post("/sign-in/staff/", {"login": owner.email, "password": "a long enough phrase"})
    assert client.get("/admin/").status_code == 200
    assert client.session.get_expiry_age() <= 12 * 60 * 60


def test_somebody_who_works_somewhere_is_refused_at_the_address(owner):
    with pytest.raises(InvalidInput) as refused:
        add_member(by=owner, name="Ida", email=physio().email, role=Role.FRONT_DESK)
    assert list(refused.value.fields) == ["email"]


def test_of_two_clicks_that_add_the_same_person_one_is_refused(owner, monkeypatch):
    """The other click made the account after this one had looked for it."""
    monkeypatch.setattr(staff, "_person", lambda name, email: User.objects.create_user(email, name=name))
    add_member(by=owner, name="Ida", email="ida@example.org", role=Role.FRONT_DESK)
    with pytest.raises(InvalidInput):
        add_member(by=owner, name="Ida", email="ida@example.org", role=Role.FRONT_DESK)
    assert Membership.objects.filter(user__email="ida@example.org").count() == 1


def test_who_leaves_is_out_at_once(owner, client):
    leaving = physio(owner.memberships.get().clinic)
    client.force_login(leaving)
    assert client.get("/admin/").status_code == 200
    end_membership(by=owner, member=leaving.memberships.get().uuid)
    assert client.get("/admin/").status_code == 302
    assert client.get("/api/v1/patients/").status_code == 401


def test_who_left_gets_no_password_link(owner, client):
    leaving = physio(owner.memberships.get().clinic)
    end_membership(by=owner, member=leaving.memberships.get().uuid)
    client.post("/password/reset/", {"email": leaving.email})
    assert not [letter for letter in mail.outbox if "/password/reset/" in str(letter.body)]


def test_the_last_owner_stays(owner):
    with pytest.raises(Conflict):
        end_membership(by=owner, member=owner.memberships.get().uuid)


def test_who_left_may_come_back(owner):
    clinic = owner.memberships.get().clinic
    leaving = physio(clinic)
    end_membership(by=owner, member=leaving.memberships.get().uuid)
    with clock.pretending(clock.now() + timedelta(days=30)):
        back = add_member(by=owner, name="Ida", email=leaving.email, role=Role.FRONT_DESK)
    assert (back.user, back.clinic, back.ended_at) == (leaving, clinic, None)
