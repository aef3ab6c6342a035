"""One real week, from pack to script: week 3 of the four-week runner's knee program, right knee.

The doses are typed here as the draft pack has them, so that a change of the pack does not move this test.
"""

from fractions import Fraction

import pytest

from programs.rules.adherence import adherence
from programs.rules.clock import ProgramClock
from programs.rules.dose import resolve
from programs.rules.schedule import Item, due_on
from programs.rules.script import build_script
from programs.rules.words import BodySide, LogSide, Mode, SideRule, StepKind
from tests.programs.rules.build import START, day, log
from tests.programs.rules.test_script import played

CLOCK = ProgramClock(START, (1, 2, 3, 4))
STRENGTH, BETWEEN = (1, 3, 5), (2, 4, 6)
EACH, TOGETHER, ALTERNATING = SideRule.EACH, SideRule.BOTH_TOGETHER, SideRule.ALTERNATING

# slug, mode, side, days, the exercise's dose, the item's base, its changes by week
STAGE_2 = [
    ("lateral-band-walk", "reps", TOGETHER, STRENGTH,
     {"sets": 3, "reps": 20, "rest_s": 60, "load": "band:2"}, {"sets": 2}, {3: {"sets": 3}}),
    ("single-leg-bridge", "reps", EACH, STRENGTH,
     {"sets": 3, "reps": 10, "hold_s": 1, "rest_s": 60, "tempo": "2-1-1"},
     {"sets": 2, "reps": 8}, {3: {"reps": 10}}),
    ("bodyweight-squat", "reps", TOGETHER, STRENGTH,
     {"sets": 3, "reps": 10, "rest_s": 75, "tempo": "3-0-1"}, {"sets": 3, "reps": 10}, {3: {"reps": 12}}),
    ("lateral-step-down", "reps", EACH, STRENGTH,
     {"sets": 3, "reps": 8, "rest_s": 60, "tempo": "3-0-1"}, {"sets": 2, "reps": 8}, {3: {"sets": 3}}),
    ("dead-bug", "reps", ALTERNATING, STRENGTH,
     {"sets": 2, "reps": 12, "rest_s": 45, "tempo": "2-0-2"}, {}, {}),
    ("side-plank-knees", "isometric", EACH, STRENGTH,
     {"sets": 2, "time_s": 20, "rest_s": 45}, {"time_s": 25}, {3: {"time_s": 30}}),
    ("double-leg-calf-raise", "reps", TOGETHER, STRENGTH,
     {"sets": 3, "reps": 15, "rest_s": 60, "tempo": "3-1-1"}, {"sets": 2}, {}),
    ("knee-to-wall-mobilisation", "reps", EACH, BETWEEN,
     {"sets": 2, "reps": 12, "hold_s": 2, "rest_s": 20}, {}, {}),
    ("quad-stretch", "stretch", EACH, BETWEEN, {"sets": 2, "time_s": 30, "rest_s": 10}, {}, {}),
    ("warm-up-5", "cardio", TOGETHER, BETWEEN, {"sets": 1, "duration_min": 5}, {}, {}),
    ("easy-run", "run_plan", TOGETHER, BETWEEN, {"sets": 1, "plan": "walk-jog-then-build"}, {}, {}),
]  # fmt: skip
CORE = {"lateral-band-walk", "single-leg-bridge", "bodyweight-squat", "lateral-step-down", "quad-stretch"}


def prescription(position, week):
    slug, mode, side, days, default, base, changes = STAGE_2[position]
    return Item(
        id=f"{slug}-{week}",
        line=slug,
        program_id="rk-4w-mild",
        exercise_id=slug,
        position=position,
        is_core=slug in CORE,
        side=side,
        days=days,
        first_week=week,
        last_week=week,
        effective_from=START,
        effective_to=None,
        dose=resolve(default, base, changes, week),
        mode=Mode(mode),
    )


ITEMS = [prescription(position, week) for week in (2, 3) for position in range(len(STAGE_2))]


def due(number):
    return due_on(CLOCK, ITEMS, BodySide.RIGHT, day(number))


def test_strength_and_light_days_alternate_and_the_last_day_rests():
    core_first = [
        "lateral-band-walk", "single-leg-bridge", "bodyweight-squat", "lateral-step-down",
        "dead-bug", "side-plank-knees", "double-leg-calf-raise",
    ]  # fmt: skip
    light = ["quad-stretch", "knee-to-wall-mobilisation", "warm-up-5", "easy-run"]
    week = [[one.item.line for one in due(number).items] for number in range(15, 22)]
    assert week == [core_first, light, core_first, light, core_first, light, []]


@pytest.mark.parametrize(
    ("number", "sets_and_amounts"),
    [
        (8, [(2, 20), (2, 8), (3, 10), (2, 8), (2, 12), (2, 25), (2, 15)]),
        (15, [(3, 20), (2, 10), (3, 12), (3, 8), (2, 12), (2, 30), (2, 15)]),
    ],
)
def test_the_dose_grows_from_week_2_to_week_3(number, sets_and_amounts):
    doses = [one.item.dose for one in due(number).items]
    assert [(dose.sets, dose.reps or dose.time_s) for dose in doses] == sets_and_amounts


def test_the_light_day_is_played_step_by_step():
    assert played(build_script(due(16))) == [
        "get_ready right 1/2 10s", "hold right 1/2 30s", "rest right 1/2 10s", "hold right 2/2 30s",
        "log right 2/2",
        "switch_side left 1/2 5s", "hold left 1/2 30s", "rest left 1/2 10s", "hold left 2/2 30s",
        "log left 2/2",
        "get_ready right 1/2 5s", "work right 1/2 x12", "rest right 1/2 20s", "work right 2/2 x12",
        "log right 2/2",
        "switch_side left 1/2 5s", "work left 1/2 x12", "rest left 1/2 20s", "work left 2/2 x12",
        "log left 2/2",
        "get_ready both 1/1 5s", "work both 1/1 300s", "log both 1/1",
        "get_ready both 1/1 5s", "work both 1/1", "log both 1/1",
    ]  # fmt: skip


def test_the_minutes_of_the_light_day():
    # stretch 5 + 2x70 + 5, knee to wall 5 + 2x140 + 5, warm-up 5 + 300, and 5 more to begin: 750 s
    script = build_script(due(16))
    assert (script.minutes, script.core_minutes) == (13, 3)


def test_the_minutes_of_the_strength_day():
    # core: 305 + (5 + 2x140 + 5) + 299 + (5 + 2x216 + 5) + 5 = 1341 s;
    # extras: (5 + 141) + (5 + 2x105 + 5) + (5 + 210) = 581 s
    script = build_script(due(15))
    assert (script.minutes, script.core_minutes) == (33, 23)


def test_the_strength_day_asks_for_ten_logs():
    logs = [step.side for step in build_script(due(15)).steps if step.kind is StepKind.LOG]
    right_then_left = [LogSide.RIGHT, LogSide.LEFT]
    both = [LogSide.BOTH]
    assert logs == [*both, *right_then_left, *both, *right_then_left, *both, *right_then_left, *both]


def test_a_week_with_only_the_core_done_is_a_good_half():
    logs = [
        log(one.item.id, day(number), side=side)
        for number in range(15, 22)
        for one in due(number).items
        if one.item.is_core
        for side in one.sides
    ]
    third_week = [one for one in ITEMS if one.first_week == 3]
    result = adherence(CLOCK, third_week, BodySide.RIGHT, logs, day(22))
    # strength: 16 of 24 sets three times; light, without the run: 4 of 9 three times
    assert (result.percent, result.not_logged) == (Fraction(6000, 99), 21)
