"""The examination on the desk: filled in with and without a script, signed, read, corrected."""

import re

import pytest
from django.urls import reverse

from accounts.models import Membership
from patients.models import Assessment, VisitNote
from tests import factories as f
from tests.desk.conftest import signed_in
from tests.documents import begun, corrected, filled, licensed, note, signed, signed_note

FULL = {
    "revision": "1",
    "on": "2026-01-15",
    "answers.onset_on": "2026-01-01",
    "answers.onset": "gradual",
    "answers.pain_zones.left": ["around-kneecap", "back-of-knee"],
    "answers.main_zone": "around-kneecap",
    "answers.worst_pain": "6",
    "answers.aggravators.stairs-down": "7",
    "answers.weekly_km": "32,5",
    "answers.running_now": "stopped",
    "answers.mechanical_symptoms": ["none"],
    "answers.hypermobile": "false",
    "answers.goal": "A first marathon",
    "tests.step-down-quality.left": "5",
    "tests.straight-leg-raise-lag.left": "true",
    "tests.single-leg-squat-rating.right": "poor",
    "findings.weak-hip-control": "on",
    "findings.weak-hip-control.side": "left",
}


@pytest.fixture
def episode(patient, physio_user):
    f.loaded_pack()
    return f.EpisodeFactory.create(patient=patient, opened_by=physio_user)


@pytest.fixture
def draft(episode, physio_user):
    return begun(episode, by=physio_user)


@pytest.fixture
def signer(clinic):
    return signed_in(licensed(clinic))


def address(name, row):
    return reverse(f"admin:{name}", args=[row.uuid])


def text_of(response):
    return re.sub(r"\s+", " ", response.content.decode())


def test_it_begins_from_the_episode(physio, episode, today):
    sent = {"kind": "initial", "on": today, "remote": "on"}
    response = physio.post(address("assessment_new", episode), sent)
    draft = Assessment.objects.get()
    assert (response.url, draft.remote) == (address("assessment", draft), True)


def test_a_second_draft_is_refused_in_words(physio, episode, draft, today):
    response = physio.post(address("assessment_new", episode), {"kind": "initial", "on": today})
    assert "has an open draft already" in text_of(response)


def test_the_form_asks_everything_of_the_pack(physio, draft):
    text = physio.get(address("assessment", draft)).content.decode()
    form = f.pack_content().raw["assessment"]
    fields = [field["id"] for section in form["sections"] for field in section["fields"]]
    tests = [test["slug"] for test in f.pack_content().raw["functional_tests"]]
    findings = [finding["code"] for finding in form["findings"]]
    units = [f"answers.{name}" for name in fields]
    units += [f"tests.{name}" for name in tests] + [f"findings.{name}" for name in findings]
    assert [unit for unit in units if f'data-unit="{unit}"' not in text] == []


def test_a_sensitive_risk_factor_is_not_asked(physio, draft):
    assert 'value="overweight"' not in physio.get(address("assessment", draft)).content.decode()


def test_without_a_script_the_whole_form_is_saved(physio, draft):
    response = physio.post(address("assessment", draft), {**FULL, "do": "sign"})
    draft.refresh_from_db()
    assert response.url == address("assessment_sign", draft)
    assert draft.content == {
        "answers": {
            "onset_on": "2026-01-01",
            "onset": "gradual",
            "pain_zones": {"left": ["around-kneecap", "back-of-knee"]},
            "main_zone": "around-kneecap",
            "worst_pain": 6,
            "aggravators": {"stairs-down": 7},
            "weekly_km": 32.5,
            "running_now": "stopped",
            "mechanical_symptoms": [],
            "hypermobile": False,
            "goal": "A first marathon",
        },
        "tests": {
            "step-down-quality": {"left": 5},
            "straight-leg-raise-lag": {"left": True},
            "single-leg-squat-rating": {"right": "poor"},
        },
        "findings": {"weak-hip-control": {"side": "left"}},
    }


def test_what_was_saved_is_in_the_form_again(physio, draft):
    physio.post(address("assessment", draft), FULL)
    before = Assessment.objects.get()
    text = physio.get(address("assessment", draft)).content.decode()
    sent = {name: re.findall(rf'name="{re.escape(name)}"[^>]*', text) for name in FULL if "." in name}
    assert [name for name, inputs in sent.items() if not inputs] == []
    physio.post(address("assessment", draft), {**FULL, "revision": before.revision})
    after = Assessment.objects.get()
    assert (after.content, after.revision) == (before.content, before.revision)


