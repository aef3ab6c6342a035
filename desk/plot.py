"""The geometry of the pain and adherence plot: days into coordinates. The table behind it has the numbers."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from programs.queries.progress import DayProgress

WIDTH, HEIGHT = 720, 200
LEFT, RIGHT, TOP, BOTTOM = 34, 34, 12, 26
PAIN_TICKS = (0, 2, 4, 6, 8, 10)


@dataclass(frozen=True, slots=True)
class Bar:
    """A day on which something was due: how high the due and how high the done part is."""

    x: float
    width: float
    due_y: float
    due_height: float
    done_y: float
    done_height: float


@dataclass(frozen=True, slots=True)
class Mark:
    """A point, or a label at a point."""

    x: float
    y: float
    text: str


@dataclass(frozen=True, slots=True)
class Plot:
    width: int
    height: int
    left: int
    right: int
    bars: Sequence[Bar]
    points: Sequence[Mark]
    lines: Sequence[str]
    ticks: Sequence[Mark]
    weeks: Sequence[Mark]


def plot_of(days: Sequence[DayProgress]) -> Plot | None:
    """The plot of some days, one column a day; None when there is no day to show."""
    if not days:
        return None
    column = (WIDTH - LEFT - RIGHT) / max(len(days), 14)
    middles = [LEFT + column * (index + 0.5) for index in range(len(days))]
    points = [
        Mark(round(x, 1), _pain_y(day.pain), str(day.pain)) if day.pain is not None else None
        for x, day in zip(middles, days, strict=True)
    ]
    return Plot(
        width=WIDTH,
        height=HEIGHT,
        left=LEFT,
        right=WIDTH - RIGHT,
        bars=[_bar(x, column, day) for x, day in zip(middles, days, strict=True) if day.due],
        points=[point for point in points if point],
        lines=_lines(points),
        ticks=[Mark(LEFT - 8, _pain_y(pain), str(pain)) for pain in PAIN_TICKS],
        weeks=[
            Mark(round(LEFT + column * index, 1), HEIGHT - 8, _("week %(n)d") % {"n": index // 7 + 1})
            for index in range(0, len(days), 7)
        ],
    )


def _bar(x: float, column: float, day: DayProgress) -> Bar:
    full = HEIGHT - BOTTOM - TOP
    done = full * day.done / day.due
    width = max(column - 3, 2)
    return Bar(
        x=round(x - width / 2, 1),
        width=round(width, 1),
        due_y=TOP,
        due_height=full,
        done_y=round(TOP + full - done, 1),
        done_height=round(done, 1),
    )


def _pain_y(pain: int) -> float:
    return round(TOP + (HEIGHT - BOTTOM - TOP) * (10 - pain) / 10, 1)


def _lines(points: Sequence[Mark | None]) -> list[str]:
    """One line through the pains that were given; days without an answer do not cut it."""
    known = [point for point in points if point]
    return [" ".join(f"{point.x},{point.y}" for point in known)] if len(known) > 1 else []
