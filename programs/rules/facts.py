"""The facts the rules are asked about, with what each may be. How each is defined: `derive` and the pack.

A pack's rules can only read facts that stand here, because only these are ever computed.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Annotated, TypeAlias

from programs.rules.decision_words import Colour, ExitTests, Scope, SessionKind, Trend
from programs.rules.exact import Number
from programs.rules.inputs import Amount, Flag, Part, Whole, Word

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Value: TypeAlias = bool | Number | str | None

YesNo: TypeAlias = Annotated[bool | None, Flag()]
Pain: TypeAlias = Annotated[int | None, Whole(0, 10)]
PainChange: TypeAlias = Annotated[Number | None, Amount(-10, 10)]
SwellingGrade: TypeAlias = Annotated[int | None, Whole(0, 3)]
Count: TypeAlias = Annotated[int | None, Whole(0)]
Hours: TypeAlias = Annotated[Number | None, Amount(0)]
Ratio: TypeAlias = Annotated[Number | None, Amount(0)]
Percent: TypeAlias = Annotated[Number | None, Amount(0, 100)]
Kilometres: TypeAlias = Annotated[Number | None, Amount(0, 10_000)]


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionFacts:
    """One session, exercise or run. `settle_h`: hours until the knee was as before, 999 = not yet."""

    kind: Annotated[SessionKind, Word(SessionKind)]
    pain_during: Pain = None
    settle_h: Hours = None
    morning_rise: PainChange = None
    gait_changed: YesNo = None
    limp: YesNo = None
    swelling: SwellingGrade = None
    pain_trend: Annotated[Trend | None, Word(Trend)] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckinFacts:
    """How the knee is now. `swelling`: 0 none, 1 mild, 2 moderate, 3 marked."""

    rf_emergency: YesNo = None
    rf_urgent: YesNo = None
    swelling: SwellingGrade = None
    pain_worst_24h: Pain = None
    session_colour: Annotated[Colour | None, Word(Colour)] = None
    session_settle_h: Hours = None
    giving_way_7d: Count = None
    catching_7d: Count = None
    limp_days_7d: Count = None
    missed_days: Count = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WeeklyFacts:
    """How the program week went, and where in its stage it stands."""

    open_stop: YesNo = None
    is_last_week: YesNo = None
    is_last_stage: YesNo = None
    stage_min_days_done: YesNo = None
    stage_overrun_ratio: Ratio = None
    checkins_7d: Count = None
    adherence_7d: Percent = None
    adherence_low_weeks: Count = None
    red_sessions_7d: Count = None
    green_streak: Count = None
    week_pain_rise: PainChange = None
    worst_pain_max_7d: Pain = None
    worst_pain_limit: Pain = None
    tests_state: Annotated[ExitTests | None, Word(ExitTests)] = None
    day_in_program: Count = None
    pain_improvement: PainChange = None
    regressions_in_window: Count = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RunState:
    """Where a runner stands in the walk-jog plan; `ups_7d` and `backs_14d` count level changes."""

    level: Annotated[int, Whole(1)]
    passes: Annotated[int, Whole(0)]
    ups_7d: Annotated[int, Whole(0)]
    backs_14d: Annotated[int, Whole(0)]


@dataclass(frozen=True, slots=True, kw_only=True)
class RunSession:
    """The run just judged. A colour that is not given is unknown."""

    colour: Annotated[Colour | None, Word(Colour, without=(Colour.NONE,))] = None
    sore_in_warmup: YesNo = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RunStepFacts:
    state: Annotated[RunState, Part(RunState)]
    session: Annotated[RunSession, Part(RunSession)]


@dataclass(frozen=True, slots=True, kw_only=True)
class MileageFacts:
    """Kilometres that were run: the last full week (`mileage.previous_week`), the longest run of 30 days."""

    prev_week_km: Kilometres = None
    longest_30d_km: Kilometres = None
    build_week: Annotated[int, Whole(1)]


ScopeFacts: TypeAlias = SessionFacts | CheckinFacts | WeeklyFacts | RunStepFacts | MileageFacts

FACTS: Mapping[Scope, type[ScopeFacts]] = {
    Scope.SESSION_COLOUR: SessionFacts,
    Scope.CHECKIN: CheckinFacts,
    Scope.WEEKLY: WeeklyFacts,
    Scope.RUN_STEP: RunStepFacts,
    Scope.MILEAGE_CAPS: MileageFacts,
}


def values_of(facts: "DataclassInstance") -> dict[str, Value]:
    """The facts by name, as conditions read them."""
    return {entry.name: getattr(facts, entry.name) for entry in fields(facts)}
