"""Whose pages somebody has open, and whether they may write there: one rule for the portal and the API."""

from uuid import UUID

from django.utils.translation import gettext as _

from accounts.models import User
from common.errors import NotAllowed, NotFound
from patients.access import get_proxy, own_patient
from patients.models import Patient, Proxy
from patients.queries.consents import texts_to_agree
from patients.queries.guardians import guardian_problem


def open_pages(by: User, patient: UUID | str | None) -> Proxy | None:
    """For the rest of the request ``own_patient(by)`` is the picked patient; None picks their own.

    Returns the access by which a carer comes in. Raises NotFound when there is none today.
    """
    by.acting_for = None
    if patient is None or _is_own(by, patient):
        return None
    proxy = get_proxy(by, patient)
    by.acting_for = proxy.patient.uuid
    return proxy


def check_may_write(by: User, proxy: Proxy | None) -> None:
    """May this person log and answer on the pages they have open?

    Raises NotFound for whoever is no patient, and NotAllowed: ``view_only`` for a carer who may only look,
    ``guardian_needed`` under 18, ``consent_needed`` while something has to be agreed to first.
    """
    patient = own_patient(by)
    if proxy and not proxy.acts():
        raise NotAllowed(
            _("You may look at these pages, not change them. The clinic can change that."), code="view_only"
        )
    if problem := guardian_problem(patient):
        raise NotAllowed(problem, code="guardian_needed")
    if texts_to_agree(patient).exists():
        raise NotAllowed(
            _("There is something to read and agree to first. It is shown when the pages are opened."),
            code="consent_needed",
        )


def may_agree(proxy: Proxy | None) -> bool:
    """Patients agree themselves, and guardians for theirs; other carers do not."""
    return proxy is None or (proxy.is_guardian and proxy.acts())


def check_speaks_for_themselves(by: User) -> Patient:
    """The patient whose details and consents this person may change: their own, or whose guardian they are.

    Raises NotFound, NotAllowed.
    """
    patient = own_patient(by)
    if by.acting_for and not may_agree(get_proxy(by, by.acting_for)):
        raise NotAllowed(_("Only the patient, or a guardian, can do this."), code="not_yours")
    return patient


def _is_own(by: User, patient: UUID | str) -> bool:
    try:
        return str(own_patient(by).uuid) == str(patient)
    except NotFound:
        return False
