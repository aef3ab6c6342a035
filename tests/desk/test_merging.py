"""Merging two records on the desk: found, compared, confirmed, undone."""

import pytest
from django.urls import reverse

from patients.models import Merge, Patient
from tests import factories as f


@pytest.fixture
def other(clinic):
    return f.PatientFactory.create(clinic=clinic, name="Sommer Petra", user=None)


def merge_page(patient, other=None) -> str:
    return reverse("admin:patient_merge", args=[patient.uuid]) + (f"?with={other.uuid}" if other else "")


def text_of(response) -> str:
    return response.content.decode()


def test_who_may_be_the_same_person_is_offered(owner, patient, other):
    assert f"?with={other.uuid}" in text_of(owner.get(merge_page(patient)))


def test_another_record_can_be_looked_for(owner, patient, clinic):
    f.PatientFactory.create(clinic=clinic, name="Quite Different")
    assert "Quite Different" in text_of(owner.get(merge_page(patient), {"q": "different"}))


def test_both_are_shown_beside_each_other_with_what_happens(owner, patient, other):
    f.EpisodeFactory.create(patient=other)
    text = text_of(owner.get(merge_page(patient, other)))
    assert "Sommer Petra" in text
    assert "Episodes: 1 changes hands" in text
    assert not Merge.objects.exists()


def test_it_is_done_with_a_reason_and_undone(owner, patient, other):
    assert list(owner.post(merge_page(patient, other), {"reason": ""}).context["form"].errors) == ["reason"]
    people = owner.post(merge_page(patient, other), {"reason": "registered twice"}).url
    assert "registered twice" in text_of(owner.get(people))
    owner.post(reverse("admin:merge_undo", args=[Merge.objects.get().uuid]))
    assert Patient.objects.get(pk=other.pk).merged_into is None


def test_the_address_of_the_one_that_went_leads_to_the_kept_one(owner, front_desk, patient, other, stranger):
    owner.post(merge_page(patient, other), {"reason": "registered twice"})
    old = reverse("admin:patient", args=[other.uuid])
    assert front_desk.get(old).url == reverse("admin:patient", args=[patient.uuid])
    assert stranger.get(old).status_code == 404
    assert "Sommer Petra" not in text_of(front_desk.get(reverse("admin:patients")))


@pytest.mark.parametrize("asked", ["nobody", "11111111-1111-4111-8111-111111111111"])
def test_nobody_elses_record_is_compared(owner, patient, asked):
    assert owner.get(merge_page(patient), {"with": asked}).status_code == 404
    elsewhere = f.PatientFactory.create()
    assert owner.get(merge_page(patient, elsewhere)).status_code == 404


def test_what_is_in_the_way_is_said_before(owner, patient):
    assert "This is one record already." in text_of(owner.get(merge_page(patient, patient)))
