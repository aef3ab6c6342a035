"""Two records of one person become one, and can be taken apart again.

Everything happens in one transaction, under the locks of both records. What changed hands is written down, so
that the way back gives each row to where it came from; what was added since stays with what it hangs on.
"""

from typing import Any
from uuid import UUID

from django.db import IntegrityError
from django.utils.translation import gettext as _
from psycopg.errors import ExclusionViolation

from accounts.models import User
from accounts.permissions import Permission
from audit.context import recorded
from common import clock
from common.errors import Conflict, NotFound, invalid
from patients.access import get_patient, visible_merges
from patients.merge_rows import hand_over, split
from patients.models import Merge, Patient, Preferences
from patients.queries.merging import blockers
from patients.services.preferences import schedule


def merge_patients(*, by: User, keep: UUID, gone: UUID, reason: str) -> Merge:
    """The record ``gone`` goes into ``keep``, which has everything of both from now on.

    Raises NotFound, InvalidInput, Conflict naming what has to be settled before.
    """
    if not reason.strip():
        raise invalid(reason=_("Say why these are one person."))
    kept = get_patient(by, keep, Permission.MANAGE_CLINIC)
    going = get_patient(by, gone, Permission.MANAGE_CLINIC)
    try:
        return _merge(by, kept, going, reason.strip())
    except IntegrityError as error:
        if isinstance(error.__cause__, ExclusionViolation):
            raise Conflict(
                _("Both records have a visit at the same time. Move or cancel one of them first."),
                code="cannot_merge",
            ) from error
        raise


def _merge(by: User, kept: Patient, going: Patient, reason: str) -> Merge:
    with recorded(by=by, reason=f"records merged: {reason}"[:240]):
        kept, going = _locked(kept, going)
        if problems := blockers(kept, going):
            raise Conflict(" ".join(map(str, problems)), code="cannot_merge")
        rows, _staying = split(going, kept)
        signs_in = _take_sign_in(kept, going)
        hand_over(rows, giver=going, taker=kept)
        reminders = _end_reminders(going, kept)
        moved = {"rows": rows, "sign_in": signs_in, "reminders": reminders}
        return Merge.objects.create(kept=kept, gone=going, moved=moved, reason=reason[:240], merged_by=by)


def undo_merge(*, by: User, merge: UUID) -> Merge:
    """Takes the two records apart again. Raises NotFound, Conflict when something newer is in the way."""
    found = visible_merges(by, Permission.MANAGE_CLINIC).filter(uuid=merge).first()
    if found is None:
        raise NotFound(_("There is no such merge."))
    try:
        with recorded(by=by, reason="merge undone"):
            kept, gone = _locked(found.kept, found.gone)
            found = Merge.objects.select_for_update(no_key=True).get(pk=found.pk)
            _check_undoable(found, kept)
            _give_back_sign_in(kept, gone, found.moved["sign_in"])
            hand_over(found.moved["rows"], giver=kept, taker=gone)
            _begin_reminders(gone, found.moved["reminders"])
            found.undone_at, found.undone_by = clock.now(), by
            found.save()
    except IntegrityError as error:
        if "patient_email_once_a_clinic" in str(error) or "patients_patient_user_id" in str(error):
            raise Conflict(
                _("Somebody else has the e-mail address of the other record now. Change that first.")
            ) from error
        raise
    return found


def _locked(one: Patient, other: Patient) -> tuple[Patient, Patient]:
    """Both under their locks, always in the same order, whichever is kept."""
    rows = Patient.objects.select_for_update(no_key=True, of=("self",)).select_related("clinic")
    found = {patient.pk: patient for patient in rows.filter(pk__in=[one.pk, other.pk]).order_by("pk")}
    return found[one.pk], found[other.pk]


def _take_sign_in(kept: Patient, gone: Patient) -> dict[str, Any]:
    """The kept record's own sign-in stays; where it has none, it takes over the other's with its address."""
    state = {
        "user": gone.user_id,
        "kept_user": kept.user_id,
        "kept_email": kept.email,
        "taken_over": bool(gone.user_id and not kept.user_id),
    }
    user, address = gone.user, gone.email
    gone.user, gone.merged_into = None, kept
    gone.save()  # first: an account is one patient's, and so is an address
    if state["taken_over"]:
        kept.user, kept.email = user, address
        kept.save()
    return state


def _give_back_sign_in(kept: Patient, gone: Patient, state: dict[str, Any]) -> None:
    if state["taken_over"] and kept.user_id == state["user"]:
        kept.user_id, kept.email = state["kept_user"], state["kept_email"]
        kept.save()
    gone.merged_into = None
    gone.user_id = state["user"] if not Patient.objects.filter(user=state["user"]).exists() else None
    gone.save()


def _end_reminders(gone: Patient, kept: Patient) -> str | None:
    """Nobody is reminded of a record that is gone; the kept one is, of what came over."""
    waiting = Preferences.objects.filter(patient=gone, next_reminder_at__isnull=False).first()
    if waiting is None:
        return None
    at, waiting.next_reminder_at = waiting.next_reminder_at, None
    waiting.save()
    taking = Preferences.objects.filter(patient=kept, next_reminder_at=None).first()
    if taking:
        taking.patient = kept
        schedule(taking)
    return at.isoformat() if at else None


def _begin_reminders(gone: Patient, was: str | None) -> None:
    waiting = Preferences.objects.filter(patient=gone).first() if was else None
    if waiting and waiting.reminders:
        waiting.patient = gone
        schedule(waiting)


def _check_undoable(merge: Merge, kept: Patient) -> None:
    if merge.undone_at:
        raise Conflict(_("This merge was undone before."))
    if kept.merged_into_id:
        raise Conflict(_("The kept record was merged into another one later. Undo that first."))
