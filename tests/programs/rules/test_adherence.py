"""Adherence counts what was due so far in the patient's own days, and never flatters or punishes."""

from datetime import timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programs.rules.adherence import Adherence, DayAdherence, adherence, adherence_between
from programs.rules.clock import Pause, ProgramClock, ProgramDay, locate
from programs.rules.dose import Dose
from programs.rules.schedule import due_on
from programs.rules.words import BodySide, ItemState, LogSide, LogState, Mode, SideRule
from tests.programs.rules.build import START, body_sides, clocks, dates, day, item, item_lists, log, log_facts

SIX_WEEKS = ProgramClock(START, (1, 2, 3, 4, 5, 6))
SQUAT = item(1, dose=Dose(sets=3, reps=10))


def measure(items, logs, until, clock=SIX_WEEKS):
    return adherence(clock, items, BodySide.LEFT, logs, until)


def first_day(*items_and_logs, items=(SQUAT,)):
    """Adherence of day 1 alone, looked at on day 2."""
    return adherence_between(
        SIX_WEEKS, items, BodySide.LEFT, items_and_logs, first=START, last=START, today=day(2)
    )


def counts(result):
    return result.done, result.partial, result.skipped, result.not_logged


def test_before_anything_was_due_there_is_no_percentage():
    assert measure([SQUAT], [], day(0)) == Adherence(None, 0, 0, 0, 0, ())


def test_a_program_without_items_has_no_percentage():
    assert measure([], [], day(10)).percent is None


@pytest.mark.parametrize("number", [36, 37, 38, 39, 40, 41, 42])
def test_in_the_sixth_week_everything_logged_is_a_hundred_percent(number):
    logs = [log(on=day(n)) for n in range(1, number + 1)]
    assert measure([SQUAT], logs, day(number)).percent == 100


def test_day_39_of_six_weeks_counts_39_days():
    logs = [log(on=day(n)) for n in range(1, 40, 3)]
    result = measure([SQUAT], logs, day(39))
    assert (result.percent, counts(result), len(result.days)) == (Fraction(1300, 38), (13, 0, 0, 25), 39)


def test_a_year_later_the_program_still_has_its_own_days():
    logs = [log(on=day(n)) for n in range(1, 22)]
    result = measure([SQUAT], logs, day(400))
    assert (result.percent, len(result.days)) == (50, 42)


def test_a_repeated_week_is_due_twice():
    held = ProgramClock(START, (1, 1, 2))
    logs = [log(on=day(n)) for n in range(1, 8)]
    assert measure([SQUAT], logs, day(60), held).percent == Fraction(100, 3)


def test_paused_days_ask_for_nothing():
    clock = ProgramClock(START, (1, 2), (Pause(day(3), day(10)),))
    result = measure([SQUAT], [log(on=day(1)), log(on=day(2))], day(10), clock)
    assert (result.percent, [each.state for each in result.days[2:9]]) == (100, [ItemState.NOT_DUE] * 7)


def test_a_rest_day_is_not_due():
    result = measure([item(days=(1,))], [], day(2))
    assert result.days[1] == DayAdherence(day(2), ItemState.NOT_DUE, 0, 0, 0)


def test_an_ended_program_asks_for_nothing_more():
    ended = ProgramClock(START, (1, 2), ended_on=day(3))
    result = measure([SQUAT], [log(on=day(1)), log(on=day(2))], day(20), ended)
    assert (result.percent, len(result.days)) == (100, 2)


def test_today_not_logged_yet_is_open_and_not_missed():
    result = measure([SQUAT], [log(on=day(1))], day(2))
    assert (result.percent, counts(result)) == (100, (1, 0, 0, 0))
    assert result.days[1] == DayAdherence(day(2), ItemState.NOT_LOGGED, due=0, done_sets=0, open=1)


def test_today_already_logged_counts():
    result = measure([SQUAT, item(2)], [log(on=START, sets_done=1, state=LogState.PARTIAL)], START)
    assert result.percent == Fraction(100, 3)
    assert result.days == (DayAdherence(START, ItemState.PARTIAL, due=3, done_sets=1, open=1),)


def test_yesterday_not_logged_is_missed():
    result = first_day()
    assert (result.percent, counts(result)) == (0, (0, 0, 0, 1))
    assert result.days == (DayAdherence(START, ItemState.NOT_LOGGED, due=3, done_sets=0, open=0),)


