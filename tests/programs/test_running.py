"""Runs move the running plan: less at once, more only with a clinician; a corrected run is judged anew."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from common import clock
from common.errors import Conflict, NotAllowed
from programs.models import Decision, DecisionAction, DecisionAnswer, RunPhase, RunPlan
from programs.rules.decision_words import Colour
from programs.services.lifecycle import pause_program
from programs.services.run_steps import carry_out_step
from programs.services.running import apply_run_step, judge_runs, pause_running
from tests.factories import assigned_program
from tests.loop_factories import answered
from tests.programs.running import TODAY, at, begun, day, judge, judged, ran, standing, went

pytestmark = pytest.mark.django_db


def approve(plan: RunPlan, decision: Decision, days_ago: int = 0):
    """As the approval of a decision does it."""
    with clock.pretending(at(day(days_ago))):
        changes = apply_run_step(decision, by=plan.entered_by)
        answer = answered(decision, by=plan.entered_by)
    plan.refresh_from_db()
    return changes, answer


def earned(level=1, **fields):
    """A plan whose two green runs ask for the next level."""
    plan = begun(level=level, **fields)
    went(plan, 8)
    (proposed,) = went(plan, 5)
    return plan, proposed


def test_a_green_run_is_a_pass_and_rest_follows():
    plan = begun()
    (made,) = went(plan, 5)
    assert (made.verdict, made.waits, standing(plan)) == ("REPEAT", False, ("walk_jog", 1, 1))
    assert (plan.next_run_on, made.on, made.key) == (day(3), day(5), f"run:{made.run.uuid}")
    assert made.answer.action == DecisionAction.AUTOMATIC


def test_the_decision_keeps_what_it_was_made_from():
    plan = begun(level=2)
    (made,) = went(plan, 5)
    assert made.facts == {
        "state": {"level": 2, "passes": 0, "ups_7d": 0, "backs_14d": 0},
        "session": {"colour": "green", "sore_in_warmup": None},
    }
    assert made.proposal == {"action": "REPEAT", "level": 2, "passes": 1, "rest_days": 1}
    assert made.parameters["run.passes_required"] == 2


@pytest.mark.parametrize("colour", [Colour.AMBER, Colour.UNKNOWN])
def test_a_run_that_is_not_green_starts_the_passes_anew(colour):
    plan = begun(level=3, passes=1)
    went(plan, 5, colour)
    assert standing(plan) == ("walk_jog", 3, 0)


def test_a_level_up_waits_and_until_then_the_level_goes_on():
    plan, proposed = earned()
    assert (proposed.verdict, proposed.waits, hasattr(proposed, "answer")) == ("LEVEL_UP", True, False)
    assert (standing(plan), plan.next_run_on) == (("walk_jog", 1, 2), day(3))


def test_an_approved_level_up_moves_the_plan():
    plan, proposed = earned()
    changes, _answer = approve(plan, proposed)
    assert standing(plan) == ("walk_jog", 2, 0)
    assert (changes["run"]["from"]["level"], changes["run"]["to"]["level"]) == (1, 2)


def test_one_proposal_at_a_time():
    plan, first = earned()
    (second,) = went(plan, 3)
    first.refresh_from_db()
    assert (first.answer.action, second.verdict) == (DecisionAction.REPLACED, "LEVEL_UP")
    approve(plan, second)
    assert standing(plan) == ("walk_jog", 2, 0)


def test_a_red_run_takes_a_level_up_that_waited_with_it():
    plan, first = earned(level=3)
    went(plan, 3, Colour.RED)
    first.refresh_from_db()
    assert (first.answer.action, standing(plan)) == (DecisionAction.REPLACED, ("walk_jog", 2, 0))


def test_a_red_run_goes_back_at_once_and_rests_longer():
    plan = begun(level=5, passes=1)
    (made,) = went(plan, 5, Colour.RED)
    assert (made.verdict, made.waits, standing(plan)) == ("STEP_BACK", False, ("walk_jog", 4, 0))
    assert (plan.next_run_on, plan.eased_on) == (day(2), day(4))


def test_soreness_in_the_warm_up_rests_longest():
    plan = begun(level=5)
    went(plan, 5, sore_in_warmup=True)
    assert (standing(plan), plan.next_run_on) == (("walk_jog", 4, 0), day(1))


def test_at_the_first_level_running_pauses():
    plan = begun()
    (made,) = went(plan, 5, Colour.RED)
    assert (made.verdict, plan.paused_at, standing(plan)) == ("PAUSE_RUN", at(day(4)), ("walk_jog", 1, 0))
    assert plan.pause_reason == "A red run at the first level"


def test_a_third_step_back_in_two_weeks_asks_for_the_physio():
    plan = begun(level=6)
    for days in (11, 8):
        went(plan, days, Colour.RED)
    (made,) = went(plan, 4, Colour.RED)
    assert (made.verdict, made.facts["state"]["backs_14d"], standing(plan)) == (
        "ESCALATE",
        2,
        ("walk_jog", 3, 0),
    )


def test_two_steps_up_in_a_week_are_the_most():
    plan = begun(level=1)
    for days in (6, 4):
        plan.passes = 1
        plan.save()
        (proposed,) = went(plan, days)
        approve(plan, proposed, days_ago=days - 1)
    plan.passes = 1
    plan.save()
    (made,) = went(plan, 2)
    assert (made.facts["state"]["ups_7d"], made.verdict, standing(plan)) == (2, "REPEAT", ("walk_jog", 3, 2))


def test_a_level_up_that_was_rejected_is_no_step_up():
    plan, proposed = earned()
    answered(proposed, by=plan.entered_by, action=DecisionAction.REJECTED)
    (made,) = went(plan, 3)
    assert (made.facts["state"]["ups_7d"], made.verdict, standing(plan)) == (
        0,
        "LEVEL_UP",
        ("walk_jog", 1, 3),
    )


def test_the_last_level_passed_builds_distance_once_a_clinician_says_so():
    plan, proposed = earned(level=10)
    assert (proposed.verdict, standing(plan)) == ("PLAN_DONE", ("walk_jog", 10, 2))
    approve(plan, proposed)
    assert (standing(plan), plan.build_started_on) == (("mileage", 10, 0), TODAY)


def test_while_distance_is_built_green_runs_ask_for_nothing():
    plan = begun(phase=RunPhase.MILEAGE, level=10, build_started_on=day(20))
    assert went(plan, 5) == []


@pytest.mark.parametrize("phase", [RunPhase.MILEAGE, RunPhase.MODIFIED])
def test_a_red_run_on_the_way_to_more_goes_back_to_walking_and_jogging(phase):
    plan = begun(phase=phase, level=10, build_started_on=day(20))
    went(plan, 5, Colour.RED)
    assert (standing(plan), plan.build_started_on, plan.eased_on) == (("walk_jog", 9, 0), None, day(4))


def test_who_went_on_running_well_may_build_distance():
    plan, proposed = earned(phase=RunPhase.MODIFIED, level=10, build_started_on=day(20))
    approve(plan, proposed)
    assert standing(plan) == ("mileage", 10, 0)


def test_a_run_is_judged_once():
    plan = begun()
    run = judged(ran(plan.program, 5))
    assert (len(judge(plan, run)), judge(plan, run)) == (1, [])


def test_a_run_whose_colour_may_change_is_not_judged_yet():
    plan = begun()
    assert judge(plan, judged(ran(plan.program, 1), is_final=False)) == []


def test_a_run_from_before_the_plan_is_none_of_its_own():
    plan = begun(days_ago=4)
    assert judge(plan, judged(ran(plan.program, 6), Colour.RED)) == []


def test_without_a_plan_there_is_nothing_to_move():
    program = assigned_program()
    assert judge_runs(program, [judged(ran(program, 5))], at=at(TODAY)) == []


@pytest.mark.parametrize("fields", [{"level": 2}, {"level": 4}])
def test_a_good_run_below_the_level_is_no_pass(fields):
    plan = begun(level=5)
    assert went(plan, 5, **fields) == []
    assert standing(plan) == ("walk_jog", 5, 0)


def test_a_good_run_that_was_told_late_is_no_pass_and_a_bad_one_counts():
    plan = begun(level=5)
    went(plan, 4)
    assert went(plan, 8) == []
    went(plan, 7, Colour.RED)
    assert standing(plan) == ("walk_jog", 4, 0)


def test_a_good_run_in_a_pause_is_no_pass():
    plan = begun(level=5)
    pause_running(plan.program, reason="The knee is swollen")
    assert went(plan, 5) == []


def test_a_late_answer_mends_a_run_that_was_unknown():
    plan = begun(level=2, passes=1)
    run = ran(plan.program, 5)
    judge(plan, judged(run, Colour.UNKNOWN), days_ago=3)
    assert standing(plan) == ("walk_jog", 2, 0)
    (made,) = judge(plan, judged(run), days_ago=2)
    assert (made.revision, made.verdict, made.waits) == (2, "LEVEL_UP", True)
    assert made.facts["state"]["passes"] == 1


def test_a_run_that_turns_out_worse_is_judged_anew_and_goes_back():
    plan = begun(level=4)
    run = ran(plan.program, 5)
    judge(plan, judged(run), days_ago=4)
    (made,) = judge(plan, judged(run, Colour.RED), days_ago=3)
    assert (made.revision, made.waits, standing(plan)) == (2, False, ("walk_jog", 3, 0))


def test_a_correction_of_what_waits_replaces_it():
    plan = begun(level=2, passes=1)
    run = ran(plan.program, 5)
    (first,) = judge(plan, judged(run), days_ago=4)
    (second,) = judge(plan, judged(run, Colour.AMBER), days_ago=3)
    first.refresh_from_db()
    assert (first.answer.action, second.verdict, second.waits) == (DecisionAction.REPLACED, "REPEAT", False)
    assert standing(plan) == ("walk_jog", 2, 0)


def test_a_correction_of_what_was_carried_out_waits_for_a_clinician():
    plan = begun(level=4)
    run = ran(plan.program, 5)
    judge(plan, judged(run, Colour.RED), days_ago=4)
    (made,) = judge(plan, judged(run), days_ago=3)
    assert (made.waits, standing(plan)) == (True, ("walk_jog", 3, 0))
    approve(plan, made)
    assert standing(plan) == ("walk_jog", 4, 1)


def test_a_correction_of_an_earlier_run_waits_too():
    plan = begun(level=4)
    run = ran(plan.program, 8)
    judge(plan, judged(run), days_ago=7)
    went(plan, 5)
    (made,) = judge(plan, judged(run, Colour.AMBER), days_ago=3)
    assert (made.revision, made.waits) == (2, True)


def test_before_the_fourth_level_a_test_must_be_passed():
    plan, proposed = earned(level=3)
    with pytest.raises(Conflict) as refused:
        apply_run_step(proposed, by=plan.entered_by)
    assert refused.value.code == "tests_missing"
    assert "Twenty hops on the spot" in str(refused.value)


@pytest.mark.parametrize("hinder", ["paused running", "paused program", "moved on"])
def test_what_waited_moves_nothing_that_has_changed(hinder):
    plan, proposed = earned()
    if hinder == "paused running":
        pause_running(plan.program, reason="C-04")
    elif hinder == "paused program":
        pause_program(by=plan.entered_by, program=plan.program.uuid, reason="flu")
    else:
        RunPlan.objects.update(level=5)
    with pytest.raises(Conflict):
        apply_run_step(proposed, by=plan.entered_by)


def test_a_pause_by_the_rules_keeps_its_first_reason():
    plan = begun()
    pause_running(plan.program, reason="C-04")
    pause_running(plan.program, reason="C-05")
    plan.refresh_from_db()
    assert plan.pause_reason == "C-04"


def test_no_plan_grows_by_itself():
    plan, proposed = earned()
    with pytest.raises(NotAllowed):
        carry_out_step(plan, proposed, by=None, at=at(TODAY))


def test_many_runs_cost_no_more_than_their_decisions():
    plan = begun()
    run = judged(ran(plan.program, 9))
    judge(plan, run)
    with CaptureQueriesContext(connection) as again:
        judge(plan, run)
    assert len(again) <= 4


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.sampled_from([Colour.GREEN, Colour.GREEN, Colour.AMBER, Colour.RED, Colour.UNKNOWN]), max_size=6
    ),
    st.integers(1, 10),
)
def test_whatever_is_run_nothing_grows_without_a_clinician(told, level):
    plan = begun(level=level)
    for number, colour in enumerate(told):
        before = plan.level
        went(plan, 18 - 2 * number, colour)
        assert plan.level <= before
        assert plan.phase == RunPhase.WALK_JOG
    assert not DecisionAnswer.objects.filter(
        decision__program=plan.program, decision__verdict__in=["LEVEL_UP", "PLAN_DONE"]
    ).exclude(action=DecisionAction.REPLACED)


def test_of_two_rests_the_longer_holds():
    plan = begun(level=5, next_run_on=TODAY + timedelta(days=3))
    went(plan, 5)
    assert plan.next_run_on == TODAY + timedelta(days=3)
