"""What every document has: whose it is, when it was prepared, in which language."""

from collections.abc import Sequence

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.models import Clinic
from common import clock
from common.pdf.blocks import Block, Document


def letter(clinic: Clinic, title: str, blocks: Sequence[Block]) -> Document:
    """A document in the clinic's name, in the language that is active."""
    contact = [text for text in (clinic.phone, clinic.email) if text]
    today = clock.today_in(clinic.time_zone)
    return Document(
        title=title,
        language=(get_language() or "en").split("-")[0],
        sender=[clinic.name, *([" · ".join(contact)] if contact else [])],
        prepared=_("Prepared on {day}").format(day=date_format(today, "j F Y")),
        page=_("Page {n} of {all}"),
        blocks=blocks,
    )