def test_skipped_counts_apart_from_not_logged():
    result = first_day(log(state=LogState.SKIPPED), items=[SQUAT, item(2)])
    assert (result.percent, counts(result)) == (0, (0, 0, 1, 1))


@pytest.mark.parametrize(
    ("sets", "state", "sets_done", "counted"),
    [
        (3, "done", None, 3),
        (3, "done", 2, 2),
        (3, "done", 9, 3),
        (3, "partial", None, 1),
        (5, "partial", None, 2),
        (2, "partial", None, 1),
        (1, "partial", None, 0),
        (3, "partial", 2, 2),
        (3, "skipped", None, 0),
        (3, "skipped", 2, 0),
    ],
)
def test_sets_that_count(sets, state, sets_done, counted):
    result = first_day(
        log(state=LogState(state), sets_done=sets_done), items=[item(dose=Dose(sets=sets, reps=5))]
    )
    assert (result.days[0].due, result.days[0].done_sets) == (sets, counted)


def test_each_side_is_its_own_unit():
    each = item(side=SideRule.EACH)
    result = first_day(log(side=LogSide.RIGHT), items=[each])
    assert (result.percent, counts(result)) == (50, (1, 0, 0, 1))


def test_cardio_counts_as_one_set():
    walk = item(2, dose=Dose(sets=3, duration_min=10), mode=Mode.CARDIO)
    assert first_day(log(2), items=[SQUAT, walk]).percent == 25


def test_running_plans_are_left_out():
    run = item(2, dose=Dose(sets=1, plan="walk-jog"), mode=Mode.RUN_PLAN)
    result = first_day(log(1), items=[SQUAT, run])
    assert (result.percent, counts(result)) == (100, (1, 0, 0, 0))


def test_a_log_on_a_rest_day_earns_nothing():
    result = measure([item(days=(1,))], [log(on=day(1)), log(on=day(2))], day(3))
    assert (result.percent, counts(result)) == (100, (1, 0, 0, 0))


def test_a_log_for_an_unknown_prescription_earns_nothing():
    assert first_day(log("somebody else's")).percent == 0


def test_the_last_of_two_logs_for_a_unit_counts():
    assert first_day(log(state=LogState.SKIPPED), log(state=LogState.DONE)).percent == 100


def changed_on_day_2():
    """A squat of 4 sets, lowered to 2 sets on day 2."""
    return [
        item(1, line="squat", dose=Dose(sets=4, reps=10), effective_to=day(2)),
        item(2, line="squat", dose=Dose(sets=2, reps=10), effective_from=day(2)),
    ]


def on_day_2(*logs):
    return adherence_between(
        SIX_WEEKS, changed_on_day_2(), BodySide.LEFT, logs, first=day(2), last=day(2), today=day(3)
    )


def test_a_log_for_a_prescription_closed_later_counts_against_that_one():
    result = measure(changed_on_day_2(), [log(1, day(1), sets_done=3), log(2, day(2))], day(2))
    assert [(each.due, each.done_sets) for each in result.days] == [(4, 3), (2, 2)]


def test_after_a_dose_change_the_dose_in_effect_is_due():
    assert on_day_2().days[0].due == 2


def test_training_done_before_the_dose_changed_that_day_is_judged_by_its_own_dose():
    result = on_day_2(log(1, day(2), sets_done=3))
    assert (result.days[0].due, result.days[0].done_sets, counts(result)) == (4, 3, (1, 0, 0, 0))


def test_with_both_doses_logged_the_one_in_effect_counts():
    assert on_day_2(log(1, day(2)), log(2, day(2), sets_done=1)).percent == 50


@pytest.mark.parametrize(
    ("states", "state"),
    [
        (["done", "done"], "done"),
        (["done", "skipped"], "partial"),
        (["done", None], "partial"),
        (["partial", None], "partial"),
        (["skipped", "skipped"], "skipped"),
        (["skipped", None], "not_logged"),
        ([None, None], "not_logged"),
    ],
)
def test_the_state_of_a_day(states, state):
    logs = [log(number, state=LogState(said)) for number, said in enumerate(states) if said]
    assert first_day(*logs, items=[item(0), item(1)]).days[0].state == state


