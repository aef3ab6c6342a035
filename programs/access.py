"""The only doors to programs, prescriptions and the library. Missing and forbidden look the same."""

from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from accounts.access import Who, may
from accounts.permissions import Permission
from common.errors import NotFound
from patients.access import visible_patients
from patients.models import Patient
from programs.models import Decision, Exercise, Prescription, Program, ProgramTemplate


def visible_programs(by: Who, permission: Permission = Permission.VIEW_CLINICAL) -> QuerySet[Program]:
    """The programs of the patients whose clinical record this person may see."""
    return Program.objects.filter(patient__in=visible_patients(by, permission))


def get_program(by: Who, uuid: UUID | str, permission: Permission = Permission.VIEW_CLINICAL) -> Program:
    """One program by its UUID, with its patient. Raises NotFound."""
    program = visible_programs(by, permission).select_related("patient").filter(uuid=uuid).first()
    if program is None:
        raise NotFound(_("There is no such program."))
    return program


def own_programs(patient: Patient) -> QuerySet[Program]:
    """A patient's own programs."""
    return Program.objects.filter(patient=patient)


def get_own_program(patient: Patient, uuid: UUID | str) -> Program:
    """One of a patient's own programs. Raises NotFound."""
    program = own_programs(patient).select_related("patient").filter(uuid=uuid).first()
    if program is None:
        raise NotFound(_("There is no such program."))
    return program


def get_own_exercise(patient: Patient, uuid: UUID | str) -> Exercise:
    """One exercise that was ever prescribed to a patient. Raises NotFound."""
    prescribed = Prescription.objects.filter(program__patient=patient, exercise=OuterRef("pk"))
    found = Exercise.objects.filter(Exists(prescribed), uuid=uuid).first()
    if found is None:
        raise NotFound(_("There is no such exercise."))
    return found


def visible_prescriptions(
    by: Who, permission: Permission = Permission.VIEW_CLINICAL
) -> QuerySet[Prescription]:
    """The prescriptions of the programs this person may see."""
    return Prescription.objects.filter(program__in=visible_programs(by, permission))


def get_prescription(
    by: Who, uuid: UUID | str, permission: Permission = Permission.VIEW_CLINICAL
) -> Prescription:
    """One prescription by its UUID, with its program, patient and exercise. Raises NotFound."""
    prescription = (
        visible_prescriptions(by, permission)
        .select_related("program__patient", "exercise")
        .filter(uuid=uuid)
        .first()
    )
    if prescription is None:
        raise NotFound(_("There is no such prescription."))
    return prescription


def visible_decisions(by: Who, permission: Permission = Permission.VIEW_CLINICAL) -> QuerySet[Decision]:
    """The decisions about the patients whose clinical record this person may see."""
    return Decision.objects.filter(patient__in=visible_patients(by, permission))


def get_decision(by: Who, uuid: UUID | str, permission: Permission = Permission.VIEW_CLINICAL) -> Decision:
    """One decision by its UUID, with its program and patient. Raises NotFound."""
    rows = visible_decisions(by, permission).select_related("program__patient", "answer")
    decision = rows.filter(uuid=uuid).first()
    if decision is None:
        raise NotFound(_("There is no such decision."))
    return decision


def visible_exercises(by: Who) -> QuerySet[Exercise]:
    """The current packs' exercises, for whoever may see clinical content anywhere."""
    if not may(by, Permission.VIEW_CLINICAL):
        return Exercise.objects.none()
    return Exercise.objects.filter(pack__is_current=True)


def get_exercise(by: Who, uuid: UUID | str) -> Exercise:
    """One exercise by its UUID, with its neighbours; of an earlier pack too. Raises NotFound."""
    exercise = (
        Exercise.objects.select_related("easier", "harder").filter(uuid=uuid).first()
        if may(by, Permission.VIEW_CLINICAL)
        else None
    )
    if exercise is None:
        raise NotFound(_("There is no such exercise."))
    return exercise


def visible_templates(by: Who) -> QuerySet[ProgramTemplate]:
    """The current packs' templates, for whoever may see clinical content anywhere."""
    if not may(by, Permission.VIEW_CLINICAL):
        return ProgramTemplate.objects.none()
    return ProgramTemplate.objects.filter(pack__is_current=True)


def get_template(by: Who, uuid: UUID | str) -> ProgramTemplate:
    """One offered template by its UUID, with its pack. Raises NotFound."""
    template = visible_templates(by).select_related("pack").filter(uuid=uuid).first()
    if template is None:
        raise NotFound(_("There is no such program template."))
    return template
