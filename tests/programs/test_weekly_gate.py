"""A week ends: the gate proposes, holds or goes back, and what lets a patient do more waits for somebody."""

from datetime import datetime, time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from common import clock
from common.errors import Conflict, NotFound
from programs.models import Decision, DecisionAnswer
from programs.queries.today import due_today
from programs.services.decisions import (
    approve_decision,
    approve_decisions,
    decide_program,
    edit_decision,
    reject_decision,
)
from programs.services.evaluation import evaluate_due
from programs.services.session_logs import LogInput, record_session_log
from tests import factories
from tests.lived import Lived

pytestmark = pytest.mark.django_db
BEGIN = datetime(2026, 3, 2, 6, tzinfo=clock.zone("Europe/Berlin"))


@pytest.fixture
def lived():
    with clock.pretending(BEGIN):
        yield Lived(factories.assigned_program(template="rk-6w-gradual"))


def week(lived, position=1):
    """The latest weekly decision about a week as it was lived."""
    rows = Decision.objects.filter(program=lived.program, scope="weekly", key=f"week:{position}")
    return rows.order_by("-revision").select_related("answer").first()


def program_week(lived):
    return due_today(lived.program.patient, lived.on).programs[0].place.week


def eased_after(lived):
    """The red sessions after which the plan was made easier."""
    answers = DecisionAnswer.objects.filter(decision__program=lived.program, changes__has_key="sessions")
    return [answer.changes["sessions"] for answer in answers]


def approved(lived, position=1):
    with clock.pretending(lived.at(time(9))):
        approve_decision(by=lived.program.assigned_by, decision=week(lived, position).uuid)
    lived.program.refresh_from_db()


def test_nothing_is_decided_before_the_week_is_over(lived):
    lived.days(7)
    assert week(lived) is None


def test_a_good_week_is_proposed_to_go_on_and_waits(lived):
    lived.days(7).sweep()
    decision = week(lived)
    assert (decision.verdict, decision.waits, hasattr(decision, "answer")) == ("ADVANCE_WEEK", True, False)


def test_an_unapproved_proposal_holds_the_week(lived):
    lived.days(9)
    assert (lived.program.weeks_released, program_week(lived)) == (1, 1)


def test_approving_begins_the_next_week_the_same_day(lived):
    lived.days(7).sweep()
    approved(lived)
    assert (program_week(lived), lived.program.weeks_released) == (2, 2)


def test_approving_after_todays_session_begins_the_next_week_tomorrow(lived):
    lived.days(8)
    lived.on -= timedelta(days=1)
    with clock.pretending(lived.at(time(20))):
        approve_decision(by=lived.program.assigned_by, decision=week(lived).uuid)
    weeks = list(lived.program.weeks.values_list("week", "days"))[:3]
    assert weeks == [(1, 7), (1, 1), (2, 7)]


def test_days_of_waiting_stay_in_the_record_as_a_week_of_their_own(lived):
    lived.days(10).sweep()
    approved(lived)
    weeks = list(lived.program.weeks.values_list("week", "days"))
    assert (weeks, program_week(lived)) == ([(1, 7), (1, 3), (2, 7), (3, 7), (4, 7), (5, 7), (6, 7)], 2)


def test_a_proposal_that_waits_a_whole_week_is_made_anew_and_never_lost(lived):
    lived.days(14).sweep()
    old, new = week(lived, 1), week(lived, 2)
    assert (old.verdict, old.answer.action) == ("ADVANCE_WEEK", "replaced")
    assert (new.verdict, hasattr(new, "answer")) == ("ADVANCE_WEEK", False)
    assert list(lived.program.weeks.values_list("week", flat=True))[:2] == [1, 1]


def test_too_few_checks_hold_the_week_at_once(lived):
    lived.days(7, check=False).sweep()
    decision = week(lived)
    assert decision.verdict == "HOLD"
    assert decision.answer.action == "automatic"
    assert (lived.program.weeks_released, program_week(lived)) == (2, 1)


def test_two_red_sessions_lower_the_dose_and_hold(lived):
    lived.day(pain=6)
    while week(lived) is None:
        lived.day(pain=6 if len(eased_after(lived)) < 2 else 1)
    decision = week(lived)
    eased = lived.program.prescriptions.filter(decision=decision)
    assert (decision.verdict, decision.answer.changes["regression"], eased.exists()) == (
        "REGRESS",
        "dose",
        True,
    )
    assert list(lived.program.weeks.values_list("week", flat=True))[:2] == [1, 1]


def test_a_rejected_proposal_holds_the_week_with_the_reason(lived):
    lived.days(7).sweep()
    with clock.pretending(lived.at(time(9))):
        reject_decision(by=lived.program.assigned_by, decision=week(lived).uuid, reason="Not yet sure")
    lived.program.refresh_from_db()
    assert (lived.program.weeks_released, program_week(lived), week(lived).answer.reason) == (
        2,
        1,
        "Not yet sure",
    )


def test_a_rejected_proposal_is_not_proposed_again_for_the_same_week(lived):
    lived.days(7).sweep()
    with clock.pretending(lived.at(time(9))):
        reject_decision(by=lived.program.assigned_by, decision=week(lived).uuid, reason="Not yet sure")
    lived.days(2)
    assert week(lived).revision == 1


