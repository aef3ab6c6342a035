"""Programs as the rules see them, read from real rows: the same queries for one program and for many."""

from datetime import date, time, timedelta
from fractions import Fraction

import pytest

from common import clock
from programs.models import DecisionAction, DecisionAnswer
from programs.queries.lives import lives
from programs.rules.decision_words import Colour, ExitTests, Settled, Verdict
from programs.rules.life_facts import checkin_facts, judged_sessions, weekly_facts
from programs.rules.parameters import snapshot
from programs.services.follow_ups import answer_follow_up
from tests.documents import corrected, licensed, signed
from tests.factories import EpisodeFactory, PatientFactory, UserFactory, assigned_program, logged
from tests.gate import EMERGENCY, URGENT, checked_in, stopped
from tests.loop_factories import answered, decided
from tests.measure_factories import measured
from tests.run_factories import FollowUpFactory, RunLogFactory

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 25)
START = TODAY - timedelta(days=9)
NOON = clock.moment("Europe/Berlin", TODAY, time(12))


@pytest.fixture(autouse=True)
def _at_noon():
    with clock.pretending(NOON):
        yield


def noon(on):
    return clock.moment("Europe/Berlin", on, time(12))


@pytest.fixture
def program():
    return started()


def started():
    """A program in its tenth day, of a patient of its own."""
    patient = PatientFactory.create(user=UserFactory.create())
    return assigned_program(patient, start_on=START)


def check(program, on, *yes, **said):
    with clock.pretending(noon(on)):
        return checked_in(program.episode, *yes, **said)


def train(program, on, settled=None, **said):
    """A session with its question, which is answered a day later."""
    log = logged(program, on, **({"pain": 1, "reps": 10, "rir": 3} | said))
    asked = FollowUpFactory.create(
        run=None, program=program, patient=program.patient, on=on, loaded_at=noon(on)
    )
    if settled:
        with clock.pretending(noon(on) + timedelta(hours=24)):
            answer_follow_up(by=program.patient.user, uuid=asked.uuid, settled=settled)
    return log


def ran(program, on, **said):
    told = {"pain_start": 0, "pain_peak": 2, "pain_end": 1, "trend": "same", "stride_changed": False}
    run = RunLogFactory.create(episode=program.episode, on=on, logged_at=noon(on), **(told | said))
    FollowUpFactory.create(run=run, loaded_at=noon(on) - timedelta(hours=2))
    return run


def life_of(program):
    return lives([program])[program.pk]


def everything(program):
    """A program in which everything was told once."""
    signed(program.episode, by=licensed(program.patient.clinic))
    measured(program.patient, on=TODAY, code="single-leg-stance", value=31)
    check(program, TODAY - timedelta(days=1), swelling="none", pain_worst=3)
    train(program, TODAY - timedelta(days=1))
    ran(program, TODAY)
    decision = decided(program, on=START + timedelta(days=6))
    answered(decision, by=program.assigned_by)
    return program


def test_one_program_costs_as_many_queries_as_five(django_assert_num_queries):
    programs = [everything(started()) for _ in range(5)]
    with django_assert_num_queries(14):
        lives(programs[:1])
    with django_assert_num_queries(14):
        assert len(lives(programs)) == 5


def test_no_programs_cost_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert lives([]) == {}


def test_each_program_has_what_was_told_in_it_and_nothing_of_others():
    first, second = everything(started()), started()
    check(second, TODAY, pain_worst=9)
    found = lives([first, second])
    assert [len(found[first.pk].logs), len(found[second.pk].logs)] == [1, 0]
    assert [knee.pain_worst for knee in found[first.pk].knees] == [3]
    assert [knee.pain_worst for knee in found[second.pk].knees] == [9]
    assert (len(found[second.pk].runs), found[second.pk].assessed_pain) == (0, None)


def test_rows_are_read_anew(program):
    life_of(program)
    logged(program, TODAY)
    assert len(life_of(program).logs) == 1


def test_a_check_with_the_flags_of_its_short_list(program):
    check(program, TODAY, EMERGENCY, swelling="moderate", pain_worst=6, pain_morning=4, limp=True)
    (knee,) = life_of(program).knees
    assert (knee.swelling, knee.pain_worst, knee.pain_morning, knee.limp) == (2, 6, 4, True)
    assert (knee.rf_emergency, knee.rf_urgent, knee.catching) == (True, False, None)


def test_what_a_check_left_out_is_unknown(program):
    check(program, TODAY)
    (knee,) = life_of(program).knees
    assert (knee.swelling, knee.pain_worst, knee.giving_way) == (None, None, None)


def test_checks_of_the_three_days_before_the_start_belong_to_it(program):
    for days in (4, 3):
        check(program, START - timedelta(days=days))
    assert [knee.on for knee in life_of(program).knees] == [START - timedelta(days=3)]


def test_a_log_knows_its_place_in_the_plan_and_whether_it_loads(program):
    log = train(program, TODAY, pain=3, rir=2, reps=8)
    (found,) = life_of(program).logs
    assert (found.line, found.pain, found.rir, found.reps) == (log.prescription.line, 3, 2, 8)
    assert found.loads
    stretch = program.prescriptions.filter(exercise__focus="mobility").first()
    logged(program, TODAY, prescription=stretch)
    assert [each.loads for each in life_of(program).logs] == [True, False]


