"""What is due on a date: weekdays, program weeks, the dose in effect, the sides, and why nothing is."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programs.rules.clock import Pause, ProgramClock, ProgramDay
from programs.rules.dose import days_for
from programs.rules.schedule import DueDay, due_on, next_due, sides_of
from programs.rules.words import BodySide, LogSide, NothingDue, SideRule
from tests.programs.rules.build import START, body_sides, clocks, dates, day, item, item_lists

SIX_WEEKS = ProgramClock(START, (1, 2, 3, 4, 5, 6))
PATTERNS = {1: [3], 2: [2, 5], 3: [1, 3, 5], 4: [1, 2, 4, 6], 5: [1, 2, 3, 5, 6], 6: [1, 2, 3, 4, 5, 6]}


def due_ids(items, on, clock=SIX_WEEKS):
    return [due.item.id for due in due_on(clock, items, BodySide.RIGHT, on).items]


def due_numbers(one, clock=SIX_WEEKS, days=50):
    return [n for n in range(1, days + 1) if due_ids([one], day(n), clock)]


def test_an_item_is_due_on_its_weekdays():
    assert due_numbers(item(days=(1, 3, 5)), days=14) == [1, 3, 5, 8, 10, 12]


def test_an_item_is_due_in_its_weeks_both_included():
    assert due_numbers(item(days=(1,), first_week=2, last_week=4)) == [8, 15, 22]


def test_a_repeated_week_is_due_again():
    held = ProgramClock(START, (1, 2, 2, 3))
    assert due_numbers(item(days=(1,), first_week=2, last_week=2), held) == [8, 15]


def test_an_item_is_due_from_its_first_day_up_to_before_its_end():
    assert due_numbers(item(effective_from=day(3), effective_to=day(6))) == [3, 4, 5]


def test_on_the_day_of_a_dose_change_the_new_prescription_is_due():
    old, new = item(1, line="squat", effective_to=day(3)), item(2, line="squat", effective_from=day(3))
    assert [due_ids([old, new], day(n)) for n in (2, 3)] == [[1], [2]]


def test_core_items_come_first_then_position():
    items = [
        item(1, is_core=False, position=1),
        item(2, position=9),
        item(3, position=2),
        item(4, is_core=False, position=0),
    ]
    assert due_ids(items, START) == [3, 2, 4, 1]


def test_a_rest_day_says_so_and_keeps_its_program_day():
    due = due_on(SIX_WEEKS, [item(days=(1,))], BodySide.LEFT, day(2))
    assert due == DueDay(day(2), ProgramDay(day(2), 2, 1, 1, 2), NothingDue.REST_DAY, ())


@pytest.mark.parametrize(
    ("number", "nothing"),
    [(0, NothingDue.NOT_STARTED), (5, NothingDue.PAUSED), (21, NothingDue.FINISHED)],
)
def test_a_day_outside_the_program_has_nothing_due_and_says_why(number, nothing):
    clock = ProgramClock(START, (1, 2), (Pause(day(5), day(8)),))
    assert due_on(clock, [item()], BodySide.LEFT, day(number)) == DueDay(day(number), None, nothing, ())


def test_after_a_pause_the_plan_goes_on_where_it_stood():
    clock = ProgramClock(START, (1,), (Pause(day(2), day(4)),))
    assert due_numbers(item(days=(2, 3)), clock) == [4, 5]


@pytest.mark.parametrize(
    ("rule", "affected", "sides"),
    [
        ("each", "left", ["left", "right"]),
        ("each", "right", ["right", "left"]),
        ("each", "both", ["left", "right"]),
        ("affected_only", "left", ["left"]),
        ("affected_only", "right", ["right"]),
        ("affected_only", "both", ["left", "right"]),
        ("both_together", "left", ["both"]),
        ("alternating", "right", ["both"]),
    ],
)
def test_the_sides_to_do_begin_with_the_affected_one(rule, affected, sides):
    assert sides_of(SideRule(rule), BodySide(affected)) == tuple(LogSide(side) for side in sides)


def test_the_next_due_day_lies_behind_the_given_one():
    assert next_due(SIX_WEEKS, [item(days=(1, 4))], BodySide.LEFT, day(1)) == day(4)


def test_before_the_start_the_first_due_day_is_next():
    assert next_due(SIX_WEEKS, [item(days=(2,))], BodySide.LEFT, day(-10)) == day(2)


def test_behind_the_last_due_day_nothing_is_next():
    assert next_due(SIX_WEEKS, [item(days=(1,))], BodySide.LEFT, day(36)) is None


@pytest.mark.parametrize(("horizon_days", "found"), [(3, None), (4, day(5))])
def test_the_next_due_day_is_looked_for_up_to_the_horizon(horizon_days, found):
    assert next_due(SIX_WEEKS, [item(days=(5,))], BodySide.LEFT, day(1), horizon_days) == found


@given(st.sampled_from(sorted(PATTERNS)), st.integers(0, 6))
def test_a_count_a_week_is_due_so_often_in_every_week_whatever_day_it_began(per_week, shift):
    start = START + timedelta(days=shift)
    clock, one = ProgramClock(start, (1, 2)), item(days=days_for(per_week, PATTERNS))
    due = [bool(due_ids([one], start + timedelta(days=n), clock)) for n in range(14)]
    assert (sum(due[:7]), sum(due[7:])) == (per_week, per_week)


@given(clocks(), item_lists(), body_sides, dates)
def test_a_day_has_items_or_a_reason_never_both(clock, items, affected, on):
    due = due_on(clock, items, affected, on)
    assert bool(due.items) != (due.nothing is not None)


@given(clocks(), item_lists(), body_sides, dates)
def test_exactly_the_items_that_fit_the_day_are_due(clock, items, affected, on):
    due = due_on(clock, items, affected, on)
    expected = {
        one.id
        for one in items
        if due.day
        and due.day.weekday in one.days
        and due.day.week in range(one.first_week, one.last_week + 1)
        and (one.effective_to is None or one.effective_to > on)
        and on >= one.effective_from
    }
    assert {due_item.item.id for due_item in due.items} == expected


@given(clocks(), item_lists(), body_sides, dates)
def test_the_next_due_day_is_the_first_with_items(clock, items, affected, after):
    ahead = [after + timedelta(days=n) for n in range(1, 61)]
    with_items = [on for on in ahead if due_on(clock, items, affected, on).items]
    assert next_due(clock, items, affected, after) == next(iter(with_items), None)
