"""The script plays every set of what is due once, in a fixed order, and says how long it takes."""

import json
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programs.rules.clock import ProgramClock
from programs.rules.dose import Dose, is_held_by_rep, item_seconds
from programs.rules.schedule import DueDay, DueItem, due_on, sides_of
from programs.rules.script import Script, build_script, step_dicts
from programs.rules.words import BodySide, LogSide, Mode, NothingDue, SideRule, StepKind
from tests.programs.rules.build import START, body_sides, item, item_lists

SIX_WEEKS = ProgramClock(START, (1, 2, 3, 4, 5, 6))
PACED = {StepKind.WORK, StepKind.HOLD}


def script_of(*items, affected=BodySide.RIGHT):
    return build_script(due_on(SIX_WEEKS, items, affected, START))


def due_day(items, affected):
    """A day on which all of the items are due, whatever their weekdays."""
    return DueDay(START, None, None, tuple(DueItem(one, sides_of(one.side, affected)) for one in items))


def played(script):
    """The steps as short lines: kind side set/sets, seconds or repetitions."""
    return [_line(step) for step in script.steps]


def _line(step):
    pace = f" {step.seconds}s" if step.seconds is not None else ""
    reps = f" x{step.reps}" if step.reps is not None and step.rep is None else ""
    rep = f" rep {step.rep}/{step.reps}" if step.rep is not None else ""
    return f"{step.kind} {step.side} {step.set}/{step.sets}{pace}{reps}{rep}"


def test_repetitions_are_paced_by_the_patient_and_rests_lie_between_sets():
    assert played(script_of(item(dose=Dose(sets=2, reps=12, rest_s=45)))) == [
        "get_ready both 1/2 10s",
        "work both 1/2 x12",
        "rest both 1/2 45s",
        "work both 2/2 x12",
        "log both 2/2",
    ]


def test_the_other_side_follows_when_all_sets_of_the_first_are_logged():
    each = item(side=SideRule.EACH, dose=Dose(sets=2, time_s=20, rest_s=30), mode=Mode.ISOMETRIC)
    assert played(script_of(each)) == [
        "get_ready right 1/2 10s",
        "hold right 1/2 20s",
        "rest right 1/2 30s",
        "hold right 2/2 20s",
        "log right 2/2",
        "switch_side left 1/2 5s",
        "hold left 1/2 20s",
        "rest left 1/2 30s",
        "hold left 2/2 20s",
        "log left 2/2",
    ]


def test_isometric_repetitions_are_held_one_by_one():
    quad_set = item(dose=Dose(sets=1, reps=3, hold_s=5), mode=Mode.ISOMETRIC)
    assert played(script_of(quad_set)) == [
        "get_ready both 1/1 10s",
        "hold both 1/1 5s rep 1/3",
        "rest both 1/1 2s rep 1/3",
        "hold both 1/1 5s rep 2/3",
        "rest both 1/1 2s rep 2/3",
        "hold both 1/1 5s rep 3/3",
        "log both 1/1",
    ]


@pytest.mark.parametrize(
    ("dose", "mode", "step"),
    [
        (Dose(sets=1, time_s=30), Mode.STRETCH, "hold both 1/1 30s"),
        (Dose(sets=1, time_s=30), Mode.ISOMETRIC, "hold both 1/1 30s"),
        (Dose(sets=1, time_s=20), Mode.TIMED, "work both 1/1 20s"),
        (Dose(sets=1, duration_min=15), Mode.CARDIO, "work both 1/1 900s"),
        (Dose(sets=1, distance_m=400), Mode.CARDIO, "work both 1/1"),
        (Dose(sets=1, plan="walk-jog"), Mode.RUN_PLAN, "work both 1/1"),
        (Dose(sets=1, reps=8, hold_s=5), Mode.REPS, "work both 1/1 x8"),
        (Dose(sets=1, reps=8, hold_s=2), Mode.ISOMETRIC, "work both 1/1 x8"),
    ],
)
def test_a_set_is_played_as_its_dose_and_mode_ask(dose, mode, step):
    assert played(script_of(item(dose=dose, mode=mode)))[1] == step


@pytest.mark.parametrize("rest_s", [None, 0])
def test_without_a_rest_the_sets_follow_each_other(rest_s):
    kinds = [step.kind for step in script_of(item(dose=Dose(sets=2, reps=5, rest_s=rest_s))).steps]
    assert kinds == ["get_ready", "work", "work", "log"]


def test_only_the_first_item_gets_the_long_get_ready():
    steps = script_of(item(1), item(2), item(3)).steps
    assert [step.seconds for step in steps if step.kind is StepKind.GET_READY] == [10, 5, 5]


def test_the_cue_is_said_while_working_and_nowhere_else():
    steps = script_of(item(cue="Slowly down", dose=Dose(sets=2, reps=5, rest_s=30))).steps
    assert {step.kind for step in steps if step.cue == "Slowly down"} == {StepKind.WORK}
    assert {step.cue for step in steps if step.kind is not StepKind.WORK} == {""}


def test_core_items_of_every_program_come_before_extras_of_any():
    first = due_on(SIX_WEEKS, [item(1), item(2, is_core=False)], BodySide.LEFT, START)
    second = due_on(SIX_WEEKS, [item(3), item(4, is_core=False)], BodySide.RIGHT, START)
    logs = [step.prescription for step in build_script([first, second]).steps if step.kind is StepKind.LOG]
    assert logs == ["1", "3", "2", "4"]


