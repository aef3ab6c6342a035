"""Who works here, for the owner."""

import logging
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.access import get_member, managed_staff
from accounts.models import Membership
from accounts.permissions import Permission
from accounts.roles import Role
from accounts.services.passwords import send_password_link
from accounts.services.staff import add_member, change_licence, change_role, end_membership
from desk.forms.base import attempt
from desk.forms.staff import LicenceForm, MemberForm, RoleForm
from desk.pages import Crumb, page, paginated
from desk.staff import StaffRequest, needs, posted

logger = logging.getLogger(__name__)


@needs(Permission.MANAGE_STAFF)
def staff_page(request: StaffRequest) -> HttpResponseBase:
    return page(request, "staff", _("Staff"), page_obj=paginated(request, managed_staff(request.user)))


@needs(Permission.MANAGE_STAFF)
def add_page(request: StaffRequest) -> HttpResponseBase:
    form = MemberForm(posted(request))
    if member := attempt(form, lambda data: add_member(by=request.user, **data)):
        _send_link(request, member)
        return redirect("admin:staff")
    return _form(request, _("Add a member of staff"), form, _("Add and send the link"))


@needs(Permission.MANAGE_STAFF)
def role_page(request: StaffRequest, uuid: UUID) -> HttpResponseBase:
    member = get_member(request.user, uuid)
    form = RoleForm(posted(request), initial={"role": member.role})
    if attempt(form, lambda data: change_role(by=request.user, member=uuid, **data)):
        role = Role(form.cleaned_data["role"]).label
        messages.success(
            request, _("The role of %(name)s is now: %(role)s.") % {"name": member.user, "role": role}
        )
        return redirect("admin:staff")
    return _form(request, _("Role of %(name)s") % {"name": member.user}, form, _("Save"))


@needs(Permission.MANAGE_STAFF)
def licence_page(request: StaffRequest, uuid: UUID) -> HttpResponseBase:
    member = get_member(request.user, uuid)
    said = {"licence_number": member.licence_number, "licence_expires_on": member.licence_expires_on}
    form = LicenceForm(posted(request), initial=said)
    if attempt(form, lambda data: _change_licence(request, uuid, data)):
        messages.success(request, _("The licence of %(name)s is kept.") % {"name": member.user})
        return redirect("admin:staff")
    lead = _("It is written under everything they sign. What is signed already keeps the one of its day.")
    return _form(request, _("Licence of %(name)s") % {"name": member.user}, form, _("Save"), lead)


def _change_licence(request: StaffRequest, member: UUID, data: dict[str, Any]) -> Membership:
    number, expires_on = data["licence_number"], data["licence_expires_on"]
    return change_licence(by=request.user, member=member, number=number, expires_on=expires_on)


@needs(Permission.MANAGE_STAFF)
def end_page(request: StaffRequest, uuid: UUID) -> HttpResponseBase:
    member = get_member(request.user, uuid)
    form = forms.Form(posted(request))
    if attempt(form, lambda _data: end_membership(by=request.user, member=uuid)):
        messages.success(
            request,
            _("%(name)s is signed out everywhere and cannot come in any more.") % {"name": member.user},
        )
        return redirect("admin:staff")
    lead = _("They are signed out everywhere at once. What they did stays in the records under their name.")
    return _form(
        request,
        _("End the membership of %(name)s") % {"name": member.user},
        form,
        _("End the membership"),
        lead,
    )


@needs(Permission.MANAGE_STAFF)
def send_link(request: StaffRequest, uuid: UUID) -> HttpResponseBase:
    member = get_member(request.user, uuid)
    if request.method == "POST":  # whoever had to sign in again on the way comes back by a GET
        _send_link(request, member)
    return redirect("admin:staff")


def _send_link(request: StaffRequest, member: Membership) -> None:
    try:
        send_password_link(request, member.user)
    except OSError:
        logger.exception("The password link could not be sent.")
        messages.error(
            request, _("The mail could not be sent. Nothing is lost: send the link again from this list.")
        )
    else:
        messages.success(
            request, _("The link to choose a password is on its way to %(to)s.") % {"to": member.user.email}
        )


def _form(request: StaffRequest, title: str, form: forms.Form, save: str, lead: str = "") -> HttpResponseBase:
    back = reverse("admin:staff")
    crumbs = [Crumb(_("Staff"), back)]
    return page(request, "form", title, crumbs=crumbs, form=form, save=save, lead=lead, back=back)
