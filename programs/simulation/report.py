"""What came of it, by kind of person: how many went on, were held, went back, finished, and when."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from programs.rules.agenda import CHECKIN, LOAD, WEEKLY
from programs.rules.decision_words import LoadAction, Verdict
from programs.rules.load_record import load_differences
from programs.rules.record import Record, differences
from programs.rules.scopes import Protocol
from programs.simulation.people import Kind, people
from programs.simulation.plan import Plan
from programs.simulation.world import Decided, Ending, Story, World

ALL = "all"
# What is counted: people to whom it happened at least once.
WEEKS: Mapping[str, frozenset[str]] = {
    "next week": frozenset({Verdict.ADVANCE_WEEK}),
    "next stage": frozenset({Verdict.PROGRESS}),
    "held": frozenset({Verdict.HOLD}),
    "went back": frozenset({Verdict.REGRESS}),
    "escalated": frozenset({Verdict.ESCALATE}),
}
COLUMNS = ("people", *WEEKS, "rested", "more load", "stopped", "finished", "going on", "days")
BAR = 30


@dataclass(frozen=True, slots=True)
class Row:
    """Of one kind: how many people each thing happened to. `days`: the median to the end of the finished."""

    kind: str
    figures: Mapping[str, int | float | None]


def simulate(plan: Plan, count: int, seed: int) -> list[Story]:
    """Everybody lives the program; the same seed gives the same stories."""
    return [World(plan, person).live() for person in people(count, seed)]


def rows(stories: Sequence[Story]) -> list[Row]:
    """A row for each kind, and one for all."""
    by_kind = {str(kind): [story for story in stories if story.kind == kind] for kind in Kind}
    return [Row(kind, _figures(found)) for kind, found in {**by_kind, ALL: stories}.items() if found]


def _figures(stories: Sequence[Story]) -> dict[str, int | float | None]:
    finished = [story.days for story in stories if story.ending == Ending.FINISHED]
    weeks = {name: sum(_has(story, WEEKLY, acts) for story in stories) for name, acts in WEEKS.items()}
    return {
        "people": len(stories),
        **weeks,
        "rested": sum(any(_rested(one) for one in story.decisions) for story in stories),
        "more load": sum(_has(story, LOAD, _MORE) for story in stories),
        "stopped": sum(_has(story, CHECKIN, _STOPS) for story in stories),
        "finished": len(finished),
        "going on": sum(story.ending == Ending.GOING_ON for story in stories),
        "days": median(finished) if finished else None,
    }


_MORE = frozenset(LoadAction) - {LoadAction.KEEP}
_STOPS = frozenset({Verdict.STOP_EMERGENCY, Verdict.STOP_URGENT})


def _has(story: Story, scope: str, acted: Iterable[str]) -> bool:
    return any(one.made.scope == scope and one.acted in acted for one in story.decisions)


def _rested(one: Decided) -> bool:
    return one.made.scope == CHECKIN and bool(one.made.sessions)


def table(after: Sequence[Row], before: Sequence[Row] = ()) -> list[str]:
    """Lines of text. With `before`, each figure as it was and as it is now."""
    was = {row.kind: row for row in before}
    cells = [["", *COLUMNS], *([row.kind, *_cells(row, was.get(row.kind))] for row in after)]
    widths = [max(len(line[column]) for line in cells) for column in range(len(cells[0]))]
    return [
        "  ".join(
            cell.rjust(width) if number else cell.ljust(width)
            for number, (cell, width) in enumerate(zip(line, widths, strict=True))
        )
        for line in cells
    ]


def _cells(row: Row, before: Row | None) -> list[str]:
    return [
        _cell(row.figures[name], before.figures[name] if before else row.figures[name]) for name in COLUMNS
    ]


def _cell(now: float | None, was: float | None) -> str:
    return _said(now) if now == was else f"{_said(was)} > {_said(now)}"


def _said(value: float | None) -> str:
    return "-" if value is None else f"{value:g}"


def bars(after: Sequence[Row], before: Sequence[Row] = ()) -> list[str]:
    """Who finished, as a small plot of text; with `before` a thinner bar of how it was."""
    was = {row.kind: row for row in before}
    lines = []
    for row in after:
        lines.append(_bar(row.kind, row, "█"))
        if row.kind in was:
            lines.append(_bar("  before", was[row.kind], "▒"))
    return lines


def _bar(name: str, row: Row, block: str) -> str:
    count = int(row.figures["people"] or 0)
    finished = int(row.figures["finished"] or 0)
    filled = BAR * finished // count
    return f"{name:<11}{block * filled}{'·' * (BAR - filled)} {100 * finished // count:>3} % finished"


def as_json(plan: Plan, stories: Sequence[Story]) -> dict[str, Any]:
    """The figures, and how it went for each person."""
    return {
        "program": plan.name,
        "parameters": plan.parameters.as_json(),
        "kinds": {row.kind: dict(row.figures) for row in rows(stories)},
        "people": [_person(story) for story in stories],
    }


def _person(story: Story) -> dict[str, Any]:
    weeks = [one for one in story.decisions if one.made.scope == WEEKLY and one.acted]
    return {
        "kind": str(story.kind),
        "ending": str(story.ending),
        "days": story.days,
        "waited_days": story.waited_days,
        "weeks": [
            {"week": one.made.key, "on": one.made.on.isoformat(), "done": str(one.acted)} for one in weeks
        ],
    }


def replayed(stories: Iterable[Story], protocol: Protocol) -> tuple[int, list[str]]:
    """Every decision made again from its record: how many there were, and each difference."""
    count, found = 0, []
    for one in (one for story in stories for one in story.decisions):
        count += 1
        found += [f"{one.made.scope} {one.made.key}: {problem}" for problem in _differences(one, protocol)]
    return count, found


def _differences(one: Decided, protocol: Protocol) -> list[str]:
    record = one.made.record
    if isinstance(record, Record):
        return differences(record, protocol)
    return load_differences(record.inputs, record.parameters, record.output)
