"""Each detector: what it finds, with which evidence, and what it leaves alone."""

from datetime import timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programs.rules.clock import Pause
from programs.rules.decision_words import Settled
from programs.rules.parameters import Parameters
from programs.rules.signal_words import DETECTED, EVENTS, HOURS, THRESHOLDS, Beside, Escalation, Kind
from programs.rules.signals import find_signals
from programs.rules.words import LogState
from tests.programs.rules.build import day
from tests.programs.rules.living import P, asked, clock, knee, knees, life, logged, moment, run, trained


def found(a_life, on, hour=20, **options):
    signals = find_signals(a_life, P, moment(day(on), hour), **options)
    return {signal.kind: signal for signal in signals}


def kinds(a_life, on, **options):
    return list(found(a_life, on, **options))


def done(*days):
    return tuple(logged(number) for number in days)


def test_a_quiet_life_has_no_reason():
    assert kinds(life(**trained(1, 2, 3)), 3) == []


def test_severe_pain_says_how_much_and_when():
    signal = found(life(knees=(*knees(1), knee(2, pain_worst=8)), logs=done(1)), 2)[Kind.SEVERE_PAIN]

    assert signal.evidence == {"pain": 8, "on": day(2).isoformat()}
    assert signal.due_at == moment(day(2), 20) + timedelta(hours=24)


def test_pain_below_the_limit_is_not_severe():
    assert Kind.SEVERE_PAIN not in kinds(life(knees=(knee(1, pain_worst=7),)), 1)


def test_a_later_check_with_less_pain_ends_severe_pain():
    lived = life(knees=(knee(1, pain_worst=9), knee(2, pain_worst=3)))

    assert Kind.SEVERE_PAIN not in kinds(lived, 2)


def test_a_patients_own_threshold_takes_the_place_of_the_programs():
    lived = life(knees=(knee(1, pain_worst=6),))

    assert Kind.SEVERE_PAIN in kinds(lived, 1, own={Kind.SEVERE_PAIN: 6})


def test_not_yet_after_two_days_has_not_settled():
    lived = life(logs=done(1), asked=(asked(1, Settled.NOT_YET, after_h=50),), knees=knees(1, 2, 3))
    signal = found(lived, 3)[Kind.NOT_SETTLED]

    assert (signal.evidence["session"], signal.evidence["on"]) == ("exercise", day(1).isoformat())


def test_not_yet_after_one_day_may_still_settle():
    lived = life(logs=done(1), asked=(asked(1, Settled.NOT_YET, after_h=26),), knees=knees(1, 2, 3))

    assert Kind.NOT_SETTLED not in kinds(lived, 3)


def test_what_has_not_settled_is_not_told_a_second_time_as_a_bad_session():
    lived = life(logs=done(1), asked=(asked(1, Settled.LONGER, after_h=80),), knees=knees(1, 2, 3))

    assert Kind.BAD_SESSION not in kinds(lived, 5)


def test_a_red_session_is_bad_until_a_green_one_comes_after_it():
    red = logged(1, pain=7)
    good = trained(3)
    lived = {"logs": (red, *good["logs"]), "asked": good["asked"], "knees": knees(1, 2) + good["knees"][:]}

    assert found(life(logs=(red,), knees=knees(1)), 1)[Kind.BAD_SESSION].evidence["pain"] == 7
    assert Kind.BAD_SESSION not in kinds(life(**lived), 4)


def test_a_run_on_the_day_after_a_run_was_against_advice():
    lived = life(runs=(run(1, "a"), run(2, "b")), knees=knees(1, 2))
    signal = found(lived, 2)[Kind.RAN_AGAINST_ADVICE]

    assert signal.evidence == {"on": day(2).isoformat(), "why": "rest_day"}
    assert signal.about == "run:b"


def test_a_run_after_a_day_of_rest_was_not():
    assert Kind.RAN_AGAINST_ADVICE not in kinds(life(runs=(run(1, "a"), run(3, "b"))), 3)


