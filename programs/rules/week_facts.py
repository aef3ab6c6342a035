"""How a lived week went: the facts the weekly gate reads. Definitions: the pack's reasoning, 6.2.

A week is the days that were lived in it; days of a pause belong to none. It is judged by what is known at
a moment, so an answer that comes late changes the facts of the week it belongs to.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from programs.rules import derive
from programs.rules.adherence import adherence_between
from programs.rules.clock import ProgramClock, ProgramDay, dates_of, days_before, locate
from programs.rules.decision_words import Colour
from programs.rules.exact import Number
from programs.rules.facts import WeeklyFacts
from programs.rules.judged import Judged, judged_sessions
from programs.rules.life import Life, StageFacts
from programs.rules.parameters import Parameters

LOW_ADHERENCE = "esc.adherence_low"
WINDOW_DAYS = "reg.window_days"
BASELINE_DAYS = 3


def weekly_facts(
    life: Life, position: int, at: datetime, parameters: Parameters, judged: Sequence[Judged] | None = None
) -> WeeklyFacts:
    """How the week at a position went. Raises ValueError for one that has not begun by then.

    `judged`: the sessions as they stand at that moment, by whoever has them already."""
    today = life.day_of(at)
    week = _week_of(life, position, today)
    judged = judged_sessions(life, parameters, at) if judged is None else judged
    sessions = [each for each in judged if each.session.on <= week.last.on]
    mean = _mean(life, week.days)
    facts = WeeklyFacts(
        open_stop=life.is_stopped,
        checkins_7d=sum(knee.on in week.days for knee in life.knees),
        adherence_7d=_adherence(life, week.days, today),
        adherence_low_weeks=_low_weeks(life, position, today, parameters),
        red_sessions_7d=sum(each.colour == Colour.RED and each.session.on in week.days for each in sessions),
        green_streak=derive.green_streak([each.colour for each in sessions if each.is_final]),
        week_pain_rise=derive.change(mean, _mean(life, _days_of(life, position - 1, today))),
        worst_pain_max_7d=max(_pains(life, week.days), default=None),
        day_in_program=week.last.number,
        pain_improvement=derive.change(_baseline(life, today), mean),
        regressions_in_window=_regressions(life, week.last.on, parameters),
    )
    return _in_stage(facts, life, position, week, today)


@dataclass(frozen=True, slots=True)
class _Week:
    """The days of a lived week that have begun, and the last of them."""

    days: tuple[date, ...]
    last: ProgramDay


def _week_of(life: Life, position: int, today: date) -> _Week:
    days = _days_of(life, position, today)
    last = locate(life.clock, days[-1]) if days else None
    if not isinstance(last, ProgramDay):
        raise ValueError(f"week {position} has not begun on {today}")
    return _Week(days, last)


def _days_of(life: Life, position: int, today: date) -> tuple[date, ...]:
    if position < 1:
        return ()
    return tuple(on for on in dates_of(life.clock, position) if on <= today)


def _pains(life: Life, days: Collection[date]) -> list[int]:
    return [knee.pain_worst for knee in life.knees if knee.pain_worst is not None and knee.on in days]


def _mean(life: Life, days: Collection[date]) -> Number | None:
    return derive.week_mean(_pains(life, days))


def _baseline(life: Life, today: date) -> Number | None:
    first_days = _days_of(life, 1, today)[:BASELINE_DAYS]
    return derive.baseline_pain(_pains(life, first_days), life.assessed_pain)


def _adherence(life: Life, days: Sequence[date], today: date) -> Number | None:
    """Of the week's own days; what a pause lies between asks for nothing."""
    logs = [log.fact for log in life.logs if days[0] <= log.on <= days[-1]]
    found = adherence_between(
        life.clock, life.items, life.side, logs, first=days[0], last=days[-1], today=today
    )
    return found.percent


def _low_weeks(life: Life, position: int, today: date, parameters: Parameters) -> int | None:
    """Weeks of low adherence in a row up to this one; None in a pack that does not say what is low."""
    low = parameters.values.get(LOW_ADHERENCE)
    if low is None:
        return None
    weeks: list[Number | None] = []
    # From the latest back, and no further than the first that is not low: most programs look at one week.
    while position - len(weeks) >= 1 and derive.low_weeks(weeks, low) == len(weeks):
        weeks.insert(0, _adherence(life, _days_of(life, position - len(weeks), today), today))
    return derive.low_weeks(weeks, low)


def _regressions(life: Life, last_on: date, parameters: Parameters) -> int | None:
    """Those of earlier weeks: the one that this week's own decision led to is none of them."""
    window = parameters.values.get(WINDOW_DAYS)
    if window is None:
        return None
    earlier = [on for on in life.regressed_on if on < last_on]
    return derive.regressions_in_window(earlier, last_on, int(window))


def _in_stage(facts: WeeklyFacts, life: Life, position: int, week: _Week, today: date) -> WeeklyFacts:
    """With where in its stage the week stands; a week of no stage leaves that unknown."""
    stage = life.stage_of(week.last.week)
    if stage is None:
        return facts
    days = _days_before_in_stage(life.clock, stage, position) + len(week.days)
    return replace(
        facts,
        is_last_week=week.last.week == stage.last_week,
        is_last_stage=stage.last_week == max(each.last_week for each in life.stages),
        stage_min_days_done=days >= stage.min_days,
        stage_overrun_ratio=derive.stage_overrun_ratio(days, stage.weeks),
        worst_pain_limit=stage.pain_limit,
        tests_state=derive.exit_tests(stage.required, stage.results, today),
    )


def _days_before_in_stage(clock: ProgramClock, stage: StageFacts, position: int) -> int:
    """Days lived in a stage before a week, all times together: who was sent back keeps what was done."""
    return sum(
        days_before(clock, earlier + 1) - days_before(clock, earlier)
        for earlier in range(1, position)
        if stage.first_week <= _week_at(clock, earlier) <= stage.last_week
    )


def _week_at(clock: ProgramClock, position: int) -> int:
    """The program week that was lived; behind the released ones the last of them goes on."""
    weeks = clock.open_weeks
    return weeks[min(position, len(weeks)) - 1][0]
