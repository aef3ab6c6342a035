"""The sessions of a life and their colours: what is known, what is missing, and when that is final."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from programs.rules.decision_words import Colour, SessionKind, Settled, Trend
from programs.rules.judged import judged_sessions
from programs.rules.words import LogState
from tests.programs.rules.build import day
from tests.programs.rules.living import (
    ZONE,
    P,
    asked,
    end_of,
    knee,
    knees,
    life,
    logged,
    moment,
    run,
    trained,
)

BERLIN = ZoneInfo(ZONE)
GREEN, AMBER, RED, UNKNOWN = Colour.GREEN, Colour.AMBER, Colour.RED, Colour.UNKNOWN


def one(at=None, **told):
    """The only session of the third day, with a quiet knee around it unless said otherwise."""
    values = {"logs": (logged(3),), "asked": (asked(3),), "knees": knees(3, 4)} | told
    (found,) = judged_sessions(life(**values), P, at or end_of(3))
    return found


def test_a_session_with_every_answer_is_green_and_final():
    found = one(at=moment(day(4)))
    assert (found.colour, found.is_final, found.session.key) == (GREEN, True, "session:2025-03-21")


def test_the_highest_pain_of_all_exercises_is_the_sessions():
    found = one(logs=(logged(3, pain=1), logged(3, prescription=2, pain=4)))
    assert (found.facts.pain_during, found.colour) == (4, AMBER)


def test_an_exercise_whose_pain_was_not_said_may_have_been_the_worst():
    found = one(logs=(logged(3, pain=1), logged(3, prescription=2, pain=None)))
    assert (found.facts.pain_during, found.colour) == (None, UNKNOWN)


def test_pain_that_is_red_by_itself_needs_no_other_answer():
    found = one(logs=(logged(3, pain=6), logged(3, prescription=2, pain=None)), asked=(), knees=())
    assert (found.colour, found.is_final) == (RED, True)


def test_pain_that_kept_from_an_exercise_counts_and_its_silence_does_not():
    skipped = {"state": LogState.SKIPPED}
    assert one(logs=(logged(3), logged(3, prescription=2, pain=5, **skipped))).colour == AMBER
    assert one(logs=(logged(3), logged(3, prescription=2, pain=None, **skipped))).colour == GREEN


def test_a_day_on_which_all_was_skipped_is_no_session():
    skipped = (logged(3, state=LogState.SKIPPED),)
    assert judged_sessions(life(logs=skipped, knees=knees(3, 4)), P, end_of(3)) == ()


def test_stretching_is_no_session_unless_it_hurt_too_much():
    def stretched(pain):
        return judged_sessions(life(logs=(logged(3, loads=False, pain=pain),)), P, end_of(3))

    assert stretched(5) == ()
    assert [found.colour for found in stretched(6)] == [RED]


@pytest.mark.parametrize(
    ("settled", "after_h", "hours", "colour"),
    [
        (Settled.WITHIN_1H, 24, 1, GREEN),
        (Settled.NEXT_MORNING, 24, 16, AMBER),
        (Settled.WITHIN_48H, 40, 36, RED),
        (Settled.NOT_YET, 23, None, UNKNOWN),
        (Settled.NOT_YET, 25, 25, RED),
        (None, 0, None, UNKNOWN),
    ],
)
def test_the_answer_after_the_load_counts_in_hours(settled, after_h, hours, colour):
    found = one(asked=(asked(3, settled, after_h),))
    assert (found.facts.settle_h, found.colour) == (hours, colour)


def test_a_next_morning_that_nobody_told_leaves_it_unknown():
    assert one(knees=(knee(3), knee(4, pain_morning=None))).colour == UNKNOWN


def test_a_morning_that_is_worse_by_two_is_red():
    found = one(knees=(knee(3, pain_morning=1), knee(4, pain_morning=3)))
    assert (found.facts.morning_rise, found.colour) == (2, RED)


def test_without_the_morning_of_the_day_the_latest_before_it_counts():
    found = one(knees=(knee(1, pain_morning=0), knee(3, pain_morning=None), knee(4, pain_morning=1)))
    assert (found.facts.morning_rise, found.colour) == (1, AMBER)


@pytest.mark.parametrize("sign", [{"swelling": 1}, {"limp": True}])
def test_a_sign_of_the_next_day_is_red(sign):
    assert one(knees=(knee(3), knee(4, **sign))).colour == RED


@pytest.mark.parametrize("sign", [{"swelling": 1}, {"limp": True}])
def test_a_sign_of_its_own_day_is_red_if_no_session_came_before(sign):
    assert one(knees=(knee(3, **sign), knee(4))).colour == RED


def test_one_limp_between_two_sessions_is_told_once():
    told = trained(3, 4) | {"knees": (*knees(3), knee(4, limp=True), *knees(5))}
    assert [found.colour for found in judged_sessions(life(**told), P, end_of(4))] == [RED, GREEN]


@pytest.mark.parametrize("left_out", [{"swelling": None}, {"limp": None}])
def test_a_sign_nobody_told_leaves_it_unknown(left_out):
    assert one(knees=(knee(3), knee(4, **left_out))).colour == UNKNOWN


def test_before_the_answers_it_is_provisional_and_after_the_deadline_final():
    early, late = moment(day(4), 23), moment(day(5), 0)  # 35 and 36 hours after noon
    states = [one(at=at, asked=(asked(3, None),)) for at in (early, late)]
    assert [(found.colour, found.is_final) for found in states] == [(UNKNOWN, False), (UNKNOWN, True)]


@pytest.mark.parametrize(
    ("loaded_on", "over"),
    [
        (date(2025, 3, 29), datetime(2025, 3, 31, 1, tzinfo=BERLIN)),
        (date(2025, 10, 25), datetime(2025, 10, 26, 23, tzinfo=BERLIN)),
    ],
    ids=["spring", "autumn"],
)
def test_the_deadline_is_36_hours_that_really_pass_when_the_clocks_change(loaded_on, over):
    number = (loaded_on - day(1)).days + 1
    told = life(logs=(logged(number),), asked=(asked(number, None),))
    states = [judged_sessions(told, P, over - timedelta(minutes=more))[0].is_final for more in (1, 0)]
    assert states == [False, True]


def test_a_late_answer_still_gives_the_session_its_colour():
    assert one(asked=(asked(3, Settled.WITHIN_1H, after_h=200),)).colour == GREEN


RAN = {"logs": (), "runs": (run(3),), "asked": (asked(3, run="run", hour=18),)}


def ran(**said):
    return one(**RAN | {"runs": (run(3, **said),)})


def test_a_run_with_every_answer_is_green():
    found = ran()
    assert (found.session.kind, found.session.key, found.colour) == (SessionKind.RUN, "run:run", GREEN)


@pytest.mark.parametrize(
    ("said", "colour"),
    [
        ({"pain_peak": 3}, AMBER),
        ({"pain_peak": 4}, RED),
        ({"pain_peak": None, "pain_end": 4}, RED),
        ({"pain_peak": None}, UNKNOWN),
        ({"trend": Trend.WORSE}, RED),
        ({"trend": None}, UNKNOWN),
        ({"trend": None, "pain_peak": 0}, GREEN),
        ({"stride_changed": True}, RED),
        ({"stride_changed": None}, UNKNOWN),
    ],
)
def test_what_a_run_says_of_itself(said, colour):
    assert ran(**said).colour == colour


def test_a_run_and_the_exercises_of_one_day_are_two_sessions_in_the_order_of_their_hours():
    told = trained(3)
    told |= {"runs": (run(3, pain_peak=5),), "asked": (*told["asked"], asked(3, run="run", hour=18))}
    found = judged_sessions(life(**told), P, end_of(3))
    assert [(each.session.kind, each.colour) for each in found] == [("exercise", GREEN), ("run", RED)]
