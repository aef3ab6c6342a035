"""Lists of patients, and what is known about one besides their care."""

from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Lower

from accounts.access import Who
from common import clock
from patients.access import visible_episodes, visible_patients
from patients.models import Episode, Invitation, Patient, Preferences


def patient_list(by: Who, search: str = "") -> QuerySet[Patient]:
    """The clinic's patients by name; ``is_invited`` says whether a way in is open and unused."""
    open_invitations = Invitation.objects.filter(
        patient=OuterRef("pk"), used_at=None, revoked_at=None, expires_at__gt=clock.now()
    )
    found = visible_patients(by).annotate(is_invited=Exists(open_invitations), by_name=Lower("name"))
    return matching(found.select_related("primary_physio").order_by("by_name", "pk"), search)


def matching(patients: QuerySet[Patient], search: str) -> QuerySet[Patient]:
    """Patients whose name, e-mail or phone holds every word of the search."""
    for word in search.split():
        patients = patients.filter(
            Q(name__icontains=word) | Q(email__icontains=word) | Q(phone__icontains=_digits(word) or word)
        )
    return patients


def _digits(word: str) -> str:
    """A part of a phone number as it stands in the kept form, without the zero dialled inside a country."""
    return "".join(filter(str.isdigit, word)).lstrip("0") if word.strip("+-/().0123456789") == "" else ""


def open_invitation(patient: Patient) -> Invitation | None:
    """The way in that this patient has not used yet, if one is open."""
    return Invitation.objects.filter(
        patient=patient, used_at=None, revoked_at=None, expires_at__gt=clock.now()
    ).first()


def episodes_of(patient: Patient) -> list[Episode]:
    """All episodes, the open ones first, then the latest."""
    return list(Episode.objects.filter(patient=patient).order_by("-status", "-pk"))


def episode_list(by: Who, *, patient: UUID | None = None, status: str = "") -> QuerySet[Episode]:
    """The episodes this person may see: all, or one patient's, or those in one state."""
    found = visible_episodes(by).select_related("patient")
    if patient:
        found = found.filter(patient__uuid=patient)
    return found.filter(status=status) if status else found


def age(patient: Patient) -> int | None:
    """Whole years on the patient's own today; None when the date of birth is not known."""
    born = patient.date_of_birth
    return None if born is None else _years_between(born, clock.today_in(patient.time_zone))


def _years_between(born: date, today: date) -> int:
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))


def preferences_of(patient: Patient) -> Preferences:
    """How a patient wants to be reminded; the defaults while they have said nothing."""
    return Preferences.objects.filter(patient=patient).first() or Preferences(patient=patient)
