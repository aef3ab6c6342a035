"""The only place that asks what time it is, and what day it is somewhere."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime

from django.utils import timezone

from common.zones import MIDNIGHT, is_skipped, moment, zone

__all__ = ["MIDNIGHT", "is_skipped", "moment", "now", "pretending", "today_in", "zone"]

_pretended: ContextVar[datetime | None] = ContextVar("pretended_now", default=None)


def now() -> datetime:
    """This moment, in UTC."""
    return _pretended.get() or timezone.now()


@contextmanager
def pretending(moment: datetime) -> Iterator[None]:
    """Inside, it is ``moment``. For the demo clinic's history and for tests; requests never use it."""
    token = _pretended.set(moment)
    try:
        yield
    finally:
        _pretended.reset(token)


def today_in(zone_name: str, at: datetime | None = None) -> date:
    """The calendar day in a zone (an IANA name) at a moment, by default now."""
    return (at or now()).astimezone(zone(zone_name)).date()
