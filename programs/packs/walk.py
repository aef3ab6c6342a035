"""Walks over the parts of a pack's data, giving each with the path that leads to it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from programs.packs.yaml_file import ValuePath
from programs.rules.dose import days_for

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class StageAt:
    path: ValuePath
    program: Json
    stage: Json


@dataclass(frozen=True, slots=True)
class ItemAt:
    path: ValuePath
    program: Json
    stage: Json
    item: Json


def exercises_by_slug(data: Json) -> dict[str, Json]:
    return {exercise["slug"]: exercise for exercise in data["exercises"]}


def each_stage(data: Json) -> Iterator[StageAt]:
    for index, program in enumerate(data["programs"]):
        for number, stage in enumerate(program["stages"]):
            yield StageAt(("programs", index, "stages", number), program, stage)


def items_of(at: StageAt) -> Iterator[ItemAt]:
    for number, item in enumerate(at.stage["items"]):
        yield ItemAt((*at.path, "items", number), at.program, at.stage, item)


def each_item(data: Json) -> Iterator[ItemAt]:
    for at in each_stage(data):
        yield from items_of(at)


def days_of(data: Json, item: Json) -> tuple[int, ...]:
    """The weekdays of an item: its own, or its exercise's number a week spread by the pack's pattern."""
    if "days" in item:
        return tuple(sorted(item["days"]))
    patterns = {int(count): days for count, days in data["schedule_patterns"].items()}
    return days_for(exercises_by_slug(data)[item["exercise"]]["dose"]["per_week"], patterns)


def overlays_of(item: Json) -> dict[int, Json]:
    """The item's changes by program week; the files write weeks as keys, which are text in JSON."""
    return {int(week): overlay for week, overlay in item.get("weeks", {}).items()}


@dataclass(frozen=True, slots=True)
class FieldAt:
    path: ValuePath
    field: Json


def each_field(data: Json) -> Iterator[FieldAt]:
    """The fields of the examination form."""
    for index, section in enumerate(data["assessment"]["sections"]):
        for number, field in enumerate(section["fields"]):
            yield FieldAt(("assessment", "sections", index, "fields", number), field)


def fields_by_id(data: Json) -> dict[str, Json]:
    return {at.field["id"]: at.field for at in each_field(data)}


def options_of(data: Json, field: Json) -> list[Json]:
    """What can be chosen in a field: its own options, or one of the pack's lists."""
    own: list[Json] = field.get("options", [])
    return data["assessment"][field["options_from"]] if "options_from" in field else own
