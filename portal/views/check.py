"""The daily check: ten seconds about the knee, and one sentence back."""

from typing import cast
from uuid import uuid4

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.models import User
from common import clock
from common.errors import ServiceError
from patients.enums import Outcome, ScreeningScope
from patients.models import Episode, Patient
from patients.queries.screening import asked_of
from patients.queries.screening_due import screened_episodes
from portal.check_forms import CheckForm
from portal.pages.check import check_page
from portal.views.patient import patient_page, show
from programs.models import DailyCheck
from programs.queries.check_of_day import check_of
from programs.services.daily_checks import record_daily_check


@require_http_methods(["GET", "HEAD", "POST"])
@patient_page
def check(request: HttpRequest, patient: Patient) -> HttpResponseBase:
    """The check of today; ``?change=1`` corrects the one that stands, ``?episode=`` picks one of several."""
    episode = _episode(request, patient)
    if episode is None:
        return show(request, patient, "portal/check_none.html", section="today")
    today = clock.today_in(patient.time_zone)
    known = check_of(episode, today)
    if known and request.method != "POST" and "change" not in request.GET:
        page = check_page(known, episode)
        return show(request, patient, "portal/check_done.html", section="today", page=page, episode=episode)
    form = CheckForm.of(
        asked_of(patient, episode.condition, ScreeningScope.DAILY),
        {"uuid": uuid4(), "on": today},
        known,
        request.POST if request.method == "POST" else None,
    )
    if form.is_valid() and (kept := _keep(request, patient, episode, form)):
        return _after(kept)
    # sending.js tells by the status that the page says why.
    status = 422 if form.errors else 200
    return show(request, patient, "portal/check.html", status=status, section="today", form=form, on=today)


def _episode(request: HttpRequest, patient: Patient) -> Episode | None:
    episodes = {str(episode.uuid): episode for episode in screened_episodes(patient)}
    return episodes.get(request.GET.get("episode", ""), next(iter(episodes.values()), None))


def _keep(request: HttpRequest, patient: Patient, episode: Episode, form: CheckForm) -> DailyCheck | None:
    try:
        return record_daily_check(
            by=cast(User, request.user),
            patient=patient,
            uuid=form.cleaned_data["uuid"],
            data=form.check_input(episode),
            answers=form.answers(),
        ).check
    except ServiceError as error:
        form.refuse(_in_words(error))
        return None


def _in_words(error: ServiceError) -> ServiceError:
    """The day's check came from another device meanwhile: its number says nothing to people."""
    if error.code != "already_checked":
        return error
    return ServiceError(_("Today's check was sent from another device already. Open it again to change it."))


def _after(check: DailyCheck) -> HttpResponseBase:
    if check.screening.outcome != Outcome.CLEAR:
        return redirect("portal:screened", uuid=check.screening.uuid)
    return redirect(f"{reverse('portal:check')}?episode={check.episode.uuid}")
