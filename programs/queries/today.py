"""What a patient has to do on one day, fetched in two statements: this is the busiest read of the service.

The first statement brings the patient's running programs with their calendars, the second the prescriptions
of that day with their exercises and what was logged. Both are prepared by the server, so they are plain SQL;
the columns are the models', and a test holds the result against the models.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django.db import connection

from common import clock
from patients.models import Patient
from programs.enums import ProgramStatus
from programs.rules.clock import Pause, ProgramClock, ProgramDay, locate
from programs.rules.dose import DOSE_FIELDS, Dose
from programs.rules.schedule import DueDay, DueItem, Item, sides_of
from programs.rules.words import BodySide, Mode, NothingDue, SideRule

PROGRAMS = """
SELECT patient.id, patient.time_zone, program.id, program.uuid::text, program.name, program.status,
       program.side, program.start_on, program.ended_on, program.weeks_released,
       (SELECT json_agg(json_build_array(week, days) ORDER BY position) FROM programs_programweek
         WHERE program_id = program.id),
       (SELECT json_agg(json_build_array(from_on, to_on)) FROM programs_programpause
         WHERE program_id = program.id),
       (SELECT json_agg(json_build_array(first_week, last_week, name, goal)) FROM programs_programstage
         WHERE program_id = program.id),
       EXISTS (SELECT 1 FROM patients_stop WHERE patient_id = patient.id AND lifted_at IS NULL)
  FROM patients_patient patient
  LEFT JOIN programs_program program ON program.patient_id = patient.id
 WHERE {who} = %s
 ORDER BY program.start_on, program.id
"""

# A log made offline against the dose before a change answers for the dose that replaced it.
ITEMS = """
SELECT rx.id, rx.uuid::text, rx.line, rx.program_id, rx.position, rx.is_core, rx.side,
       rx.sets, rx.reps, rx.time_s, rx.distance_m, rx.duration_min, nullif(rx.plan, ''), rx.hold_s, rx.rest_s,
       nullif(rx.tempo, ''), nullif(rx.load, ''), rx.effort_max, rx.rir_min,
       exercise.uuid::text, exercise.mode, exercise.cue,
       exercise.slug, exercise.name, exercise.purpose, exercise.instructions, exercise.errors,
       exercise.cautions, exercise.avoid_if, exercise.focus, exercise.equipment,
       (SELECT json_agg(json_build_object(
               'id', log.uuid, 'side', log.side, 'state', log.state,
               'skip_reason', nullif(log.skip_reason, ''),
               'sets_done', log.sets_done, 'reps', log.reps, 'seconds', log.seconds, 'pain', log.pain,
               'effort', log.effort, 'rir', log.rir, 'note', log.note))
          FROM programs_sessionlog log
         WHERE log.prescription_id = ANY (ARRAY[rx.id, rx.replaces_id]) AND log.on = asked.on)
  FROM (VALUES {days}) AS day (program_id, week, weekday)
  CROSS JOIN (VALUES (%s::date)) AS asked ("on")
  JOIN programs_prescription rx ON rx.program_id = day.program_id AND day.weekday = ANY (rx.days)
       AND day.week BETWEEN rx.first_week AND rx.last_week
       AND rx.effective_from <= asked.on AND (rx.effective_to IS NULL OR rx.effective_to > asked.on)
  JOIN programs_exercise exercise ON exercise.id = rx.exercise_id
 ORDER BY rx.is_core DESC, day.program_id, rx.position
"""


@dataclass(frozen=True, slots=True)
class TodayProgram:
    """A program and where it stands on the day; ``place`` is why it asks for nothing, if it does."""

    id: int
    uuid: str
    name: str
    status: str
    side: BodySide
    clock: ProgramClock
    place: ProgramDay | NothingDue
    stage: str
    goal: str


@dataclass(frozen=True, slots=True)
class TodayItem:
    """One exercise that is due: the rules' view of it, what the patient reads, and what was logged."""

    due: DueItem
    program: str
    slug: str
    name: str
    purpose: str
    instructions: list[str]
    errors: list[str]
    cautions: list[str]
    avoid_if: list[str]
    focus: str
    equipment: list[str]
    logs: list[dict[str, Any]]

    @property
    def left(self) -> int:
        """How many sides have no log yet."""
        logged = {log["side"] for log in self.logs}
        return sum(side not in logged for side in self.due.sides)


@dataclass(frozen=True, slots=True)
class Today:
    """A patient's day. ``nothing`` says why there is nothing to do, when there is nothing."""

    on: date
    time_zone: str
    programs: Sequence[TodayProgram]
    items: Sequence[TodayItem]
    nothing: NothingDue | None

    @property
    def left(self) -> int:
        """How many exercises and sides are not logged yet."""
        return sum(item.left for item in self.items)

    @property
    def program(self) -> TodayProgram | None:
        """The program to name first: the first that asks for something, else the first."""
        asking = {item.program for item in self.items}
        return next(
            (program for program in self.programs if program.uuid in asking), next(iter(self.programs), None)
        )

    def due_day(self) -> DueDay:
        """The day as the script rule takes it."""
        return DueDay(self.on, None, self.nothing, tuple(item.due for item in self.items))


