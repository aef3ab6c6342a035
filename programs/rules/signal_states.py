"""Detectors of what lasts: found as long as it holds, in a program that is being lived."""

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction

from programs.rules.facts import WeeklyFacts
from programs.rules.life_facts import missed_days
from programs.rules.mistakes import mistakes
from programs.rules.signal_case import Case, Week, shown
from programs.rules.signal_words import Found, Kind


def approval(case: Case) -> Iterator[Found]:
    waiting = case.beside.waiting_since
    if waiting:
        first = min(waiting)
        yield Found(
            kind=Kind.APPROVAL,
            about=first.isoformat(),
            evidence={"proposals": len(waiting), "on": case.life.day_of(first).isoformat()},
            since=first,
        )


def pain_rising(case: Case) -> Iterator[Found]:
    limit = case.limit(Kind.PAIN_RISING)
    for week in _first(case.weeks, lambda facts: facts.week_pain_rise is not None):
        rise = week.facts.week_pain_rise
        if limit is not None and rise is not None and rise >= limit:
            yield case.found(Kind.PAIN_RISING, f"week:{week.position}", int(rise), points=shown(rise))


def _first(weeks: Sequence[Week], says: Callable[[WeeklyFacts], bool]) -> list[Week]:
    """The week at hand if it says something already, else the one before it."""
    return [week for week in weeks if says(week.facts)][:1]


def silent(case: Case) -> Iterator[Found]:
    limit = case.limit(Kind.SILENT)
    if limit is None or case.place is None:
        return
    days = missed_days(case.life, case.today)
    if days >= limit:
        # Settled by a person, it is raised again after as many days more.
        since = max((knee.on for knee in case.life.knees), default=case.life.clock.start_on)
        logged = max((log.on for log in case.life.logs), default=None)
        yield case.found(
            Kind.SILENT,
            f"{since}:{int(days / limit)}",
            days=days,
            logged_on=logged.isoformat() if logged else None,
        )


def low_adherence(case: Case) -> Iterator[Found]:
    """By whole weeks: the one at hand is not over."""
    needed = case.parameters.values.get("esc.adherence_low_weeks")
    for week in case.weeks[1:]:
        weeks, percent = week.facts.adherence_low_weeks or 0, week.facts.adherence_7d
        if needed is not None and percent is not None and weeks >= needed:
            about = f"week:{week.position}"
            yield case.found(Kind.LOW_ADHERENCE, about, weeks, weeks=weeks, percent=int(percent))


def no_change(case: Case) -> Iterator[Found]:
    """The two-week rule, and four weeks without a change that matters."""
    for week in _first(case.weeks, lambda facts: facts.pain_improvement is not None):
        improved, worst = week.facts.pain_improvement, week.facts.worst_pain_max_7d
        least, weeks = _least_change(case, week.facts.day_in_program or 0)
        if improved is None or worst is None or least is None:
            return
        if improved < least and worst > case.parameters["ex.pain_green_max"]:
            yield case.found(Kind.NO_CHANGE, f"weeks:{weeks}", weeks, weeks=weeks, points=shown(improved))


def _least_change(case: Case, day: int) -> tuple[Fraction | None, int]:
    """The improvement wanted by a program day, and after how many weeks; None before that."""
    values = case.parameters.values
    for name, weeks in (("no_mcid", 4), ("no_change", 2)):
        from_day = values.get(f"esc.{name}_day")
        if from_day is not None and day >= from_day:
            return values.get(f"esc.{name}_min"), weeks
    return None, 0


def stage_overrun(case: Case) -> Iterator[Found]:
    limit = case.limit(Kind.STAGE_OVERRUN)
    for week in case.weeks[:1]:
        ratio = week.facts.stage_overrun_ratio
        stage = case.life.stage_of(case.place.week) if case.place else None
        if limit is not None and ratio is not None and ratio >= limit and stage:
            yield case.found(
                Kind.STAGE_OVERRUN,
                f"{stage.slug}:{int(ratio)}",
                int(ratio),
                stage=stage.slug,
                times=shown(ratio),
                weeks=stage.weeks,
            )


def mistake(case: Case) -> Iterator[Found]:
    """The first of the common ones; the patient reads about it, too."""
    if case.place is None:
        return
    for seen in mistakes(case.life, case.parameters, case.at)[:1]:
        about = f"{seen.error}:{case.place.position}"
        yield case.found(Kind.MISTAKE, about, mistake=str(seen.error), **seen.evidence)
