"""One made-up person lives one program, a day at a time, with the real rules and a made-up clinician.

Each day: the morning check, what the rules decide, what the clinician answers, and in the evening the
question about yesterday and today's session. Nothing here decides; `rules.agenda` does, and every decision
is kept with its record, so that it can be made again.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum

from programs.rules.agenda import CHECKIN, WEEKLY, Case, Known, Made, agenda, is_overdue
from programs.rules.clock import ProgramDay, locate
from programs.rules.decision_words import Verdict
from programs.rules.life_facts import weekly_facts
from programs.rules.parameters import snapshot
from programs.rules.record import decide
from programs.rules.rest import is_rest_over
from programs.rules.verdicts import STOPS
from programs.rules.weekly import default_of
from programs.simulation.acting import carry_out_week, ease_after, first_day_without
from programs.simulation.clinician import Clinician
from programs.simulation.course import Course
from programs.simulation.days import answer_questions, check_knee, test_exit, train
from programs.simulation.people import Kind, Person, drawn
from programs.simulation.plan import START, Plan

HORIZON = 2  # times the planned weeks; after that nobody is followed any further
MORNING = time(7)
MILD = "ex.pain_green_max"


class Ending(StrEnum):
    FINISHED = "finished"
    STOPPED = "stopped"
    GOING_ON = "going on"


@dataclass(slots=True)
class Decided:
    """A decision and what became of it: empty while it waits, and when a newer one took its place."""

    made: Made
    at: datetime
    acted: str = ""


@dataclass(frozen=True, slots=True)
class Story:
    """How it went: the days it took, those that a week waited for its answer, every decision in order."""

    kind: Kind
    ending: Ending
    days: int
    waited_days: int
    decisions: tuple[Decided, ...]


@dataclass(slots=True)
class World:
    """A person, their program, and what was decided in it so far."""

    plan: Plan
    person: Person
    course: Course = field(init=False)
    clinician: Clinician = field(init=False)
    decided: list[Decided] = field(default_factory=list)
    latest: dict[tuple[str, str], Decided] = field(default_factory=dict)
    emergency: bool = False

    def __post_init__(self) -> None:
        self.course = Course(self.plan, assessed_pain=self.person.worst_pain())
        self.clinician = Clinician(drawn(f"{self.person.name}:clinician"))

    def live(self) -> Story:
        days = 0
        for today in _days(self.plan):
            self._day(today)
            if self.emergency or self.course.ended_on:
                break
            days += 1
        ending = Ending.FINISHED if self.course.ended_on else Ending.GOING_ON
        return Story(
            kind=self.person.kind,
            ending=Ending.STOPPED if self.emergency else ending,
            days=days,
            waited_days=self.clinician.waited_days,
            decisions=tuple(self.decided),
        )

    def _day(self, today: date) -> None:
        self.person.wake()
        check_knee(self.course, self.person, today)
        self._go_on_again(today)
        self._decide(today)
        self._answer(today)
        if not self.course.ended_on:
            answer_questions(self.course, self.person, today)
            train(self.course, self.person, today)
            test_exit(self.course, self.person, today)

    def _go_on_again(self, today: date) -> None:
        """Ends a stop that was lifted, or a rest after which the knee is as it was; writes down old weeks."""
        course = self.course
        if course.is_stopped and self.clinician.lifts_stop(today):
            course.is_stopped = False
            course.resume(today)
        if course.rest_for and not course.is_stopped and course.is_paused:
            mild, held = snapshot({})[MILD], course.pauses[-1]
            if is_rest_over(course.knees, min(course.rest_for, held.from_on), held.from_on, today, mild):
                course.resume(today)
        if is_overdue(course.life(), today):
            course.settle_waiting(today, full_weeks=True)

    def _decide(self, today: date) -> None:
        case = self._case(today)
        for made in agenda(case):
            decided = self._keep(made, case.at)
            if not made.waits:
                decided.acted = made.verdict
                self._act(made, today)

    def _case(self, today: date) -> Case:
        return Case(
            life=self.course.life(),
            known={key: _known(decided) for key, decided in self.latest.items()},
            protocol=self.plan.protocol,
            parameters=self.plan.parameters,
            at=datetime.combine(today, MORNING, tzinfo=UTC),
            harder=self.plan.harder,
        )

    def _keep(self, made: Made, at: datetime) -> Decided:
        decided = Decided(made, at)
        self.decided.append(decided)
        self.latest[made.scope, made.key] = decided
        if made.scope == WEEKLY:
            self.course.verdicts[int(made.key.removeprefix("week:"))] = Verdict(made.verdict)
        return decided

    def _act(self, made: Made, today: date) -> None:
        """What needs no clinician."""
        if made.scope == WEEKLY:
            carry_out_week(self.course, made, Verdict(made.verdict), today)
        elif made.scope == CHECKIN and made.verdict in STOPS:
            self._stop(made, today)
        elif made.sessions:
            ease_after(self.course, made.sessions, today)

    def _stop(self, made: Made, today: date) -> None:
        if made.verdict == Verdict.STOP_EMERGENCY:
            self.emergency = True
        elif not self.course.is_stopped:
            self.course.is_stopped = True
            self.clinician.hears_of_stop(today)
            if not self.course.is_paused:
                self.course.pause(first_day_without(self.course, today))

    def _answer(self, today: date) -> None:
        if self.course.is_paused or self.course.is_stopped:
            return
        for decided in self.clinician.answers(self.latest.values(), today):
            decided.acted = self.clinician.carries_out(self.course, decided.made, today)
        if self.clinician.lets_go_on(self.latest, self.course, today):
            self._go_on_by_hand(today)

    def _go_on_by_hand(self, today: date) -> None:
        """The clinician's own decision about the week at hand, beside what the rules say to it now."""
        case, place = self._case(today), locate(self.course.clock, today)
        position = min(place.position, self.course.released) if isinstance(place, ProgramDay) else 0
        if position < 1 or not self.course.may_go_on(position):
            return
        facts = weekly_facts(case.life, position, case.at, self.plan.parameters)
        _result, record = decide(facts, self.plan.protocol, self.plan.parameters)
        before = self.latest.get((WEEKLY, f"week:{position}"))
        made = Made(
            scope=WEEKLY,
            key=f"week:{position}",
            revision=before.made.revision + 1 if before else 1,
            on=today,
            verdict=str(record.output["decision"]),
            record=record,
            waits=True,
            replaces=False,
        )
        decided = self._keep(made, case.at)
        verdict = default_of(facts)
        carry_out_week(self.course, made, verdict, today)
        decided.acted = str(verdict)


def _days(plan: Plan) -> Iterator[date]:
    return (START + timedelta(days=number) for number in range(plan.weeks * 7 * HORIZON))


def _known(decided: Decided) -> Known:
    return Known(
        revision=decided.made.revision,
        verdict=decided.made.verdict,
        inputs=decided.made.record.inputs,
        made_at=decided.at,
        acted=decided.acted,
        sessions=decided.made.sessions,
    )
