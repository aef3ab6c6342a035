"""Names: each is given once, and each that is used exists. Easier and harder lead up one ladder."""

from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from typing import Any

from programs.packs.checks.examination_names import (
    CODED_LISTS,
    examination_references,
    known_in_examination,
)
from programs.packs.problems import Code, Problem
from programs.packs.reader import PackSource
from programs.packs.walk import Json, each_item, each_stage, exercises_by_slug
from programs.packs.yaml_file import ValuePath

NAMED_LISTS: tuple[tuple[ValuePath, str], ...] = (
    (("exercises",), "slug"),
    (("programs",), "slug"),
    (("functional_tests",), "slug"),
    (("education_topics",), "slug"),
    (("return_to_run_plans",), "slug"),
    (("outcome_measures",), "slug"),
    (("rules",), "id"),
    (("red_flag_screen", "questions"), "id"),
    (("eligibility", "refer_first"), "id"),
    (("consult_rules",), "id"),
    (("assessment", "sections"), "id"),
    (("assessment", "findings"), "code"),
    (("assessment", "template_proposal"), "template"),
    *((("assessment", name), "slug") for name in CODED_LISTS),
)


def check_unique(source: PackSource) -> Iterator[Problem]:
    stages = [(("programs", index, "stages"), "slug") for index in range(len(source.data["programs"]))]
    for path, key in (*NAMED_LISTS, *stages):
        seen: set[str] = set()
        for index, entry in enumerate(_at(source.data, path)):
            if entry[key] in seen:
                message = f"{entry[key]!r} is used twice in {'.'.join(map(str, path))}"
                yield Problem.at(source.place(*path, index, key), Code.DUPLICATE_SLUG, message)
            seen.add(entry[key])


def _at(data: Json, path: ValuePath) -> list[Json]:
    value: Any = data
    for part in path:
        value = value.get(part, []) if isinstance(part, str) else value[part]
    return list(value)


def check_neighbours(source: PackSource) -> Iterator[Problem]:
    known = exercises_by_slug(source.data)
    for index, exercise in enumerate(source.data["exercises"]):
        for key in ("easier", "harder"):
            neighbour = exercise[key]
            if neighbour is not None and neighbour not in known:
                message = f"{exercise['slug']}: {key} neighbour {neighbour!r} does not exist"
                yield Problem.at(source.place("exercises", index, key), Code.NEIGHBOUR_MISSING, message)
    yield from _loops(source)


def _loops(source: PackSource) -> Iterator[Problem]:
    """Going harder must never come back: easier and harder are read as one order."""
    sorter: TopologicalSorter[str] = TopologicalSorter()
    for exercise in source.data["exercises"]:
        if exercise["harder"] is not None:
            sorter.add(exercise["harder"], exercise["slug"])
        if exercise["easier"] is not None:
            sorter.add(exercise["slug"], exercise["easier"])
    try:
        sorter.prepare()
    except CycleError as error:
        loop = error.args[1]
        slugs = [exercise["slug"] for exercise in source.data["exercises"]]
        first = next(index for index, slug in enumerate(slugs) if slug in loop)
        message = f"easier and harder go in a circle: {' -> '.join(loop)}"
        yield Problem.at(source.place("exercises", first), Code.NEIGHBOUR_LOOP, message)


def check_references(source: PackSource) -> Iterator[Problem]:
    known = _known(source.data)
    for path, kind, name in _references(source.data):
        if name not in known[kind]:
            yield Problem.at(source.place(*path), Code.REFERENCE, f"the {kind} {name!r} does not exist")


def _known(data: Json) -> Mapping[str, set[str]]:
    lists = {
        "exercise": "exercises",
        "test": "functional_tests",
        "education topic": "education_topics",
        "running plan": "return_to_run_plans",
    }
    slugs = {kind: {entry["slug"] for entry in data.get(key, ())} for kind, key in lists.items()}
    return {**slugs, **known_in_examination(data)}


def _references(data: Json) -> Iterator[tuple[ValuePath, str, str]]:
    """Every place that names something defined elsewhere: where, what kind, which name."""
    yield from _stage_references(data)
    yield from _plan_references(data)
    yield from examination_references(data)
    for at in each_item(data):
        yield (*at.path, "exercise"), "exercise", at.item["exercise"]
    for number, slug in enumerate(data.get("maintenance_after_completion", {}).get("pick", ())):
        yield ("maintenance_after_completion", "pick", number), "exercise", slug
    for index, plan in enumerate(data.get("return_to_run_plans", ())):
        for key in ("tests", "level_gates"):
            for number, use in enumerate(plan["entry"].get(key, ())):
                yield ("return_to_run_plans", index, "entry", key, number), "test", use["test"]


def _stage_references(data: Json) -> Iterator[tuple[ValuePath, str, str]]:
    for at in each_stage(data):
        for number, slug in enumerate(at.stage["education"]):
            yield (*at.path, "education", number), "education topic", slug
        for number, use in enumerate(at.stage["exit"]["tests"]):
            yield (*at.path, "exit", "tests", number, "test"), "test", use["test"]


def _plan_references(data: Json) -> Iterator[tuple[ValuePath, str, str]]:
    for index, program in enumerate(data["programs"]):
        if "running_plan" in program:
            yield ("programs", index, "running_plan"), "running plan", program["running_plan"]
    for index, exercise in enumerate(data["exercises"]):
        if "plan" in exercise["dose"]:
            yield ("exercises", index, "dose", "plan"), "running plan", exercise["dose"]["plan"]
    for at in each_item(data):
        for path, overlay in _overlays(at.path, at.item):
            if "plan" in overlay:
                yield (*path, "plan"), "running plan", overlay["plan"]


def _overlays(path: ValuePath, item: Json) -> Iterator[tuple[ValuePath, Json]]:
    yield (*path, "base"), item.get("base", {})
    for week, overlay in item.get("weeks", {}).items():
        yield (*path, "weeks", week), overlay
