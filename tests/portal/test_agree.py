"""What has to be agreed to comes before every page, and can be taken back."""

import pytest
from django.test import Client
from django.urls import reverse

from patients.models import Consent, Patient
from patients.services.consents import give_consent
from tests.factories import ClinicFactory, ConsentTextFactory, PatientFactory, ProxyFactory, UserFactory

pytestmark = pytest.mark.django_db
TODAY, AGREE, PROFILE = reverse("portal:today"), reverse("portal:agree"), reverse("portal:profile")


@pytest.fixture
def patient():
    return PatientFactory.create()


@pytest.fixture
def client(patient):
    signed_in = Client()
    signed_in.force_login(patient.user)
    return signed_in


@pytest.fixture
def text(patient):
    return ConsentTextFactory.create(clinic=patient.clinic, text="First line.\n\nSecond line.")


@pytest.mark.parametrize("page", ["today", "plan", "progress", "more", "profile", "player"])
def test_every_page_waits_until_it_is_agreed(client, text, page):
    address = reverse(f"portal:{page}")
    assert client.get(address).url.startswith(AGREE)


def test_the_whole_text_is_shown_with_the_emergency_number(client, text, patient):
    page = client.get(AGREE).content.decode()
    assert "<p>First line.</p>" in page
    assert "<p>Second line.</p>" in page
    assert f"In an emergency call {patient.clinic.emergency_number}." in page


def test_agreeing_leads_to_where_the_patient_was_going(client, text, patient):
    asked = client.get(reverse("portal:plan")).url
    answer = client.post(asked, {"text": text.uuid, "patient": patient.uuid})
    assert answer.url == reverse("portal:plan")
    given = Consent.objects.get()
    assert (given.patient, given.text, given.given_by) == (patient, text, patient.user)


def test_one_text_after_the_other(client, text, patient):
    other = ConsentTextFactory.create(clinic=patient.clinic, kind="data")
    first = client.get(AGREE).context["text"]
    second = client.post(AGREE, {"text": first.uuid}).context["text"]
    assert {first, second} == {text, other}
    assert client.post(AGREE, {"text": second.uuid}).url == TODAY


@pytest.mark.parametrize("sent", ["", "no-uuid", "11111111-1111-4111-8111-111111111111"])
def test_what_is_no_text_is_not_agreed_to(client, text, sent):
    assert client.post(AGREE, {"text": sent}).status_code == 200
    assert not Consent.objects.exists()


def test_it_leads_to_no_other_site(client, text):
    answer = client.post(f"{AGREE}?next=https://evil.example/", {"text": text.uuid})
    assert answer.url == TODAY


def test_what_is_sent_before_agreeing_is_not_stored(client, text, patient):
    client.post(PROFILE, {"name": "Changed"})
    assert Patient.objects.get(pk=patient.pk).name == patient.name


def test_it_can_be_taken_back_on_the_profile_page(client, text, patient):
    given = give_consent(by=patient.user, text=text.uuid)
    withdraw = reverse("portal:withdraw", args=[given.uuid])
    assert withdraw in client.get(PROFILE).content.decode()
    client.post(withdraw)
    assert client.get(TODAY).url.startswith(AGREE)


def test_a_carer_who_is_no_guardian_is_not_asked_and_waits(text, patient):
    carer = UserFactory.create()
    ProxyFactory.create(patient=patient, user=carer)
    client = Client()
    client.force_login(carer)
    page = client.get(TODAY, follow=True).content.decode()
    assert "has to read and agree to this first" in page
    client.post(AGREE, {"text": text.uuid, "patient": patient.uuid})
    assert not Consent.objects.exists()


def test_the_doors_link_to_what_this_service_is(client):
    assert reverse("portal:about") in Client().get(reverse("account_request_login_code")).content.decode()


def test_what_this_service_is_can_be_read_by_anybody():
    clinic = ClinicFactory.create(name="Hill Street Physio")
    page = Client().get(reverse("portal:about")).content.decode()
    assert "Hill Street Physio" in page
    ConsentTextFactory.create(clinic=clinic, title="In our own words")
    assert "In our own words" in Client().get(reverse("portal:about")).content.decode()


def test_with_several_clinics_it_names_none():
    for name in ("Hill Street Physio", "Lake Physio"):
        ClinicFactory.create(name=name)
    assert "Physio" not in Client().get(reverse("portal:about")).content.decode().replace("Physiotherap", "")
