"""Running on the program page: where it stands, and what a clinician does with it, one page a step."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy

from accounts.permissions import Permission
from desk.forms.base import ReasonForm, attempt
from desk.forms.running import BeginForm, ChangeForm, GoalForm, LevelForm, PainModelForm, goal_values
from desk.pages import page
from desk.staff import StaffRequest, needs, posted
from desk.views.crumbs import patient_crumb, program_crumb
from programs.access import get_program
from programs.models import Program, RunPhase
from programs.queries.mileage import km_words
from programs.queries.run_entry import EntryTest, entry_gaps, entry_tests
from programs.queries.run_first_week import first_week_warning
from programs.queries.running import Running, running_of
from programs.run_pictures import level_picture
from programs.run_plan_words import PAIN_MODELS, cutback_words, left_words, level_words, passes_words
from programs.services import run_plans
from programs.services import running as services

Text = str | Promise


@dataclass(frozen=True, slots=True)
class Section:
    """What the program page shows of running; ``tests`` while nobody has let the patient begin."""

    running: Running
    level: str
    picture: SafeString | str
    passes: str
    left: str
    done: str
    cutback: str
    pain_model: Text
    tests: list[EntryTest]


def running_section(program: Program) -> Section | None:
    """None where the program's pack has no running plan."""
    found = running_of(program)
    if found is None:
        return None
    plan, level, budget = found.plan, found.level, found.budget
    warm_up, cool_down = found.pack.warm_up_min, found.pack.cool_down_min
    return Section(
        running=found,
        level=level_words(level) if level else "",
        picture=level_picture(level, warm_up, cool_down) if level else "",
        passes=passes_words(plan.passes, found.passes_required) if plan else "",
        left=left_words(budget) if budget else "",
        done=km_words(budget.done_km) if budget else "",
        cutback=cutback_words(budget) if budget else "",
        pain_model=PAIN_MODELS[found.pain_model],
        tests=[] if plan else entry_tests(program, found.pack, found.on),
    )


@dataclass(frozen=True)
class Step:
    """Something that is done with running: its form, from where it stands, and its service."""

    form: Callable[[Running, Any], forms.Form]
    do: Callable[[StaffRequest, UUID, forms.Form], object]
    title: Text
    lead: Text
    done: Text
    warnings: Callable[[Running], list[str]] = lambda _running: []


def _begin(request: StaffRequest, program: UUID, form: forms.Form) -> object:
    data, goal = form.cleaned_data, form.goal() if isinstance(form, GoalForm) else None
    opened = run_plans.open_run_plan(
        by=request.user,
        program=program,
        phase=data["phase"],
        goal=goal,
        reason=data["reason"],
        uuid=data["uuid"],
    )
    for warning in opened.warnings:
        messages.warning(request, warning)
    return opened


def _missing(running: Running) -> list[str]:
    """What speaks against walking and jogging, and what the first week of going on would be."""
    program, pack, on = running.program, running.pack, running.on
    gaps = entry_gaps(program, pack, RunPhase.WALK_JOG, on)
    first_week = first_week_warning(program, RunPhase.MODIFIED, pack, on)
    return [*gaps, *([first_week] if first_week else [])]


def _goal(request: StaffRequest, program: UUID, form: forms.Form) -> object:
    goal = form.goal() if isinstance(form, GoalForm) else None
    return run_plans.set_goal(by=request.user, program=program, goal=goal)


def _with_data(service: Callable[..., object]) -> Callable[[StaffRequest, UUID, forms.Form], object]:
    """A service that takes the form's fields as they are."""
    return lambda request, program, form: service(by=request.user, program=program, **form.cleaned_data)


STEPS: dict[str, Step] = {
    "begin": Step(
        lambda _running, data: BeginForm(data, initial={"phase": RunPhase.WALK_JOG}),
        _begin,
        gettext_lazy("Let the patient begin to run"),
        gettext_lazy(
            "From today on the patient sees what to run, and each run that is judged moves the plan."
        ),
        gettext_lazy("The patient may begin."),
        _missing,
    ),
    "level": Step(
        lambda running, data: LevelForm(
            running, data, initial={"level": running.plan.level if running.plan else 1}
        ),
        _with_data(run_plans.set_level),
        gettext_lazy("Choose the level"),
        gettext_lazy("From today on the patient runs at this level, with no passed runs yet."),
        gettext_lazy("The level is set."),
    ),
    "goal": Step(
        lambda running, data: GoalForm(data, initial=goal_values(running.plan)),
        _goal,
        gettext_lazy("Goal"),
        gettext_lazy("The patient reads here and there what the safe increase allows by then."),
        gettext_lazy("The goal is noted."),
    ),
    "change": Step(
        lambda running, data: ChangeForm(
            data, initial={"change": running.plan.change if running.plan else None}
        ),
        _with_data(run_plans.choose_change),
        gettext_lazy("What grows next"),
        gettext_lazy("One thing at a time, in this order; never two in the same week."),
        gettext_lazy("It is chosen what grows next."),
    ),
    "pain-model": Step(
        lambda running, data: PainModelForm(data, initial=PainModelForm.values(running.pain_model)),
        _with_data(run_plans.choose_pain_model),
        gettext_lazy("How pain is read"),
        gettext_lazy("When the knee must be as before a run, for the next one to be fine."),
        gettext_lazy("The pain model is chosen."),
    ),
    "pause": Step(
        lambda _running, data: ReasonForm(data),
        _with_data(services.pause_running_by),
        gettext_lazy("Pause running"),
        gettext_lazy("The exercises go on. The patient reads not to run until you let it go on."),
        gettext_lazy("Running is paused."),
    ),
    "resume": Step(
        lambda _running, data: ReasonForm(data),
        _with_data(services.resume_running),
        gettext_lazy("Let running go on"),
        gettext_lazy("It goes on at the level it stood. Choose another level if it should be easier."),
        gettext_lazy("Running goes on."),
    ),
}


@needs(Permission.EDIT_CLINICAL)
def step_page(request: StaffRequest, uuid: UUID, name: str) -> HttpResponseBase:
    program = get_program(request.user, uuid, Permission.EDIT_CLINICAL)
    running, step = running_of(program), STEPS.get(name)
    if running is None or step is None:
        raise Http404
    form = step.form(running, posted(request))
    if attempt(form, lambda _data: step.do(request, uuid, form)):
        messages.success(request, str(step.done))
        return redirect(f"{program_crumb(program).url}#running")
    return page(
        request,
        "form",
        str(step.title),
        crumbs=[patient_crumb(program.patient), program_crumb(program)],
        lead=step.lead,
        warnings=step.warnings(running),
        form=form,
        save=step.title,
        back=program_crumb(program).url,
    )
