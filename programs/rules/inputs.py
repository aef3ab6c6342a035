"""How facts come in: each is a field of a frozen dataclass whose annotation says of what kind it is.

A fact that is absent or null is unknown, which is a value of its own (None); only fields without a
default must be there. Anything else - an unknown name, a text for a number, true for a 1, pain 11 - is an
`InputError` that names the field. Nothing is guessed.
"""

from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from functools import cache
from reprlib import repr as short
from typing import TYPE_CHECKING, Any, Protocol, TypeVar, get_args, get_type_hints

from programs.rules.exact import exact

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

    Facts = TypeVar("Facts", bound=DataclassInstance)
else:
    Facts = TypeVar("Facts")

# Packs and programs that talk to us may spell it the other way.
SPELLINGS: Mapping[str, str] = {"day_in_programme": "day_in_program"}


class InputError(ValueError):
    """A fact that cannot be used. `field` is its name, with a dot where it stands inside another."""

    def __init__(self, field: str, problem: str) -> None:
        super().__init__(f"{field}: {problem}")
        self.field = field
        self.problem = problem


class Kind(Protocol):
    """What a fact may be. `read` raises ValueError, or InputError for a part of it."""

    def read(self, value: object) -> Any: ...


@dataclass(frozen=True, slots=True)
class Flag:
    def read(self, value: object) -> bool:
        if not isinstance(value, bool):
            raise ValueError("is not true or false")
        return value


@dataclass(frozen=True, slots=True)
class Amount:
    """A number, exact."""

    low: int | None = None
    high: int | None = None

    def read(self, value: object) -> Fraction:
        return _between(exact(value), self.low, self.high)


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole number; 2.0 is one."""

    low: int | None = None
    high: int | None = None

    def read(self, value: object) -> int:
        number = _between(exact(value), self.low, self.high)
        if number.denominator != 1:
            raise ValueError("is not a whole number")
        return number.numerator


def _between(number: Fraction, low: int | None, high: int | None) -> Fraction:
    if low is not None and number < low:
        raise ValueError(f"is below {low}")
    if high is not None and number > high:
        raise ValueError(f"is above {high}")
    return number


@dataclass(frozen=True, slots=True)
class Word:
    """One of a closed list of words."""

    words: type[StrEnum]
    without: tuple[StrEnum, ...] = ()

    def read(self, value: object) -> StrEnum:
        allowed = [word for word in self.words if word not in self.without]
        if isinstance(value, str) and value in allowed:
            return self.words(value)
        raise ValueError(f"is not one of {', '.join(allowed)}")


@dataclass(frozen=True, slots=True)
class Part:
    """Facts inside facts."""

    facts: "type[DataclassInstance]"

    def read(self, value: object) -> Any:
        if not isinstance(value, Mapping):
            raise ValueError("is not an object")
        return read(self.facts, value)


def kinds_of(facts: "type[DataclassInstance]") -> Mapping[str, Kind]:
    """The kind of each fact, by name."""
    return _kinds(facts)


@cache
def _kinds(facts: "type[DataclassInstance]") -> Mapping[str, Kind]:
    hints = get_type_hints(facts, include_extras=True)
    return {entry.name: get_args(hints[entry.name])[1] for entry in fields(facts)}


@cache
def _required_names(facts: "type[DataclassInstance]") -> tuple[str, ...]:
    return tuple(entry.name for entry in fields(facts) if entry.default is MISSING)


def read(facts: type[Facts], values: Mapping[str, object]) -> Facts:
    """The facts as typed values. Raises InputError at the first field at fault."""
    kinds = kinds_of(facts)
    found: dict[str, Any] = {}
    for given, value in values.items():
        name = SPELLINGS.get(given, given)
        if name not in kinds:
            raise InputError(given, "not a fact that is asked for here")
        if name in found:
            raise InputError(given, f"given twice, also as {name}")
        found[name] = None if value is None else _read_one(name, kinds[name], value)
    for name in _required_names(facts):
        if found.get(name) is None:
            raise InputError(name, "missing")
    return facts(**found)


def _read_one(name: str, kind: Kind, value: object) -> Any:
    try:
        return kind.read(value)
    except InputError as error:
        raise InputError(f"{name}.{error.field}", error.problem) from error
    except ValueError as error:
        raise InputError(name, f"{_said(value)} {error}") from error


def _said(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)[:40] if isinstance(value, Decimal | Fraction) else short(value)
