"""Today, and the player of today's session."""

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from accounts.models import User
from patients.models import Patient
from patients.queries.aftercare import asked_now
from portal.pages.aftercare import questions_of
from portal.pages.check import check_card
from portal.pages.decisions import news_of
from portal.pages.runs import questions, run_card
from portal.pages.stops import screen_due
from portal.pages.today import today_page
from portal.pages.visits import next_visit_card
from portal.pages.whose import Whose
from portal.player_words import player_words
from portal.views.patient import patient_page, show
from programs.enums import SkipReason
from programs.queries.education import next_topic
from programs.queries.next_session import session_after
from programs.queries.today import due_today
from programs.queries.told import is_resting
from programs.rules.words import NothingDue


@require_safe
@patient_page
def today(request: HttpRequest, patient: Patient) -> HttpResponse:
    day = due_today(patient)
    page = today_page(day, session_after(day))
    return show(
        request,
        patient,
        "portal/today.html",
        section="today",
        page=page,
        topic=next_topic(patient, day),
        screen_due=screen_due(patient),
        check_card=check_card(patient, day.on),
        questions=questions(patient),
        aftercare=questions_of(asked_now(patient)),
        run_card=run_card(patient, day.on),
        news=news_of(patient),
        next_visit=next_visit_card(patient),
        is_resting=page.reason == NothingDue.PAUSED and is_resting(patient),
    )


@require_safe
@patient_page
def player(request: HttpRequest, patient: Patient) -> HttpResponse:
    """The frame of the player. The session itself it asks from the API, as any other client does."""
    if not Whose(cast(User, request.user), patient).may_write:
        return redirect("portal:today")
    return show(
        request,
        patient,
        "portal/player.html",
        next_on=session_after(due_today(patient)),
        strings=player_words(),
        skip_reasons=SkipReason,
        scale_low=range(6),
        scale_high=range(6, 11),
    )
