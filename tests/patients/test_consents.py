"""What a clinic asks its patients to agree to: versions, who agreed when, taking it back."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from accounts.roles import Role
from common.errors import Conflict, InvalidInput, NotAllowed, NotFound
from patients.models import Consent, ConsentText
from patients.own_pages import check_may_write, open_pages
from patients.queries.consents import consents_of, current_texts, texts_to_agree
from patients.services.consents import give_consent, publish_text, record_consent, withdraw_consent
from patients.services.default_texts import publish_default_texts
from tests.factories import ConsentTextFactory, PatientFactory, ProxyFactory, physio

pytestmark = pytest.mark.django_db
WORDS: dict[str, Any] = {
    "kind": "disclaimer",
    "title": "What this is",
    "text": "General information.",
    "required": True,
}


@pytest.fixture
def patient():
    return PatientFactory.create()


@pytest.fixture
def text(patient):
    return ConsentTextFactory.create(clinic=patient.clinic)


@pytest.fixture
def owner(patient):
    return physio(patient.clinic, Role.OWNER)


def test_a_changed_text_is_a_new_version_and_the_old_one_stays(owner, patient):
    first = publish_text(by=owner, **WORDS)
    second = publish_text(by=owner, **{**WORDS, "text": "Something else."})
    assert (first.version, second.version) == (1, 2)
    assert list(current_texts(patient.clinic)) == [second]
    assert ConsentText.objects.get(pk=first.pk).text == "General information."


def test_the_same_once_more_changes_nothing(owner):
    assert publish_text(by=owner, **WORDS) == publish_text(
        by=owner, **{**WORDS, "text": "General information. "}
    )


@pytest.mark.parametrize("changes", [{"kind": "x"}, {"title": " "}, {"text": "\n"}])
def test_what_is_wrong_is_named(owner, changes):
    with pytest.raises(InvalidInput) as refusal:
        publish_text(by=owner, **{**WORDS, **changes})
    assert list(refusal.value.fields) == list(changes)


def test_only_an_owner_publishes(patient):
    for role in (Role.PHYSIOTHERAPIST, Role.FRONT_DESK):
        with pytest.raises(NotFound):
            publish_text(by=physio(patient.clinic, role), **WORDS)


def test_a_published_text_cannot_be_changed(text):
    with pytest.raises(IntegrityError), transaction.atomic():
        ConsentText.objects.filter(pk=text.pk).update(text="Other words.")


def test_a_patient_agrees_once_to_what_stands_there(patient, text):
    first = give_consent(by=patient.user, text=text.uuid)
    assert give_consent(by=patient.user, text=text.uuid) == first
    assert (first.text, first.given_by, Consent.objects.count()) == (text, patient.user, 1)
    assert not texts_to_agree(patient).exists()


def test_a_new_version_is_asked_again(owner, patient, text):
    give_consent(by=patient.user, text=text.uuid)
    newer = publish_text(by=owner, **{**WORDS, "text": "Newer."})
    assert list(texts_to_agree(patient)) == [newer]
    with pytest.raises(Conflict) as refusal:
        give_consent(by=patient.user, text=text.uuid)
    assert refusal.value.code == "newer_version"


def test_a_text_that_is_not_required_is_not_in_the_way(patient):
    ConsentTextFactory.create(clinic=patient.clinic, required=False)
    assert not texts_to_agree(patient).exists()


def test_nobody_agrees_to_another_clinics_text(patient):
    with pytest.raises(NotFound):
        give_consent(by=patient.user, text=ConsentTextFactory.create().uuid)


def test_nothing_is_written_before_it_is_agreed(patient, text):
    with pytest.raises(NotAllowed) as refusal:
        check_may_write(patient.user, None)
    assert refusal.value.code == "consent_needed"
    give_consent(by=patient.user, text=text.uuid)
    check_may_write(patient.user, None)


def test_taking_it_back_keeps_that_it_was_given(patient, text):
    given = give_consent(by=patient.user, text=text.uuid)
    taken = withdraw_consent(by=patient.user, consent=given.uuid)
    assert (taken.withdrawn_by, list(texts_to_agree(patient))) == (patient.user, [text])
    with pytest.raises(Conflict):
        withdraw_consent(by=patient.user, consent=given.uuid)
    again = give_consent(by=patient.user, text=text.uuid)
    assert list(consents_of(patient)) == [again, taken]


def test_nobody_takes_back_somebody_elses(patient, text):
    given = give_consent(by=patient.user, text=text.uuid)
    with pytest.raises(NotFound):
        withdraw_consent(by=PatientFactory.create(clinic=patient.clinic).user, consent=given.uuid)


def test_a_guardian_agrees_for_the_child_and_is_written_down(text, patient):
    child = PatientFactory.create(clinic=patient.clinic, user=None, date_of_birth="2015-01-01")
    child.refresh_from_db()
    parent = ProxyFactory.create(patient=child, relation="parent", is_guardian=True).user
    open_pages(parent, child.uuid)
    given = give_consent(by=parent, text=text.uuid)
    assert (given.patient, given.given_by) == (child, parent)


def test_another_carer_does_not(patient, text):
    carer = ProxyFactory.create(patient=patient).user
    open_pages(carer, patient.uuid)
    with pytest.raises(NotAllowed):
        give_consent(by=carer, text=text.uuid)


def test_staff_keep_what_was_agreed_on_paper(patient, text):
    by = physio(patient.clinic, Role.FRONT_DESK)
    assert record_consent(by=by, patient=patient.uuid, text=text.uuid).given_by == by
    with pytest.raises(NotFound):
        record_consent(by=physio(), patient=patient.uuid, text=text.uuid)


def test_the_default_text_is_published_once(owner, patient):
    first = publish_default_texts(clinic=patient.clinic, by=owner)
    assert publish_default_texts(clinic=patient.clinic, by=owner) == first
    assert patient.clinic.emergency_number in first.text
