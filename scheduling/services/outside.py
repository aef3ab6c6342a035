"""Busy times out of the calendars that practitioners keep elsewhere: added, taken away, read again and again.

Each is read every quarter of an hour by whoever comes to it first. What was read last stays until something
newer was read in good order: a server that is away frees nobody.
"""

import logging
import time
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from accounts.models import User
from audit.context import recorded
from common import clock
from common.errors import Conflict, NotFound, invalid
from scheduling.access import get_edited_practitioner
from scheduling.calendars.busy import Stretch, Wanted
from scheduling.calendars.fetch import Reach, clean_url
from scheduling.calendars.problems import Problem, Trouble
from scheduling.calendars.reader import read_outside
from scheduling.models import OutsideBusy, OutsideCalendar
from scheduling.outside_words import WORDS
from scheduling.queries.policy import policy_of

logger = logging.getLogger(__name__)

MOST = 5
# What the columns hold.
URL_LENGTH, ETAG_LENGTH = 500, 240
EVERY = timedelta(minutes=15)
# One that took all the time it gets is not asked for so often.
HEAVY = (Problem.TOO_MUCH, Problem.TOO_LARGE)
HEAVY_EVERY = timedelta(hours=1)
# The days ahead move on while a calendar stays the same: now and then it is read even so.
UNCHANGED_FOR = timedelta(hours=6)
BEYOND = timedelta(days=2)
# Of somebody who has left, nothing is read any more.
WORKS_THERE = Q(
    practitioner__user__is_active=True,
    practitioner__user__memberships__clinic=F("practitioner__clinic"),
    practitioner__user__memberships__ended_at=None,
)
# A run ends well before the job's time limit; the next tick goes on.
RUN_FOR_S = 40


def add_outside_calendar(*, by: User, practitioner: UUID, url: str) -> OutsideCalendar:
    """A calendar to be read from now on. Raises NotFound, InvalidInput, Conflict when there are too many."""
    found = get_edited_practitioner(by, practitioner)
    try:
        address = clean_url(url)
    except Trouble as trouble:
        raise invalid(url=WORDS[trouble.problem]) from trouble
    if len(address) > URL_LENGTH:
        raise invalid(url=_("This address is too long."))
    with recorded(by=by, reason="outside calendar added"):
        type(found).objects.select_for_update(no_key=True).get(pk=found.pk)
        used = OutsideCalendar.objects.filter(practitioner=found, is_active=True)
        if used.filter(url=address).exists():
            raise invalid(url=_("This calendar is read already."))
        if used.count() >= MOST:
            raise Conflict(
                _("No more than %(most)d calendars are read. Take one away first.") % {"most": MOST}
            )
        return OutsideCalendar.objects.create(practitioner=found, url=address)


def remove_outside_calendar(*, by: User, calendar: UUID) -> None:
    """It is not read any more, and what was read of it is forgotten. Raises NotFound."""
    found = (
        OutsideCalendar.objects.filter(uuid=calendar, is_active=True).select_related("practitioner").first()
    )
    if found is None:
        raise NotFound(_("There is no such calendar."))
    get_edited_practitioner(by, found.practitioner.uuid)
    with recorded(by=by, reason="outside calendar removed"):
        OutsideCalendar.objects.filter(pk=found.pk).update(is_active=False, problem="", etag="")
        OutsideBusy.objects.filter(calendar=found).delete()


def read_due_calendars(*, reach: Reach | None = None) -> int:
    """Reads whatever is due; returns how many. Any number may run at once: each calendar is read by one."""
    read, deadline = 0, time.monotonic() + RUN_FOR_S
    while time.monotonic() < deadline and (calendar := _claim()):
        read_calendar(calendar, reach=reach)
        read += 1
    return read


def read_calendar(calendar: OutsideCalendar, *, reach: Reach | None = None) -> None:
    """Reads one calendar now, and keeps what it says or what is wrong with it."""
    now = clock.now()
    wanted = _wanted(calendar, now)
    is_fresh = calendar.good_at is not None and now - calendar.good_at < UNCHANGED_FOR
    try:
        reading = read_outside(calendar.url, wanted, etag=calendar.etag if is_fresh else "", reach=reach)
    except Trouble as trouble:
        logger.info("Outside calendar %s: %s", calendar.uuid, trouble.problem)
        OutsideCalendar.objects.filter(pk=calendar.pk).update(problem=trouble.problem)
        return
    if reading.busy is None:
        OutsideCalendar.objects.filter(pk=calendar.pk).update(problem="")
    else:
        _replace(calendar, reading.busy, etag=_kept(reading.etag), good_at=now, problem="")


def _claim() -> OutsideCalendar | None:
    """The one that waits longest; looked at from now on, so that nobody else takes it."""
    now = clock.now()
    heavy = Q(problem__in=HEAVY)
    due = Q(fetched_at=None) | ~heavy & Q(fetched_at__lte=now - EVERY) | Q(fetched_at__lte=now - HEAVY_EVERY)
    with transaction.atomic():
        rows = OutsideCalendar.objects.select_for_update(skip_locked=True, of=("self",), no_key=True)
        waiting = rows.filter(due, WORKS_THERE, is_active=True).select_related("practitioner__clinic")
        calendar = waiting.order_by(F("fetched_at").asc(nulls_first=True), "pk").first()
        if calendar:
            calendar.fetched_at = now
            calendar.save(update_fields=["fetched_at"])
    return calendar


def _wanted(calendar: OutsideCalendar, now: datetime) -> Wanted:
    practitioner = calendar.practitioner
    ahead = timedelta(days=policy_of(practitioner.clinic).horizon_days) + BEYOND
    own = urlsplit(settings.BASE_URL).hostname or ""
    return Wanted(practitioner.time_zone, now, now + ahead, own)


@transaction.atomic
def _replace(calendar: OutsideCalendar, busy: list[Stretch], **columns: Any) -> None:
    """All or nothing, and nothing for one that was taken away meanwhile."""
    rows = OutsideCalendar.objects.select_for_update(no_key=True).filter(pk=calendar.pk, is_active=True)
    if not rows:
        return
    OutsideBusy.objects.filter(calendar=calendar).delete()
    OutsideBusy.objects.bulk_create(
        [OutsideBusy(calendar=calendar, starts_at=start, ends_at=end) for start, end in busy]
    )
    OutsideCalendar.objects.filter(pk=calendar.pk).update(**columns)


def _kept(etag: str) -> str:
    """What can be sent back as it came, else nothing."""
    is_plain = etag.isascii() and etag.isprintable()
    return etag if is_plain and len(etag) <= ETAG_LENGTH else ""
