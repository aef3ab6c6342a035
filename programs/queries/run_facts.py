"""What is stored about a patient who asks whether to run: fetched in a number of queries that never grows."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.db.models import Prefetch, Q

from patients.models import Patient, Stop
from programs.enums import RUNNING, ProgramStatus
from programs.models import (
    DailyCheck,
    Decision,
    DecisionAction,
    Prescription,
    Program,
    RunLog,
    RunPhase,
    RunPlan,
    SessionLog,
)
from programs.queries.mileage import budget_of
from programs.queries.run_packs import pack_plan
from programs.rules.decision_words import Effect
from programs.rules.derive import MORNING_LOOKBACK_DAYS
from programs.rules.parameters import snapshot
from programs.rules.run_budget import A_WEEK, Budget, week_from

# More runs than anybody has in a week: the last one, and those of the week at hand, are among them.
RECENT = 30
LONG_TEXTS = ("exercise__instructions", "exercise__errors", "exercise__cautions", "exercise__purpose")


@dataclass(frozen=True, slots=True)
class RunFacts:
    """Rows as they stand; ``checks`` are today's, and those around the last run.

    ``asked_to_pause``: the programs for which the rules asked to pause running before anybody opened a plan.
    """

    on: date
    programs: Sequence[Program]
    runs: Sequence[RunLog]
    checks: Sequence[DailyCheck]
    is_stopped: bool
    asked_to_pause: frozenset[int] = frozenset()
    budget: Budget | None = None

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
    def plan(self) -> RunPlan | None:
        """The running plan that a clinician opened for the program whose rules apply."""
        return plan_of(self.program) if self.program else None

    @property
    def is_paused(self) -> bool:
        """Nothing runs of what there is, or running is paused for one knee."""
        if any(self._is_running_paused(program) for program in self.programs):
            return True
        paused = [each for each in self.programs if each.status == ProgramStatus.PAUSED]
        return len(paused) == len(self.programs) and not all(map(is_resting, paused))

    @property
    def is_resting(self) -> bool:
        """One knee has its rest after a bad session; it ends when the knee is as it was."""
        return any(map(is_resting, self.programs))

    def _is_running_paused(self, program: Program) -> bool:
        plan = plan_of(program)
        return plan.paused_at is not None if plan else program.pk in self.asked_to_pause

    @property
    def next_run_on(self) -> date | None:
        """Of two plans the later day."""
        plans = (plan_of(program) for program in self.programs)
        return max((plan.next_run_on for plan in plans if plan and plan.next_run_on), default=None)

    @property
    def week_from(self) -> date:
        """The first day of the running week at hand; without a program, a week back."""
        if self.program is None:
            return self.on - A_WEEK + timedelta(days=1)
        return week_from(self.program.start_on, self.on)

    @property
    def knees(self) -> set[int]:
        """The episodes that must have told today how the knee is."""
        programs = {program.episode_id for program in self.programs}
        return programs or ({self.last_run.episode_id} if self.last_run else set())


def plan_of(program: Program) -> RunPlan | None:
    """The running plan of a program that was read with it."""
    return getattr(program, "run_plan", None)


def is_resting(program: Program) -> bool:
    """Whether it stands still by a decision of the rules, and nobody else has paused it."""
    held = [pause for pause in program.pauses.all() if pause.to_on is None]
    return any(pause.decision_id is not None and pause.stop_id is None for pause in held)


def run_facts(patient: Patient, on: date) -> RunFacts:
    """Everything about one day of a patient's."""
    runs = list(
        RunLog.objects.filter(patient=patient, on__lte=on)
        .select_related("follow_up")
        .order_by("-on", "-logged_at", "-pk")[:RECENT]
    )
    programs = _programs(patient, on)
    facts = RunFacts(
        on=on,
        programs=programs,
        runs=runs,
        checks=_checks(patient, on, runs[0] if runs else None),
        is_stopped=Stop.objects.filter(patient=patient, lifted_at=None).exists(),
        asked_to_pause=_asked_to_pause([program for program in programs if plan_of(program) is None]),
    )
    return replace(facts, budget=_budget(facts.plan, on))


def _budget(plan: RunPlan | None, on: date) -> Budget | None:
    """What is left of the week's distance; levels count minutes, and none is asked for."""
    pack = pack_plan(plan.program.pack_id) if plan else None
    if plan is None or pack is None or plan.phase == RunPhase.WALK_JOG:
        return None
    return budget_of(plan, pack, on, snapshot(plan.program.parameters))


def _asked_to_pause(programs: Sequence[Program]) -> frozenset[int]:
    """Where no plan stores the pause, the decision that asked for it holds until a plan is opened."""
    if not programs:
        return frozenset()
    asked = Decision.objects.filter(
        program__in=programs, proposal__reasons__contains=[{"also": [str(Effect.PAUSE_RUNNING)]}]
    ).exclude(answer__action__in=(DecisionAction.REPLACED, DecisionAction.REJECTED))
    return frozenset(asked.values_list("program", flat=True))


def _programs(patient: Patient, on: date) -> list[Program]:
    """With what adherence of the last seven days is counted from."""
    logs = SessionLog.objects.filter(on__gt=on - A_WEEK, on__lte=on)
    prescriptions = Prescription.objects.select_related("exercise").defer(*LONG_TEXTS)
    running = Program.objects.filter(patient=patient, status__in=RUNNING).select_related("run_plan")
    found = running.prefetch_related(
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
