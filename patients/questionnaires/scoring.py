"""The parts of an imported file that are ours: how it is scored, which change matters, when it is due.

What would give a wrong or a flattering score is refused: a sum with gaps, a question that is not always
asked, a number without bounds.
"""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from patients.questionnaires.items import Row, plain
from patients.questionnaires.node import Node
from patients.rules.definition import Better, Method
from patients.rules.occasions import AFTER, REPEATED

SUMS = frozenset({Method.SUM, Method.SUM_OF_OPTION_POINTS})
NAMES: Mapping[str, str] = {
    "reverseItems": "reverse_items",
    "itemMin": "item_min",
    "itemMax": "item_max",
    "minAnsweredFraction": "min_answered_fraction",
}


def read_scoring(root: Node, items: list[Row]) -> Row:
    """The scoring as definitions keep it."""
    block = root.child("scoring")
    block.only("method", "items", "scales", "decimals", *NAMES)
    if block.get("method") not in list(Method):
        block.refuse(_("Needed: how it is scored. One of %s.") % ", ".join(Method), "method")
        return {"method": Method.NONE}
    method = Method(block.get("method"))
    scoring: Row = {"method": method.value}
    if method == Method.NONE:
        return scoring
    scoring |= _direction(root) | _numbers(block)
    scales = _scales(block, method, items)
    scoring["scales"] = scales if method != Method.EACH_ITEM else _one_by_one(scales, items)
    if reverse := block.texts("reverseItems"):
        scoring["reverse_items"] = reverse
    _check(block, method, scoring, scales, items)
    return scoring


def read_important_change(root: Node) -> Row:
    """The smallest change that matters and who says so; nothing if nobody knows it."""
    if root.get("importantChange") is None:
        return {}
    block = root.child("importantChange")
    block.only("value", "source")
    value = block.number("value")
    if value is None or value <= 0:
        block.refuse(_("The important change is a number above 0."), "value")
        return {}
    return {"value": plain(value), "source": block.text("source", 500)}


def read_schedule(root: Node) -> Row:
    """When it is due; without a schedule it is filled in when staff ask for it."""
    block = root.child("schedule")
    block.only("baseline", "everyDays", "discharge", "afterDischargeMonths")
    every, months = block.whole("everyDays"), block.get("afterDischargeMonths") or []
    if every is not None and every not in REPEATED:
        block.refuse(_("Every 7 or every 14 days, or null."), "everyDays")
    if not isinstance(months, list) or not all(_is_offered(month) for month in months):
        block.refuse(_("A list with any of 1, 3, 6 and 12."), "afterDischargeMonths")
        months = []
    return {
        "baseline": block.flag("baseline"),
        "every_days": every,
        "discharge": block.flag("discharge"),
        "after_discharge_months": sorted(set(months)),
    }


def _is_offered(month: Any) -> bool:
    return isinstance(month, int) and not isinstance(month, bool) and month in AFTER


def _direction(root: Node) -> Row:
    if root.get("direction") not in list(Better):
        root.refuse(_("Needed: which direction is better, “higher” or “lower”."), "direction")
        return {}
    return {"better": root.get("direction")}


def _numbers(block: Node) -> Row:
    decimals = block.whole("decimals")
    found: Row = {} if decimals is None else {"decimals": decimals}
    if decimals is not None and not 0 <= decimals <= 3:
        block.refuse(_("Scores have 0 to 3 decimals."), "decimals")
    for key in ("itemMin", "itemMax", "minAnsweredFraction"):
        value = block.number(key)
        if value is not None:
            found[NAMES[key]] = plain(value)
    if not 0 < found.get("min_answered_fraction", 1) <= 1:
        block.refuse(_("A fraction above 0, at most 1."), "minAnsweredFraction")
    return found


