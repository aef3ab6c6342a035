"""The clinic's own settings, for the owner."""

from django.contrib import messages
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from accounts.permissions import Permission
from accounts.services.clinics import FIELDS, update_clinic
from desk.forms.base import attempt
from desk.forms.staff import ClinicForm
from desk.pages import page
from desk.staff import StaffRequest, needs, posted


@needs(Permission.MANAGE_CLINIC)
def clinic_page(request: StaffRequest) -> HttpResponseBase:
    clinic = request.membership.clinic
    form = ClinicForm(posted(request), initial={name: getattr(clinic, name) for name in FIELDS})
    if attempt(form, lambda data: update_clinic(by=request.user, changes=data)):
        messages.success(request, _("The settings are saved."))
        return redirect("admin:clinic")
    return page(request, "zone_form", _("Clinic"), form=form, save=_("Save"))
