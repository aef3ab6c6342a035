"""Who waits, in the order of asking."""

from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from accounts.access import Who
from common import clock
from patients.models import Patient
from scheduling.enums import AppointmentStatus, Source, WaitlistState
from scheduling.models import Appointment, Practitioner, WaitlistEntry
from scheduling.queries.slots import Slot
from scheduling.rules.waiting import Wish
from scheduling.waitlist_access import own_entries, visible_entries, with_all

OPEN = (WaitlistState.WAITING, WaitlistState.OFFERED)
# The calendar day at a moment is not the same everywhere.
A_DAY = timedelta(days=1)


def waiting_for(practitioner: Practitioner, at: datetime) -> QuerySet[WaitlistEntry]:
    """Those who may take a visit with this practitioner around a moment, whoever asked first comes first."""
    rows = WaitlistEntry.objects.filter(
        Q(practitioner=None) | Q(practitioner=practitioner),
        clinic=practitioner.clinic_id,
        kind__in=practitioner.kinds.filter(is_active=True),
        state=WaitlistState.WAITING,
        from_on__lte=(at + A_DAY).date(),
        until_on__gte=(at - A_DAY).date(),
        patient__merged_into=None,
    )
    return rows.select_related("patient__clinic", "patient__user", "kind").order_by("asked_at", "pk")


def wish_of(entry: WaitlistEntry) -> Wish:
    """What they would take, as the rules read it."""
    return Wish(entry.patient.time_zone, entry.from_on, entry.until_on, entry.earliest, entry.latest)


def had_it_before(entry: WaitlistEntry, slot: Slot) -> bool:
    """Was this time, or a part of it, offered to them already, or theirs until they cancelled it?

    An offer that is over is a row that the clinic put down and nobody took; a hold is the patient's own.
    """
    offered = Q(status=AppointmentStatus.EXPIRED, source=Source.STAFF)
    return Appointment.objects.filter(
        offered | Q(status=AppointmentStatus.CANCELLED),
        patient=entry.patient_id,
        practitioner=slot.practitioner_id,
        starts_at__lt=slot.ends_at,
        ends_at__gt=slot.starts_at,
    ).exists()


def offers_over() -> QuerySet[WaitlistEntry]:
    """Offers that nobody took in time, whether or not somebody has written that down at the visit."""
    written = Q(offered__status=AppointmentStatus.EXPIRED)
    over = Q(offered__status=AppointmentStatus.OFFERED, offered__hold_expires_at__lte=clock.now())
    return WaitlistEntry.objects.filter(written | over, state=WaitlistState.OFFERED).order_by("pk")


def places_over(at: datetime) -> QuerySet[WaitlistEntry]:
    """Those whose last day is over everywhere, with nothing on offer."""
    return WaitlistEntry.objects.filter(state=WaitlistState.WAITING, until_on__lt=(at - A_DAY).date())


def open_entries_of(patient: Patient) -> QuerySet[WaitlistEntry]:
    """For what a patient waits, offers first."""
    return with_all(own_entries(patient).filter(state__in=OPEN)).order_by("state", "asked_at")


def waiting_list(by: Who) -> QuerySet[WaitlistEntry]:
    """The clinic's waiting list: by kind, and in it in the order of asking."""
    rows = with_all(visible_entries(by).filter(state__in=OPEN))
    return rows.order_by("kind__position", "kind__name", "asked_at", "pk")
