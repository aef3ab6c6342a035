"""Short ways to make a life: a program of one exercise, with what was told on its days."""

from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from programs.rules.clock import Pause, ProgramClock
from programs.rules.decision_words import Settled
from programs.rules.life import Asked, Knee, Life, Logged, Run, StageFacts
from programs.rules.words import BodySide, LogSide, LogState
from tests.programs.rules.build import START, day, item, log
from tests.programs.rules.protocol import PARAMETERS

ZONE = "Europe/Berlin"
STAGES = (
    StageFacts(slug="s1", first_week=1, last_week=2, min_days=14, pain_limit=4),
    StageFacts(slug="s2", first_week=3, last_week=4, min_days=14, pain_limit=2),
)


def moment(on, hour=12):
    return datetime.combine(on, time(hour), tzinfo=ZoneInfo(ZONE))


def end_of(number):
    """Two days after a program day, when every deadline of that day is over."""
    return moment(day(number) + timedelta(days=2), 20)


def clock(weeks=(1, 2, 3, 4), **fields):
    return ProgramClock(START, weeks, **{"released": len(weeks), **fields})


def pause(first, until):
    """From one date to before another, counted as program days without a pause."""
    return Pause(day(first), day(until))


def life(**fields):
    values = {
        "program": "program",
        "clock": clock(),
        "time_zone": ZONE,
        "side": BodySide.LEFT,
        "stages": STAGES,
        "items": (item(),),
    }
    return Life(**(values | fields))


def knee(number, **said):
    """A check of a quiet knee, but for what is said."""
    quiet = {
        "rf_emergency": False, "rf_urgent": False, "pain_worst": 2, "pain_morning": 1, "swelling": 0,
        "giving_way": False, "catching": False, "limp": False,
    }  # fmt: skip
    return Knee(on=day(number), **(quiet | said))


def knees(*numbers, **said):
    return tuple(knee(number, **said) for number in numbers)


def logged(number, prescription=1, line=None, side=LogSide.BOTH, **said):
    """A log in which everything was done without pain, but for what is said."""
    state, sets = said.pop("state", LogState.DONE), said.pop("sets_done", None)
    values = {"pain": 0, "reps": 10, "rir": 3} | said
    fact = log(prescription, day(number), state, sets, side)
    return Logged(fact=fact, line=line or prescription, **values)


def asked(number, settled=Settled.WITHIN_1H, after_h=24, run=None, hour=12):
    """The question after a load, answered some hours later; without an answer if `settled` is None."""
    at = moment(day(number), hour)
    answered_at = at + timedelta(hours=after_h) if settled else None
    return Asked(on=day(number), loaded_at=at, run=run, settled=settled, answered_at=answered_at)


def run(number, key="run", **said):
    good: dict[str, Any] = {
        "pain_start": 0,
        "pain_peak": 1,
        "pain_end": 0,
        "trend": "same",
        "stride_changed": False,
    }
    return Run(key=key, on=day(number), loaded_at=moment(day(number), 18), distance_km=5, **(good | said))


def trained(*numbers):
    """Green sessions: what was done, that it settled, and how the knee was around them."""
    around = sorted({near for number in numbers for near in (number, number + 1)})
    return {
        "logs": tuple(logged(number) for number in numbers),
        "asked": tuple(asked(number) for number in numbers),
        "knees": knees(*around),
    }


P = PARAMETERS
