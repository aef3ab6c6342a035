"""What a proposal would change in the plan: exercises that come, go, or get another dose."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from programs.decision_changes_text import stored_dose
from programs.models import Decision, Prescription
from programs.queries.decisions import weeks_of
from programs.rules.dose import DOSE_FIELDS, Dose


@dataclass(frozen=True, slots=True)
class PlanChange:
    """One exercise: without ``before`` it is new, without ``after`` it goes."""

    before: Prescription | None
    after: Prescription | None


@dataclass(frozen=True, slots=True)
class DoseStep:
    """One exercise's dose now and as proposed; ``harder`` takes its place where it is named."""

    exercise: str
    before: Dose
    after: Dose
    harder: str


def plan_changes(decision: Decision) -> list[PlanChange]:
    """The next week against this one, as both are prescribed now; nothing where no week would begin."""
    week, after = weeks_of(decision)
    if week is None or after is None:
        return []
    rows = Prescription.objects.filter(program=decision.program_id, effective_to=None)
    rows = rows.select_related("exercise", "program").order_by("-is_core", "position")
    held = list(rows)
    return list(_changes(_in_week(held, week), _in_week(held, after)))


def dose_step(decision: Decision) -> DoseStep | None:
    """What a step of load changes; None for any other decision."""
    proposal, row = decision.proposal, decision.prescription
    if row is None or not proposal.get("before"):
        return None
    harder = row.exercise.harder.name if proposal.get("exercise") and row.exercise.harder else ""
    before, after = stored_dose(proposal["before"]), stored_dose(proposal["dose"])
    return DoseStep(row.exercise.name, before, after, harder)


def _in_week(rows: list[Prescription], week: int) -> Mapping[int, Prescription]:
    return {row.exercise_id: row for row in rows if row.first_week <= week <= row.last_week}


def _changes(now: Mapping[int, Prescription], then: Mapping[int, Prescription]) -> Iterator[PlanChange]:
    for exercise, row in then.items():
        before = now.get(exercise)
        if before is None or _asks(before) != _asks(row):
            yield PlanChange(before, row)
    yield from (PlanChange(row, None) for exercise, row in now.items() if exercise not in then)


def _asks(row: Prescription) -> tuple[Any, ...]:
    return (*(getattr(row, name) for name in DOSE_FIELDS), tuple(row.days))
