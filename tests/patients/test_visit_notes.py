"""A visit note has the life of an assessment, in four texts."""

from datetime import date

import pytest

from accounts.models import Membership
from common.errors import Conflict, InvalidInput, NotFound
from patients.enums import DocumentState
from patients.services.visit_notes import correct_note, discard_note, save_note, sign_note, start_note
from tests.documents import licensed, note, signed_note
from tests.factories import EpisodeFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def episode():
    return EpisodeFactory.create()


@pytest.fixture
def by(episode):
    return licensed(episode.patient.clinic)


def test_only_the_texts_that_changed_are_saved(episode, by):
    draft = note(episode, by=by, subjective="Better.")
    saved = save_note(by=by, note=draft.uuid, revision=2, texts={"plan": "Go on."})
    assert (saved.subjective, saved.plan, saved.revision) == ("Better.", "Go on.", 3)


def test_two_windows_do_not_overwrite_each_other(episode, by):
    draft = note(episode, by=by)
    with pytest.raises(Conflict) as refused:
        save_note(by=by, note=draft.uuid, revision=1, texts={"plan": "Go on."})
    assert refused.value.code == "changed_elsewhere"


def test_the_same_save_again_is_no_conflict(episode, by):
    draft = note(episode, by=by, plan="Go on.")
    assert save_note(by=by, note=draft.uuid, revision=1, texts={"plan": "Go on."}).revision == 2


@pytest.mark.parametrize("texts", [{"mood": "fine"}, {"plan": "x" * 5001}])
def test_wrong_texts_are_named(episode, by, texts):
    draft = note(episode, by=by)
    with pytest.raises(InvalidInput) as refused:
        save_note(by=by, note=draft.uuid, revision=2, texts=texts)
    assert refused.value.fields.keys() == texts.keys()


def test_an_episode_has_one_draft(episode, by):
    note(episode, by=by)
    with pytest.raises(Conflict) as refused:
        start_note(by=by, episode=episode.uuid)
    assert refused.value.code == "draft_open"


def test_a_day_in_the_future_is_refused(episode, by):
    with pytest.raises(InvalidInput):
        start_note(by=by, episode=episode.uuid, on=date(2999, 1, 1))


def test_signing_locks_it(episode, by):
    done = signed_note(episode, by=by)
    assert (done.state, done.signed_by, done.signed_licence) == (DocumentState.SIGNED, by, "PT-1234")
    for step in (
        lambda: save_note(by=by, note=done.uuid, revision=2, texts={"plan": "x"}),
        lambda: sign_note(by=by, note=done.uuid, revision=2),
        lambda: discard_note(by=by, note=done.uuid),
    ):
        with pytest.raises(Conflict):
            step()


def test_an_empty_note_is_not_signed(episode, by):
    draft = start_note(by=by, episode=episode.uuid)
    with pytest.raises(InvalidInput):
        sign_note(by=by, note=draft.uuid, revision=1)


def test_nobody_signs_without_a_licence(episode, by):
    Membership.objects.filter(user=by).update(licence_number="")
    draft = note(episode, by=by)
    with pytest.raises(Conflict) as refused:
        sign_note(by=by, note=draft.uuid, revision=2)
    assert refused.value.code == "licence_needed"


def test_a_correction_keeps_the_first_version(episode, by):
    first = signed_note(episode, by=by, plan="Rest.")
    second = correct_note(by=by, note=first.uuid, reason="meant the other knee")
    save_note(by=by, note=second.uuid, revision=1, texts={"plan": "Go on."})
    first.refresh_from_db()
    assert (first.plan, second.supersedes, second.correction_reason) == (
        "Rest.",
        first,
        "meant the other knee",
    )
    with pytest.raises(Conflict):
        correct_note(by=by, note=first.uuid, reason="again")


def test_another_clinic_does_not_find_it(episode):
    draft = note(episode)
    with pytest.raises(NotFound):
        save_note(by=licensed(), note=draft.uuid, revision=2, texts={})
