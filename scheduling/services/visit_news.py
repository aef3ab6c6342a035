"""Which of the visits that a message is about have something new for their patient, as it is true now."""

from dataclasses import dataclass

from django.utils.translation import gettext_noop

from common import clock
from notifications.models import Message
from notifications.registry import Invitation, Suppress
from scheduling.calendars.invitations import invitation_to
from scheduling.enums import Source
from scheduling.models import Appointment
from scheduling.queries.known import ENTRY, known_of, told_of
from scheduling.rules.news import Known, News, news_of
from scheduling.services.visit_letters import Reader, visits_with_all, was_by_staff

OVERTAKEN = gettext_noop("a later change is told instead")
NOTHING_NEW = gettext_noop("nothing is new to the reader")
OVER = gettext_noop("the visit is over")


@dataclass(frozen=True)
class Fresh:
    """A visit of which something is new to its patient; ``told`` is what they know of it."""

    visit: Appointment
    news: News
    told: Known | None

    @property
    def comes_in(self) -> bool:
        """Does it go into a calendar, or change there?"""
        return self.news in {News.BOOKED, News.APPROVED, News.MOVED}

    @property
    def goes_out(self) -> bool:
        """Is it in a calendar, and to be taken out?"""
        return self.news == News.CANCELLED and self.told is not None

    def invitations(self, reader: Reader) -> list[Invitation]:
        """The event for the reader's calendar, where it belongs there or did."""
        if not (self.comes_in or self.goes_out):
            return []
        return [invitation_to(self.visit, name=reader.name, email=reader.email)]


def look_at(message: Message) -> list[Fresh | Suppress]:
    """Each visit of the message, by its start: what is new, or why nothing is to be told."""
    said = {name.removeprefix(ENTRY): value for name, value in message.context.items()}
    visits = visits_with_all().filter(uuid__in=said).order_by("starts_at", "pk")
    return [_look_at(visit, said[str(visit.uuid)]["sequence"]) for visit in visits]


def _look_at(visit: Appointment, sequence: int) -> Fresh | Suppress:
    now, told = known_of(visit), told_of(visit)
    if sequence != visit.sequence:
        return Suppress(OVERTAKEN)
    if now is None or visit.ends_at <= clock.now():
        return Suppress(OVER)
    news = news_of(told, now, was_seen=_was_seen(visit))
    return Fresh(visit, news, told) if news else Suppress(NOTHING_NEW)


def _was_seen(visit: Appointment) -> bool:
    """The patient booked it and saw so; the clinic called it off."""
    return visit.source != Source.STAFF and was_by_staff(visit)
