"""Lets invented patients live their programs: what each of them logs on each day, from a fixed seed."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from uuid import UUID

from accounts.models import User
from clinic.demo.people import Course, Person
from common import clock
from patients.models import Patient
from programs.queries.today import Today, TodayItem, due_today
from programs.rules.words import LogState, SkipReason
from programs.services.session_logs import LogInput, record_session_log

SKIPS = (SkipReason.NO_TIME, SkipReason.NO_TIME, SkipReason.PAIN, SkipReason.NO_EQUIPMENT, SkipReason.OTHER)
LESS_THAN_WORST = 3
EVENING = time(18, 30)


def days_of(course: Course, today: date) -> Iterator[date]:
    """The days from a course's first to today."""
    first = today - timedelta(days=course.day - 1)
    return (first + timedelta(days=n) for n in range(max(course.day, 0)))


def live_day(person: Person, patient: Patient, user: User, on: date, today: date, chance: Random) -> None:
    """What the patient logs on one day; nothing on silent days, a part of it if the day is still going on."""
    if (today - on).days < person.silent:
        return
    share = person.today if on == today else 1.0
    moment = clock.now() if on == today else datetime.combine(on, EVENING, tzinfo=UTC)
    with clock.pretending(moment):
        day = due_today(patient, on)
        for item in _chosen(day, person, share, chance):
            _log_item(person, user, item, day, today, chance)


def _chosen(day: Today, person: Person, share: float, chance: Random) -> list[TodayItem]:
    """The exercises the patient gets to: core ones rather than extras, and some days none at all."""
    if chance.random() > person.diligence + 0.08:
        return []
    items = day.items[: round(len(day.items) * share)]
    return [item for item in items if item.due.item.is_core or chance.random() < person.diligence]


def _log_item(person: Person, user: User, item: TodayItem, day: Today, today: date, chance: Random) -> None:
    state = _state(person, chance)
    skipped = state == LogState.SKIPPED
    reason = chance.choice(SKIPS) if skipped else ""
    pain = _pain(person, day.on, today, chance)
    sets = item.due.item.dose.sets
    for side in item.due.sides:
        record_session_log(
            by=user,
            uuid=UUID(int=chance.getrandbits(128), version=4),
            data=LogInput(
                prescription=UUID(str(item.due.item.id)),
                side=side,
                on=day.on,
                state=state,
                skip_reason=reason,
                sets_done=None if skipped else max(1, sets - (state == LogState.PARTIAL)),
                reps=None if skipped else item.due.item.dose.reps,
                pain=None if skipped else pain,
                effort=None if skipped else chance.choice((4, 5, 5, 6, 6, 7)),
                rir=None if skipped else chance.choice((2, 3, 3, 4)),
            ),
        )


def _state(person: Person, chance: Random) -> LogState:
    roll = chance.random()
    if roll < person.diligence:
        return LogState.DONE
    return LogState.PARTIAL if roll < person.diligence + 0.07 else LogState.SKIPPED


def _pain(person: Person, on: date, today: date, chance: Random) -> int:
    """In the exercises: less than the day's worst, with good and bad days on the way from first to last."""
    longest = max(course.day for course in person.courses)
    way = 1 - (today - on).days / max(longest, 1)
    start, end = person.pain
    return min(10, max(0, round(start + (end - start) * way - LESS_THAN_WORST + chance.gauss(0, 0.7))))
