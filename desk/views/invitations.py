"""A patient's way in: by mail, or as a QR code on a page to print and hand over."""

from uuid import UUID

import segno
from django.conf import settings
from django.contrib import messages
from django.http import Http404
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from accounts.permissions import Permission
from common.errors import Conflict, InvalidInput
from desk.pages import page
from desk.staff import StaffRequest, needs
from desk.views.crumbs import patient_crumb, patients_crumb
from patients.access import get_patient
from patients.queries.patients import open_invitation
from patients.services.invitations import invite_patient, token_for


@needs(Permission.EDIT_PATIENTS)
def invite(request: StaffRequest, uuid: UUID) -> HttpResponseBase:
    if request.method != "POST":  # whoever had to sign in again on the way comes back by a GET
        return redirect("admin:patient", uuid)
    by_mail = request.POST.get("by") == "mail"
    try:
        invitation = invite_patient(by=request.user, patient=uuid, by_mail=by_mail)
    except (Conflict, InvalidInput) as error:
        messages.error(request, str(error.message))
        return redirect("admin:patient", uuid)
    if not by_mail:
        return redirect("admin:patient_invitation", uuid)
    address = invitation.patient.email
    messages.success(request, _("The invitation is on its way to %(address)s.") % {"address": address})
    return redirect("admin:patient", uuid)


@needs(Permission.EDIT_PATIENTS)
def invitation_page(request: StaffRequest, uuid: UUID) -> HttpResponseBase:
    """The open invitation, to print. The link is in it and nowhere else."""
    patient = get_patient(request.user, uuid, Permission.EDIT_PATIENTS)
    if patient.user_id or (invitation := open_invitation(patient)) is None:
        raise Http404
    link = f"{settings.BASE_URL}/join/{token_for(invitation)}/"
    return page(
        request,
        "invitation",
        _("Invitation"),
        crumbs=[patients_crumb(), patient_crumb(patient)],
        patient=patient,
        clinic=patient.clinic,
        invitation=invitation,
        link=link,
        code=_qr_code(link),
    )


def _qr_code(link: str) -> SafeString:
    """The link as inline SVG, sharp on paper; black on white in dark mode too, because phones read that."""
    code = segno.make_qr(link, error="m")
    return mark_safe(code.svg_inline(scale=5, border=4, dark="#000", light="#fff", omitsize=True))  # noqa: S308
