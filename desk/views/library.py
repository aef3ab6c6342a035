"""What can be prescribed: exercises, program templates and the packs they come from. Read only."""

from uuid import UUID

from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.permissions import Permission
from desk.pages import Crumb, page, paginated
from desk.staff import StaffRequest, needs
from desk.views.assign import week_minutes
from patients.enums import Side
from programs.access import get_exercise, get_template
from programs.enums import Focus
from programs.queries.library import exercise_list, template_list
from programs.queries.packs import (
    clinician_disclaimer,
    equipment_codes,
    is_reviewed,
    pack_list,
    source_texts,
)
from programs.queries.template import plan_of
from programs.words import equipment_words


@needs(Permission.VIEW_CLINICAL)
def exercises_page(request: StaffRequest) -> HttpResponseBase:
    focus = request.GET.get("focus", "")
    equipment = request.GET.get("equipment", "")
    search = request.GET.get("q", "").strip()
    codes = equipment_codes(request.user)
    found = exercise_list(
        request.user,
        focus=focus if focus in Focus.values else "",
        equipment=equipment if equipment in codes else "",
        search=search,
    )
    return page(
        request,
        "exercises",
        _("Exercises"),
        page_obj=paginated(request, found),
        focus=focus,
        equipment=equipment,
        search=search,
        focuses=Focus.choices,
        equipments=sorted(zip(codes, equipment_words(codes), strict=True), key=lambda pair: pair[1]),
    )


@needs(Permission.VIEW_CLINICAL)
def exercise_page(request: StaffRequest, uuid: UUID) -> HttpResponseBase:
    exercise = get_exercise(request.user, uuid)
    return page(
        request,
        "exercise",
        exercise.name,
        crumbs=[Crumb(_("Exercises"), reverse("admin:exercises"))],
        exercise=exercise,
        sources=source_texts(exercise.pack, exercise.tags),
        is_reviewed=is_reviewed(exercise.pack),
    )


@needs(Permission.VIEW_CLINICAL)
def templates_page(request: StaffRequest) -> HttpResponseBase:
    found = paginated(request, template_list(request.user))
    return page(request, "templates", _("Program templates"), page_obj=found)


@needs(Permission.VIEW_CLINICAL)
def template_page(request: StaffRequest, uuid: UUID) -> HttpResponseBase:
    template = get_template(request.user, uuid)
    plan = plan_of(template)
    return page(
        request,
        "template",
        template.name,
        crumbs=[Crumb(_("Program templates"), reverse("admin:templates"))],
        plan=plan,
        weeks=range(1, template.weeks + 1),
        stages=[(stage, [item for item in plan.items if item.stage.pk == stage.pk]) for stage in plan.stages],
        minutes=week_minutes(plan, Side.BOTH, plan.items),
        sources=source_texts(template.pack, template.tags),
        notice="" if is_reviewed(template.pack) else clinician_disclaimer(template.pack),
    )


@needs(Permission.VIEW_CLINICAL)
def packs_page(request: StaffRequest) -> HttpResponseBase:
    found = paginated(request, pack_list())
    packs = [(pack, is_reviewed(pack), clinician_disclaimer(pack)) for pack in found]
    return page(request, "packs", _("Protocol packs"), page_obj=found, packs=packs)
