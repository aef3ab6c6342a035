"""Makes what belongs to the clinical loop: decisions and answers, running plans, signals, aftercare."""

from datetime import timedelta
from typing import Any

import factory

from accounts.models import User
from common import clock
from patients.models import Aftercare, Signal, SignalKind, SignalThreshold
from programs.models import (
    Decision,
    DecisionAction,
    DecisionAnswer,
    DecisionScope,
    Program,
    RunPhase,
    RunPlan,
)
from programs.rules.record import ENGINE_VERSION
from tests.factories import EpisodeFactory, PatientFactory, physio

CANARY_EVIDENCE = {"name": "canary-patient-clinical", "measures": 1, "on": "2026-01-05"}


class SignalFactory(factory.django.DjangoModelFactory[Signal]):
    class Meta:
        model = Signal

    patient = factory.SubFactory(PatientFactory)
    kind = SignalKind.SILENT
    evidence = factory.LazyFunction(lambda: {"days": 6})
    due_at = factory.LazyFunction(lambda: clock.now() + timedelta(hours=72))


class SignalThresholdFactory(factory.django.DjangoModelFactory[SignalThreshold]):
    class Meta:
        model = SignalThreshold

    patient = factory.SubFactory(PatientFactory)
    kind = SignalKind.SILENT
    value = 10
    reason = "Works abroad"
    set_by = factory.LazyAttribute(lambda threshold: physio(threshold.patient.clinic))


class AftercareFactory(factory.django.DjangoModelFactory[Aftercare]):
    class Meta:
        model = Aftercare

    episode = factory.SubFactory(EpisodeFactory)
    months = 1
    due_on = factory.LazyFunction(lambda: clock.now().date() + timedelta(days=30))


def after_and_signals(program: Program, by: User) -> dict[str, Any]:
    """For the permission matrix: a signal, and a closed episode of the other knee with its question."""
    patient = program.patient
    closed = EpisodeFactory.create(
        patient=patient,
        side="right",
        status="closed",
        closed_at=clock.now(),
        closed_by=by,
        close_reason="canary-patient-clinical",
    )
    return {
        "signal": SignalFactory.create(
            patient=patient, kind=SignalKind.MEASURE_DUE, evidence=CANARY_EVIDENCE
        ),
        "closed": closed,
        "aftercare": AftercareFactory.create(episode=closed, due_on=clock.today_in(patient.time_zone)),
    }


def decided(program: Program, **fields: Any) -> Decision:
    """A decision about a program, as plain as it can be; a proposal to go on unless said otherwise."""
    made: dict[str, Any] = {
        "scope": DecisionScope.WEEKLY,
        "key": "week:1",
        "on": clock.today_in(program.patient.time_zone),
        "verdict": "ADVANCE_WEEK",
        "waits": True,
        "engine": ENGINE_VERSION,
        "facts": {},
        "parameters": {},
        **fields,
    }
    proposal = {"decision": made["verdict"], "reasons": []}
    return Decision.objects.create(
        patient=program.patient, program=program, pack=program.pack, **{"proposal": proposal, **made}
    )


def answered(decision: Decision, *, by: User, action: str = DecisionAction.APPROVED) -> DecisionAnswer:
    """What a clinician said to a decision, without carrying it out."""
    reason = "" if action == DecisionAction.APPROVED else "Not yet"
    return DecisionAnswer.objects.create(decision=decision, action=action, clinician=by, reason=reason)


def run_plan(program: Program, **fields: Any) -> RunPlan:
    """A plan for running that a clinician opened."""
    values = {"phase": RunPhase.WALK_JOG, "entered_by": program.assigned_by, **fields}
    return RunPlan.objects.create(program=program, **values)
