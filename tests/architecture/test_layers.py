"""Who may import whom, and who may touch the database."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.source import APPS, ROOT, files, named, parsed

# What a view, serializer or form would use to go around the doors and the services.
BACK_DOORS = {"objects", "_default_manager", "_base_manager"}
WRITES = {"save", "delete", "bulk_create", "bulk_update", "get_or_create", "update_or_create"}
SURFACES = [*files("portal", "desk"), *(path for path in files(*APPS) if "api" in path.parts)]


def test_apps_import_only_what_stands_below_them():
    lint = Path(sys.executable).with_name("lint-imports")

    done = subprocess.run([lint, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("app", ["programs", "scheduling"])
def test_rules_run_without_django(app):
    rules = [path.stem for path in files(f"{app}/rules") if path.stem != "__init__"]
    imports = "; ".join(f"import {app}.rules.{name}" for name in rules)
    check = "assert not {name for name in sys.modules if name.split('.')[0] in ('django', 'rest_framework')}"

    done = subprocess.run(
        [sys.executable, "-c", f"import sys; {imports}; {check}"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    assert rules


@pytest.mark.parametrize("path", SURFACES, ids=named)
def test_pages_and_api_read_through_doors_and_write_through_services(path):
    assert shortcuts(parsed(path)) == []


@pytest.mark.parametrize(
    "line", ["Patient.objects.all()", "patient.save()", "log.delete()", "x = Patient._default_manager"]
)
def test_a_shortcut_is_seen(line):
    assert shortcuts(ast.parse(line))


def shortcuts(tree: ast.AST) -> list[str]:
    """Every use of a manager and every call that writes, with its line."""
    found = [node for node in ast.walk(tree) if isinstance(node, ast.Attribute) and node.attr in BACK_DOORS]
    calls = [node.func for node in ast.walk(tree) if isinstance(node, ast.Call)]
    found += [func for func in calls if isinstance(func, ast.Attribute) and func.attr in WRITES]
    return [f"line {node.lineno}: {ast.unparse(node)}" for node in found]
