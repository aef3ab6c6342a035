"""Lets made-up patients live a program of a pack, to see what its thresholds do before anybody meets them.

    manage.py simulate PACK TEMPLATE [--patients N] [--seed S] [--set PARAMETER=VALUE ...]
                       [--plot FILE.svg] [--json FILE] [--replay]

PACK is the directory of a pack, which needs no database, or the name of a loaded one. People of four kinds -
settling, flaring, silent, over-eager - live in turn. Printed is how many of each went on, were held, went
back, were escalated or stopped, and how many finished after how many days; with --set before and after.
The people are caricatures: compare two settings, and believe no figure by itself. The same seed gives the
same bytes. --replay makes every decision again from its record and fails if one comes out differently.
"""

import json
from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from programs.packs.content import PackContent, build_content
from programs.packs.lint import open_pack
from programs.packs.problems import PackError
from programs.packs.reader import PackSource
from programs.queries.packs import pack_data
from programs.simulation.plan import Plan, plan_of
from programs.simulation.plot import drawing
from programs.simulation.report import as_json, bars, replayed, rows, simulate, table
from programs.simulation.world import Story


class Command(BaseCommand):
    help = "Let made-up patients live a program, and say how many progress, hold, regress, stop and finish."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("pack", help="a pack's directory, or the name of a loaded pack")
        parser.add_argument("template", help="one of its programs")
        parser.add_argument("--patients", type=_count, default=40, help="how many people")
        parser.add_argument("--seed", type=int, default=1, help="another seed, other people")
        parser.add_argument("--set", type=_setting, action="append", default=[], metavar="PARAMETER=VALUE")
        parser.add_argument("--plot", type=Path, help="draw who had finished when, as SVG")
        parser.add_argument("--json", type=Path, help="write every figure and every person's weeks")
        parser.add_argument("--replay", action="store_true", help="make every decision again")

    def handle(self, *_args: Any, **options: Any) -> None:
        plans = _plans(options["pack"], options["template"], dict(options["set"]))
        runs = [(plan, simulate(plan, options["patients"], options["seed"])) for plan in plans]
        self._print(runs, options)
        _write(runs, options)
        if options["replay"]:
            self._replay(runs)

    def _print(self, runs: "Sequence[tuple[Plan, list[Story]]]", options: dict[str, Any]) -> None:
        *before, after = [rows(stories) for _plan, stories in runs]
        changed = "".join(f", {name} = {value}" for name, value in options["set"])
        self.stdout.write(f"{runs[0][0].name}: {options['patients']} people, seed {options['seed']}{changed}")
        self.stdout.write("How many it happened to at least once; days: the median of those who finished.")
        for line in ("", *table(after, *before), "", *bars(after, *before)):
            self.stdout.write(line)

    def _replay(self, runs: "Sequence[tuple[Plan, list[Story]]]") -> None:
        results = [replayed(stories, plan.protocol) for plan, stories in runs]
        problems = [problem for _count, found in results for problem in found]
        for problem in problems:
            self.stdout.write(problem)
        total = sum(count for count, _found in results)
        self.stdout.write(f"{total} decisions replayed, {len(problems)} differences")
        if problems:
            raise SystemExit(1)


def _plans(pack: str, template: str, overrides: dict[str, str]) -> list[Plan]:
    """The template as it is, and with the overrides if there are any."""
    try:
        content = _content(pack)
        layers: list[dict[str, object]] = [{}] + [{n: Fraction(v) for n, v in overrides.items()}] * bool(
            overrides
        )
        return [plan_of(content, template, layer) for layer in layers]
    except (PackError, OSError, ValueError) as error:
        raise CommandError(str(error)) from error


def _content(pack: str) -> PackContent:
    if Path(pack).is_dir():
        return open_pack(Path(pack))
    data = pack_data(pack)
    if data is None:
        raise ValueError(f"no directory and no loaded pack is called {pack!r}")
    return build_content(PackSource(data, {}))


def _write(runs: "Sequence[tuple[Plan, list[Story]]]", options: dict[str, Any]) -> None:
    *before, after = runs
    if options["plot"]:
        options["plot"].write_text(
            drawing(after[1], *(stories for _plan, stories in before)), encoding="utf-8"
        )
    if options["json"]:
        found = {"after": as_json(*after)} | ({"before": as_json(*before[0])} if before else {})
        text = json.dumps(found if before else found["after"], indent=1, sort_keys=True)
        options["json"].write_text(text + "\n", encoding="utf-8")


def _count(text: str) -> int:
    if not text.isdigit() or not 1 <= int(text) <= 100_000:
        raise ArgumentTypeError("from 1 to 100000")
    return int(text)


def _setting(text: str) -> tuple[str, str]:
    name, sign, value = text.partition("=")
    try:
        Fraction(value)
    except (ValueError, ZeroDivisionError):
        sign = ""
    if not name or not sign:
        raise ArgumentTypeError(f"{text!r} is not PARAMETER=VALUE with a number")
    return name, value
