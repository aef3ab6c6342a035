"""Can I run today? Puts what is stored before the rule (rules/permission.py) and adds when to ask again.

What nobody has told stays unknown, and unknown is never green. Whether a patient may begin is for a clinician
to say, who opens the running plan: until then a first run is unknown. A red run forbids the next one until
that plan was eased.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction

from common import clock
from patients.models import Patient
from programs.models import DailyCheck, FollowUp, Program, RunLog, RunPlan, Swelling
from programs.queries.facts import clock_of, item_of, log_facts
from programs.queries.run_facts import RunFacts, run_facts
from programs.rules.adherence import DayAdherence, adherence_between
from programs.rules.after_run import rest_days, settle_hours, worst_pain
from programs.rules.colour import session_colour
from programs.rules.decision_words import Instead, RunVeto, RunWord, Settled, Trend
from programs.rules.derive import morning_rise
from programs.rules.exact import Number
from programs.rules.parameters import Parameters, snapshot
from programs.rules.permission import WAITING, Runner, RunPermission, run_permission
from programs.rules.run_budget import A_WEEK, Budget
from programs.rules.run_conditions import LastRun
from programs.rules.running import next_run_on
from programs.rules.words import BodySide

REHAB_MIN = "gate.adherence_week_min"
REHAB_MIN_PERCENT = Fraction(60)  # for a pack that does not set it


@dataclass(frozen=True, slots=True)
class MayRun:
    """The answer for a day. ``next_on``: the first day on which a run may be, if waiting is all it takes.

    ``budget`` is there once a running plan counts distance."""

    on: date
    permission: RunPermission
    last_run: RunLog | None
    has_program: bool
    next_on: date | None
    plan: RunPlan | None = None
    budget: Budget | None = None


def may_run(patient: Patient, on: date | None = None) -> MayRun:
    """The answer for a patient's day, by default today."""
    facts = run_facts(patient, on or clock.today_in(patient.time_zone))
    parameters = snapshot(facts.program.parameters if facts.program else {})
    permission = run_permission(runner_of(facts, parameters), facts.on, parameters)
    if permission.word == RunWord.UNKNOWN and facts.last_run is None and facts.plan is None:
        # Nobody has said that a first run may be; telling how the knee is today would not change that.
        permission = replace(permission, instead=Instead.ASK_PHYSIO)
    return MayRun(
        on=facts.on,
        permission=permission,
        last_run=facts.last_run,
        has_program=facts.program is not None,
        next_on=_next_on(facts, permission),
        plan=facts.plan,
        budget=facts.budget,
    )


def runner_of(facts: RunFacts, parameters: Parameters) -> Runner:
    """The patient as the rule takes them."""
    run, today = facts.last_run, [check for check in facts.checks if check.on == facts.on]
    missing = len(facts.knees - {check.episode_id for check in today}) or not today
    last = _last_run(facts, run, parameters) if run else None
    return Runner(
        swelling=_worst([_grade(check) for check in today], is_whole=not missing),
        giving_way=_sign([check.giving_way for check in today], is_whole=not missing),
        limp=_sign([check.limp for check in today], is_whole=not missing),
        open_stop=facts.is_stopped,
        running_paused=facts.is_paused,
        rehab_in_place=_rehab(facts, parameters),
        last_run=last,
        next_run_on=_next_run_on(facts, last, parameters),
        runs_this_week=sum(each.on >= facts.week_from for each in facts.runs),
        km_left=facts.budget.left_km if facts.budget else None,
        entry_passed=facts.plan is not None,
    )


def _worst(told: Collection[int | None], *, is_whole: bool) -> int | None:
    """The worst of several knees. One sign is enough; that there is none must be said of every one."""
    known = [value for value in told if value is not None]
    if any(known):
        return max(known)
    return max(known, default=None) if is_whole and len(known) == len(told) else None


def _sign(told: Collection[bool | None], *, is_whole: bool) -> bool | None:
    worst = _worst(told, is_whole=is_whole)
    return None if worst is None else bool(worst)


def _grade(check: DailyCheck) -> int | None:
    return Swelling.values.index(check.swelling) if check.swelling else None


def _last_run(facts: RunFacts, run: RunLog, parameters: Parameters) -> LastRun:
    mornings = {
        check.on: check.pain_morning
        for check in facts.checks
        if check.episode_id == run.episode_id and check.pain_morning is not None
    }
    return LastRun(
        pain_peak=worst_pain(run.pain_start, run.pain_peak, run.pain_end, parameters),
        pain_trend=Trend(run.trend) if run.trend else None,
        gait_changed=run.stride_changed,
        settle_h=_settle_hours(getattr(run, "follow_up", None), parameters),
        morning_rise=morning_rise(mornings, run.on),
        is_eased=_is_eased(facts.plan, run),
    )


def _is_eased(plan: RunPlan | None, run: RunLog) -> bool:
    """The plan of this knee went back, or a clinician looked, on a day after the run."""
    if plan is None or plan.program.episode_id != run.episode_id or plan.eased_on is None:
        return False
    return plan.eased_on > run.on


def _settle_hours(asked: FollowUp | None, parameters: Parameters) -> Number | None:
    if asked is None or asked.answered_at is None:
        return None
    elapsed = Fraction(int((asked.answered_at - asked.loaded_at).total_seconds()), 3600)
    return settle_hours(Settled(asked.settled), elapsed, parameters)


def _next_run_on(facts: RunFacts, last: LastRun | None, parameters: Parameters) -> date | None:
    """The later of what the plan says and what the last run asks for, which may not be judged yet."""
    days = [facts.next_run_on] if facts.next_run_on else []
    if facts.is_resting:
        days.append(facts.on + timedelta(days=1))
    if facts.last_run and last:
        days.append(_rested_on(facts.last_run, last, parameters))
    return max(days, default=None)


def _rested_on(run: RunLog, last: LastRun, parameters: Parameters) -> date:
    colour = session_colour(last.as_session(), parameters).colour
    return next_run_on(run.on, rest_days(colour, run.sore_in_warmup, parameters))


def _rehab(facts: RunFacts, parameters: Parameters) -> bool | None:
    """Enough of what was due in the last seven days was done; unknown when nothing was due."""
    days = [day for program in facts.programs for day in _days(program, facts.on)]
    due = sum(day.due for day in days)
    if not due:
        return None
    least = parameters.values.get(REHAB_MIN, REHAB_MIN_PERCENT)
    return Fraction(100 * sum(day.done_sets for day in days), due) >= least


def _days(program: Program, on: date) -> tuple[DayAdherence, ...]:
    """The last seven days, today among them."""
    measured = adherence_between(
        clock_of(program),
        [item_of(prescription) for prescription in program.prescriptions.all()],
        BodySide(program.side),
        log_facts(program.session_logs.all()),
        first=on - A_WEEK + timedelta(days=1),
        last=on,
        today=on,
    )
    return measured.days


def _next_on(facts: RunFacts, permission: RunPermission) -> date | None:
    """Known only while nothing but time stands against a run; when a rest is over, the knee says."""
    if facts.is_resting or not permission.vetoes or not set(permission.vetoes) <= WAITING:
        return None
    days = [permission.next_run_on] if permission.next_run_on else []
    if RunVeto.WEEK_FULL in permission.vetoes:
        days.append(facts.week_from + A_WEEK)
    return max(days, default=None)
