"""What is stored about a patient who asks whether to run: fetched in a number of queries that never grows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Prefetch, Q

from patients.models import Patient, Stop
from programs.enums import RUNNING, ProgramStatus
from programs.models import DailyCheck, Prescription, Program, RunLog, SessionLog
from programs.queries.facts import clock_of
from programs.rules.clock import DAYS_A_WEEK, ProgramDay, locate
from programs.rules.derive import MORNING_LOOKBACK_DAYS

A_WEEK = timedelta(days=DAYS_A_WEEK)
# More runs than anybody has in a week: the last one, and those of the week at hand, are among them.
RECENT = 30
LONG_TEXTS = ("exercise__instructions", "exercise__errors", "exercise__cautions", "exercise__purpose")


@dataclass(frozen=True, slots=True)
class RunFacts:
    """Rows as they stand; ``checks`` are today's, and those around the last run."""

    on: date
    programs: Sequence[Program]
    runs: Sequence[RunLog]
    checks: Sequence[DailyCheck]
    is_stopped: bool

    @property
    def last_run(self) -> RunLog | None:
        return next(iter(self.runs), None)

    @property
    def program(self) -> Program | None:
        """The one whose rules apply: that of the knee the last run was logged for, else the first."""
        last = self.last_run
        own = [program for program in self.programs if last and program.episode_id == last.episode_id]
        return next(iter([*own, *self.programs]), None)

    @property
    def is_paused(self) -> bool:
        """Nothing runs of what there is."""
        return bool(self.programs) and all(each.status == ProgramStatus.PAUSED for each in self.programs)

    @property
    def week_from(self) -> date:
        """The first day of the program week at hand; without one, a week back."""
        place = locate(clock_of(self.program), self.on) if self.program else None
        days = place.weekday if isinstance(place, ProgramDay) else DAYS_A_WEEK
        return self.on - timedelta(days=days - 1)

    @property
    def knees(self) -> set[int]:
        """The episodes that must have told today how the knee is."""
        programs = {program.episode_id for program in self.programs}
        return programs or ({self.last_run.episode_id} if self.last_run else set())


def run_facts(patient: Patient, on: date) -> RunFacts:
    """Everything about one day of a patient's."""
    runs = list(
        RunLog.objects.filter(patient=patient, on__lte=on)
        .select_related("follow_up")
        .order_by("-on", "-logged_at", "-pk")[:RECENT]
    )
    return RunFacts(
        on=on,
        programs=_programs(patient, on),
        runs=runs,
        checks=_checks(patient, on, runs[0] if runs else None),
        is_stopped=Stop.objects.filter(patient=patient, lifted_at=None).exists(),
    )


def _programs(patient: Patient, on: date) -> list[Program]:
    """With what adherence of the last seven days is counted from."""
    logs = SessionLog.objects.filter(on__gt=on - A_WEEK, on__lte=on)
    prescriptions = Prescription.objects.select_related("exercise").defer(*LONG_TEXTS)
    found = Program.objects.filter(patient=patient, status__in=RUNNING).prefetch_related(
        "weeks",
        "pauses",
        Prefetch("prescriptions", prescriptions),
        Prefetch("session_logs", logs),
    )
    return list(found.order_by("start_on", "pk"))


def _checks(patient: Patient, on: date, last: RunLog | None) -> list[DailyCheck]:
    wanted = Q(on=on)
    if last:
        around = (last.on - timedelta(days=MORNING_LOOKBACK_DAYS), last.on + timedelta(days=1))
        wanted |= Q(episode=last.episode_id, on__range=around)
    return list(DailyCheck.objects.filter(wanted, patient=patient))
