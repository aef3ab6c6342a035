"""A measure to fill in, and what became of it since the first time."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, cast
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.forms import DateField, UUIDField
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import User
from common import clock
from common.errors import Conflict, NotFound, ServiceError
from patients.measure_access import get_own_response, get_version
from patients.measure_forms import Errors, posted
from patients.measure_words import outcome
from patients.models import Episode, MeasureVersion, Patient
from patients.queries.measures import asked_episode, changes_of, named_before
from patients.rules.definition import Definition
from patients.services.responses import ResponseInput, give_own_response
from portal.pages.measures import due_cards, measure_page
from portal.views.patient import patient_page, show


@dataclass(frozen=True)
class Sheet:
    """What is on the page: the answers with their id and day, and what is wrong with them."""

    uuid: UUID
    on: date
    answers: dict[str, Any]
    errors: Errors
    problem: str = ""


@require_http_methods(["GET", "HEAD", "POST"])
@patient_page
def measure(request: HttpRequest, patient: Patient, uuid: UUID) -> HttpResponseBase:
    """One version of a measure; ``?episode=`` says for which episode, ``?answers=`` corrects given ones."""
    version, episode = _asked(request, patient, uuid)
    sheet = _sheet(request, patient, version)
    if request.method == "POST":
        given = _give(request, episode, version, sheet)
        if isinstance(given, UUID):
            return redirect("portal:measured", uuid=given)
        sheet = given
    return _page(request, patient, version, episode, sheet)


@require_safe
@patient_page
def measured(request: HttpRequest, patient: Patient, uuid: UUID) -> HttpResponseBase:
    """The answers are with the clinic: what has changed, in one sentence, and what else waits."""
    try:
        response = get_own_response(patient, uuid)
    except NotFound as error:
        raise Http404(str(error)) from error
    return show(
        request,
        patient,
        "portal/measured.html",
        section="progress",
        response=response,
        sentence=outcome(changes_of(response), response.on),
        due=due_cards(patient),
    )


def _page(
    request: HttpRequest, patient: Patient, version: MeasureVersion, episode: Episode, sheet: Sheet
) -> HttpResponseBase:
    named: Sequence[str] = named_before(episode, version.measure_id, sheet.uuid)
    found = measure_page(
        episode,
        version,
        named,
        uuid=sheet.uuid,
        on=sheet.on,
        answers=sheet.answers,
        errors=sheet.errors,
    )
    status = 422 if sheet.errors or sheet.problem else 200
    context: dict[str, Any] = {"problem": sheet.problem, "is_bound": request.method == "POST"}
    answer = show(request, patient, "portal/measure.html", section="progress", page=found, **context)
    answer.status_code = status
    return answer


def _asked(request: HttpRequest, patient: Patient, uuid: UUID) -> tuple[MeasureVersion, Episode]:
    try:
        version = get_version(patient, uuid)
        return version, asked_episode(patient, version.measure, request.GET.get("episode", ""))
    except NotFound as error:
        raise Http404(str(error)) from error


def _sheet(request: HttpRequest, patient: Patient, version: MeasureVersion) -> Sheet:
    """As posted, or given ones to be corrected, or empty."""
    definition = Definition.from_content(version.content)
    today = clock.today_in(patient.time_zone)
    if request.method == "POST":
        answers = posted(definition, request.POST)
        return Sheet(_uuid(request), _day(request, today), answers, {})
    try:
        given = (
            get_own_response(patient, request.GET.get("answers", "")) if "answers" in request.GET else None
        )
    except (NotFound, ValidationError) as error:
        raise Http404 from error
    if given and given.version_id == version.pk:
        return Sheet(given.uuid, given.on, given.answers, {})
    return Sheet(uuid4(), today, {}, {})


def _give(request: HttpRequest, episode: Episode, version: MeasureVersion, sheet: Sheet) -> UUID | Sheet:
    """The id of the stored answers; or the sheet again with what was refused."""
    data = ResponseInput(episode.uuid, version.uuid, sheet.on, sheet.answers)
    try:
        return _store(cast(User, request.user), sheet.uuid, data)
    except ServiceError as error:
        return replace(sheet, errors=error.fields, problem=str(error.message))


def _store(by: User, uuid: UUID, data: ResponseInput) -> UUID:
    """Answers of the same day that came before, from this phone or another, are corrected by these."""
    try:
        return give_own_response(by=by, uuid=uuid, data=data).response.uuid
    except Conflict as conflict:
        if conflict.code != "already_given":
            raise
        earlier = UUID(str(conflict.fields["id"][0]))
        return give_own_response(by=by, uuid=earlier, data=data).response.uuid


def _uuid(request: HttpRequest) -> UUID:
    try:
        return cast(UUID, UUIDField().clean(request.POST.get("uuid")))
    except ValidationError:
        return uuid4()


def _day(request: HttpRequest, today: date) -> date:
    """The day on which the page was opened: a phone may send it after midnight."""
    try:
        return cast(date, DateField(input_formats=["%Y-%m-%d"]).clean(request.POST.get("on")))
    except ValidationError:
        return today