def test_after_a_refusal_the_form_comes_back_as_typed(physio, draft):
    response = physio.post(address("assessment", draft), {**FULL, "answers.usual_cadence": "12"})
    text = text_of(response)
    assert response.status_code == 400
    assert "Enter a number from 120 to 230." in text
    assert "A first marathon" in text
    assert Assessment.objects.get().revision == 1


def test_the_script_saves_only_the_units_it_names(physio, draft):
    sent = {**FULL, "units": ["answers.worst_pain", "tests.step-down-quality"]}
    response = physio.post(address("assessment_save", draft), sent)
    draft.refresh_from_db()
    assert draft.content == {"answers": {"worst_pain": 6}, "tests": {"step-down-quality": {"left": 5}}}
    answer = response.json()
    assert answer["revision"] == 2
    assert answer["said"].startswith("Saved ")
    assert "Weak hip control" in answer["live"]["live.suggested"]
    assert "Lateral step-down quality, left: 5 of 6 points" in answer["live"]["findings.weak-hip-control.why"]
    assert "not yet" in answer["live"]["tests.step-down-quality.outcome"]


def test_a_wrong_value_is_named_to_the_script(physio, draft):
    sent = {"revision": "1", "units": ["answers.worst_pain"], "answers.worst_pain": "a lot"}
    response = physio.post(address("assessment_save", draft), sent)
    assert response.status_code == 400
    assert response.json()["fields"] == {"answers.worst_pain": "Enter a number."}


def test_a_conflict_says_who_and_lets_the_script_try_again(physio, signer, draft):
    mine = {"revision": "1", "units": ["answers.worst_pain"], "answers.worst_pain": "3"}
    signer.post(address("assessment_save", draft), {**mine, "answers.worst_pain": "5"})
    refused = physio.post(address("assessment_save", draft), mine)
    assert (refused.status_code, refused.json()["code"]) == (409, "changed_elsewhere")
    again = {**mine, "revision": refused.json()["revision"]}
    assert physio.post(address("assessment_save", draft), again).status_code == 200
    draft.refresh_from_db()
    assert draft.content["answers"]["worst_pain"] == 3


def test_the_day_and_remote_are_a_unit_of_their_own(physio, draft):
    sent = {"revision": "1", "units": ["about"], "on": "2026-01-15", "remote": "on"}
    assert physio.post(address("assessment_save", draft), sent).status_code == 200
    draft.refresh_from_db()
    assert (str(draft.on), draft.remote) == ("2026-01-15", True)


def test_hints_are_there_for_the_clinician(physio, draft):
    sent = {"revision": "1", "units": ["answers.pain_zones"], "answers.pain_zones.left": "outer-side"}
    live = physio.post(address("assessment_save", draft), sent).json()["live"]
    assert "Consider the iliotibial band" in live["live.hints"]


def test_signing_needs_what_is_missing(signer, draft):
    text = text_of(signer.get(address("assessment_sign", draft)))
    assert "Still needed before signing" in text
    assert f'href="{address("assessment", draft)}#answers.worst_pain"' in text
    signer.post(address("assessment_sign", draft), {"revision": "1"})
    assert Assessment.objects.get().state == "draft"


def test_signing_needs_a_licence_and_says_where_it_is_entered(physio, episode, physio_user):
    draft = filled(episode, by=physio_user)
    Membership.objects.filter(user=physio_user).update(licence_number="")
    text = text_of(physio.get(address("assessment_sign", draft)))
    assert "The owner enters your licence number under Staff" in text
    assert '<button class="btn btn--primary btn--start"' not in text


def test_signing_locks_it(signer, episode):
    draft = filled(episode)
    response = signer.post(address("assessment_sign", draft), {"revision": draft.revision}, follow=True)
    text = text_of(response)
    assert "licence PT-1234" in text
    assert "data-autosave" not in text


def test_signing_after_somebody_changed_it_shows_the_new_state(signer, episode):
    draft = filled(episode)
    response = signer.post(address("assessment_sign", draft), {"revision": "1"})
    assert "changed this elsewhere" in text_of(response)
    assert f'name="revision" value="{draft.revision}"' in text_of(response)


