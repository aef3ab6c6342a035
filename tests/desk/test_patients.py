"""Registering, finding and inviting patients, and what their page shows."""

from dataclasses import replace

import pytest
from django.urls import reverse

from notifications.models import Message
from patients.models import Invitation, Patient
from patients.services.invitations import find_invitation
from programs.services.session_logs import LogInput, record_session_log
from tests import factories as f

DETAILS = {"name": "Nils Holm", "email": "Nils@Example.org", "time_zone": "Europe/Oslo", "language": "en"}


@pytest.fixture
def newcomer(clinic):
    return f.PatientFactory.create(clinic=clinic, user=None)


def page_of(patient):
    return reverse("admin:patient", args=[patient.uuid])


def test_registering_opens_the_new_page(front_desk, clinic):
    response = front_desk.post(reverse("admin:patient_new"), DETAILS)
    made = Patient.objects.get(email="nils@example.org")
    assert (response.url, made.clinic) == (page_of(made), clinic)


def test_an_address_that_is_taken_is_refused_at_its_field(front_desk, patient):
    response = front_desk.post(reverse("admin:patient_new"), {**DETAILS, "email": patient.email})
    assert list(response.context["form"].errors) == ["email"]


def test_a_time_zone_that_does_not_exist_is_refused_and_kept(front_desk, clinic):
    response = front_desk.post(reverse("admin:patient_new"), {**DETAILS, "time_zone": "Mars/Base"})
    assert response.context["form"].errors["time_zone"] == [
        "“Mars/Base” is not a time zone. Choose one such as Europe/London."
    ]
    assert 'value="Mars/Base"' in response.content.decode()


def test_details_can_be_corrected(front_desk, patient):
    front_desk.post(reverse("admin:patient_edit", args=[patient.uuid]), {**DETAILS, "phone": "0170 2233445"})
    patient.refresh_from_db()
    assert (patient.name, patient.phone, patient.time_zone) == ("Nils Holm", "+491702233445", "Europe/Oslo")


@pytest.mark.parametrize("search", ["petra", "SOMMER pet", "petra@clinic", "0170"])
def test_a_search_finds_by_name_address_and_phone(front_desk, clinic, search):
    f.PatientFactory.create(clinic=clinic, name="Petra Sommer", email="petra@clinic.example", phone="0170 22")
    f.PatientFactory.create(clinic=clinic, name="Somebody Else")
    response = front_desk.get(reverse("admin:patients"), {"q": search})
    assert [row.name for row in response.context["page_obj"]] == ["Petra Sommer"]


def test_an_empty_list_says_what_to_do(front_desk):
    assert "Register the first one" in front_desk.get(reverse("admin:patients")).content.decode()


def test_an_invitation_by_mail_waits_in_the_outbox(front_desk, newcomer):
    front_desk.post(reverse("admin:patient_invite", args=[newcomer.uuid]), {"by": "mail"})
    assert Message.objects.get().kind == "invitation"


def test_a_printed_invitation_carries_a_link_that_opens(front_desk, newcomer):
    response = front_desk.post(reverse("admin:patient_invite", args=[newcomer.uuid]), {"by": "print"})
    page = front_desk.get(response.url)
    token = page.context["link"].split("/")[-2]
    assert find_invitation(token) == Invitation.objects.get()
    assert "<svg" in page.content.decode()


def test_printing_again_leaves_the_open_invitation_as_it_is(front_desk, newcomer):
    front_desk.post(reverse("admin:patient_invite", args=[newcomer.uuid]), {"by": "mail"})
    sheet = reverse("admin:patient_invitation", args=[newcomer.uuid])
    assert sheet in front_desk.get(page_of(newcomer)).content.decode()
    front_desk.get(sheet)
    assert Invitation.objects.count() == 1


def test_coming_back_to_the_invitation_after_signing_in_invites_nobody(front_desk, newcomer):
    response = front_desk.get(reverse("admin:patient_invite", args=[newcomer.uuid]))
    assert response.url == page_of(newcomer)
    assert not Invitation.objects.exists()


def test_there_is_nothing_to_print_before_inviting(front_desk, newcomer):
    assert front_desk.get(reverse("admin:patient_invitation", args=[newcomer.uuid])).status_code == 404


def test_somebody_who_signs_in_already_is_not_invited_again(front_desk, patient):
    response = front_desk.post(
        reverse("admin:patient_invite", args=[patient.uuid]), {"by": "print"}, follow=True
    )
    assert [str(message) for message in response.context["messages"]] == [
        "This patient has signed in already."
    ]


def test_a_correction_shows_both_versions(physio, program, today):
    prescription = program.prescriptions.filter(side="each").first()
    said = LogInput(prescription=prescription.uuid, side="left", on=today, state="done", sets_done=3, pain=2)
    log = record_session_log(by=program.patient.user, uuid=program.uuid, data=said).log
    record_session_log(by=program.patient.user, uuid=log.uuid, data=replace(said, pain=6, note="later"))
    text = physio.get(reverse("admin:patient_logs", args=[program.patient.uuid])).content.decode()
    assert [part for part in ("pain 2", "pain 6", "“later”") if part not in text] == []


def test_a_patient_without_an_episode_is_offered_one(physio, patient):
    assert reverse("admin:episode_new", args=[patient.uuid]) in physio.get(page_of(patient)).content.decode()


def test_an_empty_caseload_says_what_to_do(physio):
    assert "No program is running yet" in physio.get(reverse("admin:caseload")).content.decode()
