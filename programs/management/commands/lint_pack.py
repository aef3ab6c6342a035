"""Says what is wrong with a protocol pack, line by line, and how long its days are.

    manage.py lint_pack packs/runners-knee [--minutes]

Ends with exit code 1 when there is an error; warnings are for people to judge.
"""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from programs.packs.days import DayLength, day_lengths
from programs.packs.lint import lint_pack, open_pack


class Command(BaseCommand):
    help = "Check a protocol pack and print every problem with file and line."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("pack", type=Path, help="the pack's directory")
        parser.add_argument("--minutes", action="store_true", help="also print the minutes of every day")

    def handle(self, *_args: Any, **options: Any) -> None:
        pack: Path = options["pack"]
        problems = lint_pack(pack)
        for problem in problems:
            self.stdout.write(f"{pack}/{problem}")
        errors = sum(problem.is_error for problem in problems)
        self.stdout.write(f"{pack}: {errors} errors, {len(problems) - errors} warnings")
        if errors:
            raise SystemExit(1)
        if options["minutes"]:
            self._print_minutes(pack)

    def _print_minutes(self, pack: Path) -> None:
        content = open_pack(pack)
        self.stdout.write(f"{len(content.exercises)} exercises, {len(content.programs)} programs")
        self.stdout.write(
            f"{'program':<20} {'week':>4} {'day':>4} {'minutes':>8} {'items':>6}   of which core"
        )
        for length in day_lengths(content):
            self.stdout.write(_row(length))


def _row(length: DayLength) -> str:
    run = "  + run" if length.has_run else ""
    core = f"{length.core_minutes} min, {length.core_items}"
    figures = f"{length.week:>4} {length.day:>4} {length.minutes:>8} {length.items:>6}"
    return f"{length.program:<20} {figures}   {core}{run}"
