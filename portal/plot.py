"""The geometry of the plot of pain and exercises by day. Pure: numbers in, SVG coordinates out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 340, 190
LEFT, RIGHT, TOP, BOTTOM = 26, 334, 10, 164
TICKS = (0, 5, 10)
PAIN_MAX = 10
BAR_SHARE = 0.62  # of the width of a day
WIDEST_BAR = 18.0


@dataclass(frozen=True, slots=True)
class PlotDay:
    """One day: sets due and done, the most pain said; the label stands under it if it has one."""

    due: int
    done: int
    pain: int | None
    label: str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    x: float
    width: float
    due_y: float
    due_height: float
    done_y: float
    done_height: float


@dataclass(frozen=True, slots=True)
class Point:
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Text:
    x: float
    y: float
    text: str
    anchor: str = "middle"


@dataclass(frozen=True, slots=True)
class Plot:
    bars: Sequence[Bar]
    points: Sequence[Point]
    lines: Sequence[str]
    labels: Sequence[Text]
    ticks: Sequence[Text]
    label: str
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = RIGHT


def plot_of(days: Sequence[PlotDay], label: str) -> Plot:
    """Bars show the share done of what was due, the line pain on the days it was said."""
    points = [(at, _point(at, len(days), day.pain)) for at, day in enumerate(days) if day.pain is not None]
    return Plot(
        bars=[_bar(at, len(days), day) for at, day in enumerate(days) if day.due],
        points=[point for _at, point in points],
        lines=[_path([point for _at, point in points])] if len(points) > 1 else [],
        labels=list(_labels(days)),
        ticks=[Text(LEFT - 6, _y(tick), str(tick), "end") for tick in TICKS],
        label=label,
    )


def _x(at: int, days: int) -> float:
    """The middle of a day."""
    return round(LEFT + (RIGHT - LEFT) * (at + 0.5) / days, 2)


def _y(pain: float) -> float:
    return round(BOTTOM - (BOTTOM - TOP) * pain / PAIN_MAX, 2)


def _point(at: int, days: int, pain: int) -> Point:
    return Point(_x(at, days), _y(pain))


def _bar(at: int, days: int, day: PlotDay) -> Bar:
    width = round(min((RIGHT - LEFT) / days * BAR_SHARE, WIDEST_BAR), 2)
    done_y = _y(PAIN_MAX * min(day.done / day.due, 1))
    return Bar(
        x=round(_x(at, days) - width / 2, 2),
        width=width,
        due_y=TOP,
        due_height=BOTTOM - TOP,
        done_y=done_y,
        done_height=round(BOTTOM - done_y, 2),
    )


def _path(points: Sequence[Point]) -> str:
    return "M" + " L".join(f"{point.x} {point.y}" for point in points)


def _labels(days: Sequence[PlotDay]) -> Iterator[Text]:
    for at, day in enumerate(days):
        if day.label:
            yield Text(_x(at, len(days)), HEIGHT - 8, day.label)
