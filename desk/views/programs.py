"""A program's page: the plan by week, what was changed and why, and what can be done with it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.permissions import Permission
from desk.forms.base import ReasonForm, attempt
from desk.pages import page
from desk.staff import StaffRequest, needs, posted
from desk.views.crumbs import patient_crumb, program_crumb
from desk.views.running import running_section
from programs.access import get_program, visible_programs
from programs.enums import RUNNING
from programs.models import Program
from programs.queries.decisions import decisions_of
from programs.queries.history import history_of
from programs.queries.program_plan import week_plan
from programs.queries.standing import Standing, standings
from programs.rules.clock import ProgramDay
from programs.services import lifecycle


@needs(Permission.VIEW_CLINICAL)
def program_page(request: StaffRequest, uuid: UUID) -> HttpResponseBase:
    program = get_program(request.user, uuid)
    (standing,) = standings(visible_programs(request.user).filter(pk=program.pk))
    week = _week_asked(request, standing)
    return page(
        request,
        "program",
        program.name,
        crumbs=[patient_crumb(program.patient)],
        program=program,
        standing=standing,
        lived=_weeks_lived(standing),
        plan=week_plan(program, week),
        weeks=range(1, standing.weeks + 1),
        weekdays=_weekdays(standing),
        history=history_of(program),
        decisions=decisions_of([program]),
        running=running_section(program),
        is_running=program.status in RUNNING,
    )


def _week_asked(request: StaffRequest, standing: Standing) -> int:
    asked = request.GET.get("week", "")
    week = int(asked) if asked.isdecimal() else standing.week_reached
    return min(max(week, 1), standing.weeks)


def _weeks_lived(standing: Standing) -> list[tuple[int, bool, str]]:
    """The program weeks in the order lived: number, whether it is the one at hand, why it is repeated."""
    here = standing.place.position if isinstance(standing.place, ProgramDay) else 0
    weeks = sorted(standing.program.weeks.all(), key=lambda week: week.position)
    return [(week.week, week.position == here, week.reason) for week in weeks]


def _weekdays(standing: Standing) -> dict[int, str]:
    """The program's day 1 to 7 as weekdays; a pause shifts them."""
    place = standing.place
    first: date = standing.program.start_on
    if isinstance(place, ProgramDay):
        first = place.on - timedelta(days=place.weekday - 1)
    return {day: date_format(first + timedelta(days=day - 1), "D") for day in range(1, 8)}


Service = Callable[..., Program]


@dataclass(frozen=True)
class Action:
    """Something that is done with a whole program; with a reason, unless it is only going on."""

    service: Service
    title: str | Promise
    lead: str | Promise
    done: str | Promise
    needs_reason: bool = True

    def run(self, by: User, program: UUID, data: dict[str, str]) -> Program:
        return self.service(by=by, program=program, **data)


ACTIONS: dict[str, Action] = {
    "pause": Action(
        lifecycle.pause_program,
        gettext_lazy("Pause the program"),
        gettext_lazy(
            "Nothing is due and no reminder goes out until you resume it. A day that is logged still counts."
        ),
        gettext_lazy("The program is paused."),
    ),
    "resume": Action(
        lifecycle.resume_program,
        gettext_lazy("Resume the program"),
        gettext_lazy("It goes on today where it stood; the paused days are not counted."),
        gettext_lazy("The program goes on today."),
        needs_reason=False,
    ),
    "repeat-week": Action(
        lifecycle.hold_week,
        gettext_lazy("Repeat this week"),
        gettext_lazy(
            "The week at hand is lived once more, with the same doses. Everything later moves back by a week."
        ),
        gettext_lazy("The week will be repeated."),
    ),
    "finish": Action(
        lifecycle.finish_program,
        gettext_lazy("Finish the program"),
        gettext_lazy("It has done its work: nothing is due any more. The record stays."),
        gettext_lazy("The program is finished."),
    ),
    "cancel": Action(
        lifecycle.cancel_program,
        gettext_lazy("Cancel the program"),
        gettext_lazy("It ends before its time: nothing is due any more. The record stays."),
        gettext_lazy("The program is cancelled."),
    ),
}


@needs(Permission.EDIT_CLINICAL)
def action_page(request: StaffRequest, uuid: UUID, name: str) -> HttpResponseBase:
    if (action := ACTIONS.get(name)) is None:
        raise Http404
    program = get_program(request.user, uuid, Permission.EDIT_CLINICAL)
    form = ReasonForm(posted(request)) if action.needs_reason else forms.Form(posted(request))
    if attempt(form, lambda data: action.run(request.user, uuid, data)):
        messages.success(request, str(action.done))
        return redirect("admin:program", uuid)
    return page(
        request,
        "form",
        str(action.title),
        crumbs=[patient_crumb(program.patient), program_crumb(program)],
        lead=action.lead,
        form=form,
        save=action.title,
        back=program_crumb(program).url,
    )
