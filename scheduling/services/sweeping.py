"""What only time brings to the waiting list: offers and places that are over. Safe to run at any time."""

from audit.context import recorded
from common import clock
from scheduling.enums import WaitlistState
from scheduling.models import WaitlistEntry
from scheduling.queries.waitlist import offers_over, places_over
from scheduling.services.waitlist import let_offer_lapse


def expire_offers() -> int:
    """Passes on what nobody took in time, and ends the places whose days are over; how many offers ended."""
    _end_places()
    return sum(let_offer_lapse(entry) for entry in offers_over().select_related("patient"))


def _end_places() -> None:
    with recorded(by=None, reason="the days waited for are over"):
        locked = places_over(clock.now()).select_for_update(no_key=True, skip_locked=True)
        keys = [entry.pk for entry in locked]
        WaitlistEntry.objects.filter(pk__in=keys).update(state=WaitlistState.LAPSED)
