"""How long each day of each program is: the table physios judge a pack by."""

from collections.abc import Iterator
from dataclasses import dataclass

from programs.packs.content import ExerciseContent, ItemContent, PackContent, StageContent
from programs.rules.dose import item_seconds, whole_minutes
from programs.rules.words import SideRule


@dataclass(frozen=True, slots=True, kw_only=True)
class DayLength:
    """One weekday of one program week. Running by plan has its own minutes and is not in the figures."""

    program: str
    stage: str
    week: int
    day: int
    items: int
    core_items: int
    minutes: int
    core_minutes: int
    has_run: bool


def day_lengths(content: PackContent) -> Iterator[DayLength]:
    exercises = {exercise.slug: exercise for exercise in content.exercises}
    for program in content.programs:
        for stage in program.stages:
            for week in stage.weeks:
                for day in sorted({day for item in stage.items for day in item.days}):
                    yield _day_length(exercises, program.slug, stage, week, day)


def _day_length(
    exercises: dict[str, ExerciseContent], program: str, stage: StageContent, week: int, day: int
) -> DayLength:
    due = [item for item in stage.items if day in item.days]
    core = [item for item in due if item.is_core]
    seconds = {item.position: _seconds(exercises[item.exercise], item, week) for item in due}
    return DayLength(
        program=program,
        stage=stage.slug,
        week=week,
        day=day,
        items=len(due),
        core_items=len(core),
        minutes=whole_minutes(sum(seconds.values())),
        core_minutes=whole_minutes(sum(seconds[item.position] for item in core)),
        has_run=any(item.doses[week].plan for item in due),
    )


def _seconds(exercise: ExerciseContent, item: ItemContent, week: int) -> int:
    return item_seconds(item.doses[week], exercise.mode, 2 if item.side == SideRule.EACH else 1)
