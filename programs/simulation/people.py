"""How made-up people are: four kinds, drawn from one seed, each with a knee that answers to what is done.

A knee is one number, its soreness (0 to 10). It heals by a share each day, flares now and then, and takes
every session as a small setback - smaller when it is calm. What a person says of it is rounded, noisy and
sometimes not said at all. That is a caricature on purpose: enough to make every rule of a pack fire.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from random import Random

from programs.rules.decision_words import Settled

WORST = 10.0
SWELLS_ABOVE = 7.0


class Kind(StrEnum):
    SETTLING = "settling"
    FLARING = "flaring"
    SILENT = "silent"
    OVER_EAGER = "over-eager"


Range = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Temper:
    """From what a person of a kind is drawn. `healing`: the share of soreness that goes in a day.

    `setback`: what a session adds. `flares`: how many in the first eight weeks. `answers`: the chance that
    a question is answered, `trains`: that a session is done. `runs`: the chance of a run nobody asked for.
    """

    soreness: Range = (3.5, 6.0)
    healing: Range = (0.06, 0.1)
    setback: float = 0.15
    flares: tuple[int, int] = (0, 0)
    answers: float = 0.99
    trains: float = 0.97
    runs: float = 0.0
    vanishes: bool = False


TEMPERS: Mapping[Kind, Temper] = {
    Kind.SETTLING: Temper(),
    Kind.FLARING: Temper(healing=(0.06, 0.09), setback=0.2, flares=(2, 4)),
    Kind.SILENT: Temper(answers=0.9, trains=0.85, vanishes=True),
    Kind.OVER_EAGER: Temper(setback=0.3, flares=(0, 1), trains=1.0, runs=0.35),
}
# The soreness up to which somebody says that the knee had settled by then.
SETTLED_BY = (
    (2.4, Settled.WITHIN_1H),
    (4.0, Settled.SAME_EVENING),
    (5.0, Settled.NEXT_MORNING),
    (6.0, Settled.WITHIN_24H),
    (7.5, Settled.WITHIN_48H),
)
CLEARLY = 0.8
FLARE_DAYS = 56
AWAY_DAYS = (6, 20)


@dataclass(slots=True)
class Person:
    """One made-up patient. `name` is all that chance draws from, anew for each day: whatever a threshold
    changes, the same days bring the same flares and the same silence."""

    kind: Kind
    name: str
    chance: Random = field(init=False)
    temper: Temper = field(init=False)
    soreness: float = field(init=False)
    healing: float = field(init=False)
    flares_on: frozenset[int] = field(init=False)
    away: range = field(init=False)
    day: int = 0
    reaction: float = 0.0
    said: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.chance, self.temper = drawn(self.name), TEMPERS[self.kind]
        self.soreness = self.chance.uniform(*self.temper.soreness)
        self.healing = self.chance.uniform(*self.temper.healing)
        flares = self.chance.randint(*self.temper.flares)
        self.flares_on = frozenset(self.chance.randrange(5, FLARE_DAYS) for _n in range(flares))
        first = self.chance.randrange(4, 30)
        lasts = self.chance.randint(*AWAY_DAYS) if self.temper.vanishes else 0
        self.away = range(first, first + lasts)

    def wake(self) -> None:
        """A night has passed."""
        self.day += 1
        self.chance = drawn(f"{self.name}:{self.day}")
        self.soreness *= 1 - self.healing
        self.soreness += self.chance.gauss(0, 0.15)
        if self.day in self.flares_on:
            self.soreness += self.chance.uniform(3.0, 5.5)
        self.soreness = min(max(self.soreness, 0.0), WORST)

    def load(self, share: float = 1.0) -> None:
        """A session, or a share of one: a calm knee takes it better."""
        calm = 0.3 + self.soreness / WORST
        self.reaction = self.soreness + abs(self.chance.gauss(0, 0.5))
        self.soreness = min(self.soreness + self.temper.setback * share * calm, WORST)

    def does_answer(self) -> bool:
        return self.day not in self.away and self.chance.random() < self.temper.answers

    def does_train(self) -> bool:
        return self.day not in self.away and self.chance.random() < self.temper.trains

    def does_run(self) -> bool:
        return self.day not in self.away and self.chance.random() < self.temper.runs

    def worst_pain(self) -> int:
        return self._said("worst", self.soreness + 0.3)

    def morning_pain(self) -> int:
        return self._said("morning", self.soreness * 0.5)

    def pain_during(self) -> int:
        return self._said("during", self.soreness * 0.6)

    def swelling(self) -> int:
        """0 none, 1 mild, 2 moderate: only of a very sore knee, and rarely."""
        if self.soreness < SWELLS_ABOVE or self.chance.random() > 0.2:
            return 0
        return 2 if self.chance.random() < 0.3 else 1

    def limps(self) -> bool:
        return self.soreness > SWELLS_ABOVE and self.chance.random() < 0.2

    def reserve(self) -> int:
        """Repetitions that would have been possible still."""
        return 4 if self.kind == Kind.OVER_EAGER else self.chance.choice((1, 2, 2, 3, 3))

    def settled(self) -> Settled:
        return next((word for most, word in SETTLED_BY if self.reaction <= most), Settled.NOT_YET)

    def passes_test(self) -> bool:
        return self.soreness < 3.5 and self.chance.random() < 0.9

    def _said(self, question: str, felt: float) -> int:
        """A whole number; the one said last time, unless it has clearly changed since."""
        felt += self.chance.gauss(0, 0.2)
        last = self.said.get(question)
        if last is None or abs(felt - last) > CLEARLY:
            self.said[question] = min(max(round(felt), 0), 10)
        return self.said[question]


def people(count: int, seed: int) -> list[Person]:
    """As many of each kind as of any other, in turn."""
    kinds = list(Kind)
    return [Person(kinds[n % len(kinds)], f"{seed}:{n}") for n in range(count)]


def drawn(name: str) -> Random:
    """Chance that is the same for the same name, in every process."""
    return Random(name)  # noqa: S311 - no secret
