"""Invented questionnaires in the form in which definitions are kept."""

from typing import Any

from patients.rules.definition import Definition


def numbers(*names: str, low: int = 0, high: int = 4, **more: Any) -> list[dict[str, Any]]:
    """Items that are answered with a whole number."""
    return [
        {"id": name, "ask": f"How is the {name}?", "type": "integer", "min": low, "max": high, **more}
        for name in names
    ]


def content(items: list[dict[str, Any]], **scoring: Any) -> dict[str, Any]:
    return {"items": items, "scoring": {"better": "higher", **scoring}}


def definition(items: list[dict[str, Any]], **scoring: Any) -> Definition:
    return Definition.from_content(content(items, **scoring))


def choice(name: str, **points: int) -> dict[str, Any]:
    """An item whose options are named by their codes."""
    options = [{"v": code, "t": code.title(), "points": value} for code, value in points.items()]
    return {"id": name, "ask": f"Which {name}?", "type": "choice", "options": options}