def test_what_is_signed_does_not_change_through_the_page(physio, episode):
    done = signed(episode)
    before = Assessment.objects.filter(pk=done.pk).values().get()
    save = physio.post(address("assessment_save", done), {**FULL, "units": ["answers.worst_pain"]})
    assert (save.status_code, save.json()["code"]) == (409, "signed")
    assert physio.post(address("assessment", done), FULL).status_code == 200
    physio.post(address("assessment_sign", done), {"revision": "1"})
    physio.post(address("assessment_discard", done))
    assert Assessment.objects.filter(pk=done.pk).values().get() == before


def test_a_signed_one_reads_in_words(physio, episode):
    text = text_of(physio.get(address("assessment", signed(episode))))
    words = ("After a change in training", "Stairs down 3", "32.5 km", "right: Around or behind the kneecap")
    assert [word for word in words if word not in text] == []
    assert "<strong>Weak hip control</strong>, right: with trunk lean" in text


def test_a_correction_shows_both_versions(physio, episode):
    first = signed(episode)
    second = corrected(first, worst_pain=7)
    assert "This version was corrected." in text_of(physio.get(address("assessment", first)))
    assert "typed the wrong side" in text_of(physio.get(address("assessment", second)))


def test_a_correction_begins_with_its_reason(physio, episode):
    first = signed(episode)
    response = physio.post(address("assessment_correct", first), {"reason": "wrong side"})
    assert response.url == address("assessment", Assessment.objects.get(supersedes=first))


def test_a_draft_is_put_away(physio, draft, patient):
    response = physio.post(address("assessment_discard", draft))
    assert response.url == address("patient_documents", patient)
    draft.refresh_from_db()
    assert draft.state == "discarded"


def test_the_list_shows_what_stands_and_what_waits(physio, episode, patient):
    first = signed(episode)
    corrected(first, worst_pain=7)
    begun(episode, kind="follow_up")
    note(episode)
    text = text_of(physio.get(address("patient_documents", patient)))
    assert [
        word for word in ("Corrected", "Signed", "Draft", "Follow-up", "Visit notes") if word not in text
    ] == []


@pytest.mark.parametrize("name", ["patient_documents", "attachments"])
def test_front_desk_sees_nothing_of_it(front_desk, patient, name):
    assert front_desk.get(address(name, patient)).status_code == 404


def test_a_note_is_saved_signed_and_read(signer, episode, today):
    signer.post(address("note_new", episode), {"on": today})
    draft = VisitNote.objects.get()
    sent = {"revision": "1", "subjective": "Better.\r\nStairs are fine."}
    assert signer.post(address("note_save", draft), sent).json()["revision"] == 2
    signer.post(address("note", draft), {"revision": "2", "plan": "Go on.", "do": "sign"})
    signer.post(address("note_sign", draft), {"revision": "3"})
    text = text_of(signer.get(address("note", draft)))
    assert "Better.<br>Stairs are fine." in text
    assert "licence PT-1234" in text


def test_a_signed_note_does_not_change_through_the_page(physio, episode):
    done = signed_note(episode)
    before = VisitNote.objects.filter(pk=done.pk).values().get()
    assert physio.post(address("note_save", done), {"revision": "2", "plan": "x"}).status_code == 409
    physio.post(address("note", done), {"revision": "2", "plan": "x"})
    physio.post(address("note_discard", done))
    assert VisitNote.objects.filter(pk=done.pk).values().get() == before


def test_a_note_in_conflict_comes_back_as_typed(physio, episode):
    draft = note(episode)
    response = physio.post(address("note", draft), {"revision": "1", "plan": "my words"})
    assert response.status_code == 400
    assert "my words" in text_of(response)


def test_the_owner_may_sign_only_with_a_licence_too(owner, owner_user, episode):
    draft = filled(episode)
    Membership.objects.filter(user=owner_user).update(licence_number="")
    owner.post(address("assessment_sign", draft), {"revision": draft.revision})
    assert Assessment.objects.get().state == "draft"
    Membership.objects.filter(user=owner_user).update(licence_number="PT-9")
    owner.post(address("assessment_sign", draft), {"revision": draft.revision})
    assert Assessment.objects.get().signed_licence == "PT-9"
