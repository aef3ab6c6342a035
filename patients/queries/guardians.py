"""Who stands for a patient under 18, and what is missing while nobody does."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from patients.models import Patient, Proxy


def proxies_of(patient: Patient) -> list[Proxy]:
    """Everybody who has or had access to this patient's pages, those who have it first, then the latest."""
    rows = Proxy.objects.filter(patient=patient).select_related("user", "patient", "granted_by", "revoked_by")
    return sorted(rows.order_by("-pk"), key=lambda proxy: not proxy.is_in_force())


def guardian_of(patient: Patient) -> Proxy | None:
    """The guardian who acts for this patient now; the one who has done so longest."""
    rows = Proxy.objects.filter(patient=patient, is_guardian=True, revoked_at=None).select_related("user")
    for proxy in rows.select_related("user", "patient").order_by("pk"):
        if proxy.acts():
            return proxy
    return None


def guardian_problem(patient: Patient) -> str | Promise | None:
    """Why nothing may begin for this patient: under 18 and no guardian. None when nothing is missing."""
    if patient.is_minor() and guardian_of(patient) is None:
        return _("This patient is under 18. A parent or guardian has to be entered first.")
    return None


def reader_of(patient: Patient) -> User | None:
    """Who reads what is written to this patient: they, or the guardian of a child without a sign-in."""
    if patient.user or not patient.is_minor():
        return patient.user
    guardian = guardian_of(patient)
    return guardian.user if guardian else None


def came_of_age(patient: Patient) -> list[Proxy]:
    """Guardians whose access ended because the patient turned 18: somebody should tell both."""
    if patient.age() is None or patient.is_minor():
        return []
    rows = Proxy.objects.filter(patient=patient, is_guardian=True, revoked_at=None)
    return list(rows.select_related("user").order_by("pk"))