def _scales(block: Node, method: Method, items: list[Row]) -> list[Row]:
    """The scales that are named, or one of everything that counts."""
    if block.get("scales") is None:
        chosen = block.texts("items") or _counting(items, method)
        return [{"id": "score", "name": "", "items": chosen}]
    scales = [
        {"id": node.text("id", 60), "name": node.text("name", 120), "items": node.texts("items")}
        for node in block.children("scales")
    ]
    if len({scale["id"] for scale in scales}) < len(scales) or method in (Method.EACH_ITEM, Method.SINGLE):
        block.refuse(_("Scales have different ids, and a method that puts questions together."), "scales")
    return scales


def _one_by_one(scales: list[Row], items: list[Row]) -> list[Row]:
    """A scale for each question that counts."""
    chosen = {name for scale in scales for name in scale["items"]}
    return [
        {"id": item["id"], "name": item["ask"], "items": [item["id"]]}
        for item in items
        if item["id"] in chosen
    ]


def _counting(items: list[Row], method: Method) -> list[str]:
    """Without a list: every question that counts and, where they are put together, is always asked."""
    counting = [item for item in items if _counts(item)]
    return [item["id"] for item in counting if method == Method.EACH_ITEM or "shown_when" not in item]


def _counts(item: Row) -> bool:
    if item["type"] == "choice":
        points = [option["points"] for option in item["options"]]
        return bool(points) and None not in points
    return item["type"] in ("integer", "decimal", "boolean")


def _check(block: Node, method: Method, scoring: Row, scales: list[Row], items: list[Row]) -> None:
    by_id = {item["id"]: item for item in items}
    scored = [name for scale in scales for name in scale["items"]]
    if not scales or not all(scale["items"] for scale in scales):
        block.refuse(_("A scale is made of at least one question that counts."))
    for name in sorted({*scored, *scoring.get("reverse_items", [])}):
        if reason := _why_not(name, by_id, method, scoring):
            block.refuse(f"{name}: {reason}")
    if set(scoring.get("reverse_items", [])) - set(scored):
        block.refuse(_("Only questions that are scored can be reversed."), "reverseItems")
    if method in SUMS and scoring.get("min_answered_fraction", 1) != 1:
        block.refuse(_("A sum with gaps says too little; it needs every answer."), "minAnsweredFraction")
    if method == Method.SINGLE and len(scored) != 1:
        block.refuse(_("“single” is for exactly one question that counts."), "method")
    if method == Method.KOOS_0_100 and scoring.get("item_max", 0) <= 0:
        block.refuse(_("koos_0_100 needs itemMax, above 0."), "itemMax")


def _why_not(name: str, by_id: Mapping[str, Row], method: Method, scoring: Row) -> str:
    """Why a question cannot be scored like this; empty if it can."""
    item = by_id.get(name)
    if item is None:
        return _("there is no such question.")
    if not _counts(item):
        return _("its answers do not count: give every option a weight.")
    if method != Method.EACH_ITEM and "shown_when" in item:
        return _("it is not always asked, so it cannot be part of a score.")
    if method == Method.SUM_OF_OPTION_POINTS and item["type"] != "choice":
        return _("sum_of_option_points is for choices.")
    return _why_not_within(item, method, scoring)


def _why_not_within(item: Row, method: Method, scoring: Row) -> str:
    bounds = _bounds_of(item, scoring)
    if None in bounds:
        return _("a number that is scored needs minValue and maxValue.")
    if method == Method.KOOS_0_100 and not 0 <= bounds[0] <= bounds[1] <= scoring.get("item_max", 0):
        return _("for koos_0_100 an answer counts from 0 to itemMax.")
    return ""


def _bounds_of(item: Row, scoring: Row) -> tuple[Any, Any]:
    if item["type"] == "choice":
        points = [option["points"] for option in item["options"]]
        return min(points), max(points)
    if item["type"] == "boolean":
        return 0, 1
    return item.get("min", scoring.get("item_min")), item.get("max", scoring.get("item_max"))
