"""The thresholds the rules read: the engine's own defaults, replaced by the pack's, overridden by a template.

Whatever overrides stays inside the bounds its definition declares, and a locked parameter stays as it is.
A running program keeps a snapshot of the values it was assigned with: `snapshot` reads that, unchecked.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from programs.rules.decision_words import PainModel
from programs.rules.exact import as_stored, exact

# What is counted is whole: half a rest day cannot be kept.
COUNTED_UNITS = frozenset({"count", "sessions", "days", "weeks", "levels", "reps"})


class ParameterError(ValueError):
    """A parameter that cannot be used as asked. `name` is its name."""

    def __init__(self, name: str, problem: str) -> None:
        super().__init__(f"{name} {problem}")
        self.name = name
        self.problem = problem


@dataclass(frozen=True, slots=True)
class Definition:
    default: Fraction
    low: Fraction
    high: Fraction
    unit: str
    locked: bool = False

    @classmethod
    def from_pack(cls, name: str, raw: Mapping[str, Any]) -> "Definition":
        default, low, high = (_number(name, raw.get(key)) for key in ("default", "min", "max"))
        definition = cls(default, low, high, str(raw.get("unit", "")), bool(raw.get("locked", False)))
        definition.check(name, default)
        return definition

    def check(self, name: str, value: Fraction) -> None:
        if not self.low <= value <= self.high:
            raise ParameterError(name, f"is {as_stored(value)}, outside of {self.range}")
        if self.unit in COUNTED_UNITS and value.denominator != 1:
            raise ParameterError(name, f"is {as_stored(value)}, and {self.unit} are counted in whole numbers")

    @property
    def range(self) -> str:
        return f"{as_stored(self.low)} to {as_stored(self.high)}"


def _define(default: str, low: str, high: str, unit: str, *, locked: bool = False) -> Definition:
    return Definition(Fraction(default), Fraction(low), Fraction(high), unit, locked)


# What this code itself reads. Sources and notes stand with the same names in the runner's-knee pack.
DEFAULTS: Mapping[str, Definition] = {
    "ex.pain_green_max": _define("2", "0", "3", "nprs"),
    "ex.pain_amber_max": _define("5", "3", "5", "nprs"),
    "run.pain_green_max": _define("2", "0", "2", "nprs"),
    "run.pain_amber_max": _define("3", "2", "4", "nprs"),
    "resp.settle_green_h": _define("1", "1", "2", "hours"),
    "resp.settle_amber_h": _define("24", "12", "24", "hours"),
    "resp.morning_rise_green": _define("0", "0", "1", "nprs_change"),
    "resp.morning_rise_red": _define("2", "1", "3", "nprs_change"),
    "resp.deadline_h": _define("36", "24", "48", "hours"),
    "run.passes_required": _define("2", "1", "3", "sessions"),
    "run.level_ups_max_7d": _define("2", "1", "2", "levels"),
    "run.rest_days_min": _define("1", "1", "2", "days"),
    "run.sessions_max_week": _define("3", "2", "4", "sessions"),
    "run.rest_sore_warmup": _define("2", "1", "3", "days"),
    "run.rest_sore_during": _define("1", "1", "3", "days"),
    "run.step_backs_max_14d": _define("2", "1", "3", "count"),
    "run.week_increase_pct": _define("10", "5", "10", "percent"),
    "run.session_increase_pct": _define("10", "5", "10", "percent"),
    "run.session_lookback_d": _define("30", "30", "30", "days", locked=True),
    "run.floor_step_km": _define("0.5", "0", "1", "km"),
    "run.cutback_every_weeks": _define("4", "3", "5", "weeks"),
    "run.cutback_pct": _define("20", "10", "30", "percent"),
    "run.settle_max_h": _define("24", "1", "24", "hours"),  # may I run: 24 = S4's day, 1 = TREK's hour
    "load.good_sessions": _define("2", "2", "4", "sessions"),
    "load.increase_pct": _define("5", "2", "10", "percent"),
    "load.rir_min": _define("2", "1", "4", "reps"),
}
# The two pain models a program can choose from, as overrides.
PAIN_MODELS: Mapping[PainModel, Mapping[str, int]] = {
    PainModel.DAY: {"run.settle_max_h": 24},
    PainModel.HOUR: {"run.settle_max_h": 1},
}


@dataclass(frozen=True, slots=True)
class Parameters:
    """Resolved values by name. A name that is not there is a ParameterError."""

    values: Mapping[str, Fraction]

    def __getitem__(self, name: str) -> Fraction:
        if name not in self.values:
            raise ParameterError(name, "is not a rule parameter")
        return self.values[name]

    def whole(self, name: str) -> int:
        return int(self[name])

    def as_json(self, names: Iterable[str] | None = None) -> dict[str, int | str]:
        """The values exactly, all of them or those named."""
        return {name: as_stored(self[name]) for name in sorted(self.values if names is None else names)}


def definitions_from(raw: Mapping[str, Any]) -> Mapping[str, Definition]:
    """A pack's definitions over the engine's own."""
    return {**DEFAULTS, **{name: Definition.from_pack(name, entry) for name, entry in raw.items()}}


def resolve(definitions: Mapping[str, Definition], *overrides: Mapping[str, object]) -> Parameters:
    """Defaults with each layer of overrides laid over them. Raises ParameterError with the name at fault."""
    values = {name: definition.default for name, definition in definitions.items()}
    for layer in overrides:
        for name, value in layer.items():
            values[name] = _override(definitions, name, value)
    return Parameters(values)


def _override(definitions: Mapping[str, Definition], name: str, value: object) -> Fraction:
    definition = definitions.get(name)
    if definition is None:
        raise ParameterError(name, "is not a rule parameter")
    number = _number(name, value)
    if definition.locked and number != definition.default:
        raise ParameterError(name, "is locked")
    definition.check(name, number)
    return number


def snapshot(values: Mapping[str, object]) -> Parameters:
    """Values as a program or a decision keeps them; what came into being since has its default."""
    kept = {name: _number(name, Fraction(v) if isinstance(v, str) else v) for name, v in values.items()}
    return Parameters({**{name: entry.default for name, entry in DEFAULTS.items()}, **kept})


def _number(name: str, value: object) -> Fraction:
    try:
        return exact(value)
    except ValueError as error:
        raise ParameterError(name, f"is {value!r}, which {error}") from error
