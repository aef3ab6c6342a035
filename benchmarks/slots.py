"""Free slots of a whole clinic for a month: ours beside SQL that does it all, and beside a query a slot.

bin/bench slots [--appointments 620000] [--practitioners 20] [--days 30] [--rounds 5]

All of them look at the same rows in one run and must find the same slots. What is ours does more: time off,
holidays, outside calendars, buffers, daily limits and zones; the others only ask whether somebody is busy.
"""

import argparse
import os
import time
from collections.abc import Callable
from datetime import timedelta
from statistics import median

import django

from benchmarks.today import own_database

Found = set[tuple[int, float]]
ROUNDS = 5


def main() -> None:
    options = _options()
    os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.settings"
    os.environ["DATABASE_URL"] = own_database(os.environ["DATABASE_URL"], "clinic_slots")
    django.setup()
    from django.core.management import call_command

    from benchmarks.slots_population import populate

    call_command("migrate", verbosity=0)
    stored = populate(options.appointments, options.practitioners)
    print(f"{stored:,} appointments are stored; {options.practitioners} practitioners, {options.days} days")
    report(compare(options.practitioners, options.days, options.rounds))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--appointments", type=int, default=620_000)
    parser.add_argument("--practitioners", type=int, default=20)
    parser.add_argument("--days", type=int, default=30)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    return parser.parse_args()


def compare(practitioners: int, days: int, rounds: int) -> dict[str, float]:
    """Milliseconds of each way, the middle of its rounds; in turn, so that a slow moment hits them all."""
    ways = _ways(practitioners, days)
    found = {name: way() for name, way in ways.items()}  # and everything is warm now
    expected = found["free_slots"]
    assert expected, "nothing is free, so nothing is compared"
    assert all(slots == expected for slots in found.values() if slots is not None)
    took: dict[str, list[float]] = {name: [] for name in ways}
    for _number in range(rounds):
        for name, way in ways.items():
            started = time.perf_counter()
            way()
            took[name].append((time.perf_counter() - started) * 1000)
    return {name: median(times) for name, times in took.items()}


def _ways(practitioners: int, days: int) -> dict[str, Callable[[], Found | None]]:
    from benchmarks import slots_in_sql as sql
    from benchmarks.slots_population import BEGIN, CLOSES, OPENS, STEP, measured
    from scheduling.queries.diaries import Window, diaries_of
    from scheduling.queries.policy import policy_of
    from scheduling.queries.slots import free_slots

    clinic, kind, people = measured(practitioners)
    until = BEGIN + timedelta(days=days)
    asked = sql.Asked([person.pk for person in people], BEGIN, days, OPENS, CLOSES, STEP, kind.minutes)

    def ours() -> Found:
        slots = free_slots(
            clinic=clinic, kind=kind, practitioner=None, from_at=BEGIN, until_at=until, now=BEGIN, staff=True
        )
        return {(slot.practitioner_id, slot.starts_at.timestamp()) for slot in slots}

    def only_reading() -> None:
        diaries_of(people, policy_of(clinic), Window(BEGIN, until, BEGIN))

    return {
        "free_slots": ours,
        "  of it, reading the diaries": only_reading,
        "SQL anti-join, bounded to a day": lambda: sql.anti_join(asked, is_bounded=True),
        "SQL anti-join": lambda: sql.anti_join(asked),
        "a query for each slot": lambda: sql.query_each(asked),
    }


def report(took: dict[str, float]) -> None:
    ours = took["free_slots"]
    print(f"\n{'':<34}{'ms':>10}{'times ours':>13}")
    for name, milliseconds in took.items():
        print(f"{name:<34}{milliseconds:>10.1f}{milliseconds / ours:>13.2f}")


if __name__ == "__main__":
    main()
