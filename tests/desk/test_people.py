"""Who has access to a patient's pages, consents on the desk, and what the page says about age."""

from datetime import timedelta

import pytest
from django.urls import reverse

from common import clock
from patients.models import Consent, ConsentText, Proxy
from tests import factories as f

PAOLO = {"name": "Paolo", "email": "paolo@example.org", "relation": "parent", "scope": "act"}
TEXTS = reverse("admin:consent_texts")


def people_of(patient):
    return reverse("admin:patient_people", args=[patient.uuid])


def text_of(response) -> str:
    return response.content.decode()


def born(years: int, days: int = 0):
    today = clock.today_in("Europe/Berlin")
    return today.replace(year=today.year - years) + timedelta(days=days)


@pytest.fixture
def child(clinic):
    return f.PatientFactory.create(clinic=clinic, user=None, date_of_birth=born(12), name="Mia Sommer")


def test_the_front_desk_gives_access_and_ends_it(front_desk, patient):
    front_desk.post(people_of(patient), PAOLO)
    proxy = Proxy.objects.get()
    assert (proxy.patient, proxy.user.email, proxy.scope) == (patient, "paolo@example.org", "act")
    assert "Paolo" in text_of(front_desk.get(people_of(patient)))
    front_desk.post(reverse("admin:access_end", args=[proxy.uuid]))
    proxy.refresh_from_db()
    assert proxy.revoked_at
    assert "ended" in text_of(front_desk.get(people_of(patient)))


def test_what_is_wrong_stands_at_its_field(front_desk, patient):
    form = front_desk.post(people_of(patient), {**PAOLO, "email": patient.user.email}).context["form"]
    assert list(form.errors) == ["email"]
    assert not Proxy.objects.exists()


def test_an_adult_is_offered_no_guardian(front_desk, clinic, child):
    adult = f.PatientFactory.create(clinic=clinic, date_of_birth=born(30))
    assert "is_guardian" not in front_desk.get(people_of(adult)).context["form"].fields
    form = front_desk.get(people_of(child)).context["form"]
    assert (form["is_guardian"].value(), form["scope"].value()) == (True, "act")


def test_a_child_without_a_guardian_is_said_on_the_page(front_desk, child):
    page = reverse("admin:patient", args=[child.uuid])
    assert "A parent or guardian has to be entered first." in text_of(front_desk.get(page))
    front_desk.post(people_of(child), {**PAOLO, "is_guardian": "on"})
    assert "A parent or guardian has to be entered first." not in text_of(front_desk.get(page))


def test_inviting_a_child_without_a_guardian_says_why_not(front_desk, child):
    answer = front_desk.post(reverse("admin:patient_invite", args=[child.uuid]), {"by": "mail"}, follow=True)
    assert "A parent or guardian has to be entered first." in text_of(answer)


def test_turning_18_is_said_on_the_page(front_desk, clinic):
    grown = f.PatientFactory.create(clinic=clinic, user=None, date_of_birth=born(18), name="Mia Sommer")
    f.ProxyFactory.create(patient=grown, relation="parent", is_guardian=True)
    page = text_of(front_desk.get(reverse("admin:patient", args=[grown.uuid])))
    assert "Mia Sommer is 18." in page
    assert "Invite the patient in their own name." in page


def test_an_unknown_date_of_birth_is_asked_for(front_desk, patient):
    assert "please ask" in text_of(front_desk.get(reverse("admin:patient", args=[patient.uuid])))


def test_what_was_agreed_on_paper_is_kept(front_desk, patient, clinic):
    text = f.ConsentTextFactory.create(clinic=clinic, title="What this is")
    assert "Not agreed to yet" in text_of(front_desk.get(people_of(patient)))
    front_desk.post(reverse("admin:agreed_on_paper", args=[patient.uuid, text.uuid]))
    assert Consent.objects.get().patient == patient
    assert "Not agreed to yet" not in text_of(front_desk.get(people_of(patient)))


def test_the_owner_publishes_a_text_and_its_next_version(owner, clinic):
    owner.post(TEXTS, {"kind": "data", "title": "Data", "text": "First.", "required": "on"})
    form = owner.get(TEXTS, {"kind": "data"}).context["form"]
    assert (form["title"].value(), form["text"].value()) == ("Data", "First.")
    owner.post(TEXTS, {"kind": "data", "title": "Data", "text": "Second."})
    found = [(text.version, text.text, text.required) for text in ConsentText.objects.order_by("version")]
    assert found == [(1, "First.", True), (2, "Second.", False)]
    shown = owner.get(TEXTS).context["texts"]
    assert [(text.version, text.is_current) for text in shown] == [(2, True), (1, False)]


def test_a_text_that_says_nothing_is_refused_and_what_was_typed_is_kept(owner):
    page = owner.post(TEXTS, {"kind": "data", "title": "Data", "text": " "})
    assert list(page.context["form"].errors) == ["text"]
    assert 'value="Data"' in text_of(page)


def test_a_text_is_shown_as_text(owner, clinic):
    f.ConsentTextFactory.create(clinic=clinic, text="<script>alert(1)</script>")
    assert "<script>alert(1)" not in text_of(owner.get(TEXTS))
