"""The examination: fields that can be shown and checked, ages without a gap, a proposal for each program."""

from collections.abc import Iterator

from programs.packs.problems import Code, Problem
from programs.packs.reader import PackSource
from programs.packs.walk import Json, each_field

CHOSEN = {"choice", "multi"}
NUMBERS = {"integer", "decimal"}


def check_fields(source: PackSource) -> Iterator[Problem]:
    for at in each_field(source.data):
        for problem in _field_problems(at.field):
            yield Problem.at(source.place(*at.path), Code.FIELD, f"{at.field['id']}: {problem}")


def _field_problems(field: Json) -> Iterator[str]:
    kind, lists = field["type"], {"options", "options_from"} & field.keys()
    if kind in CHOSEN and len(lists) != 1:
        yield f"a {kind} has either options or options_from"
    if kind not in CHOSEN and lists:
        yield f"a {kind} has no options"
    if kind != "multi" and {"scored", "per_side"} & field.keys():
        yield "only a multi is scored or by side"
    if {"scored", "per_side"} <= field.keys():
        yield "a multi is scored or by side, not both"
    if kind != "boolean" and "default" in field:
        yield "only a boolean has a default"
    yield from _bound_problems(field)


def _bound_problems(field: Json) -> Iterator[str]:
    bounds = {"min", "max"} & field.keys()
    if field["type"] in NUMBERS or "scored" in field:
        if len(bounds) < 2 or field["min"] >= field["max"]:
            yield "a number has a min below its max"
    elif bounds:
        yield "only a number or a scored multi has min and max"


def check_age_bands(source: PackSource) -> Iterator[Problem]:
    """Every age belongs to exactly one band."""
    bands, start = source.data["assessment"]["age_bands"], 0
    for index, band in enumerate(bands):
        last = index == len(bands) - 1
        ends = band["to"] is None if last else band["to"] is not None and band["to"] >= band["from"]
        if band["from"] != start or not ends:
            message = f"{band['slug']}: bands follow each other from 0, the last one has no end"
            yield Problem.at(source.place("assessment", "age_bands", index), Code.AGE_BANDS, message)
        start = (band["to"] or 0) + 1


def check_proposals(source: PackSource) -> Iterator[Problem]:
    proposed = {proposal["template"] for proposal in source.data["assessment"]["template_proposal"]}
    for index, program in enumerate(source.data["programs"]):
        if program["slug"] not in proposed:
            message = f"no template_proposal says when {program['slug']} is proposed"
            yield Problem.at(source.place("programs", index, "slug"), Code.PROPOSAL, message)


def check_why_focus(source: PackSource) -> Iterator[Problem]:
    """Whoever asks why an exercise is there gets an answer."""
    for index, exercise in enumerate(source.data["exercises"]):
        if exercise["focus"] not in source.data["why_focus"]:
            message = f"{exercise['slug']}: why_focus says nothing about {exercise['focus']}"
            yield Problem.at(source.place("exercises", index, "focus"), Code.WHY_FOCUS, message)
