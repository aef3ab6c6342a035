"""The handout of a program: stage by stage, each exercise with its dose week by week."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from common.pdf.blocks import Block, Bullets, Facts, Heading, Paragraph, Together
from common.pdf.setting import as_pdf
from programs.documents.letter import letter
from programs.documents.report import weeks_words
from programs.models import Prescription, Program, ProgramStage
from programs.queries.facts import dose_of
from programs.rules.clock import DAYS_A_WEEK
from programs.rules.schedule import sides_of
from programs.rules.words import BodySide, SideRule
from programs.words import dose_words, equipment_words


def handout(program: Program) -> bytes:
    """The plan as it stands now, to be printed; the patient and their clinic must be loaded."""
    clinic = program.patient.clinic
    with translation.override(program.patient.language):
        return as_pdf(letter(clinic, program.name, list(_blocks(program))))


def _blocks(program: Program) -> Iterator[Block]:
    rows = list(
        program.prescriptions.filter(effective_to=None)
        .select_related("exercise")
        .order_by("first_week", "-is_core", "position", "pk")
    )
    yield Facts(_about(program, rows))
    told: set[int] = set()
    for stage in program.stages.all():
        yield from _stage(program, stage, [row for row in rows if row.stage_id == stage.pk], told)
    yield Heading(_("If something is wrong"))
    yield Paragraph(
        _("In an emergency call {number}. For anything else ask your clinic.").format(
            number=program.patient.clinic.emergency_number
        )
    )


def _about(program: Program, rows: Sequence[Prescription]) -> list[tuple[str, str]]:
    codes = [code for row in rows for code in row.exercise.equipment]
    found = [
        (_("For"), program.patient.name),
        (_("Goal"), program.episode.goal),
        (_("First day"), date_format(program.start_on, "l j F Y")),
        (_("You need"), ", ".join(equipment_words(codes))),
    ]
    return [row for row in found if row[1]]


def _stage(
    program: Program, stage: ProgramStage, rows: Sequence[Prescription], told: set[int]
) -> Iterator[Block]:
    """``told``: the exercises explained so far; each is explained once."""
    yield Heading(f"{weeks_words(stage.first_week, stage.last_week)}: {stage.name}")
    yield Paragraph(stage.goal)
    by_place = sorted(rows, key=lambda row: (not row.is_core, row.position, row.exercise_id, row.first_week))
    for _place, found in groupby(by_place, key=lambda row: (not row.is_core, row.position, row.exercise_id)):
        lines = list(found)
        yield Together(list(_exercise(program, lines, is_new=lines[0].exercise_id not in told)))
        told.add(lines[0].exercise_id)


def _exercise(program: Program, rows: Sequence[Prescription], *, is_new: bool) -> Iterator[Block]:
    exercise = rows[0].exercise
    extra = "" if rows[0].is_core else _(" (extra, if you have the time)")
    yield Heading(f"{exercise.name}{extra}", level=2)
    yield Facts([(weeks_words(row.first_week, row.last_week), _dose(program, row)) for row in rows])
    if not is_new:
        yield Paragraph(_("How it is done: see above."), soft=True)
        return
    yield Paragraph(exercise.purpose)
    yield Bullets(exercise.instructions, numbered=True)
    yield Paragraph(_("Remember: {cue}").format(cue=exercise.cue))
    if exercise.cautions:
        yield Paragraph(_("Take care: {cautions}").format(cautions="; ".join(exercise.cautions)))


def _dose(program: Program, row: Prescription) -> str:
    sides = sides_of(SideRule(row.side), BodySide(program.side))
    days = len(row.days)
    often = (
        _("every day")
        if days == DAYS_A_WEEK
        else ngettext("{n} day a week", "{n} days a week", days).format(n=days)
    )
    return f"{dose_words(dose_of(row), sides)}; {often}"
