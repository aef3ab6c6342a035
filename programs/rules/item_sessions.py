"""How one exercise went since it is prescribed as it is: what the step to more load is decided from."""

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


def present_item(life: Life, line: Key, on: date) -> Item | None:
    """The prescription of a place in the plan that holds on a day; in a pause the one from before it."""
    week = _week_on(life, on)
    return next((item for item in life.items if item.line == line and _holds(item, on, week)), None)


def item_sessions(life: Life, item: Item, judged: Iterable[Judged]) -> tuple[ItemSession, ...]:
    """Its sessions under this prescription, oldest first. One whose colour may still change is none yet."""
    days = [each for each in judged if each.session.kind == SessionKind.EXERCISE]
    colours = {each.session.on: each.colour for each in days}
    open_days = {each.session.on for each in days if not each.is_final and each.colour != Colour.RED}
    sides = sides_of(item.side, life.side)
    logs = sorted((log for log in life.logs if log.fact.prescription == item.id), key=attrgetter("on"))
    return tuple(
        _session(item, sides, list(group), colours.get(on, Colour.UNKNOWN))
        for on, group in groupby(logs, key=attrgetter("on"))
        if on not in open_days
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
