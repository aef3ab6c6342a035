"""The running plan in a clinician's hands: begin, level, goal, what grows; and what each refuses."""

from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest

from common import clock
from common.errors import Conflict, InvalidInput, NotFound
from patients.models import Measurement
from programs.models import RunPhase, RunPlan
from programs.queries.run_permission import may_run
from programs.queries.running import own_running, running_of
from programs.services.run_plans import (
    Goal,
    choose_change,
    choose_pain_model,
    open_run_plan,
    set_goal,
    set_level,
)
from programs.services.running import pause_running_by, resume_running
from tests.factories import PatientFactory, assigned_program, physio
from tests.gate import checked_in, stopped
from tests.loop_factories import decided, run_plan
from tests.run_factories import RunLogFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def program():
    return assigned_program(start_on=clock.now().date() - timedelta(days=28))


@pytest.fixture
def by(program):
    return program.assigned_by


def today(program):
    return clock.today_in(program.patient.time_zone)


def begin(program, phase=RunPhase.WALK_JOG, reason="knows her knee", **fields):
    return open_run_plan(by=program.assigned_by, program=program.uuid, phase=phase, reason=reason, **fields)


def ran(program, days_ago, km):
    on = today(program) - timedelta(days=days_ago)
    return RunLogFactory.create(episode=program.episode, on=on, distance_km=Decimal(str(km)))


def told(program, code, value, unit="km", side="", days_ago=0):
    return Measurement.objects.create(
        patient=program.patient,
        episode=program.episode,
        code=code,
        side=side,
        value=value,
        unit=unit,
        on=today(program) - timedelta(days=days_ago),
        source="hand",
        recorded_by=program.assigned_by,
    )


# --- begin ----------------------------------------------------------------------------------------------


def test_without_the_tests_nobody_begins_and_each_is_named(program):
    with pytest.raises(Conflict) as refused:
        begin(program, reason="")
    assert refused.value.code == "not_ready"
    assert "Thirty-minute brisk walk: no result of the last two weeks." in str(refused.value)
    assert "Single-leg squat rating" in str(refused.value)
    assert list(refused.value.fields) == ["reason"]
    assert not RunPlan.objects.exists()


def test_a_test_that_was_not_passed_is_named_so(program):
    told(program, "brisk-walk-30", 5, "nprs")
    with pytest.raises(Conflict, match="Thirty-minute brisk walk: not passed"):
        begin(program, reason="")


def test_with_a_reason_a_clinician_begins_all_the_same_and_it_is_kept(program, by):
    plan = begin(program).plan
    assert (plan.phase, plan.level, plan.passes, plan.entered_by) == ("walk_jog", 1, 0, by)
    context = plan.events.latest("pgh_id").pgh_context
    assert context.metadata["reason"] == "knows her knee"


def test_swelling_of_the_last_week_speaks_against_it(program):
    checked_in(program.episode, swelling="mild")
    with pytest.raises(Conflict, match="The knee was swollen"):
        begin(program, reason="")


def test_who_goes_on_running_needs_no_tests_but_no_sign_against_it(program):
    assert begin(assigned_program(), RunPhase.MODIFIED, reason="").plan.level == 10
    checked_in(program.episode, giving_way=True)
    with pytest.raises(Conflict, match=r"gave way in the last seven days\. Many exercises"):
        begin(program, RunPhase.MODIFIED, reason="")


def test_sending_it_again_opens_nothing_again_and_another_is_refused(program):
    uuid = uuid4()
    first, again = begin(program, uuid=uuid), begin(program, uuid=uuid)
    assert (first.created, again.created, first.plan) == (True, False, again.plan)
    with pytest.raises(Conflict) as refused:
        begin(program, uuid=uuid4())
    assert refused.value.code == "run_plan_open"


def test_nobody_begins_while_a_stop_holds(program):
    stopped(program.patient)
    with pytest.raises(Conflict):
        begin(program)


def test_another_clinics_physio_finds_nothing(program):
    with pytest.raises(NotFound):
        open_run_plan(by=physio(), program=program.uuid, phase="walk_jog", reason="x")


def test_distance_is_nothing_to_begin_with(program):
    with pytest.raises(InvalidInput):
        begin(program, RunPhase.MILEAGE)


