"""docker-compose.yml as the services see it: filled in from .env.example, checked by the specification."""

import re
from pathlib import Path
from typing import Any

import yaml
from compose_spec import PyOptions

ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / "docker-compose.yml").read_text()
VARIABLE = re.compile(r"(?<!\$)\$\{(\w+)(?::-([^}]*)|:\?[^}]*)?\}")


def example() -> dict[str, str]:
    """The variables of .env.example."""
    lines = (ROOT / ".env.example").read_text().splitlines()
    return dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))


def filled() -> str:
    """With every variable replaced; one without a value in .env.example or a default is a KeyError."""
    values = example()
    return VARIABLE.sub(lambda found: values.get(found[1]) or found[2] or values[found[1]], TEXT).replace(
        "$$", "$"
    )


def services() -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = yaml.safe_load(filled())["services"]
    return found


def validate(text: str) -> None:
    """Raises ValueError for an unknown key, a wrong type, or a name that is not defined."""
    options = PyOptions()
    options.apply_merge = True
    options.from_yaml(text).validate()
