"""The morning on which a week ends, for few programs and for many: does one program cost the same?

bin/bench weekly_gate [--programs 1000 10000] [--rounds 3]

Every program has lived a week and is due. What is measured is what the sweep does: read the lives, decide,
store, answer, look for signals. Each size in turn and in one run, on the same database; what it
writes is undone after each batch. Beside the whole: reading the lives alone, and the rules alone.
"""

import argparse
import os
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import median
from typing import Any

import django

from benchmarks.today import own_database

SIZES = (1_000, 10_000)
BATCH = 200
AIM = 1.2


@dataclass(frozen=True)
class Measured:
    """Of one size: milliseconds a program, and the queries of one batch."""

    programs: int
    whole_ms: float
    reading_ms: float
    rules_ms: float
    queries: int


def main() -> None:
    options = _options()
    os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.settings"
    os.environ["DATABASE_URL"] = own_database(os.environ["DATABASE_URL"], "clinic_weekly_gate")
    django.setup()
    from django.core.management import call_command

    from benchmarks.weekly_gate_population import populate

    call_command("migrate", verbosity=0)
    call_command("load_pack", "packs/runners-knee")
    at = populate(max(options.programs))
    _report(_rounds(options.programs, at, options.rounds))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--programs", type=int, nargs="+", default=list(SIZES))
    parser.add_argument("--rounds", type=int, default=3)
    return parser.parse_args()


def _rounds(sizes: Sequence[int], at: datetime, rounds: int) -> dict[int, list[Measured]]:
    """Sizes in turn, so that a slow moment of the machine hits all of them."""
    results: dict[int, list[Measured]] = {size: [] for size in sizes}
    for number in range(rounds):
        for size in sizes:
            measured = _measure(size, at)
            results[size].append(measured)
            print(f"  round {number + 1}: {size:>7,} programs  {measured.whole_ms:6.2f} ms each", flush=True)
    return results


def _measure(size: int, at: datetime) -> Measured:
    """One morning, batch by batch. Each is undone: what the sweep leaves behind must not slow the next."""
    batches = [_batch(first, at) for first in range(0, size, BATCH)]
    whole, reading, rules, queries = (sum(values) for values in zip(*batches, strict=True))
    each = 1000 / size
    return Measured(size, whole * each, reading * each, rules * each, round(queries / len(batches)))


def _batch(first: int, at: datetime) -> tuple[float, float, float, int]:
    """Seconds for everything, for reading and for the rules; and the queries."""
    from django.db import connection, transaction

    from benchmarks.weekly_gate_population import due_now
    from common import clock
    from programs.services.evaluation import evaluate_due

    statements: list[str] = []

    def count(execute: Any, sql: str, *arguments: Any) -> Any:
        statements.append(sql)
        return execute(sql, *arguments)

    with transaction.atomic(), clock.pretending(at):
        due = due_now(first, BATCH, at)
        parts, started = _parts(at), time.perf_counter()
        with connection.execute_wrapper(count):
            done = evaluate_due(at)
        seconds = time.perf_counter() - started
        transaction.set_rollback(True)
    assert done == due, f"{done} of {due} programs were evaluated"
    return seconds, *parts, len(statements)


def _parts(at: datetime) -> tuple[float, float]:
    """Seconds for reading the lives, and for the rules that decide from them."""
    from programs.models import Program
    from programs.queries.decided import known_decisions
    from programs.queries.lives import lives
    from programs.rules.agenda import agenda
    from programs.services.evaluation import _case

    batch, started = list(Program.objects.filter(evaluate_at=at)), time.perf_counter()
    found, known = lives(batch), known_decisions(batch, at)
    read = time.perf_counter()
    for program in batch:
        agenda(_case(program, found[program.pk], known[program.pk], at))
    return read - started, time.perf_counter() - read


def _report(results: dict[int, list[Measured]]) -> None:
    print(f"\n{'programs':>10}{'ms each':>10}{'reading':>10}{'rules':>10}{'queries a batch of 200':>26}")
    for size, rounds in results.items():
        whole, reading, rules = (
            median(getattr(one, name) for one in rounds) for name in ("whole_ms", "reading_ms", "rules_ms")
        )
        print(f"{size:>10,}{whole:>10.2f}{reading:>10.2f}{rules:>10.2f}{rounds[0].queries:>26}")
    few, many = min(results), max(results)
    ratio = median(one.whole_ms for one in results[many]) / median(one.whole_ms for one in results[few])
    print(f"\none of {many:,} / one of {few:,}: {ratio:.2f} (aim: below {AIM})")


if __name__ == "__main__":
    main()
