"""Who works when: the week of everybody, and one's hours, extra hours and details."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.dates import WEEKDAYS_ABBR
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.permissions import Permission
from common import clock
from desk.forms.availability import (
    ChangeHoursForm,
    CopyForm,
    EndHoursForm,
    ExtraHoursForm,
    HoursForm,
    NewPractitionerForm,
    PractitionerForm,
    places_of,
)
from desk.forms.base import attempt
from desk.pages import Crumb, page
from desk.staff import StaffRequest, needs, posted
from scheduling.access import (
    get_edited_practitioner,
    get_practitioner,
    visible_kinds,
    visible_locations,
    visible_practitioners,
)
from scheduling.availability_access import edited_practitioners, get_edited_extra_hours, get_edited_hours
from scheduling.models import Practitioner
from scheduling.queries.availability import (
    extra_hours_to_come,
    not_booked_yet,
    time_off_to_come,
    week_of,
    weeks_of,
)
from scheduling.services.availability import (
    add_extra_hours,
    add_weekly_hours,
    change_weekly_hours,
    copy_weekly_hours,
    end_weekly_hours,
    remove_extra_hours,
)
from scheduling.services.practitioners import FIELDS, add_practitioner, update_practitioner


@needs(Permission.VIEW_PATIENTS)
def hours_page(request: StaffRequest) -> HttpResponseBase:
    """Everybody's week, and who is away next."""
    return page(
        request,
        "availability",
        _("Hours"),
        weeks=weeks_of(request.user),
        away=time_off_to_come(request.user, clock.now()),
        weekday_names=WEEKDAYS_ABBR.values(),
        edited=set(edited_practitioners(request.user).values_list("pk", flat=True)),
        is_anybody_left=not_booked_yet(request.user).exists(),
    )


@needs(Permission.VIEW_PATIENTS)
def person_page(request: StaffRequest, uuid: UUID) -> HttpResponseBase:
    """One's hours, day by day, with all there is to do about them."""
    who = get_practitioner(request.user, uuid)
    edited = set(edited_practitioners(request.user).values_list("pk", flat=True))
    return page(
        request,
        "availability_person",
        str(who),
        crumbs=[_hours_crumb()],
        who=who,
        week=week_of(who),
        extra=extra_hours_to_come(request.user, who),
        away=time_off_to_come(request.user, clock.now(), who),
        edited=edited,
        is_edited=who.pk in edited,
        is_alone=visible_practitioners(request.user).count() == 1,
    )


@needs(Permission.MANAGE_CLINIC)
def add_person_page(request: StaffRequest) -> HttpResponseBase:
    kinds = list(visible_kinds(request.user))
    said = {
        "time_zone": request.membership.clinic.time_zone,
        "is_bookable": True,
        "kinds": [kind.uuid for kind in kinds if kind.is_active],
    }
    form = NewPractitionerForm(list(not_booked_yet(request.user)), kinds, posted(request), initial=said)
    if who := attempt(form, lambda data: add_practitioner(by=request.user, **data)):
        messages.success(request, _("%(name)s can be booked. Now add their hours.") % {"name": who})
        return _back(who)
    return _form(request, _("Add somebody"), form, _("Add"), template="zone_form")


@needs(Permission.VIEW_PATIENTS)
def details_page(request: StaffRequest, uuid: UUID) -> HttpResponseBase:
    who = get_edited_practitioner(request.user, uuid)
    said = {name: getattr(who, name) for name in FIELDS}
    said["kinds"] = [kind.uuid for kind in who.kinds.all()]
    form = PractitionerForm(list(visible_kinds(request.user)), posted(request), initial=said)
    if attempt(form, lambda data: update_practitioner(by=request.user, practitioner=uuid, changes=data)):
        messages.success(request, _("The details are saved."))
        return _back(who)
    return _form(
        request, _("How %(name)s is booked") % {"name": who}, form, _("Save"), who, template="zone_form"
    )


@needs(Permission.VIEW_PATIENTS)
def add_hours_page(request: StaffRequest, uuid: UUID) -> HttpResponseBase:
    who = get_edited_practitioner(request.user, uuid)
    said = {"valid_from": clock.today_in(who.time_zone), "weekdays": request.GET.getlist("day")}
    form = HoursForm(_places(request), posted(request), initial=said)
    if attempt(form, lambda data: add_weekly_hours(by=request.user, practitioner=uuid, **data)):
        messages.success(request, _("The hours are added."))
        return _back(who)
    lead = _("Times on the clock of %(zone)s.") % {"zone": who.time_zone}
    return _form(request, _("Add hours for %(name)s") % {"name": who}, form, _("Add the hours"), who, lead)


