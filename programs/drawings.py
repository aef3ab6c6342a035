"""The plots of an episode: one drawing a subject, all on the same days, for pages and for paper alike."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from common.plot import draw
from common.plot.plane import nice_bounds
from common.plot.shapes import Drawing, Role, Shape
from patients.queries.series import MeasureSeries, NumberSeries, Reading
from patients.words import number_words
from programs.paper import Paper
from programs.queries.bands import BandKind, bands_of
from programs.queries.course import Lived, PainDay
from programs.queries.progress import DayProgress

PAIN_TICKS = (0, 5, 10)
ROW = 18
SIDES = {"left": Role.LEFT, "right": Role.RIGHT}
BANDS = {
    BandKind.WEEK: Role.WEEK,
    BandKind.AGAIN: Role.AGAIN,
    BandKind.AHEAD: Role.AHEAD,
    BandKind.PAUSE: Role.PAUSE,
    BandKind.STOP: Role.STOP,
}
Marks = tuple[str, Sequence[tuple[date, str]]]


def pain(days: Sequence[PainDay], paper: Paper) -> Drawing:
    plane = paper.plane(130)
    values = [
        draw.Value(day.on, day.pain, _pointed(day.on, _("pain {n}").format(n=day.pain))) for day in days
    ]
    return paper.drawing(
        plane,
        _("Worst pain of the day, 0 to 10"),
        *draw.grid(plane, PAIN_TICKS, str),
        *draw.series(plane, Role.PAIN, values),
    )


def sessions(days: Sequence[DayProgress], paper: Paper) -> Drawing:
    """What was done of what was due: a bar a day, or a week where there are too many days."""
    plane = paper.plane(84, 0, 1)
    due = [day for day in days if day.due]
    bars = _weekly(due, paper.first) if paper.is_long else [_bar([day], day.on, 1) for day in due]
    grid = draw.grid(plane, (0, 1), lambda share: f"{share:.0%}")
    return paper.drawing(plane, _("Share of the sets done"), *grid, *draw.bars(plane, bars))


def _weekly(days: Sequence[DayProgress], first: date) -> list[draw.Bar]:
    return [_bar(found, start, 7) for start, found in draw.by_week(days, first)]


def _bar(days: Sequence[DayProgress], on: date, width: int) -> draw.Bar:
    done, due = sum(day.done for day in days), sum(day.due for day in days)
    said = _("{done} of {due} sets").format(done=done, due=due)
    return draw.Bar(on, width, done / due, _pointed(on, said))


def measure(series: MeasureSeries, paper: Paper) -> Drawing:
    """The grey band is what does not yet count as an important change for the better."""
    important = series.important or ()
    values = [*(reading.value for reading in series.readings), *important]
    low, high, ticks = nice_bounds([float(value) for value in series.bounds or values])
    plane = paper.plane(100, low, high)
    band = draw.band(plane, float(important[0]), float(important[1])) if important else ()
    return paper.drawing(
        plane,
        series.scale_name or series.name,
        *band,
        *draw.grid(plane, _fewer(ticks), _tick),
        *draw.series(plane, Role.BOTH, _values(series.readings)),
    )


def number(series: NumberSeries, name: str, paper: Paper) -> Drawing:
    """One line a side."""
    low, high, ticks = nice_bounds([float(reading.value) for reading in series.readings])
    plane = paper.plane(100, low, high)
    lines = [
        shape
        for side in series.sides
        for shape in draw.series(plane, SIDES.get(side, Role.BOTH), _values(series.of(side)))
    ]
    return paper.drawing(plane, name, *draw.grid(plane, _fewer(ticks), _tick), *lines)


def weeks(lived: Sequence[Lived], paper: Paper) -> Drawing:
    """A row a program: its weeks as lived, those repeated, the pauses, and what is ahead."""
    plane = paper.plane(22 + len(lived) * (ROW + 4), top=2)
    shapes: list[Shape] = []
    for row, one in enumerate(lived):
        spans = [
            draw.Span(
                BANDS[band.kind],
                band.on,
                band.to,
                _band_name(band.kind, band.week),
                _pointed(band.on, f"{_band_title(band.kind, band.week)} {band.reason}".strip()),
            )
            for band in bands_of(one.standing.program, paper.today, paper.last)
        ]
        shapes += draw.spans(plane, row, ROW, spans)
    return paper.drawing(plane, _("Program weeks"), *shapes)


def _band_name(kind: BandKind, week: int | None) -> str:
    names = {BandKind.PAUSE: _("pause"), BandKind.STOP: _("stop"), BandKind.AGAIN: f"{week} ↻"}
    return names.get(kind, str(week))


def _band_title(kind: BandKind, week: int | None) -> str:
    if week is None:
        return _("Stopped:") if kind == BandKind.STOP else _("Paused:")
    text = _("Week {n} once more") if kind == BandKind.AGAIN else _("Week {n}")
    return text.format(n=week)


def happenings(rows: Sequence[Marks], paper: Paper) -> Drawing:
    """A row of dots for each kind of thing that happened."""
    plane = paper.plane(22 + len(rows) * ROW, top=0)
    shapes: list[Shape] = []
    for row, (name, found) in enumerate(rows):
        values = [draw.Value(on, 0, _pointed(on, title)) for on, title in found]
        shapes += draw.marks(plane, row, ROW, name, values)
    return paper.drawing(plane, _("What happened when"), *shapes)


def _values(readings: Sequence[Reading]) -> list[draw.Value]:
    return [
        draw.Value(reading.on, float(reading.value), _pointed(reading.on, number_words(reading.value)))
        for reading in readings
    ]


def _pointed(on: date, text: str) -> str:
    return f"{date_format(on, 'D j F')}: {text}"


def _fewer(ticks: list[float]) -> list[float]:
    """At most four labels, the first and the last among them where they come out even."""
    step = 2 if len(ticks) > 4 else 1
    return ticks[::step]


def _tick(value: float) -> str:
    return number_words(Decimal(str(value)))
