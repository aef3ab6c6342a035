"""The form of a patient's details: what it shows, what it keeps, and for whom."""

from django.urls import reverse

from patients.models import Patient
from tests import factories as f

DETAILS = {"name": "Nils Holm", "time_zone": "Europe/Oslo", "language": "en"}


def form_of(client, patient):
    return client.get(reverse("admin:patient_edit", args=[patient.uuid])).context["form"]


def test_phones_are_shown_as_the_country_writes_them(front_desk, clinic):
    patient = f.PatientFactory.create(clinic=clinic, phone="+4930901820", emergency_phone="+442079460018")
    form = form_of(front_desk, patient)
    assert (form["phone"].value(), form["emergency_phone"].value()) == ("030 901820", "+44 20 7946 0018")


def test_a_wrong_number_is_refused_at_its_field_and_nothing_typed_is_lost(front_desk, clinic):
    response = front_desk.post(
        reverse("admin:patient_new"), {**DETAILS, "phone": "12 34", "email": "n@e.org"}
    )
    assert list(response.context["form"].errors) == ["phone"]
    assert 'value="12 34"' in response.content.decode()
    assert not Patient.objects.exists()


def test_the_referral_note_is_for_those_who_read_the_record(front_desk, physio, clinic):
    patient = f.PatientFactory.create(clinic=clinic, referral_note="torn meniscus")
    assert "referral_note" not in form_of(front_desk, patient).fields
    assert form_of(physio, patient)["referral_note"].value() == "torn meniscus"
    page = reverse("admin:patient", args=[patient.uuid])
    assert "torn meniscus" not in front_desk.get(page).content.decode()
    assert "torn meniscus" in physio.get(page).content.decode()


def test_the_front_desk_keeps_the_note_it_does_not_see(front_desk, clinic):
    patient = f.PatientFactory.create(clinic=clinic, user=None, referral_note="torn meniscus")
    front_desk.post(reverse("admin:patient_edit", args=[patient.uuid]), DETAILS)
    patient.refresh_from_db()
    assert (patient.name, patient.referral_note) == ("Nils Holm", "torn meniscus")


def test_in_charge_may_be_whoever_treats_here(front_desk, physio_user, owner_user, patient):
    choices = [name for name, _label in form_of(front_desk, patient).fields["primary_physio"].choices]
    assert choices == ["", *(str(user.uuid) for user in (physio_user, owner_user))]


def test_who_is_known_already_is_shown_before_they_are_registered_again(front_desk, patient):
    page = front_desk.post(reverse("admin:patient_new"), {**DETAILS, "name": "sommer petra"})
    assert [duplicate.patient for duplicate in page.context["duplicates"]] == [patient]
    text = page.content.decode()
    assert reverse("admin:patient", args=[patient.uuid]) in text
    assert 'value="sommer petra"' in text
    assert Patient.objects.count() == 1


def test_register_anyway_registers(front_desk, patient):
    front_desk.post(reverse("admin:patient_new"), {**DETAILS, "name": "Petra Sommer", "confirm_new": "1"})
    assert Patient.objects.filter(name="Petra Sommer").count() == 2
