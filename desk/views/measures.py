"""The library of measures: what came with a pack, and the clinic's own. An owner imports and retires."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.permissions import Permission
from desk.forms.base import attempt
from desk.forms.measures import MeasureFileForm, content_of
from desk.pages import Crumb, page, paginated
from desk.staff import StaffRequest, needs, posted
from patients.measure_access import get_measure, get_own_measure
from patients.measure_forms import activity_rows, questions
from patients.queries.measures import measure_list, measure_with_versions
from patients.questionnaires.reader import example
from patients.questionnaires.sheet import LARGEST
from patients.rules.definition import Definition
from patients.services.measure_imports import attestation, import_measure, retire_measure


@needs(Permission.VIEW_CLINICAL)
def measures_page(request: StaffRequest) -> HttpResponseBase:
    found = paginated(request, measure_list(request.user))
    return page(request, "measures", _("Measures"), page_obj=found)


@needs(Permission.VIEW_CLINICAL)
def measure_page(request: StaffRequest, uuid: UUID) -> HttpResponseBase:
    """What a measure asks, how it is scored, and where it comes from."""
    measure = measure_with_versions(get_measure(request.user, uuid))
    current = next(version for version in measure.versions.all() if version.is_current)
    definition = Definition.from_content(current.content)
    asked = definition.activities
    return page(
        request,
        "measure",
        measure.name,
        crumbs=[_crumb()],
        measure=measure,
        current=current,
        definition=definition,
        questions=questions(definition, {}, {}),
        rows=activity_rows(asked, definition.anchors, {}, (), {})[: asked.at_least] if asked else (),
    )


@needs(Permission.MANAGE_CLINIC)
def import_page(request: StaffRequest) -> HttpResponseBase:
    words = attestation(request.membership.clinic)
    form = MeasureFileForm(words, posted(request), request.FILES or None)
    imported = attempt(
        form,
        lambda data: import_measure(by=request.user, **{**data, "file": content_of(data["file"], LARGEST)}),
    )
    if imported:
        name = {"name": imported.version.measure.name, "version": imported.version.version}
        words = (
            _("“%(name)s” %(version)s is published.")
            if imported.created
            else _("“%(name)s” is here already.")
        )
        messages.success(request, words % name)
        return redirect("admin:measures_detail", imported.version.measure.uuid)
    return page(
        request,
        "measure_import",
        _("Import a questionnaire"),
        crumbs=[_crumb()],
        form=form,
        example=example(),
        save=_("Check and publish"),
        back=_crumb().url,
    )


@needs(Permission.MANAGE_CLINIC)
def retire_page(request: StaffRequest, uuid: UUID) -> HttpResponseBase:
    measure = get_own_measure(request.user, uuid)
    form = forms.Form(posted(request))
    if attempt(form, lambda _data: retire_measure(by=request.user, measure=uuid)):
        messages.success(request, _("“%(name)s” is not asked any more.") % {"name": measure.name})
        return redirect("admin:measures")
    return page(
        request,
        "form",
        _("Retire “%(name)s”") % {"name": measure.name},
        crumbs=[_crumb()],
        lead=_("Nobody is asked any more. Answers and scores stay. Importing it again brings it back."),
        form=form,
        save=_("Retire it"),
        back=reverse("admin:measures_detail", args=[uuid]),
    )


def _crumb() -> Crumb:
    return Crumb(_("Measures"), reverse("admin:measures"))
