"""Carries out what was decided in a simulated program, as services/applying.py does in a real one."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from programs.rules.agenda import Made
from programs.rules.clock import ProgramDay, dates_of, locate
from programs.rules.decision_words import LoadAction, Regression, Verdict
from programs.rules.dose import Dose
from programs.rules.easing import Done, Easing, adjust, regress_dose
from programs.rules.schedule import Item, Key
from programs.rules.weekly import way_back
from programs.simulation.course import Course

AMBER_MAX = "ex.pain_amber_max"
SESSION = "session:"
A_DAY = timedelta(days=1)


def carry_out_week(course: Course, made: Made, verdict: Verdict, today: date) -> None:
    """What a weekly decision does; one that the program has left behind moves nothing."""
    position = position_of(made)
    asks_less = any(reason["decision"] == Verdict.REGRESS for reason in made.record.output["reasons"])
    if verdict in {Verdict.ADVANCE_WEEK, Verdict.PROGRESS}:
        course.go_on(position, first_day_without(course, today))
    elif verdict == Verdict.COMPLETE:
        course.ended_on = today
    elif verdict == Verdict.REGRESS:
        _regress(course, made, position, today)
    else:
        course.hold(position)
        if verdict == Verdict.ESCALATE and asks_less:
            _ease_week(course, made, position, today)


def position_of(made: Made) -> int:
    return int(made.key.removeprefix("week:"))


def first_day_without(course: Course, today: date) -> date:
    """Today, or tomorrow when something of today is logged: what was done on a day keeps its day."""
    return today + A_DAY if course.trained_on(today) else today


def _regress(course: Course, made: Made, position: int, today: date) -> None:
    stage = course.stage_at(position)
    reasons = made.record.output["reasons"]
    way = way_back(
        int(made.record.inputs.get("regressions_in_window") or 0),
        in_first_stage=stage.first_week == 1,
        escalated=any(reason["decision"] == Verdict.ESCALATE for reason in reasons),
    )
    if way.kind == Regression.STAGE and course.released == position:
        course.go_back(stage.first_week - 1)
        course.regressed_on.append(made.on)
        return
    course.hold(position)
    _ease_week(course, made, position, today)


def _ease_week(course: Course, made: Made, position: int, today: date) -> None:
    """Less from now on, in the later weeks too."""
    week, days = course.week_at(position), set(dates_of(course.clock, position))
    items = course.open_items(week)
    done = _done(course, items, _pains(course, days))
    _ease(course, items, regress_dose(done, course.plan.parameters[AMBER_MAX]), today, until_week=None)
    course.regressed_on.append(made.on)


def ease_after(course: Course, sessions: Sequence[str], today: date) -> None:
    """After a red session: what hurt gets easier until the next week, and there is a rest. Once each."""
    new = [key for key in sessions if key not in course.answered_sessions]
    if not new or course.is_paused:
        return
    course.answered_sessions.update(new)
    for key in new:
        if key.startswith(SESSION):
            _ease_session(course, date.fromisoformat(key.removeprefix(SESSION)), today)
    course.rest_for = today
    course.pause(first_day_without(course, today))


def _ease_session(course: Course, session_on: date, today: date) -> None:
    place = locate(course.clock, session_on)
    if isinstance(place, ProgramDay):
        items = [
            item for item in course.open_items(place.week) if course.trained_on(session_on, (item.line,))
        ]
        done = _done(course, items, _pains(course, {session_on}))
        easings = adjust(done, course.plan.parameters[AMBER_MAX])
        _ease(course, items, easings, today, until_week=place.week)


def _pains(course: Course, days: set[date]) -> Mapping[Key, int]:
    """The worst pain in each place of the plan on some days."""
    worst: dict[Key, int] = {}
    for log in course.logs:
        if log.on in days and log.pain is not None:
            worst[log.line] = max(log.pain, worst.get(log.line, 0))
    return worst


def _done(course: Course, items: Iterable[Item], pains: Mapping[Key, int]) -> list[Done]:
    """What was done and how much it hurt. An easier neighbour that is in the plan already is no way out."""
    items = list(items)
    taken = {item.exercise_id for item in items}
    done = []
    for item in items:
        easier = course.plan.exercises[str(item.exercise_id)].easier
        easier = None if easier in taken else easier
        done.append(Done(prescription=item.id, sets=item.dose.sets, pain=pains.get(item.line), easier=easier))
        taken |= {easier} if easier else set()
    return done


def _ease(
    course: Course, items: Iterable[Item], easings: Iterable[Easing], today: date, until_week: int | None
) -> None:
    by_id = {item.id: item for item in items}
    for easing in easings:
        before = by_id[easing.prescription]
        later = course.later_items(before) if until_week is None else []
        course.replace_item(
            before, _eased(course, before, easing), _from_when(course, before, today), until_week
        )
        for item in later:
            same = replace(easing, sets=None if easing.exercise else max(item.dose.sets - 1, 1))
            course.replace_item(item, _eased(course, item, same), _from_when(course, item, today))


def _eased(course: Course, item: Item, easing: Easing) -> Item:
    if easing.exercise:
        exercise = course.plan.exercises[easing.exercise]
        dose = replace(exercise.dose, sets=min(exercise.dose.sets, item.dose.sets))
        return _swapped(course, item, easing.exercise, dose)
    return replace(item, dose=replace(item.dose, sets=easing.sets or item.dose.sets))


def _swapped(course: Course, item: Item, slug: str, dose: Dose) -> Item:
    exercise = course.plan.exercises[slug]
    return replace(item, exercise_id=slug, side=exercise.side, mode=exercise.mode, dose=dose)


def carry_out_load(course: Course, made: Made, today: date) -> None:
    """The step as it was proposed, unless the exercise was changed meanwhile."""
    before = next((item for item in course.items if item.id == made.item), None)
    if before is None or before.effective_to is not None or made.verdict == LoadAction.KEEP:
        return
    output = made.record.output
    if made.verdict == LoadAction.HARDER_VARIANT:
        harder = course.plan.exercises[output["exercise"]]
        after = _swapped(course, before, harder.slug, harder.dose)
        later = [
            (item, replace(after, first_week=item.first_week, last_week=item.last_week))
            for item in course.later_items(before)
        ]
    else:
        grown = {name: value for name, value in output["dose"].items() if value != output["before"][name]}
        after = replace(before, dose=replace(before.dose, **grown))
        later = [
            (item, replace(item, dose=replace(item.dose, **grown))) for item in course.later_items(before)
        ]
    for old, new in [(before, after), *later]:
        course.replace_item(old, new, _from_when(course, old, today))


def _from_when(course: Course, item: Item, today: date) -> date:
    """Today; tomorrow if it was done today; never before it began."""
    done = course.trained_on(today, (item.line,))
    return max(today + timedelta(days=done), item.effective_from)