def test_after_a_red_run_there_are_more_days_of_rest():
    lived = life(runs=(run(1, "a", pain_peak=6), run(3, "b")))

    assert found(lived, 3)[Kind.RAN_AGAINST_ADVICE].evidence["why"] == "rest_day"


def test_who_builds_distance_may_run_on_two_days_in_a_row():
    lived = life(runs=(run(1, "a"), run(2, "b")))

    assert Kind.RAN_AGAINST_ADVICE not in kinds(lived, 2, beside=Beside(builds_distance=True))


@pytest.mark.parametrize(
    ("beside", "why"),
    [
        (Beside(stopped_on=day(1)), "stopped"),
        (Beside(running_paused_on=day(1)), "running_paused"),
    ],
)
def test_a_run_while_it_was_forbidden_was_against_advice(beside, why):
    signal = found(life(runs=(run(2),)), 2, beside=beside)[Kind.RAN_AGAINST_ADVICE]

    assert signal.evidence["why"] == why


def test_a_run_of_the_day_on_which_it_was_forbidden_may_have_come_before():
    beside = Beside(stopped_on=day(2), running_paused_on=day(2))

    assert Kind.RAN_AGAINST_ADVICE not in kinds(life(runs=(run(2),)), 2, beside=beside)


def test_a_run_in_a_pause_was_against_advice():
    lived = life(clock=clock(pauses=(Pause(day(2)),)), runs=(run(3),))

    assert found(lived, 3)[Kind.RAN_AGAINST_ADVICE].evidence["why"] == "paused"


def test_pain_that_rose_by_two_points_in_a_week_is_rising():
    calm, sore = knees(*range(1, 8), pain_worst=1), knees(*range(8, 12), pain_worst=4)
    signal = found(life(knees=calm + sore), 11)[Kind.PAIN_RISING]

    assert signal.evidence == {"points": 3}


def test_a_rise_is_still_told_at_the_beginning_of_the_next_week():
    calm, sore = knees(*range(1, 8), pain_worst=1), knees(*range(8, 15), pain_worst=4)

    assert Kind.PAIN_RISING in kinds(life(knees=calm + sore), 15)


def test_five_days_without_a_check_are_silence():
    signal = found(life(knees=knees(1), logs=done(1, 3)), 6)[Kind.SILENT]

    assert signal.evidence == {"days": 5, "logged_on": day(3).isoformat()}


def test_four_days_are_not():
    assert Kind.SILENT not in kinds(life(knees=knees(1)), 5)


def test_nobody_is_silent_in_a_pause():
    assert Kind.SILENT not in kinds(life(knees=knees(1), clock=clock(pauses=(Pause(day(2)),))), 20)


def test_silence_that_somebody_settled_is_told_again_after_as_long_a_time():
    lived = life(knees=knees(1))
    about = [found(lived, on)[Kind.SILENT].about for on in (6, 10, 11)]

    assert about[0] == about[1] != about[2]


def test_two_whole_weeks_of_little_are_low_adherence():
    skipped = tuple(logged(number, state=LogState.SKIPPED) for number in range(1, 15))
    lived = life(logs=skipped, knees=knees(*range(1, 16)))
    signal = found(lived, 15)[Kind.LOW_ADHERENCE]

    assert signal.evidence == {"weeks": 2, "percent": 0}
    assert Kind.LOW_ADHERENCE not in kinds(lived, 14)


@pytest.mark.parametrize(("on", "weeks"), [(14, 2), (28, 4)])
def test_pain_that_does_not_change_is_told_after_two_and_after_four_weeks(on, weeks):
    lived = life(knees=knees(*range(1, on + 1), pain_worst=5), logs=done(*range(1, on + 1)))

    assert found(lived, on)[Kind.NO_CHANGE].evidence == {"weeks": weeks, "points": 0}


