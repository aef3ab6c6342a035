"""What assessments and visit notes share: a draft two windows cannot overwrite, a signature, a correction.

Callers hold the transaction; every function here works on a draft that is locked in it.
"""

from typing import TypeVar

from django.db import IntegrityError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.access import active_membership
from accounts.models import User
from common import clock
from common.errors import Conflict, invalid
from patients.enums import DocumentState, EpisodeStatus
from patients.models import Assessment, Episode, VisitNote

Document = TypeVar("Document", Assessment, VisitNote)


def check_open(episode: Episode) -> None:
    """New documents belong to an open episode; corrections do not ask."""
    if episode.status == EpisodeStatus.CLOSED:
        raise Conflict(_("This episode is closed."), code="episode_closed")


def locked_draft(document: Document) -> Document:
    """The draft under its lock. Raises Conflict once it is signed or discarded."""
    draft = type(document).objects.select_for_update(no_key=True).get(pk=document.pk)
    if draft.state == DocumentState.SIGNED:
        raise Conflict(_("This is signed and does not change any more. Correct it instead."), code="signed")
    if draft.state == DocumentState.DISCARDED:
        raise Conflict(_("This draft was discarded."), code="discarded")
    return draft


def check_revision(draft: Document, expected: int) -> None:
    """Raises Conflict, saying who and when, if somebody saved since ``expected`` was read."""
    if draft.revision == expected:
        return
    zone = clock.zone(draft.patient.clinic.time_zone)
    at = date_format(timezone.localtime(draft.changed_at, zone), "H:i")
    raise Conflict(
        _("%(name)s changed this elsewhere at %(time)s. What you typed is not saved yet.")
        % {"name": draft.drafted_by, "time": at},
        code="changed_elsewhere",
    )


def stamp(draft: Document, by: User) -> None:
    """One save more, and whose it was."""
    draft.revision += 1
    draft.drafted_by, draft.changed_at = by, clock.now()


def licence_of(by: User) -> str:
    """The licence under which this person signs. Raises Conflict without a valid one."""
    membership = active_membership(by)
    if membership is None or not membership.licence_number:
        raise Conflict(
            _("Only a licensed physiotherapist signs. The owner enters your licence number under Staff."),
            code="licence_needed",
        )
    ends = membership.licence_expires_on
    if ends and ends < clock.today_in(membership.clinic.time_zone):
        day = date_format(ends, "j F Y")
        raise Conflict(_("Your licence ended on %(day)s.") % {"day": day}, code="licence_needed")
    return membership.licence_number


def close_as_signed(draft: Document, by: User, licence: str) -> None:
    draft.state = DocumentState.SIGNED
    draft.signed_at, draft.signed_by, draft.signed_licence = clock.now(), by, licence
    draft.save()


def close_as_discarded(draft: Document) -> None:
    draft.state = DocumentState.DISCARDED
    draft.save()


def check_correctable(document: Document, reason: str) -> None:
    """Raises InvalidInput without a reason, Conflict unless it is signed."""
    if not reason.strip():
        raise invalid(reason=_("Say why, in a few words."))
    if document.state != DocumentState.SIGNED:
        raise Conflict(_("Only what is signed needs a correction."), code="not_signed")


def explained(error: IntegrityError) -> Conflict | IntegrityError:
    """What to raise when the database refused a new draft: in words, if it is one of ours."""
    if "one_draft" in str(error):
        return Conflict(
            _("This episode has an open draft already. Sign or discard it first."), code="draft_open"
        )
    if "corrected_once" in str(error):
        return Conflict(_("This has been corrected already. Correct the newer one."), code="corrected")
    return error
