"""Decisions as clinicians read them: what waits for an answer, and what was decided about a program."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import (
    BooleanField,
    Case,
    Exists,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Value,
    When,
    Window,
)

from accounts.access import Who
from accounts.permissions import Permission
from common import clock
from patients.access import visible_patients
from patients.models import Stop
from patients.queries.patients import matching
from programs.access import get_decision, visible_decisions
from programs.enums import RUNNING, ProgramStatus
from programs.models import Decision, DecisionAction, DecisionScope, Program
from programs.queries.lives import lives
from programs.rules.decision_words import LoadAction, RunAction, Verdict
from programs.rules.judged import Judged, judged_sessions
from programs.rules.life import Life
from programs.rules.parameters import snapshot
from programs.rules.verdicts import INCREASES

DAYS_SHOWN = timedelta(days=14)
IN_ORDER = ("-is_green", "since", "program", "-scope", "made_at", "pk")
# One of these is made nearly every day, and nothing happens by it.
EVERYDAY = Q(scope=DecisionScope.CHECKIN, verdict__in=(Verdict.CONTINUE, Verdict.HOLD)) | Q(
    scope=DecisionScope.LOAD, verdict=LoadAction.KEEP
)
PLAIN = (
    Q(scope=DecisionScope.WEEKLY, verdict__in=INCREASES, proposal__reasons=[])
    | Q(scope=DecisionScope.LOAD) & ~Q(verdict=LoadAction.KEEP)
    | Q(scope=DecisionScope.RUN_STEP, verdict__in=(RunAction.LEVEL_UP, RunAction.PLAN_DONE))
)


@dataclass(frozen=True, slots=True)
class Waiting:
    """One proposal that waits, with what speaks for and against it at a glance.

    ``pain`` is the worst of each day that was told, ``sessions`` how each was taken; of the last two weeks.
    ``week`` and ``next_week`` are program weeks; None where the decision is not about a week.
    """

    decision: Decision
    today: date
    is_green: bool
    is_revised: bool
    is_stopped: bool
    is_paused: bool
    week: int | None
    next_week: int | None
    pain: Sequence[tuple[date, int]]
    sessions: Sequence[Judged]


def waiting(by: Who, *, search: str = "") -> QuerySet[Decision]:
    """What waits for a clinician: what nothing speaks against first, the program that waits longest first."""
    rows = still_open(visible_decisions(by))
    if search:
        rows = rows.filter(patient__in=matching(visible_patients(by), search))
    stops = Stop.objects.filter(patient=OuterRef("patient"), lifted_at=None)
    green = PLAIN & Q(program__status=ProgramStatus.ACTIVE, is_stopped=False, is_revised=False)
    rows = rows.annotate(is_stopped=Exists(stops), is_revised=_revised())
    rows = rows.annotate(is_green=_yes_if(green))
    rows = rows.annotate(since=Window(Min("made_at"), partition_by=["program", "is_green"]))
    rows = with_words(rows).prefetch_related("program__weeks")
    return rows.order_by(*IN_ORDER)


def _revised() -> Case:
    """Decided anew after a correction. Of a load that is so with every session; there, after an answer."""
    same = {name: OuterRef(name) for name in ("program", "scope", "key")}
    earlier = Decision.objects.filter(**same, revision__lt=OuterRef("revision"))
    answered = Exists(earlier.filter(answer__clinician__isnull=False))
    return _yes_if(Q(revision__gt=1) & ~Q(scope=DecisionScope.LOAD) | answered)


def _yes_if(condition: Any) -> Case:
    return Case(When(condition, then=Value(True)), default=Value(False), output_field=BooleanField())


def waiting_count(by: Who) -> int:
    """How many proposals wait for somebody of the clinic."""
    return still_open(visible_decisions(by)).count()


def rows_of(decisions: Sequence[Decision], now: datetime | None = None) -> list[Waiting]:
    """One page of ``waiting``, in a number of queries that does not grow with it."""
    programs = list({decision.program_id: decision.program for decision in decisions}.values())
    found, at = lives(programs), now or clock.now()
    sessions = {program.pk: _sessions(program, found[program.pk], at) for program in programs}
    return [_row(each, found[each.program_id], sessions[each.program_id], at) for each in decisions]


def decision_list(
    by: Who,
    *,
    program: UUID | None = None,
    patient: UUID | None = None,
    waiting: bool | None = None,
    scope: str = "",
) -> QuerySet[Decision]:
    """Decisions this person may see: all, or one program's or patient's, or only those that wait."""
    rows = visible_decisions(by)
    if waiting is not None:
        is_open = Q(waits=True, answer=None, program__status__in=RUNNING)
        rows = rows.filter(is_open if waiting else ~is_open)
    named = {"program__uuid": program, "patient__uuid": patient, "scope": scope}
    return with_words(rows.filter(**{name: value for name, value in named.items() if value}))


def decision_with_words(by: Who, uuid: UUID, permission: Permission = Permission.VIEW_CLINICAL) -> Decision:
    """One decision that this person may see, with all that its page says. Raises NotFound."""
    found = get_decision(by, uuid, permission)
    return with_words(Decision.objects.filter(pk=found.pk)).get()


def is_open(decision: Decision) -> bool:
    """Whether it can still be answered."""
    return decision.waits and not hasattr(decision, "answer") and decision.program.status in RUNNING


def decisions_of(programs: Iterable[Program]) -> list[Decision]:
    """What was decided about some programs, the latest first; as many queries for three as for one.

    Without the daily "carry on", and without what nobody answered before something newer took its place.
    """
    rows = Decision.objects.filter(program__in=[program.pk for program in programs])
    rows = rows.exclude(EVERYDAY).exclude(answer__action=DecisionAction.REPLACED)
    return list(with_words(rows).order_by("-made_at", "-pk"))


def still_open(rows: QuerySet[Decision]) -> QuerySet[Decision]:
    return rows.filter(waits=True, answer=None, program__status__in=RUNNING)


def with_words(rows: QuerySet[Decision]) -> QuerySet[Decision]:
    """With all that its sentences are made of."""
    related = (
        "patient__clinic",
        "program__patient",
        "answer__clinician",
        "prescription__exercise__harder",
        "pack",
    )
    return rows.select_related(*related).defer("pack__content")


def _sessions(program: Program, life: Life, at: datetime) -> list[Judged]:
    since = life.day_of(at) - DAYS_SHOWN
    judged = judged_sessions(life, snapshot(program.parameters), at)
    return [each for each in judged if each.session.on > since]


def _row(decision: Decision, life: Life, sessions: Sequence[Judged], at: datetime) -> Waiting:
    since = life.day_of(at) - DAYS_SHOWN
    week, after = weeks_of(decision)
    return Waiting(
        decision=decision,
        today=life.day_of(at),
        is_green=bool(getattr(decision, "is_green", False)),
        is_revised=bool(getattr(decision, "is_revised", False)),
        is_stopped=life.is_stopped,
        is_paused=decision.program.status == ProgramStatus.PAUSED,
        week=week,
        next_week=after,
        pain=[
            (knee.on, knee.pain_worst)
            for knee in life.knees
            if knee.on > since and knee.pain_worst is not None
        ],
        sessions=sessions,
    )


def weeks_of(decision: Decision) -> tuple[int | None, int | None]:
    """The program week a decision is about, and the one that begins if it is approved."""
    if decision.scope != DecisionScope.WEEKLY:
        return None, None
    weeks: Mapping[int, int] = {row.position: row.week for row in decision.program.weeks.all()}
    position = int(decision.key.removeprefix("week:"))
    week = weeks.get(position) or weeks.get(decision.program.weeks_released)
    grows = decision.verdict in (Verdict.ADVANCE_WEEK, Verdict.PROGRESS)
    return week, weeks.get(decision.program.weeks_released + 1) if grows else None
