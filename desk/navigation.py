"""The menu on the left: what each role finds there. The theme calls these by name."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from desk.staff import is_allowed, membership_of
from programs.queries.decisions import waiting_count
from scheduling.queries.appointments import request_count

# Title, icon of the theme's set, route, further routes that belong to it, who finds it.
Entry = tuple[str | Promise, str, str, tuple[str, ...], Permission]
CARE: tuple[Entry, ...] = (
    (_("Today"), "today", "index", ("board_", "signal_"), Permission.VIEW_CLINICAL),
    (_("Calendar"), "calendar_month", "calendar", ("calendar", "appointment"), Permission.VIEW_PATIENTS),
    (_("Requests"), "event_upcoming", "requests", (), Permission.VIEW_PATIENTS),
    (_("Caseload"), "monitor_heart", "caseload", (), Permission.VIEW_CLINICAL),
    (
        _("Patients"),
        "group",
        "patients",
        (
            *("patient", "episode", "program", "prescription", "screen", "stop", "measurement"),
            *("measure_fill", "assessment", "note", "attachment"),
        ),
        Permission.VIEW_PATIENTS,
    ),
    (_("Approvals"), "approval", "approvals", ("approvals", "decision"), Permission.VIEW_CLINICAL),
    (_("Waiting list"), "hourglass_top", "waitlist", ("waitlist",), Permission.VIEW_PATIENTS),
    (_("Questions"), "forum", "questions", ("question",), Permission.VIEW_CLINICAL),
    (_("Enquiries"), "contact_mail", "enquiries", ("enquiry",), Permission.VIEW_PATIENTS),
)
LIBRARY: tuple[Entry, ...] = (
    (_("Exercises"), "fitness_center", "exercises", ("exercise",), Permission.VIEW_CLINICAL),
    (_("Program templates"), "view_week", "templates", ("template",), Permission.VIEW_CLINICAL),
    (_("Measures"), "fact_check", "measures", ("measures_",), Permission.VIEW_CLINICAL),
    (_("Protocol packs"), "inventory_2", "packs", ("pack",), Permission.VIEW_CLINICAL),
)
PRACTICE: tuple[Entry, ...] = (
    (
        _("Hours"),
        "schedule",
        "hours",
        ("hours", "weekly_hours", "time_off"),
        Permission.VIEW_PATIENTS,
    ),
    (
        _("Booking"),
        "event_available",
        "kinds",
        ("kind", "location", "booking_", "holiday"),
        Permission.MANAGE_CLINIC,
    ),
    (_("Quality"), "insights", "quality", (), Permission.VIEW_CLINICAL),
    (_("Staff"), "badge", "staff", ("member",), Permission.MANAGE_STAFF),
    (_("Clinic"), "home_work", "clinic", (), Permission.MANAGE_CLINIC),
    (_("Texts to agree to"), "contract", "consent_texts", (), Permission.MANAGE_CLINIC),
    (_("Warning signs"), "e911_emergency", "red_flags", ("red_flag",), Permission.MANAGE_CLINIC),
)


def _proposals(request: HttpRequest) -> int:
    return waiting_count(request.user)


def _requests(request: HttpRequest) -> int:
    return request_count(request.user)


# How much waits behind an entry.
COUNTS = {"approvals": _proposals, "requests": _requests}


def navigation(request: HttpRequest) -> list[dict[str, Any]]:
    """The groups of the menu, each with only what this person may open."""
    groups = (("", CARE), (_("Library"), LIBRARY), (_("Practice"), PRACTICE))
    found = [
        {
            "title": title,
            "items": [_item(request, entry) for entry in entries if is_allowed(request, entry[4])],
        }
        for title, entries in groups
    ]
    return [group for group in found if group["items"]]


def clinic_name(request: HttpRequest) -> str:
    """The clinic's name over the menu."""
    membership = membership_of(request)
    return membership.clinic.name if membership else ""


def role_name(request: HttpRequest) -> str:
    """What this person is here, under the clinic's name."""
    membership = membership_of(request)
    return membership.get_role_display() if membership else ""


def _item(request: HttpRequest, entry: Entry) -> dict[str, Any]:
    title, icon, route, belonging, _permission = entry
    here = request.resolver_match.url_name if request.resolver_match else ""
    active = here == route or any(str(here).startswith(prefix) for prefix in belonging)
    item = {"title": title, "icon": icon, "link": reverse(f"admin:{route}"), "active": active}
    count = COUNTS[route](request) if route in COUNTS else 0
    return item | ({"badge": count, "badge_variant": "primary"} if count else {})