def test_a_week_can_be_looked_at_alone():
    logs = [log(on=day(n)) for n in range(8, 12)]
    week = adherence_between(
        SIX_WEEKS, [SQUAT], BodySide.LEFT, logs, first=day(8), last=day(14), today=day(30)
    )
    assert (week.percent, len(week.days)) == (Fraction(400, 7), 7)


def test_days_before_the_start_are_not_listed():
    early = adherence_between(SIX_WEEKS, [SQUAT], BodySide.LEFT, [], first=day(-3), last=day(2), today=day(9))
    assert [each.on for each in early.days] == [day(1), day(2)]


def test_the_week_in_progress_ends_today():
    week = adherence_between(SIX_WEEKS, [SQUAT], BodySide.LEFT, [], first=day(8), last=day(14), today=day(10))
    assert (len(week.days), week.days[-1].open, week.not_logged) == (3, 1, 2)


sharing_lines = item_lists().flatmap(
    lambda items: st.lists(st.sampled_from("abc"), min_size=len(items), max_size=len(items)).map(
        lambda lines: [
            item(one.id, **_fields(one) | {"line": line}) for one, line in zip(items, lines, strict=True)
        ]
    )
)


def _fields(one):
    return {name: getattr(one, name) for name in one.__slots__ if name != "id"}


@given(clocks(), sharing_lines, body_sides, st.lists(log_facts, max_size=30), dates)
def test_adherence_agrees_with_counting_on_fingers(clock, items, affected, logs, until):
    result = adherence(clock, items, affected, logs, until)
    assert (result.percent, *counts(result)) == _counted_on_fingers(clock, items, affected, logs, until)


@given(clocks(), item_lists(), body_sides, st.lists(log_facts, max_size=30), dates)
def test_a_percentage_lies_between_0_and_100_or_is_unknown(clock, items, affected, logs, until):
    percent = adherence(clock, items, affected, logs, until).percent
    assert percent is None or 0 <= percent <= 100


@given(clocks(), item_lists(), body_sides, dates)
def test_everything_logged_with_extra_sets_is_exactly_100(clock, items, affected, until):
    everything = [
        log(due.item.id, on, sets_done=9, side=side)
        for on in _dates(START, until)
        for due in due_on(clock, items, affected, on).items
        for side in due.sides
    ]
    assert adherence(clock, items, affected, everything, until).percent in {None, 100}


@given(clocks(), item_lists(), st.lists(log_facts, max_size=30), dates, st.integers(0, 30))
def test_two_halves_make_the_whole(clock, items, logs, until, number):
    asked = clock, items, BodySide.LEFT, logs
    one = adherence_between(*asked, first=START, last=day(number), today=until)
    two = adherence_between(*asked, first=day(number + 1), last=until, today=until)
    assert one.days + two.days == adherence(*asked, until).days


def _dates(first, last):
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def _counted_on_fingers(clock, items, affected, logs, until):
    """The same in the slowest way: every day, every unit due, every log read through again."""
    due = done = 0
    states = []
    for on in _dates(START, until):
        for one, side in _asked(clock, items, affected, on):
            logged = _said(items, logs, one, side, on)
            if logged is None and on == until:
                continue
            against, said = logged or (one, None)
            sets = 1 if against.mode == Mode.CARDIO else against.dose.sets
            due += sets
            done += min(sets, _sets(said, sets))
            states.append(said.state if said else "not_logged")
    tally = [states.count(state) for state in ("done", "partial", "skipped", "not_logged")]
    return (Fraction(100 * done, due) if due else None, *tally)


def _asked(clock, items, affected, on):
    if not isinstance(locate(clock, on), ProgramDay):
        return []
    return [
        (due.item, side)
        for due in due_on(clock, items, affected, on).items
        if _counts(due.item)
        for side in due.sides
    ]


def _counts(one):
    return one.dose.plan is None and one.mode != Mode.RUN_PLAN


def _said(items, logs, one, side, on):
    """The last log for the prescription itself, else the last for another one of its line."""
    known = {each.id: each for each in items if _counts(each)}
    that_day = [each for each in logs if (each.side, each.on) == (side, on) and each.prescription in known]
    own = [each for each in that_day if each.prescription == one.id]
    line = [each for each in that_day if known[each.prescription].line == one.line]
    for said in reversed(own or line):
        return known[said.prescription], said
    return None


def _sets(said, sets):
    if said is None or said.state == "skipped":
        return 0
    if said.sets_done is not None:
        return said.sets_done
    return sets if said.state == "done" else sets // 2
