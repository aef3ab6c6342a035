"""Checks the shape of a pack against schema.json, so that every later check may rely on it."""

import json
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError, best_match

from programs.packs.problems import Code, Problem
from programs.packs.reader import PackSource

SCHEMA_FILE = Path(__file__).with_name("schema.json")
LONGEST_MESSAGE = 200


@cache
def pack_schema() -> dict[str, Any]:
    schema: dict[str, Any] = json.loads(SCHEMA_FILE.read_text(encoding="utf-8"))
    return schema


def check_structure(source: PackSource) -> Iterator[Problem]:
    for error in Draft202012Validator(pack_schema()).iter_errors(source.data):
        yield _problem(source, best_match([error]) or error)


def _problem(source: PackSource, error: ValidationError) -> Problem:
    path = [*error.absolute_path, *_key_at_fault(error)]
    where = ".".join(map(str, error.absolute_path))
    return Problem.at(source.place(*path), Code.SCHEMA, f"{where}: {_message(error)}".removeprefix(": "))


def _key_at_fault(error: ValidationError) -> list[str]:
    """A wrong key is reported on its own line rather than on the line of what holds it."""
    if error.validator == "additionalProperties" and isinstance(error.instance, dict):
        return [key for key in error.instance if key not in _schema(error).get("properties", {})][:1]
    if "propertyNames" in error.absolute_schema_path:
        return [str(error.instance)]
    return []


def _message(error: ValidationError) -> str:
    """The schema's own words where the general ones would be a riddle."""
    if error.validator == "oneOf" and "description" in _schema(error):
        return str(_schema(error)["description"])
    return error.message if len(error.message) <= LONGEST_MESSAGE else f"{error.message[:LONGEST_MESSAGE]}..."


def _schema(error: ValidationError) -> Mapping[str, Any]:
    return error.schema if isinstance(error.schema, Mapping) else {}
