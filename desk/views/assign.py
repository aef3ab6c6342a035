"""Assigning a program: choose a template, see it week by week, change what does not fit, confirm once."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from django.contrib import messages
from django.http import Http404
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.permissions import Permission
from common import clock
from common.errors import InvalidInput
from desk.forms.base import attempt
from desk.forms.plan import AssignForm, PlanForm
from desk.pages import page
from desk.staff import StaffRequest, needs, posted
from desk.views.crumbs import patient_crumb, patients_crumb
from patients.access import get_episode
from patients.models import Episode
from programs.access import get_template, visible_programs, visible_templates
from programs.enums import RUNNING
from programs.models import ProgramTemplate
from programs.queries.packs import clinician_disclaimer, condition_names, is_reviewed
from programs.queries.proposals import advice_for
from programs.queries.template import Plan, PlannedItem, minutes_by_week, plan_of, plans_of
from programs.services.assign import apply_changes, assign_program
from programs.services.red_flags import gate_problem


class WeekMinutes(NamedTuple):
    """A week at the foot of the plan: on how many days there is something, and from how long to how long."""

    week: int
    days: int
    least: int
    most: int


@needs(Permission.EDIT_CLINICAL)
def assign_page(request: StaffRequest, uuid: UUID) -> HttpResponseBase:
    episode = get_episode(request.user, uuid, Permission.EDIT_CLINICAL)
    chosen = _chosen_template(request)
    return _plan_page(request, episode, chosen) if chosen else _choice_page(request, episode)


def _chosen_template(request: StaffRequest) -> ProgramTemplate | None:
    if not (asked := request.GET.get("template")):
        return None
    try:
        return get_template(request.user, UUID(asked))
    except ValueError as error:
        raise Http404 from error


def _choice_page(request: StaffRequest, episode: Episode) -> HttpResponseBase:
    offered = _offered(request, episode)
    advice = advice_for(episode, offered)
    # Those that the examination speaks for come first; the others stay in their order.
    offered.sort(key=lambda template: not advice.is_proposed(template))
    cards = [
        (plan, week_minutes(plan, episode.side, plan.items), advice.by_template.get(plan.template.pk))
        for plan in plans_of(offered)
    ]
    packs = {template.pack_id: template.pack for template in offered}.values()
    return page(
        request,
        "assign_choice",
        _("Assign a program"),
        cards=cards,
        advice=advice,
        notices=[(pack, clinician_disclaimer(pack)) for pack in packs if not is_reviewed(pack)],
        **_common(request, episode),
    )


def _plan_page(request: StaffRequest, episode: Episode, template: ProgramTemplate) -> HttpResponseBase:
    plan = plan_of(template)
    today = clock.today_in(episode.patient.time_zone)
    form = AssignForm(posted(request), initial={"start_on": today, "side": episode.side})
    cells = PlanForm(plan, posted(request))
    if request.POST.get("do") == "assign" and not cells.errors and _assigned(request, episode, form, cells):
        return redirect("admin:patient", episode.patient.uuid)
    form.is_valid()
    return page(
        request,
        "assign_plan",
        _("Assign a program"),
        form=form,
        cells=cells,
        template=template,
        proposal=advice_for(episode, [template]).by_template.get(template.pk),
        others=[other for other in _offered(request, episode) if other.pk != template.pk],
        weeks=range(1, template.weeks + 1),
        minutes=week_minutes(plan, _side(form, episode), _preview_items(cells)),
        weekdays=_weekdays(form, today),
        notice="" if is_reviewed(template.pack) else clinician_disclaimer(template.pack),
        **_common(request, episode),
    )


def _assigned(request: StaffRequest, episode: Episode, form: AssignForm, cells: PlanForm) -> bool:
    program = attempt(
        form,
        lambda data: assign_program(
            by=request.user,
            episode=episode.uuid,
            template=cells.plan.template.uuid,
            changes=cells.changes(),
            **data,
        ),
    )
    if program:
        starts = date_format(program.start_on, "l j F")
        messages.success(request, _("Assigned. The first day is %(day)s.") % {"day": starts})
    return program is not None


def _offered(request: StaffRequest, episode: Episode) -> list[ProgramTemplate]:
    templates = visible_templates(request.user).filter(pack__condition=episode.condition)
    return list(templates.select_related("pack").order_by("weeks", "name"))


def _common(request: StaffRequest, episode: Episode) -> dict[str, Any]:
    running = visible_programs(request.user).filter(patient=episode.patient_id, status__in=RUNNING)
    return {
        "episode": episode,
        "condition": condition_names().get(episode.condition, episode.condition),
        "running": list(running),
        "gate": gate_problem(episode),
        "crumbs": [patients_crumb(), patient_crumb(episode.patient)],
    }


def _preview_items(cells: PlanForm) -> list[PlannedItem]:
    """The plan as it would be; nothing when every exercise is left out."""
    try:
        return apply_changes(cells.plan.items, cells.changes())
    except InvalidInput:
        return []


def week_minutes(plan: Plan, side: str, items: Sequence[PlannedItem]) -> list[WeekMinutes]:
    """The minutes of each week's days, rest days left out."""
    by_week = minutes_by_week(plan, side, items)
    busy = {week: [minutes for minutes in days if minutes] for week, days in by_week.items()}
    return [
        WeekMinutes(week, len(days), min(days, default=0), max(days, default=0))
        for week, days in busy.items()
    ]


def _side(form: AssignForm, episode: Episode) -> str:
    return str(getattr(form, "cleaned_data", {}).get("side") or episode.side)


def _weekdays(form: AssignForm, today: date) -> dict[int, str]:
    """The program's day 1 to 7 as weekdays, once it is known when it starts."""
    start = getattr(form, "cleaned_data", {}).get("start_on") or today
    return {day: date_format(start + timedelta(days=day - 1), "D") for day in range(1, 8)}
