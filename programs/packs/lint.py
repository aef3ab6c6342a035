"""The two doors to packs: `lint_pack` tells what is wrong with one, `open_pack` loads one that is right."""

from collections.abc import Iterable
from pathlib import Path

from programs.packs.checks import CHECKS, LAST_CHECKS, NAME_CHECKS, Check
from programs.packs.content import PackContent, build_content
from programs.packs.problems import PackError, Problem
from programs.packs.reader import PackSource, read_pack
from programs.packs.structure import check_structure


def lint_pack(directory: Path) -> list[Problem]:
    """Everything wrong with the pack, in order of file and line; errors and warnings."""
    try:
        return lint_source(read_pack(directory))
    except PackError as error:
        return sorted(error.problems)


def lint_source(source: PackSource) -> list[Problem]:
    """Later checks rely on what earlier ones found right, so a stage with errors is the last one."""
    found: list[Problem] = []
    for checks in ((check_structure,), NAME_CHECKS, CHECKS, LAST_CHECKS):
        found += _run(checks, source)
        if any(problem.is_error for problem in found):
            break
    return sorted(set(found))


def _run(checks: Iterable[Check], source: PackSource) -> list[Problem]:
    return [problem for check in checks for problem in check(source)]


def open_pack(directory: Path) -> PackContent:
    """The pack's content. Raises PackError with every error when it does not lint."""
    source = read_pack(directory)
    errors = [problem for problem in lint_source(source) if problem.is_error]
    if errors:
        raise PackError(errors)
    return build_content(source)