@needs(Permission.VIEW_PATIENTS)
def change_hours_page(request: StaffRequest, uuid: UUID) -> HttpResponseBase:
    row = get_edited_hours(request.user, uuid)
    said = {name: getattr(row, name) for name in ("start", "end", "valid_from", "valid_until")}
    said["location"] = row.location.uuid if row.location else ""
    places = places_of(list(visible_locations(request.user)), row.location)
    form = ChangeHoursForm(places, posted(request), initial=said)
    if attempt(form, lambda data: change_weekly_hours(by=request.user, hours=uuid, changes=data)):
        messages.success(request, _("The hours are changed. What is booked stays booked."))
        return _back(row.practitioner)
    title = _("Change hours of %(name)s") % {"name": row.practitioner}
    return _form(request, title, form, _("Save"), row.practitioner)


@needs(Permission.VIEW_PATIENTS)
def end_hours_page(request: StaffRequest, uuid: UUID) -> HttpResponseBase:
    row = get_edited_hours(request.user, uuid)
    form = EndHoursForm(posted(request), initial={"from_on": clock.today_in(row.practitioner.time_zone)})

    def end(data: dict[str, Any]) -> bool:
        end_weekly_hours(by=request.user, hours=uuid, **data)
        return True

    if attempt(form, end):
        messages.success(request, _("The hours end. What is booked stays booked."))
        return _back(row.practitioner)
    title = _("End hours of %(name)s") % {"name": row.practitioner}
    return _form(request, title, form, _("End the hours"), row.practitioner)


@needs(Permission.VIEW_PATIENTS)
def copy_page(request: StaffRequest, uuid: UUID) -> HttpResponseBase:
    who = get_edited_practitioner(request.user, uuid)
    others = [person for person in visible_practitioners(request.user) if person != who]
    form = CopyForm(others, posted(request), initial={"from_on": clock.today_in(who.time_zone)})
    if copied := attempt(form, lambda data: copy_weekly_hours(by=request.user, to=uuid, **data)):
        words = ngettext("%(n)s row of hours is copied.", "%(n)s rows of hours are copied.", len(copied))
        messages.success(request, words % {"n": len(copied)})
        return _back(who)
    return _form(request, _("Same hours as somebody else"), form, _("Copy the hours"), who)


@needs(Permission.VIEW_PATIENTS)
def extra_hours_page(request: StaffRequest, uuid: UUID) -> HttpResponseBase:
    who = get_edited_practitioner(request.user, uuid)
    form = ExtraHoursForm(_places(request), posted(request))
    if attempt(form, lambda data: add_extra_hours(by=request.user, practitioner=uuid, **data)):
        messages.success(request, _("The extra hours are added."))
        return _back(who)
    lead = _("They count on a public holiday, too. Times on the clock of %(zone)s.") % {"zone": who.time_zone}
    title = _("Extra hours for %(name)s") % {"name": who}
    return _form(request, title, form, _("Add the hours"), who, lead)


@needs(Permission.VIEW_PATIENTS)
def remove_extra_hours_page(request: StaffRequest, uuid: UUID) -> HttpResponseBase:
    row = get_edited_extra_hours(request.user, uuid)
    if request.method == "POST":  # whoever had to sign in again on the way comes back by a GET
        remove_extra_hours(by=request.user, hours=uuid)
        messages.success(request, _("The extra hours are taken back."))
    return _back(row.practitioner)


def _places(request: StaffRequest) -> list[tuple[str, Any]]:
    return places_of(list(visible_locations(request.user)))


def _hours_crumb() -> Crumb:
    return Crumb(_("Hours"), reverse("admin:hours"))


def _back(who: Practitioner) -> HttpResponseRedirect:
    return redirect("admin:hours_of", who.uuid)


def _form(
    request: StaffRequest,
    title: str,
    form: forms.Form,
    save: str,
    who: Practitioner | None = None,
    lead: str = "",
    template: str = "hours_form",
) -> HttpResponseBase:
    back = reverse("admin:hours_of", args=[who.uuid]) if who else reverse("admin:hours")
    crumbs = [_hours_crumb(), *([Crumb(str(who), back)] if who else [])]
    return page(request, template, title, crumbs=crumbs, form=form, save=save, lead=lead, back=back)
