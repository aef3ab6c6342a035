"""An examination is saved as it is typed, signed by who is licensed, corrected by a new version."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from accounts.models import Membership
from accounts.roles import Role
from common import clock
from common.errors import Conflict, InvalidInput, NotFound
from patients.enums import DocumentState, EpisodeStatus
from patients.models import Assessment, Episode, Measurement
from patients.services.assessments import (
    correct_assessment,
    discard_assessment,
    save_assessment,
    sign_assessment,
    start_assessment,
)
from tests.documents import ANSWERS, CONTENT, begun, corrected, filled, licensed, signed
from tests.factories import EpisodeFactory, loaded_pack, physio

pytestmark = pytest.mark.django_db


@pytest.fixture
def episode():
    loaded_pack()
    return EpisodeFactory.create(goal="run again", onset_on=date(2026, 5, 1))


@pytest.fixture
def by(episode):
    return licensed(episode.patient.clinic)


def save(draft, by, revision=None, **patch):
    return save_assessment(by=by, assessment=draft.uuid, revision=revision or draft.revision, patch=patch)


def test_it_begins_with_what_the_episode_knows(episode, by):
    draft = start_assessment(by=by, episode=episode.uuid, kind="initial", remote=True)
    assert draft.content == {"answers": {"goal": "run again", "onset_on": "2026-05-01"}}
    assert (draft.state, draft.remote, draft.on) == ("draft", True, clock.today_in("Europe/Berlin"))


def test_the_next_one_begins_with_what_was_and_not_with_how_it_is(episode, by):
    signed(episode, by=by)
    draft = start_assessment(by=by, episode=episode.uuid, kind="follow_up")
    assert draft.content["answers"].keys() == {"onset_on", "onset", "goal"}


def test_an_episode_has_one_draft(episode, by):
    begun(episode, by=by)
    with pytest.raises(Conflict) as refused:
        start_assessment(by=by, episode=episode.uuid, kind="initial")
    assert refused.value.code == "draft_open"


@pytest.mark.parametrize("asked", [{"kind": "odd"}, {"kind": "initial", "on": date(2999, 1, 1)}])
def test_it_does_not_begin_wrongly(episode, by, asked):
    with pytest.raises(InvalidInput):
        start_assessment(by=by, episode=episode.uuid, **asked)


def test_a_closed_episode_takes_no_new_one(episode, by):
    Episode.objects.filter(pk=episode.pk).update(
        status=EpisodeStatus.CLOSED, closed_at=clock.now(), closed_by=by, close_reason="moved"
    )
    with pytest.raises(Conflict):
        start_assessment(by=by, episode=episode.uuid, kind="initial")


def test_a_condition_without_a_form_says_so(by, episode):
    other = EpisodeFactory.create(patient=episode.patient, condition="tennis-elbow")
    with pytest.raises(Conflict) as refused:
        start_assessment(by=by, episode=other.uuid, kind="initial")
    assert refused.value.code == "no_form"


def test_a_patch_changes_what_it_names(episode, by):
    draft = save(begun(episode, by=by), by, answers={"worst_pain": 6, "goal": None})
    assert draft.content["answers"] == {"onset_on": "2026-05-01", "worst_pain": 6}
    assert draft.revision == 2


def test_wrong_values_are_named_and_nothing_is_saved(episode, by):
    draft = begun(episode, by=by)
    with pytest.raises(InvalidInput) as refused:
        save(draft, by, answers={"worst_pain": 11, "goal": "fine", "colour": "blue"}, tests={"odd": {}})
    assert refused.value.fields == {
        "answers.worst_pain": ["Enter a number from 0 to 10."],
        "answers.colour": ["There is no such field."],
        "tests.odd": ["There is no such field."],
    }
    draft.refresh_from_db()
    assert draft.revision == 1


def test_two_windows_do_not_overwrite_each_other(episode, by):
    draft, other = begun(episode, by=by), licensed(episode.patient.clinic)
    save(draft, other, answers={"worst_pain": 6})
    with pytest.raises(Conflict) as refused:
        save(draft, by, revision=1, answers={"worst_pain": 5})
    assert refused.value.code == "changed_elsewhere"
    assert other.name in str(refused.value.message)
    draft.refresh_from_db()
    assert draft.content["answers"]["worst_pain"] == 6


def test_the_same_save_again_is_no_conflict(episode, by):
    draft = begun(episode, by=by)
    save(draft, by, revision=1, answers={"worst_pain": 6})
    assert save(draft, by, revision=1, answers={"worst_pain": 6}).revision == 2


def test_signing_locks_it_under_the_licence(episode, by):
    done = signed(episode, by=by)
    assert (done.state, done.signed_by, done.signed_licence) == (DocumentState.SIGNED, by, "PT-1234")


def test_signing_names_what_is_missing(episode, by):
    draft = begun(episode, by=by)
    with pytest.raises(InvalidInput) as refused:
        sign_assessment(by=by, assessment=draft.uuid, revision=1)
    assert refused.value.fields.keys() == {
        f"answers.{name}" for name in ("onset", "pain_zones", "main_zone", "worst_pain", "running_now")
    }


def test_signing_sees_what_somebody_else_changed(episode, by):
    draft = filled(episode, by=by)
    with pytest.raises(Conflict):
        sign_assessment(by=by, assessment=draft.uuid, revision=draft.revision - 1)


@pytest.mark.parametrize(
    "licence",
    [{"licence_number": ""}, {"licence_expires_on": date(2026, 1, 1)}],
    ids=["without a number", "that ended"],
)
def test_nobody_signs_without_a_licence(episode, by, licence):
    draft = filled(episode, by=by)
    Membership.objects.filter(user=by).update(**licence)
    with pytest.raises(Conflict) as refused:
        sign_assessment(by=by, assessment=draft.uuid, revision=draft.revision)
    assert refused.value.code == "licence_needed"


def test_a_licence_holds_on_its_last_day(episode, by):
    Membership.objects.filter(user=by).update(licence_expires_on=clock.today_in("Europe/Berlin"))
    assert signed(episode, by=by).state == DocumentState.SIGNED


def test_findings_become_rows(episode, by):
    finding = signed(episode, by=by).findings.get()
    assert (finding.code, finding.side, finding.note) == ("weak-hip-control", "right", "with trunk lean")


def test_numbers_become_measurements(episode, by):
    rows = Measurement.objects.filter(assessment=signed(episode, by=by))
    assert set(rows.values_list("code", "side", "value", "unit", "source")) == {
        ("worst_pain", "", Decimal(4), "nprs", "assessment"),
        ("weekly_km", "", Decimal("32.5"), "km", "assessment"),
        ("aggravators-stairs-down", "", Decimal(3), "", "assessment"),
        ("step-down-quality", "left", Decimal(1), "points_0_6", "assessment"),
        ("step-down-quality", "right", Decimal(5), "points_0_6", "assessment"),
    }


def test_a_draft_writes_no_rows(episode, by):
    draft = filled(episode, by=by)
    assert not draft.findings.exists()
    assert not draft.measurements.exists()


@pytest.mark.parametrize("write", ["save", "sign", "discard"])
def test_what_is_signed_takes_no_further_step(episode, by, write):
    done = signed(episode, by=by)
    steps = {
        "save": lambda: save(done, by, answers={"worst_pain": 1}),
        "sign": lambda: sign_assessment(by=by, assessment=done.uuid, revision=done.revision),
        "discard": lambda: discard_assessment(by=by, assessment=done.uuid),
    }
    with pytest.raises(Conflict) as refused:
        steps[write]()
    assert refused.value.code == "signed"


def test_a_correction_is_a_new_version_with_its_reason(episode, by):
    first = signed(episode, by=by)
    second = corrected(first, worst_pain=7)
    first.refresh_from_db()
    assert (second.supersedes, second.correction_reason) == (first, "typed the wrong side")
    assert first.content["answers"]["worst_pain"] == 4
    assert second.content["answers"] == {**ANSWERS, "worst_pain": 7}


def test_the_numbers_of_the_old_version_are_withdrawn(episode, by):
    first = signed(episode, by=by)
    second = corrected(first, worst_pain=7)
    rows = Measurement.objects.filter(code="worst_pain", voided_at=None)
    assert [(row.assessment, row.value) for row in rows] == [(second, Decimal(7))]
    assert first.measurements.filter(void_reason="typed the wrong side").count() == 5


def test_a_correction_that_is_only_begun_withdraws_nothing(episode, by):
    first = signed(episode, by=by)
    correct_assessment(by=by, assessment=first.uuid, reason="wrong side")
    assert not first.measurements.exclude(voided_at=None).exists()


def test_a_version_is_corrected_once(episode, by):
    first = signed(episode, by=by)
    corrected(first, worst_pain=7)
    with pytest.raises(Conflict) as refused:
        correct_assessment(by=by, assessment=first.uuid, reason="again")
    assert refused.value.code == "corrected"


def test_after_a_discarded_correction_there_may_be_another(episode, by):
    first = signed(episode, by=by)
    draft = correct_assessment(by=by, assessment=first.uuid, reason="wrong side")
    discard_assessment(by=by, assessment=draft.uuid)
    assert correct_assessment(by=by, assessment=first.uuid, reason="wrong side").supersedes == first


def test_a_correction_needs_a_reason(episode, by):
    first = signed(episode, by=by)
    with pytest.raises(InvalidInput):
        correct_assessment(by=by, assessment=first.uuid, reason=" ")


def test_a_draft_is_not_corrected(episode, by):
    with pytest.raises(Conflict):
        correct_assessment(by=by, assessment=begun(episode, by=by).uuid, reason="why not")


def test_a_discarded_draft_stays_and_makes_room(episode, by):
    draft = begun(episode, by=by)
    discard_assessment(by=by, assessment=draft.uuid)
    begun(episode, by=by)
    assert Assessment.objects.filter(episode=episode).count() == 2


@pytest.mark.parametrize("role", ["front desk", "another clinic"])
def test_nobody_else_finds_it(episode, role):
    draft = filled(episode)
    who = physio(episode.patient.clinic, Role.FRONT_DESK) if role == "front desk" else licensed()
    for step in (
        lambda: save(draft, who, answers={}),
        lambda: sign_assessment(by=who, assessment=draft.uuid, revision=draft.revision),
        lambda: discard_assessment(by=who, assessment=draft.uuid),
        lambda: correct_assessment(by=who, assessment=draft.uuid, reason="no"),
        lambda: start_assessment(by=who, episode=episode.uuid, kind="initial"),
    ):
        with pytest.raises(NotFound):
            step()


def test_the_day_may_be_moved_but_not_into_the_future(episode, by):
    draft = begun(episode, by=by)
    today = clock.today_in("Europe/Berlin")
    moved = save_assessment(
        by=by, assessment=draft.uuid, revision=1, patch={}, on=today - timedelta(1), remote=True
    )
    assert (moved.on, moved.remote, moved.revision) == (today - timedelta(1), True, 2)
    with pytest.raises(InvalidInput):
        save_assessment(by=by, assessment=draft.uuid, revision=2, patch={}, on=today + timedelta(2))


def test_the_content_that_tests_use_fits_the_bundled_form(episode, by):
    assert filled(episode, by=by).content == CONTENT | {"answers": ANSWERS}
