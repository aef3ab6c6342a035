"""When somebody is away, or the whole clinic."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.permissions import Permission
from desk.forms.availability import TimeOffForm, time_off_said
from desk.forms.base import attempt
from desk.pages import Crumb, page
from desk.staff import StaffRequest, needs, posted
from scheduling.access import get_edited_practitioner
from scheduling.availability_access import get_edited_time_off
from scheduling.models import Practitioner, TimeOff
from scheduling.services.time_off import add_time_off, booked_within, change_time_off, remove_time_off


@needs(Permission.VIEW_PATIENTS)
def away_page(request: StaffRequest, uuid: UUID) -> HttpResponseBase:
    """One's own time off."""
    who = get_edited_practitioner(request.user, uuid)
    title = _("Time off for %(name)s") % {"name": who}
    return _time_off(
        request, title, who, lambda said: add_time_off(by=request.user, practitioner=uuid, **said)
    )


@needs(Permission.MANAGE_CLINIC)
def closed_page(request: StaffRequest) -> HttpResponseBase:
    """The whole clinic's."""
    return _time_off(
        request,
        _("Close the clinic"),
        None,
        lambda said: add_time_off(by=request.user, practitioner=None, **said),
    )


@needs(Permission.VIEW_PATIENTS)
def change_page(request: StaffRequest, uuid: UUID) -> HttpResponseBase:
    row = get_edited_time_off(request.user, uuid)
    zone = _zone(request, row.practitioner)
    said = {**time_off_said(row.starts_at, row.ends_at, zone), "reason": row.reason}
    return _time_off(
        request,
        _("Change time off"),
        row.practitioner,
        lambda data: change_time_off(by=request.user, time_off=uuid, **data),
        said,
    )


@needs(Permission.VIEW_PATIENTS)
def remove_page(request: StaffRequest, uuid: UUID) -> HttpResponseBase:
    row = get_edited_time_off(request.user, uuid)
    if request.method == "POST":  # whoever had to sign in again on the way comes back by a GET
        remove_time_off(by=request.user, time_off=uuid)
        messages.success(request, _("The time can be booked again."))
    return _back(row.practitioner)


def _time_off(
    request: StaffRequest,
    title: str,
    who: Practitioner | None,
    keep: Callable[[dict[str, Any]], TimeOff],
    said: dict[str, Any] | None = None,
) -> HttpResponseBase:
    zone = _zone(request, who)
    form = TimeOffForm(posted(request), initial=said)
    if row := attempt(form, lambda _data: keep(form.times(zone))):
        _tell(request, row)
        return _back(who)
    back = reverse("admin:hours_of", args=[who.uuid]) if who else reverse("admin:hours")
    crumbs = [Crumb(_("Hours"), reverse("admin:hours")), *([Crumb(str(who), back)] if who else [])]
    lead = _("Nothing can be booked then. Times on the clock of %(zone)s.") % {"zone": zone}
    return page(request, "hours_form", title, crumbs=crumbs, form=form, save=_("Save"), lead=lead, back=back)


def _tell(request: StaffRequest, row: TimeOff) -> None:
    messages.success(request, _("The time is kept free."))
    if booked := booked_within(row):
        words = ngettext(
            "%(n)s visit is booked in this time. It stays booked: move or cancel it in the calendar.",
            "%(n)s visits are booked in this time. They stay booked: move or cancel them in the calendar.",
            booked,
        )
        messages.warning(request, words % {"n": booked})


def _zone(request: StaffRequest, who: Practitioner | None) -> str:
    return who.time_zone if who else request.membership.clinic.time_zone


def _back(who: Practitioner | None) -> HttpResponseRedirect:
    return redirect("admin:hours_of", who.uuid) if who else redirect("admin:hours")