def test_a_first_week_above_the_cap_warns_with_the_number(program):
    for days_ago in (27, 20, 13):
        ran(program, days_ago, 20)
    ran(program, 6, 4)
    (warning,) = begin(program, RunPhase.MODIFIED, reason="x").warnings
    assert warning == ("The first week is 11.2 km (from 16 km a week); the safe increase allows 4.5 km.")


def test_a_first_week_within_the_cap_warns_of_nothing(program):
    for days_ago in (27, 20, 13, 6):
        ran(program, days_ago, 10)
    assert begin(program, RunPhase.MODIFIED, reason="x").warnings == []


def test_once_begun_a_first_run_may_be_and_is_easy(program):
    assert may_run(program.patient).permission.instead == "ask_physio"
    begin(program)
    checked_in(program.episode, swelling="none", giving_way=False, limp=False)
    found = may_run(program.patient)
    assert (found.plan, found.permission.vetoes, found.permission.unanswered) == (
        RunPlan.objects.get(),
        (),
        (),
    )
    assert found.permission.instead in ("first_run", "rehab_first")


# --- what the rules paused ------------------------------------------------------------------------------


def test_where_no_plan_stores_it_the_decision_that_paused_running_forbids_it(program):
    reasons = [{"rule": "C-04", "code": "SWELLING", "decision": "ESCALATE", "also": ["pause_running"]}]
    decided(
        program,
        scope="checkin",
        key="day:1",
        verdict="ESCALATE",
        proposal={"decision": "ESCALATE", "reasons": reasons},
    )
    assert "running_paused" in may_run(program.patient).permission.vetoes
    begin(program)
    assert "running_paused" not in may_run(program.patient).permission.vetoes


def test_a_paused_plan_forbids_running_until_a_clinician_lets_it_go_on(program, by):
    begin(program)
    pause_running_by(by=by, program=program.uuid, reason="swollen after the run")
    assert "running_paused" in may_run(program.patient).permission.vetoes
    plan = resume_running(by=by, program=program.uuid, reason="looked at it")
    assert (plan.paused_at, plan.pause_reason, plan.eased_on) == (None, "", today(program))
    assert "running_paused" not in may_run(program.patient).permission.vetoes


@pytest.mark.parametrize("step", [pause_running_by, resume_running])
def test_a_step_needs_a_reason_and_a_plan(program, by, step):
    with pytest.raises(InvalidInput):
        step(by=by, program=program.uuid, reason=" ")
    with pytest.raises(Conflict) as refused:
        step(by=by, program=program.uuid, reason="so")
    assert refused.value.code == "no_run_plan"


def test_nothing_goes_on_twice(program, by):
    begin(program)
    with pytest.raises(Conflict):
        resume_running(by=by, program=program.uuid, reason="so")


def test_a_stop_keeps_running_paused(program, by):
    begin(program)
    pause_running_by(by=by, program=program.uuid, reason="so")
    stopped(program.patient)
    with pytest.raises(Conflict) as refused:
        resume_running(by=by, program=program.uuid, reason="so")
    assert refused.value.code == "stopped"


def test_the_plans_next_run_day_holds(program):
    run_plan(program, next_run_on=today(program) + timedelta(days=3))
    found = may_run(program.patient)
    assert "rest_day" in found.permission.vetoes
    assert found.permission.next_run_on == today(program) + timedelta(days=3)


def test_a_week_whose_distance_is_run_is_full(program):
    for days_ago in (13, 11):
        ran(program, days_ago, 5)
    run_plan(program, phase=RunPhase.MILEAGE, level=10, build_started_on=today(program) - timedelta(days=14))
    assert "week_full" not in may_run(program.patient).permission.vetoes
    ran(program, 0, 30)
    assert "week_full" in may_run(program.patient).permission.vetoes


# --- level, change, pain model, goal --------------------------------------------------------------------


def test_a_clinician_sets_a_lower_level_for_a_reason(program, by):
    run_plan(program, level=6, passes=1)
    plan = set_level(by=by, program=program.uuid, level=4, reason="a hard week at work")
    assert (plan.level, plan.passes, plan.eased_on) == (4, 0, today(program))


