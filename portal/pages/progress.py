"""How it has gone so far: the share done, and pain and exercises day by day."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from common.plot import draw
from common.plot.shapes import Drawing, Role
from common.plot.svg import svg
from portal.pages.decisions import Changes
from programs.drawings import PAIN_TICKS
from programs.paper import PHONE, Paper, short_day
from programs.queries.course import Course, Lived
from programs.queries.progress import DayProgress
from programs.rules.adherence import Adherence, DayAdherence
from programs.rules.words import ItemState

DAYS_SHOWN = 56
HEIGHT = 190


@dataclass(frozen=True, slots=True)
class DayRow:
    on: date
    done_text: str
    pain_text: str


@dataclass(frozen=True, slots=True)
class Report:
    """One program; ``rows`` is the table behind the plot, the latest day first."""

    name: str
    percent_text: str
    sentence: str
    plot: SafeString | None
    rows: Sequence[DayRow]
    changes: Changes


def report_of(course: Course, lived: Lived, changes: Changes) -> Report:
    """The report of one program up to today."""
    days = lived.days[-DAYS_SHOWN:]
    pain = {day.on: day.pain for day in course.pain}
    measured = lived.standing.adherence
    return Report(
        name=lived.standing.program.name,
        percent_text=_percent_words(measured),
        sentence=_sentence(measured),
        plot=_plot(days, pain) if any(day.due or day.on in pain for day in days) else None,
        rows=[_row(day, pain.get(day.on)) for day in reversed(days)],
        changes=changes,
    )


def pain_sentence(course: Course) -> str:
    """Where the pain began and where it is; nothing while there is nothing to compare."""
    weeks = course.pain_weeks()
    if weeks is None or weeks.last is None:
        return ""
    text = _("Your worst pain in the last week was {last}, it was {first} in your first week.")
    return text.format(last=weeks.last, first=weeks.first)


def _percent_words(measured: Adherence) -> str:
    return "" if measured.percent is None else _("{n}%").format(n=int(measured.percent))


def _sentence(measured: Adherence) -> str:
    """What the number means: sets, as the number counts them, and days, as people do.

    The counts of exercises would say left and right as two. Nothing is hidden, nothing is scolded.
    """
    if measured.percent is None:
        return _("Nothing has been due yet.")
    sets = _("of your sets so far: {done} of {due}.").format(
        done=sum(day.done_sets for day in measured.days), due=sum(day.due for day in measured.days)
    )
    days = _days_words(measured.days)
    return f"{sets} {days}" if days else sets


def _days_words(days: Sequence[DayAdherence]) -> str:
    """How many of the days that are over were done; the day in progress is not judged yet."""
    counts = Counter(_day_state(day) for day in days if day.due and not day.open)
    words = {
        ItemState.DONE: _("{n} in full"),
        ItemState.PARTIAL: _("{n} in part"),
        ItemState.SKIPPED: _("{n} skipped"),
        ItemState.NOT_LOGGED: _("{n} not logged"),
    }
    parts = [text.format(n=counts[state]) for state, text in words.items() if counts[state]]
    return _("Days: {parts}.").format(parts=", ".join(parts)) if parts else ""


def _day_state(day: DayAdherence) -> ItemState:
    """Of a day that was partly skipped all that counts is that a part was done."""
    return ItemState.DONE if day.done_sets >= day.due else day.state


def _plot(days: Sequence[DayProgress], pain: Mapping[date, int]) -> SafeString:
    """Bars are what was done, the line is pain; both on the same days."""
    paper = Paper(days[0].on, days[-1].on, days[-1].on, PHONE)
    plane = paper.plane(HEIGHT)
    bars = [draw.Bar(day.on, 1, day.done / day.due) for day in days if day.due]
    points = [draw.Value(day.on, pain[day.on]) for day in days if day.on in pain]
    shapes = (
        *draw.grid(plane, PAIN_TICKS, str),
        *draw.bars(plane, bars),
        *draw.series(plane, Role.PAIN, points),
        *draw.days(plane, short_day),
    )
    label = _("Pain and exercises from {first} to {last}").format(
        first=date_format(paper.first, "j F"), last=date_format(paper.last, "j F")
    )
    return svg(Drawing(plane.width, plane.height, label, shapes))


def _row(day: DayProgress, pain: int | None) -> DayRow:
    return DayRow(day.on, _done_words(day), "" if pain is None else str(pain))


def _done_words(day: DayProgress) -> str:
    if day.state == ItemState.NOT_DUE:
        return _("rest")
    if not day.due:
        return _("still open")
    words = _("{done} of {due}").format(done=day.done, due=day.due)
    states = {ItemState.SKIPPED: _("skipped"), ItemState.NOT_LOGGED: _("not logged")}
    return f"{words}, {states[day.state]}" if day.state in states else words
