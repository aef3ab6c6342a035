"""The progress report of an episode: what is wanted, what was done, what became of it.

The patient's own report leaves out what is written for clinicians: findings, results of tests, warning signs.
"""

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from common.pdf.blocks import Block, Bullets, Facts, Figure, Heading, Paragraph, Table
from common.pdf.setting import as_pdf
from common.plot.paper import STYLE
from common.plot.shapes import Drawing
from common.plot.svg import svg
from patients.models import Episode
from patients.words import change_words, important_words, kind_words, latest_words, number_words
from programs import drawings
from programs.documents.examined import examined
from programs.documents.letter import letter
from programs.paper import PRINT, Paper, paper_of
from programs.queries.course import Course, Lived, course_of
from programs.queries.packs import condition_names, test_names
from programs.words import so_far_words


class Reader(StrEnum):
    """Whom a report is for."""

    GP = "gp"
    PATIENT = "patient"


def report(episode: Episode, reader: Reader) -> bytes:
    """The report of an episode as it stands today; its patient and the clinic must be loaded."""
    patient = episode.patient
    language = patient.language if reader == Reader.PATIENT else patient.clinic.language
    with translation.override(language):
        blocks = list(_blocks(course_of(episode), reader))
        title = _("Your progress") if reader == Reader.PATIENT else _("Progress report")
        return as_pdf(letter(patient.clinic, title, blocks))


def _blocks(course: Course, reader: Reader) -> Iterator[Block]:
    names = test_names([course.episode.condition])
    yield _about(course)
    yield from _plan(course.programs)
    yield from _so_far(course, names)
    yield from _plots(course, names, paper_of(course, size=PRINT))
    if reader == Reader.GP:
        yield from examined(course)


def _about(course: Course) -> Facts:
    episode, patient = course.episode, course.episode.patient
    name = condition_names().get(episode.condition, episode.condition)
    side = str(episode.get_side_display()).lower()
    rows = [
        (_("Patient"), patient.name),
        (_("Born"), date_format(patient.date_of_birth, "j F Y") if patient.date_of_birth else ""),
        (_("Problem"), f"{name}, {side}"),
        (_("First felt"), date_format(episode.onset_on, "j F Y") if episode.onset_on else ""),
        (_("Goal"), episode.goal),
        (_("Physio in charge"), str(patient.primary_physio) if patient.primary_physio else ""),
    ]
    return Facts([row for row in rows if row[1]])


def _plan(programs: Sequence[Lived]) -> Iterator[Block]:
    if programs:
        yield Heading(_("Plan"))
    for lived in programs:
        standing = lived.standing
        yield Paragraph(f"{standing.program.name}. {_where(lived)}")
        yield Bullets(
            [
                _("{weeks}: {name}. {goal}").format(
                    weeks=weeks_words(stage.first_week, stage.last_week), name=stage.name, goal=stage.goal
                )
                for stage in standing.program.stages.all()
            ]
        )


def weeks_words(first: int, last: int) -> str:
    if first == last:
        return _("Week {n}").format(n=first)
    return _("Weeks {first} to {last}").format(first=first, last=last)


def _where(lived: Lived) -> str:
    standing, program = lived.standing, lived.standing.program
    began = _("Began on {day}.").format(day=date_format(program.start_on, "j F Y"))
    if program.ended_on:
        ended = _("Ended on {day}.").format(day=date_format(program.ended_on, "j F Y"))
        return f"{began} {ended}"
    week = _("Now in week {n} of {all}.").format(n=standing.week_reached, all=standing.weeks)
    return f"{began} {week}" if program.start_on <= standing.today else began


def _so_far(course: Course, names: Mapping[str, str]) -> Iterator[Block]:
    said = [so_far_words(lived.standing.adherence) for lived in course.programs]
    pain = course.pain_weeks()
    if pain:
        said.append(
            _("Worst pain in the first week {first} of 10, in the last seven days {last}.").format(
                first=pain.first, last=_("not said") if pain.last is None else pain.last
            )
        )
    yield Heading(_("So far"))
    yield Bullets(said) if said else Paragraph(_("Nothing has been recorded yet."), soft=True)
    if course.measures:
        yield _measures(course)
    if course.numbers:
        head = (_("Measured"), _("Last, and where it began"))
        rows = [(kind_words(series.code, names), latest_words(series)) for series in course.numbers]
        yield Table(_("Numbers measured"), head, rows)


def _measures(course: Course) -> Table:
    rows = [
        (
            f"{series.name}: {series.scale_name}" if series.scale_name else series.name,
            number_words(series.readings[0].value),
            number_words(series.readings[-1].value),
            _sentence(change_words(series)),
        )
        for series in course.measures
    ]
    return Table(_("Measures"), (_("Measure"), _("First"), _("Last"), _("Change")), rows)


def _sentence(text: str) -> str:
    return text.partition(", ")[2] or text


def _plots(course: Course, names: Mapping[str, str], paper: Paper) -> Iterator[Block]:
    found = list(_drawings(course, names, paper))
    if found:
        days = _("{first} to {last}").format(
            first=date_format(paper.first, "j F Y"), last=date_format(paper.last, "j F Y")
        )
        yield Heading(_("Over time, {days}").format(days=days))
    for caption, drawing in found:
        yield Figure(svg(drawing, STYLE), drawing.label, caption)


def _drawings(course: Course, names: Mapping[str, str], paper: Paper) -> Iterator[tuple[str, Drawing]]:
    if course.programs:
        yield _("Program weeks"), drawings.weeks(course.programs, paper)
    if course.pain:
        yield _("Worst pain of the day, 0 to 10"), drawings.pain(course.pain, paper)
    for lived in course.programs:
        if any(day.due for day in lived.days):
            yield _("Share of the sets done"), drawings.sessions(lived.days, paper)
    for measure in course.measures:
        name = f"{measure.name}: {measure.scale_name}" if measure.scale_name else measure.name
        said = important_words(measure)
        yield f"{name} ({said})" if said else name, drawings.measure(measure, paper)
    for number in course.numbers:
        name = kind_words(number.code, names)
        sides = _(": left solid, right dashed") if {"left", "right"} <= set(number.sides) else ""
        yield f"{name}{sides}", drawings.number(number, name, paper)
