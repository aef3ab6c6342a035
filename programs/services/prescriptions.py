"""Changes what is prescribed. The old prescription is closed, a new one opened; the past stays as it was."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import Permission
from audit.context import recorded
from common import clock
from common.errors import Conflict, invalid
from programs.access import get_prescription
from programs.enums import RUNNING
from programs.models import Exercise, Prescription, Program, SessionLog
from programs.queries.facts import dose_columns, dose_of
from programs.queries.later import later_rows
from programs.rules.dose import Dose
from programs.services.assign import changed_dose

Direction = Literal["easier", "harder"]


@dataclass(frozen=True)
class Replacement:
    """What would take the place of a prescription: for the preview before confirming.

    ``later`` are the rows of the same place in the plan for its later weeks, with their own doses.
    """

    before: Prescription
    exercise: Exercise
    dose: Dose
    effective_from: date
    later: Sequence[Prescription]


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
    *, by: User, prescription: UUID, changes: Mapping[str, Any], reason: str, and_later: bool = True
) -> Prescription:
    """Closes the prescription, opens one with the changed dose. Raises NotFound, InvalidInput, Conflict.

    ``and_later`` makes the same change in the later weeks of this place in the plan: a dose that was cut
    because it hurt must not come back by itself next week.
    """
    reason = _reason(reason)
    replacement = preview_dose(by=by, prescription=prescription, changes=changes)
    if replacement.dose == dose_of(replacement.before):
        raise invalid(changes=_("Nothing would change."))
    with recorded(by=by, reason=reason):
        opened = _replace(by, replacement, reason)
        for row in replacement.later if and_later else ():
            _replace(by, _replacement(row, row.exercise, changed_dose(dose_of(row), changes)), reason)
        return opened


def swap_exercise(
    *, by: User, prescription: UUID, direction: Direction, reason: str, and_later: bool = True
) -> Prescription:
    """Swaps the exercise for its neighbour, by default in later weeks too (as in ``change_dose``).

    Raises NotFound, InvalidInput, Conflict.
    """
    reason = _reason(reason)
    replacement = preview_swap(by=by, prescription=prescription, direction=direction)
    with recorded(by=by, reason=reason):
        opened = _replace(by, replacement, reason)
        for row in replacement.later if and_later else ():
            _replace(by, _replacement(row, replacement.exercise, replacement.dose), reason)
        return opened


def stop_prescription(*, by: User, prescription: UUID, reason: str) -> Prescription:
    """Takes an exercise out of the plan from now on, in all later weeks too: what hurts must not come back
    with the next week's dose. Raises NotFound, InvalidInput, Conflict.
    """
    reason = _reason(reason)
    before = _open_prescription(by, prescription)
    with recorded(by=by, reason=reason):
        on = _from_when(before)
        closed = _close(by, before, on)
        for later in _later_in_plan(before):
            _close(by, later, max(on, later.effective_from))
        return closed


def _replacement(before: Prescription, exercise: Exercise, dose: Dose) -> Replacement:
    return Replacement(before, exercise, dose, _from_when(before), later_rows(before))


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
    _check_running(found.program)
    if found.effective_to is not None:
        raise Conflict(_("This prescription was replaced already. Look at the current one."), code="closed")
    return found


def _check_running(program: Program) -> None:
    if program.status not in RUNNING:
        raise Conflict(_("This program has ended."), code="program_ended")


def _from_when(before: Prescription) -> date:
    """Today in the patient's own days; tomorrow if they have done it today; never before it began."""
    today = clock.today_in(before.program.patient.time_zone)
    done_today = SessionLog.objects.filter(prescription=before, on__gte=today).exists()
    return max(today + timedelta(days=done_today), before.effective_from)


def _replace(by: User, replacement: Replacement, reason: str) -> Prescription:
    before = _close(by, replacement.before, replacement.effective_from)
    return Prescription.objects.create(
        program_id=before.program_id,
        stage_id=before.stage_id,
        exercise=replacement.exercise,
        line=before.line,
        position=before.position,
        is_core=before.is_core,
        days=before.days,
        side=before.side if replacement.exercise == before.exercise else replacement.exercise.side,
        first_week=before.first_week,
        last_week=before.last_week,
        effective_from=replacement.effective_from,
        opened_by=by,
        open_reason=reason,
        replaces=before,
        **dose_columns(replacement.dose),
    )


def _close(by: User, before: Prescription, on: date) -> Prescription:
    """Under the program's lock: of two changes at once, one wins and the other hears of it."""
    _check_running(Program.objects.select_for_update(no_key=True).get(pk=before.program_id))
    before = Prescription.objects.select_related("exercise").get(pk=before.pk)
    if before.effective_to is not None:
        raise Conflict(_("Somebody else just changed this. Look again before you change it."), code="closed")
    before.effective_to, before.closed_at, before.closed_by = on, clock.now(), by
    before.save()
    return before
