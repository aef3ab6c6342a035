"""How a program comes to stand still and goes on again. Callers hold the lock and have asked who may."""

from datetime import date, timedelta

from accounts.models import User
from common import clock
from patients.models import Stop
from programs.enums import ProgramStatus
from programs.models import Decision, Program, ProgramPause, SessionLog


def pause(
    program: Program,
    *,
    by: User | None,
    reason: str,
    stop: Stop | None = None,
    decision: Decision | None = None,
) -> None:
    """From today on nothing is due; from tomorrow if today was trained already.

    Nobody pauses for the rest after a red session: the rules' ``decision`` does.
    """
    ProgramPause.objects.create(
        program=program,
        from_on=first_day_without(program),
        reason=reason[:240],
        stop=stop,
        decision=decision,
        paused_by=by,
    )
    set_status(program, ProgramStatus.PAUSED)


def go_on(program: Program, *, by: User | None) -> None:
    """Goes on from today where it stood."""
    close_pause(program, by=by)
    set_status(program, ProgramStatus.ACTIVE)


def close_pause(program: Program, *, by: User | None) -> None:
    """The pause that holds ends today."""
    held = ProgramPause.objects.get(program=program, to_on=None)
    held.to_on, held.resumed_by = max(today_of(program), held.from_on), by
    held.save()


def first_day_without(program: Program) -> date:
    """Today, or tomorrow when something of today is logged: what was done on a day keeps its day."""
    today = today_of(program)
    trained = SessionLog.objects.filter(program=program, on=today).exists()
    return today + timedelta(days=trained)


def today_of(program: Program) -> date:
    """The patient's own today."""
    return clock.today_in(program.patient.time_zone)


def set_status(program: Program, status: ProgramStatus) -> Program:
    program.status = status
    program.save()
    return program
