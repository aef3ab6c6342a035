"""What changed in a plan and why, as the patient reads it; and what is told while a physio looks at it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from common import clock
from patients.models import Patient
from programs.models import Program
from programs.queries.told import Told, told_of, waits_of
from programs.queries.weeks import shown_programs
from programs.rules.decision_words import RunAction
from programs.words import day_words

NEW_FOR = timedelta(days=3)
SHOWN = 4
# Said in the lists, but no news.
NO_NEWS = frozenset({RunAction.REPEAT})


@dataclass(frozen=True, slots=True)
class Line:
    """One change: the day as people say it, the words, the exercises it changed."""

    on: date
    day: str
    words: str
    lines: Sequence[str]


@dataclass(frozen=True, slots=True)
class Changes:
    """A program's changes, the latest first; ``waiting`` is empty while nobody has to look at anything."""

    waiting: str
    latest: Sequence[Line]
    earlier: Sequence[Line]


def changes_of(programs: Sequence[Program]) -> dict[int, Changes]:
    """By the program's key; in two queries."""
    told, waits = told_of(programs), waits_of(programs)
    found = {}
    for program in programs:
        today = clock.today_in(program.patient.time_zone)
        lines = [_line(each, today) for each in told.get(program.pk, ())]
        found[program.pk] = Changes(waits.get(program.pk, ""), lines[:SHOWN], lines[SHOWN:])
    return found


@dataclass(frozen=True, slots=True)
class News:
    """What stands on the first page: the newest change of the last days, and what is waited for."""

    change: Line | None
    waiting: str


def news_of(patient: Patient) -> News | None:
    """None when there is nothing to say."""
    programs = list(shown_programs(patient))
    today = clock.today_in(patient.time_zone)
    told = told_of(programs, since=clock.now() - NEW_FOR)
    fresh = [each for each_of in told.values() for each in each_of if each.decision.verdict not in NO_NEWS]
    newest = max(fresh, key=lambda each: each.decision.answer.answered_at, default=None)
    waiting = next(iter(waits_of(programs).values()), "")
    if newest is None and not waiting:
        return None
    return News(_line(newest, today) if newest else None, waiting)


def _line(told: Told, today: date) -> Line:
    return Line(told.on, day_words(told.on, today), told.words, told.lines)
