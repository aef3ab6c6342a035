"""What only time brings: offers, places on the list and checks of addresses end. Safe to run at any time."""

from audit.context import recorded
from common import clock
from scheduling.enums import WaitlistState
from scheduling.models import WaitlistEntry
from scheduling.queries.waitlist import offers_over, places_over
from scheduling.services.address_checks import forget_checks
from scheduling.services.waitlist import let_offer_lapse


def expire_offers() -> int:
    """Passes on what nobody took in time, and ends what is over; how many offers ended."""
    _end_places()
    forget_checks()
    return sum(let_offer_lapse(entry) for entry in offers_over().select_related("patient"))


def _end_places() -> None:
    with recorded(by=None, reason="the days waited for are over"):
        locked = places_over(clock.now()).select_for_update(no_key=True, skip_locked=True)
        keys = [entry.pk for entry in locked]
        WaitlistEntry.objects.filter(pk__in=keys).update(state=WaitlistState.LAPSED)
