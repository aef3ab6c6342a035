"""The clinic's patients with a running program, those who need somebody first: the physio's home.

The database orders the whole clinic by what it can look up; adherence is reckoned for one page of rows only.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import (
    Case,
    DurationField,
    Exists,
    ExpressionWrapper,
    F,
    FloatField,
    IntegerField,
    OuterRef,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, Greatest, Lower

from accounts.access import Who
from accounts.permissions import Permission
from common import clock
from patients.access import visible_patients
from patients.enums import Outcome
from patients.models import Patient
from patients.queries.gate import HELD, HELD_BY_EMERGENCY, held_first
from patients.queries.patients import matching
from programs.enums import RUNNING, ProgramStatus
from programs.models import Program, ProgramPause, SessionLog
from programs.queries.standing import PAIN_LIMIT, SILENT_DAYS, Standing, standings

ORDERS: dict[str, tuple[Any, ...]] = {
    "attention": ("held", F("alarm").desc(nulls_last=True), "rank", F("last_sign").asc(nulls_last=True)),
    "name": (),
    "activity": (F("last_sign").asc(nulls_last=True),),
    "pain": (F("last_pain").desc(nulls_last=True),),
}
STATES = (*RUNNING, "upcoming")


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One patient and where their running programs stand; ``stop`` is the level of what stops them."""

    patient: Patient
    standings: tuple[Standing, ...]
    stop: str


def caseload(
    by: Who, *, search: str = "", state: str = "", order: str = "attention", today: date | None = None
) -> QuerySet[Patient]:
    """Patients with a running program, in order; ``state`` is one of STATES, ``order`` one of ORDERS."""
    running = _running_of_patient()
    chosen = _in_state(running, state, today or clock.now().date())
    found = matching(visible_patients(by, Permission.VIEW_CLINICAL), search).filter(Exists(chosen))
    found = found.annotate(held=held_first())
    if order != "name":
        found = _annotated(found, running, today or clock.now().date())
    return found.order_by(*ORDERS[order], Lower("name"), "pk")


def rows_of(patients: Sequence[Patient]) -> list[CaseRow]:
    """The rows of one page."""
    programs = Program.objects.filter(patient__in=patients, status__in=RUNNING).order_by("start_on", "pk")
    by_patient: dict[int, list[Standing]] = {patient.pk: [] for patient in patients}
    for standing in standings(programs):
        by_patient[standing.program.patient_id].append(standing)
    return [CaseRow(patient, tuple(by_patient[patient.pk]), _stop(patient)) for patient in patients]


def _stop(patient: Any) -> str:
    """The level of what stops a patient of the caseload, which has asked it already."""
    return {HELD_BY_EMERGENCY: Outcome.EMERGENCY, HELD: Outcome.URGENT}.get(patient.held, "")


def _running_of_patient() -> QuerySet[Program]:
    return Program.objects.filter(patient=OuterRef("pk"), status__in=RUNNING)


def _in_state(running: QuerySet[Program], state: str, today: date) -> QuerySet[Program]:
    if state == "upcoming":
        return running.filter(start_on__gt=today)
    if state == ProgramStatus.ACTIVE:
        return running.filter(status=state, start_on__lte=today)
    return running.filter(status=state) if state in RUNNING else running


def _annotated(patients: QuerySet[Patient], running: QuerySet[Program], today: date) -> QuerySet[Patient]:
    latest = running.order_by("-start_on")
    pains = SessionLog.objects.filter(patient=OuterRef("pk"), pain__isnull=False).order_by("-on", "-pain")
    silent_days = _parameter(latest, SILENT_DAYS) * Value(timedelta(days=1))
    return patients.annotate(
        last_sign=_last_sign(latest.filter(status=ProgramStatus.ACTIVE, start_on__lte=today)),
        last_pain=Subquery(pains.values("pain")[:1]),
        pain_limit=_parameter(latest, PAIN_LIMIT),
        silent_limit=ExpressionWrapper(silent_days, output_field=DurationField()),
    ).annotate(
        alarm=Case(When(last_sign__isnull=False, last_pain__gt=F("pain_limit"), then=F("last_pain"))),
        rank=Case(
            When(last_sign__lte=Value(today) - F("silent_limit"), then=Value(0)),
            default=Value(1),
            output_field=IntegerField(),
        ),
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


def _parameter(programs: QuerySet[Program], name: str) -> Subquery:
    number = Cast(KeyTextTransform(name, "parameters"), FloatField())
    return Subquery(programs.annotate(number=number).values("number")[:1])
