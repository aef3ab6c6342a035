"""What the detectors of signals look at: one life at one moment, judged once for all of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction

from programs.rules.clock import ProgramDay, locate
from programs.rules.exact import Number
from programs.rules.facts import WeeklyFacts
from programs.rules.judged import Judged, judged_sessions
from programs.rules.life import Life
from programs.rules.life_facts import weekly_facts
from programs.rules.parameters import Parameters
from programs.rules.signal_words import THRESHOLDS, Beside, Found, Kind


@dataclass(frozen=True, slots=True)
class Week:
    """A lived week by its position, and how it went."""

    position: int
    facts: WeeklyFacts


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One look at one life."""

    life: Life
    parameters: Parameters
    at: datetime
    beside: Beside
    today: date
    judged: tuple[Judged, ...]
    place: ProgramDay | None
    weeks: tuple[Week, ...] = ()

    def limit(self, kind: Kind) -> Fraction | None:
        """The threshold of a kind; None in a pack that does not set one, which then raises nothing."""
        return self.parameters.values.get(THRESHOLDS[kind])

    def found(self, kind: Kind, about: object, level: int = 0, **evidence: str | int | float | None) -> Found:
        return Found(kind=kind, about=str(about), evidence=evidence, since=self.at, level=level)


def case_of(life: Life, parameters: Parameters, at: datetime, beside: Beside) -> Case:
    today = life.day_of(at)
    place = locate(life.clock, today)
    lived = place if isinstance(place, ProgramDay) else None
    # A week that has just begun says little yet; then the one before it still counts.
    positions = [lived.position, lived.position - 1] if lived else []
    return Case(
        life=life,
        parameters=parameters,
        at=at,
        beside=beside,
        today=today,
        judged=judged_sessions(life, parameters, at),
        place=lived,
        weeks=tuple(
            Week(position, weekly_facts(life, position, at, parameters))
            for position in positions
            if position >= 1
        ),
    )


def with_own(parameters: Parameters, own: Mapping[Kind, int]) -> Parameters:
    """The parameters with a patient's own thresholds laid over them."""
    laid_over = {THRESHOLDS[kind]: Fraction(value) for kind, value in own.items() if kind in THRESHOLDS}
    return Parameters({**parameters.values, **laid_over})


def shown(number: Number) -> int | float:
    """For people: one decimal, and none where it is whole."""
    rounded = round(float(number), 1)
    return int(rounded) if rounded.is_integer() else rounded
