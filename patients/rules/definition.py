"""What a questionnaire is, read from the data that a pack or a clinic's own file brought.

Pure values: what is asked, how it is scored, which change matters, when it is due. The words are as they
were published and are never edited; scoring, answers and dates read them from here.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from typing import Any

from patients.rules.occasions import Schedule

SCORE = "score"  # the scale of a measure that has only one
ACTIVITIES = "activities"  # the answer that holds what the patient named


class ItemType(StrEnum):
    CHOICE = "choice"
    INTEGER = "integer"
    DECIMAL = "decimal"
    BOOLEAN = "boolean"
    TEXT = "text"
    DISPLAY = "display"  # words between the questions; nothing to answer


class Method(StrEnum):
    EACH_ITEM = "each_item"
    SINGLE = "single"
    MEAN = "mean"
    SUM = "sum"
    SUM_OF_OPTION_POINTS = "sum_of_option_points"
    KOOS_0_100 = "koos_0_100"
    NONE = "none"


class Better(StrEnum):
    HIGHER = "higher"
    LOWER = "lower"


NUMBERS = frozenset({ItemType.INTEGER, ItemType.DECIMAL})
ROUNDED = frozenset({Method.MEAN, Method.KOOS_0_100})
DECIMALS_KEPT = 3


@dataclass(frozen=True, slots=True)
class Option:
    """One answer to choose; ``points`` is what it counts, if it counts."""

    code: str
    text: str
    points: Decimal | None


@dataclass(frozen=True, slots=True)
class ShownWhen:
    """A question that is only asked if another one was answered like this."""

    item: str
    equals: Any


@dataclass(frozen=True, slots=True)
class Item:
    """One question. ``heading`` is the title of the group it stands in."""

    id: str
    ask: str
    type: ItemType
    low: Decimal | None = None
    high: Decimal | None = None
    optional: bool = False
    options: tuple[Option, ...] = ()
    shown_when: ShownWhen | None = None
    heading: str = ""

    @property
    def counts(self) -> bool:
        """Whether an answer is a number that a score can be made of."""
        if self.type == ItemType.CHOICE:
            return all(option.points is not None for option in self.options)
        return self.type in NUMBERS or self.type == ItemType.BOOLEAN


@dataclass(frozen=True, slots=True)
class Activities:
    """Instead of questions: activities that the patient names once and rates every time."""

    ask_name: str
    ask_score: str
    low: Decimal
    high: Decimal
    at_least: int
    at_most: int


@dataclass(frozen=True, slots=True)
class Scale:
    """What one score is made of."""

    id: str
    name: str
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Scoring:
    """How answers become numbers. ``says_change``: the score itself is a change, so 0 is where it began."""

    method: Method
    better: Better | None = None
    decimals: int = DECIMALS_KEPT
    reverse: frozenset[str] = frozenset()
    item_low: Decimal | None = None
    item_high: Decimal | None = None
    min_fraction: Decimal = Decimal(1)
    scales: tuple[Scale, ...] = ()
    says_change: bool = False


@dataclass(frozen=True, slots=True)
class Important:
    """The smallest change that matters, of a score and of a single activity; None where nobody knows it."""

    value: Decimal | None = None
    single_item: Decimal | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class Definition:
    """One published version of a measure."""

    items: tuple[Item, ...]
    activities: Activities | None
    anchors: Mapping[str, str]
    scoring: Scoring
    important: Important
    schedule: Schedule

    @classmethod
    def from_content(cls, content: Mapping[str, Any]) -> "Definition":
        """From the form in which packs write measures; an imported file is brought into it first."""
        items = tuple(_item(row) for row in content.get("items", ()))
        return cls(
            items=items,
            activities=_activities(content),
            anchors={str(value): text for value, text in content.get("anchors", {}).items()},
            scoring=_scoring(content["scoring"], items),
            important=_important(content.get("important_change", {})),
            schedule=Schedule.from_content(content.get("due", {})),
        )

    def item(self, name: str) -> Item:
        return next(item for item in self.items if item.id == name)


def is_comparable(one: Definition, other: Definition) -> bool:
    """Whether scores of two versions mean the same: alike but for words, dates and the important change."""
    return _bones(one) == _bones(other)


def _bones(definition: Definition) -> object:
    items = [
        (item.id, item.type, item.low, item.high, [(option.code, option.points) for option in item.options])
        for item in definition.items
    ]
    activities, scoring = definition.activities, definition.scoring
    scales = [(scale.id, scale.items) for scale in scoring.scales]
    return items, activities and (activities.low, activities.high), scales, replace(scoring, scales=())


def _item(row: Mapping[str, Any]) -> Item:
    shown = row.get("shown_when")
    return Item(
        id=row["id"],
        ask=row["ask"],
        type=ItemType(row["type"]),
        low=_number(row.get("min")),
        high=_number(row.get("max")),
        optional=bool(row.get("optional", False)),
        options=tuple(_options(row.get("options", ()))),
        shown_when=ShownWhen(shown["item"], shown["equals"]) if shown else None,
        heading=row.get("heading", ""),
    )


def _options(rows: Iterable[Mapping[str, Any]]) -> Iterable[Option]:
    """A pack's option counts its value; an imported one has a code, and points of its own or none."""
    for row in rows:
        points = row["points"] if "points" in row else row["v"]
        yield Option(str(row["v"]), row["t"], _number(points))


def _activities(content: Mapping[str, Any]) -> Activities | None:
    asked = content.get("item")
    if asked is None:
        return None
    return Activities(
        ask_name=asked["ask_name"],
        ask_score=asked["ask_score"],
        low=Decimal(str(asked["min"])),
        high=Decimal(str(asked["max"])),
        at_least=content["items_min"],
        at_most=content["items_max"],
    )


def _scoring(said: Mapping[str, Any], items: tuple[Item, ...]) -> Scoring:
    method = Method(said["method"])
    return Scoring(
        method=method,
        better=Better(said["better"]) if "better" in said else None,
        decimals=said.get("decimals", 1 if method in ROUNDED else DECIMALS_KEPT),
        reverse=frozenset(said.get("reverse_items", ())),
        item_low=_number(said.get("item_min")),
        item_high=_number(said.get("item_max")),
        min_fraction=Decimal(str(said.get("min_answered_fraction", 1))),
        scales=tuple(_scales(method, said.get("scales"), items)),
        says_change="success_if_gte" in said,
    )


def _scales(
    method: Method, said: Iterable[Mapping[str, Any]] | None, items: tuple[Item, ...]
) -> Iterable[Scale]:
    counting = [item for item in items if item.counts]
    if method == Method.NONE:
        return []
    if said:
        return [Scale(row["id"], row["name"], tuple(row["items"])) for row in said]
    if method == Method.EACH_ITEM:
        return [Scale(item.id, item.ask, (item.id,)) for item in counting]
    return [Scale(SCORE, "", tuple(item.id for item in counting if item.shown_when is None))]


def _important(said: Mapping[str, Any]) -> Important:
    return Important(
        value=_number(said.get("value", said.get("mean"))),
        single_item=_number(said.get("single_item")),
        source=said.get("source") or ", ".join(said.get("tags", ())),
    )


def _number(value: Any) -> Decimal | None:
    return None if value is None else Decimal(str(value))
