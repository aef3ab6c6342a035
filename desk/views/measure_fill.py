"""Fills in a measure on behalf of a patient who says the answers."""

from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.contrib import messages
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.permissions import Permission
from common import clock
from common.errors import NotFound, ServiceError
from desk.forms.base import DateInput
from desk.pages import page
from desk.staff import StaffRequest, needs
from desk.views.crumbs import patient_crumb, patients_crumb
from patients.access import get_episode
from patients.measure_access import get_version
from patients.measure_forms import Errors, activity_rows, posted, questions
from patients.measure_words import outcome
from patients.models import Episode, MeasureVersion
from patients.queries.measures import applies, changes_of, named_before
from patients.rules.definition import ACTIVITIES, Definition
from patients.services.responses import ResponseInput, give_response


class DayForm(forms.Form):
    """Of which day the answers are. ``uuid`` makes sending them twice the same as once."""

    uuid = forms.UUIDField(widget=forms.HiddenInput)
    on = forms.DateField(label=_("Day"), widget=DateInput)


@needs(Permission.EDIT_CLINICAL)
def fill_page(request: StaffRequest, uuid: UUID, version: UUID) -> HttpResponseBase:
    episode = get_episode(request.user, uuid, Permission.EDIT_CLINICAL)
    asked = get_version(episode.patient, version)
    if not applies(asked.measure, episode):
        raise NotFound(_("This questionnaire is for another condition."))
    today = clock.today_in(episode.patient.time_zone)
    form = DayForm(request.POST or None, initial={"uuid": uuid4(), "on": today})
    answers = posted(Definition.from_content(asked.content), request.POST)
    errors: Errors = {}
    if form.is_valid():
        data = ResponseInput(uuid, version, form.cleaned_data["on"], answers)
        try:
            given = give_response(by=request.user, uuid=form.cleaned_data["uuid"], data=data)
        except ServiceError as error:
            errors = _placed(form, error)
        else:
            messages.success(request, outcome(changes_of(given.response), data.on))
            return redirect("admin:measurements", episode.patient.uuid)
    return _page(request, episode, asked, form, answers, errors)


def _placed(form: DayForm, error: ServiceError) -> Errors:
    """What was refused: of the day at its field, of a question at the question, the rest at the top."""
    form.add_error(None, str(error.message))
    for problem in error.fields.get("on", ()):
        form.add_error("on", str(problem))
    return error.fields


def _page(
    request: StaffRequest,
    episode: Episode,
    version: MeasureVersion,
    form: DayForm,
    answers: dict[str, Any],
    errors: Errors,
) -> HttpResponseBase:
    definition = Definition.from_content(version.content)
    asked, named = definition.activities, named_before(episode, version.measure_id)
    return page(
        request,
        "measure_fill",
        version.measure.name,
        crumbs=[patients_crumb(), patient_crumb(episode.patient)],
        patient=episode.patient,
        form=form,
        questions=questions(definition, answers, errors),
        rows=activity_rows(asked, definition.anchors, answers, named, errors) if asked else (),
        ask_name=asked.ask_name if asked else "",
        activities_error=" ".join(str(problem) for problem in errors.get(ACTIVITIES, ())),
        licence="" if version.bundled else version.licence,
        back=reverse("admin:measurements", args=[episode.patient.uuid]),
    )
