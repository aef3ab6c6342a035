"""Changes what is prescribed. The old prescription is closed, a new one opened; the past stays as it was."""

from collections.abc import Mapping
from typing import Any, Literal
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import Permission
from audit.context import recorded
from common.errors import Conflict, invalid
from programs.access import get_prescription
from programs.models import Decision, Exercise, Prescription
from programs.queries.facts import dose_of
from programs.queries.later import later_rows
from programs.rules.dose import Dose
from programs.services.assign import changed_dose
from programs.services.replacing import (
    Author,
    Replacement,
    check_running,
    close_prescription,
    from_when,
    replace_prescription,
)

Direction = Literal["easier", "harder"]


def preview_dose(*, by: User, prescription: UUID, changes: Mapping[str, Any]) -> Replacement:
    """What a dose change would do. Changes nothing. Raises NotFound, InvalidInput, Conflict."""
    before = _open_prescription(by, prescription)
    return _replacement(before, before.exercise, changed_dose(dose_of(before), changes))


def preview_swap(*, by: User, prescription: UUID, direction: Direction) -> Replacement:
    """What a swap for the easier or harder neighbour would do, at the neighbour's default dose."""
    before = _open_prescription(by, prescription)
    neighbour = before.exercise.easier if direction == "easier" else before.exercise.harder
    if neighbour is None:
        raise Conflict(_("There is no such neighbour in the library."), code="no_neighbour")
    return _replacement(before, neighbour, Dose.from_mapping(neighbour.default_dose))


def change_dose(
    *,
    by: User,
    prescription: UUID,
    changes: Mapping[str, Any],
    reason: str,
    and_later: bool = True,
    decision: Decision | None = None,
) -> Prescription:
    """Closes the prescription, opens one with the changed dose. Raises NotFound, InvalidInput, Conflict.

    ``and_later`` makes the same change in the later weeks of this place in the plan: a dose that was cut
    because it hurt must not come back by itself next week.
    """
    reason = _reason(reason)
    replacement = preview_dose(by=by, prescription=prescription, changes=changes)
    if replacement.dose == dose_of(replacement.before):
        raise invalid(changes=_("Nothing would change."))
    author = Author(by, reason, decision)
    with recorded(by=by, reason=reason):
        opened = replace_prescription(author, replacement)
        for row in replacement.later if and_later else ():
            changed = _replacement(row, row.exercise, changed_dose(dose_of(row), changes))
            replace_prescription(author, changed)
        return opened


def swap_exercise(
    *,
    by: User,
    prescription: UUID,
    direction: Direction,
    reason: str,
    and_later: bool = True,
    decision: Decision | None = None,
) -> Prescription:
    """Swaps the exercise for its neighbour, by default in later weeks too (as in ``change_dose``).

    Raises NotFound, InvalidInput, Conflict.
    """
    reason = _reason(reason)
    replacement = preview_swap(by=by, prescription=prescription, direction=direction)
    author = Author(by, reason, decision)
    with recorded(by=by, reason=reason):
        opened = replace_prescription(author, replacement)
        for row in replacement.later if and_later else ():
            replace_prescription(author, _replacement(row, replacement.exercise, replacement.dose))
        return opened


def stop_prescription(*, by: User, prescription: UUID, reason: str) -> Prescription:
    """Takes an exercise out of the plan from now on, in all later weeks too: what hurts must not come back
    with the next week's dose. Raises NotFound, InvalidInput, Conflict.
    """
    reason = _reason(reason)
    before = _open_prescription(by, prescription)
    author = Author(by, reason)
    with recorded(by=by, reason=reason):
        on = from_when(before)
        closed = close_prescription(author, before, on)
        for later in _later_in_plan(before):
            close_prescription(author, later, max(on, later.effective_from))
        return closed


def _replacement(before: Prescription, exercise: Exercise, dose: Dose) -> Replacement:
    return Replacement(before, exercise, dose, from_when(before), later_rows(before))


def _later_in_plan(before: Prescription) -> QuerySet[Prescription]:
    """What would bring it back: the same place in the plan, or the same exercise in a later stage."""
    same = Q(line=before.line) | Q(exercise=before.exercise_id)
    return Prescription.objects.filter(
        same, program=before.program_id, effective_to=None, last_week__gte=before.first_week
    )


def _reason(reason: str) -> str:
    if not reason.strip():
        raise invalid(reason=_("Say why, in a few words."))
    return reason.strip()


def _open_prescription(by: User, prescription: UUID) -> Prescription:
    found = get_prescription(by, prescription, Permission.EDIT_CLINICAL)
    check_running(found.program)
    if found.effective_to is not None:
        raise Conflict(_("This prescription was replaced already. Look at the current one."), code="closed")
    return found
