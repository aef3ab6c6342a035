"""A program template of a pack as the simulation starts from it: stages, items, rules and thresholds."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import count, groupby

from patients.rules.examination import functional_test
from programs.packs.content import ExerciseContent, ItemContent, PackContent, StageContent, TemplateContent
from programs.rules.dose import Dose
from programs.rules.life import StageFacts
from programs.rules.parameters import Parameters
from programs.rules.schedule import Item
from programs.rules.scopes import Protocol

START = date(2026, 1, 5)  # a Monday; any day will do
TIME_ZONE = "UTC"
NO_SIDE = ("both",)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What everybody begins with. Exercises are known by their slugs, and so are items' `exercise_id`."""

    name: str
    weeks: int
    stages: tuple[StageFacts, ...]
    items: tuple[Item, ...]
    exercises: Mapping[str, ExerciseContent]
    harder: Mapping[str, str]
    protocol: Protocol
    parameters: Parameters


def plan_of(pack: PackContent, template: str, overrides: Mapping[str, object]) -> Plan:
    """Raises ValueError for a template that is not in the pack, ParameterError for a bad override."""
    found = next((each for each in pack.programs if each.slug == template), None)
    if found is None:
        raise ValueError(f"no program {template!r}; there are {', '.join(p.slug for p in pack.programs)}")
    protocol = Protocol.from_pack(pack.raw)
    return Plan(
        name=found.name,
        weeks=found.weeks,
        stages=tuple(_stage(pack, stage) for stage in found.stages),
        items=tuple(_items(pack, found)),
        exercises={exercise.slug: exercise for exercise in pack.exercises},
        harder={exercise.slug: exercise.harder for exercise in pack.exercises if exercise.harder},
        protocol=protocol,
        parameters=protocol.rulebook.parameters(found.rule_overrides, overrides),
    )


def _stage(pack: PackContent, stage: StageContent) -> StageFacts:
    tests = {row["slug"]: functional_test(row) for row in pack.raw.get("functional_tests", ())}
    asked = [use["test"] for use in stage.exit.get("tests", ())]
    return StageFacts(
        slug=stage.slug,
        first_week=min(stage.weeks),
        last_week=max(stage.weeks),
        min_days=stage.min_days,
        pain_limit=stage.exit.get("worst_pain_max"),
        required={slug: tests[slug].sides if slug in tests else NO_SIDE for slug in asked},
    )


def _items(pack: PackContent, template: TemplateContent) -> Iterator[Item]:
    modes = {exercise.slug: exercise.mode for exercise in pack.exercises}
    ids = count(1)
    planned = (item for stage in template.stages for item in stage.items)
    for line, item in enumerate(planned, start=1):
        for first, last, dose in _spans(item):
            yield Item(
                id=next(ids),
                line=line,
                program_id=0,
                exercise_id=item.exercise,
                position=item.position,
                is_core=item.is_core,
                side=item.side,
                days=item.days,
                first_week=first,
                last_week=last,
                effective_from=START,
                effective_to=None,
                dose=dose,
                mode=modes[item.exercise],
            )


def _spans(item: ItemContent) -> Iterator[tuple[int, int, Dose]]:
    """Weeks in a row with the same dose."""
    for dose, run in groupby(sorted(item.doses.items()), key=lambda pair: pair[1]):
        weeks = [week for week, _dose in run]
        yield weeks[0], weeks[-1], dose
