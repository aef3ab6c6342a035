"""Assessments, visit notes and files as lists, and which versions one document has."""

from typing import TypeVar
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from accounts.access import Who
from patients.access import visible_assessments, visible_attachments, visible_notes
from patients.enums import DocumentState
from patients.models import Assessment, Attachment, Episode, VisitNote

Document = TypeVar("Document", Assessment, VisitNote)


def assessment_list(
    by: Who, *, patient: UUID | None = None, episode: UUID | None = None, state: str = ""
) -> QuerySet[Assessment]:
    """The examinations this person may see, without their content; discarded drafts only when asked for."""
    found = visible_assessments(by).select_related("form").defer("content", "form__content")
    return _narrowed(found, patient, episode, state)


def note_list(
    by: Who, *, patient: UUID | None = None, episode: UUID | None = None, state: str = ""
) -> QuerySet[VisitNote]:
    """The visit notes this person may see; discarded drafts only when asked for."""
    return _narrowed(visible_notes(by), patient, episode, state)


def attachment_list(
    by: Who, *, patient: UUID | None = None, episode: UUID | None = None
) -> QuerySet[Attachment]:
    """The files this person may see, withdrawn ones with their reason."""
    found = visible_attachments(by).select_related("patient", "episode", "assessment", "note", "added_by")
    if patient:
        found = found.filter(patient__uuid=patient)
    return found.filter(episode__uuid=episode) if episode else found


def newest_signed(episode: Episode) -> Assessment | None:
    """The examination that speaks for an episode now, with its form: the latest one that stands."""
    signed = Assessment.objects.filter(episode=episode, state=DocumentState.SIGNED)
    standing = signed.exclude(corrections__state=DocumentState.SIGNED)
    return standing.select_related("form", "patient", "signed_by").order_by("-on", "-pk").first()


def versions_of(document: Document) -> list[Document]:
    """All versions of a document that were signed or may be, the first one first; discarded tries aside."""
    family = type(document).objects.filter(episode_id=document.episode_id)
    rows = family.exclude(state=DocumentState.DISCARDED).select_related("signed_by", "drafted_by")
    by_pk = {row.pk: row for row in rows}
    following = {row.supersedes_id: row for row in by_pk.values() if row.supersedes_id}
    found = by_pk.get(document.pk, document)
    while found.supersedes_id in by_pk:
        found = by_pk[found.supersedes_id]
    versions = [found]
    while found.pk in following:
        found = following[found.pk]
        versions.append(found)
    return versions


def _narrowed(
    found: QuerySet[Document], patient: UUID | None, episode: UUID | None, state: str
) -> QuerySet[Document]:
    found = _with_standing(found).select_related(
        "patient", "episode", "drafted_by", "signed_by", "supersedes"
    )
    if patient:
        found = found.filter(patient__uuid=patient)
    if episode:
        found = found.filter(episode__uuid=episode)
    return found.filter(state=state) if state else found.exclude(state=DocumentState.DISCARDED)


def _with_standing(found: QuerySet[Document]) -> QuerySet[Document]:
    """``is_corrected``: a newer signed version stands in its place."""
    newer = found.model._default_manager.filter(supersedes=OuterRef("pk"), state=DocumentState.SIGNED)
    return found.annotate(is_corrected=Exists(newer))