def test_a_higher_level_behind_a_test_needs_the_test(program, by):
    run_plan(program, level=2)
    with pytest.raises(Conflict) as refused:
        set_level(by=by, program=program.uuid, level=5, reason="feels good")
    assert refused.value.code == "tests_missing"
    assert set_level(by=by, program=program.uuid, level=3, reason="feels good").level == 3


def test_there_is_no_eleventh_level(program, by):
    run_plan(program)
    with pytest.raises(InvalidInput):
        set_level(by=by, program=program.uuid, level=11, reason="x")


def building(program, **fields):
    start = today(program) - timedelta(days=14)
    return run_plan(program, phase=RunPhase.MILEAGE, level=10, build_started_on=start, **fields)


def change(program, what):
    return choose_change(by=program.assigned_by, program=program.uuid, change=what)


def test_after_distance_come_days(program):
    building(program)
    assert change(program, "days").change == "days"


def test_none_is_left_out(program):
    building(program)
    with pytest.raises(Conflict) as refused:
        change(program, "speed")
    assert refused.value.code == "out_of_order"


def test_two_do_not_begin_in_one_week(program):
    building(program)
    change(program, "days")
    with pytest.raises(Conflict) as refused:
        change(program, "hills")
    assert refused.value.code == "grew_this_week"


def test_what_grew_this_week_by_running_counts_too(program):
    building(program)
    ran(program, 7, 5)
    ran(program, 0, 6)
    with pytest.raises(Conflict, match="Longer"):
        change(program, "days")


def test_going_back_to_an_earlier_one_is_always_allowed(program):
    building(program, change="speed")
    assert change(program, "duration").change == "duration"


def test_while_walking_and_jogging_nothing_else_grows(program):
    run_plan(program)
    with pytest.raises(Conflict) as refused:
        change(program, "days")
    assert refused.value.code == "not_building"


def test_the_stricter_pain_model_is_the_programs_own(program, by):
    choose_pain_model(by=by, program=program.uuid, model="60_minutes")
    program.refresh_from_db()
    assert program.parameters["run.settle_max_h"] == 1
    assert running_of(program).pain_model == "60_minutes"
    assert may_run(program.patient).permission.model == "60_minutes"
    choose_pain_model(by=by, program=program.uuid, model="24_hours")
    assert may_run(program.patient).permission.model == "24_hours"


def test_another_pain_model_is_none(program, by):
    with pytest.raises(InvalidInput):
        choose_pain_model(by=by, program=program.uuid, model="never")


@pytest.mark.parametrize(("days", "km"), [(0, 10), (30, 0), (30, 201)])
def test_a_goal_lies_ahead_and_has_a_distance(program, by, days, km):
    run_plan(program)
    with pytest.raises(InvalidInput):
        set_goal(by=by, program=program.uuid, goal=Goal(today(program) + timedelta(days=days), Decimal(km)))


def test_a_goal_that_does_not_fit_is_told_with_what_does(program, by):
    for days_ago in (13, 11):
        ran(program, days_ago, 8)
    building(program)
    set_goal(
        by=by,
        program=program.uuid,
        goal=Goal(today(program) + timedelta(days=20), Decimal("21.1"), "City run"),
    )
    goal = running_of(program).goal
    assert (goal.fits, goal.event) == (False, "City run")
    assert goal.text.startswith("Under the safe increase you would reach ")
    assert goal.text.count(" km") == 2
    assert goal.fits_on > today(program) + timedelta(days=20)


def test_before_distance_a_goal_waits_for_the_levels(program, by):
    run_plan(program, level=7)
    set_goal(by=by, program=program.uuid, goal=Goal(today(program) + timedelta(days=10), Decimal(10)))
    goal = running_of(program).goal
    assert (goal.fits, goal.fits_on) == (False, None)
    assert goal.text == (
        "First comes running for half an hour without a walk; that takes 3 weeks at least."
        " The day of the goal comes before that, so it does not fit."
    )


def test_a_goal_is_taken_away(program, by):
    run_plan(program)
    set_goal(by=by, program=program.uuid, goal=Goal(today(program) + timedelta(days=90), Decimal(10)))
    assert set_goal(by=by, program=program.uuid, goal=None).goal_on is None


def test_without_a_running_program_there_is_no_running():
    assert own_running(PatientFactory.create()) is None
