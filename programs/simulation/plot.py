"""The course of everybody as a picture: for each kind, how many had finished by which day."""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from common.plot.draw import Value, days, grid
from common.plot.paper import STYLE
from common.plot.plane import Plane
from common.plot.shapes import Drawing, Line, Role, Shape, Text
from common.plot.svg import svg
from programs.simulation.people import Kind
from programs.simulation.plan import START
from programs.simulation.world import Ending, Story

WIDTH, PANEL, GAP = 640, 110, 34
LEFT, BOTTOM = 48, 26
TICKS = (0, 50, 100)


def drawing(after: Sequence[Story], before: Sequence[Story] = ()) -> str:
    """SVG markup: a panel for each kind; with `before` that course as a second, dashed line."""
    kinds = [kind for kind in Kind if any(story.kind == kind for story in after)]
    height = (PANEL + GAP) * len(kinds) + BOTTOM
    last = max(story.days for story in (*after, *before))
    shapes = [
        shape
        for number, kind in enumerate(kinds)
        for shape in _panel(_plane(number, height, last), kind, after, before)
    ]
    below = _plane(len(kinds) - 1, height, last)
    shapes += days(below, lambda on: f"day {(on - START).days}")
    label = "How many of each kind had finished by which day"
    return str(svg(Drawing(WIDTH, height, label, shapes), STYLE))


def _plane(number: int, height: int, last: int) -> Plane:
    top = (PANEL + GAP) * number + GAP - 8
    return Plane(
        first=START,
        last=START + timedelta(days=last + 1),
        high=100,
        width=WIDTH,
        height=height,
        left=LEFT,
        top=top,
        bottom=height - top - PANEL,
    )


def _panel(plane: Plane, kind: Kind, after: Sequence[Story], before: Sequence[Story]) -> Iterator[Shape]:
    yield from grid(plane, TICKS, lambda tick: f"{tick:g} %")
    if before:
        yield _course(plane, Role.RIGHT, _of(kind, before))
    yield _course(plane, Role.LEFT, _of(kind, after))
    yield Text(Role.NAME, plane.left, plane.top - 8, _name(kind, after, before), "start")


def _name(kind: Kind, after: Sequence[Story], before: Sequence[Story]) -> str:
    now = f"{kind}: {_share(_of(kind, after)):.0f} % finished"
    return f"{now}, before (dashed) {_share(_of(kind, before)):.0f} %" if before else now


def _of(kind: Kind, stories: Sequence[Story]) -> list[Story]:
    return [story for story in stories if story.kind == kind]


def _share(stories: Sequence[Story], by_day: int | None = None) -> float:
    done = [
        story
        for story in stories
        if story.ending == Ending.FINISHED and (by_day is None or story.days <= by_day)
    ]
    return 100 * len(done) / len(stories)


def _course(plane: Plane, role: Role, stories: Sequence[Story]) -> Line:
    """Steps: level between two days on which somebody finished."""
    last = (plane.last - plane.first).days
    ends = sorted({story.days for story in stories if story.ending == Ending.FINISHED})
    values = [Value(plane.first, 0)]
    for day in ends:
        on = plane.first + timedelta(days=day)
        values += [Value(on, values[-1].value), Value(on, _share(stories, day))]
    values.append(Value(plane.first + timedelta(days=last), values[-1].value))
    return Line(role, [(plane.x(value.on), plane.y(value.value)) for value in values])
