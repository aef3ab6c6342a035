"""How much of what was due was done, honestly.

A unit is one prescription on one side on one day. Percent is 100 x the sum of min(sets done, sets due)
over the sum of sets due, as an exact fraction, over the program's own days so far: not 7 x weeks, not
the days of the month, so it is as right on day 39 as on day 3. Paused days ask for nothing.

- Not logged counts as due and not done, and is reported apart from skipped.
- The day in progress: what is logged counts; what is not logged yet is open, neither due nor missed.
- `done` without a number of sets is all of them; `partial` without one is half of them rounded down
  (one of two or three, none of one); `skipped` is none. More sets than due earn nothing.
- Running-plan items are left out; cardio is one set.
- A log counts against the prescription it was made for, also if that was closed since. If its line had
  another prescription in effect that day (the dose was changed after training, or the log was made
  offline), the unit is judged by the dose that was logged; otherwise by the one in effect.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import NamedTuple

from programs.rules.clock import ProgramClock, locate
from programs.rules.schedule import Item, Key, is_due, sides_of
from programs.rules.words import BodySide, ItemState, LogSide, LogState, Mode, NothingDue


@dataclass(frozen=True, slots=True)
class LogFact:
    """What a patient logged: a prescription, a side, a day. `sets_done` None = not said."""

    prescription: Key
    side: LogSide
    on: date
    state: LogState
    sets_done: int | None = None


@dataclass(frozen=True, slots=True)
class DayAdherence:
    """One calendar day: sets due and done, and how many units are still open if it is in progress.

    `state` is what all units agree on; if they differ it is partial as soon as anything was done, else
    not_logged (some skipped, some unanswered). With `open` units, not_logged is not a miss yet."""

    on: date
    state: ItemState
    due: int
    done_sets: int
    open: int


@dataclass(frozen=True, slots=True)
class Adherence:
    """`percent` is exact, None if nothing was due; the four counts are units; `days` are in order."""

    percent: Fraction | None
    done: int
    partial: int
    skipped: int
    not_logged: int
    days: tuple[DayAdherence, ...]


class _Unit(NamedTuple):
    state: ItemState
    due: int
    done: int


def adherence(
    clock: ProgramClock, items: Sequence[Item], affected: BodySide, logs: Iterable[LogFact], until: date
) -> Adherence:
    """Adherence from the start to `until`, the patient's today. Days behind the end are not listed."""
    return adherence_between(clock, items, affected, logs, first=clock.start_on, last=until, today=until)


def adherence_between(
    clock: ProgramClock,
    items: Sequence[Item],
    affected: BodySide,
    logs: Iterable[LogFact],
    *,
    first: date,
    last: date,
    today: date,
) -> Adherence:
    """Adherence from `first` to `last`, both included, as it stands on the patient's `today`."""
    counted = [item for item in items if _is_counted(item)]
    book = _LogBook(counted, logs)
    days: list[DayAdherence] = []
    states: Counter[ItemState] = Counter()
    for on in _dates(max(first, clock.start_on), min(last, today)):
        due = _due_units(clock, counted, affected, on)
        if due is None:
            break
        day, closed = _day(on, [book.unit(item, side, on) for item, side in due], in_progress=on == today)
        days.append(day)
        states.update(unit.state for unit in closed)
    return _adherence(days, states)


def _is_counted(item: Item) -> bool:
    return item.dose.plan is None and item.mode != Mode.RUN_PLAN


def _dates(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=days) for days in range((last - first).days + 1))


def _due_units(
    clock: ProgramClock, items: Sequence[Item], affected: BodySide, on: date
) -> list[tuple[Item, LogSide]] | None:
    """The units due on a date; None behind the end of the program."""
    day = locate(clock, on)
    if isinstance(day, NothingDue):
        return None if day is NothingDue.FINISHED else []
    return [(item, side) for item in items if is_due(item, day) for side in sides_of(item.side, affected)]


class _LogBook:
    """Finds the log of a unit: by its prescription, else by the line the prescription belongs to."""

    def __init__(self, items: Sequence[Item], logs: Iterable[LogFact]) -> None:
        known = {item.id: item for item in items}
        self._exact: dict[tuple[Key, LogSide, date], LogFact] = {}
        self._by_line: dict[tuple[Key, LogSide, date], tuple[Item, LogFact]] = {}
        for log in logs:
            if (item := known.get(log.prescription)) is not None:
                self._exact[item.id, log.side, log.on] = log
                self._by_line[item.line, log.side, log.on] = item, log

    def unit(self, item: Item, side: LogSide, on: date) -> _Unit:
        log = self._exact.get((item.id, side, on))
        if log is None:
            item, log = self._by_line.get((item.line, side, on), (item, None))
        due = 1 if item.mode == Mode.CARDIO else item.dose.sets
        if log is None:
            return _Unit(ItemState.NOT_LOGGED, due, 0)
        return _Unit(ItemState(log.state), due, sets_done(log, due))


def sets_done(log: LogFact, due: int) -> int:
    """The sets that count of those that were due."""
    if log.state == LogState.SKIPPED:
        return 0
    if log.sets_done is not None:
        return max(0, min(log.sets_done, due))
    if log.state == LogState.DONE:
        return due
    return due // 2


def _day(on: date, units: list[_Unit], *, in_progress: bool) -> tuple[DayAdherence, list[_Unit]]:
    """The day, and its units that count by now: on the day in progress only those that were logged."""
    closed = [unit for unit in units if not in_progress or unit.state is not ItemState.NOT_LOGGED]
    day = DayAdherence(
        on=on,
        state=_shared_state({unit.state for unit in units}),
        due=sum(unit.due for unit in closed),
        done_sets=sum(unit.done for unit in closed),
        open=len(units) - len(closed),
    )
    return day, closed


def _shared_state(states: set[ItemState]) -> ItemState:
    if not states:
        return ItemState.NOT_DUE
    if len(states) == 1:
        return next(iter(states))
    return ItemState.PARTIAL if states & {ItemState.DONE, ItemState.PARTIAL} else ItemState.NOT_LOGGED


def _adherence(days: list[DayAdherence], states: Counter[ItemState]) -> Adherence:
    due = sum(day.due for day in days)
    return Adherence(
        percent=Fraction(100 * sum(day.done_sets for day in days), due) if due else None,
        done=states[ItemState.DONE],
        partial=states[ItemState.PARTIAL],
        skipped=states[ItemState.SKIPPED],
        not_logged=states[ItemState.NOT_LOGGED],
        days=tuple(days),
    )
