"""Can I run today, from what is stored: nothing unknown is green, and one sign of any knee is enough."""

from datetime import date, time, timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from common import clock
from programs.models import DailyCheck, RunPlan
from programs.queries.run_permission import may_run
from programs.queries.today import due_today
from programs.services.lifecycle import pause_program
from tests.factories import EpisodeFactory, PreferencesFactory, assigned_program, logged, screened
from tests.gate import stopped
from tests.loop_factories import decided, run_plan
from tests.run_factories import FollowUpFactory, RunLogFactory

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 25)  # a Wednesday, the tenth day of the program
NOON = clock.moment("Europe/Berlin", TODAY, time(12))


@pytest.fixture(autouse=True)
def _at_noon():
    with clock.pretending(NOON):
        yield


@pytest.fixture
def program():
    """Ten days old, and everything done in the last seven."""
    patient = PreferencesFactory.create().patient
    program = assigned_program(patient, start_on=TODAY - timedelta(days=9))
    for days in range(1, 7):
        trained(program, TODAY - timedelta(days=days))
    return program


def trained(program, on):
    for item in due_today(program.patient, on).items:
        for side in item.due.sides:
            logged(program, on, prescription=program.prescriptions.get(uuid=item.due.item.id), side=side)


def checked(episode, on=TODAY, **said):
    told = {"swelling": "none", "giving_way": False, "limp": False, "pain_morning": 1} | said
    screening = screened(episode.patient, scope="daily")
    return DailyCheck.objects.create(
        patient=episode.patient,
        episode=episode,
        screening=screening,
        on=on,
        given_by=episode.patient.user,
        given_at=screening.given_at,
        **told,
    )


def ran(program, days_ago=2, settled="within_1h", answered_h=24, **said):
    """A good run, and how the knee was after it."""
    on = TODAY - timedelta(days=days_ago)
    told = {"pain_start": 0, "pain_peak": 2, "pain_end": 1, "trend": "same", "stride_changed": False} | said
    at = clock.moment("Europe/Berlin", on, time(10))
    run = RunLogFactory.create(episode=program.episode, on=on, logged_at=at, **told)
    asked = FollowUpFactory.create(run=run, loaded_at=at)
    if settled:
        # The row alone: what the rules do about the answer is not the question here.
        asked.settled, asked.answered_by = settled, run.patient.user
        asked.answered_at, asked.ask_at = at + timedelta(hours=answered_h), None
        asked.save()
    return run


@pytest.fixture
def fit(program):
    """Nothing speaks against a run."""
    checked(program.episode)
    ran(program)
    return program


def word(program) -> str:
    return str(may_run(program.patient).permission.word)


def vetoes(program) -> list[str]:
    return [str(veto) for veto in may_run(program.patient).permission.vetoes]


def reason(program, name) -> str:
    found = may_run(program.patient).permission.conditions
    return str(next(each.reason for each in found if each.name == name))


def test_with_all_four_conditions_met_and_no_veto_it_is_go(fit):
    found = may_run(fit.patient)
    assert (found.permission.word, found.permission.instead, found.next_on) == ("go", None, None)
    assert {str(each.state) for each in found.permission.conditions} == {"met"}


def test_without_todays_check_it_is_unknown(program):
    ran(program)
    found = may_run(program.patient).permission
    assert (found.word, found.instead) == ("unknown", "answer_check")
    assert found.unanswered == ("swelling", "giving_way", "limp")


@pytest.mark.parametrize("left_out", [{"swelling": ""}, {"giving_way": None}, {"limp": None}])
def test_what_todays_check_does_not_say_is_unknown(program, left_out):
    checked(program.episode, **left_out)
    ran(program)
    assert word(program) == "unknown"


@pytest.mark.parametrize(
    ("sign", "veto"),
    [({"swelling": "mild"}, "swelling"), ({"giving_way": True}, "giving_way"), ({"limp": True}, "limp")],
)
def test_a_sign_of_today_forbids_it(program, sign, veto):
    checked(program.episode, **sign)
    ran(program)
    assert (word(program), vetoes(program)) == ("stop", [veto])


def test_yesterdays_check_says_nothing_about_today(program):
    checked(program.episode, on=TODAY - timedelta(days=1))
    ran(program)
    assert word(program) == "unknown"


