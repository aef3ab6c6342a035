"""Turns rows into the frozen values that the clinical rules reckon with."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from programs.models import Prescription, Program, SessionLog
from programs.rules.adherence import LogFact
from programs.rules.clock import Pause, ProgramClock, ProgramDay, locate
from programs.rules.dose import DOSE_FIELDS, Dose
from programs.rules.schedule import Item
from programs.rules.words import LogSide, LogState, Mode, NothingDue, SideRule


def clock_of(program: Program) -> ProgramClock:
    """The program's own calendar. Reads weeks and pauses; prefetch them for many programs."""
    weeks = sorted(program.weeks.all(), key=lambda week: week.position)
    return ProgramClock(
        start_on=program.start_on,
        weeks=tuple(week.week for week in weeks),
        lengths=tuple(week.days for week in weeks),
        released=program.weeks_released,
        pauses=tuple(Pause(pause.from_on, pause.to_on) for pause in program.pauses.all()),
        ended_on=program.ended_on,
    )


def paused_on(program: Program) -> date | None:
    """The first day of the pause that still holds."""
    return next((pause.from_on for pause in program.pauses.all() if pause.to_on is None), None)


def place_reached(program: Program, today: date) -> ProgramDay | NothingDue:
    """The day at hand; in a pause the one it goes on with."""
    calendar = clock_of(program)
    place = locate(calendar, today)
    since = paused_on(program)
    if since and place == NothingDue.PAUSED:
        closed = tuple(pause for pause in calendar.pauses if pause.to_on)
        return locate(replace(calendar, pauses=closed), since)
    return place


def week_reached(program: Program, today: date) -> int:
    """The week at hand; in a pause the one it goes on with, before the start the first, else the last."""
    calendar, place = clock_of(program), place_reached(program, today)
    if isinstance(place, ProgramDay):
        return place.week
    if place == NothingDue.NOT_STARTED:
        return 1
    return max((week for week, _days in calendar.open_weeks), default=0)


def dose_of(prescription: Prescription) -> Dose:
    """The dose in a row's columns; an empty text is no value."""
    columns = ((name, getattr(prescription, name)) for name in DOSE_FIELDS)
    values: dict[str, Any] = {name: None if value == "" else value for name, value in columns}
    return Dose(**values)


def dose_columns(dose: Dose) -> dict[str, int | str | None]:
    """A dose as a row's columns: text columns hold an empty text for no value."""
    texts = {"plan", "tempo", "load"}
    return {name: (value or "") if name in texts else value for name, value in dose.as_dict().items()}


def item_of(prescription: Prescription) -> Item:
    """One prescription; its exercise must be loaded."""
    return Item(
        id=prescription.pk,
        line=prescription.line,
        program_id=prescription.program_id,
        exercise_id=prescription.exercise_id,
        position=prescription.position,
        is_core=prescription.is_core,
        side=SideRule(prescription.side),
        days=tuple(prescription.days),
        first_week=prescription.first_week,
        last_week=prescription.last_week,
        effective_from=prescription.effective_from,
        effective_to=prescription.effective_to,
        dose=dose_of(prescription),
        mode=Mode(prescription.exercise.mode),
        cue=prescription.exercise.cue,
    )


def log_facts(logs: Iterable[SessionLog]) -> tuple[LogFact, ...]:
    """What was logged, as the adherence rule counts it."""
    return tuple(
        LogFact(log.prescription_id, LogSide(log.side), log.on, LogState(log.state), log.sets_done)
        for log in logs
    )
