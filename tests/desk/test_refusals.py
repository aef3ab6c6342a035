"""Who finds which page: for everybody else there is none."""

import pytest
from django.urls import reverse

from desk.urls import CARE, LIBRARY, PRACTICE
from tests import factories as f
from tests.desk.conftest import signed_in

FOR_EVERYBODY = {
    "index",
    "patients",
    "patient_new",
    "patient",
    "patient_edit",
    "patient_invite",
    "patient_invitation",
}
POST_ONLY = {"patient_invite", "member_link"}
OF_ANOTHER_CLINIC = [route for route in (*CARE, *PRACTICE) if "<uuid" in route[0]]


@pytest.fixture
def address(patient, program, prescription, owner_user):
    """The address of a route, with this clinic's rows in it."""
    f.InvitationFactory.create(patient=f.PatientFactory.create(clinic=patient.clinic, user=None))
    rows = {
        "patient": patient,
        "episode": program.episode,
        "program": program,
        "prescription": prescription,
        "exercise": prescription.exercise,
        "template": program.template,
        "member": owner_user.memberships.get(),
    }
    rest = {"program_action": ["pause"], "prescription_swap": ["harder"]}

    def make(route):
        pattern, _view, name = route
        if "<uuid" not in pattern:
            return reverse(f"admin:{name}")
        row = patient if name == "episode_new" else rows[name.split("_")[0]]
        if name == "patient_invitation":
            row = f.Patient.objects.get(user=None)
        return reverse(f"admin:{name}", args=[row.uuid, *rest.get(name, [])])

    return make


def status(client, route, url):
    return (client.post(url) if route[2] in POST_ONLY else client.get(url)).status_code


@pytest.mark.parametrize("route", [*CARE, *LIBRARY, *PRACTICE], ids=lambda route: route[2])
def test_a_page_opens_for_those_who_may_and_for_nobody_else(
    route, address, owner, physio, front_desk, patient
):
    url, name = address(route), route[2]
    opens = 302 if name in POST_ONLY else 200
    expected = {
        "owner": opens,
        "physio": 404 if route in PRACTICE else opens,
        "front desk": opens if name in FOR_EVERYBODY else 404,
        "patient": 404,
    }
    clients = {
        "owner": owner,
        "physio": physio,
        "front desk": front_desk,
        "patient": signed_in(patient.user),
    }
    assert {who: status(client, route, url) for who, client in clients.items()} == expected


@pytest.mark.parametrize("route", [*CARE, *LIBRARY, *PRACTICE], ids=lambda route: route[2])
def test_the_signed_out_are_sent_to_the_front_door(route, address, client):
    url = address(route)
    response = client.get(url)
    assert (response.status_code, response.url) == (302, f"{reverse('admin:login')}?next={url}")


@pytest.mark.parametrize("route", OF_ANOTHER_CLINIC, ids=lambda route: route[2])
def test_the_rows_of_another_clinic_do_not_exist(route, address, stranger):
    url = address(route)
    assert [stranger.get(url).status_code, stranger.post(url).status_code] in ([404, 404], [405, 404])


def test_the_front_door_is_the_password_page(client):
    response = client.get(reverse("admin:login"), {"next": "/admin/patients/"})
    assert response.url == f"{reverse('account_login')}?next=/admin/patients/"


def test_a_superuser_who_works_nowhere_sees_nothing(db, django_user_model):
    boss = signed_in(django_user_model.objects.create_superuser("root@example.org"))
    assert boss.get(reverse("admin:index")).status_code == 404


def test_a_membership_that_ended_opens_nothing(physio, physio_user):
    from common import clock

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
