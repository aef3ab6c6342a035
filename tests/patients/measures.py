"""Invented questionnaires in the form in which definitions are kept."""

import json
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


def questionnaire(**changes: Any) -> dict[str, Any]:
    """A small questionnaire file that is right, but for the changes. None takes a part out."""
    whole: dict[str, Any] = {
        "resourceType": "Questionnaire",
        "url": "https://clinic.example/q/ladder-ease",
        "version": "1.0",
        "name": "ladder-ease",
        "title": "Ladder ease",
        "status": "active",
        "copyright": "Invented for tests.",
        "item": [weighed("climb", 0, 2, 4), weighed("carry", 0, 1, 4)],
        "scoring": {"method": "sum_of_option_points"},
        "direction": "higher",
        "importantChange": {"value": 2, "source": "invented"},
        "schedule": {"baseline": True, "everyDays": 14, "discharge": True, "afterDischargeMonths": [3]},
    }
    return {key: part for key, part in (whole | changes).items() if part is not None}


def weighed(name: str, *weights: float, **more: Any) -> dict[str, Any]:
    """A choice as FHIR writes it, each option with its weight."""
    return {
        "linkId": name,
        "text": f"How easily do you {name}?",
        "type": "choice",
        "required": True,
        "answerOption": [option(str(place), weight) for place, weight in enumerate(weights)],
        **more,
    }


def option(code: str, weight: float | None = None) -> dict[str, Any]:
    coding: dict[str, Any] = {"code": code, "display": f"Step {code}"}
    if weight is not None:
        url = "http://hl7.org/fhir/StructureDefinition/itemWeight"
        coding["extension"] = [{"url": url, "valueDecimal": weight}]
    return {"valueCoding": coding}


def asked(name: str, kind: str, **more: Any) -> dict[str, Any]:
    return {"linkId": name, "text": f"What about {name}?", "type": kind, **more}


def file_of(questionnaire: Any) -> bytes:
    """As it would be uploaded: one part a line."""
    return json.dumps(questionnaire, indent=2).encode()
