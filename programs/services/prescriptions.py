"""Changes what is prescribed. The old prescription is closed, a new one opened; the past stays as it was."""

from collections.abc import Mapping
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
from programs.rules.dose import Dose
from programs.services.assign import changed_dose

Direction = Literal["easier", "harder"]


@dataclass(frozen=True)
class Replacement:
    """What would take the place of a prescription: for the preview before confirming."""

    before: Prescription
    exercise: Exercise
    dose: Dose
    effective_from: date


def preview_dose(*, by: User, prescription: UUID, changes: Mapping[str, Any]) -> Replacement:
    """What a dose change would do. Changes nothing. Raises NotFound, InvalidInput, Conflict."""
    before = _open_prescription(by, prescription)
    return Replacement(before, before.exercise, changed_dose(dose_of(before), changes), _from_when(before))


def preview_swap(*, by: User, prescription: UUID, direction: Direction) -> Replacement:
    """What a swap for the easier or harder neighbour would do, at the neighbour's default dose."""
    before = _open_prescription(by, prescription)
    neighbour = before.exercise.easier if direction == "easier" else before.exercise.harder
    if neighbour is None:
        raise Conflict(_("There is no such neighbour in the library."), code="no_neighbour")
    return Replacement(before, neighbour, Dose.from_mapping(neighbour.default_dose), _from_when(before))


def change_dose(*, by: User, prescription: UUID, changes: Mapping[str, Any], reason: str) -> Prescription:
    """Closes the prescription, opens one with the changed dose. Raises NotFound, InvalidInput, Conflict."""
    reason = _reason(reason)
    replacement = preview_dose(by=by, prescription=prescription, changes=changes)
    if replacement.dose == dose_of(replacement.before):
        raise invalid(changes=_("Nothing would change."))
    return _replace(by, replacement, reason)


def swap_exercise(*, by: User, prescription: UUID, direction: Direction, reason: str) -> Prescription:
    """Swaps the exercise for its neighbour. Raises NotFound, InvalidInput, Conflict."""
    return _replace(by, preview_swap(by=by, prescription=prescription, direction=direction), _reason(reason))


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
    before = replacement.before
    with recorded(by=by, reason=reason):
        before = _close(by, before, replacement.effective_from)
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
