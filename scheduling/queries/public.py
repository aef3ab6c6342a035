"""What somebody who is not a patient yet can book on a clinic's public page."""

from django.db.models import QuerySet

from accounts.models import Clinic
from scheduling.enums import BookableBy
from scheduling.models import AppointmentKind


def kinds_for_new(clinic: Clinic) -> QuerySet[AppointmentKind]:
    """The clinic's kinds for new patients that somebody offers who can be booked, in the clinic's order."""
    kinds = AppointmentKind.objects.filter(
        clinic=clinic,
        is_active=True,
        for_new_patients=True,
        practitioners__is_bookable=True,
        practitioners__user__is_active=True,
        practitioners__user__memberships__clinic=clinic,
        practitioners__user__memberships__ended_at=None,
    )
    return kinds.exclude(who_may_book=BookableBy.NOBODY).distinct().order_by("position", "name")
