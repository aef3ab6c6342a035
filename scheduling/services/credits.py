"""What a visit takes from a package, and what a timely cancel gives back. Called under the patient's lock.

The ledger is written under the lock of its package: of two bookings with one visit left, one takes it.
"""

from uuid import UUID, uuid4

from django.db.models import Sum

from accounts.models import User
from common import clock
from scheduling.enums import CreditReason
from scheduling.models import Appointment, CreditEntry, Package
from scheduling.queries.packages import fitting


def use_credit(appointment: Appointment) -> None:
    """One visit of the first package that fits, if there is one: of those that are valid on its day, the one
    that ends first. A visit that has taken one takes no other.
    """
    if _taken_by(appointment):
        return
    on = clock.today_in(appointment.clinic.time_zone, appointment.starts_at)
    ids = list(fitting(appointment.patient, appointment.kind, on).values_list("pk", flat=True))
    locked = locked_packages(ids)
    for pk in ids:
        if balance_of(locked[pk]) > 0:
            enter(locked[pk], -1, CreditReason.USED, by=appointment.booked_by, appointment=appointment)
            return


def return_credit(appointment: Appointment) -> None:
    """Gives back what the visit took, once. Cancelled late, it stays used."""
    if appointment.is_late:
        return
    used = CreditEntry.objects.filter(appointment=appointment, why=CreditReason.USED).order_by("-pk").first()
    if used is None:
        return
    package = locked_packages([used.package_id])[used.package_id]
    if _taken_by(appointment):
        by = appointment.cancelled_by
        enter(package, 1, CreditReason.RETURNED, by=by, appointment=appointment)


def locked_packages(ids: list[int]) -> dict[int, Package]:
    """Always in the same order, so that two who need the same packages wait and do not block each other."""
    rows = Package.objects.select_for_update(no_key=True).filter(pk__in=ids).order_by("pk")
    return {package.pk: package for package in rows}


def balance_of(package: Package) -> int:
    last = _last_of(package)
    return last.balance if last else 0


def enter(
    package: Package,
    delta: int,
    why: CreditReason,
    *,
    by: User | None,
    appointment: Appointment | None = None,
    note: str = "",
    uuid: UUID | None = None,
) -> CreditEntry:
    """The next line of a ledger, under the lock of its package. The database adds it up once more."""
    last = _last_of(package)
    return CreditEntry.objects.create(
        uuid=uuid or uuid4(),
        package=package,
        number=last.number + 1 if last else 1,
        delta=delta,
        balance=(last.balance if last else 0) + delta,
        why=why,
        appointment=appointment,
        note=note,
        entered_by=by,
    )


def _last_of(package: Package) -> CreditEntry | None:
    return CreditEntry.objects.filter(package=package).order_by("-number").first()


def _taken_by(appointment: Appointment) -> bool:
    """Does this visit hold a credit now?"""
    total = CreditEntry.objects.filter(appointment=appointment).aggregate(sum=Sum("delta"))["sum"]
    return bool(total)
