"""Short ways to say what the rules are asked about, and strategies that make any of it up."""

from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from programs.rules.adherence import LogFact
from programs.rules.clock import Pause, ProgramClock
from programs.rules.dose import Dose
from programs.rules.schedule import Item
from programs.rules.words import BodySide, LogSide, LogState, Mode, SideRule

START = date(2025, 3, 19)  # a Wednesday, eleven days before summer time begins in Europe
EVERY_DAY = (1, 2, 3, 4, 5, 6, 7)


def day(number):
    """The calendar date of a program day that no pause has shifted."""
    return START + timedelta(days=number - 1)


def item(id=1, **changes):
    values = {
        "line": id,
        "program_id": "program",
        "exercise_id": f"exercise-{id}",
        "position": 1,
        "is_core": True,
        "side": SideRule.BOTH_TOGETHER,
        "days": EVERY_DAY,
        "first_week": 1,
        "last_week": 6,
        "effective_from": START,
        "effective_to": None,
        "dose": Dose(sets=3, reps=10, rest_s=60),
        "mode": Mode.REPS,
        "cue": "Slowly down",
    }
    return Item(id=id, **(values | changes))


def log(prescription=1, on=START, state=LogState.DONE, sets_done=None, side=LogSide.BOTH):
    return LogFact(prescription, side, on, state, sets_done)


dates = st.integers(-10, 80).map(lambda days: START + timedelta(days=days))


@st.composite
def pauses(draw):
    """A pause of any kind: before the start, over it, open, empty or even back to front."""
    from_on = draw(dates)
    return Pause(from_on, draw(st.none() | st.integers(-2, 20).map(lambda days: from_on + timedelta(days))))


@st.composite
def clocks(draw):
    weeks = []
    for week in range(1, draw(st.integers(0, 6)) + 1):
        weeks += [week] * draw(st.sampled_from([1, 1, 1, 2, 3]))
    return ProgramClock(
        START, tuple(weeks), tuple(draw(st.lists(pauses(), max_size=4))), draw(st.none() | st.none() | dates)
    )


@st.composite
def doses(draw):
    quantity = draw(st.sampled_from(["reps", "time_s", "distance_m", "duration_min", "plan"]))
    amount: Any = "walk-jog" if quantity == "plan" else draw(st.integers(1, 40))
    return Dose(
        sets=draw(st.integers(1, 5)),
        hold_s=draw(st.none() | st.integers(0, 12)),
        rest_s=draw(st.none() | st.integers(0, 90)),
        tempo=draw(st.sampled_from([None, "3-1-1", "0-0-0"])),
        **{quantity: amount},
    )


@st.composite
def items(draw, id):
    first_week = draw(st.integers(1, 6))
    effective_from = START + timedelta(days=draw(st.integers(-5, 30)))
    return item(
        id,
        line=f"line-{id}",
        position=draw(st.integers(1, 9)),
        is_core=draw(st.booleans()),
        side=draw(st.sampled_from(SideRule)),
        days=tuple(sorted(draw(st.sets(st.sampled_from(EVERY_DAY))))),
        first_week=first_week,
        last_week=draw(st.integers(first_week, 6)),
        effective_from=effective_from,
        effective_to=draw(st.none() | st.integers(0, 40).map(lambda days: effective_from + timedelta(days))),
        dose=draw(doses()),
        mode=draw(st.sampled_from(Mode)),
    )


@st.composite
def item_lists(draw, max_size=5):
    return [draw(items(number)) for number in range(1, draw(st.integers(0, max_size)) + 1)]


body_sides = st.sampled_from(BodySide)
log_facts = st.builds(
    LogFact,
    prescription=st.integers(1, 6),
    side=st.sampled_from(LogSide),
    on=dates,
    state=st.sampled_from(LogState),
    sets_done=st.none() | st.integers(0, 9),
)
