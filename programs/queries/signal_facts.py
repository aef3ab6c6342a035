"""What the detectors of signals need beside a life: who is asked for, what stopped, own thresholds.

As many queries for a thousand programs as for one.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Min, Q

from common import clock
from patients.models import Patient, SignalKind, SignalThreshold, Stop
from programs.models import Decision, DecisionAction, DecisionScope, Program, RunPhase, RunPlan
from programs.rules.decision_words import RunAction, Verdict
from programs.rules.signal_words import RECENT, THRESHOLDS, TOLD_APART, Beside, Escalation, Kind

# What a run's step, or going back in the first stage, asks for without a rule's code of its own.
RUN_PAUSED, RUN_STEPS_BACK, FIRST_STAGE = "RUN_PAUSED", "RUN_STEPS_BACK", "FIRST_STAGE"
OF_A_RUN: Mapping[str, str] = {RunAction.PAUSE_RUN: RUN_PAUSED, RunAction.ESCALATE: RUN_STEPS_BACK}


@dataclass(frozen=True, slots=True)
class SignalFacts:
    """By program what stands beside it, and by patient their own thresholds."""

    beside: Mapping[int, Beside]
    own: Mapping[int, Mapping[Kind, int]]


def signal_facts(programs: Sequence[Program], at: datetime) -> SignalFacts:
    """For programs whose patients are loaded."""
    stopped, plans = _stopped(programs), _plans(programs)
    asking, waiting = _asking(programs, at), _waiting(programs)
    return SignalFacts(
        beside={
            program.pk: Beside(
                stopped_on=_day(program, stopped.get(program.patient_id)),
                running_paused_on=_day(program, plan.paused_at if (plan := plans.get(program.pk)) else None),
                builds_distance=bool(plan and plan.phase == RunPhase.MILEAGE),
                escalations=tuple(asking[program.pk]),
                waiting_since=tuple(waiting[program.pk]),
            )
            for program in programs
        },
        own=_own(programs),
    )


def _day(program: Program, moment: datetime | None) -> date | None:
    return clock.today_in(program.patient.time_zone, moment) if moment else None


def _stopped(programs: Sequence[Program]) -> dict[int, datetime]:
    rows = Stop.objects.filter(patient__in=_patients(programs), lifted_at=None).order_by()
    return dict(rows.values_list("patient").annotate(Min("raised_at")))


def _patients(programs: Sequence[Program]) -> set[int]:
    return {program.patient_id for program in programs}


def _plans(programs: Sequence[Program]) -> dict[int, RunPlan]:
    return {plan.program_id: plan for plan in RunPlan.objects.filter(program__in=programs)}


def _own(programs: Sequence[Program]) -> dict[int, dict[Kind, int]]:
    found: dict[int, dict[Kind, int]] = defaultdict(dict)
    for row in SignalThreshold.objects.filter(patient__in=_patients(programs)):
        found[row.patient_id][Kind(row.kind)] = row.value
    return found


def _waiting(programs: Sequence[Program]) -> dict[int, list[datetime]]:
    """Since when proposals wait for a clinician."""
    found: dict[int, list[datetime]] = defaultdict(list)
    rows = Decision.objects.filter(program__in=programs, waits=True, answer=None)
    for program, made_at in rows.values_list("program", "made_at"):
        found[program].append(made_at)
    return found


def _asking(programs: Sequence[Program], at: datetime) -> dict[int, list[Escalation]]:
    """The decisions of the last days that ask for a person, but for those a newer one took the place of."""
    asks = (
        Q(verdict=Verdict.ESCALATE)
        | Q(scope=DecisionScope.RUN_STEP, verdict=RunAction.PAUSE_RUN)
        | Q(answer__changes__contains={"asks_physio": True})
    )
    rows = Decision.objects.filter(asks, program__in=programs, made_at__gte=at - RECENT)
    rows = rows.exclude(answer__action=DecisionAction.REPLACED).defer("facts", "parameters")
    found: dict[int, list[Escalation]] = defaultdict(list)
    for row in rows.order_by("made_at", "pk"):
        found[row.program_id].append(_escalation(row))
    return found


def _escalation(row: Decision) -> Escalation:
    reasons = [reason for reason in row.proposal.get("reasons", ()) if reason["decision"] == Verdict.ESCALATE]
    return Escalation(
        about=f"{row.scope}:{row.key}:{row.revision}",
        on=row.on,
        made_at=row.made_at,
        codes=tuple(_codes(row, [reason["code"] for reason in reasons])),
        sla_hours=min((r["sla_hours"] for r in reasons if _counts(r)), default=None),
    )


def _codes(row: Decision, codes: Iterable[str]) -> list[str]:
    if row.scope == DecisionScope.RUN_STEP:
        return [OF_A_RUN[row.verdict]]
    return list(codes) or [FIRST_STAGE]


def _counts(reason: Mapping[str, object]) -> bool:
    return reason.get("sla_hours") is not None and reason["code"] not in TOLD_APART


def thresholds_in_force(patient: Patient) -> list[tuple[SignalKind, str]]:
    """The number of each kind that the patient's latest program goes by; empty without one."""
    latest = Program.objects.filter(patient=patient).order_by("-start_on", "-pk").first()
    values = latest.parameters if latest else {}
    return [(SignalKind(kind.value), str(values.get(name, ""))) for kind, name in THRESHOLDS.items()]
