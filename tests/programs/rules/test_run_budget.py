"""What is left to run this week: breaks, pauses, cutbacks, one change at a time, and what was told before."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programs.rules.run_budget import Budget, Build, Grows, Ran, budget, usual_week, week_from
from tests.programs.rules.protocol import PARAMETERS

START = date(2026, 9, 7)  # a Monday; the program's weeks begin on Mondays
A_WEEK = timedelta(days=7)


def day(week: int, weekday: int = 1) -> date:
    """A day of the n-th week, counted from 1."""
    return START + A_WEEK * (week - 1) + timedelta(days=weekday - 1)


def ran(*weeks: object) -> list[Ran]:
    """Two equal runs in each week, of so many kilometres together; None or 0 is a week without."""
    kms = [(number, Fraction(str(km))) for number, km in enumerate(weeks, 1) if km]
    return [Ran(day(number, weekday), km / 2) for number, km in kms for weekday in (1, 4)]


def build(**fields: object) -> Build:
    return Build(**{"anchor": START, "started_on": START, **fields})  # type: ignore[arg-type]


def asked(runs: list[Ran], week: int, **fields: object) -> Budget:
    return budget(runs, build(**fields), day(week, 2), PARAMETERS)


def caps(found: Budget) -> tuple[str, str]:
    week, longest = found.caps.week_km, found.caps.session_km
    return (
        str(float(week)) if week is not None else "-",
        str(float(longest)) if longest is not None else "-",
    )


def test_a_week_may_have_a_tenth_more_than_the_one_before():
    found = asked(ran(20), 2)
    assert (caps(found), found.left_km, found.longest_left_km) == (
        ("22.0", "11.0"),
        Fraction(22),
        Fraction(11),
    )


def test_what_was_run_this_week_is_taken_off_and_raises_no_cap():
    found = asked([*ran(20), Ran(day(2, 1), Fraction("12.6"))], 2)
    assert (caps(found), found.done_km, found.left_km) == (
        ("22.0", "11.0"),
        Fraction("12.6"),
        Fraction("9.4"),
    )
    assert found.longest_left_km == Fraction("9.4")


def test_a_full_week_has_nothing_left():
    assert asked([*ran(20), Ran(day(2, 1), Fraction(30))], 2).left_km == 0


def test_a_run_after_the_day_asked_for_is_not_known_yet():
    assert asked([*ran(20), Ran(day(2, 6), Fraction(9))], 2).done_km == 0


def test_a_week_without_a_run_takes_a_fifth_off_and_builds_nothing():
    found = asked(ran(20, 0), 3)
    assert (found.missed, found.build_week, found.prev_week_km, found.longest_km) == (1, 2, 16, 8)
    assert caps(found) == ("17.6", "8.8")


def test_each_further_week_takes_off_more():
    assert [caps(asked(ran(20), week))[0] for week in (2, 3, 4, 5)] == ["22.0", "17.6", "14.0", "11.2"]


def test_after_thirty_days_without_a_run_nothing_is_known():
    found = asked(ran(20), 7)
    assert (caps(found), found.left_km, found.longest_left_km) == (("-", "-"), None, None)


def test_what_was_told_once_does_not_come_back_after_a_break():
    assert caps(asked(ran(20), 7, told_week=Fraction(30), told_longest=Fraction(10))) == ("-", "-")


def test_before_the_first_run_it_counts_from_what_was_told():
    assert caps(asked([], 1, told_week=Fraction(30), told_longest=Fraction(10))) == ("33.0", "11.0")


def test_every_fourth_week_of_running_cuts_back_and_the_next_goes_on_from_before():
    fourth = asked(ran(20, 22, 24), 4)
    assert (fourth.caps.is_cutback, caps(fourth)) == (True, ("19.2", "12.0"))
    fifth = asked(ran(20, 22, 24, 19), 5)
    assert (fifth.caps.is_cutback, fifth.prev_week_km) == (False, 24)


def test_a_week_in_which_the_plan_went_back_is_not_counted():
    assert asked(ran(20, 24), 3, eased_on=[day(2, 4)]).prev_week_km == 20


def test_with_nothing_but_such_weeks_the_least_of_them_counts():
    assert asked(ran(20), 2, eased_on=[day(1, 4)]).prev_week_km == 20


def test_weeks_before_the_build_are_counted_from_but_build_nothing():
    found = asked(ran(10, 12, 14), 4, started_on=day(4, 1))
    assert (found.build_week, found.prev_week_km, found.caps.is_cutback) == (1, 14, False)


def test_who_goes_on_running_begins_with_a_share_of_the_usual_week():
    found = asked(ran(20, 20, 20, 20), 5, started_on=day(5, 1), first_share=Fraction(7, 10))
    assert caps(found) == ("14.0", "10.0")
    later = asked(ran(20, 20, 20, 20, 14), 6, started_on=day(5, 1), first_share=Fraction(7, 10))
    assert caps(later)[0] == "15.4"


def test_the_usual_week_is_of_four_weeks_also_where_some_had_no_run():
    assert usual_week(ran(20, 0, 0, 20), build(started_on=day(5))) == 10


@pytest.mark.parametrize(
    ("grows", "expected"),
    [
        (Grows.DURATION, ("22.0", "11.0")),
        (Grows.DAYS, ("22.0", "10.0")),
        (Grows.HILLS, ("20.0", "10.0")),
        (Grows.SPEED, ("20.0", "10.0")),
        (Grows.DOWNHILL, ("20.0", "10.0")),
    ],
)
def test_only_one_thing_grows(grows, expected):
    assert caps(asked(ran(20), 2, grows=grows)) == expected


def test_weeks_are_counted_from_the_day_the_program_began():
    wednesday = date(2026, 9, 9)
    assert [week_from(wednesday, date(2026, 9, 15)), week_from(wednesday, date(2026, 9, 16))] == [
        wednesday,
        date(2026, 9, 16),
    ]
    assert week_from(wednesday, date(2026, 9, 8)) == date(2026, 9, 2)


kilometres = st.one_of(st.just(0), st.fractions(min_value=1, max_value=60, max_denominator=10))
weeks = st.lists(kilometres, min_size=1, max_size=10)


@given(weeks, st.integers(1, 12), st.sampled_from(Grows))
def test_no_week_may_have_more_than_a_tenth_or_half_a_kilometre_above_the_most_ever_run(kms, week, grows):
    cap = asked(ran(*kms), week, grows=grows).caps.week_km
    most = max(kms[: week - 1], default=0)
    assert cap is None or cap <= max(most * Fraction(11, 10), most + Fraction(1, 2))


@given(weeks, st.integers(0, 4))
def test_a_longer_break_never_allows_more(kms, gap):
    kms = [*kms, 10]
    sooner = asked(ran(*kms), len(kms) + 1 + gap).caps
    later = asked(ran(*kms), len(kms) + 2 + gap).caps
    assert later.week_km is None or sooner.week_km is None or later.week_km <= sooner.week_km


@given(weeks, st.integers(2, 11), st.data())
def test_leaving_a_run_out_never_allows_a_longer_run(kms, week, data):
    runs = ran(*kms)
    if not runs:
        return
    left_out = data.draw(st.sampled_from(runs))
    all_told = asked(runs, week).longest_km
    fewer = asked([run for run in runs if run != left_out], week).longest_km
    assert fewer is None or all_told is None or fewer <= all_told
