"""Reads what the examination form was sent with back into a patch of the assessment.

A field is a unit: "answers.worst_pain", "tests.knee-to-wall", "findings.weak-quads"; the names of its inputs
begin with it. Nothing typed takes the value away. What cannot be read is passed on, for the rules to name.
"""

from collections.abc import Collection, Iterator
from typing import Any

from django.http import QueryDict

from patients.rules.conditions import SIDES
from patients.rules.examination import Examination, Field, FunctionalTest, Kind
from patients.rules.functional_tests import BOOLEAN, RATING

Patch = dict[str, dict[str, Any]]
YES_NO = {"true": True, "false": False}
# The value of the box that says: asked, and none of these.
NONE = "none"


def patch_from(form: Examination, posted: QueryDict, units: Collection[str] | None = None) -> Patch:
    """The patch that the sent units make; without ``units`` the whole form was sent."""
    patch: Patch = {}
    for part, name, value in _values(form, posted):
        if units is None or f"{part}.{name}" in units:
            patch.setdefault(part, {})[name] = value
    return patch


def _values(form: Examination, posted: QueryDict) -> Iterator[tuple[str, str, Any]]:
    for field in form.fields():
        yield "answers", field.id, _answer(field, posted)
    for test in form.tests:
        yield "tests", test.slug, _results(test, posted)
    for finding in form.findings:
        yield "findings", finding.code, _finding(f"findings.{finding.code}", posted)


def _answer(field: Field, posted: QueryDict) -> Any:
    name = f"answers.{field.id}"
    if field.kind == Kind.MULTI:
        return _several(field, name, posted)
    text = posted.get(name, "").replace("\r\n", "\n").strip()
    if not text:
        return None
    if field.is_number:
        return _number(text)
    return YES_NO.get(text, text) if field.kind == Kind.BOOLEAN else text


def _several(field: Field, name: str, posted: QueryDict) -> Any:
    if field.scored:
        scores = {slug: posted.get(f"{name}.{slug}", "").strip() for slug in field.slugs()}
        return {slug: _number(text) for slug, text in sorted(scores.items()) if text} or None
    if field.per_side:
        chosen = {side: posted.getlist(f"{name}.{side}") for side in SIDES}
        sides = {side: slugs for side, slugs in chosen.items() if slugs}
        return sides or ({"left": [], "right": []} if posted.get(name) == NONE else None)
    slugs = [slug for slug in posted.getlist(name) if slug != NONE]
    return slugs or ([] if NONE in posted.getlist(name) else None)


def _results(test: FunctionalTest, posted: QueryDict) -> Any:
    typed = {side: posted.get(f"tests.{test.slug}.{side}", "").strip() for side in test.sides}
    return {side: _result(test, text) for side, text in typed.items() if text} or None


def _result(test: FunctionalTest, text: str) -> Any:
    if test.unit == BOOLEAN:
        return YES_NO.get(text, text)
    return text if test.unit == RATING else _number(text)


def _finding(name: str, posted: QueryDict) -> Any:
    if not posted.get(name):
        return None
    said = {key: posted.get(f"{name}.{key}", "").strip() for key in ("side", "note")}
    return {key: text for key, text in said.items() if text}


def _number(text: str) -> Any:
    """A number as people type it, with a point or a comma; anything else as it is."""
    plain = text.replace(",", ".", 1)
    try:
        return int(plain)
    except ValueError:
        pass
    try:
        return float(plain)
    except ValueError:
        return text
