"""The clinic's patients with a running program, those who need somebody first.

The database orders the whole clinic by what it can look up; adherence is reckoned for one page of rows only.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, Exists, F, Min, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import Greatest, Lower

from accounts.access import Who
from accounts.permissions import Permission
from common import clock
from patients.access import visible_patients
from patients.models import Patient, Signal
from patients.queries.patients import matching
from patients.queries.signals import signals_of, standing
from patients.signal_access import visible_signals
from patients.signal_kinds import weight
from programs.enums import RUNNING, ProgramStatus
from programs.models import Program, ProgramPause, SessionLog
from programs.queries.standing import Standing, standings

ORDERS: dict[str, tuple[Any, ...]] = {
    "attention": (F("heaviest").asc(nulls_last=True), F("due").asc(nulls_last=True)),
    "name": (),
    "activity": (F("last_sign").asc(nulls_last=True),),
    "pain": (F("last_pain").desc(nulls_last=True),),
}
STATES = (*RUNNING, "upcoming")


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One patient, where their running programs stand, and why somebody should look."""

    patient: Patient
    standings: tuple[Standing, ...]
    signals: tuple[Signal, ...]


def caseload(
    by: Who, *, search: str = "", state: str = "", order: str = "attention", today: date | None = None
) -> QuerySet[Patient]:
    """Patients with a running program, in order; ``state`` is one of STATES, ``order`` one of ORDERS."""
    running = _running_of_patient()
    chosen = _in_state(running, state, today or clock.now().date())
    found = matching(visible_patients(by, Permission.VIEW_CLINICAL), search).filter(Exists(chosen))
    if order == "attention":
        found = _weighed(by, found)
    elif order != "name":
        found = _annotated(found, running, today or clock.now().date())
    return found.order_by(*ORDERS[order], Lower("name"), "pk")


def rows_of(patients: Sequence[Patient]) -> list[CaseRow]:
    """The rows of one page."""
    programs = Program.objects.filter(patient__in=patients, status__in=RUNNING).order_by("start_on", "pk")
    by_patient: dict[int, list[Standing]] = {patient.pk: [] for patient in patients}
    for found in standings(programs):
        by_patient[found.program.patient_id].append(found)
    signals = signals_of(patients)
    return [
        CaseRow(patient, tuple(by_patient[patient.pk]), tuple(signals[patient.pk])) for patient in patients
    ]


def _running_of_patient() -> QuerySet[Program]:
    return Program.objects.filter(patient=OuterRef("pk"), status__in=RUNNING)


def _in_state(running: QuerySet[Program], state: str, today: date) -> QuerySet[Program]:
    if state == "upcoming":
        return running.filter(start_on__gt=today)
    if state == ProgramStatus.ACTIVE:
        return running.filter(status=state, start_on__lte=today)
    return running.filter(status=state) if state in RUNNING else running


def _weighed(by: Who, patients: QuerySet[Patient]) -> QuerySet[Patient]:
    """With the weight of what stands on the board for each, and when its time runs out."""
    on_it = Q(signals__in=visible_signals(by).filter(standing(clock.now())))
    return patients.annotate(
        heaviest=Min(weight("signals__kind"), filter=on_it), due=Min("signals__due_at", filter=on_it)
    )


def _annotated(patients: QuerySet[Patient], running: QuerySet[Program], today: date) -> QuerySet[Patient]:
    latest = running.order_by("-start_on")
    pains = SessionLog.objects.filter(patient=OuterRef("pk"), pain__isnull=False).order_by("-on", "-pain")
    return patients.annotate(
        last_sign=_last_sign(latest.filter(status=ProgramStatus.ACTIVE, start_on__lte=today)),
        last_pain=Subquery(pains.values("pain")[:1]),
    )


def _last_sign(active: QuerySet[Program]) -> Case:
    """The last log, start or end of a pause; null when nothing runs that could be answered."""
    logs = SessionLog.objects.filter(patient=OuterRef("pk")).order_by("-on")
    pauses = ProgramPause.objects.filter(program__patient=OuterRef("pk"), to_on__isnull=False)
    return Case(
        When(
            Exists(active),
            then=Greatest(
                Subquery(active.values("start_on")[:1]),
                Subquery(logs.values("on")[:1]),
                Subquery(pauses.order_by("-to_on").values("to_on")[:1]),
            ),
        )
    )
