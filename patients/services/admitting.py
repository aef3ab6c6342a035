"""A visitor of the public page becomes a patient by themselves: screened, reachable, a child with a guardian.

Whoever calls has seen that the address is theirs, so the account that signs in by it is opened at once; staff
see the new record as any other. Whoever is here already is not made a second time.
"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import IntegrityError
from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.models import Clinic, User
from audit.context import recorded
from common import clock
from common.errors import Conflict, InvalidInput
from common.phones import is_phone, region_of
from patients.enums import Outcome, ProxyScope, Relation
from patients.models import Patient, Preferences, Proxy, Screening
from patients.rules.ages import ADULT, years_between
from patients.services.carer_mail import tell_carer
from patients.services.details import set_details
from patients.services.enquiries import screening_of_visitor
from patients.services.visitors import Visitor, age_of, problems_of
from patients.services.welcome_mail import tell_welcome


@dataclass(frozen=True)
class Admitted:
    """The new record, and who signs in for it: the patient, or the guardian of a child."""

    patient: Patient
    account: User
    screening: Screening


def is_known(clinic: Clinic, email: str, born: date) -> bool:
    """Would a new record be somebody's second one, or is the address an account that cannot be used for it?

    Nobody but the address itself is told. A guardian's address is known when it stands for a child born on
    that day; a parent who is a patient here may enter a child.
    """
    address = email.strip().lower()
    user = User.objects.filter(email=address).first()
    if user and (user.is_staff or not user.is_active):
        return True
    if years_between(born, clock.today_in(clinic.time_zone)) < ADULT:
        return _has_this_child(clinic, address, born)
    here = Patient.objects.filter(clinic=clinic, email=address, merged_into=None)
    return here.exists() or Patient.objects.filter(user=user, user__isnull=False).exists()


def admit_visitor(*, clinic: Clinic, screening: UUID, visitor: Visitor) -> Admitted:
    """Registers the visitor, inside the transaction of the caller, who has had the address confirmed.

    Raises InvalidInput naming each field, and Conflict: ``known``, ``red_flag``, ``screening_needed``.
    """
    age = age_of(visitor, clinic.time_zone)
    if problems := problems_of(visitor, age):
        raise InvalidInput(_("Please look at the marked fields."), fields=problems)
    answered = _clear(screening_of_visitor(clinic, screening, age))
    try:
        with recorded(by=None, reason="registered from the public page"):
            return _admit(clinic, visitor, age, answered)
    except IntegrityError as error:
        if "accounts_user_email" in str(error):  # made this very moment, at another clinic
            raise _known() from error
        raise


def _admit(clinic: Clinic, visitor: Visitor, age: int, answered: Screening) -> Admitted:
    """Under a lock of the clinic: of two who come by one address at once, the second sees the first."""
    Clinic.objects.select_for_update(no_key=True).get(pk=clinic.pk)
    if is_known(clinic, visitor.email, visitor.date_of_birth):
        raise _known()
    account = _account(visitor, age)
    patient = _record(clinic, visitor, age, account)
    answered.patient = patient
    answered.save(update_fields=["patient"])
    if age < ADULT:
        _stand_for(patient, account)
    else:
        tell_welcome(patient)
    return Admitted(patient, account, answered)


def _known() -> Conflict:
    return Conflict(_("This cannot be booked here. Please look at your mail."), code="known")


def _has_this_child(clinic: Clinic, address: str, born: date) -> bool:
    own = Q(email=address) | Q(proxies__user__email=address, proxies__revoked_at=None)
    return Patient.objects.filter(own, clinic=clinic, date_of_birth=born, merged_into=None).exists()


def _clear(screening: Screening) -> Screening:
    if screening.outcome != Outcome.CLEAR:
        raise Conflict(_("Please speak with the clinic before anything is booked."), code="red_flag")
    return screening


def _account(visitor: Visitor, age: int) -> User:
    """Who signs in by the confirmed address."""
    address = visitor.email.strip().lower()
    name = visitor.guardian_name if age < ADULT else visitor.name
    user = User.objects.filter(email=address).first()
    return user or User.objects.create_user(address, name=name.strip())


def _record(clinic: Clinic, visitor: Visitor, age: int, account: User) -> Patient:
    patient = Patient(
        clinic=clinic, time_zone=visitor.time_zone or clinic.time_zone, language=clinic.language
    )
    said = {"name": visitor.name, "date_of_birth": visitor.date_of_birth}
    if is_phone(visitor.phone, region_of(clinic.time_zone)):
        said["phone"] = visitor.phone
    if age >= ADULT:
        said["email"], patient.user = visitor.email, account
    set_details(patient, said)
    patient.save()
    Preferences.objects.create(patient=patient)
    return patient


def _stand_for(patient: Patient, guardian: User) -> None:
    """The parent or guardian who filled it in acts for the child."""
    proxy = Proxy.objects.create(
        patient=patient,
        user=guardian,
        relation=Relation.GUARDIAN,
        scope=ProxyScope.ACT,
        is_guardian=True,
        granted_by=guardian,
    )
    tell_carer(proxy)
