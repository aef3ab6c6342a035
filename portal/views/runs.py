"""The running page, logging a run, and saying with one tap how the knee was after a load."""

from typing import cast
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import User
from common import clock
from common.errors import NotFound, ServiceError
from patients.enums import EpisodeStatus
from patients.models import Patient
from portal.pages.running import running_page
from portal.pages.runs import question, questions, run_card
from portal.run_forms import RunForm, said
from portal.views.patient import patient_page, show
from programs.models import RunLog
from programs.queries.follow_ups import get_own_follow_up
from programs.queries.runs import get_own_run
from programs.services.follow_ups import answer_follow_up
from programs.services.run_logs import record_run


@require_http_methods(["GET", "HEAD", "POST"])
@patient_page
def run(request: HttpRequest, patient: Patient) -> HttpResponseBase:
    """A new run; ``?change=`` corrects one."""
    known = _own_run(patient, request.GET["change"]) if "change" in request.GET else None
    episodes = [known.episode] if known else list(patient.episodes.filter(status=EpisodeStatus.OPEN))
    if not episodes:
        return show(request, patient, "portal/run_none.html", section="today")
    today = clock.today_in(patient.time_zone)
    form = RunForm(
        episodes,
        request.POST if request.method == "POST" else None,
        known=known,
        initial=said(known) if known else {"uuid": uuid4(), "on": today},
    )
    if form.is_valid() and (kept := _keep(request, form)):
        return redirect("portal:run_kept", uuid=kept.uuid)
    answer = show(request, patient, "portal/run.html", section="today", form=form, known=known, on=today)
    answer.status_code = 422 if form.errors else 200  # sending.js tells by it that the page says why
    return answer


@require_safe
@patient_page
def running(request: HttpRequest, patient: Patient) -> HttpResponseBase:
    """Where the patient stands: may I, the level, the week, the goal."""
    page = running_page(patient)
    if page is None:
        return show(request, patient, "portal/run_none.html", section="today")
    today = clock.today_in(patient.time_zone)
    card = run_card(patient, today)
    return show(request, patient, "portal/running.html", section="today", page=page, run_card=card)


@require_safe
@patient_page
def run_kept(request: HttpRequest, patient: Patient, uuid: UUID) -> HttpResponseBase:
    """The run is with the clinic: what was said, and what comes next."""
    return show(request, patient, "portal/run_kept.html", section="today", run=_own_run(patient, str(uuid)))


@require_safe
@patient_page
def follow_ups(request: HttpRequest, patient: Patient) -> HttpResponseBase:
    """Everything that waits for a tap."""
    return show(request, patient, "portal/follow_ups.html", section="today", questions=questions(patient))


@require_http_methods(["GET", "HEAD", "POST"])
@patient_page
def follow_up(request: HttpRequest, patient: Patient, uuid: UUID) -> HttpResponseBase:
    """One question, to answer it or to correct the answer."""
    try:
        asked = get_own_follow_up(patient, uuid)
        if request.method == "POST":
            return _answer(request, patient, uuid)
    except NotFound as error:
        raise Http404(str(error)) from error
    about = [question(patient, asked)]
    return show(request, patient, "portal/follow_ups.html", section="today", questions=about)


def _own_run(patient: Patient, uuid: str) -> RunLog:
    try:
        return get_own_run(patient, UUID(uuid))
    except (NotFound, ValueError) as error:
        raise Http404(str(error)) from error


def _keep(request: HttpRequest, form: RunForm) -> RunLog | None:
    try:
        data = form.run_input()
        return record_run(by=cast(User, request.user), uuid=form.cleaned_data["uuid"], data=data).run
    except ServiceError as error:
        form.refuse(error)
        return None


def _answer(request: HttpRequest, patient: Patient, uuid: UUID) -> HttpResponseBase:
    """On to what else waits, else to Today; a refusal stays with its question."""
    try:
        answer_follow_up(by=cast(User, request.user), uuid=uuid, settled=request.POST.get("settled", ""))
        messages.success(request, _("Thank you. It is written down."))
    except ServiceError as error:
        if isinstance(error, NotFound):
            raise
        messages.error(request, str(error.message))
        return redirect("portal:follow_up", uuid=uuid)
    return redirect("portal:follow_ups" if questions(patient) else "portal:today")
