"""Asks the rules: facts in, decisions out, one JSON object a line. Needs no database.

    manage.py decide SCOPE [--pack PATH] [--program SLUG] < facts.jsonl

    session_colour  {"kind": "run", "pain_during": 2, "settle_h": 1, "morning_rise": 0}  -> {"colour"}
    checkin         {"swelling": 1, "session_colour": "green"}                 -> {"decision", "reasons"}
    weekly          {"adherence_7d": 79.9, "checkins_7d": 7, ...}              -> {"decision", "reasons"}
    run_step        {"state": {"level": 3, ...}, "session": {"colour": "green"}}
                                                          -> {"action", "level", "passes", "rest_days"}
    mileage_caps    {"prev_week_km": 12, "longest_30d_km": 5, "build_week": 1}  -> {"week_km", "session_km"}

A fact that is absent or null is unknown. A pack's worked examples can be piped in as they stand: on a line
with "facts" and "expect" the facts left out have the pack's example defaults, and what is expected is not
read. PATH is a pack's directory, or one YAML file with rules, to try out a threshold; SLUG is a program of
that pack whose overrides apply.

A line that cannot be used is answered in its place - {"error", "field", "line"}, with the field at fault or
null if it is the line as a whole - and the rest goes on. Blank lines have no answer. The exit code is 0 when
every line was answered, and 1 when the pack or the program cannot be used.
"""

import json
import os
import sys
from argparse import ArgumentParser
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from programs.packs.problems import PackError
from programs.packs.reader import read_pack
from programs.packs.yaml_file import parse_yaml
from programs.rules.decision_words import Scope
from programs.rules.lines import LONGEST_LINE, Clerk
from programs.rules.scopes import Protocol

DEFAULT_PACK = Path(settings.BASE_DIR) / "packs" / "runners-knee"


class Command(BaseCommand):
    help = "Decide from facts on standard input, one JSON object a line."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("scope", choices=[str(scope) for scope in Scope])
        parser.add_argument("--pack", type=Path, default=DEFAULT_PACK, help="a pack, or a file of rules")
        parser.add_argument("--program", help="a program of the pack whose overrides apply")

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            clerk = _clerk(Scope(options["scope"]), _pack_data(options["pack"]), options["program"])
        except (PackError, OSError, ValueError) as error:
            raise CommandError(f"{options['pack']}: {error}") from error
        try:
            for number, line in _lines(sys.stdin.buffer):
                self.stdout.write(_answered(clerk, line, number))
                self.stdout.flush()
        except BrokenPipeError:  # whoever read along has had enough
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _pack_data(path: Path) -> Mapping[str, Any]:
    if path.is_dir():
        return read_pack(path).data
    value = parse_yaml(path.read_text(encoding="utf-8"), path.name).value
    if not isinstance(value, dict):
        raise ValueError("holds no rules")
    return value


def _clerk(scope: Scope, data: Mapping[str, Any], program: str | None) -> Clerk:
    protocol = Protocol.from_pack(data)
    protocol.parameter_names(scope)  # a pack without rules for the scope is told now, not on every line
    parameters = protocol.rulebook.parameters(_overrides(data, program))
    defaults = data.get("rule_test_vectors", {}).get("defaults", {})
    return Clerk(scope, protocol, parameters, example_facts=defaults.get(scope, {}))


def _overrides(data: Mapping[str, Any], slug: str | None) -> Mapping[str, object]:
    if slug is None:
        return {}
    for program in data.get("programs", ()):
        if program["slug"] == slug:
            return dict(program.get("rule_overrides", {}))
    raise ValueError(f"has no program {slug!r}")


def _lines(stream: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """Lines with their numbers, blank ones left out; of one that is too long only the beginning is kept."""
    number = 0
    while line := stream.readline(LONGEST_LINE + 1):
        number += 1
        rest = line
        while len(rest) > LONGEST_LINE and not rest.endswith(b"\n"):
            rest = stream.readline(LONGEST_LINE + 1)
        if line.strip():
            yield number, line


def _answered(clerk: Clerk, line: bytes, number: int) -> str:
    answer = clerk.answer(line)
    if "error" in answer:
        answer["line"] = number
    return json.dumps(answer, ensure_ascii=False)
