"""Signals of programs on real rows: found, deduplicated, settled, and cheap for many."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from common import clock
from patients.models import Signal, SignalKind, SignalState
from patients.services.thresholds import set_threshold
from programs.models import DecisionScope
from programs.queries.lives import lives
from programs.services.signals import detect_signals, settle_signals_of
from tests import factories as f
from tests.gate import checked_in
from tests.loop_factories import answered, decided, run_plan
from tests.run_factories import RunLogFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def program():
    return begun()


def begun(days_ago=6, patient=None, **options):
    patient = patient or f.PatientFactory.create()
    today = clock.today_in(patient.time_zone)
    return f.assigned_program(patient, start_on=today - timedelta(days=days_ago), **options)


def detect(*programs):
    detect_signals(programs, lives(programs), at=clock.now())


def kinds(patient):
    return set(Signal.objects.filter(patient=patient, settled_at=None).values_list("kind", flat=True))


def test_a_week_without_a_check_is_silence(program):
    detect(program)

    (signal,) = Signal.objects.all()
    assert (signal.kind, signal.evidence["days"]) == (SignalKind.SILENT, 6)
    assert signal.episode == program.episode


def test_a_check_ends_the_silence_and_its_pain_is_told(program):
    detect(program)
    checked_in(program.episode, pain_worst=9)
    detect(program)

    assert kinds(program.patient) == {SignalKind.SEVERE_PAIN}


def test_a_patients_own_threshold_counts(program):
    by = f.physio(program.patient.clinic)
    set_threshold(by=by, patient=program.patient.uuid, kind="silent", value=10, reason="Works abroad")
    detect(program)

    assert kinds(program.patient) == set()


def test_a_run_on_the_day_after_a_run(program):
    today = clock.today_in(program.patient.time_zone)
    for days in (1, 0):
        RunLogFactory.create(episode=program.episode, on=today - timedelta(days=days), pain_peak=0)
    detect(program)

    signal = Signal.objects.get(kind=SignalKind.RAN_AGAINST_ADVICE)
    assert signal.evidence["why"] == "rest_day"


def test_a_run_while_running_is_paused(program):
    now = clock.now()
    run_plan(program, paused_at=now - timedelta(days=2), pause_reason="red run at level 1")
    RunLogFactory.create(episode=program.episode)
    detect(program)

    assert Signal.objects.get(kind=SignalKind.RAN_AGAINST_ADVICE).evidence["why"] == "running_paused"


def test_a_proposal_waits_until_it_is_answered(program):
    decision = decided(program)
    detect(program)
    assert SignalKind.APPROVAL in kinds(program.patient)

    answered(decision, by=f.physio(program.patient.clinic))
    detect(program)
    assert SignalKind.APPROVAL not in kinds(program.patient)


def asking(program, code="LIMPING", scope=DecisionScope.CHECKIN):
    proposal = {
        "decision": "ESCALATE",
        "reasons": [
            {"rule": "C-08", "code": code, "decision": "ESCALATE", "sla_hours": 48, "also": [], "missing": []}
        ],
    }
    fields = {"scope": scope, "key": "day:1", "verdict": "ESCALATE", "proposal": proposal, "waits": False}
    return decided(program, **fields)


def test_an_escalation_asks_for_somebody_within_its_hours(program):
    decision = asking(program)
    detect(program)

    signal = Signal.objects.get(kind=SignalKind.ESCALATED)
    assert signal.evidence["codes"] == "LIMPING"
    assert signal.due_at == decision.made_at + timedelta(hours=48)


def test_an_escalation_that_has_a_kind_of_its_own_is_told_once(program):
    asking(program, "NO_CONTACT")
    detect(program)

    assert kinds(program.patient) == {SignalKind.SILENT}


def test_running_that_the_rules_paused_asks_for_somebody(program):
    decided(program, scope=DecisionScope.RUN_STEP, key="run:1", verdict="PAUSE_RUN", waits=False)
    detect(program)

    assert Signal.objects.get(kind=SignalKind.ESCALATED).evidence["codes"] == "RUN_PAUSED"


def test_two_programs_of_a_patient_make_one_row_of_a_kind(program):
    other = begun(8, program.patient, template="rk-6w-gradual")
    detect(program, other)

    assert Signal.objects.get(kind=SignalKind.SILENT)


def test_looking_at_one_program_leaves_the_others_signals(program):
    detect(program)
    detect(begun(0, program.patient, template="rk-6w-gradual"))

    assert kinds(program.patient) == {SignalKind.SILENT}


def test_with_the_program_its_states_end_and_what_nobody_has_seen_stays(program):
    detect(program)
    checked_in(program.episode, pain_worst=9)
    detect(program)
    decided(program)
    detect(program)
    settle_signals_of(program, at=clock.now())

    assert kinds(program.patient) == {SignalKind.SEVERE_PAIN}
    assert Signal.objects.filter(state=SignalState.SETTLED).count() == 2


def test_many_programs_cost_as_many_queries_as_one():
    programs = [begun() for _number in range(5)]

    def queries(some):
        found = lives(some)
        with CaptureQueriesContext(connection) as captured:
            detect_signals(some, found, at=clock.now())
        return len(captured)

    assert queries(programs[:1]) == queries(programs[1:])
