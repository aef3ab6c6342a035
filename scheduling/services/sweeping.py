"""What only time brings: offers, requests, places on the list and checks of addresses end. Safe to run at any
time.
"""

from audit.context import recorded
from common import clock
from scheduling.enums import AppointmentStatus, WaitlistState
from scheduling.models import Appointment, WaitlistEntry
from scheduling.queries.appointments import requests_over
from scheduling.queries.waitlist import offers_over, places_over
from scheduling.services.address_checks import forget_checks
from scheduling.services.changing import close_as_cancelled
from scheduling.services.taking import locked_patient, locked_visit
from scheduling.services.waitlist import let_offer_lapse


def expire_offers() -> int:
    """Passes on what nobody took in time, and ends what is over; how many offers ended."""
    _end_places()
    _end_requests()
    _end_holds()
    forget_checks()
    return sum(let_offer_lapse(entry) for entry in offers_over().select_related("patient"))


def _end_places() -> None:
    with recorded(by=None, reason="the days waited for are over"):
        locked = places_over(clock.now()).select_for_update(no_key=True, skip_locked=True)
        keys = [entry.pk for entry in locked]
        WaitlistEntry.objects.filter(pk__in=keys).update(state=WaitlistState.LAPSED)


def _end_holds() -> None:
    """Booking gives back what is in its way. This is for what nobody comes to, so that it hides nowhere."""
    over = Appointment.objects.filter(status=AppointmentStatus.HELD, hold_expires_at__lte=clock.now())
    with recorded(by=None, reason="time given back"):
        locked = over.select_for_update(no_key=True, skip_locked=True, of=("self",)).order_by("pk")
        keys = [row.pk for row in locked]
        Appointment.objects.filter(pk__in=keys).update(status=AppointmentStatus.EXPIRED)


def _end_requests() -> None:
    """What nobody answered until its time: the patient is told, and what was paid ahead comes back."""
    for asked in requests_over().select_related("patient"):
        with recorded(by=None, reason="nobody answered in time"):
            locked_patient(asked.patient)
            row = locked_visit(asked.uuid)
            if _is_over(row):
                close_as_cancelled(row, by=None, reason="", is_late=False)


def _is_over(row: Appointment) -> bool:
    """Still so, under its lock."""
    return row.status == AppointmentStatus.REQUESTED and row.starts_at <= clock.now()
