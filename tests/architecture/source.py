"""The project's own Python files, parsed."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
APPS = (
    "clinic",
    "portal",
    "desk",
    "programs",
    "scheduling",
    "patients",
    "notifications",
    "audit",
    "accounts",
    "common",
)


def files(*apps: str) -> Iterator[Path]:
    """The files of these apps, migrations aside."""
    for app in apps:
        yield from (path for path in sorted((ROOT / app).rglob("*.py")) if "migrations" not in path.parts)


def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()
