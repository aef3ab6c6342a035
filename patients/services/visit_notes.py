"""Writes visit notes: the same life as an assessment, in four texts."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from django.db import IntegrityError
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import Permission
from audit.context import recorded
from common import clock
from common.errors import InvalidInput, invalid
from patients.access import get_episode, get_note
from patients.models import VisitNote
from patients.services.documents import (
    check_correctable,
    check_open,
    check_revision,
    close_as_discarded,
    close_as_signed,
    explained,
    licence_of,
    locked_draft,
    stamp,
)

TEXTS = ("subjective", "objective", "appraisal", "plan")
MAX_TEXT = 5000


def start_note(*, by: User, episode: UUID, on: date | None = None, remote: bool = False) -> VisitNote:
    """An empty draft. Raises NotFound, InvalidInput, Conflict beside an open draft."""
    record = get_episode(by, episode, Permission.EDIT_CLINICAL)
    check_open(record)
    today = clock.today_in(record.patient.time_zone)
    if on and on > today:
        raise invalid(on=_("This day is in the future."))
    try:
        with recorded(by=by, reason="note begun"):
            return VisitNote.objects.create(
                patient=record.patient, episode=record, on=on or today, remote=remote, drafted_by=by
            )
    except IntegrityError as error:
        raise explained(error) from error


def save_note(*, by: User, note: UUID, revision: int, texts: Mapping[str, str]) -> VisitNote:
    """Saves the texts that changed. What is there already changes nothing and never conflicts.

    Raises NotFound, InvalidInput, Conflict ``changed_elsewhere``, ``signed`` or ``discarded``.
    """
    found = get_note(by, note, Permission.EDIT_CLINICAL)
    _check(texts)
    with recorded(by=by, reason="note saved"):
        draft = locked_draft(found)
        changed = {name: text for name, text in texts.items() if getattr(draft, name) != text}
        if not changed:
            return draft
        check_revision(draft, revision)
        for name, text in changed.items():
            setattr(draft, name, text)
        stamp(draft, by)
        draft.save()
    return draft


def sign_note(*, by: User, note: UUID, revision: int) -> VisitNote:
    """Locks the note for ever. Raises NotFound, InvalidInput for an empty one, Conflict."""
    found = get_note(by, note, Permission.EDIT_CLINICAL)
    licence = licence_of(by)
    with recorded(by=by, reason="note signed"):
        draft = locked_draft(found)
        check_revision(draft, revision)
        if not any(getattr(draft, name).strip() for name in TEXTS):
            raise invalid(subjective=_("There is nothing to sign yet."))
        close_as_signed(draft, by, licence)
    return draft


def correct_note(*, by: User, note: UUID, reason: str) -> VisitNote:
    """A new draft for a signed note, which stays readable. Raises NotFound, InvalidInput, Conflict."""
    signed = get_note(by, note, Permission.EDIT_CLINICAL)
    check_correctable(signed, reason)
    try:
        with recorded(by=by, reason=reason):
            return VisitNote.objects.create(
                patient=signed.patient,
                episode=signed.episode,
                on=signed.on,
                remote=signed.remote,
                drafted_by=by,
                supersedes=signed,
                correction_reason=reason.strip(),
                **{name: getattr(signed, name) for name in TEXTS},
            )
    except IntegrityError as error:
        raise explained(error) from error


def discard_note(*, by: User, note: UUID) -> VisitNote:
    """Puts a draft away; it stays in the history. Raises NotFound, Conflict."""
    found = get_note(by, note, Permission.EDIT_CLINICAL)
    with recorded(by=by, reason="note discarded"):
        draft = locked_draft(found)
        close_as_discarded(draft)
    return draft


def _check(texts: Mapping[str, str]) -> None:
    wrong = {
        name: _("There is no such field.")
        if name not in TEXTS
        else _("At most %(most)d characters.") % {"most": MAX_TEXT}
        for name, text in texts.items()
        if name not in TEXTS or len(text) > MAX_TEXT
    }
    if wrong:
        raise InvalidInput(_("Some of this cannot be stored; see the fields."), fields=wrong)
