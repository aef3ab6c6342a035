"""Looks for the reasons why patients need somebody, in the lives of their programs, and keeps their signals.

Called with every evaluation, in its transaction. A patient with two programs has one signal of a kind: the
one that is worse.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from patients.services.signals import Reason, keep_signals
from programs.models import Program
from programs.queries.signal_facts import signal_facts
from programs.rules.life import Life
from programs.rules.parameters import snapshot
from programs.rules.signal_words import DETECTED, Found
from programs.rules.signals import find_signals


def detect_signals(programs: Sequence[Program], lives: Mapping[int, Life], *, at: datetime) -> None:
    """Raises what holds and settles what no longer does, for each program, in a few queries for all."""
    if not programs:
        return
    facts = signal_facts(programs, at)
    found: dict[int, dict[str, Reason]] = {program.patient_id: {} for program in programs}
    for program in programs:
        own = facts.own.get(program.patient_id, {})
        parameters = snapshot(program.parameters)
        for signal in find_signals(lives[program.pk], parameters, at, facts.beside[program.pk], own):
            _keep_worse(found[program.patient_id], _reason(program, signal))
    keep_signals(
        {patient: list(reasons.values()) for patient, reasons in found.items()},
        looked_for=DETECTED,
        at=at,
        episodes={program.episode_id for program in programs},
    )


def settle_signals_of(program: Program, *, at: datetime) -> None:
    """It has ended: nothing is found in it any more. What nobody has seen stays until somebody has."""
    keep_signals({program.patient_id: ()}, looked_for=DETECTED, at=at, episodes={program.episode_id})


def _reason(program: Program, found: Found) -> Reason:
    return Reason(
        kind=str(found.kind),
        due_at=found.due_at,
        evidence=found.evidence,
        about=f"{program.uuid}:{found.about}",
        level=found.level,
        episode=program.episode_id,
    )


def _keep_worse(reasons: dict[str, Reason], reason: Reason) -> None:
    before = reasons.get(reason.kind)
    if before is None or reason.level > before.level:
        reasons[reason.kind] = reason