def test_one_bad_knee_of_two_is_enough_and_two_must_be_told(fit):
    second = EpisodeFactory.create(patient=fit.patient, side="right")
    assigned_program(fit.patient, by=fit.assigned_by)  # on an episode of its own
    assert word(fit) == "unknown"
    checked(second, limp=True)
    assert vetoes(fit) == ["limp"]


def test_an_open_stop_forbids_it(fit):
    stopped(fit.patient)
    assert "open_stop" in vetoes(fit)
    assert may_run(fit.patient).permission.instead == "contact_clinic"


def test_a_pause_by_the_clinic_forbids_it(fit):
    pause_program(by=fit.assigned_by, program=fit.uuid, reason="flu")
    assert "running_paused" in vetoes(fit)


@pytest.mark.parametrize(
    ("said", "veto"),
    [
        ({"pain_peak": 4}, "pain_high"),
        ({"trend": "worse"}, "pain_rose"),
        ({"stride_changed": True}, "stride_changed"),
        ({"pain_peak": None, "pain_end": 6}, "pain_high"),
        ({"settled": "within_48h"}, "pain_lasted"),
        ({"settled": "not_yet", "answered_h": 25}, "pain_lasted"),
    ],
)
def test_a_red_last_run_forbids_the_next(program, said, veto):
    checked(program.episode)
    ran(program, days_ago=4, **said)
    assert vetoes(program) == [veto]


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ({"settled": None}, "settles"),
        ({"settled": "not_yet", "answered_h": 14}, "settles"),
        ({"pain_peak": None}, "pain_stays_mild"),
        ({"trend": ""}, "pain_stays_mild"),
        ({"stride_changed": None}, "form_unchanged"),
    ],
)
def test_what_was_not_told_of_the_last_run_is_unknown(program, said, name):
    checked(program.episode)
    ran(program, days_ago=4, **said)
    assert (word(program), reason(program, name)) == ("unknown", "not_answered")
    assert may_run(program.patient).permission.instead == "answer_follow_up"


def test_the_morning_after_counts_against_the_morning_of_the_run(program):
    checked(program.episode)
    on = ran(program, days_ago=3).on
    checked(program.episode, on=on, pain_morning=1)
    checked(program.episode, on=on + timedelta(days=1), pain_morning=3)
    assert vetoes(program) == ["morning_worse"]


def test_the_day_after_a_run_is_for_rest(program):
    checked(program.episode)
    ran(program, days_ago=1)
    found = may_run(program.patient)
    assert (vetoes(program), found.next_on) == (["rest_day"], TODAY + timedelta(days=1))
    assert found.permission.instead == "rest_day"


def test_after_soreness_in_the_warm_up_rest_is_longer(program):
    checked(program.episode)
    ran(program, days_ago=3, sore_in_warmup=True)
    assert (vetoes(program), may_run(program.patient).next_on) == (["rest_day"], TODAY + timedelta(days=1))


def test_three_runs_in_the_program_week_are_enough(program):
    """The tenth day is the third of the second week: three runs fit into it only on days without rest."""
    checked(program.episode)
    ran(program, days_ago=2, minutes=10)
    ran(program, days_ago=2, minutes=11)
    ran(program, days_ago=2, minutes=12)
    found = may_run(program.patient)
    assert (vetoes(program), found.next_on) == (["week_full"], TODAY + timedelta(days=5))


def test_runs_of_the_week_before_do_not_fill_this_one(program):
    checked(program.episode)
    for days in (3, 5, 7):
        ran(program, days_ago=days)
    assert word(program) == "go"


def test_rehab_left_out_asks_for_care(program):
    checked(program.episode)
    ran(program)
    program.session_logs.update(state="skipped", skip_reason="no_time")
    assert (word(program), reason(program, "rehab_in_place")) == ("careful", "rehab_not_done")
    assert may_run(program.patient).permission.instead == "rehab_first"


def test_a_program_of_which_nothing_was_due_yet_says_nothing_about_rehab():
    program = assigned_program(PreferencesFactory.create().patient, start_on=TODAY)
    checked(program.episode)
    ran(program)
    assert (word(program), reason(program, "rehab_in_place")) == ("unknown", "not_answered")


