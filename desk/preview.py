"""What a patient reads about one exercise: shown beside a change before it is confirmed."""

from dataclasses import dataclass
from datetime import date

from programs.models import Exercise
from programs.queries.facts import dose_of
from programs.rules.dose import Dose, item_minutes
from programs.rules.schedule import sides_of
from programs.rules.words import BodySide, Mode, SideRule
from programs.services.replacing import Replacement
from programs.words import dose_words


@dataclass(frozen=True, slots=True)
class Seen:
    """The item on the patient's screen, and from which day on."""

    exercise: Exercise
    dose: str
    minutes: int
    from_on: date


def now_and_then(replacement: Replacement) -> tuple[Seen, Seen]:
    """What the patient sees today, and what they would see."""
    before = replacement.before
    affected = BodySide(before.program.side)
    rule = SideRule(before.side)
    new_rule = rule if replacement.exercise == before.exercise else SideRule(replacement.exercise.side)
    return (
        _seen(before.exercise, dose_of(before), rule, affected, before.effective_from),
        _seen(replacement.exercise, replacement.dose, new_rule, affected, replacement.effective_from),
    )


def _seen(exercise: Exercise, dose: Dose, rule: SideRule, affected: BodySide, from_on: date) -> Seen:
    sides = sides_of(rule, affected)
    return Seen(
        exercise, dose_words(dose, sides), item_minutes(dose, Mode(exercise.mode), len(sides)), from_on
    )
