"""Two records of one person, side by side: what becoming one would do, doing it, and the way back."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.permissions import Permission
from common.errors import Conflict
from common.phones import region_of, show_phone
from desk.forms.base import ReasonForm, attempt
from desk.pages import Crumb, page
from desk.staff import StaffRequest, needs, posted
from desk.views.crumbs import patient_crumb, patients_crumb
from patients.access import get_patient
from patients.models import Patient
from patients.queries.duplicates import duplicates_of
from patients.queries.merging import blockers, moving_words
from patients.queries.patients import patient_list
from patients.services.merging import merge_patients, undo_merge

FOUND = 20


@needs(Permission.MANAGE_CLINIC)
def merge_page(request: StaffRequest, uuid: UUID) -> HttpResponseBase:
    """Without ``with`` in the address, who it may be; with it, the two beside each other."""
    kept = get_patient(request.user, uuid, Permission.MANAGE_CLINIC)
    other = request.GET.get("with", "")
    if not other:
        return _choose(request, kept)
    gone = get_patient(request.user, _uuid(other), Permission.MANAGE_CLINIC)
    form = ReasonForm(posted(request))
    merged = attempt(
        form, lambda data: merge_patients(by=request.user, keep=kept.uuid, gone=gone.uuid, **data)
    )
    if merged:
        messages.success(request, _("The two records are one. It can be undone on this page."))
        return redirect("admin:patient_people", kept.uuid)
    moving, staying = moving_words(gone, kept)
    context = {"gone": gone, "rows": _side_by_side(kept, gone), "moving": moving, "staying": staying}
    return _page(request, "patient_merge", kept, form=form, blockers=blockers(kept, gone), **context)


@needs(Permission.MANAGE_CLINIC)
def undo_page(request: StaffRequest, uuid: UUID) -> HttpResponseBase:
    if request.method != "POST":  # whoever had to sign in again on the way comes back by a GET
        return redirect("admin:patients")
    try:
        merge = undo_merge(by=request.user, merge=uuid)
    except Conflict as error:
        messages.error(request, str(error.message))
        return redirect("admin:patients")
    messages.success(request, _("The records of %(name)s are two again.") % {"name": merge.kept.name})
    return redirect("admin:patient_people", merge.kept.uuid)


def _choose(request: StaffRequest, kept: Patient) -> HttpResponseBase:
    search = request.GET.get("q", "").strip()
    found = patient_list(request.user, search).exclude(pk=kept.pk)[:FOUND] if search else []
    return _page(
        request, "patient_merge_choose", kept, duplicates=duplicates_of(kept), search=search, found=found
    )


def _page(request: StaffRequest, name: str, kept: Patient, **context: Any) -> HttpResponseBase:
    people = Crumb(_("Record and people"), reverse("admin:patient_people", args=[kept.uuid]))
    crumbs = [patients_crumb(), patient_crumb(kept), people]
    title = _("One person, two records")
    return page(request, name, title, crumbs=crumbs, kept=kept, back=people.url, **context)


def _side_by_side(kept: Patient, gone: Patient) -> list[tuple[str, Any, Any, bool]]:
    """Label, what each says, and whether they differ."""
    pairs = zip(_facts(kept), _facts(gone), strict=True)
    return [(label, ours, theirs, ours != theirs) for (label, ours), (_label, theirs) in pairs]


def _facts(patient: Patient) -> list[tuple[str, Any]]:
    return [
        (_("Name"), patient.name),
        (_("Date of birth"), _day(patient.date_of_birth)),
        (_("E-mail"), patient.email),
        (_("Phone"), show_phone(patient.phone, region_of(patient.clinic.time_zone))),
        (_("In an emergency"), patient.emergency_name),
        (_("Physio in charge"), patient.primary_physio),
        (_("Signs in"), _("yes") if patient.user_id else _("no")),
        (_("Registered"), _day(patient.created_at)),
    ]


def _day(on: date | None) -> str:
    return date_format(on, "j M Y") if on else ""


def _uuid(text: str) -> UUID:
    """What is no UUID is nobody's."""
    try:
        return UUID(text)
    except ValueError:
        return UUID(int=0)
