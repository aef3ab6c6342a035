"""Names of the examination: fields and facts are one vocabulary, and what a condition names exists."""

from collections.abc import Iterator, Mapping

from programs.packs.conditions import each_condition, leaves
from programs.packs.problems import Code, Problem
from programs.packs.reader import PackSource
from programs.packs.walk import Json, each_field, fields_by_id, options_of
from programs.packs.yaml_file import ValuePath

Reference = tuple[ValuePath, str, str]
CODED_LISTS = (
    "pain_zones",
    "pain_qualities",
    "onsets",
    "timings",
    "timing_patterns",
    "aggravators",
    "mechanical_symptoms",
    "age_bands",
    "contra_indications",
    "risk_factors",
    "subgroups",
    "imaging_reasons",
)


def check_fields_unique(source: PackSource) -> Iterator[Problem]:
    """Conditions name fields and derived facts alike, so no name may stand for two of them."""
    seen = set(source.data["assessment"]["facts"])
    for at in each_field(source.data):
        if at.field["id"] in seen:
            message = f"{at.field['id']!r} is used twice among the facts and fields of the examination"
            yield Problem.at(source.place(*at.path, "id"), Code.DUPLICATE_SLUG, message)
        seen.add(at.field["id"])
        yield from _options_unique(source, at.path, at.field)


def _options_unique(source: PackSource, path: ValuePath, field: Json) -> Iterator[Problem]:
    seen: set[str] = set()
    for number, option in enumerate(field.get("options", ())):
        if option["slug"] in seen:
            message = f"{option['slug']!r} is used twice in the options of {field['id']}"
            yield Problem.at(source.place(*path, "options", number, "slug"), Code.DUPLICATE_SLUG, message)
        seen.add(option["slug"])


def known_in_examination(data: Json) -> Mapping[str, set[str]]:
    fields = fields_by_id(data)
    return {
        "field": set(fields),
        "fact": {*fields, *data["assessment"]["facts"]},
        "option": {
            f"{name}.{option['slug']}" for name, field in fields.items() for option in options_of(data, field)
        },
        "program": {program["slug"] for program in data["programs"]},
    }


def examination_references(data: Json) -> Iterator[Reference]:
    yield from _topic_references(data)
    for name, fact in data["assessment"]["facts"].items():
        for number, field in enumerate(fact["from"]):
            yield ("assessment", "facts", name, "from", number), "field", field
    for index, proposal in enumerate(data["assessment"]["template_proposal"]):
        yield ("assessment", "template_proposal", index, "template"), "program", proposal["template"]
    fields = fields_by_id(data)
    for at in each_condition(data):
        for leaf in leaves(at):
            yield from _leaf_references(fields, leaf.path, leaf.condition)


def _topic_references(data: Json) -> Iterator[Reference]:
    for key in ("risk_factors", "findings"):
        for index, entry in enumerate(data["assessment"][key]):
            for number, slug in enumerate(entry["education"]):
                yield ("assessment", key, index, "education", number), "education topic", slug
    for focus, entry in data["why_focus"].items():
        for number, slug in enumerate(entry["education"]):
            yield ("why_focus", focus, "education", number), "education topic", slug


def _leaf_references(fields: Mapping[str, Json], path: ValuePath, leaf: Json) -> Iterator[Reference]:
    if "test" in leaf:
        yield (*path, "test"), "test", leaf["test"]
        return
    yield (*path, "fact"), "fact", leaf["fact"]
    if fields.get(leaf["fact"], {}).get("type") in ("choice", "multi"):
        for key in ("option", "than", "value"):
            for name in _names(leaf.get(key)):
                yield (*path, key), "option", f"{leaf['fact']}.{name}"


def _names(value: object) -> list[str]:
    values = value if isinstance(value, list) else [value]
    return [name for name in values if isinstance(name, str)]
