"""The desk's own doors; which role finds which page stands in the permission matrix."""

from django.urls import reverse

from common import clock
from tests import factories as f
from tests.desk.conftest import signed_in


def test_the_signed_out_are_sent_to_the_front_door(client):
    url = reverse("admin:patients")
    assert client.get(url).url == f"{reverse('admin:login')}?next={url}"


def test_the_front_door_is_the_password_page(client):
    response = client.get(reverse("admin:login"), {"next": "/admin/patients/"})
    assert response.url == f"{reverse('account_login')}?next=/admin/patients/"


def test_a_superuser_who_works_nowhere_sees_nothing(db, django_user_model):
    boss = signed_in(django_user_model.objects.create_superuser("root@example.org"))
    assert boss.get(reverse("admin:index")).status_code == 404


def test_a_membership_that_ended_opens_nothing(physio, physio_user):
    physio_user.memberships.update(ended_at=clock.now())
    assert physio.get(reverse("admin:index")).status_code == 404


def test_signing_out_ends_the_session(physio):
    physio.post(reverse("admin:logout"))
    assert physio.get(reverse("admin:index")).status_code == 302


def test_the_front_desk_reads_nothing_clinical(front_desk, program, today):
    f.logged(program, today, note="canary-note", pain=7)
    program.episode.goal = "canary-goal"
    program.episode.save()
    pages = [
        reverse("admin:index"),
        reverse("admin:patients"),
        reverse("admin:patient", args=[program.patient.uuid]),
    ]
    text = " ".join(front_desk.get(page).content.decode() for page in pages).lower()
    canaries = ["canary", "knee", program.name.lower(), "adherence", "pain", "week"]
    assert [canary for canary in canaries if canary in text] == []


def test_the_physio_reads_what_the_front_desk_does_not(physio, program, today):
    """So that the test above has something to miss."""
    f.logged(program, today, note="canary-note", pain=7)
    text = physio.get(reverse("admin:patient", args=[program.patient.uuid])).content.decode()
    assert [word for word in ("canary-note", "Runner&#x27;s knee", "7 severe") if word not in text] == []
