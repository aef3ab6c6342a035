"""manage.py outbox: what was to be sent, what became of it, and whether somebody has to look."""

from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from common import clock
from notifications import queries


class Command(BaseCommand):
    help = "Shows what became of the messages that were due. Ends with an error when one waits for too long."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--days", type=int, default=1, help="how far back to look (default: 1)")

    def handle(self, *_args: Any, days: int, **_options: Any) -> None:
        now = clock.now()
        found = queries.outbox(now - timedelta(days=days), now)
        self._print_kinds(found)
        self._print_reasons(found)
        self._print_waiting(found)
        if any(kind.unaccounted for kind in found.kinds):
            raise CommandError("Some messages are in no known state.")
        if found.is_late:
            raise CommandError("Messages wait for too long. Are a worker and beat running?")

    def _print_kinds(self, found: queries.Outbox) -> None:
        self.stdout.write(f"{'kind':<20}{'due':>8}{'sent':>8}{'not sent':>10}{'failed':>8}{'waiting':>9}")
        for kind in found.kinds:
            self.stdout.write(
                f"{kind.kind:<20}{kind.due:>8}{kind.sent:>8}{kind.suppressed:>10}{kind.failed:>8}{kind.waiting:>9}"
            )

    def _print_reasons(self, found: queries.Outbox) -> None:
        for each in found.reasons:
            self.stdout.write(
                f"  {each.messages} {each.kind}, {str(each.state.label).lower()}: {each.reason}"
            )

    def _print_waiting(self, found: queries.Outbox) -> None:
        oldest = f"{found.oldest_waiting:%Y-%m-%d %H:%M} UTC" if found.oldest_waiting else "none"
        self.stdout.write(f"Oldest that is due and waits: {oldest}. Planned for later: {found.later}.")
