"""One mail about several visits of a series that were booked, moved or cancelled in one go."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from notifications.registry import Content
from scheduling.addresses import visits_url
from scheduling.rules.news import News
from scheduling.services.visit_letters import Fact, Reader, another_time, facts_of, letter_to, was_by_staff
from scheduling.services.visit_news import Fresh
from scheduling.words import span_words, zone_words

# More files than this help nobody; whoever has so many visits subscribes to their calendar.
MOST_FILES = 12


def write_several(fresh: Sequence[Fresh], reader: Reader) -> Content:
    """What became of each, in the active language."""
    first, news = fresh[0].visit, {each.news for each in fresh}
    files = [file for each in fresh for file in each.invitations(reader)]
    is_lost = news <= {News.CANCELLED, News.DECLINED}
    return letter_to(
        reader,
        first,
        subject=_subject(news, len(fresh)),
        words=_lead(fresh, is_lost=is_lost),
        facts=[*(_fact(each) for each in fresh), *facts_of(first, reader)[1:]],
        note="" if is_lost else _note(reader),
        button=another_time() if is_lost and was_by_staff(first) else (_("See your visits"), visits_url()),
        invitations=files if len(files) <= MOST_FILES else (),
    )


def _subject(news: set[News], count: int) -> str:
    if news == {News.BOOKED}:
        return ngettext("Your visit is booked", "Your {n} visits are booked", count).format(n=count)
    if news == {News.MOVED}:
        return ngettext("Your visit is moved", "Your {n} visits are moved", count).format(n=count)
    if news == {News.CANCELLED}:
        return ngettext("Your visit is cancelled", "Your {n} visits are cancelled", count).format(n=count)
    return ngettext("Your visit has changed", "Your {n} visits have changed", count).format(n=count)


def _lead(fresh: Sequence[Fresh], *, is_lost: bool) -> str:
    if is_lost and was_by_staff(fresh[0].visit):
        return _("We are sorry that they cannot take place. Please choose other times, or call us.")
    if is_lost:
        return _("You cancelled them. Nothing else needs to be done.")
    visit = fresh[0].visit
    place = zone_words(visit.patient.time_zone, visit.starts_at)
    return _("This is how they stand now, in {place}. We remind you of each.").format(place=place)


def _fact(fresh: Fresh) -> Fact:
    labels = {
        News.BOOKED: _("Booked"),
        News.APPROVED: _("Confirmed"),
        News.MOVED: _("Moved to"),
        News.REQUESTED: _("Asked for"),
        News.CANCELLED: _("Cancelled"),
        News.DECLINED: _("Not possible"),
    }
    visit = fresh.visit
    return Fact(labels[fresh.news], span_words(visit.starts_at, visit.ends_at, visit.patient.time_zone))


def _note(reader: Reader) -> str:
    if reader.user is None:
        return _("To move or cancel one, please call or write to the clinic.")
    return _("You can move or cancel each of them in your pages.")
