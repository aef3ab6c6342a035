"""Everything about one program that the rules' facts are derived from, as plain values.

A `Life` is made once (queries/lives.py reads many at a time) and only read afterwards; what is derived from
it stands in `judged` and `life_facts`. Days are the patient's own; moments are aware. None is "not said".
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from fractions import Fraction
from zoneinfo import ZoneInfo

from programs.rules.adherence import LogFact
from programs.rules.clock import ProgramClock
from programs.rules.decision_words import SessionKind, Settled, Trend, Verdict
from programs.rules.derive import ExitResult
from programs.rules.exact import Number
from programs.rules.schedule import Item, Key
from programs.rules.words import BodySide, Focus, LogState


@dataclass(frozen=True, slots=True, kw_only=True)
class StageFacts:
    """A stage as it was planned; the program weeks are both included.

    `pain_limit` and `required` are its exit: the worst pain allowed, and each test with the sides it needs.
    `results` are what the tests came to by this stage's own thresholds."""

    slug: str
    first_week: int
    last_week: int
    min_days: int = 0
    pain_limit: int | None = None
    required: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    results: tuple[ExitResult, ...] = ()

    @property
    def weeks(self) -> int:
        return self.last_week - self.first_week + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Logged:
    """One log: `fact` is what adherence counts, the rest how it went. Stretching does not load the knee."""

    fact: LogFact
    line: Key
    loads: bool = True
    pain: int | None = None
    reps: int | None = None
    rir: int | None = None

    @property
    def on(self) -> date:
        return self.fact.on

    @property
    def is_skipped(self) -> bool:
        return self.fact.state == LogState.SKIPPED


@dataclass(frozen=True, slots=True, kw_only=True)
class Knee:
    """The daily check of one day. `swelling`: 0 none to 3 marked. The flags: its short list's outcome."""

    on: date
    rf_emergency: bool | None = None
    rf_urgent: bool | None = None
    pain_worst: int | None = None
    pain_morning: int | None = None
    swelling: int | None = None
    giving_way: bool | None = None
    catching: bool | None = None
    limp: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One run as it was told."""

    key: Key
    on: date
    loaded_at: datetime
    distance_km: Number
    pain_start: int | None = None
    pain_peak: int | None = None
    pain_end: int | None = None
    trend: Trend | None = None
    stride_changed: bool | None = None
    sore_in_warmup: bool | None = None
    level: int | None = None
    pace: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The question after a load: of the exercises of a day, or of one `run`. `settled` None = no answer."""

    on: date
    loaded_at: datetime
    run: Key | None = None
    settled: Settled | None = None
    answered_at: datetime | None = None

    @property
    def elapsed_h(self) -> Fraction:
        """From the load to the answer; 0 without one."""
        return hours_between(self.loaded_at, self.answered_at) if self.answered_at else Fraction(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """What the knee was loaded with at once: the exercises of a day, or one run. One of `logs` and `run`."""

    kind: SessionKind
    on: date
    loaded_at: datetime
    logs: tuple[Logged, ...] = ()
    run: Run | None = None
    asked: Asked | None = None

    @property
    def key(self) -> str:
        """The same for the same session, however often it is corrected."""
        return f"run:{self.run.key}" if self.run else f"session:{self.on.isoformat()}"

    @property
    def loads(self) -> bool:
        """Whether it loaded the knee; a day of stretching did not."""
        return self.run is not None or any(log.loads and not log.is_skipped for log in self.logs)

    @property
    def pains(self) -> tuple[int | None, ...]:
        """Of each exercise and side, or the run's worst; None where it was not said."""
        return (self.run.pain_peak,) if self.run else tuple(log.pain for log in self.logs)


@dataclass(frozen=True, slots=True, kw_only=True)
class Life:
    """One program and what was told in it.

    `items` are all prescriptions, closed ones too. `regressed_on`: the last day of each week whose decision
    was carried out as a regression. `verdicts`: the latest weekly decision by position. `assessed_pain`: the
    worst pain at the examination before the start. `focus`: what each prescription is for."""

    program: Key
    clock: ProgramClock
    time_zone: str
    side: BodySide
    stages: tuple[StageFacts, ...] = ()
    items: tuple[Item, ...] = ()
    logs: tuple[Logged, ...] = ()
    knees: tuple[Knee, ...] = ()
    runs: tuple[Run, ...] = ()
    asked: tuple[Asked, ...] = ()
    assessed_pain: int | None = None
    regressed_on: tuple[date, ...] = ()
    verdicts: Mapping[int, Verdict] = field(default_factory=dict)
    is_stopped: bool = False
    focus: Mapping[Key, Focus] = field(default_factory=dict)

    def day_of(self, at: datetime) -> date:
        """The patient's calendar day at a moment."""
        return at.astimezone(ZoneInfo(self.time_zone)).date()

    def stage_of(self, week: int) -> StageFacts | None:
        """The stage a program week belongs to."""
        return next((stage for stage in self.stages if stage.first_week <= week <= stage.last_week), None)


def hours_between(first: datetime, last: datetime) -> Fraction:
    """Hours that really passed, also where the clocks were changed in between."""
    return Fraction(int((last.astimezone(UTC) - first.astimezone(UTC)).total_seconds()), 3600)
