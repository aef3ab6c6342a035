"""One lane a subject: a drawing, what it comes to, and the table behind it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from common.plot.svg import svg
from desk.chart.marks import marks_of
from patients.queries.series import MeasureSeries, NumberSeries
from patients.queries.timeline import Event
from patients.words import (
    change_words,
    important_words,
    kind_words,
    latest_words,
    number_words,
    side_words,
    unit_words,
)
from programs import drawings
from programs.drawings import Marks
from programs.paper import Paper, paper_of
from programs.queries.bands import Band, BandKind, bands_of
from programs.queries.course import Course, Lived, Source
from programs.rules.words import ItemState
from programs.words import state_words

Row = Sequence[str]


@dataclass(frozen=True, slots=True)
class Lane:
    """``legend`` maps the role of a shape to its words; ``now`` says in words what the plot comes to."""

    name: str
    now: str
    svg: SafeString
    head: Row
    rows: Sequence[Row]
    legend: Sequence[tuple[str, str]] = ()


def lanes_of(course: Course, events: Sequence[Event], names: Mapping[str, str]) -> list[Lane]:
    """Every lane that has something to show; ``names`` are those of the single numbers."""
    paper = paper_of(course, (event.on for event in events))
    return list(_lanes(course, marks_of(events), names, paper))


def _lanes(course: Course, marks: Sequence[Marks], names: Mapping[str, str], paper: Paper) -> Iterator[Lane]:
    if course.programs:
        yield _weeks(course.programs, paper)
    if course.pain:
        yield _pain(course, paper)
    for lived in course.programs:
        if any(day.due for day in lived.days):
            yield _sessions(lived, paper)
    for measure in course.measures:
        yield _measure(measure, paper)
    for number in course.numbers:
        yield _number(number, names, paper)
    if marks:
        yield _happenings(marks, paper)


def _weeks(programs: Sequence[Lived], paper: Paper) -> Lane:
    bands = [(lived.standing.program, band) for lived in programs for band in _bands(lived, paper)]
    rows = [
        (program.name, _band_words(band), day(band.on), day(band.to - timedelta(days=1)), band.reason)
        for program, band in bands
    ]
    kinds = {band.kind for _program, band in bands}
    words = {
        BandKind.AGAIN: _("lived once more"),
        BandKind.PAUSE: _("paused"),
        BandKind.STOP: _("stopped by a warning sign"),
    }
    return Lane(
        name=_("Program weeks"),
        now=", ".join(lived.standing.program.name for lived in programs),
        svg=svg(drawings.weeks(programs, paper)),
        head=(_("Program"), _("Week"), _("From"), _("To"), _("Reason")),
        rows=rows,
        legend=[(drawings.BANDS[kind], text) for kind, text in words.items() if kind in kinds],
    )


def _bands(lived: Lived, paper: Paper) -> list[Band]:
    return bands_of(lived.standing.program, paper.today, paper.last)


def _band_words(band: Band) -> str:
    words = {
        BandKind.AGAIN: _("{n}, once more").format(n=band.week),
        BandKind.AHEAD: _("{n}, planned").format(n=band.week),
        BandKind.PAUSE: _("paused"),
        BandKind.STOP: _("stopped"),
    }
    return words.get(band.kind, str(band.week))


def _pain(course: Course, paper: Paper) -> Lane:
    sources = {Source.CHECK: _("daily check"), Source.SESSION: _("session")}
    last = course.pain[-1]
    return Lane(
        name=_("Pain"),
        now=_("worst of the day, 0 to 10; {n} on {day}").format(n=last.pain, day=date_format(last.on, "j M")),
        svg=svg(drawings.pain(course.pain, paper)),
        head=(_("Day"), _("Worst pain"), _("Said in")),
        rows=[(day(said.on), str(said.pain), sources[said.source]) for said in reversed(course.pain)],
    )


def _sessions(lived: Lived, paper: Paper) -> Lane:
    percent = lived.standing.adherence.percent
    return Lane(
        name=_("Sessions by week") if paper.is_long else _("Sessions by day"),
        now="" if percent is None else _("{n} % of the sets so far").format(n=int(percent)),
        svg=svg(drawings.sessions(lived.days, paper)),
        head=(_("Day"), _("State"), _("Sets done"), _("Sets due")),
        rows=[
            (day(one.on), state_words(one.state), str(one.done), str(one.due))
            for one in reversed(lived.days)
            if one.state != ItemState.NOT_DUE
        ],
        legend=[("done", _("sets done")), ("due", _("sets due"))],
    )


def _measure(series: MeasureSeries, paper: Paper) -> Lane:
    return Lane(
        name=f"{series.name}: {series.scale_name}" if series.scale_name else series.name,
        now=change_words(series),
        svg=svg(drawings.measure(series, paper)),
        head=(_("Day"), _("Value")),
        rows=[(day(reading.on), number_words(reading.value)) for reading in reversed(series.readings)],
        legend=[("band", important_words(series))] if series.important else [],
    )


def _number(series: NumberSeries, names: Mapping[str, str], paper: Paper) -> Lane:
    name = kind_words(series.code, names)
    return Lane(
        name=name,
        now=latest_words(series),
        svg=svg(drawings.number(series, name, paper)),
        head=(_("Day"), _("Side"), _("Value")),
        rows=[
            (
                day(reading.on),
                side_words(reading.side) or "–",
                f"{number_words(reading.value)} {unit_words(series.unit)}",
            )
            for reading in reversed(series.readings)
        ],
        legend=[(side, side_words(side)) for side in series.sides if side_words(side)],
    )


def _happenings(marks: Sequence[Marks], paper: Paper) -> Lane:
    told = sorted(((on, name, title) for name, found in marks for on, title in found), reverse=True)
    return Lane(
        name=_("What happened when"),
        now="",
        svg=svg(drawings.happenings(marks, paper)),
        head=(_("Day"), _("Kind"), _("What")),
        rows=[(day(on), name, title) for on, name, title in told],
    )


def day(on: date) -> str:
    return date_format(on, "D j M Y")