def test_a_first_run_is_for_the_physio_to_say(program):
    checked(program.episode)
    found = may_run(program.patient)
    assert (found.permission.word, found.permission.instead, found.last_run) == (
        "unknown",
        "ask_physio",
        None,
    )


def test_without_a_program_and_a_run_it_says_so():
    patient = PreferencesFactory.create().patient
    found = may_run(patient)
    assert (found.permission.word, found.has_program, found.last_run) == ("unknown", False, None)
    assert {str(each.state) for each in found.permission.conditions} == {"unknown"}


def test_the_stricter_pain_model_of_a_program_counts(program):
    program.parameters |= {"run.settle_max_h": 1}
    program.save()
    checked(program.episode)
    ran(program, settled="same_evening")
    assert (word(program), reason(program, "settles")) == ("careful", "settled_late")


# --- with a running plan --------------------------------------------------------------------------------


def test_who_may_begin_is_told_to_begin_easily(program):
    checked(program.episode)
    run_plan(program)
    assert (word(program), may_run(program.patient).permission.instead) == ("careful", "first_run")


def test_who_may_begin_still_tells_how_the_knee_is(program):
    run_plan(program)
    assert (word(program), may_run(program.patient).permission.instead) == ("unknown", "answer_check")


def test_after_a_red_run_and_an_eased_plan_an_easier_run_with_care_is_the_way_back(program):
    checked(program.episode)
    on = ran(program, days_ago=6, pain_peak=5).on
    plan = run_plan(program, level=2, eased_on=on)
    assert vetoes(program) == ["pain_high"]  # eased on the day itself is not yet after it
    RunPlan.objects.filter(pk=plan.pk).update(eased_on=on + timedelta(days=1))
    assert (word(program), may_run(program.patient).permission.instead) == ("careful", "easier_run")


def test_a_plan_of_the_other_knee_eases_nothing(program):
    checked(program.episode)
    ran(program, days_ago=6, pain_peak=5)
    other = assigned_program(program.patient, by=program.assigned_by)
    checked(other.episode)
    run_plan(other, eased_on=TODAY)
    assert "pain_high" in vetoes(program)


@pytest.mark.parametrize("days_ago", [0, 1])
def test_no_two_run_days_follow_each_other_whatever_the_plan_says(program, days_ago):
    run_plan(program, next_run_on=TODAY - timedelta(days=3), eased_on=TODAY)
    checked(program.episode)
    ran(program, days_ago=days_ago, settled=None)
    assert "rest_day" in vetoes(program)


def test_the_rest_after_a_bad_session_holds_for_running_too(fit):
    pause_program(by=fit.assigned_by, program=fit.uuid, reason="rest")
    fit.pauses.update(decision=decided(fit, scope="checkin", key="day:1"), paused_by=None)
    assert (vetoes(fit), may_run(fit.patient).next_on) == (["rest_day"], None)


STATES: dict[str, dict[str, Any]] = {
    "paused": {"paused_at": NOON, "pause_reason": "C-04"},
    "resting": {"next_run_on": TODAY + timedelta(days=2)},
    "open": {},
}


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    state=st.sampled_from(sorted(STATES)),
    said=st.sampled_from([{}, {"swelling": "mild"}, {"limp": True}, {"giving_way": None}]),
    run=st.sampled_from([{}, {"pain_peak": 5}, {"trend": "worse"}, {"stride_changed": None}]),
    eased=st.booleans(),
)
def test_no_plan_makes_green_of_a_veto_or_of_what_is_unknown(program, state, said, run, eased):
    with transaction.atomic():
        checked(program.episode, **said)
        ran(program, days_ago=4, **run)
        run_plan(program, eased_on=TODAY if eased else None, **STATES[state])
        assert (word(program) == "go") == (state == "open" and not said and not run)
        transaction.set_rollback(True)


def test_the_question_costs_the_same_however_much_is_stored(fit):
    with CaptureQueriesContext(connection) as few:
        may_run(fit.patient)
    for days in range(3, 9):
        ran(fit, days_ago=days)
        checked(fit.episode, on=TODAY - timedelta(days=days))
    with CaptureQueriesContext(connection) as many:
        may_run(fit.patient)
    assert len(few) == len(many) == 9
