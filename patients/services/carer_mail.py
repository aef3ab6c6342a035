"""Tells somebody that they may open a patient's pages, and how to come in."""

from datetime import timedelta

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from common import clock
from notifications.models import Message
from notifications.registry import Content, Suppress
from notifications.services.outbox import plan_message
from notifications.writing import write_mail
from patients.models import Proxy

KIND = "carer_added"
USEFUL_FOR = timedelta(days=7)
ENDED = gettext_noop("the access was ended before the mail was sent")


def tell_carer(proxy: Proxy) -> None:
    """Plans the mail. Call it inside the transaction that gives the access."""
    now = clock.now()
    plan_message(
        key=f"{KIND}:{proxy.uuid}",
        clinic=proxy.patient.clinic,
        kind=KIND,
        context={"proxy": str(proxy.uuid)},
        due_at=now,
        expires_at=now + USEFUL_FOR,
    )


def compose_carer_mail(message: Message) -> Content | Suppress:
    """The mail, as long as the access is in force."""
    rows = Proxy.objects.select_related("user", "patient__clinic")
    proxy = rows.get(uuid=message.context["proxy"])
    if not proxy.is_in_force():
        return Suppress(ENDED)
    return write_carer_mail(proxy, f"{settings.BASE_URL}/sign-in/")


def write_carer_mail(proxy: Proxy, url: str) -> Content:
    """Who gave access to whose pages, with the way in."""
    patient = proxy.patient
    with translation.override(patient.language):
        return write_mail(
            "carer_added",
            to=proxy.user.email,
            subject=_("Access to somebody's pages"),
            clinic=patient.clinic,
            name=proxy.user.name,
            patient=patient.name,
            may_act=proxy.acts(),
            button_url=url,
            button_text=_("Open the pages"),
        )
