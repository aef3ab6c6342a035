"""What the free slots are measured against: the database itself finds the starts at which nobody is busy."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection

from scheduling.enums import OCCUPYING

BUSY = """
EXISTS (SELECT 1 FROM scheduling_appointment visit
         WHERE visit.practitioner_id = {who} AND visit.status IN ({statuses})
           AND visit.blocks_from < {start} + make_interval(mins => %(minutes)s)
           AND visit.blocks_until > {start} {bound})
"""
BOUND = "AND visit.blocks_from > {start} - interval '1 day'"
STARTS = """
SELECT who.id, starts.at
  FROM unnest(%(people)s::bigint[]) AS who (id)
 CROSS JOIN generate_series(0, %(days)s - 1) AS day
 CROSS JOIN LATERAL generate_series(
       %(begin)s::timestamptz + make_interval(days => day, hours => %(opens)s),
       %(begin)s::timestamptz + make_interval(days => day, hours => %(closes)s, mins => -%(minutes)s),
       make_interval(mins => %(step)s)) AS starts (at)
"""


@dataclass(frozen=True)
class Asked:
    """Everybody's hours are the same, in UTC; nobody has buffers."""

    people: list[int]
    begin: datetime
    days: int
    opens: int
    closes: int
    step: int
    minutes: int

    def starts(self) -> list[tuple[int, datetime]]:
        first, last = self.opens * 60, self.closes * 60 - self.minutes
        return [
            (who, self.begin + timedelta(days=day, minutes=minute))
            for who in self.people
            for day in range(self.days)
            for minute in range(first, last + 1, self.step)
        ]


def anti_join(asked: Asked, *, is_bounded: bool = False) -> set[tuple[int, float]]:
    """One statement. The bound is what somebody adds who knows that no visit is longer than a day."""
    busy = _busy("who.id", "starts.at", is_bounded=is_bounded)
    with connection.cursor() as cursor:
        cursor.execute(f"{STARTS} WHERE NOT {busy}", vars(asked))
        return {(who, at.timestamp()) for who, at in cursor.fetchall()}


def query_each(asked: Asked) -> set[tuple[int, float]]:
    """The starts are made here, and each is asked for: is anything in the way?"""
    busy = _busy("%(who)s", "%(at)s::timestamptz", is_bounded=True)
    free = set()
    with connection.cursor() as cursor:
        for who, at in asked.starts():
            cursor.execute(f"SELECT {busy}", {"who": who, "at": at, "minutes": asked.minutes})
            if not _answer(cursor):
                free.add((who, at.timestamp()))
    return free


def _busy(who: str, start: str, *, is_bounded: bool) -> str:
    statuses = ", ".join(f"'{status}'" for status in OCCUPYING)
    bound = BOUND.format(start=start) if is_bounded else ""
    return BUSY.format(who=who, start=start, statuses=statuses, bound=bound)


def _answer(cursor: Any) -> bool:
    return bool(cursor.fetchone()[0])
