"""Carries out what was decided: weeks, doses, rest. Callers hold the program's lock.

Each returns what it changed, for the decision's answer; nothing here asks whether it is right.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext as _

from accounts.models import User
from common.errors import Conflict
from programs.enums import ProgramStatus
from programs.models import (
    Decision,
    DecisionAnswer,
    Prescription,
    Program,
    ProgramStage,
    ProgramWeek,
    SessionLog,
)
from programs.queries.facts import clock_of, dose_of
from programs.rules.clock import ProgramDay, dates_of, locate
from programs.rules.decision_words import Regression, Verdict
from programs.rules.dose import Dose
from programs.rules.easing import Done, Easing, adjust, regress_dose
from programs.rules.exact import exact
from programs.rules.parameters import snapshot
from programs.rules.weekly import way_back
from programs.services.lifecycle import finish_program
from programs.services.pausing import first_day_without, pause
from programs.services.replacing import Author, Replacement, from_when, replace_prescription
from programs.services.weeks import cut_short, go_back, go_on, hold

SESSION = "session:"
AMBER_MAX = "ex.pain_amber_max"
Changes = dict[str, Any]


@dataclass(frozen=True)
class Order:
    """A decision to carry out: by a clinician, or by itself; `reason` is what the plan's rows will say."""

    decision: Decision
    program: Program
    by: User | None
    reason: str

    @property
    def position(self) -> int:
        """The week as it was lived that the decision is about."""
        return int(self.decision.key.removeprefix("week:"))

    @property
    def author(self) -> Author:
        return Author(self.by, self.reason, self.decision)


def carry_out_week(order: Order, verdict: Verdict) -> Changes:
    """What a weekly decision does. Raises Conflict where the program has moved on meanwhile."""
    match verdict:
        case Verdict.ADVANCE_WEEK | Verdict.PROGRESS:
            return _next_week(order)
        case Verdict.COMPLETE:
            return _complete(order)
        case Verdict.REGRESS:
            return _regress(order)
        case Verdict.ESCALATE if _asks_for(order.decision, Verdict.REGRESS):
            return _hold(order) | _ease_week(order)
        case _:
            return _hold(order)


def _asks_for(decision: Decision, verdict: Verdict) -> bool:
    return any(reason["decision"] == verdict for reason in decision.proposal.get("reasons", ()))


def _hold(order: Order) -> Changes:
    """The week once more, unless the program has gone on or is holding already."""
    if order.program.weeks_released != order.position:
        return {"weeks": None}
    hold(order.program, after=order.position, reason=order.reason, decision=order.decision)
    return {"weeks": "held"}


def _next_week(order: Order) -> Changes:
    program = order.program
    _check_next(order)
    first = cut_short(program, on=first_day_without(program))
    go_on(program, on=first, reason=order.reason, decision=order.decision)
    return {"weeks": "on", "from": first.isoformat()}


def _check_next(order: Order) -> None:
    """A decision about a week that is not the last one any more moves nothing."""
    program = order.program
    last = ProgramWeek.objects.filter(program=program).aggregate(last=Max("position"))["last"]
    since = ProgramWeek.objects.filter(program=program, position__gt=order.position)
    lived = since.filter(position__lte=program.weeks_released)
    week = ProgramWeek.objects.get(program=program, position=order.position).week
    if lived.exclude(week=week).exists():
        raise Conflict(_("The program has gone on since. Look at it again."), code="replaced")
    if program.weeks_released >= last:
        raise Conflict(_("There is no week after this one. Finish the program instead."), code="no_next_week")


def _complete(order: Order) -> Changes:
    if order.by is None:
        raise ValueError("Nobody but a clinician ends a program.")
    finish_program(by=order.by, program=order.program.uuid, reason=order.reason)
    return {"weeks": None, "ended": True}


def _regress(order: Order) -> Changes:
    """The dose first; the second time in the window the stage before; in the first stage a person looks."""
    week = ProgramWeek.objects.get(program=order.program, position=order.position).week
    stage = ProgramStage.objects.get(program=order.program, first_week__lte=week, last_week__gte=week)
    way = way_back(
        int(order.decision.facts.get("regressions_in_window") or 0),
        in_first_stage=stage.first_week == 1,
        escalated=_asks_for(order.decision, Verdict.ESCALATE),
    )
    if way.kind == Regression.STAGE and order.program.weeks_released == order.position:
        go_back(order.program, week=stage.first_week - 1, reason=order.reason, decision=order.decision)
        return {"weeks": "back", "regression": str(way.kind), "asks_physio": way.asks_physio}
    return _hold(order) | _ease_week(order) | {"asks_physio": way.asks_physio}


def _ease_week(order: Order) -> Changes:
    """Less from now on, in the later weeks too: what hurt must not come back by itself."""
    week = ProgramWeek.objects.get(program=order.program, position=order.position).week
    days = dates_of(clock_of(order.program), order.position)
    rows = _open_rows(order.program, week)
    done = _done(rows, _pains(order.program, days))
    eased = _ease(order, rows, regress_dose(done, _amber(order.program)))
    return {"regression": str(Regression.DOSE), "eased": eased}


