"""Staff and the clinic's settings, for the owner."""

import pytest
from django.core import mail
from django.urls import reverse

from accounts.models import Membership, User
from accounts.roles import Role
from tests import factories as f
from tests.desk.conftest import signed_in

NEWCOMER = {"name": "Ida Berg", "email": "Ida@Example.org", "role": Role.PHYSIOTHERAPIST}


def membership_of(user):
    return Membership.objects.get(user=user, ended_at=None)


def test_a_new_member_gets_a_link_to_choose_a_password(owner, clinic, mailoutbox):
    owner.post(reverse("admin:member_new"), NEWCOMER)
    member = membership_of(User.objects.get(email="ida@example.org"))
    assert (member.clinic, member.role, member.user.has_usable_password()) == (
        clinic,
        Role.PHYSIOTHERAPIST,
        False,
    )
    assert [message.to for message in mailoutbox] == [["ida@example.org"]]


def test_mail_that_is_down_loses_nobody(owner, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    mail.outbox = []
    response = owner.post(reverse("admin:member_new"), NEWCOMER, follow=True)
    assert [message.level_tag for message in response.context["messages"]] == ["error"]
    assert membership_of(User.objects.get(email="ida@example.org"))


def test_somebody_who_works_at_a_clinic_cannot_be_added(owner):
    taken = f.physio()
    response = owner.post(reverse("admin:member_new"), {**NEWCOMER, "email": taken.email})
    assert response.context["form"].errors["email"] == [
        "Somebody with this address works at a clinic already."
    ]


def test_another_role_holds_at_once(owner, physio, physio_user, patient):
    member = membership_of(physio_user)
    owner.post(reverse("admin:member_role", args=[member.uuid]), {"role": Role.FRONT_DESK})
    assert physio.get(reverse("admin:exercises")).status_code == 404


def test_the_end_of_a_membership_ends_every_session(owner, physio, physio_user):
    member = membership_of(physio_user)
    owner.post(reverse("admin:member_end", args=[member.uuid]))
    assert physio.get(reverse("admin:index")).status_code == 302
    member.refresh_from_db()
    assert member.ended_at is not None


@pytest.mark.parametrize("route", ["member_role", "member_end"])
def test_the_last_owner_stays(owner, owner_user, route):
    url = reverse(f"admin:{route}", args=[membership_of(owner_user).uuid])
    response = owner.post(url, {"role": Role.PHYSIOTHERAPIST})
    problem = "A clinic needs an owner. Make somebody else owner first."
    assert response.context["form"].non_field_errors() == [problem]


def test_one_of_two_owners_may_go(owner, owner_user, clinic):
    f.physio(clinic, Role.OWNER)
    member = membership_of(owner_user)
    owner.post(reverse("admin:member_end", args=[member.uuid]))
    assert not Membership.objects.filter(user=owner_user, ended_at=None).exists()


def test_somebody_may_come_back(owner, physio_user, mailoutbox):
    member = membership_of(physio_user)
    owner.post(reverse("admin:member_end", args=[member.uuid]))
    owner.post(reverse("admin:member_new"), {**NEWCOMER, "email": physio_user.email})
    assert signed_in(User.objects.get(pk=physio_user.pk)).get(reverse("admin:index")).status_code == 200


def test_the_link_can_be_sent_again(owner, physio_user, mailoutbox):
    owner.post(reverse("admin:member_link", args=[membership_of(physio_user).uuid]))
    assert [message.to for message in mailoutbox] == [[physio_user.email]]


def test_the_history_names_who_changed_a_role(owner, owner_user, physio_user):
    member = membership_of(physio_user)
    owner.post(reverse("admin:member_role", args=[member.uuid]), {"role": Role.FRONT_DESK})
    event = member.events.order_by("-pgh_id").first()
    assert event.pgh_context.metadata["user"] == owner_user.pk


def test_the_clinic_says_what_the_owner_wrote(owner, clinic):
    sent = {
        "name": "Am Fluss",
        "time_zone": "Europe/Vienna",
        "emergency_number": "144",
        "phone": "1",
        "email": "",
    }
    owner.post(reverse("admin:clinic"), {**sent, "slug": "stolen"})
    before = clinic.slug
    clinic.refresh_from_db()
    assert (clinic.name, clinic.time_zone, clinic.emergency_number, clinic.slug) == (
        "Am Fluss",
        "Europe/Vienna",
        "144",
        before,
    )


def test_the_owner_enters_a_licence(owner, physio_user):
    member = membership_of(physio_user)
    sent = {"licence_number": " PT-77 ", "licence_expires_on": "2030-01-31"}
    assert owner.post(reverse("admin:member_licence", args=[member.uuid]), sent).status_code == 302
    member.refresh_from_db()
    assert (member.licence_number, str(member.licence_expires_on)) == ("PT-77", "2030-01-31")
    assert "PT-77" in owner.get(reverse("admin:staff")).content.decode()


@pytest.mark.parametrize(
    "sent",
    [
        {"licence_expires_on": "2030-01-31"},
        {"licence_number": "x" * 61},
        {"licence_number": "PT\u200b\u0007"},
    ],
)
def test_a_licence_that_makes_no_sense_is_refused(owner, physio_user, sent):
    member = membership_of(physio_user)
    response = owner.post(reverse("admin:member_licence", args=[member.uuid]), sent)
    assert "licence_number" in response.context["form"].errors
    before, member = member.licence_number, membership_of(physio_user)
    assert member.licence_number == before


def test_nobody_gives_themselves_a_licence(physio, physio_user):
    member = membership_of(physio_user)
    url = reverse("admin:member_licence", args=[member.uuid])
    assert physio.post(url, {"licence_number": "PT-1000"}).status_code == 404
