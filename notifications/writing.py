"""Turns a pair of templates into a mail that says the same in plain text and in HTML."""

from collections.abc import Sequence
from typing import Any

from django.template.loader import render_to_string

from accounts.models import Clinic
from notifications.registry import Content, Invitation


def write_mail(
    template: str,
    *,
    to: str,
    subject: str,
    clinic: Clinic,
    stop_url: str = "",
    invitations: Sequence[Invitation] = (),
    **context: Any,
) -> Content:
    """The templates ``notifications/<template>.txt`` and ``.html``, in the language that is active."""
    context |= {
        "subject": subject,
        "stop_url": stop_url,
        "clinic_name": clinic.name,
        "clinic_phone": clinic.phone,
        "clinic_email": clinic.email,
    }
    text = render_to_string(f"notifications/{template}.txt", context)
    html = render_to_string(f"notifications/{template}.html", context)
    return Content(to, subject, text.strip() + "\n", html, stop_url, invitations)
