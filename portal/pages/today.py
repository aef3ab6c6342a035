"""Today as the patient reads it: what, why, how long, and what is done already."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from programs.enums import SkipReason
from programs.queries.today import Today, TodayItem, TodayProgram
from programs.rules.clock import ProgramDay
from programs.rules.script import build_script
from programs.rules.words import ItemState, NothingDue
from programs.words import day_words, dose_words, equipment_words


@dataclass(frozen=True, slots=True)
class Standing:
    """A program and the week it is in."""

    name: str
    week: int | None
    weeks: int
    stage: str


@dataclass(frozen=True, slots=True)
class Row:
    """One exercise: what to do, and how it stands."""

    item: TodayItem
    dose_text: str
    state: ItemState
    state_text: str


@dataclass(frozen=True, slots=True)
class TodayPage:
    """``state`` is due, begun, core_done or done; on a day without exercises ``reason`` says why."""

    on: date
    reason: NothingDue | None
    standings: Sequence[Standing]
    stage: str
    goal: str
    core: Sequence[Row]
    extra: Sequence[Row]
    state: str
    minutes: int
    core_minutes: int
    equipment: Sequence[str]
    next_words: str
    starts_words: str

    @property
    def total(self) -> int:
        return len(self.core) + len(self.extra)

    @property
    def answered(self) -> int:
        return sum(_is_answered(row) for row in (*self.core, *self.extra))

    @property
    def extra_minutes(self) -> int:
        return self.minutes - self.core_minutes

    @property
    def has_run(self) -> bool:
        """A run goes by its own plan; the minutes do not hold it."""
        return any(row.item.due.item.dose.plan is not None for row in (*self.core, *self.extra))


def today_page(today: Today, next_on: date | None) -> TodayPage:
    """The page of a day; ``next_on`` is the next day with a session, if one is known."""
    rows = [_row(item) for item in today.items]
    core = [row for row in rows if row.item.due.item.is_core]
    extra = [row for row in rows if not row.item.due.item.is_core]
    script = build_script(today.due_day())
    first = today.program
    return TodayPage(
        on=today.on,
        reason=today.nothing,
        standings=[_standing(program) for program in today.programs],
        stage=first.stage if first else "",
        goal=first.goal if first else "",
        core=core,
        extra=extra,
        state=_state(core, extra),
        minutes=script.minutes,
        core_minutes=script.core_minutes,
        equipment=equipment_words(code for item in today.items for code in item.equipment),
        next_words=day_words(next_on, today.on) if next_on else "",
        starts_words=_starts_words(today),
    )


def _standing(program: TodayProgram) -> Standing:
    week = program.place.week if isinstance(program.place, ProgramDay) else None
    return Standing(program.name, week, max(program.clock.weeks, default=0), program.stage)


def _starts_words(today: Today) -> str:
    starts = [program.clock.start_on for program in today.programs if program.place == NothingDue.NOT_STARTED]
    return day_words(min(starts), today.on) if starts else ""


def _row(item: TodayItem) -> Row:
    state = _item_state(item)
    return Row(item, dose_words(item.due.item.dose, item.due.sides), state, _state_words(item, state))


def _item_state(item: TodayItem) -> ItemState:
    """What the logged sides agree on; with a side to go it is not answered yet."""
    if item.left:
        return ItemState.NOT_LOGGED
    states = {log["state"] for log in item.logs}
    return ItemState(states.pop()) if len(states) == 1 else ItemState.PARTIAL


def _state_words(item: TodayItem, state: ItemState) -> str:
    if state == ItemState.NOT_LOGGED:
        return _("one side done") if item.logs else ""
    if state == ItemState.SKIPPED:
        reason = SkipReason(item.logs[0]["skip_reason"]).label
        return _("skipped: {reason}").format(reason=str(reason).lower())
    return ", ".join([_("done") if state == ItemState.DONE else _("partly done"), *_pain_words(item.logs)])


def _pain_words(logs: Sequence[dict[str, Any]]) -> list[str]:
    rated = [log["pain"] for log in logs if log["pain"] is not None]
    return [_("pain {n}").format(n=max(rated))] if rated else []


def _is_answered(row: Row) -> bool:
    return row.state != ItemState.NOT_LOGGED


def _state(core: Sequence[Row], extra: Sequence[Row]) -> str:
    rows = (*core, *extra)
    if rows and all(map(_is_answered, rows)):
        return "done"
    if core and all(map(_is_answered, core)):
        return "core_done"
    return "begun" if any(row.item.logs for row in rows) else "due"
