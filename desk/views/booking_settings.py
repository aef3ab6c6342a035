"""What can be booked, where, by which rules, and on which holidays nobody works; for the owner."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from accounts.models import Clinic
from accounts.permissions import Permission
from common import clock
from common.phones import region_of
from desk.forms.base import attempt
from desk.forms.booking_settings import HolidayPlaceForm, KindForm, LocationForm, RulesForm
from desk.pages import Crumb, page
from desk.staff import StaffRequest, needs, posted
from scheduling.access import get_kind, get_location, visible_kinds, visible_locations
from scheduling.holidays import FIRST_YEAR, LAST_YEAR, country_names
from scheduling.models import Policy
from scheduling.queries.holidays import holidays_of
from scheduling.queries.policy import policy_of
from scheduling.services import kinds, locations
from scheduling.services.policy import update_policy, work_on_holiday

SETTINGS = needs(Permission.MANAGE_CLINIC)


@SETTINGS
def kinds_page(request: StaffRequest) -> HttpResponseBase:
    return page(request, "booking_kinds", _("Booking"), rows=visible_kinds(request.user), tab="kinds")


@SETTINGS
def add_kind_page(request: StaffRequest) -> HttpResponseBase:
    said = {"is_active": True, "is_remote": True, "who_may_book": "directly"}
    form = KindForm(posted(request), initial=said | {"position": visible_kinds(request.user).count()})
    if attempt(form, lambda data: kinds.add_kind(by=request.user, **data)):
        messages.success(request, _("It can be booked with everybody who offers it: say who, under Hours."))
        return redirect("admin:kinds")
    return _form(request, _("Add a kind of appointment"), form, _("Add"), "kinds")


@SETTINGS
def kind_page(request: StaffRequest, uuid: UUID) -> HttpResponseBase:
    row = get_kind(request.user, uuid, Permission.MANAGE_CLINIC)
    form = KindForm(posted(request), initial={name: getattr(row, name) for name in kinds.FIELDS})
    if attempt(form, lambda data: kinds.update_kind(by=request.user, kind=uuid, changes=data)):
        messages.success(request, _("It is saved. What is booked already keeps its time and its price."))
        return redirect("admin:kinds")
    return _form(request, row.name, form, _("Save"), "kinds")


@SETTINGS
def locations_page(request: StaffRequest) -> HttpResponseBase:
    rows = visible_locations(request.user)
    return page(request, "booking_locations", _("Booking"), rows=rows, tab="locations")


@SETTINGS
def add_location_page(request: StaffRequest) -> HttpResponseBase:
    said = {"is_active": True, "time_zone": request.membership.clinic.time_zone}
    form = LocationForm(posted(request), initial=said)
    if attempt(form, lambda data: locations.add_location(by=request.user, **data)):
        messages.success(request, _("The location is added. Say under Hours who works there and when."))
        return redirect("admin:locations")
    return _form(request, _("Add a location"), form, _("Add"), "locations", template="zone_form")


@SETTINGS
def location_page(request: StaffRequest, uuid: UUID) -> HttpResponseBase:
    row = get_location(request.user, uuid, Permission.MANAGE_CLINIC)
    form = LocationForm(posted(request), initial={name: getattr(row, name) for name in locations.FIELDS})
    if attempt(form, lambda data: locations.update_location(by=request.user, location=uuid, changes=data)):
        messages.success(request, _("The location is saved."))
        return redirect("admin:locations")
    return _form(request, row.name, form, _("Save"), "locations", template="zone_form")


@SETTINGS
def rules_page(request: StaffRequest) -> HttpResponseBase:
    policy = policy_of(request.membership.clinic)
    names = RulesForm.base_fields
    form = RulesForm(posted(request), initial={name: getattr(policy, name) for name in names})
    if attempt(form, lambda data: update_policy(by=request.user, changes=data)):
        messages.success(request, _("The rules are saved. They count for what is booked from now on."))
        return redirect("admin:booking_rules")
    return page(request, "booking_rules", _("Booking"), form=form, tab="rules")


@SETTINGS
def holidays_page(request: StaffRequest) -> HttpResponseBase:
    clinic = request.membership.clinic
    policy = policy_of(clinic)
    form = HolidayPlaceForm(policy.holiday_country, posted(request), initial=_place(policy, clinic))
    if attempt(form, lambda data: update_policy(by=request.user, changes={"holiday_region": "", **data})):
        messages.success(request, _("The public holidays are set."))
        return redirect("admin:holidays")
    year = _year(request, clinic)
    return page(
        request,
        "booking_holidays",
        _("Booking"),
        form=form,
        tab="holidays",
        year=year,
        before=year - 1 if year > FIRST_YEAR else None,
        after=year + 1 if year < LAST_YEAR else None,
        place=country_names().get(policy.holiday_country, ""),
        rows=holidays_of(clinic, year),
        today=clock.today_in(clinic.time_zone),
    )


@SETTINGS
def holiday_page(request: StaffRequest) -> HttpResponseBase:
    """Whether the clinic works on one of them."""
    on = parse_date(request.POST.get("on", "")[:10]) if request.method == "POST" else None
    if on is None:  # whoever had to sign in again on the way comes back by a GET
        return redirect("admin:holidays")
    works = request.POST.get("works") == "yes"
    work_on_holiday(by=request.user, on=on, works=works)
    words = _("You work on %(day)s.") if works else _("You are closed on %(day)s.")
    messages.success(request, words % {"day": f"{on:%d %b %Y}"})
    return redirect(f"{reverse('admin:holidays')}?year={on.year}")


def _place(policy: Policy, clinic: Clinic) -> dict[str, Any]:
    """What is set; before anything is, the country in which the clinic's clocks are."""
    country = policy.holiday_country
    if policy.pk is None:
        country = region_of(clinic.time_zone) or ""
    return {"holiday_country": country, "holiday_region": policy.holiday_region}


def _year(request: StaffRequest, clinic: Clinic) -> int:
    asked = request.GET.get("year", "")
    this = clock.today_in(clinic.time_zone).year
    return min(max(int(asked), FIRST_YEAR), LAST_YEAR) if asked.isdecimal() and len(asked) == 4 else this


def _form(
    request: StaffRequest, title: str, form: forms.Form, save: str, route: str, template: str = "form"
) -> HttpResponseBase:
    back = reverse(f"admin:{route}")
    crumbs = [Crumb(_("Booking"), back)]
    return page(request, template, title, crumbs=crumbs, form=form, save=save, back=back)
