"""The facts of a lived week: one test for each definition."""

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programs.rules.decision_words import ExitTests, Settled, Trend
from programs.rules.derive import ExitResult
from programs.rules.parameters import DEFAULTS, resolve
from programs.rules.week_facts import weekly_facts
from programs.rules.words import Mode
from tests.programs.rules.build import day, item
from tests.programs.rules.living import (
    STAGES,
    P,
    asked,
    clock,
    end_of,
    knee,
    knees,
    life,
    logged,
    moment,
    pause,
    run,
    trained,
)


def week(position, **told):
    """The facts of a week on the morning after its last day, if no pause moved it."""
    at = told.pop("at", None) or moment(day(7 * position + 1), 6)
    return weekly_facts(life(**told), position, at, P)


def test_a_week_that_has_not_begun_has_no_facts():
    with pytest.raises(ValueError, match="week 2 has not begun"):
        week(2, at=moment(day(7)))


def test_an_open_stop_is_a_fact_of_every_week():
    assert [week(1, is_stopped=stopped).open_stop for stopped in (False, True)] == [False, True]


def test_the_day_in_the_program_is_the_last_of_the_week():
    assert [week(position).day_in_program for position in (1, 2, 4)] == [7, 14, 28]


def test_days_of_a_pause_are_no_days_of_the_program():
    told = {"clock": clock(pauses=(pause(10, 20),)), "at": moment(day(25))}
    assert week(2, **told).day_in_program == 14


def test_check_ins_are_counted_in_the_weeks_own_days():
    assert week(2, knees=knees(7, 8, 9, 14, 15)).checkins_7d == 3


def test_a_check_in_during_a_pause_belongs_to_no_week():
    told = {"clock": clock(pauses=(pause(10, 13),)), "at": moment(day(18))}
    assert week(2, knees=knees(8, 10, 12, 13, 17), **told).checkins_7d == 3


@pytest.mark.parametrize(("answers", "worst"), [((), None), ((2, 6, None, 3), 6)])
def test_the_worst_pain_of_a_week(answers, worst):
    told = tuple(knee(8 + index, pain_worst=pain) for index, pain in enumerate(answers))
    assert week(2, knees=(knee(7, pain_worst=9), *told)).worst_pain_max_7d == worst


def pained(first, *pains):
    return tuple(knee(first + index, pain_worst=pain) for index, pain in enumerate(pains))


@pytest.mark.parametrize(("this", "rise"), [((4, 4, 5), Fraction(4, 3)), ((4, 4), None), ((1, 1, 1), -2)])
def test_the_rise_of_pain_is_this_weeks_mean_against_the_last(this, rise):
    assert week(2, knees=(*pained(1, 3, 3, 3), *pained(8, *this))).week_pain_rise == rise


def test_in_the_first_week_pain_rises_against_nothing():
    assert week(1, knees=pained(1, 3, 3, 3)).week_pain_rise is None


def test_improvement_is_the_mean_of_the_first_three_days_against_the_weeks():
    told = (*pained(1, 6, 6, 3, 0, 0), *pained(8, 2, 2, 2))
    assert week(2, knees=told, assessed_pain=9).pain_improvement == 3


def test_with_fewer_than_two_of_them_it_is_the_examinations_value():
    told = (knee(1, pain_worst=2), *pained(8, 2, 2, 2))
    assert week(2, knees=told, assessed_pain=7).pain_improvement == 5
    assert week(2, knees=told).pain_improvement is None


def test_adherence_is_what_was_done_of_what_was_due_in_the_week():
    assert week(2, logs=(logged(7), logged(8), logged(9, sets_done=1))).adherence_7d == Fraction(100 * 4, 21)


def test_adherence_on_day_39_is_that_of_its_own_week():
    """Not of the month, nor of all days so far: day 39 is the fourth of the sixth week."""
    weeks = clock(weeks=(1, 2, 3, 4, 5, 6))
    logs = tuple(logged(number) for number in (*range(1, 36), 36, 38, 39))
    assert week(6, clock=weeks, logs=logs, at=moment(day(39), 22)).adherence_7d == 75


def test_the_day_in_progress_misses_nothing_yet():
    logs = tuple(logged(number) for number in range(1, 4))
    assert week(1, logs=logs, at=moment(day(4))).adherence_7d == 100


def test_a_week_with_nothing_due_has_no_adherence():
    assert week(1, items=()).adherence_7d is None


def test_running_is_left_out_of_adherence_and_cardio_is_one_set():
    items = (item(1, mode=Mode.RUN_PLAN), item(2, mode=Mode.CARDIO))
    logs = tuple(logged(number, prescription=2) for number in range(1, 8))
    assert week(1, items=items, logs=logs).adherence_7d == 100


