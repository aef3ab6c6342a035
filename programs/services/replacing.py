"""Takes one prescription's place by another. The old one is closed, the past stays as it was.

Callers have asked who may, and say who does it: a clinician, a decision of the rules, or both.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from accounts.models import User
from common import clock
from common.errors import Conflict
from programs.enums import RUNNING
from programs.models import Decision, Exercise, Prescription, Program, SessionLog
from programs.queries.facts import dose_columns, dose_of
from programs.rules.dose import Dose


@dataclass(frozen=True)
class Replacement:
    """What would take the place of a prescription: for the preview before confirming.

    ``later`` are the rows of the same place in the plan for its later weeks, with their own doses.
    """

    before: Prescription
    exercise: Exercise
    dose: Dose
    effective_from: date
    later: Sequence[Prescription] = ()


@dataclass(frozen=True)
class Author:
    """Who changes a plan and why. Nobody does what the rules ease by themselves: then ``by`` is empty."""

    by: User | None
    reason: str
    decision: Decision | None = None


def replace_prescription(
    author: Author, replacement: Replacement, last_week: int | None = None
) -> Prescription:
    """Opens the new row; up to ``last_week`` only, and what was there comes back after it."""
    before = close_prescription(author, replacement.before, replacement.effective_from)
    until = before.last_week if last_week is None else min(last_week, before.last_week)
    opened = _open(
        author,
        replacement,
        replaces=before,
        side=before.side if replacement.exercise == before.exercise else replacement.exercise.side,
        first_week=before.first_week,
        last_week=until,
    )
    if until < before.last_week:
        as_before = replace(replacement, exercise=before.exercise, dose=dose_of(before))
        _open(author, as_before, side=before.side, first_week=until + 1, last_week=before.last_week)
    return opened


def _open(author: Author, replacement: Replacement, **place: Any) -> Prescription:
    before = replacement.before
    return Prescription.objects.create(
        program_id=before.program_id,
        stage_id=before.stage_id,
        exercise=replacement.exercise,
        line=before.line,
        position=before.position,
        is_core=before.is_core,
        days=before.days,
        effective_from=replacement.effective_from,
        opened_by=author.by,
        open_reason=author.reason[:240],
        decision=author.decision,
        **place,
        **dose_columns(replacement.dose),
    )


def close_prescription(author: Author, before: Prescription, on: date) -> Prescription:
    """Under the program's lock: of two changes at once, one wins and the other hears of it."""
    check_running(Program.objects.select_for_update(no_key=True).get(pk=before.program_id))
    before = Prescription.objects.select_related("exercise").get(pk=before.pk)
    if before.effective_to is not None:
        raise Conflict(_("Somebody else just changed this. Look again before you change it."), code="closed")
    before.effective_to, before.closed_at = on, clock.now()
    before.closed_by, before.close_decision = author.by, author.decision
    before.save()
    return before


def check_running(program: Program) -> None:
    if program.status not in RUNNING:
        raise Conflict(_("This program has ended."), code="program_ended")


def from_when(before: Prescription) -> date:
    """Today in the patient's own days; tomorrow if they have done it today; never before it began."""
    today = clock.today_in(before.program.patient.time_zone)
    done_today = SessionLog.objects.filter(prescription=before, on__gte=today).exists()
    return max(today + timedelta(days=done_today), before.effective_from)
