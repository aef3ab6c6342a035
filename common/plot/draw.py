"""The parts of a plot: grid, days, bars, bands, series. A plot is the sum of the parts it needs."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol, TypeVar

from common.plot.plane import Plane, date_ticks
from common.plot.shapes import Dot, Line, Rect, Role, Shape, Text

WIDEST_BAR = 18.0
BAR_SHARE = 0.7  # of the width of its days
LETTER = 6.2  # about how wide one is
BASELINE = 4  # from the middle of a line of text down to where the letters stand


@dataclass(frozen=True, slots=True)
class Value:
    """A number on a day; ``title`` is what a pointer that rests on it is told."""

    on: date
    value: float
    title: str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """Some days, and which share of what was due on them was done."""

    on: date
    days: int
    share: float
    title: str = ""


@dataclass(frozen=True, slots=True)
class Span:
    """Days from ``on`` to before ``to`` that have a name."""

    role: Role
    on: date
    to: date
    text: str
    title: str = ""


def grid(plane: Plane, ticks: Sequence[float], say: Callable[[float], str]) -> Iterator[Shape]:
    """A line and a label at each tick."""
    for tick in ticks:
        y = plane.y(tick)
        yield Line(Role.GRID, [(plane.left, y), (plane.width - plane.right, y)])
        yield Text(Role.TICK, plane.left - 8, y + BASELINE, say(tick), "end")


def days(plane: Plane, say: Callable[[date], str]) -> Iterator[Shape]:
    """Labels of days along the bottom. One too near to the border is left out rather than cut."""
    for on in date_ticks(plane):
        text = say(on)
        if plane.x(on) + len(text) * LETTER / 2 <= plane.width:
            yield Text(Role.TICK, plane.x(on), plane.height - 6, text)


def today(plane: Plane, on: date) -> Iterator[Shape]:
    """An upright line through a day."""
    if plane.has(on):
        yield Line(Role.TODAY, [(plane.x(on), plane.top - 4), (plane.x(on), plane.floor + 2)])


def bars(plane: Plane, shown: Iterable[Bar]) -> Iterator[Shape]:
    """What was due as a full bar, and what was done inside it."""
    for bar in shown:
        width = round(min(plane.day * bar.days * BAR_SHARE, WIDEST_BAR * max(1, bar.days / 2)), 1)
        x = round(plane.edge(bar.on) + (plane.day * bar.days - width) / 2, 1)
        full = plane.floor - plane.top
        done = round(full * min(bar.share, 1), 1)
        yield Rect(Role.DUE, x, plane.top, width, full, bar.title)
        if done:
            yield Rect(Role.DONE, x, round(plane.floor - done, 1), width, done, bar.title)


def band(plane: Plane, low: float, high: float) -> Iterator[Shape]:
    """The values between two numbers, over the whole width."""
    top, bottom = plane.y(max(low, high)), plane.y(min(low, high))
    yield Rect(Role.BAND, plane.left, top, plane.width - plane.left - plane.right, round(bottom - top, 1))


def series(plane: Plane, role: Role, values: Sequence[Value]) -> Iterator[Shape]:
    """One line through what is known, a dot at each; days without an answer do not cut it."""
    points = [(plane.x(value.on), plane.y(value.value)) for value in values]
    if len(points) > 1:
        yield Line(role, points)
    for value, (x, y) in zip(values, points, strict=True):
        yield Dot(role, x, y, value.title)


def spans(plane: Plane, row: int, height: int, shown: Iterable[Span]) -> Iterator[Shape]:
    """Named stretches of days in one row; the name where it fits, else only for the pointer."""
    y = plane.top + row * (height + 4)
    for span in shown:
        x, end = plane.edge(span.on), plane.edge(span.to)
        if end <= x:
            continue
        yield Rect(span.role, x + 0.5, y, round(end - x - 1, 1), height, span.title)
        if len(span.text) * LETTER <= end - x:
            yield Text(Role.NAME, round((x + end) / 2, 1), y + height / 2 + BASELINE, span.text)


def marks(plane: Plane, row: int, height: int, name: str, shown: Iterable[Value]) -> Iterator[Shape]:
    """One row of dots on a line with a name at its left: what happened when."""
    y = plane.top + row * height + height / 2
    yield Line(Role.GRID, [(plane.left, y), (plane.width - plane.right, y)])
    yield Text(Role.TICK, plane.left - 8, y + BASELINE, name, "end")
    for value in shown:
        if plane.has(value.on):
            yield Dot(Role.MARK, plane.x(value.on), y, value.title)


class Dated(Protocol):
    @property
    def on(self) -> date: ...


D = TypeVar("D", bound=Dated)


def by_week(shown: Iterable[D], first: date) -> list[tuple[date, list[D]]]:
    """Days put together into weeks that are counted from the first."""
    weeks: dict[date, list[D]] = {}
    for one in shown:
        start = one.on - timedelta(days=(one.on - first).days % 7)
        weeks.setdefault(start, []).append(one)
    return list(weeks.items())
