"""Decisions as patients hear of them: what changed and why, and that somebody looks at what waits."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import zip_longest
from uuid import UUID

from common import clock
from patients.models import Patient
from programs.decision_changes_text import change_lines
from programs.decision_patient_text import is_told, patient_words, waiting_words
from programs.enums import ProgramStatus
from programs.models import Decision, DecisionScope, Program, ProgramPause
from programs.queries.decisions import EVERYDAY, still_open, with_words

TOLD_AT_MOST = 30


@dataclass(frozen=True, slots=True)
class Told:
    """One change as the patient reads it; ``lines`` are the exercises it changed."""

    uuid: UUID
    on: date
    words: str
    lines: Sequence[str]
    decision: Decision


def told_of(programs: Iterable[Program], since: datetime | None = None) -> dict[int, list[Told]]:
    """What the patient hears of each program, the latest first; by the program's key, in one query."""
    rows = Decision.objects.filter(program__in=[program.pk for program in programs]).exclude(EVERYDAY)
    rows = rows.filter(answer__isnull=False).order_by("-answer__answered_at", "-pk")
    if since:
        rows = rows.filter(answer__answered_at__gte=since)
    found: dict[int, list[Told]] = {}
    for decision in with_words(rows):
        told = found.setdefault(decision.program_id, [])
        if len(told) < TOLD_AT_MOST and is_told(decision):
            told.append(_told(decision))
    return {program: _without_repeats(told) for program, told in found.items()}


def _without_repeats(told: Sequence[Told]) -> list[Told]:
    """A rest that goes on is decided anew each morning, and told when it began."""
    return [one for one, before in zip_longest(told, told[1:]) if before is None or not _repeats(one, before)]


def _repeats(one: Told, before: Told) -> bool:
    is_daily = one.decision.scope == before.decision.scope == DecisionScope.CHECKIN
    return is_daily and not one.lines and one.words == before.words


def waits_of(programs: Iterable[Program]) -> dict[int, str]:
    """What the patient reads while a proposal about a program waits; by the program's key."""
    rows = still_open(Decision.objects.filter(program__in=[program.pk for program in programs]))
    order = [DecisionScope.WEEKLY, DecisionScope.RUN_STEP, DecisionScope.LOAD, DecisionScope.CHECKIN]
    open_ones = sorted(rows, key=lambda decision: order.index(DecisionScope(decision.scope)), reverse=True)
    return {decision.program_id: waiting_words(decision) for decision in open_ones}


def is_resting(patient: Patient) -> bool:
    """Whether a program stands still because the rules asked for a rest, not because somebody paused it."""
    pauses = ProgramPause.objects.filter(program__patient=patient, program__status=ProgramStatus.PAUSED)
    return pauses.filter(to_on=None, decision__isnull=False).exists()


def _told(decision: Decision) -> Told:
    on = clock.today_in(decision.patient.time_zone, decision.answer.answered_at)
    return Told(decision.uuid, on, patient_words(decision), change_lines(decision.answer), decision)
