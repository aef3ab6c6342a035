"""Somebody else's pages in the portal: the choice, the banner, what is refused, and mix-ups between tabs."""

import pytest
from django.test import Client
from django.urls import reverse

from patients.models import Patient
from tests.factories import PatientFactory, ProxyFactory, UserFactory, assigned_program, physio

pytestmark = pytest.mark.django_db
TODAY, PEOPLE, PROFILE = reverse("portal:today"), reverse("portal:people"), reverse("portal:profile")


@pytest.fixture
def mia():
    return PatientFactory.create(name="Mia Sommer")


def carer_of(patient, user=None, **terms):
    """A signed-in client of somebody who looks after the patient."""
    user = user or UserFactory.create()
    ProxyFactory.create(patient=patient, user=user, **terms)
    client = Client()
    client.force_login(user)
    return client


def choose(client, patient):
    return client.post(PEOPLE, {"whose": str(patient.uuid)})


def text_of(response) -> str:
    return response.content.decode()


def test_whoever_looks_after_one_person_comes_to_their_pages(mia):
    page = carer_of(mia).get(TODAY)
    assert page.context["patient"] == mia
    assert "You are looking at the pages of Mia Sommer." in text_of(page)


def test_whoever_looks_after_two_is_asked(mia):
    user = UserFactory.create()
    ProxyFactory.create(user=user)
    client = carer_of(mia, user)
    assert client.get(TODAY).url == PEOPLE
    assert "Mia Sommer" in text_of(client.get(PEOPLE))
    choose(client, mia)
    assert client.get(TODAY).context["patient"] == mia


def test_a_patient_sees_their_own_pages_first_and_can_change_over_and_back(mia):
    own = PatientFactory.create(name="Paolo")
    client = carer_of(mia, own.user)
    page = client.get(TODAY)
    assert (page.context["patient"], "You are looking at" in text_of(page)) == (own, False)
    assert "Mia Sommer" in text_of(client.get(reverse("portal:more")))
    choose(client, mia)
    assert client.get(TODAY).context["patient"] == mia
    choose(client, own)
    assert client.get(TODAY).context["patient"] == own


def test_nobody_chooses_whom_they_do_not_look_after(mia):
    client = carer_of(PatientFactory.create())
    assert choose(client, mia).status_code == 404
    assert (
        choose(client, PatientFactory.build(uuid="11111111-1111-4111-8111-111111111111")).status_code == 404
    )


def test_staff_and_strangers_have_nobody_to_choose(mia):
    for user in (physio(mia.clinic), UserFactory.create()):
        client = Client()
        client.force_login(user)
        assert client.get(PEOPLE).status_code == 404


def test_an_access_that_ends_closes_the_pages_and_says_so(mia):
    own = PatientFactory.create()
    client = carer_of(mia, own.user)
    choose(client, mia)
    proxy = mia.proxies.get()
    proxy.revoked_at, proxy.revoked_by = proxy.granted_at, proxy.granted_by
    proxy.save()
    page = client.get(TODAY)
    assert page.context["patient"] == own
    assert "has ended" in text_of(page)


def test_whoever_may_look_finds_no_start_button_and_no_player(mia):
    assigned_program(mia)
    client = carer_of(mia, scope="view")
    page = text_of(client.get(TODAY))
    assert "You may look, not change anything." in page
    assert reverse("portal:player") not in page.replace("data-player", "").split("unsent")[0]
    assert client.get(reverse("portal:player")).url == TODAY


def test_whoever_may_act_plays_the_session_in_the_patients_name(mia):
    assigned_program(mia)
    page = text_of(carer_of(mia).get(reverse("portal:player")))
    assert f'data-person="{mia.uuid}"' in page


def profile_of(patient) -> dict[str, str]:
    return {
        "name": "Changed",
        "time_zone": "Europe/Berlin",
        "language": "en",
        "remind_at": "17:00",
        "quiet_from": "21:00",
        "quiet_to": "07:00",
        "patient": str(patient.uuid),
    }


def test_a_guardian_changes_the_childs_details():
    child = PatientFactory.create(user=None, date_of_birth="2015-01-01")
    carer_of(child, relation="parent", is_guardian=True).post(PROFILE, profile_of(child))
    assert Patient.objects.get(pk=child.pk).name == "Changed"


@pytest.mark.parametrize("scope", ["view", "act"])
def test_another_carer_does_not(mia, scope):
    carer_of(mia, scope=scope).post(PROFILE, profile_of(mia))
    assert Patient.objects.get(pk=mia.pk).name == "Mia Sommer"


def test_a_form_opened_for_one_person_is_not_stored_for_another(mia):
    own = PatientFactory.create(name="Paolo")
    client = carer_of(mia, own.user)
    form = profile_of(mia)
    answer = client.post(PROFILE, form, follow=True)
    assert "somebody else&#x27;s pages" in text_of(answer)
    assert Patient.objects.get(pk=own.pk).name == "Paolo"


def test_a_form_that_does_not_say_whose_it_is_is_not_stored_for_a_carer(mia):
    own = PatientFactory.create(name="Paolo")
    client = carer_of(mia, own.user)
    client.post(PROFILE, {**profile_of(own), "patient": ""})
    form = profile_of(own)
    del form["patient"]
    client.post(PROFILE, form)
    assert Patient.objects.get(pk=own.pk).name == "Paolo"


def test_every_form_of_a_page_says_whose_it_is(mia):
    client = carer_of(mia)
    assert f'name="patient" value="{mia.uuid}"' in text_of(client.get(PROFILE))


def test_patients_see_who_else_may_open_their_pages(mia):
    ProxyFactory.create(patient=mia, user__name="Paolo Sommer")
    client = Client()
    client.force_login(mia.user)
    assert "Paolo Sommer" in text_of(client.get(PROFILE))
