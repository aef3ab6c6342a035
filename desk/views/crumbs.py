"""The ways back that several pages share."""

from django.urls import reverse
from django.utils.translation import gettext as _

from desk.pages import Crumb
from patients.models import Patient
from programs.models import Program
from scheduling.models import Appointment


def patients_crumb() -> Crumb:
    return Crumb(_("Patients"), reverse("admin:patients"))


def patient_crumb(patient: Patient) -> Crumb:
    return Crumb(patient.name, reverse("admin:patient", args=[patient.uuid]))


def documents_crumb(patient: Patient) -> Crumb:
    return Crumb(_("Assessments and notes"), reverse("admin:patient_documents", args=[patient.uuid]))


def program_crumb(program: Program) -> Crumb:
    return Crumb(program.name, reverse("admin:program", args=[program.uuid]))


def calendar_crumb() -> Crumb:
    return Crumb(_("Calendar"), reverse("admin:calendar"))


def appointment_crumb(appointment: Appointment) -> Crumb:
    return Crumb(appointment.patient.name, reverse("admin:appointment", args=[appointment.uuid]))
