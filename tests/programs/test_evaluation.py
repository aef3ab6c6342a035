"""What is recorded about a knee is looked at in the same moment; what time brings, by the sweep."""

from datetime import datetime, time, timedelta

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError

from common import clock
from patients.models import Stop
from programs.models import Decision, DecisionAnswer
from programs.queries.today import due_today
from programs.rules.agenda import agenda
from programs.services.evaluation import evaluate_due
from tests import factories
from tests.lived import EVENING, MORNING, Lived
from tests.loop_factories import answered, decided

pytestmark = pytest.mark.django_db
BEGIN = datetime(2026, 3, 2, 6, tzinfo=clock.zone("Europe/Berlin"))


@pytest.fixture
def lived():
    with clock.pretending(BEGIN):
        yield Lived(factories.assigned_program(template="rk-6w-gradual"))


def checkins(lived):
    return list(lived.program.decisions.filter(scope="checkin").order_by("pk"))


def test_a_check_is_decided_about_at_once(lived):
    with clock.pretending(lived.at(MORNING)):
        lived.check(pain_worst=2)
    assert [(one.verdict, one.answer.action) for one in checkins(lived)] == [("CONTINUE", "automatic")]


def test_the_same_check_sent_again_decides_nothing_new(lived):
    with clock.pretending(lived.at(MORNING)):
        lived.check(pain_worst=2)
        evaluate_due(lived.at(time(4), lived.on + timedelta(days=1)))
    assert len(checkins(lived)) == 1


@pytest.mark.parametrize(("swelling", "level"), [("marked", "emergency"), ("moderate", "urgent")])
def test_a_swollen_knee_stops_everything_though_no_question_was_answered_with_yes(lived, swelling, level):
    with clock.pretending(lived.at(MORNING)):
        lived.check(swelling=swelling)
    lived.program.refresh_from_db()
    assert (Stop.objects.get().level, lived.program.status) == (level, "paused")


def test_after_a_red_session_there_is_a_rest_and_what_hurt_is_easier_for_the_week(lived):
    lived.day(pain=7).sweep()
    decision = lived.program.decisions.get(verdict="ADJUST")
    pause = lived.program.pauses.get()
    assert (pause.decision, pause.paused_by, lived.program.status) == (decision, None, "paused")
    eased = lived.program.prescriptions.filter(decision=decision, effective_to=None)
    assert {row.last_week for row in eased if row.replaces_id} == {1}


def test_what_was_eased_after_a_red_session_comes_back_with_the_next_week(lived):
    before = {
        row.line: (row.exercise_id, row.sets) for row in lived.program.prescriptions.filter(last_week__gte=2)
    }
    lived.day(pain=7).sweep()
    after = lived.program.prescriptions.filter(
        first_week__lte=2, last_week__gte=2, effective_to=None, line__in=before
    )
    assert {row.line: (row.exercise_id, row.sets) for row in after if row.line in before} == {
        line: kept for line, kept in before.items() if after.filter(line=line).exists()
    }


def test_the_rest_ends_when_the_knee_is_as_it_was(lived):
    lived.day(worst=2).day(pain=7, worst=2).sweep()
    assert lived.program.status == "paused"
    lived.day(worst=5).sweep()
    assert lived.program.status == "paused"
    lived.day(worst=2)
    assert lived.program.status == "active"


def test_silence_does_not_end_a_rest(lived):
    lived.day().day(pain=7)
    lived.days(6, check=False).sweep()
    assert lived.program.status == "paused"


def test_one_red_session_is_answered_by_easing_once(lived):
    lived.day(pain=7).days(3, train=False)
    answers = DecisionAnswer.objects.filter(changes__sessions__isnull=False)
    assert answers.count() == 1


def test_a_session_is_judged_some_minutes_after_it_began_to_be_logged(lived):
    with clock.pretending(lived.at(EVENING)):
        lived.train(pain=7)
    assert evaluate_due(lived.at(time(18, 9))) == 0
    assert evaluate_due(lived.at(time(18, 11))) == 1
    assert lived.program.decisions.get().verdict == "ADJUST"


def test_a_program_that_is_looked_at_is_looked_at_again_the_next_morning(lived):
    lived.sweep()
    assert lived.program.evaluate_at == lived.at(time(4), lived.on + timedelta(days=1))


def test_five_silent_days_ask_for_somebody(lived):
    lived.days(6, check=False, train=False).sweep()
    assert "ESCALATE" in {one.verdict for one in checkins(lived)}


def test_a_sweep_of_many_programs_costs_as_many_queries_as_of_one(lived, django_assert_max_num_queries):
    """Looking costs the same; only what changes a program costs for itself."""
    with connection.execute_wrapper(counter := Counter()):
        evaluate_due(lived.at(time(5), lived.on + timedelta(days=1)))
    with clock.pretending(BEGIN):
        others = [Lived(factories.assigned_program(template="rk-6w-gradual")) for _n in range(4)]
    with connection.execute_wrapper(more := Counter()):
        assert evaluate_due(others[0].at(time(5), lived.on + timedelta(days=2))) == 5
    assert more.count <= counter.count


class Counter:
    """Counts statements that look, not savepoints."""

    def __init__(self):
        self.count = 0

    def __call__(self, execute, sql, params, many, context):
        self.count += 1
        return execute(sql, params, many, context)


def test_the_database_refuses_to_change_a_decision(lived):
    decision = decided(lived.program)
    with pytest.raises(DatabaseError), transaction.atomic():
        Decision.objects.filter(pk=decision.pk).update(verdict="HOLD")
    with pytest.raises(DatabaseError), transaction.atomic():
        decision.delete()


def test_the_database_refuses_to_change_an_answer(lived):
    answer = answered(decided(lived.program), by=lived.program.assigned_by)
    with pytest.raises(DatabaseError), transaction.atomic():
        DecisionAnswer.objects.filter(pk=answer.pk).update(reason="Changed my mind")


def test_while_a_stop_is_open_nothing_is_trained(lived):
    lived.days(2)
    with clock.pretending(lived.at(MORNING)):
        lived.check(swelling="marked")
    assert due_today(lived.program.patient, lived.on).nothing == "stopped"


def test_a_program_that_cannot_be_decided_about_keeps_nobody_from_theirs(lived, monkeypatch, caplog):
    other = Lived(factories.assigned_program(template="rk-6w-gradual"))

    def failing(case):
        if case.life.program == lived.program.pk:
            raise ValueError("broken")
        return agenda(case)

    monkeypatch.setattr("programs.services.evaluation.agenda", failing)
    for one in (lived, other):
        with clock.pretending(one.at(MORNING)):
            one.check(pain_worst=2)
    assert (len(checkins(lived)), len(checkins(other))) == (0, 1)
    assert lived.program.episode.daily_checks.count() == 1
    assert str(lived.program.uuid) in caplog.text


def test_the_history_names_nobody_for_what_the_rules_did(lived):
    lived.day(pain=7, settled=None)
    with clock.pretending(lived.at(MORNING)):
        lived.check(pain_worst=4)
    made = lived.program.decisions.get(verdict="ADJUST")
    written = lived.program.prescriptions.filter(decision=made).first().events.first()
    assert (written.pgh_context.metadata["user"], written.pgh_context.metadata["reason"]) == (
        None,
        "evaluated",
    )
