"""The days that the drawings of one page share, and how wide they are drawn."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from common.plot import draw
from common.plot.plane import Plane
from common.plot.shapes import Drawing, Shape
from programs.queries.bands import bands_of
from programs.queries.course import Course

WEEKLY_FROM = 70  # days; more of them are drawn as weeks
SHORTEST = timedelta(days=13)
AHEAD = timedelta(days=21)  # of a running program, how much is shown before it comes


@dataclass(frozen=True, slots=True)
class Size:
    """How wide, and how much of it is kept for the labels at the left."""

    width: int
    left: int


SCREEN, PHONE, PRINT = Size(960, 104), Size(340, 34), Size(640, 64)


@dataclass(frozen=True, slots=True)
class Paper:
    """The days that all drawings of a page share, and how wide they are drawn."""

    first: date
    last: date
    today: date
    size: Size = SCREEN

    @property
    def is_long(self) -> bool:
        return (self.today - self.first).days >= WEEKLY_FROM

    def plane(
        self, height: int, low: float = 0, high: float = 10, *, top: int = 8, bottom: int = 22
    ) -> Plane:
        return Plane(
            first=self.first,
            last=self.last,
            low=low,
            high=high,
            width=self.size.width,
            height=height,
            left=self.size.left,
            top=top,
            bottom=bottom,
        )

    def drawing(self, plane: Plane, name: str, *shapes: Shape) -> Drawing:
        """A drawing with its days below and today marked; ``name`` says what it shows."""
        label = _("{name}, {first} to {last}. The numbers are in the table.").format(
            name=name, first=date_format(self.first, "j F Y"), last=date_format(self.last, "j F Y")
        )
        frame = (*draw.days(plane, short_day), *draw.today(plane, self.today))
        return Drawing(plane.width, plane.height, label, (*shapes, *frame))


def short_day(on: date) -> str:
    return date_format(on, "j M")


def paper_of(course: Course, also: Iterable[date] = (), size: Size = SCREEN) -> Paper:
    """From the first thing known to today, and on to the end of what is planned soon."""
    today = course.stretch.last
    first = min([today, *also, *_known(course)])
    planned = [
        band.to - timedelta(days=1)
        for standing in course.running
        for band in bands_of(standing.program, today, today + AHEAD)
        if band.week is not None
    ]
    return Paper(first, max([today, first + SHORTEST, *planned]), today, size)


def _known(course: Course) -> list[date]:
    return [
        *(standing.program.start_on for standing in course.standings),
        *(day.on for day in course.pain),
        *(reading.on for series in course.measures for reading in series.readings),
        *(reading.on for series in course.numbers for reading in series.readings),
    ]