def today_of_user(user_id: int, on: date | None = None, now: datetime | None = None) -> Today | None:
    """The day of the patient who signs in with this account; None if it is no patient's."""
    return _today("patient.user_id", user_id, on, now)


def due_today(patient: Patient, on: date | None = None, now: datetime | None = None) -> Today:
    """The day of a patient; ``on`` defaults to today in their own zone."""
    found = _today("patient.id", patient.pk, on, now)
    if found is None:
        raise Patient.DoesNotExist
    return found


def _today(who: str, key: int, on: date | None, now: datetime | None) -> Today | None:
    """``who`` is a column, not an OR over two: each way in keeps a plan of its own."""
    with connection.cursor() as cursor:
        cursor.execute(PROGRAMS.format(who=who), [key])
        rows = cursor.fetchall()
        if not rows:
            return None
        zone = rows[0][1]
        on = on or clock.today_in(zone, now)
        programs = _running([_program(row[2:-1], on) for row in rows if row[2] is not None])
        if rows[0][-1]:
            # A warning sign stops everything, whatever else is stored; only a clinician lifts it.
            return Today(on, zone, programs, [], NothingDue.STOPPED)
        items = _items(cursor, programs, on)
    return Today(on, zone, programs, items, None if items else _why_nothing(programs))


def _running(programs: list[TodayProgram]) -> list[TodayProgram]:
    """Those that run, else the last that finished. A cancelled one shows its past and nothing after it."""
    running = [program for program in programs if program.place != NothingDue.FINISHED]
    finished = [program for program in programs if program.status != ProgramStatus.CANCELLED]
    return running or finished[-1:]


def _program(row: tuple[Any, ...], on: date) -> TodayProgram:
    key, uuid, name, status, side, start_on, ended_on, released, weeks, pauses, stages = row
    planned, lengths = zip(*weeks, strict=True) if weeks else ((), ())
    program_clock = ProgramClock(start_on, planned, _pauses(pauses), ended_on, lengths, released)
    place = locate(program_clock, on)
    stage, goal = _stage(stages or [], place)
    return TodayProgram(key, uuid, name, status, BodySide(side), program_clock, place, stage, goal)


def _pauses(pauses: list[list[str | None]] | None) -> tuple[Pause, ...]:
    return tuple(
        Pause(date.fromisoformat(str(from_on)), date.fromisoformat(to_on) if to_on else None)
        for from_on, to_on in pauses or ()
    )


def _stage(stages: list[list[Any]], place: ProgramDay | NothingDue) -> tuple[str, str]:
    if isinstance(place, NothingDue):
        return "", ""
    return next(((name, goal) for first, last, name, goal in stages if first <= place.week <= last), ("", ""))


def _items(cursor: Any, programs: Sequence[TodayProgram], on: date) -> list[TodayItem]:
    days = {
        program.id: (program, program.place) for program in programs if isinstance(program.place, ProgramDay)
    }
    if not days:
        return []
    # Rows of values rather than arrays: the planner sees how few they are and keeps one plan for all.
    values = ", ".join(["(%s::bigint, %s::int, %s::int)"] * len(days))
    located = [value for key, (_program, place) in days.items() for value in (key, place.week, place.weekday)]
    cursor.execute(ITEMS.format(days=values), (*located, on))
    return [_item(row, days[row[3]][0], on) for row in cursor.fetchall()]


def _item(row: tuple[Any, ...], program: TodayProgram, on: date) -> TodayItem:
    """A row of ITEMS: prescription, dose, the exercise as the rules and as the patient see it, logs."""
    item = _rule_item(row[1:7], _dose(*row[7:19]), row[19:22], program, on)
    read_and_logged: tuple[Any, ...] = (*row[22:31], row[31] or [])
    return TodayItem(DueItem(item, sides_of(item.side, program.side)), program.uuid, *read_and_logged)


def _rule_item(
    prescription: tuple[Any, ...], dose: Dose, exercise: tuple[Any, ...], program: TodayProgram, on: date
) -> Item:
    """What is due is known to be due: days and weeks are those of this very day."""
    uuid, line, program_id, position, is_core, side = prescription
    exercise_uuid, mode, cue = exercise
    week = program.place.week if isinstance(program.place, ProgramDay) else 1
    return Item(
        id=uuid,
        line=line,
        program_id=program_id,
        exercise_id=exercise_uuid,
        position=position,
        is_core=is_core,
        side=SideRule(side),
        days=(),
        first_week=week,
        last_week=week,
        effective_from=on,
        effective_to=None,
        dose=dose,
        mode=Mode(mode),
        cue=cue,
    )


@lru_cache(maxsize=4096)
def _dose(*columns: Any) -> Dose:
    """Doses repeat from patient to patient; most are made already."""
    return Dose(**dict(zip(DOSE_FIELDS, columns, strict=True)))


def _why_nothing(programs: Sequence[TodayProgram]) -> NothingDue:
    """The most hopeful reason among several programs: rest, then pause, then not yet, then over."""
    if not programs:
        return NothingDue.NO_PROGRAM
    reasons = {
        NothingDue.REST_DAY if isinstance(program.place, ProgramDay) else program.place
        for program in programs
    }
    order = (NothingDue.REST_DAY, NothingDue.PAUSED, NothingDue.NOT_STARTED, NothingDue.FINISHED)
    return next(reason for reason in order if reason in reasons)