def test_a_run_with_its_question_and_the_hour_of_its_load(program):
    run = ran(program, TODAY, trend="worse")
    (found,), (asked,) = life_of(program).runs, life_of(program).asked
    assert (found.key, found.trend, found.distance_km) == (run.uuid, "worse", Fraction(5))
    assert found.loaded_at == asked.loaded_at == noon(TODAY) - timedelta(hours=2)
    assert (asked.run, asked.settled) == (run.uuid, None)


def test_runs_before_the_program_and_of_other_episodes_are_not_in_it(program):
    ran(program, START - timedelta(days=1))
    RunLogFactory.create(episode=EpisodeFactory.create(patient=program.patient), on=TODAY)
    assert life_of(program).runs == ()


def test_an_answer_with_the_hours_until_it_came(program):
    train(program, TODAY - timedelta(days=1), settled="not_yet")
    (asked,) = life_of(program).asked
    assert (asked.settled, asked.elapsed_h) == (Settled.NOT_YET, 24)


def test_an_open_stop_is_known(program):
    assert not life_of(program).is_stopped
    stopped(program.patient, URGENT)
    assert life_of(program).is_stopped


# What was examined.


def test_stages_have_their_exit_with_the_sides_of_each_test(program):
    first, second, _third = life_of(program).stages
    assert (first.first_week, first.last_week, first.pain_limit) == (1, 1, 4)
    assert first.required == {"double-squat-45": ("both",), "single-leg-stance": ("left", "right")}
    assert second.required["step-down-quality"] == ("left", "right")


def test_a_test_done_at_an_examination_passes_by_its_threshold(program):
    signed(program.episode, by=licensed(program.patient.clinic))
    results = life_of(program).stages[1].results
    assert {(result.test, result.side, result.passed) for result in results} == {
        ("step-down-quality", "left", True),
        ("step-down-quality", "right", False),
    }


def test_a_number_recorded_in_between_passes_by_the_stages_own_value(program):
    """The side plank is held 30 seconds, but for this stage 25 are enough."""
    measured(program.patient, on=TODAY, code="side-plank-hold", side="left", value=26)
    (result,) = life_of(program).stages[1].results
    assert (result.test, result.side, result.on, result.passed) == ("side-plank-hold", "left", TODAY, True)


def test_a_corrected_examination_counts_as_it_was_corrected(program):
    """Signed today, so it says nothing about the pain before the start; its numbers are not counted twice."""
    corrected(signed(program.episode, by=licensed(program.patient.clinic)), worst_pain=7)
    life = life_of(program)
    assert life.assessed_pain is None
    assert len(life.stages[1].results) == 2


def test_the_pain_of_the_examination_before_the_start():
    patient = PatientFactory.create(user=UserFactory.create())
    by = licensed(patient.clinic)
    with clock.pretending(noon(START)):
        program = assigned_program(patient, by=by)
        signed(program.episode, by=by)
    assert life_of(program).assessed_pain == 4


# What was decided.


def test_weeks_have_the_verdict_of_their_latest_revision(program):
    decided(program, verdict="ADVANCE_WEEK")
    decided(program, revision=2, verdict="HOLD", waits=False)
    decided(program, key="week:2", verdict="REGRESS", waits=False)
    assert life_of(program).verdicts == {1: Verdict.HOLD, 2: Verdict.REGRESS}


def test_an_increase_that_was_refused_holds_the_week(program):
    answered(decided(program), by=program.assigned_by, action=DecisionAction.REJECTED)
    assert life_of(program).verdicts == {1: Verdict.HOLD}


def test_a_regression_counts_once_it_was_carried_out(program):
    on = START + timedelta(days=6)
    decision = decided(program, verdict="REGRESS", waits=False, on=on)
    assert life_of(program).regressed_on == ()
    DecisionAnswer.objects.create(decision=decision, action="automatic", changes={"regression": "dose"})
    assert life_of(program).regressed_on == (on,)


# From rows to facts.


def test_a_logged_answered_session_is_judged(program):
    yesterday = TODAY - timedelta(days=1)
    train(program, yesterday, settled="within_1h")
    for on in (yesterday, TODAY):
        check(program, on, swelling="none", limp=False, pain_morning=1, pain_worst=2)
    life, parameters = life_of(program), snapshot(program.parameters)
    (judged,) = judged_sessions(life, parameters, NOON)
    assert (judged.colour, judged.is_final) == (Colour.GREEN, True)
    assert checkin_facts(life, TODAY, NOON, parameters).session_colour == Colour.GREEN


def test_a_lived_week_has_its_facts(program):
    train(program, START, settled="within_1h")
    check(program, START, pain_worst=5)
    facts = weekly_facts(life_of(program), 1, NOON, snapshot(program.parameters))
    assert (facts.checkins_7d, facts.worst_pain_max_7d, facts.worst_pain_limit) == (1, 5, 4)
    assert (facts.is_last_week, facts.day_in_program, facts.tests_state) == (True, 7, ExitTests.MISSING)
    assert facts.adherence_7d is not None
    assert 0 < facts.adherence_7d < 10
