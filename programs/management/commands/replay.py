"""Makes stored decisions again and says where the rules would answer differently now.

    manage.py replay --all | --patient UUID | --program UUID

Each decision holds the facts and the thresholds it was made from, and names its pack; from these alone it
must come out the same, whichever version of this software made it. Prints a line for each difference and a
summary; the exit code is 1 if there was a difference, or nothing by that id. Changes nothing.
"""

from argparse import ArgumentParser
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError
from django.db.models import QuerySet

from common.errors import NotFound
from programs.models import Decision
from programs.queries.replay import all_decisions, decisions_of_patient, decisions_of_program, replayed


class Command(BaseCommand):
    help = "Make stored decisions again from their stored facts, and print where the answer is another one."

    def add_arguments(self, parser: ArgumentParser) -> None:
        which = parser.add_mutually_exclusive_group(required=True)
        which.add_argument("--all", action="store_true", help="every decision there is")
        which.add_argument("--patient", type=UUID, help="those about a patient")
        which.add_argument("--program", type=UUID, help="those about a program")

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            decisions = _chosen(options)
        except NotFound as error:
            raise CommandError(str(error)) from error
        count = different = 0
        for one in replayed(decisions):
            count += 1
            different += bool(one.differences)
            for difference in one.differences:
                self.stdout.write(f"{_named(one.decision)}: {difference}")
        self.stdout.write(f"{count} decisions replayed, {different} different")
        if different:
            raise SystemExit(1)


def _chosen(options: dict[str, Any]) -> QuerySet[Decision]:
    if options["patient"]:
        return decisions_of_patient(options["patient"])
    return decisions_of_program(options["program"]) if options["program"] else all_decisions()


def _named(decision: Decision) -> str:
    revision = f" (revision {decision.revision})" if decision.revision > 1 else ""
    return f"{decision.uuid} {decision.scope} {decision.key}{revision}, engine {decision.engine}"
