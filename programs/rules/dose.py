"""How much of an exercise: the dose, how it is resolved for a week, and how long it takes.

A pack says a dose in layers - the exercise's default, the item's base, changes from a week on - and
`resolve` lays them over each other into one checked `Dose`. Times are estimates in whole seconds, made
from the same figures the session player counts with.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any, Self

from programs.rules.words import Mode

BOUNDS: Mapping[str, tuple[int, int]] = {
    "sets": (1, 5),
    "reps": (1, 100),
    "time_s": (1, 3600),
    "distance_m": (1, 100_000),
    "duration_min": (1, 240),
    "hold_s": (0, 60),
    "rest_s": (0, 300),
    "effort_max": (0, 10),
    "rir_min": (0, 5),
}
QUANTITIES = ("reps", "time_s", "distance_m", "duration_min", "plan")
PATTERNS: Mapping[str, re.Pattern[str]] = {
    "plan": re.compile(r"[a-z0-9]+(-[a-z0-9]+)*"),
    "tempo": re.compile(r"[0-9]-[0-9]-[0-9]"),
    "load": re.compile(r"bodyweight|band:[1-5]|kg:[0-9]{1,3}(\.[0-9]{1,2})?|machine:[0-9]{1,3}"),
}
# A pack writes these beside the dose; they say when and on which side, not how much.
BESIDE_THE_DOSE = frozenset({"per_week", "days", "side", "progression"})

GET_READY_S = 5
SWITCH_SIDE_S = 5
REP_S = 3  # a repetition without a tempo
HELD_REP_MIN_S = 3  # from here on an isometric repetition is held against the clock
BETWEEN_HOLDS_S = 2
METRES_PER_4S = 5  # walking pace, 4.5 km/h: an estimate that rather says too long than too short


class DoseError(ValueError):
    """A dose that must not be prescribed. `field` is the part of the dose that is wrong."""

    def __init__(self, field: str, problem: str) -> None:
        super().__init__(f"{field}: {problem}")
        self.field = field
        self.problem = problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Dose:
    """One resolved dose. Exactly one of reps, time_s, distance_m, duration_min and plan is set.

    The constructor trusts its caller, so that rows the database already checked load fast;
    `from_mapping` and `resolve` check.
    """

    sets: int
    reps: int | None = None
    time_s: int | None = None
    distance_m: int | None = None
    duration_min: int | None = None
    plan: str | None = None
    hold_s: int | None = None
    rest_s: int | None = None
    tempo: str | None = None
    load: str | None = None
    effort_max: int | None = None
    rir_min: int | None = None

    @classmethod
    def from_mapping(cls, values: Mapping[str, Any]) -> Self:
        """A checked dose. Raises DoseError (a ValueError) with the field at fault."""
        check(values)
        return cls(**{name: values[name] for name in DOSE_FIELDS if name in values})

    def as_dict(self) -> dict[str, int | str | None]:
        return {name: getattr(self, name) for name in DOSE_FIELDS}

    @property
    def quantity(self) -> str:
        """The name of the one quantity that is set."""
        return next(name for name in QUANTITIES if getattr(self, name) is not None)


DOSE_FIELDS = tuple(field.name for field in fields(Dose))


def check(values: Mapping[str, Any]) -> None:
    """Raise DoseError at the first field that is unknown, missing or out of bounds."""
    for name, value in values.items():
        if name not in DOSE_FIELDS:
            raise DoseError(name, "is not part of a dose")
        if value is not None:
            _check_value(name, value)
    if values.get("sets") is None:
        raise DoseError("sets", "is missing")
    given = [name for name in QUANTITIES if values.get(name) is not None]
    if len(given) != 1:
        problem = "are given together" if given else "one of them is needed"
        raise DoseError("/".join(given or QUANTITIES), problem)


def _check_value(name: str, value: object) -> None:
    if name in PATTERNS:
        if not isinstance(value, str) or not PATTERNS[name].fullmatch(value):
            raise DoseError(name, f"{value!r} is not written as expected")
        return
    low, high = BOUNDS[name]
    if type(value) is not int or not low <= value <= high:
        raise DoseError(name, f"{value!r} is not a whole number from {low} to {high}")


def resolve(
    default: Mapping[str, Any],
    base: Mapping[str, Any],
    weeks: Mapping[int, Mapping[str, Any]],
    week: int,
) -> Dose:
    """The dose in a program week: the exercise's default, then the item's base, then every change up to
    that week in week order. A later layer wins; another kind of quantity replaces the one before."""
    values: dict[str, Any] = {}
    for layer in (default, base, *(weeks[k] for k in sorted(weeks) if k <= week)):
        _overlay(values, layer)
    return Dose.from_mapping(values)


def _overlay(values: dict[str, Any], layer: Mapping[str, Any]) -> None:
    if any(layer.get(name) is not None for name in QUANTITIES):
        for name in QUANTITIES:
            values.pop(name, None)
    values.update((name, value) for name, value in layer.items() if name not in BESIDE_THE_DOSE)


def is_held_by_rep(dose: Dose, mode: Mode) -> bool:
    """Whether each repetition is a hold long enough to be counted down on its own."""
    return mode == Mode.ISOMETRIC and dose.reps is not None and (dose.hold_s or 0) >= HELD_REP_MIN_S


def set_seconds(dose: Dose, mode: Mode) -> int:
    """Estimated seconds of one set on one side; 0 for a running plan, which has its own minutes."""
    if dose.time_s is not None:
        return dose.time_s
    if dose.duration_min is not None:
        return dose.duration_min * 60
    if dose.distance_m is not None:
        return -(-dose.distance_m * 4 // METRES_PER_4S)
    return 0 if dose.reps is None else _reps_seconds(dose, dose.reps, mode)


def _reps_seconds(dose: Dose, reps: int, mode: Mode) -> int:
    hold = dose.hold_s or 0
    if is_held_by_rep(dose, mode):
        return reps * hold + (reps - 1) * BETWEEN_HOLDS_S
    if dose.tempo is None:
        return reps * (REP_S + hold)
    lower, pause, lift = map(int, dose.tempo.split("-"))
    # The hold is the tempo's pause, said twice: counted once, at its longer figure.
    return reps * (lower + max(pause, hold) + lift)


def item_seconds(dose: Dose, mode: Mode, sides: int) -> int:
    """Estimated seconds of an exercise on one or two sides: getting ready, sets, rests, changing sides."""
    if dose.plan is not None:
        return 0
    a_side = dose.sets * set_seconds(dose, mode) + (dose.sets - 1) * (dose.rest_s or 0)
    return GET_READY_S + sides * a_side + (sides - 1) * SWITCH_SIDE_S


def whole_minutes(seconds: int) -> int:
    """Minutes as people are told them: begun minutes count."""
    return -(-seconds // 60)


def item_minutes(dose: Dose, mode: Mode, sides: int) -> int:
    """Estimated minutes of an exercise, rounded up; 0 for a running plan."""
    return whole_minutes(item_seconds(dose, mode, sides))


def days_for(per_week: int, patterns: Mapping[int, Sequence[int]]) -> tuple[int, ...]:
    """The weekdays (1 = the weekday the program began) for a number of days a week.

    `patterns` comes from the pack and spreads the days so that rest falls in between."""
    if per_week not in patterns:
        raise DoseError("per_week", f"{per_week!r} has no pattern of days")
    return tuple(sorted(patterns[per_week]))