def test_a_pause_asks_for_nothing():
    told = {"clock": clock(pauses=(pause(3, 10),)), "at": moment(day(15), 6)}
    logs = tuple(logged(number) for number in (1, 2, 10, 11, 12, 13, 14))
    assert week(1, logs=logs, **told).adherence_7d == 100


def test_weeks_of_low_adherence_are_counted_back_from_this_one():
    good = tuple(logged(number) for number in range(1, 8))
    weeks = [week(position, logs=good).adherence_low_weeks for position in (1, 2, 3)]
    assert weeks == [0, 1, 2]


def test_a_pack_that_does_not_say_what_is_low_counts_no_weeks():
    facts = weekly_facts(life(), 1, moment(day(8)), resolve(DEFAULTS))
    assert (facts.adherence_low_weeks, facts.regressions_in_window) == (None, None)


def test_red_sessions_of_the_week_count_also_before_they_are_final():
    told = trained(6, 8, 10, 14)
    told["logs"] = tuple(
        replace(log, pain=pain) for log, pain in zip(told["logs"], (8, 8, 0, 8), strict=True)
    )
    assert week(2, **told, at=moment(day(14), 23)).red_sessions_7d == 2


def test_a_red_run_on_the_day_of_a_green_session_is_one_red_session():
    told = trained(9)
    told |= {"runs": (run(9, stride_changed=True),), "asked": (*told["asked"], asked(9, run="run", hour=18))}
    facts = week(2, **told, at=end_of(9))
    assert (facts.red_sessions_7d, facts.green_streak) == (1, 0)


def test_the_streak_goes_back_over_weeks_and_stops_at_the_last_day_of_this_one():
    assert week(2, **trained(2, 4, 8, 10, 12, 16), at=end_of(20)).green_streak == 5


def test_a_session_that_is_not_final_yet_does_not_end_the_streak():
    told = trained(3, 5, 7) | {"asked": (asked(3), asked(5)), "knees": knees(3, 4, 5, 6, 7)}
    assert week(1, **told).green_streak == 2


def test_a_session_that_nobody_answered_ends_it_once_its_deadline_is_over():
    told = trained(3, 5, 7) | {"asked": (asked(3), asked(5))}
    assert week(1, **told, at=end_of(7)).green_streak == 0


def test_a_streak_over_the_night_the_clocks_change_is_none_shorter():
    """Program day 12 is the Sunday on which summer time begins."""
    assert day(12) == date(2025, 3, 30)
    facts = week(2, **trained(10, 11, 12, 13), at=end_of(13))
    assert (facts.green_streak, facts.checkins_7d, facts.day_in_program) == (4, 5, 14)


def test_a_stage_ends_with_its_last_week_and_the_program_with_the_last_stage():
    facts = [week(position) for position in (1, 2, 3, 4)]
    assert [each.is_last_week for each in facts] == [False, True, False, True]
    assert [each.is_last_stage for each in facts] == [False, False, True, True]
    assert [each.worst_pain_limit for each in facts] == [4, 4, 2, 2]


def test_a_week_of_no_stage_leaves_everything_about_it_unknown():
    facts = week(1, stages=())
    assert (facts.is_last_week, facts.tests_state, facts.stage_min_days_done) == (None, None, None)


def test_a_held_week_counts_for_its_stage():
    facts = [week(position, clock=clock(weeks=(1, 2, 2, 3))) for position in (2, 3, 4)]
    assert [each.stage_min_days_done for each in facts] == [True, True, False]
    assert [each.stage_overrun_ratio for each in facts] == [1, Fraction(3, 2), Fraction(1, 2)]


def test_a_week_that_goes_on_waiting_is_held_and_counts_too():
    facts = week(4, clock=clock(weeks=(1, 2, 3, 4), released=2))
    assert (facts.is_last_week, facts.stage_overrun_ratio, facts.day_in_program) == (True, 2, 28)


def test_a_week_cut_short_by_a_decision_has_only_its_own_days():
    short = clock(weeks=(1, 2, 2, 3), lengths=(7, 7, 3, 7))
    facts = week(3, clock=short, knees=knees(14, 15, 16, 17, 18), at=moment(day(18)))
    assert (facts.checkins_7d, facts.day_in_program, facts.stage_overrun_ratio) == (3, 17, Fraction(17, 14))


def test_who_was_sent_back_a_stage_keeps_the_days_that_were_done_in_it():
    facts = week(4, clock=clock(weeks=(1, 2, 3, 2)))
    assert (facts.is_last_week, facts.stage_min_days_done) == (True, True)


