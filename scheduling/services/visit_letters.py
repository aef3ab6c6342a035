"""What the mails about visits have in common: to whom they go, and the facts as their reader reads them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.access import active_membership
from accounts.models import User
from notifications.models import Message
from notifications.registry import Content, Invitation
from notifications.writing import write_mail
from patients.queries.guardians import reader_of
from scheduling.addresses import book_url, room_url, visit_url
from scheduling.calendars.entries import place_words
from scheduling.models import Appointment
from scheduling.words import span_words, zone_words


class Fact(NamedTuple):
    """One line of what is to know about a visit."""

    label: str
    words: str


@dataclass(frozen=True)
class Reader:
    """Who reads a patient's mail. Without an account they cannot open any page, only the mail."""

    name: str
    email: str
    user: User | None


def appointment_of(message: Message) -> Appointment:
    """The visit that a message of the outbox is about, as it is now."""
    return visits_with_all().get(uuid=message.context["appointment"])


def visits_with_all() -> QuerySet[Appointment]:
    """Visits with everything that a mail says of them."""
    return Appointment.objects.select_related(
        *("clinic", "practitioner__user", "patient__clinic", "patient__user"),
        *("location", "cancelled_by", "series"),
    )


def reader_for(appointment: Appointment) -> Reader | None:
    """The patient or their guardian; who has no account yet is written to too. None: nobody can be."""
    patient = appointment.patient
    user = reader_of(patient)
    if user:
        return Reader(str(user), user.email, user) if user.is_active else None
    if patient.user_id or patient.is_minor() or not patient.email:
        return None
    return Reader(patient.name, patient.email, None)


def when_fact(starts_at: datetime, ends_at: datetime, zone: str) -> Fact:
    """The time on a reader's clock, and whose clock it is."""
    place = zone_words(zone, starts_at)
    return Fact(_("When"), f"{span_words(starts_at, ends_at, zone)} ({place})")


def facts_of(appointment: Appointment, reader: Reader) -> list[Fact]:
    """When, with whom, where; and whose visit it is, where the reader looks after somebody."""
    patient = appointment.patient
    facts = [
        when_fact(appointment.starts_at, appointment.ends_at, patient.time_zone),
        Fact(_("With"), str(appointment.practitioner)),
        Fact(
            _("Where"), _("By video, in your browser") if appointment.is_remote else place_words(appointment)
        ),
    ]
    stands_for = reader.user is not None and reader.user.pk != patient.user_id
    return [*facts, *([Fact(_("For"), patient.name)] if stands_for else [])]


def way_in_words(appointment: Appointment, reader: Reader) -> str:
    """How to get there, said when the visit is near."""
    if not appointment.is_remote:
        return _("We look forward to seeing you.")
    if reader.user is None:
        return _("To join, you need your way into the clinic's pages. Please call if you do not have it yet.")
    return _("The room opens 15 minutes before. A phone or a computer with a camera is all you need.")


def way_in(appointment: Appointment) -> tuple[str, str] | None:
    """The button into the room; a visit at the clinic has none."""
    return (_("Join the video session"), room_url(appointment)) if appointment.is_remote else None


def another_time() -> tuple[str, str]:
    """The button for somebody whose time was taken from them."""
    return _("Choose another time"), book_url()


def was_by_staff(appointment: Appointment) -> bool:
    """Was it called off by the clinic? What nobody's name stands under was."""
    if appointment.cancelled_by is None:
        return True
    member = active_membership(appointment.cancelled_by)
    return member is not None and member.clinic_id == appointment.clinic_id


def letter_to(
    reader: Reader,
    appointment: Appointment,
    *,
    subject: str,
    words: str,
    facts: list[Fact],
    note: str = "",
    button: tuple[str, str] | None = None,
    invitations: Sequence[Invitation] = (),
) -> Content:
    """The mail in the active language. ``button`` is its text and its address, for who can sign in."""
    text, url = button or (_("See your visit"), visit_url(appointment))
    shown: dict[str, Any] = {"button_text": text, "button_url": url} if reader.user else {}
    return write_mail(
        "visit",
        to=reader.email,
        subject=subject,
        clinic=appointment.clinic,
        invitations=invitations,
        words=words,
        facts=facts,
        note=note,
        why=_("You get this mail because of a visit at {clinic}.").format(clinic=appointment.clinic.name),
        **shown,
    )
