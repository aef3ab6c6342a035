"""The staff's calendar: a day or a week, everybody's or one practitioner's, and the same as a list."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from django.http import JsonResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.permissions import Permission
from common import clock
from desk.calendar.asked import CLINIC, DAY, MIDNIGHT, THEIRS, Asked, asked_of
from desk.calendar.entries import shut_entries, visit_entry
from desk.calendar.times import day_of
from desk.calendar.words import SIGNS
from desk.pages import page
from desk.staff import StaffRequest, is_allowed, needs
from scheduling.access import visible_kinds, visible_practitioners
from scheduling.enums import SHOWN, AppointmentStatus
from scheduling.models import Appointment, Practitioner
from scheduling.queries.calendar import nobody_between, shut_between, visits_between
from scheduling.words import zone_words

# The widest range that is answered at once.
MOST_DAYS = 42
EARLIEST, LATEST = "07:00", "20:00"


@require_safe
@needs(Permission.VIEW_PATIENTS)
def calendar_page(request: StaffRequest) -> HttpResponseBase:
    asked = asked_of(request.user, request.membership.clinic, request.GET)
    people = list(visible_practitioners(request.user))
    visits = visits_between(
        request.user,
        asked.from_at,
        asked.until_at,
        practitioner=asked.practitioner,
        cancelled=asked.cancelled,
    )
    return page(
        request,
        "calendar",
        _("Calendar"),
        asked=asked,
        title_words=_range_words(asked),
        days=_by_day(asked, list(visits)),
        people=people,
        clocks=_clocks(request, asked),
        zone_words=zone_words(asked.zone, asked.from_at),
        elsewhere=[one for one in people if _is_elsewhere(one, asked)],
        config=_config(request, asked, people),
        signs=[(status.value, SIGNS[status], status.label) for status in _told(asked)],
        kinds=visible_kinds(request.user).filter(is_active=True),
        today=clock.today_in(asked.zone),
    )


@require_safe
@needs(Permission.VIEW_PATIENTS)
def entries(request: StaffRequest) -> HttpResponseBase:
    """What the component draws between two days, ``from`` until before ``until``, as JSON."""
    clinic = request.membership.clinic
    asked = asked_of(request.user, clinic, request.GET)
    first, until = (day_of(request.GET.get(name, "")) for name in ("from", "until"))
    if first is None or until is None or not 0 < (until - first).days <= MOST_DAYS:
        message = _("Ask for at most %(n)d days.") % {"n": MOST_DAYS}
        return JsonResponse({"code": "invalid", "message": message}, status=400)
    span = clock.moment(asked.zone, first, MIDNIGHT), clock.moment(asked.zone, until, MIDNIGHT)
    people = _shown_people(request, asked)
    visits = visits_between(request.user, *span, practitioner=asked.practitioner, cancelled=asked.cancelled)
    may_edit = is_allowed(request, Permission.EDIT_PATIENTS)
    shut = shut_between(clinic, people, *span)
    if asked.is_whole_week and len(people) > 1:
        shut = nobody_between(shut, people)
    found = [visit_entry(visit, asked.zone, may_edit=may_edit) for visit in visits]
    return JsonResponse({"entries": [*shut_entries(shut, people, asked.zone), *found]})


def _told(asked: Asked) -> list[AppointmentStatus]:
    """The states that the key below the calendar explains."""
    return [state for state in SHOWN if asked.cancelled or state != AppointmentStatus.CANCELLED]


def _shown_people(request: StaffRequest, asked: Asked) -> list[Practitioner]:
    return [asked.practitioner] if asked.practitioner else list(visible_practitioners(request.user))


def _config(request: StaffRequest, asked: Asked, people: Sequence[Practitioner]) -> dict[str, Any]:
    """What the script needs to know; it goes into the page as JSON."""
    shown = [asked.practitioner] if asked.practitioner else people
    offset = clock.now().astimezone(clock.zone(asked.zone)).strftime("%z")
    return {
        "view": "resourceTimeGridDay" if asked.view == DAY else "timeGridWeek",
        "date": asked.first.isoformat(),
        "zone": asked.zone,
        "offset": f"{offset[:3]}:{offset[3:5]}",
        "resources": [{"id": str(one.uuid), "title": _column_words(one, asked)} for one in shown],
        "practitioner": str(asked.practitioner.uuid) if asked.practitioner else "",
        "whole": asked.is_whole_week and len(people) > 1,
        "earliest": EARLIEST,
        "latest": LATEST,
        "mayEdit": is_allowed(request, Permission.EDIT_PATIENTS),
        "entries": f"{reverse('admin:calendar_entries')}?{asked.query()}",
        "book": reverse("admin:appointment_new"),
        "words": {
            "unreachable": _("The server cannot be reached. Nothing was changed; please try again."),
        },
    }


def _column_words(one: Practitioner, asked: Asked) -> str:
    name = one.user.name
    return f"{name} ({zone_words(one.time_zone, asked.from_at)})" if _is_elsewhere(one, asked) else name


def _is_elsewhere(one: Practitioner, asked: Asked) -> bool:
    """Does another clock hang where this practitioner works?"""
    here, there = (asked.from_at.astimezone(clock.zone(name)) for name in (asked.zone, one.time_zone))
    return here.utcoffset() != there.utcoffset()


def _clocks(request: StaffRequest, asked: Asked) -> list[tuple[str, str]]:
    """The clinic's clock and the practitioner's, where there is a choice."""
    clinic = request.membership.clinic
    if not asked.practitioner or asked.practitioner.time_zone == clinic.time_zone:
        return []
    zones = ((CLINIC, clinic.time_zone), (THEIRS, asked.practitioner.time_zone))
    return [(name, zone_words(zone, asked.from_at)) for name, zone in zones]


def _by_day(asked: Asked, visits: Sequence[Appointment]) -> list[tuple[date, list[Appointment]]]:
    """Every day that is shown with its visits; a visit over midnight stands on its first day."""
    place = clock.zone(asked.zone)

    def day(visit: Appointment) -> date:
        return max(visit.starts_at.astimezone(place).date(), asked.first)

    found = {on: list(group) for on, group in groupby(visits, key=day)}
    days = [asked.first + timedelta(days=number) for number in range(asked.days)]
    return [(on, found.get(on, [])) for on in days]


def _range_words(asked: Asked) -> str:
    if asked.view == DAY:
        return date_format(asked.on, "l j F Y")
    first, last = asked.first, asked.last
    start = date_format(first, "j M" if first.year == last.year else "j M Y")
    return _("{first} to {last}").format(first=start, last=date_format(last, "j M Y"))
