"""A day as JSON-ready values: what ``GET /api/v1/me/today/`` answers and what the portal puts into its page.

Plain dicts of strings, numbers and null, written out by hand: this is on the path of the busiest request.
"""

from datetime import date
from typing import Any

from programs.queries.today import Today, TodayItem, TodayProgram
from programs.rules.clock import ProgramDay
from programs.rules.dose import item_minutes
from programs.rules.script import build_script, step_dicts
from programs.rules.words import NothingDue


def today_json(today: Today, next_on: date | None = None) -> dict[str, Any]:
    """The day with its script. ``next_on`` is the next day with a session, asked when this one has none."""
    script = build_script(today.due_day())
    first = today.program
    return {
        "date": today.on.isoformat(),
        "time_zone": today.time_zone,
        "reason": today.nothing,
        "starts_on": _starts_on(today),
        "next_on": next_on and next_on.isoformat(),
        "program": program_json(first) if first else None,
        "programs": [program_json(program) for program in today.programs],
        "minutes": script.minutes,
        "core_minutes": script.core_minutes,
        "items": [_item(item) for item in today.items],
        "steps": step_dicts(script),
    }


def program_json(program: TodayProgram) -> dict[str, Any]:
    """Where a program stands; ``week`` is null on a day that is none of its own (paused, over)."""
    place = program.place
    return {
        "id": program.uuid,
        "name": program.name,
        "status": program.status,
        "week": place.week if isinstance(place, ProgramDay) else None,
        "weeks": max(program.clock.weeks, default=0),
        "stage": program.stage,
        "goal": program.goal,
    }


def _starts_on(today: Today) -> str | None:
    """The first day of the program that starts next, while none has started."""
    if today.nothing != NothingDue.NOT_STARTED:
        return None
    waiting = [program for program in today.programs if program.place == NothingDue.NOT_STARTED]
    return min(program.clock.start_on for program in waiting).isoformat()


def _item(item: TodayItem) -> dict[str, Any]:
    due = item.due.item
    return {
        "prescription": due.id,
        "program": item.program,
        "exercise": due.exercise_id,
        "slug": item.slug,
        "name": item.name,
        "purpose": item.purpose,
        "instructions": item.instructions,
        "errors": item.errors,
        "cautions": item.cautions,
        "avoid_if": item.avoid_if,
        "focus": item.focus,
        "equipment": item.equipment,
        "is_core": due.is_core,
        "sides": item.due.sides,
        "dose": due.dose.as_dict(),
        "minutes": item_minutes(due.dose, due.mode, len(item.due.sides)),
        "logs": item.logs,
    }
