"""The program's own clock counts the days it ran, in any mess of holds and pauses."""

import ast
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import programs.rules
from programs.rules.clock import Pause, ProgramClock, ProgramDay, locate
from programs.rules.words import NothingDue
from tests.programs.rules.build import START, clocks, dates, day, pauses

SIX_WEEKS = ProgramClock(START, (1, 2, 3, 4, 5, 6))
RULES = sorted(Path(programs.rules.__file__).parent.glob("*.py"))


def paused(*spans, weeks=(1, 2)):
    return ProgramClock(START, weeks, tuple(Pause(*span) for span in spans))


def test_the_start_is_day_one_week_one_weekday_one():
    assert locate(SIX_WEEKS, START) == ProgramDay(START, number=1, position=1, week=1, weekday=1)


def test_a_week_that_began_on_a_wednesday_ends_on_a_tuesday():
    assert locate(SIX_WEEKS, day(7)) == ProgramDay(day(7), number=7, position=1, week=1, weekday=7)


def test_day_39_of_six_weeks_is_the_fourth_day_of_week_six():
    assert locate(SIX_WEEKS, day(39)) == ProgramDay(day(39), number=39, position=6, week=6, weekday=4)


def test_the_day_before_the_start_is_not_started():
    assert locate(SIX_WEEKS, day(0)) is NothingDue.NOT_STARTED


def test_the_day_after_the_last_is_finished():
    assert (locate(SIX_WEEKS, day(42)).number, locate(SIX_WEEKS, day(43))) == (42, NothingDue.FINISHED)


def test_a_program_without_weeks_is_finished_at_once():
    assert locate(ProgramClock(START, ()), START) is NothingDue.FINISHED


def test_a_hold_lives_the_same_program_week_again():
    held = ProgramClock(START, (1, 2, 2, 3))
    assert locate(held, day(15)) == ProgramDay(day(15), number=15, position=3, week=2, weekday=1)


@pytest.mark.parametrize("ended_on", [day(10), day(0)])
def test_an_ended_program_is_finished_from_that_day(ended_on):
    clock = ProgramClock(START, (1, 2, 3), ended_on=ended_on)
    assert [locate(clock, ended_on), locate(clock, day(60))] == [NothingDue.FINISHED] * 2


def test_the_day_before_an_end_still_runs():
    assert locate(ProgramClock(START, (1, 2, 3), ended_on=day(10)), day(9)).number == 9


def test_a_pause_shifts_the_days_behind_it():
    clock = paused((day(3), day(6)))
    seen = [locate(clock, day(n)) for n in range(2, 8)]
    assert [d if isinstance(d, NothingDue) else d.number for d in seen] == [2, *["paused"] * 3, 3, 4]


def test_a_pause_shifts_the_end():
    clock = paused((day(3), day(6)), weeks=(1,))
    assert (locate(clock, day(10)).number, locate(clock, day(11))) == (7, NothingDue.FINISHED)


def test_overlapping_pauses_count_each_day_once():
    clock = paused((day(4), day(8)), (day(2), day(6)), (day(3), day(5)))
    assert locate(clock, day(8)).number == 2


def test_an_open_pause_lasts():
    assert locate(paused((day(3), None)), day(500)) is NothingDue.PAUSED


def test_a_pause_over_the_start_moves_day_one():
    assert locate(paused((day(-5), day(4))), day(4)).number == 1


def test_a_pause_before_the_start_changes_nothing():
    assert locate(paused((day(-5), day(0))), day(4)).number == 4


def test_before_the_start_a_paused_program_is_not_started():
    assert locate(paused((day(-5), None)), day(-1)) is NothingDue.NOT_STARTED


def test_a_pause_behind_the_end_leaves_it_finished():
    assert locate(paused((day(20), None)), day(21)) is NothingDue.FINISHED


@pytest.mark.parametrize("changeover", [date(2025, 3, 30), date(2025, 10, 26)])
def test_the_days_clocks_change_are_days_like_any_other(changeover):
    clock = ProgramClock(changeover - timedelta(days=2), (1,))
    around = [locate(clock, changeover + timedelta(days=days)).number for days in (-1, 0, 1)]
    assert around == [2, 3, 4]


@pytest.mark.parametrize("path", RULES, ids=lambda path: path.name)
def test_no_rule_reads_a_clock_or_anything_else_outside(path):
    """Moments come in as arguments; a zone only says which day such a moment is somewhere."""
    tree = ast.parse(path.read_text())
    names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    names |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    outside = {name for name in names if name.split(".")[0] in {"time", "random", "os", "django", "common"}}
    asked_now = {
        node.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id in {"date", "datetime"}
        and node.attr in {"now", "today", "utcnow"}
    }
    assert (outside, asked_now) == (set(), set())


@given(clocks(), dates)
def test_a_day_agrees_with_counting_on_fingers(clock, on):
    assert locate(clock, on) == _counted_on_fingers(clock, on)


@given(clocks())
def test_every_week_lived_has_each_weekday_once(clock):
    seen = [locate(clock, START + timedelta(days=days)) for days in range(250)]
    lived = [(d.position, d.weekday) for d in seen if isinstance(d, ProgramDay)]
    assert lived == [(1 + n // 7, 1 + n % 7) for n in range(len(lived))]


@given(clocks(), pauses(), dates)
def test_a_further_pause_never_brings_a_day_forward(clock, pause, on):
    longer = ProgramClock(clock.start_on, clock.weeks, (*clock.pauses, pause), clock.ended_on)
    before, after = locate(clock, on), locate(longer, on)
    if isinstance(before, ProgramDay) and isinstance(after, ProgramDay):
        assert after.number <= before.number


@given(clocks(), dates, st.randoms())
def test_the_order_of_pauses_does_not_matter(clock, on, random):
    shuffled = random.sample(clock.pauses, len(clock.pauses))
    other = ProgramClock(clock.start_on, clock.weeks, tuple(shuffled), clock.ended_on)
    assert locate(other, on) == locate(clock, on)


def _counted_on_fingers(clock, on):
    """The same in the slowest way: walk from the start and count the days nobody paused."""

    def stands_still(when):
        return any(p.from_on <= when and (p.to_on is None or when < p.to_on) for p in clock.pauses)

    if clock.ended_on and clock.ended_on <= on:
        return NothingDue.FINISHED
    if on < clock.start_on:
        return NothingDue.NOT_STARTED
    running = [week for week in clock.weeks for _ in range(7)]
    earlier = [clock.start_on + timedelta(days=n) for n in range((on - clock.start_on).days)]
    lived = sum(not stands_still(when) for when in earlier)
    if lived >= len(running):
        return NothingDue.FINISHED
    if stands_still(on):
        return NothingDue.PAUSED
    return ProgramDay(on, lived + 1, lived // 7 + 1, running[lived], lived % 7 + 1)