def test_each_program_keeps_its_own_affected_side():
    days = [
        due_on(SIX_WEEKS, [item(number, side=SideRule.EACH)], affected, START)
        for number, affected in enumerate((BodySide.LEFT, BodySide.RIGHT))
    ]
    logs = [step.side for step in build_script(days).steps if step.kind is StepKind.LOG]
    assert logs == [LogSide.LEFT, LogSide.RIGHT, LogSide.RIGHT, LogSide.LEFT]


def test_a_day_without_items_has_an_empty_script():
    assert build_script(DueDay(START, None, NothingDue.PAUSED, ())) == Script((), 0, 0)


def test_minutes_are_rounded_up_over_the_whole_session():
    # 10 s to get ready, then twice 3 x 30 s with 2 x 60 s of rest, 5 s between: 435 s
    assert script_of(item(1), item(2, is_core=False)).minutes == 8


def test_core_minutes_leave_the_extras_out():
    assert script_of(item(1), item(2, is_core=False)).core_minutes == 4


def test_a_running_plan_adds_no_minutes():
    run = item(dose=Dose(sets=1, plan="walk-jog"), mode=Mode.RUN_PLAN)
    assert (script_of(run).minutes, script_of(run, item(2)).minutes) == (0, script_of(item(2)).minutes)


def test_a_step_is_written_with_the_names_clients_know():
    prescription, exercise = UUID(int=1), UUID(int=2)
    script = script_of(item(prescription, exercise_id=exercise, dose=Dose(sets=1, reps=12)))
    assert step_dicts(script)[1] == {
        "kind": "work", "prescription": str(prescription), "exercise": str(exercise), "side": "both",
        "set": 1, "sets": 1, "seconds": None, "reps": 12, "rep": None, "cue": "Slowly down",
    }  # fmt: skip


@given(item_lists(), body_sides)
def test_written_steps_say_what_the_steps_say(items, affected):
    script = build_script(due_day(items, affected))
    assert json.loads(json.dumps(step_dicts(script))) == [step._asdict() for step in script.steps]


@given(item_lists(), body_sides)
def test_every_set_of_every_side_is_played_once(items, affected):
    steps = build_script(due_day(items, affected)).steps
    assert sorted(_played_sets(steps)) == sorted(_asked_sets(items, affected))


def _played_sets(steps):
    """Each set once: a set held repetition by repetition counts with its last one."""
    return [
        (s.prescription, s.side, s.set)
        for s in steps
        if s.kind in PACED and (s.rep is None or s.rep == s.reps)
    ]


def _asked_sets(items, affected):
    return [
        (str(one.id), side, number)
        for one in items
        for side in sides_of(one.side, affected)
        for number in range(1, one.dose.sets + 1)
    ]


@given(item_lists(), body_sides)
def test_every_held_repetition_is_played_once(items, affected):
    steps = build_script(due_day(items, affected)).steps
    held = [(s.prescription, s.side, s.set, s.rep) for s in steps if s.kind in PACED and s.rep]
    asked = [
        (prescription, side, number, rep)
        for one in items
        if is_held_by_rep(one.dose, one.mode)
        for prescription, side, number in _asked_sets([one], affected)
        for rep in range(1, one.dose.reps + 1)
    ]
    assert sorted(held) == sorted(asked)


@given(item_lists(), body_sides)
def test_each_prescription_and_side_ends_with_its_one_log(items, affected):
    steps = build_script(due_day(items, affected)).steps
    last = {(step.prescription, step.side): step.kind for step in steps}
    logged = [(step.prescription, step.side) for step in steps if step.kind is StepKind.LOG]
    assert (set(last.values()) <= {StepKind.LOG}, sorted(logged)) == (True, sorted(last))


@given(item_lists(), body_sides)
def test_nothing_is_counted_down_from_nought_or_less(items, affected):
    steps = build_script(due_day(items, affected)).steps
    assert all(step.seconds is None or step.seconds > 0 for step in steps)


@given(item_lists(), body_sides)
def test_a_rest_is_always_followed_by_work(items, affected):
    kinds = [step.kind for step in build_script(due_day(items, affected)).steps]
    assert all(kinds[n + 1] in PACED for n, kind in enumerate(kinds) if kind is StepKind.REST)


@given(item_lists(), body_sides)
def test_the_same_day_gives_the_same_script(items, affected):
    assert build_script(due_day(items, affected)) == build_script([due_day(items, affected)])


@given(item_lists(), body_sides, st.data())
def test_a_further_item_never_makes_the_session_shorter(items, affected, data):
    fewer = data.draw(st.lists(st.sampled_from(items), unique=True) if items else st.just([]))
    less = build_script(due_day([one for one in items if one in fewer], affected))
    more = build_script(due_day(items, affected))
    assert less.minutes <= more.minutes
    assert less.core_minutes <= more.core_minutes <= more.minutes


@given(item_lists(max_size=1), body_sides)
def test_the_estimate_covers_everything_that_is_counted_down(items, affected):
    """Against the steps themselves: an estimate is never less than the countdowns a patient sits through."""
    timed = [one for one in items if one.dose.plan is None]
    script = build_script(due_day(timed, affected))
    assert sum(step.seconds or 0 for step in script.steps) <= 60 * script.minutes


@given(item_lists(max_size=1), body_sides)
def test_where_everything_is_counted_down_the_estimate_is_exact(items, affected):
    for one in items:
        steps = build_script(due_day(items, affected)).steps
        counted = sum(step.seconds or 0 for step in steps)
        if all(step.seconds is not None for step in steps if step.kind in PACED):
            sides = len(sides_of(one.side, affected))
            assert counted == item_seconds(one.dose, one.mode, sides) + 5
