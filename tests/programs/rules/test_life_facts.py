"""What a check-in and the step to more load read from a life."""

import pytest

from programs.rules.decision_words import Colour, LoadAction, Settled
from programs.rules.dose import Dose
from programs.rules.item_sessions import item_sessions, present_items
from programs.rules.life_facts import checkin_facts, judged_sessions, missed_days
from programs.rules.load import LoadAsk, load_step
from programs.rules.words import LogSide, LogState, SideRule
from tests.programs.rules.build import day, item
from tests.programs.rules.living import (
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


def checkin(number, at=None, **told):
    return checkin_facts(life(**told), day(number), at or moment(day(number), 20), P)


def test_the_check_of_the_day_says_how_the_knee_is():
    facts = checkin(3, knees=(knee(2, swelling=2), knee(3, swelling=1, pain_worst=7, rf_urgent=True)))
    assert (facts.swelling, facts.pain_worst_24h, facts.rf_urgent, facts.rf_emergency) == (1, 7, True, False)


def test_without_a_check_of_the_day_the_knee_is_unknown():
    facts = checkin(3, knees=knees(2))
    assert (facts.swelling, facts.pain_worst_24h, facts.rf_urgent, facts.rf_emergency) == (None,) * 4


def test_signs_are_counted_over_seven_days():
    told = (knee(3, giving_way=True, catching=True, limp=True), *knees(4, 5), knee(9, limp=True))
    facts = {number: checkin(number, knees=told) for number in (9, 10)}
    assert [facts[9].giving_way_7d, facts[9].catching_7d, facts[9].limp_days_7d] == [1, 1, 2]
    assert [facts[10].giving_way_7d, facts[10].catching_7d, facts[10].limp_days_7d] == [0, 0, 1]


def test_signs_that_nobody_told_are_unknown():
    facts = checkin(3, knees=(knee(3, limp=None),))
    assert (facts.limp_days_7d, facts.giving_way_7d) == (None, 0)
    assert checkin(3).giving_way_7d is None


def test_without_a_session_there_is_no_colour():
    facts = checkin(3, knees=knees(3))
    assert (facts.session_colour, facts.session_settle_h) == (Colour.NONE, None)


def test_the_morning_after_tells_the_colour_of_yesterdays_session():
    assert checkin(4, **trained(3)).session_colour == Colour.GREEN


def test_a_session_of_today_does_not_hide_what_yesterdays_came_to():
    told = trained(3) | {"logs": (logged(3, pain=4), logged(4))}
    assert checkin(4, **told).session_colour == Colour.AMBER


def test_a_session_that_is_red_by_itself_counts_at_once():
    assert checkin(4, **trained(3) | {"logs": (logged(3), logged(4, pain=8))}).session_colour == Colour.RED


def test_while_nothing_is_final_the_colour_is_unknown():
    assert checkin(3, logs=(logged(3),), knees=knees(3)).session_colour == Colour.UNKNOWN


def test_of_a_session_and_a_run_on_one_day_the_worse_colour_counts():
    told = trained(3)
    told |= {"runs": (run(3, pain_peak=3),), "asked": (*told["asked"], asked(3, run="run", hour=18))}
    assert checkin(4, moment(day(5)), **told).session_colour == Colour.AMBER


def test_a_session_of_four_days_ago_was_decided_then():
    told = trained(3) | {"logs": (logged(3, pain=8),)}
    colours = [checkin(number, **told).session_colour for number in (6, 7)]
    assert colours == [Colour.RED, Colour.NONE]


def test_a_load_that_has_not_settled_after_two_days_is_told_although_others_followed():
    told = trained(3, 4) | {"asked": (asked(3, Settled.NOT_YET, after_h=49), asked(4))}
    assert checkin(5, **told).session_settle_h == 49


@pytest.mark.parametrize(("number", "missed"), [(1, 0), (3, 0), (4, 1), (8, 5)])
def test_missed_days_are_counted_from_the_last_check(number, missed):
    assert missed_days(life(knees=knees(2, 3)), day(number)) == (missed if number > 2 else 0)


def test_before_the_first_check_they_are_counted_from_the_start():
    assert missed_days(life(), day(6)) == 5


def test_days_of_a_pause_are_not_missed():
    paused = life(knees=knees(3), clock=clock(pauses=(pause(5, 9),)))
    assert [missed_days(paused, day(number)) for number in (4, 7, 9, 10)] == [1, 1, 2, 3]


def test_a_corrected_or_late_answer_changes_the_colour_of_its_own_session():
    early = checkin(5, **trained(3) | {"asked": (asked(3, None),)})
    late = checkin(5, **trained(3) | {"asked": (asked(3, Settled.SAME_EVENING, after_h=50),)})
    assert [early.session_colour, late.session_colour] == [Colour.UNKNOWN, Colour.AMBER]


# One exercise, for the step to more load.


def sessions(number=6, items=None, **told):
    return sessions_in(life(**trained(3, 5) | told | ({"items": items} if items else {})), 1, end_of(number))


def sessions_in(found, line, at):
    present = [item for item in present_items(found, found.day_of(at)) if item.line == line]
    return item_sessions(found, present[0], judged_sessions(found, P, at)) if present else ()


def test_an_exercise_has_a_session_for_each_day_it_was_logged():
    (first, second) = sessions()
    assert first == second
    assert (first.colour, first.sets_due, first.sets_done, first.reps_done, first.rir) == (
        Colour.GREEN, 3, 3, 10, 3,
    )  # fmt: skip


def test_one_good_set_out_of_three_is_no_progress():
    part = {"state": LogState.PARTIAL, "sets_done": 1}
    found = sessions(logs=(logged(3), logged(5, **part)))
    assert [each.sets_done for each in found] == [3, 1]
    assert load_step(LoadAsk(dose=item().dose, sessions=found), P).action == LoadAction.KEEP


def test_two_good_sessions_are():
    assert load_step(LoadAsk(dose=item().dose, sessions=sessions()), P).action == LoadAction.ADD_REPS


def test_of_two_sides_the_worse_one_counts_and_one_not_logged_was_not_done():
    each = (item(side=SideRule.EACH),)
    left, right = {"side": LogSide.LEFT}, {"side": LogSide.RIGHT}
    logs = (logged(3, **left), logged(3, reps=8, rir=1, **right), logged(5, **left))
    first, second = sessions(items=each, logs=logs)
    assert (first.sets_done, first.reps_done, first.rir) == (3, 8, 1)
    assert (second.sets_done, second.reps_done, second.rir) == (0, 0, None)


def test_what_one_side_did_not_say_is_not_known():
    each = (item(side=SideRule.EACH),)
    logs = (logged(3, side=LogSide.LEFT), logged(3, side=LogSide.RIGHT, rir=None))
    assert [found.rir for found in sessions(items=each, logs=logs)] == [None]


def test_sessions_under_an_earlier_dose_do_not_count():
    items = (
        item(1, line="place", effective_to=day(5)),
        item(2, line="place", effective_from=day(5), dose=Dose(sets=3, reps=12)),
    )
    told = life(**trained(3, 5) | {"items": items, "logs": (logged(3), logged(5, prescription=2))})
    assert [each.reps_due for each in sessions_in(told, "place", end_of(6))] == [12]


def test_in_a_pause_the_dose_from_before_it_is_the_present_one():
    paused = sessions(9, clock=clock(pauses=(pause(6, 20),)))
    assert len(paused) == 2


def test_a_session_whose_colour_is_still_open_is_none_yet():
    found = sessions(asked=(asked(3), asked(5, None)), number=4)
    assert len(found) == 1


def test_what_is_not_prescribed_now_has_none():
    assert sessions(items=(item(first_week=3),)) == ()
