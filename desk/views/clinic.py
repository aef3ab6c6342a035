"""The clinic's own settings, for the owner."""

from django.conf import settings
from django.contrib import messages
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import Clinic
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
    lead = _("People who want to be seen begin here: %(address)s") % {"address": public_address(clinic)}
    return page(request, "zone_form", _("Clinic"), form=form, save=_("Save"), lead=lead)


def public_address(clinic: Clinic) -> str:
    """To be given to people and put on the clinic's own pages."""
    return settings.BASE_URL + reverse("portal:start", kwargs={"slug": clinic.slug})
