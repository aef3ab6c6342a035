"""A measure as a form on a page, for the patient's pages and the staff's: its questions, and what was posted.

The answers themselves are checked where they are stored; here they only change from words into values.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from patients.measure_words import plain
from patients.rules.answers import NAME_LENGTH, TEXT_LENGTH
from patients.rules.definition import ACTIVITIES, NUMBERS, Activities, Definition, Item, ItemType

YES, NO = "yes", "no"
# As many numbers as can be tapped; what has more is typed.
MOST_TAPS = 11
A_ROW = 6
Errors = Mapping[str, Sequence[Any]]


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to tap, and the word that stands at it, if one does."""

    value: str
    text: str
    word: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """One question: ``kind`` is taps, list, yes_no, number, text or display."""

    name: str
    ask: str
    kind: str
    heading: str = ""
    choices: tuple[Choice, ...] = ()
    value: str = ""
    optional: bool = False
    whole: bool = True
    low: str = ""
    high: str = ""
    longest: int = TEXT_LENGTH
    shown_when: str = ""
    shown_for: str = ""
    error: str = ""

    @property
    def words(self) -> tuple[Choice, ...]:
        """The choices that have a word at them."""
        return tuple(choice for choice in self.choices if choice.word)

    @property
    def rows(self) -> tuple[tuple[Choice, ...], ...]:
        """What can be tapped, in rows that fit on a phone."""
        return tuple(self.choices[start : start + A_ROW] for start in range(0, len(self.choices), A_ROW))


@dataclass(frozen=True, slots=True)
class ActivityRow:
    """One activity: its name, given or to be given, and how well it goes."""

    place: int
    name: str
    is_given: bool
    needed: bool
    error: str
    rating: Question


def questions(definition: Definition, answers: Mapping[str, Any], errors: Errors) -> list[Question]:
    """The questions with what was answered so far. A heading stands at the first of its group only."""
    found, told = [], ""
    for item in definition.items:
        heading = item.heading if item.heading != told else ""
        told = item.heading
        found.append(_question(item, definition, heading, answers.get(item.id), errors))
    return found


def activity_rows(
    activities: Activities,
    anchors: Mapping[str, str],
    answers: Mapping[str, Any],
    named: Sequence[str],
    errors: Errors,
) -> list[ActivityRow]:
    """Those named before, to be rated again; or as many rows as may be named."""
    told = answers.get(ACTIVITIES) or []
    count = len(named) or activities.at_most
    return [
        _activity(activities, anchors, place, told[place] if place < len(told) else {}, named, errors)
        for place in range(count)
    ]


def posted(definition: Definition, data: Mapping[str, Any]) -> dict[str, Any]:
    """The answers of a form, as values. What cannot be one stays as it is and is refused later."""
    if definition.activities:
        return {ACTIVITIES: list(_posted_activities(definition.activities, data))}
    said = {item.id: data.get(item.id, "") for item in definition.items if item.type != ItemType.DISPLAY}
    return {name: _value(definition.item(name), text) for name, text in said.items() if str(text).strip()}


def _question(item: Item, definition: Definition, heading: str, answer: Any, errors: Errors) -> Question:
    choices = tuple(_choices(item, definition.anchors))
    when = item.shown_when
    return Question(
        name=item.id,
        ask=item.ask,
        kind=_kind(item, choices),
        heading=heading,
        choices=choices,
        value=_text(answer),
        optional=item.optional,
        whole=item.type == ItemType.INTEGER,
        low="" if item.low is None else plain(item.low),
        high="" if item.high is None else plain(item.high),
        shown_when=when.item if when else "",
        shown_for=_text(when.equals) if when else "",
        error=_error(errors, item.id),
    )


def _kind(item: Item, choices: Sequence[Choice]) -> str:
    if item.type in NUMBERS:
        return "taps" if choices else "number"
    kinds = {ItemType.CHOICE: "list", ItemType.BOOLEAN: "yes_no", ItemType.TEXT: "text"}
    return kinds.get(item.type, "display")


def _choices(item: Item, anchors: Mapping[str, str]) -> Iterator[Choice]:
    if item.type == ItemType.CHOICE:
        yield from (Choice(option.code, option.text) for option in item.options)
    elif item.type == ItemType.INTEGER and item.low is not None and item.high is not None:
        yield from _numbers(int(item.low), int(item.high), anchors)


def _numbers(low: int, high: int, anchors: Mapping[str, str]) -> Iterator[Choice]:
    if high - low < MOST_TAPS:
        yield from (Choice(str(n), str(n), anchors.get(str(n), "")) for n in range(low, high + 1))


def _activity(
    activities: Activities,
    anchors: Mapping[str, str],
    place: int,
    told: Mapping[str, Any],
    named: Sequence[str],
    errors: Errors,
) -> ActivityRow:
    name = named[place] if named else str(told.get("name", ""))
    rating = Question(
        name=f"score-{place}",
        ask=activities.ask_score,
        kind="taps",
        choices=tuple(_numbers(int(activities.low), int(activities.high), anchors)),
        value=_text(told.get("score")),
        error=_error(errors, f"{ACTIVITIES}.{place}.score"),
    )
    needed = bool(named) or place < activities.at_least
    return ActivityRow(place, name, bool(named), needed, _error(errors, f"{ACTIVITIES}.{place}.name"), rating)


def _posted_activities(activities: Activities, data: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Rows that say anything at all, in their order."""
    for place in range(activities.at_most):
        name, rating = str(data.get(f"name-{place}", "")).strip(), data.get(f"score-{place}", "")
        if name or rating:
            yield {"name": name[: NAME_LENGTH + 1], "score": _number(str(rating)) if rating else None}


def _value(item: Item, text: Any) -> Any:
    if item.type in NUMBERS:
        return _number(str(text))
    if item.type == ItemType.BOOLEAN:
        return {YES: True, NO: False}.get(str(text), text)
    return text


def _number(text: str) -> Any:
    """A number however it was typed; what is none stays text."""
    try:
        number = float(text.strip().replace(",", "."))
    except ValueError:
        return text
    return int(number) if number.is_integer() else number


def _text(answer: Any) -> str:
    if answer is None:
        return ""
    if isinstance(answer, bool):
        return YES if answer else NO
    return str(answer)


def _error(errors: Errors, name: str) -> str:
    return " ".join(str(problem) for problem in errors.get(name, ()))
