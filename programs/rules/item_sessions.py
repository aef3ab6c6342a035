"""How one exercise went since it is prescribed as it is: what the step to more load is decided from."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import groupby
from operator import attrgetter

from programs.rules.adherence import sets_done
from programs.rules.clock import ProgramDay, locate
from programs.rules.decision_words import Colour, SessionKind
from programs.rules.judged import Judged
from programs.rules.life import Life, Logged
from programs.rules.load import ItemSession
from programs.rules.schedule import Item, Key, sides_of
from programs.rules.words import LogSide


def present_items(life: Life, on: date) -> list[Item]:
    """The prescriptions that hold on a day, one for each place in the plan; in a pause those from before."""
    week = _week_on(life, on)
    found: dict[Key, Item] = {}
    for item in life.items:
        if _holds(item, on, week):
            found.setdefault(item.line, item)
    return [found[line] for line in sorted(found, key=str)]


def item_sessions(life: Life, item: Item, judged: Iterable[Judged]) -> tuple[ItemSession, ...]:
    """Its sessions under this prescription, oldest first. One whose colour may still change is none yet."""
    return ItemBook(life, judged).sessions(item)


class ItemBook:
    """The logs of a life by prescription, with the colours of their days: for many exercises at once."""

    def __init__(self, life: Life, judged: Iterable[Judged]) -> None:
        days = [each for each in judged if each.session.kind == SessionKind.EXERCISE]
        self._side = life.side
        self._colours = {each.session.on: each.colour for each in days}
        self._open_days = {
            each.session.on for each in days if not each.is_final and each.colour != Colour.RED
        }
        self._logs: dict[Key, list[Logged]] = defaultdict(list)
        for log in life.logs:
            self._logs[log.fact.prescription].append(log)

    def sessions(self, item: Item, latest: int | None = None) -> tuple[ItemSession, ...]:
        """Oldest first: all of them, or only so many of the latest."""
        sides = sides_of(item.side, self._side)
        logs = sorted(self._logs.get(item.id, ()), key=attrgetter("on"))
        days = [(on, list(group)) for on, group in groupby(logs, key=attrgetter("on"))]
        told = [(on, group) for on, group in days if on not in self._open_days]
        wanted = told if latest is None else told[-latest:]
        return tuple(
            _session(item, sides, group, self._colours.get(on, Colour.UNKNOWN)) for on, group in wanted
        )


def _week_on(life: Life, on: date) -> int | None:
    """The program week at hand, or the last one lived; None before the start."""
    days = (on - timedelta(days=back) for back in range((on - life.clock.start_on).days + 1))
    places = (locate(life.clock, day) for day in days)
    return next((place.week for place in places if isinstance(place, ProgramDay)), None)


def _holds(item: Item, on: date, week: int | None) -> bool:
    is_in_effect = item.effective_from <= on and (item.effective_to is None or on < item.effective_to)
    return is_in_effect and week is not None and item.first_week <= week <= item.last_week


def _session(item: Item, sides: Sequence[LogSide], logs: Sequence[Logged], colour: Colour) -> ItemSession:
    """Both sides together: the worse one counts, and a side that was not logged was not done."""
    by_side = {log.fact.side: log for log in logs}
    told = [by_side.get(side) for side in sides]
    return ItemSession(
        colour=colour,
        sets_due=item.dose.sets,
        sets_done=_least(sets_done(log.fact, item.dose.sets) if log else 0 for log in told),
        reps_due=item.dose.reps,
        reps_done=_least(log.reps if log else 0 for log in told),
        rir=_least(log.rir if log else None for log in told),
    )


def _least(values: Iterable[int | None]) -> int | None:
    """None as soon as one side did not say."""
    known = list(values)
    numbers = [value for value in known if value is not None]
    return min(numbers) if numbers and len(numbers) == len(known) else None