def test_an_edited_decision_does_the_other_thing(lived):
    lived.days(7).sweep()
    with clock.pretending(lived.at(time(9))):
        edit_decision(
            by=lived.program.assigned_by, decision=week(lived).uuid, verdict="REGRESS", reason="Looked sore"
        )
    eased = lived.program.prescriptions.filter(decision=week(lived), effective_to=None)
    assert {row.replaces.sets - row.sets for row in eased} == {1}


def test_of_two_clinicians_one_wins(lived):
    lived.days(7).sweep()
    approved(lived)
    with pytest.raises(Conflict, match="already"):
        approve_decision(by=lived.program.assigned_by, decision=week(lived).uuid)


def test_another_clinics_physio_finds_no_decision(lived):
    lived.days(7).sweep()
    with pytest.raises(NotFound):
        approve_decision(by=factories.physio(), decision=week(lived).uuid)


def test_approving_in_bulk_says_which_did_not_work(lived):
    lived.days(7).sweep()
    approved(lived)
    done, refused = approve_decisions(by=lived.program.assigned_by, decisions=[week(lived).uuid])
    assert (done, list(refused)) == ([], [week(lived).uuid])


def test_an_answer_that_comes_late_makes_the_waiting_proposal_anew(lived):
    lived.days(6).day(settled=None).sweep()
    first = week(lived)
    lived.day(settled="not_yet")
    assert (first.verdict, week(lived).verdict) == ("ADVANCE_WEEK", "HOLD")
    assert DecisionAnswer.objects.get(decision=first).action == "replaced"


def test_a_log_corrected_after_the_decision_makes_a_new_one_and_the_old_keeps_its_facts(lived):
    lived.days(7).sweep()
    first = week(lived)
    log = lived.program.session_logs.filter(on=lived.on - timedelta(days=3), state="done").first()
    kept = dict(first.facts)
    with clock.pretending(lived.at(time(12))):
        said_again = LogInput(
            prescription=log.prescription.uuid, side=log.side, on=log.on, state="done", pain=7, rir=3,
            sets_done=log.sets_done, reps=log.reps,
        )  # fmt: skip
        record_session_log(by=lived.user, uuid=log.uuid, data=said_again)
    with clock.pretending(lived.at(time(12, 11))):
        evaluate_due()
    assert (first.verdict, week(lived).verdict, week(lived).revision) == ("ADVANCE_WEEK", "HOLD", 2)
    assert Decision.objects.get(pk=first.pk).facts == kept


def test_holding_many_costs_as_many_statements_as_holding_one(lived):
    """But for the statements that each program's own weeks need, there are none."""
    others = [Lived(factories.assigned_program(template="rk-6w-gradual")) for _n in range(3)]
    at = lived.at(time(5), lived.on + timedelta(days=7))
    evaluate_due(lived.at(time(5), lived.on + timedelta(days=6)))
    with CaptureQueriesContext(connection) as found, clock.pretending(at):
        assert evaluate_due(at) == 4
    assert {one.program.weeks.filter(reason__gt="").count() for one in (lived, *others)} == {1}
    inserts = [query for query in found if query["sql"].startswith('INSERT INTO "programs_programweek"')]
    assert len(inserts) == 1


def test_a_late_answer_that_speaks_against_an_approved_week_waits_for_a_clinician(lived):
    lived.days(6).day(settled=None).sweep()
    approved(lived)
    before = week(lived)
    lived.day(settled="not_yet")
    after = week(lived)
    assert (after.revision, after.waits, after.verdict) == (2, True, "HOLD")
    assert Decision.objects.get(pk=before.pk).facts == before.facts


def test_a_clinician_lowers_the_dose_in_the_middle_of_a_week(lived):
    lived.days(3)
    with clock.pretending(lived.at(time(9))):
        made = decide_program(
            by=lived.program.assigned_by, program=lived.program.uuid, verdict="REGRESS", reason="A bad run"
        )
    assert made.answer.changes["regression"] == "dose"
    assert lived.program.prescriptions.filter(decision=made, effective_to=None).exists()


def test_the_end_of_the_last_week_is_proposed_and_only_a_clinician_ends_it(lived):
    lived.program.weeks_released = 6
    lived.program.save()
    for stage in lived.program.stages.all():
        stage.exit_criteria.pop("tests")
        stage.save()
    lived.days(42).sweep()
    decision = week(lived, 6)
    assert (decision.verdict, decision.waits, lived.program.status) == ("COMPLETE", True, "active")
    approved(lived, 6)
    assert lived.program.status == "finished"


def test_a_clinician_who_goes_on_early_begins_the_next_week_tomorrow(lived):
    lived.days(3)
    with clock.pretending(lived.at(time(9))):
        decide_program(
            by=lived.program.assigned_by,
            program=lived.program.uuid,
            verdict="ADVANCE_WEEK",
            reason="Much too easy",
        )
    weeks = list(lived.program.weeks.values_list("week", "days"))[:2]
    assert (weeks, program_week(lived)) == ([(1, 3), (2, 7)], 2)


def test_what_a_clinician_decided_against_the_rules_is_not_asked_again(lived):
    lived.days(7, check=False).sweep()
    with clock.pretending(lived.at(time(9))):
        decide_program(
            by=lived.program.assigned_by,
            program=lived.program.uuid,
            verdict="ADVANCE_WEEK",
            reason="Seen on video",
        )
    lived.days(3, check=False)
    assert not lived.program.decisions.filter(scope="weekly", answer=None).exists()
