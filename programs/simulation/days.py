"""What a person tells and does on a day of a simulated program."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from programs.rules.adherence import LogFact
from programs.rules.clock import ProgramDay, locate
from programs.rules.decision_words import Trend
from programs.rules.derive import ExitResult
from programs.rules.life import Asked, Knee, Logged, Run
from programs.rules.schedule import DueItem, due_on
from programs.rules.words import BodySide, Focus, LogState
from programs.simulation.course import Course
from programs.simulation.people import Person

EVENING = time(18)
ASKED_FOR_DAYS = 2  # later nobody answers any more
TESTS_FROM_WEEKDAY = 4


def check_knee(course: Course, person: Person, today: date) -> None:
    if not person.does_answer():
        return
    course.knees.append(
        Knee(
            on=today,
            rf_emergency=False,
            rf_urgent=False,
            pain_worst=person.worst_pain(),
            pain_morning=person.morning_pain(),
            swelling=person.swelling(),
            giving_way=False,
            catching=False,
            limp=person.limps(),
        )
    )


def answer_questions(course: Course, person: Person, today: date) -> None:
    """How soon it had settled: of each load of the last days that was not answered about."""
    for index, asked in enumerate(course.asked):
        is_open = asked.settled is None and timedelta(0) < today - asked.on <= timedelta(days=ASKED_FOR_DAYS)
        if is_open and person.does_answer():
            course.asked[index] = replace(asked, settled=person.settled(), answered_at=_evening(today))


def train(course: Course, person: Person, today: date) -> None:
    """What is due, and the run of somebody who cannot wait."""
    due = due_on(course.clock, course.items, BodySide.LEFT, today).items
    done = [item for item in due if item.item.dose.plan is None]
    if done and person.does_train():
        person.load()
        for item in done:
            course.logs += _logged(course, item, person, today)
        course.asked.append(Asked(on=today, loaded_at=_evening(today)))
    if not course.is_stopped and person.does_run():
        _run(course, person, today)


def _logged(course: Course, due: DueItem, person: Person, today: date) -> list[Logged]:
    item = due.item
    loads = course.plan.exercises[str(item.exercise_id)].focus != Focus.MOBILITY
    pain, rir = person.pain_during() if loads else 0, person.reserve()
    return [
        Logged(
            fact=LogFact(item.id, side, today, LogState.DONE, item.dose.sets),
            line=item.line,
            loads=loads,
            pain=pain,
            reps=item.dose.reps,
            rir=rir,
        )
        for side in due.sides
    ]


def _run(course: Course, person: Person, today: date) -> None:
    person.load()
    pain, key = person.pain_during(), f"{today.isoformat()}"
    course.runs.append(
        Run(
            key=key,
            on=today,
            loaded_at=_evening(today),
            distance_km=5,
            pain_start=0,
            pain_peak=pain,
            pain_end=pain,
            trend=Trend.WORSE if pain > 3 else Trend.SAME,
            stride_changed=False,
            sore_in_warmup=False,
        )
    )
    course.asked.append(Asked(on=today, loaded_at=_evening(today), run=key))


def test_exit(course: Course, person: Person, today: date) -> None:
    """Towards the end of a stage its tests are taken, those that were not passed again."""
    place = locate(course.clock, today)
    if not isinstance(place, ProgramDay) or place.weekday < TESTS_FROM_WEEKDAY:
        return
    stage = course.stage_at(place.position)
    if place.week != stage.last_week or not person.does_answer():
        return
    first = today - timedelta(days=place.weekday)
    passed = {(one.test, one.side) for one in course.results if one.passed and one.on > first}
    for test, sides in stage.required.items():
        for side in sides:
            if (test, side) not in passed:
                course.results.append(ExitResult(test, side, today, person.passes_test()))


def _evening(on: date) -> datetime:
    return datetime.combine(on, EVENING, tzinfo=UTC)
