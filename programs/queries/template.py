"""A template as a plan: for each stage and item the dose of every week. What assigning starts from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from uuid import UUID

from programs.models import Exercise, ProgramTemplate, TemplateItem, TemplateStage
from programs.rules.clock import ProgramClock
from programs.rules.dose import Dose
from programs.rules.schedule import Item, due_on
from programs.rules.script import build_script
from programs.rules.words import BodySide, Mode, SideRule


@dataclass(frozen=True)
class PlannedItem:
    """One exercise of the plan with its dose in every week of its stage."""

    uuid: UUID
    stage: TemplateStage
    exercise: Exercise
    position: int
    is_core: bool
    days: tuple[int, ...]
    side: SideRule
    doses: Mapping[int, Dose]

    def spans(self) -> list[tuple[int, int, Dose]]:
        """Weeks in a row with the same dose, as (first week, last week, dose)."""
        weeks = sorted(self.doses.items())
        runs = (list(run) for _dose, run in groupby(weeks, key=lambda pair: pair[1]))
        return [(run[0][0], run[-1][0], run[0][1]) for run in runs]


@dataclass(frozen=True)
class Plan:
    """A template with all its stages and items; reading costs two queries, however long it is."""

    template: ProgramTemplate
    stages: Sequence[TemplateStage]
    items: Sequence[PlannedItem]


def plan_of(template: ProgramTemplate) -> Plan:
    """The whole plan of a template."""
    return plans_of([template])[0]


def plans_of(templates: Sequence[ProgramTemplate]) -> list[Plan]:
    """The plans of several templates, for the queries of one."""
    stages: dict[int, list[TemplateStage]] = {template.pk: [] for template in templates}
    for stage in TemplateStage.objects.filter(template__in=templates):
        stages[stage.template_id].append(stage)
    items: dict[int, list[PlannedItem]] = {template.pk: [] for template in templates}
    found = TemplateItem.objects.filter(stage__template__in=templates).select_related("exercise", "stage")
    for item in found.order_by("stage__first_week", "position"):
        items[item.stage.template_id].append(_planned(item))
    return [Plan(template, stages[template.pk], items[template.pk]) for template in templates]


def minutes_by_week(
    plan: Plan, affected: str, items: Sequence[PlannedItem] | None = None
) -> dict[int, list[int]]:
    """For every program week the minutes of each of its seven days; a rest day has 0.

    ``items`` stand in for the plan's own when doses were changed before assigning.
    """
    start = date(2001, 1, 1)  # any day will do: nothing is due by the calendar here
    clock = ProgramClock(start, tuple(range(1, plan.template.weeks + 1)))
    rows = [row for item in (plan.items if items is None else items) for row in _rule_items(item, start)]
    return {
        week: [
            build_script(due_on(clock, rows, BodySide(affected), date.fromordinal(first + day))).minutes
            for day in range(7)
        ]
        for week, first in ((week, start.toordinal() + 7 * (week - 1)) for week in clock.weeks)
    }


def _planned(item: TemplateItem) -> PlannedItem:
    return PlannedItem(
        uuid=item.uuid,
        stage=item.stage,
        exercise=item.exercise,
        position=item.position,
        is_core=item.is_core,
        days=tuple(item.days),
        side=SideRule(item.side),
        doses={int(week): Dose(**dose) for week, dose in item.doses.items()},
    )


def _rule_items(item: PlannedItem, start: date) -> list[Item]:
    return [
        Item(
            id=f"{item.uuid}:{first}",
            line=item.uuid,
            program_id=0,
            exercise_id=item.exercise.pk,
            position=item.position,
            is_core=item.is_core,
            side=item.side,
            days=item.days,
            first_week=first,
            last_week=last,
            effective_from=start,
            effective_to=None,
            dose=dose,
            mode=Mode(item.exercise.mode),
        )
        for first, last, dose in item.spans()
    ]