def stages_with(*results):
    required = {"hops": ("left", "right")}
    rows = tuple(ExitResult("hops", side, day(number), passed) for side, number, passed in results)
    return (replace(STAGES[0], required=required, results=rows), STAGES[1])


@pytest.mark.parametrize(
    ("results", "state"),
    [
        ((), ExitTests.MISSING),
        ((("left", 13, True), ("right", 13, True)), ExitTests.PASSED),
        ((("left", 13, True), ("right", 13, False)), ExitTests.FAILED),
        ((("left", 15, True), ("right", 1, True)), ExitTests.PASSED),
    ],
)
def test_the_tests_of_the_stage_stand_where_they_stand_when_it_is_decided(results, state):
    assert week(2, stages=stages_with(*results)).tests_state == state


def test_a_stage_without_tests_requires_none():
    assert week(2).tests_state == ExitTests.NONE_REQUIRED


def test_regressions_in_the_window_are_those_of_earlier_weeks():
    applied = {"regressed_on": (day(7), day(14), day(21)), "clock": clock(weeks=(1, 2, 2, 2))}
    assert [week(position, **applied).regressions_in_window for position in (1, 2, 3, 4)] == [0, 1, 2, 2]


# Leaving an answer out never looks better. (A morning is also what the next ones are compared with; leaving
# it out puts an older one in its place, which is how the comparison is defined.)

BAD: dict[str, dict[str, list[Any]]] = {
    "logs": {"pain": [3, 7]},
    "asked": {"settled": [Settled.SAME_EVENING, Settled.LONGER, Settled.NOT_YET]},
    "knees": {"swelling": [1], "limp": [True], "pain_worst": [8]},
    "runs": {"pain_peak": [3, 6], "stride_changed": [True], "trend": [Trend.WORSE]},
}
some_days = st.sets(st.integers(1, 14), min_size=1, max_size=9).map(sorted)


@st.composite
def lives_with_bad_answers(draw):
    """Two weeks of good sessions and runs, with up to three answers that are not good. Also says which."""
    days, run_days = draw(some_days), draw(some_days)
    whole = life(
        items=(item(1), item(2)),
        logs=tuple(logged(number, prescription) for number in days for prescription in (1, 2)),
        asked=(
            *(asked(number) for number in days),
            *(asked(number, run=number, hour=18) for number in run_days),
        ),
        knees=knees(*range(1, 16)),
        runs=tuple(run(number, key=number) for number in run_days),
    )
    places = [draw_place(draw, whole) for _ in range(draw(st.integers(1, 3)))]
    for kind, index, name in places:
        whole = changed(whole, kind, index, **{name: draw(st.sampled_from(BAD[kind][name]))})
    return whole, places


def draw_place(draw, whole):
    kind = draw(st.sampled_from(sorted(BAD)))
    index = draw(st.integers(0, len(getattr(whole, kind)) - 1))
    return kind, index, draw(st.sampled_from(sorted(BAD[kind])))


def changed(whole, kind, index, **values):
    rows = list(getattr(whole, kind))
    rows[index] = replace(rows[index], **values)
    return replace(whole, **{kind: tuple(rows)})


def without_one(draw, whole, places):
    """The life without one answer, a bad one half of the time; or without a whole check."""
    kind, index, name = draw(st.sampled_from(places)) if draw(st.booleans()) else draw_place(draw, whole)
    if kind == "knees" and draw(st.booleans()):
        return replace(whole, knees=whole.knees[:index] + whole.knees[index + 1 :])
    return changed(whole, kind, index, **{name: None})


@given(st.data(), lives_with_bad_answers())
def test_leaving_an_answer_out_never_makes_the_streak_longer_or_the_check_ins_more(data, drawn):
    whole, places = drawn
    lives = (whole, without_one(data.draw, whole, places))
    told, less = (weekly_facts(each, 2, end_of(14), P) for each in lives)
    assert (less.green_streak or 0) <= (told.green_streak or 0)
    assert (less.checkins_7d or 0) <= (told.checkins_7d or 0)


@given(st.data(), lives_with_bad_answers())
def test_leaving_a_log_out_never_raises_adherence(data, drawn):
    whole, _places = drawn
    index = data.draw(st.integers(0, len(whole.logs) - 1))
    less = replace(whole, logs=whole.logs[:index] + whole.logs[index + 1 :])
    for position in (1, 2):
        told, left = (weekly_facts(each, position, end_of(14), P).adherence_7d for each in (whole, less))
        assert (left or 0) <= (told or 0)
