"""Tells a practitioner what a patient did to a visit of theirs, at the moment of sending.

A mail travels through foreign hands: it names neither the patient nor the kind of visit, only when it is,
whether it is by video, and where to look.
"""

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from accounts.access import active_membership
from common import clock
from notifications.models import Message
from notifications.registry import Content, Suppress
from notifications.writing import write_mail
from scheduling.addresses import desk_url
from scheduling.models import Appointment, Practitioner
from scheduling.queries.known import known_from, known_of
from scheduling.rules.news import Known, News, Stand, news_of
from scheduling.services.visit_letters import Fact, appointment_of, when_fact
from scheduling.services.visit_news import NOTHING_NEW, OVER, OVERTAKEN
from scheduling.words import span_words, visit_words, when_words

HAS_LEFT = gettext_noop("the practitioner does not work there any more")


def compose_for_practitioner(message: Message) -> Content | Suppress:
    """What is new to this practitioner since the first change that they were not told of."""
    appointment = appointment_of(message)
    if _is_overtaken(message):
        return Suppress(OVERTAKEN)
    practitioner = Practitioner.objects.select_related("user").get(uuid=message.context["practitioner"])
    if not _works_there(practitioner):
        return Suppress(HAS_LEFT)
    before, now = known_from(message.context["known"]), _known_to(practitioner, appointment)
    if now is None or appointment.ends_at <= clock.now():
        return Suppress(OVER)
    news = news_of(before, now)
    if news is None:
        return Suppress(NOTHING_NEW)
    with translation.override(appointment.clinic.language):
        return _write(appointment, practitioner, news, before)


def _works_there(practitioner: Practitioner) -> bool:
    """Whoever has left hears no more of the clinic's patients."""
    member = active_membership(practitioner.user)
    return member is not None and member.clinic_id == practitioner.clinic_id


def _is_overtaken(message: Message) -> bool:
    """Is a later change by the patient told to the same practitioner?"""
    prefix = message.key.rpartition(":")[0]
    return Message.objects.filter(key__startswith=f"{prefix}:", pk__gt=message.pk).exists()


def _known_to(practitioner: Practitioner, appointment: Appointment) -> Known | None:
    """The visit as it stands in this practitioner's day: one that went to a colleague is off."""
    now = known_of(appointment)
    if now is None or now.who == str(practitioner.uuid):
        return now
    return Known(Stand.OFF, now.starts_at, now.ends_at, str(practitioner.uuid))


def _write(appointment: Appointment, practitioner: Practitioner, news: News, before: Known | None) -> Content:
    zone = practitioner.time_zone
    subjects = {
        News.BOOKED: _("A visit was booked"),
        News.APPROVED: _("A visit was confirmed"),
        News.MOVED: _("A visit was moved"),
        News.REQUESTED: _("A visit was asked for"),
        News.CANCELLED: _("A visit was cancelled"),
        News.DECLINED: _("A request for a visit was taken back"),
    }
    off = news in {News.CANCELLED, News.DECLINED}
    at = before if off and before else appointment
    moved = news == News.MOVED and before and before.starts_at != appointment.starts_at
    facts = [
        Fact(_("What"), visit_words(is_remote=appointment.is_remote)),
        when_fact(at.starts_at, at.ends_at, zone),
        *(
            [Fact(_("No longer"), span_words(before.starts_at, before.ends_at, zone))]
            if moved and before
            else []
        ),
    ]
    return write_mail(
        "visit",
        to=practitioner.user.email,
        subject=f"{subjects[news]}: {when_words(at.starts_at, zone)}",
        clinic=appointment.clinic,
        words=_("The patient did this online. Your calendar shows it already."),
        facts=facts,
        note=_("Whose visit it is does not travel by mail."),
        why=_("You get this because you see patients at the clinic."),
        button_url=desk_url(appointment),
        button_text=_("Open the visit"),
    )
