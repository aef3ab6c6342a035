"""Writes the mail about a change of a patient's visit when it is sent, or says why it is not sent after all.

What is new is decided now, against the last mail that went out (rules/news.py). A mail travels through
foreign hands: it says when, with whom and where, and no clinical word.
"""

from datetime import timedelta
from typing import NamedTuple

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from common import clock
from notifications.models import Message
from notifications.registry import Content, Suppress
from scheduling.models import Appointment
from scheduling.queries.policy import policy_of
from scheduling.rules.news import Known, News
from scheduling.services.reminder_times import due_of_hour_reminder
from scheduling.services.several_mail import write_several
from scheduling.services.visit_letters import (
    Fact,
    Reader,
    another_time,
    facts_of,
    letter_to,
    reader_for,
    was_by_staff,
    way_in,
    way_in_words,
)
from scheduling.services.visit_news import Fresh, look_at
from scheduling.words import span_words, when_words

NO_ADDRESS = gettext_noop("nobody with an e-mail address can be told for this patient")


class Words(NamedTuple):
    """What a mail says first. Without a lead of its own it says how to get there."""

    subject: str
    lead: str


def compose_visit(message: Message) -> Content | Suppress:
    """What is new about a visit, or about those of a series, as it is true now."""
    found = look_at(message)
    fresh = [each for each in found if isinstance(each, Fresh)]
    if not fresh:
        return next(each for each in found if isinstance(each, Suppress))
    reader = reader_for(fresh[0].visit)
    if reader is None:
        return Suppress(NO_ADDRESS)
    with translation.override(fresh[0].visit.patient.language):
        return _write(fresh[0], reader) if len(fresh) == 1 else write_several(fresh, reader)


def _write(fresh: Fresh, reader: Reader) -> Content:
    visit = fresh.visit
    words = WORDS[fresh.news](visit, fresh.told)
    return letter_to(
        reader,
        visit,
        subject=words.subject,
        words=words.lead or _how_it_goes(visit, reader),
        facts=[*facts_of(visit, reader), *_before(visit, fresh.news, fresh.told)],
        note=_how_to_change(visit, reader) if fresh.comes_in else "",
        button=_button(visit, fresh.news),
        invitations=fresh.invitations(reader),
    )


def _button(appointment: Appointment, news: News) -> tuple[str, str] | None:
    """The one next step, where it is another than looking at the visit."""
    if news in {News.CANCELLED, News.DECLINED}:
        return another_time() if was_by_staff(appointment) else None
    return None if news == News.REQUESTED or _is_reminded(appointment) else way_in(appointment)


def _before(appointment: Appointment, news: News, told: Known | None) -> list[Fact]:
    """When it was to be until now."""
    if news != News.MOVED or told is None or told.starts_at == appointment.starts_at:
        return []
    return [Fact(_("No longer"), span_words(told.starts_at, told.ends_at, appointment.patient.time_zone))]


def _how_to_change(appointment: Appointment, reader: Reader) -> str:
    until = appointment.starts_at - timedelta(hours=policy_of(appointment.clinic).cutoff_hours)
    if reader.user is None or until <= clock.now():
        return _("To move or cancel it, please call or write to the clinic.")
    return _("You can move or cancel it in your pages until {when}.").format(
        when=when_words(until, appointment.patient.time_zone)
    )


def _when(appointment: Appointment) -> str:
    return when_words(appointment.starts_at, appointment.patient.time_zone)


def _is_reminded(appointment: Appointment) -> bool:
    """Does another mail come before it begins? Else this one has to carry all that it takes."""
    return due_of_hour_reminder(appointment.starts_at, clock.now()) is not None


def _how_it_goes(appointment: Appointment, reader: Reader) -> str:
    if not _is_reminded(appointment) or reader.user is None:
        return way_in_words(appointment, reader)
    if appointment.is_remote:
        return _("An hour before you get a mail with the way in. The room opens 15 minutes before.")
    return _("An hour before we remind you once more.")


def _booked(appointment: Appointment, _told: Known | None) -> Words:
    return Words(_("Your visit is booked: {when}").format(when=_when(appointment)), "")


def _approved(appointment: Appointment, _told: Known | None) -> Words:
    return Words(_("Your visit is confirmed: {when}").format(when=_when(appointment)), "")


def _moved(appointment: Appointment, told: Known | None) -> Words:
    if told and told.starts_at == appointment.starts_at:
        return Words(
            _("Your visit has changed: {when}").format(when=_when(appointment)),
            _("The time stays as it was."),
        )
    return Words(_("Your visit is moved to {when}").format(when=_when(appointment)), "")


def _requested(appointment: Appointment, _told: Known | None) -> Words:
    return Words(
        _("We have your request for {when}").format(when=_when(appointment)),
        _("The time is kept for you while the clinic looks at it. You hear from us by mail."),
    )


def _cancelled(appointment: Appointment, _told: Known | None) -> Words:
    subject = _("Your visit is cancelled: {when}").format(when=_when(appointment))
    if was_by_staff(appointment):
        return Words(
            subject, _("We are sorry that it cannot take place. Please choose another time, or call us.")
        )
    return Words(subject, _("You cancelled it. Nothing else needs to be done."))


def _declined(appointment: Appointment, _told: Known | None) -> Words:
    if was_by_staff(appointment):
        return Words(
            _("We cannot offer you {when}").format(when=_when(appointment)),
            _("We are sorry: the time you asked for is not possible. Please choose another one, or call us."),
        )
    return Words(
        _("Your request is taken back: {when}").format(when=_when(appointment)),
        _("Nothing else needs to be done."),
    )


WORDS = {
    News.BOOKED: _booked,
    News.APPROVED: _approved,
    News.MOVED: _moved,
    News.REQUESTED: _requested,
    News.CANCELLED: _cancelled,
    News.DECLINED: _declined,
}
