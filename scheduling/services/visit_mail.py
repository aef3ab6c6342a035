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
from scheduling.calendars.invitations import invitation_to
from scheduling.enums import Source
from scheduling.models import Appointment
from scheduling.queries.known import known_of, told_of
from scheduling.queries.policy import policy_of
from scheduling.rules.news import Known, News, news_of
from scheduling.services.reminder_times import due_of_hour_reminder
from scheduling.services.visit_letters import (
    Fact,
    Reader,
    another_time,
    appointment_of,
    facts_of,
    letter_to,
    reader_for,
    was_by_staff,
    way_in,
    way_in_words,
)
from scheduling.words import span_words, when_words

OVERTAKEN = gettext_noop("a later change is told instead")
NOTHING_NEW = gettext_noop("nothing is new to the reader")
OVER = gettext_noop("the visit is over")
NO_ADDRESS = gettext_noop("nobody with an e-mail address can be told for this patient")


class Words(NamedTuple):
    """What a mail says first. Without a lead of its own it says how to get there."""

    subject: str
    lead: str


def compose_visit(message: Message) -> Content | Suppress:
    """What is new about a visit, as it is true now."""
    appointment = appointment_of(message)
    now, told = known_of(appointment), told_of(appointment)
    if message.context["sequence"] != appointment.sequence:
        return Suppress(OVERTAKEN)
    if now is None or appointment.ends_at <= clock.now():
        return Suppress(OVER)
    news = news_of(told, now, was_seen=_was_seen(appointment))
    if news is None:
        return Suppress(NOTHING_NEW)
    reader = reader_for(appointment)
    if reader is None:
        return Suppress(NO_ADDRESS)
    with translation.override(appointment.patient.language):
        return _write(appointment, reader, news, told)


def _was_seen(appointment: Appointment) -> bool:
    """The patient booked it and saw so; the clinic called it off."""
    return appointment.source != Source.STAFF and was_by_staff(appointment)


def _write(appointment: Appointment, reader: Reader, news: News, told: Known | None) -> Content:
    words = WORDS[news](appointment, told)
    goes_out = news == News.CANCELLED and told is not None
    comes_in = news in {News.BOOKED, News.APPROVED, News.MOVED}
    file = invitation_to(appointment, name=reader.name, email=reader.email) if goes_out or comes_in else None
    return letter_to(
        reader,
        appointment,
        subject=words.subject,
        words=words.lead or _how_it_goes(appointment, reader),
        facts=[*facts_of(appointment, reader), *_before(appointment, news, told)],
        note=_how_to_change(appointment, reader) if comes_in else "",
        button=_button(appointment, news),
        invitation=file,
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
