"""The only doors to screenings, stops, enquiries and questions. Missing and forbidden look the same."""

from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.access import Who, clinics_where
from accounts.models import Clinic
from accounts.permissions import Permission
from common.errors import NotFound
from patients.access import visible_patients
from patients.models import Enquiry, Patient, Question, Screening, Stop


def visible_screenings(by: Who, permission: Permission = Permission.VIEW_CLINICAL) -> QuerySet[Screening]:
    """The screenings of the patients whose clinical record this person may see; no visitor's."""
    return Screening.objects.filter(patient__in=visible_patients(by, permission))


def get_screening(by: Who, uuid: UUID | str) -> Screening:
    """One patient's screening by its UUID, with its form. Raises NotFound."""
    rows = visible_screenings(by).select_related("patient", "clinic", "form", "respondent")
    screening = rows.filter(uuid=uuid).first()
    if screening is None:
        raise NotFound(_("There is no such screening."))
    return screening


def visitor_screening(clinic: Clinic, uuid: UUID | str) -> Screening | None:
    """A visitor's answers, for whoever holds their id and nobody else: they carry no name."""
    rows = Screening.objects.filter(clinic=clinic, patient=None).select_related("form")
    return rows.filter(uuid=uuid).first()


def get_own_screening(patient: Patient, uuid: UUID | str) -> Screening:
    """One of a patient's own screenings, with the stop it raised. Raises NotFound."""
    rows = Screening.objects.filter(patient=patient).select_related("clinic", "form", "stop")
    screening = rows.filter(uuid=uuid).first()
    if screening is None:
        raise NotFound(_("There is no such screening."))
    return screening


def visible_stops(by: Who, permission: Permission = Permission.VIEW_CLINICAL) -> QuerySet[Stop]:
    """The stops of the patients whose clinical record this person may see."""
    return Stop.objects.filter(patient__in=visible_patients(by, permission))


def get_stop(by: Who, uuid: UUID | str, permission: Permission = Permission.VIEW_CLINICAL) -> Stop:
    """One stop by its UUID, with its patient and screening. Raises NotFound."""
    rows = visible_stops(by, permission).select_related("patient__clinic", "screening__form")
    stop = rows.filter(uuid=uuid).first()
    if stop is None:
        raise NotFound(_("There is no such stop."))
    return stop


def visible_enquiries(by: Who, permission: Permission = Permission.VIEW_PATIENTS) -> QuerySet[Enquiry]:
    """The enquiries at the clinics where this person holds the permission."""
    return Enquiry.objects.filter(clinic__in=clinics_where(by, permission))


def get_enquiry(by: Who, uuid: UUID | str, permission: Permission = Permission.VIEW_PATIENTS) -> Enquiry:
    """One enquiry by its UUID, with its screening. Raises NotFound."""
    rows = visible_enquiries(by, permission).select_related("clinic", "screening", "patient", "settled_by")
    enquiry = rows.filter(uuid=uuid).first()
    if enquiry is None:
        raise NotFound(_("There is no such enquiry."))
    return enquiry


def visible_questions(by: Who, permission: Permission = Permission.VIEW_CLINICAL) -> QuerySet[Question]:
    """The questions of the patients whose clinical record this person may see."""
    return Question.objects.filter(patient__in=visible_patients(by, permission))


def get_question(by: Who, uuid: UUID | str, permission: Permission = Permission.VIEW_CLINICAL) -> Question:
    """One question by its UUID, with its patient. Raises NotFound."""
    rows = visible_questions(by, permission).select_related("patient__clinic", "episode", "replied_by")
    question = rows.filter(uuid=uuid).first()
    if question is None:
        raise NotFound(_("There is no such question."))
    return question


def own_questions(patient: Patient) -> QuerySet[Question]:
    """A patient's own questions, the latest first."""
    return Question.objects.filter(patient=patient).select_related("episode").order_by("-asked_at", "-pk")


def get_own_question(patient: Patient, uuid: UUID | str) -> Question:
    """One of a patient's own questions. Raises NotFound."""
    question = own_questions(patient).filter(uuid=uuid).first()
    if question is None:
        raise NotFound(_("There is no such question."))
    return question
