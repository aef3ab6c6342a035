"""The questions of an imported questionnaire, brought into the form in which definitions are kept."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from patients.questionnaires.node import Node

Row = dict[str, Any]

ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,59}")
TYPES = {
    "choice": "choice",
    "integer": "integer",
    "decimal": "decimal",
    "boolean": "boolean",
    "text": "text",
    "string": "text",
    "display": "display",
}
ASK_LENGTH, OPTION_LENGTH, CODE_LENGTH = 1000, 200, 60
MOST_ITEMS, MOST_OPTIONS, DEEPEST = 200, 30, 4
POINTS = ("itemWeight", "ordinalValue")
# What would change the meaning of the answers, and is not understood here.
NOT_UNDERSTOOD = ("modifierExtension", "answerValueSet")


def read_items(root: Node) -> list[Row]:
    """All questions in order, groups resolved; faults go to the sheet."""
    rows: list[Row] = []
    for row in _rows(root, "", 0, rows):
        rows.append(row)
    if not any(row["type"] != "display" for row in rows):
        root.refuse(_("There is no question in this file."), "item")
    if len(rows) > MOST_ITEMS:
        root.refuse(_("At most %d questions.") % MOST_ITEMS, "item")
    return rows


def _rows(parent: Node, heading: str, depth: int, before: list[Row]) -> Iterator[Row]:
    """``before`` grows while this runs: it is what stands above, by which conditions may be met."""
    for node in parent.children("item"):
        kind = node.text("type", CODE_LENGTH)
        for key in NOT_UNDERSTOOD:
            if node.get(key) is not None:
                node.refuse(_("“%s” is not understood here.") % key, key)
        if kind == "group" and node.get("enableWhen") is not None:
            node.refuse(_("Conditions are supported for questions, not for groups."), "enableWhen")
        if kind == "group" and depth < DEEPEST:
            yield from _rows(node, node.text("text", ASK_LENGTH, needed=False) or heading, depth + 1, before)
        elif node.get("item"):
            node.refuse(_("Only groups, at most four deep, hold further questions."), "item")
        elif kind in TYPES:
            yield _row(node, kind, heading, before)
        elif kind:
            node.refuse(_("Unknown type. Known: group, %s.") % ", ".join(TYPES), "type")


def _row(node: Node, type_: str, heading: str, before: list[Row]) -> Row:
    kind = TYPES[type_]
    row: Row = {"id": _id(node, before), "ask": node.text("text", ASK_LENGTH), "type": kind}
    if heading:
        row["heading"] = heading
    if kind != "display" and not node.flag("required"):
        row["optional"] = True
    if node.flag("repeats"):
        node.refuse(_("Questions with several answers are not supported."), "repeats")
    if kind == "choice":
        row["options"] = _options(node)
    if kind in ("integer", "decimal"):
        row |= _bounds(node)
    if shown := _shown_when(node, before):
        row["shown_when"] = shown
    return row


def _id(node: Node, before: list[Row]) -> str:
    name = node.text("linkId", CODE_LENGTH)
    if name and not ID.fullmatch(name):
        node.refuse(_("A linkId has letters, digits, dots, dashes and underscores, at most 60."), "linkId")
    if name in {row["id"] for row in before}:
        node.refuse(_("This linkId is used twice."), "linkId")
    return name


def _bounds(node: Node) -> Row:
    low, high = (_limit(node, key) for key in ("minValue", "maxValue"))
    if low is not None and high is not None and low > high:
        node.refuse(_("minValue is larger than maxValue."))
    return {key: plain(value) for key, value in (("min", low), ("max", high)) if value is not None}


def _limit(node: Node, key: str) -> Decimal | None:
    """As FHIR's extension, or plainly beside the question."""
    found = node.number(key)
    return found if found is not None else _extension(node, (key,))


def _extension(node: Node, names: tuple[str, ...]) -> Decimal | None:
    for extension in node.children("extension"):
        if str(extension.get("url")).rpartition("/")[2] in names:
            values = [extension.number(key) for key in ("valueDecimal", "valueInteger")]
            if found := [value for value in values if value is not None]:
                return found[0]
            extension.refuse(_("Here valueDecimal or valueInteger is expected."))
    return None


def _options(node: Node) -> list[Row]:
    options = [_option(option) for option in node.children("answerOption")]
    codes = [option["v"] for option in options]
    counted = [option["points"] is not None for option in options]
    if not 2 <= len(options) <= MOST_OPTIONS:
        node.refuse(_("A choice has 2 to %d answerOptions.") % MOST_OPTIONS, "answerOption")
    if len(set(codes)) < len(codes):
        node.refuse(_("Two options have the same code."), "answerOption")
    if any(counted) and not all(counted):
        node.refuse(_("Either all options have a weight, or none."), "answerOption")
    return options


def _option(node: Node) -> Row:
    coding = node.child("valueCoding")
    points = _extension(node, POINTS)
    if points is None:
        points = _extension(coding, POINTS)
    return {
        "v": coding.text("code", CODE_LENGTH),
        "t": coding.text("display", OPTION_LENGTH),
        "points": None if points is None else plain(points),
    }


def _shown_when(node: Node, before: list[Row]) -> Row | None:
    conditions = node.children("enableWhen")
    if not conditions:
        return None
    condition = conditions[0]
    if len(conditions) > 1 or condition.get("operator") != "=":
        node.refuse(_("Only one condition, with the operator “=”, is supported."), "enableWhen")
    question = condition.text("question", CODE_LENGTH)
    if question and question not in {row["id"] for row in before}:
        condition.refuse(_("The question of a condition stands above the one it shows."), "question")
    return {"item": question, "equals": _expected(condition)}


def _expected(condition: Node) -> Any:
    if condition.get("answerCoding") is not None:
        return condition.child("answerCoding").text("code", CODE_LENGTH)
    if condition.get("answerString") is not None:
        return condition.text("answerString", OPTION_LENGTH)
    if condition.get("answerInteger") is not None:
        return condition.whole("answerInteger")
    if condition.get("answerBoolean") is None:
        condition.refuse(_("Here answerBoolean, answerCoding, answerInteger or answerString is expected."))
    return condition.flag("answerBoolean")


def plain(value: Decimal) -> int | float:
    """A number as JSON keeps it."""
    return int(value) if value == int(value) else float(value)
