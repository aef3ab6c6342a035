"""Sells visits ahead, and puts a ledger right with a line that says why. No line is ever changed."""

from datetime import date
from typing import TypeVar
from uuid import UUID, uuid4

from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import Permission
from audit.context import recorded
from common import clock
from common.errors import Conflict, invalid
from patients.access import get_patient
from patients.models import Patient
from scheduling.access import get_kind
from scheduling.enums import CreditReason
from scheduling.models import AppointmentKind, CreditEntry, Package
from scheduling.package_access import get_package
from scheduling.services.credits import balance_of, enter, locked_packages
from scheduling.services.taking import locked_patient

Row = TypeVar("Row", Package, CreditEntry)
MOST = 100
NOTE_LENGTH = 240


def sell_package(
    *,
    by: User,
    patient: UUID,
    name: str,
    visits: int,
    price: str = "",
    kind: UUID | None = None,
    expires_on: date | None = None,
    uuid: UUID | None = None,
) -> Package:
    """Visits that a patient has paid for; ``kind`` None is for any. Paying happens elsewhere.

    Visits that are booked already stay as they are. The same ``uuid`` again sells nothing more. Raises
    NotFound, InvalidInput, Conflict ``id_taken``.
    """
    record = get_patient(by, patient, Permission.EDIT_PATIENTS)
    today = clock.today_in(record.clinic.time_zone)
    if not 1 <= visits <= MOST:
        raise invalid(visits=_("Enter a number from 1 to %(most)d.") % {"most": MOST})
    if expires_on and expires_on < today:
        raise invalid(expires_on=_("This day is over. Choose a later one, or none."))
    with recorded(by=by, reason="package sold"):
        locked_patient(record)
        if uuid and (twin := Package.objects.filter(uuid=uuid).first()):
            return _same(twin, twin.patient_id == record.pk)
        package = Package.objects.create(
            uuid=uuid or uuid4(),
            clinic=record.clinic,
            patient=record,
            kind=_kind(by, record, kind),
            name=_said(name, "name", 80, _("Give it a name.")),
            price=price.strip()[:40],
            bought_on=today,
            expires_on=expires_on,
            sold_by=by,
        )
        enter(package, visits, CreditReason.BOUGHT, by=by)
    return package


def correct_package(
    *, by: User, package: UUID, delta: int, note: str, uuid: UUID | None = None
) -> CreditEntry:
    """One line more or less, and why; the same ``uuid`` again is the same line.

    Raises NotFound, InvalidInput, Conflict: ``below_zero``, ``id_taken``.
    """
    found = get_package(by, package, Permission.EDIT_PATIENTS)
    note = _said(note, "note", NOTE_LENGTH, _("Say why, in a few words."))
    if not 1 <= abs(delta) <= MOST:
        raise invalid(delta=_("Enter how many more, or with a minus how many less."))
    with recorded(by=by, reason=note):
        locked = locked_packages([found.pk])[found.pk]
        if uuid and (twin := CreditEntry.objects.filter(uuid=uuid).first()):
            return _same(twin, twin.package_id == found.pk)
        left = balance_of(locked)
        if left + delta < 0:
            raise Conflict(_("There are only %(left)d left.") % {"left": left}, code="below_zero")
        return enter(locked, delta, CreditReason.CORRECTED, by=by, note=note, uuid=uuid)


def _same(twin: Row, is_theirs: bool) -> Row:
    """What a doubled click finds made."""
    if not is_theirs:
        raise Conflict(_("This id is taken. Make a new one."), code="id_taken")
    return twin


def _kind(by: User, patient: Patient, uuid: UUID | None) -> AppointmentKind | None:
    if uuid is None:
        return None
    kind = get_kind(by, uuid, Permission.EDIT_PATIENTS)
    if kind.clinic_id != patient.clinic_id:
        raise invalid(kind=_("There is no such kind of appointment."))
    return kind


def _said(text: str, field: str, limit: int, problem: str) -> str:
    text = text.strip()
    if not text:
        raise invalid(**{field: problem})
    if len(text) > limit:
        raise invalid(**{field: _("Keep it under %(limit)d characters.") % {"limit": limit}})
    return text
