"""Where programs stand on the patient's own today: week, stage, adherence, the last pain.

Reading many programs costs as many queries as reading one.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, QuerySet

from common import clock
from programs.models import Exercise, Prescription, Program, ProgramStage, SessionLog
from programs.queries.facts import clock_of, item_of, log_facts, paused_on, week_reached
from programs.rules.adherence import Adherence, adherence
from programs.rules.clock import ProgramDay, locate
from programs.rules.words import BodySide, NothingDue


@dataclass(frozen=True, slots=True)
class Standing:
    """One program today. ``last_pain`` is the worst of ``last_pain_on``, the last day that has any."""

    program: Program
    today: date
    place: ProgramDay | NothingDue
    weeks: int
    stage: ProgramStage | None
    adherence: Adherence
    last_on: date | None
    last_pain: int | None
    last_pain_on: date | None

    @property
    def week(self) -> int | None:
        """The program week at hand; None while there is none."""
        return self.place.week if isinstance(self.place, ProgramDay) else None

    @property
    def week_reached(self) -> int:
        """The week at hand, or the one that a pause, the start or the end leaves it in."""
        return week_reached(self.program, self.today)

    @property
    def paused_on(self) -> date | None:
        """The first day of the pause that still holds."""
        return paused_on(self.program)


def with_facts(programs: QuerySet[Program]) -> QuerySet[Program]:
    """Programs with everything a standing reads, in a number of queries that does not grow with them."""
    logs = SessionLog.objects.only(
        "program_id", "prescription_id", "side", "on", "state", "sets_done", "pain", "effort"
    )
    exercises = Exercise.objects.only("mode", "cue")
    prescriptions = Prescription.objects.prefetch_related(Prefetch("exercise", exercises))
    return programs.select_related("patient").prefetch_related(
        "weeks",
        "pauses",
        "stages",
        Prefetch("prescriptions", prescriptions),
        Prefetch("session_logs", logs),
    )


def standings(programs: QuerySet[Program]) -> list[Standing]:
    """All of them, each on its patient's today."""
    return [standing_of(program) for program in with_facts(programs)]


def standing_of(program: Program) -> Standing:
    """One program, read with its facts."""
    today = clock.today_in(program.patient.time_zone)
    calendar = clock_of(program)
    place = locate(calendar, today)
    logs = list(program.session_logs.all())
    items = [item_of(prescription) for prescription in program.prescriptions.all()]
    measured = adherence(calendar, items, BodySide(program.side), log_facts(logs), until=today)
    last_on = max((log.on for log in logs), default=None)
    last_pain_on, last_pain = _last_pain(logs)
    return Standing(
        program=program,
        today=today,
        place=place,
        weeks=max(calendar.weeks, default=0),
        stage=_stage(program.stages.all(), place),
        adherence=measured,
        last_on=last_on,
        last_pain=last_pain,
        last_pain_on=last_pain_on,
    )


def _stage(stages: Iterable[ProgramStage], place: ProgramDay | NothingDue) -> ProgramStage | None:
    if isinstance(place, NothingDue):
        return None
    return next((stage for stage in stages if stage.first_week <= place.week <= stage.last_week), None)


def _last_pain(logs: Sequence[SessionLog]) -> tuple[date | None, int | None]:
    rated = [(log.on, log.pain) for log in logs if log.pain is not None]
    return max(rated) if rated else (None, None)
