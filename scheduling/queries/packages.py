"""What is left of the visits a patient has paid for ahead."""

from dataclasses import dataclass
from datetime import date

from django.db.models import F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from accounts.access import Who
from common import clock
from patients.models import Patient
from scheduling.models import Appointment, AppointmentKind, CreditEntry, Package
from scheduling.package_access import visible_packages


@dataclass(frozen=True, slots=True)
class Standing:
    """A package as it stands today."""

    package: Package
    left: int
    is_over: bool

    @property
    def is_open(self) -> bool:
        return bool(self.left) and not self.is_over


def remaining_credits(patient: Patient, kind: AppointmentKind) -> int:
    """How many visits of this kind a patient has paid for and may still take from today on."""
    rows = with_balance(fitting(patient, kind, clock.today_in(patient.clinic.time_zone)))
    return sum(_left(package) for package in rows)


def is_paid(appointment: Appointment) -> bool:
    """Has a package paid for this visit?"""
    entries = CreditEntry.objects.filter(appointment=appointment)
    return (entries.aggregate(sum=Sum("delta"))["sum"] or 0) < 0


def packages_of(patient: Patient) -> QuerySet[Package]:
    """All packages of a patient, the latest first, each with what is left of it as ``left``."""
    return _listed(Package.objects.filter(patient=patient))


def packages_seen_by(by: Who) -> QuerySet[Package]:
    """All packages of the clinic of this person, in the same way."""
    return _listed(visible_packages(by))


def standings_of(patient: Patient) -> list[Standing]:
    """All packages of a patient: those that can be used first, then the latest."""
    today = clock.today_in(patient.clinic.time_zone)
    found = [_standing(package, today) for package in packages_of(patient)]
    return sorted(found, key=lambda standing: not standing.is_open)


def standing_of(package: Package) -> Standing:
    """One package as it stands today."""
    rows = with_balance(Package.objects.filter(pk=package.pk)).select_related("kind", "sold_by", "patient")
    return _standing(rows.get(), clock.today_in(package.clinic.time_zone))


def ledger_of(package: Package) -> QuerySet[CreditEntry]:
    """The lines of a package, the latest first."""
    rows = CreditEntry.objects.filter(package=package).order_by("-number")
    return rows.select_related("entered_by", "appointment__kind")


def fitting(patient: Patient, kind: AppointmentKind, on: date) -> QuerySet[Package]:
    """The packages that a visit of this kind on this day may use; what ends first is used first.

    What costs nothing takes nothing of a package for any kind.
    """
    rows = Package.objects.filter(
        Q(kind=None) | Q(kind=kind) if kind.price else Q(kind=kind),
        Q(expires_on=None) | Q(expires_on__gte=on),
        patient=patient,
        bought_on__lte=on,
    )
    return rows.order_by(F("expires_on").asc(nulls_last=True), "bought_on", "pk")


def with_balance(rows: QuerySet[Package]) -> QuerySet[Package]:
    """Each package with what is left of it as ``left``: the balance of its last line."""
    last = CreditEntry.objects.filter(package=OuterRef("pk")).order_by("-number")
    return rows.annotate(left=Coalesce(Subquery(last.values("balance")[:1]), 0))


def _listed(rows: QuerySet[Package]) -> QuerySet[Package]:
    return with_balance(rows).select_related("kind", "sold_by", "patient").order_by("-bought_on", "-pk")


def _standing(package: Package, today: date) -> Standing:
    return Standing(package, _left(package), package.expires_on is not None and package.expires_on < today)


def _left(package: Package) -> int:
    """What ``with_balance`` has put beside a package."""
    return int(getattr(package, "left", 0))
