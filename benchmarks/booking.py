"""Two hundred who want a time at the same moment: our service beside the bare statement, in one run.

bin/bench booking [--people 200] [--rounds 3]

The bare INSERT and UPDATE go through the same constraint on the same table, on the same two hundred
connections, and do nothing else. Ours also reads the hours, the screening and the policy, takes its locks,
keeps the history and plans the mails. Printed: how many got a time, whether two got the same, what was wrong,
and how long all of them and the slowest of those who got one took.
"""

import argparse
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

import django

from benchmarks.today import own_database

REFUSED = {"slot_taken", "taken"}
Jobs = list[Callable[[], Any]]


@dataclass(frozen=True)
class Measured:
    """One round of one way."""

    given: int
    refused: int
    wrong: str
    overlapping: int
    whole_s: float
    slowest_s: float


def main() -> None:
    options = _options()
    os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.settings"
    os.environ["DATABASE_URL"] = own_database(os.environ["DATABASE_URL"], "clinic_booking")
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("flush", verbosity=0, interactive=False)
    report(compare(options.people, options.rounds))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--people", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=3)
    return parser.parse_args()


def compare(people: int, rounds: int) -> dict[str, list[Measured]]:
    """Every way in turn, each round with a practitioner of its own: nothing is in the way at first."""
    from benchmarks.booking_ways import WAYS

    results: dict[str, list[Measured]] = {name: [] for name in WAYS}
    for number in range(rounds):
        for name, prepare in WAYS.items():
            measured = _measure(prepare, people)
            results[name].append(measured)
            print(f"  round {number + 1}: {name:<34}{measured.whole_s:7.2f} s", flush=True)
    return results


def _measure(prepare: Callable[[int], Jobs], people: int) -> Measured:
    from common import clock
    from tests.scheduling.booking import NOW
    from tests.scheduling.crowd import at_once, overlapping, words

    with clock.pretending(NOW):
        jobs = prepare(people)
        tries = at_once(jobs)
    said = words(tries)
    wrong = {word: count for word, count in said.items() if word not in REFUSED | {"ok"}}
    return Measured(
        given=said["ok"],
        refused=sum(said[word] for word in REFUSED),
        wrong=", ".join(f"{count} {word}" for word, count in wrong.items()) or "nothing",
        overlapping=overlapping(),
        whole_s=max(each.seconds for each in tries),
        slowest_s=max((each.seconds for each in tries if each.word == "ok"), default=0.0),
    )


def report(results: Mapping[str, Sequence[Measured]]) -> None:
    """A line a way, and how much longer ours takes than the bare statement."""
    print(f"\n{'':<36}{'given':>7}{'refused':>9}{'overlap':>9}{'all s':>8}{'given s':>9}  went wrong")
    for name, rounds in results.items():
        last, whole = rounds[-1], median(one.whole_s for one in rounds)
        slowest = median(one.slowest_s for one in rounds)
        counts = f"{last.given:>7}{last.refused:>9}{last.overlapping:>9}"
        print(f"{name:<36}{counts}{whole:>8.2f}{slowest:>9.2f}  {last.wrong}")
    names = list(results)
    for bare, ours in zip(names[::2], names[1::2], strict=True):
        times = [median(one.whole_s for one in results[name]) for name in (bare, ours)]
        print(f"{ours} / {bare}: {times[1] / times[0]:.1f}")


if __name__ == "__main__":
    main()