def ease_after(order: Order, sessions: Sequence[str]) -> Changes:
    """After a red session: what hurt gets easier until the next week, and there is a rest. Once each."""
    new = [key for key in sessions if not _is_answered(order.program, key)]
    if not new or order.program.status != ProgramStatus.ACTIVE:
        return {}
    eased = [change for key in new if key.startswith(SESSION) for change in _ease_session(order, key)]
    return {"sessions": new, "eased": eased, "rest_from": _rest(order).isoformat()}


def _is_answered(program: Program, session: str) -> bool:
    rows = DecisionAnswer.objects.filter(decision__program=program, changes__sessions__contains=[session])
    return rows.exists()


def _ease_session(order: Order, session: str) -> list[Changes]:
    program, session_on = order.program, date.fromisoformat(session.removeprefix(SESSION))
    place = locate(clock_of(program), session_on)
    if isinstance(place, ProgramDay):
        rows = [row for row in _open_rows(program, place.week) if _was_done(row, session_on)]
        done = _done(rows, _pains(program, [session_on]))
        return _ease(order, rows, adjust(done, _amber(program)), until_week=place.week)
    return []


def _rest(order: Order) -> date:
    """At least a day without load; the evaluation ends it once the knee is as it was."""
    pause(order.program, by=order.by, reason=order.reason or "rest", decision=order.decision)
    return first_day_without(order.program)


def _open_rows(program: Program, week: int) -> list[Prescription]:
    rows = Prescription.objects.select_related("exercise__easier", "program__patient").filter(
        program=program, effective_to=None, first_week__lte=week, last_week__gte=week, plan=""
    )
    return list(rows.order_by("position", "pk"))


def _was_done(row: Prescription, on: date) -> bool:
    return SessionLog.objects.filter(prescription__line=row.line, program=row.program_id, on=on).exists()


def _pains(program: Program, days: Iterable[date]) -> Mapping[Any, int]:
    """The worst pain in each place of the plan on some days."""
    logs = SessionLog.objects.filter(program=program, on__in=list(days), pain__isnull=False)
    return dict(logs.values_list("prescription__line").annotate(worst=Max("pain")))


def _done(rows: Iterable[Prescription], pains: Mapping[Any, int]) -> list[Done]:
    """What was done and how much it hurt. An easier neighbour that is in the plan already is no way out."""
    rows = list(rows)
    taken = {row.exercise.slug for row in rows}
    done = []
    for row in rows:
        easier = row.exercise.easier.slug if row.exercise.easier else None
        easier = None if easier in taken else easier
        done.append(Done(prescription=row.pk, sets=row.sets, pain=pains.get(row.line), easier=easier))
        taken |= {easier} if easier else set()
    return done


def _amber(program: Program) -> Any:
    return snapshot(program.parameters)[AMBER_MAX] if AMBER_MAX in program.parameters else exact(5)


def _ease(
    order: Order, rows: Iterable[Prescription], easings: Iterable[Easing], until_week: int | None = None
) -> list[Changes]:
    by_pk = {row.pk: row for row in rows}
    changed = []
    for easing in easings:
        before = by_pk[int(easing.prescription)]
        changed.append(_told(before, _replace(order, before, easing, until_week)))
        if until_week is None:
            for later in _later(before):
                _replace(order, later, _same(easing, later), None)
    return changed


def _later(before: Prescription) -> list[Prescription]:
    rows = Prescription.objects.select_related("exercise__easier", "program__patient").filter(
        program=before.program_id, line=before.line, effective_to=None, first_week__gt=before.last_week
    )
    return list(rows)


def _same(easing: Easing, row: Prescription) -> Easing:
    """The same change of another week's dose: a set less than it asks for, never the last one."""
    return easing if easing.exercise else replace(easing, prescription=row.pk, sets=max(row.sets - 1, 1))


def _replace(order: Order, before: Prescription, easing: Easing, until_week: int | None) -> Prescription:
    exercise, dose = before.exercise, dose_of(before)
    if easing.exercise and exercise.easier and exercise.easier.slug == easing.exercise:
        exercise = exercise.easier
        dose = _no_more_sets(Dose.from_mapping(exercise.default_dose), before.sets)
    elif easing.sets:
        dose = replace(dose, sets=easing.sets)
    return replace_prescription(
        order.author, Replacement(before, exercise, dose, from_when(before)), until_week
    )


def _no_more_sets(dose: Dose, sets: int) -> Dose:
    return replace(dose, sets=min(dose.sets, sets))


def _told(before: Prescription, after: Prescription) -> Changes:
    return {
        "exercise": before.exercise.name,
        "now": after.exercise.name,
        "from": dose_of(before).as_dict(),
        "to": dose_of(after).as_dict(),
    }
