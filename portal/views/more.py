"""More: help, profile and reminders."""

from typing import cast

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import User
from common.errors import ServiceError
from patients.models import Patient
from patients.queries.consents import consents_of
from patients.queries.guardians import proxies_of
from patients.queries.patients import preferences_of
from patients.services.patients import update_own_profile
from patients.services.preferences import update_own_preferences
from portal.forms import ProfileForm
from portal.pages.whose import Whose
from portal.views.patient import patient_page, refused, show


@require_safe
@patient_page
def more(request: HttpRequest, patient: Patient) -> HttpResponseBase:
    return show(request, patient, "portal/more.html", section="more")


@require_http_methods(["GET", "HEAD", "POST"])
@patient_page
def profile(request: HttpRequest, patient: Patient) -> HttpResponseBase:
    if request.method == "POST" and not Whose(cast(User, request.user), patient).speaks_for:
        return refused(request, patient, _("Only the patient, or a guardian, can change this."))
    form = ProfileForm.of(
        patient, preferences_of(patient), request.POST if request.method == "POST" else None
    )
    if form.is_valid() and _save(form, cast(User, request.user)):
        messages.success(request, _("Saved"))
        return redirect("portal:profile")
    return show(
        request,
        patient,
        "portal/profile.html",
        section="more",
        form=form,
        consents=consents_of(patient),
        proxies=[proxy for proxy in proxies_of(patient) if proxy.is_in_force()],
    )


def _save(form: ProfileForm, by: User) -> bool:
    """Both parts or neither."""
    try:
        with transaction.atomic():
            update_own_profile(by=by, changes=form.profile())
            update_own_preferences(by=by, changes=form.preferences())
    except ServiceError as error:
        form.refuse(error)
        return False
    return True
