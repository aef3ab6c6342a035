"""The sessions of a program in time order, each with its facts and its colour as far as is known by now.

A session is a day's exercises or one run. Days of stretching alone are none, because nobody is asked how the
knee took them - unless it hurt too much by itself.

What was not said makes a session unknown, never better: one exercise whose pain was left out may have been
the worst one. The signs that only a daily check tells (swelling, limp) are those of the next day; those of
the session's own day too, if no session came the day before it that they would belong to.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import groupby
from operator import attrgetter
from zoneinfo import ZoneInfo

from programs.rules import derive
from programs.rules.after_run import settle_hours, worst_pain
from programs.rules.colour import is_answered, session_colour
from programs.rules.decision_words import Colour, SessionKind, Settled
from programs.rules.exact import Number
from programs.rules.facts import SessionFacts
from programs.rules.life import Knee, Life, Session, hours_between
from programs.rules.parameters import Parameters

# Of a load that nobody was asked about, the hour is not known.
EVENING = time(18)
A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A session with its colour. Until it is final an answer may still change it."""

    session: Session
    facts: SessionFacts
    colour: Colour
    is_final: bool


def judged_sessions(life: Life, parameters: Parameters, at: datetime) -> tuple[Judged, ...]:
    """All sessions, oldest first, as they stand at a moment."""
    sessions = sessions_of(life)
    checks = _Checks(life, {session.on for session in sessions if session.loads})
    judged = (_judge(session, checks, parameters, at) for session in sessions)
    return tuple(each for each in judged if each.session.loads or _hurt(each.facts, parameters))


def _hurt(facts: SessionFacts, parameters: Parameters) -> bool:
    return facts.pain_during is not None and facts.pain_during > parameters["ex.pain_amber_max"]


def sessions_of(life: Life) -> list[Session]:
    """Every day on which something was done, and every run, in time order."""
    return sorted(
        (*_exercise_days(life), *_runs(life)), key=lambda each: (each.on, each.loaded_at, each.kind)
    )


def _exercise_days(life: Life) -> Iterator[Session]:
    asked = {each.on: each for each in life.asked if each.run is None}
    for on, group in groupby(sorted(life.logs, key=attrgetter("on")), key=attrgetter("on")):
        logs = tuple(group)
        if all(log.is_skipped for log in logs):
            continue
        question = asked.get(on)
        loaded_at = question.loaded_at if question else _evening(life, on)
        yield Session(kind=SessionKind.EXERCISE, on=on, loaded_at=loaded_at, logs=logs, asked=question)


def _evening(life: Life, on: date) -> datetime:
    return datetime.combine(on, EVENING, tzinfo=ZoneInfo(life.time_zone))


def _runs(life: Life) -> Iterator[Session]:
    asked = {each.run: each for each in life.asked if each.run is not None}
    for run in life.runs:
        yield Session(
            kind=SessionKind.RUN, on=run.on, loaded_at=run.loaded_at, run=run, asked=asked.get(run.key)
        )


def _judge(session: Session, checks: "_Checks", parameters: Parameters, at: datetime) -> Judged:
    around = checks.around(session.on)
    facts = _facts(session, around, checks.mornings, parameters)
    colour = session_colour(facts, parameters).colour
    is_told = around.is_told and _tells(session, facts)
    if colour != Colour.RED and not is_told:
        colour = Colour.UNKNOWN
    is_settled = is_told and is_answered(facts)
    return Judged(
        session=session,
        facts=facts,
        colour=colour,
        is_final=is_settled or hours_between(session.loaded_at, at) >= parameters["resp.deadline_h"],
    )


def _tells(session: Session, facts: SessionFacts) -> bool:
    """Whether a run says of its form and, where it hurt, how the pain went."""
    if session.run is None:
        return True
    return facts.gait_changed is not None and (facts.pain_during == 0 or facts.pain_trend is not None)


def _facts(
    session: Session, around: "_Around", mornings: Mapping[date, int], parameters: Parameters
) -> SessionFacts:
    run = session.run
    return SessionFacts(
        kind=session.kind,
        pain_during=_pain(session, parameters),
        settle_h=_settle_h(session, parameters),
        morning_rise=derive.morning_rise(mornings, session.on),
        gait_changed=run.stride_changed if run else None,
        limp=around.limp,
        swelling=around.swelling,
        pain_trend=run.trend if run else None,
    )


def _pain(session: Session, parameters: Parameters) -> int | None:
    """The highest; unknown while an exercise that was done may have been worse, unless it is red already."""
    if run := session.run:
        return worst_pain(run.pain_start, run.pain_peak, run.pain_end, parameters)
    highest = derive.pain_during(session.pains)
    is_whole = all(log.pain is not None or log.is_skipped for log in session.logs)
    if highest is None or is_whole or highest > parameters["ex.pain_amber_max"]:
        return highest
    return None


def _settle_h(session: Session, parameters: Parameters) -> Number | None:
    asked = session.asked
    if asked is None:
        return None
    elapsed = asked.elapsed_h if asked.settled == Settled.NOT_YET else 0
    return settle_hours(asked.settled, elapsed, parameters)


class _Checks:
    """The daily checks by day; `sessions_on` are the days on which the knee was loaded."""

    def __init__(self, life: Life, sessions_on: set[date]) -> None:
        self._knees = {knee.on: knee for knee in life.knees}
        self._sessions_on = sessions_on
        self.mornings: Mapping[date, int] = {
            knee.on: knee.pain_morning for knee in life.knees if knee.pain_morning is not None
        }

    def around(self, on: date) -> "_Around":
        knees = self._of(on)
        swellings = [knee.swelling for knee in knees if knee.swelling is not None]
        limps = [knee.limp for knee in knees if knee.limp is not None]
        return _Around(
            swelling=max(swellings, default=None),
            limp=any(limps) if limps else None,
            is_told=len(swellings) == len(limps) == len(knees),
        )

    def _of(self, on: date) -> list[Knee]:
        """The checks that speak of a session of this day; one that was not given says nothing."""
        days = (on + A_DAY,) if on - A_DAY in self._sessions_on else (on, on + A_DAY)
        return [self._knees.get(day) or Knee(on=day) for day in days]


@dataclass(frozen=True, slots=True)
class _Around:
    """What the checks around a session say. `is_told`: each of them was given, and says both."""

    swelling: int | None
    limp: bool | None
    is_told: bool
