"""Moves a program through its weeks. Callers hold the program's lock and say which decision it was.

All weeks of the plan are stored; those up to ``weeks_released`` are lived. Nothing here asks whether it is
right: the rules and the clinician did.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import F

from programs.models import Decision, Program, ProgramWeek
from programs.queries.facts import clock_of
from programs.rules.clock import DAYS_A_WEEK, dates_of, waited_days


def is_held(program: Program, position: int) -> bool:
    """Whether the week at a position is followed by itself."""
    rows = ProgramWeek.objects.filter(program=program, position__in=[position, position + 1])
    return len({row.week for row in rows}) == 1 and len(rows) > 1


def hold(program: Program, *, after: int, reason: str, decision: Decision | None = None) -> None:
    """The week at a position is lived once more; everything later moves back by one."""
    week = ProgramWeek.objects.get(program=program, position=after).week
    _insert(program, after, [(week, DAYS_A_WEEK)], reason, decision)
    _release(program, 1)


@dataclass(frozen=True)
class Held:
    """A program whose last released week is lived once more, and the program week that it is."""

    program: Program
    week: int
    decision: Decision
    reason: str


def hold_all(held: Sequence[Held]) -> None:
    """The same for many programs at once, in as many statements as for one."""
    programs = [one.program.pk for one in held]
    later = ProgramWeek.objects.filter(program__in=programs, position__gt=F("program__weeks_released"))
    later.update(position=F("position") + 1)
    ProgramWeek.objects.bulk_create(
        ProgramWeek(
            program=one.program,
            position=one.program.weeks_released + 1,
            week=one.week,
            reason=one.reason[:240],
            decision=one.decision,
        )
        for one in held
    )
    Program.objects.filter(pk__in=programs).update(weeks_released=F("weeks_released") + 1)
    for one in held:
        one.program.weeks_released += 1


def go_on(program: Program, *, on: date, reason: str, decision: Decision | None = None) -> None:
    """The next planned week begins on a day. Days that were waited for it stay a week of their own."""
    settle_waiting(program, on=on, reason=reason, decision=decision)
    ProgramWeek.objects.filter(program=program, position=program.weeks_released + 1).update(decision=decision)
    _release(program, 1)


def cut_short(program: Program, *, on: date) -> date:
    """The week being lived ends with the day before ``on``, at the earliest with its first day.

    Returns the first day after it.
    """
    days = dates_of(clock_of(_fresh(program)), program.weeks_released)
    lived = sum(day < on for day in days)
    if lived < len(days):
        lived = max(lived, 1)
        ProgramWeek.objects.filter(program=program, position=program.weeks_released).update(days=lived)
    return max(on, days[0] + timedelta(days=1)) if days else on


def settle_waiting(
    program: Program,
    *,
    on: date,
    reason: str,
    decision: Decision | None = None,
    full_weeks: bool = False,
) -> None:
    """What was lived up to a day while a decision was waited for becomes weeks of the record.

    With ``full_weeks`` only those that are over: the decision is waited for still.
    """
    program = _fresh(program)
    full, rest = divmod(waited_days(clock_of(program), on), DAYS_A_WEEK)
    lengths = [DAYS_A_WEEK] * full + [rest] * (rest > 0 and not full_weeks)
    if lengths:
        last = program.weeks_released
        week = ProgramWeek.objects.get(program=program, position=last).week
        _insert(program, last, [(week, days) for days in lengths], reason, decision)
        _release(program, len(lengths))


def go_back(program: Program, *, week: int, reason: str, decision: Decision | None = None) -> None:
    """An earlier program week is lived next, and everything after it again."""
    rows = list(program.weeks.filter(position__gt=program.weeks_released).order_by("position"))
    last = max(program.weeks.values_list("week", flat=True))
    plan = range(week, last + 1)
    missing = len(plan) - len(rows)
    if missing > 0:
        _insert(program, program.weeks_released, [(week, DAYS_A_WEEK)] * missing, reason, decision)
        rows = list(program.weeks.filter(position__gt=program.weeks_released).order_by("position"))
    for row, number in zip(rows, plan, strict=False):
        row.week, row.reason, row.decision = number, reason if number == week else row.reason, decision
        row.save()
    _release(program, 1)


def _insert(
    program: Program, after: int, weeks: Sequence[tuple[int, int]], reason: str, decision: Decision | None
) -> None:
    later = ProgramWeek.objects.filter(program=program, position__gt=after)
    later.update(position=F("position") + len(weeks))
    ProgramWeek.objects.bulk_create(
        ProgramWeek(
            program=program, position=position, week=week, days=days, reason=reason[:240], decision=decision
        )
        for position, (week, days) in enumerate(weeks, start=after + 1)
    )


def _release(program: Program, weeks: int) -> None:
    program.weeks_released += weeks
    program.save(update_fields=["weeks_released"])


def _fresh(program: Program) -> Program:
    """Without what was read of its weeks and pauses before."""
    if hasattr(program, "_prefetched_objects_cache"):
        program._prefetched_objects_cache = {}
    return program
