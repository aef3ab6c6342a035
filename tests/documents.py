"""Makes examinations and notes that tests talk about, by the real services."""

from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from accounts.models import Clinic, Membership, User
from accounts.roles import Role
from patients.models import Assessment, Attachment, Episode, VisitNote
from patients.services.assessments import (
    correct_assessment,
    save_assessment,
    sign_assessment,
    start_assessment,
)
from patients.services.visit_notes import save_note, sign_note, start_note
from tests.factories import EpisodeFactory, loaded_pack, physio

# As much as a signature needs, and a little more.
ANSWERS = {
    "onset_on": "2026-06-01",
    "onset": "training-change",
    "pain_zones": {"right": ["around-kneecap"]},
    "main_zone": "around-kneecap",
    "worst_pain": 4,
    "aggravators": {"stairs-down": 3},
    "running_now": "less",
    "goal": "Run ten kilometres again",
    "weekly_km": 32.5,
}
TESTS = {"step-down-quality": {"left": 1, "right": 5}, "straight-leg-raise-lag": {"left": True}}
FINDINGS = {"weak-hip-control": {"side": "right", "note": "with trunk lean"}}
CONTENT: dict[str, Any] = {"answers": ANSWERS, "tests": TESTS, "findings": FINDINGS}


def licensed(clinic: Clinic | None = None, role: Role = Role.PHYSIOTHERAPIST, **fields: Any) -> User:
    """Somebody who may sign at a clinic."""
    user = physio(clinic, role)
    Membership.objects.filter(user=user).update(**{"licence_number": "PT-1234", **fields})
    return user


def begun(episode: Episode | None = None, *, by: User | None = None, kind: str = "initial") -> Assessment:
    """An empty draft of an examination."""
    loaded_pack()
    episode = episode or EpisodeFactory.create()
    by = by or licensed(episode.patient.clinic)
    return start_assessment(by=by, episode=episode.uuid, kind=kind)


def filled(
    episode: Episode | None = None, *, by: User | None = None, content: Any = None, **options: Any
) -> Assessment:
    """A draft that can be signed."""
    draft = begun(episode, by=by, **options)
    return save_assessment(
        by=draft.drafted_by, assessment=draft.uuid, revision=draft.revision, patch=content or CONTENT
    )


def signed(episode: Episode | None = None, **options: Any) -> Assessment:
    """A signed examination."""
    draft = filled(episode, **options)
    return sign_assessment(by=draft.drafted_by, assessment=draft.uuid, revision=draft.revision)


def corrected(assessment: Assessment, **answers: Any) -> Assessment:
    """The signed correction of a signed examination."""
    by = assessment.signed_by
    assert by
    draft = correct_assessment(by=by, assessment=assessment.uuid, reason="typed the wrong side")
    draft = save_assessment(by=by, assessment=draft.uuid, revision=1, patch={"answers": answers})
    return sign_assessment(by=by, assessment=draft.uuid, revision=draft.revision)


def note(episode: Episode | None = None, *, by: User | None = None, **texts: str) -> VisitNote:
    """A draft of a visit note."""
    episode = episode or EpisodeFactory.create()
    draft = start_note(by=by or licensed(episode.patient.clinic), episode=episode.uuid)
    said = texts or {"subjective": "Better on stairs."}
    return save_note(by=draft.drafted_by, note=draft.uuid, revision=1, texts=said)


def signed_note(episode: Episode | None = None, *, by: User | None = None, **texts: str) -> VisitNote:
    draft = note(episode, by=by, **texts)
    return sign_note(by=draft.drafted_by, note=draft.uuid, revision=draft.revision)


def attachment(episode: Episode, by: User, content: bytes, path: str = "tests/kept.pdf") -> Attachment:
    """A PDF of the record; always at the same place on disk, so that tests leave one file and not many."""
    default_storage.delete(path)
    default_storage.save(path, ContentFile(content))
    return Attachment.objects.create(
        patient=episode.patient,
        episode=episode,
        name="letter.pdf",
        media_type="application/pdf",
        size=len(content),
        checksum="0" * 64,
        file=path,
        added_by=by,
    )


def canary_documents(episode: Episode, by: User) -> dict[str, Any]:
    """A signed examination, a draft, a note and a file, all with a word that shows up in a leak."""
    word = "canary-patient-clinical"
    done = signed(episode, by=licensed(episode.patient.clinic))
    draft = begun(episode, by=by, kind="follow_up")
    patch = {"answers": {"goal": word}}
    draft = save_assessment(by=by, assessment=draft.uuid, revision=1, patch=patch)
    return {
        "signed": done,
        "assessment": draft,
        "note": note(episode, by=by, subjective=word),
        "attachment": attachment(episode, by, b"%PDF-1.7 " + word.encode(), "tests/canary.pdf"),
    }
