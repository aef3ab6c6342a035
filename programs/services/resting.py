"""Ends the rest after a red session once the knee is as it was. A stop or a clinician's pause stays."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from programs.enums import ProgramStatus
from programs.models import Program, ProgramPause
from programs.rules.judged import sessions_of
from programs.rules.life import Life
from programs.rules.parameters import snapshot
from programs.rules.rest import is_rest_over
from programs.services.pausing import go_on

MILD = "ex.pain_green_max"


def end_rests(programs: Sequence[Program], lives: Mapping[int, Life], at: datetime) -> None:
    """Programs that rest go on from today where the rest is over. Callers hold their locks."""
    paused = {program.pk: program for program in programs if program.status == ProgramStatus.PAUSED}
    if not paused:
        return
    stopped = {program for program in paused if lives[program].is_stopped}
    rests = ProgramPause.objects.select_related("decision__answer").filter(
        program__in=paused, to_on=None, decision__isnull=False
    )
    for rest in rests:
        program = paused[rest.program_id]
        if program.pk not in stopped and _is_over(rest, lives[program.pk], at):
            go_on(program, by=None)


def _is_over(rest: ProgramPause, life: Life, at: datetime) -> bool:
    mild = snapshot({})[MILD]
    return is_rest_over(life.knees, _session_on(rest, life), rest.from_on, life.day_of(at), mild)


def _session_on(rest: ProgramPause, life: Life) -> date:
    """The day of the last red session that the rest is for."""
    answer = getattr(rest.decision, "answer", None)
    keys = answer.changes.get("sessions", ()) if answer else ()
    days = [session.on for session in sessions_of(life) if session.key in keys]
    return max(days, default=rest.from_on)