def test_pain_that_is_mild_need_not_change():
    assert Kind.NO_CHANGE not in kinds(life(knees=knees(*range(1, 15), pain_worst=2)), 14)


def test_twice_the_planned_time_in_a_stage_is_too_long():
    lived = life(clock=clock((1, 2, 2, 2)), knees=knees(*range(1, 29)))
    signal = found(lived, 28)[Kind.STAGE_OVERRUN]

    assert (signal.evidence["stage"], signal.evidence["times"]) == ("s1", 2)


def test_an_escalation_brings_its_own_hours():
    asking = Escalation(
        about="checkin:1", on=day(2), made_at=moment(day(2)), codes=("LIMPING",), sla_hours=48
    )
    signal = found(life(knees=knees(1, 2)), 2, beside=Beside(escalations=(asking,)))[Kind.ESCALATED]

    assert signal.due_at == moment(day(2)) + timedelta(hours=48)
    assert signal.evidence["codes"] == "LIMPING"


def test_an_escalation_for_what_has_a_kind_of_its_own_is_no_second_reason():
    asking = Escalation(about="checkin:1", on=day(2), made_at=moment(day(2)), codes=("SEVERE_PAIN",))

    assert Kind.ESCALATED not in kinds(life(), 2, beside=Beside(escalations=(asking,)))


def test_proposals_wait_since_the_first_of_them():
    first, second = moment(day(7)), moment(day(8))
    beside = Beside(waiting_since=(second, first))
    signal = found(life(knees=knees(*range(1, 9))), 8, beside=beside)[Kind.APPROVAL]

    assert signal.evidence == {"proposals": 2, "on": day(7).isoformat()}
    assert signal.due_at == first + timedelta(hours=48)


def test_a_common_mistake_is_told_after_everything_else():
    lived = life(knees=knees(*range(1, 20)), runs=(run(18, "a", pace="fast", pain_peak=3),))
    signal = found(lived, 19)[Kind.MISTAKE]

    assert (signal.evidence["mistake"], signal.evidence["pain"]) == ("speed_in_pain", 3)


def test_the_heaviest_comes_first():
    lived = life(knees=(knee(1, pain_worst=9),), runs=(run(1, "a"), run(2, "b")))

    assert kinds(lived, 6) == [Kind.SEVERE_PAIN, Kind.RAN_AGAINST_ADVICE, Kind.SILENT]


def test_a_pack_without_a_threshold_raises_nothing_by_it():
    bare = Parameters({name: value for name, value in P.values.items() if not name.startswith("esc.")})
    lived = life(knees=(knee(1, pain_worst=10),))
    signals = find_signals(lived, bare, moment(day(20)))

    assert not {signal.kind for signal in signals} & {Kind.SEVERE_PAIN, Kind.SILENT, Kind.NO_CHANGE}


def test_every_kind_that_is_found_says_within_how_many_hours():
    assert set(HOURS) == set(DETECTED)
    assert set(THRESHOLDS) <= DETECTED
    assert set(Kind) >= EVENTS


@given(st.integers(0, 10), st.integers(0, 10), st.integers(7, 9))
def test_more_pain_is_never_less_reason(pain, more, limit):
    """Severe pain with one number is severe with every higher one, whatever the threshold."""
    own = {Kind.SEVERE_PAIN: limit}
    lower, higher = (life(knees=(knee(1, pain_worst=n),)) for n in sorted((pain, more)))

    assert (Kind.SEVERE_PAIN in kinds(lower, 1, own=own)) <= (Kind.SEVERE_PAIN in kinds(higher, 1, own=own))


def test_own_thresholds_change_nothing_else():
    values = {name: Fraction(value) for name, value in P.values.items()}
    lived = life(knees=(knee(1, pain_worst=9),))
    one = find_signals(lived, P, moment(day(1)), own={Kind.SILENT: 9})

    assert one == find_signals(lived, Parameters(values), moment(day(1)))
