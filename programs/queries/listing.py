"""Lists of assigned programs and of what they prescribe, for staff."""

from uuid import UUID

from django.db.models import QuerySet

from accounts.access import Who
from programs.access import visible_prescriptions, visible_programs
from programs.models import Prescription, Program
from programs.queries.weeks import with_weeks


def program_list(by: Who, *, patient: UUID | None = None, status: str = "") -> QuerySet[Program]:
    """The programs this person may see: all, or one patient's, or those in one state."""
    found = visible_programs(by).select_related("patient", "episode", "template", "pack")
    if patient:
        found = found.filter(patient__uuid=patient)
    return found.filter(status=status) if status else found


def with_detail(program: Program) -> Program:
    """A program that this person was let to, with all that its weeks are told from."""
    found = Program.objects.select_related("patient", "episode", "template", "pack")
    return with_weeks(found.filter(pk=program.pk)).get()


def prescription_list(
    by: Who, *, program: UUID | None = None, is_open: bool | None = None
) -> QuerySet[Prescription]:
    """What is prescribed: of all programs or of one; only what holds now, or only what was replaced."""
    found = visible_prescriptions(by).select_related("program", "stage", "exercise", "replaces")
    if program:
        found = found.filter(program__uuid=program)
    return found if is_open is None else found.filter(effective_to__isnull=is_open)
