"""The running page: the level as a picture, what is left of the week, the goal, and common mistakes."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from patients.models import Patient, SignalKind
from patients.queries.signals import own_signal
from programs.models import RunPhase
from programs.queries.education import topics_of
from programs.queries.mileage import km_words
from programs.queries.run_goal import GoalAnswer
from programs.queries.run_mistakes import mistakes_of
from programs.queries.run_packs import PackPlan
from programs.queries.run_permission import MayRun
from programs.queries.running import Running, own_running
from programs.rules.mistakes import Error, Mistake
from programs.rules.run_budget import Budget
from programs.rules.running import RunLevel
from programs.run_pictures import level_picture
from programs.run_plan_words import (
    CHANGES,
    PHASES,
    cutback_words,
    left_words,
    level_words,
    mistake_words,
    passes_words,
)
from programs.words import day_words


@dataclass(frozen=True, slots=True)
class LevelRow:
    """One level; ``state`` is past, now or ahead."""

    number: int
    text: str
    picture: SafeString
    state: str


@dataclass(frozen=True, slots=True)
class Warned:
    """A common mistake, and the topic to read about it, if the patient is shown it."""

    text: str
    topic: str
    title: str


@dataclass(frozen=True, slots=True)
class Week:
    """The week's distance: what is left, out of how much, and the share that is run, in per cent."""

    left: str
    done: str
    cap: str
    share: int | None
    note: str


@dataclass(frozen=True, slots=True)
class RunningPage:
    """``phase`` is empty until a clinician lets the patient begin."""

    phase: str
    is_paused: bool
    next_words: str
    level: LevelRow | None
    levels: Sequence[LevelRow]
    passes: str
    waits: bool
    week: Week | None
    grows: str
    goal: GoalAnswer | None
    warned: Sequence[Warned]
    around: str


def running_page(patient: Patient) -> RunningPage | None:
    """None for whoever has no program with running in it."""
    found = own_running(patient)
    if found is None:
        return None
    plan, rows = found.plan, _levels(found)
    return RunningPage(
        phase=str(PHASES[plan.phase]) if plan else "",
        is_paused=bool(plan and plan.paused_at),
        next_words=day_words(found.next_run_on, found.on) if found.next_run_on else "",
        level=next((row for row in rows if row.state == "now"), None),
        levels=rows,
        passes=passes_words(plan.passes, found.passes_required) if plan else "",
        waits=found.waiting is not None,
        week=_week(found.budget) if found.budget else None,
        grows=str(CHANGES[found.change]) if found.change else "",
        goal=found.goal,
        warned=_told(patient, mistakes_of(found.program)),
        around=_around(found.pack),
    )


def standing_words(found: MayRun, pack: PackPlan | None) -> str:
    """For the card on Today, in one line: the level at hand, or what is left of the week."""
    plan = found.plan
    if plan is None or pack is None:
        return ""
    if plan.phase != RunPhase.WALK_JOG:
        return left_words(found.budget) if found.budget else ""
    level = pack.level(plan.level)
    return _("Level {n}: {level}").format(n=plan.level, level=level_words(level)) if level else ""


def told_mistake(patient: Patient) -> Warned | None:
    """The mistake that was seen when the rules last looked, for the card on Today."""
    signal = own_signal(patient, SignalKind.MISTAKE)
    if signal is None or signal.evidence.get("mistake") not in set(Error):
        return None
    return next(iter(_told(patient, [Mistake(Error(signal.evidence["mistake"]))])))


def _levels(found: Running) -> list[LevelRow]:
    if found.level is None:
        return []
    return [_row(level, found.level.level, found.pack) for level in found.levels]


def _row(level: RunLevel, now: int, pack: PackPlan) -> LevelRow:
    state = "now" if level.level == now else "past" if level.level < now else "ahead"
    picture = level_picture(level, pack.warm_up_min, pack.cool_down_min)
    return LevelRow(level.level, level_words(level), picture, state)


def _around(pack: PackPlan) -> str:
    if not pack.warm_up_min:
        return ""
    return _("Walk briskly for {n} minutes before, and easily for {m} minutes after.").format(
        n=pack.warm_up_min, m=pack.cool_down_min
    )


def _week(found: Budget) -> Week:
    cap = found.caps.week_km
    share = min(int(100 * found.done_km / cap), 100) if cap else None
    return Week(left_words(found), km_words(found.done_km), km_words(cap), share, cutback_words(found))


def _told(patient: Patient, seen: Sequence[Mistake]) -> list[Warned]:
    """A topic is linked only where the patient is shown it; the sentence stands without it too."""
    titles = {topic.slug: topic.title for topic in topics_of(patient)} if seen else {}
    return [Warned(mistake_words(mistake), mistake.topic, titles.get(mistake.topic, "")) for mistake in seen]
