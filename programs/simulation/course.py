"""A program in memory: what its rows would hold, and the life the rules read from it.

Moves through its weeks as services/weeks.py does with rows, and changes items as services/applying.py does.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from programs.rules.clock import DAYS_A_WEEK, Pause, ProgramClock, dates_of, waited_days
from programs.rules.decision_words import Verdict
from programs.rules.derive import ExitResult
from programs.rules.life import Asked, Knee, Life, Logged, Run, StageFacts
from programs.rules.schedule import Item
from programs.rules.words import BodySide
from programs.simulation.plan import START, TIME_ZONE, Plan

A_DAY = timedelta(days=1)


@dataclass(slots=True)
class Course:
    """`weeks`: program week and days, in the order lived. `rest_for`: the day of the red session."""

    plan: Plan
    assessed_pain: int
    weeks: list[tuple[int, int]] = field(init=False)
    released: int = 1
    items: list[Item] = field(init=False)
    logs: list[Logged] = field(default_factory=list)
    knees: list[Knee] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)
    results: list[ExitResult] = field(default_factory=list)
    pauses: list[Pause] = field(default_factory=list)
    verdicts: dict[int, Verdict] = field(default_factory=dict)
    regressed_on: list[date] = field(default_factory=list)
    answered_sessions: set[str] = field(default_factory=set)
    rest_for: date | None = None
    is_stopped: bool = False
    ended_on: date | None = None

    def __post_init__(self) -> None:
        self.weeks = [(week, DAYS_A_WEEK) for week in range(1, self.plan.weeks + 1)]
        self.items = list(self.plan.items)

    @property
    def is_paused(self) -> bool:
        return bool(self.pauses) and self.pauses[-1].to_on is None

    @property
    def clock(self) -> ProgramClock:
        return ProgramClock(
            start_on=START,
            weeks=tuple(week for week, _days in self.weeks),
            pauses=tuple(self.pauses),
            ended_on=self.ended_on,
            lengths=tuple(days for _week, days in self.weeks),
            released=self.released,
        )

    def life(self) -> Life:
        return Life(
            program=0,
            clock=self.clock,
            time_zone=TIME_ZONE,
            side=BodySide.LEFT,
            stages=tuple(replace(stage, results=tuple(self.results)) for stage in self.plan.stages),
            items=tuple(self.items),
            logs=tuple(self.logs),
            knees=tuple(self.knees),
            runs=tuple(self.runs),
            asked=tuple(self.asked),
            assessed_pain=self.assessed_pain,
            regressed_on=tuple(self.regressed_on),
            verdicts=dict(self.verdicts),
            is_stopped=self.is_stopped,
        )

    def week_at(self, position: int) -> int:
        """The program week that was lived; behind the released ones the last of them goes on."""
        return self.weeks[min(position, self.released) - 1][0]

    def stage_at(self, position: int) -> StageFacts:
        week = self.week_at(position)
        return next(stage for stage in self.plan.stages if stage.first_week <= week <= stage.last_week)

    def pause(self, on: date) -> None:
        self.pauses.append(Pause(on))

    def resume(self, on: date) -> None:
        held = self.pauses.pop()
        self.pauses.append(replace(held, to_on=max(on, held.from_on)))
        self.rest_for = None

    def hold(self, position: int) -> None:
        """The week at a position once more, unless the program has gone on or is holding already."""
        if self.released == position:
            self.weeks.insert(position, (self.week_at(position), DAYS_A_WEEK))
            self.released += 1

    def may_go_on(self, position: int) -> bool:
        """Not when another week was lived since, and not behind the last planned one."""
        week = self.week_at(position)
        since = {lived for lived, _days in self.weeks[position : self.released]}
        return since <= {week} and self.released < len(self.weeks)

    def go_on(self, position: int, on: date) -> None:
        """The next planned week begins on a day; days that were waited stay a week of their own."""
        if self.released > position:
            on = self._cut_short(on)
        self.settle_waiting(on, full_weeks=False)
        self.released += 1

    def go_back(self, week: int) -> None:
        """An earlier program week is lived next, and everything after it again."""
        ahead = range(week, self.plan.weeks + 1)
        self.weeks[self.released :] = [(number, DAYS_A_WEEK) for number in ahead]
        self.released += 1

    def settle_waiting(self, on: date, *, full_weeks: bool) -> None:
        """What was lived up to a day while a decision was waited for becomes weeks of the record."""
        full, rest = divmod(waited_days(self.clock, on), DAYS_A_WEEK)
        lengths = [DAYS_A_WEEK] * full + [rest] * (rest > 0 and not full_weeks)
        week = self.weeks[self.released - 1][0]
        self.weeks[self.released : self.released] = [(week, days) for days in lengths]
        self.released += len(lengths)

    def _cut_short(self, on: date) -> date:
        """The week being lived ends with the day before, at the earliest with its first day."""
        days = dates_of(self.clock, self.released)
        lived = sum(day < on for day in days)
        if not days:
            return on
        if lived < len(days):
            self.weeks[self.released - 1] = (self.weeks[self.released - 1][0], max(lived, 1))
        return max(on, days[0] + A_DAY)

    def open_items(self, week: int) -> list[Item]:
        return [
            item
            for item in self.items
            if item.effective_to is None
            and item.first_week <= week <= item.last_week
            and item.dose.plan is None
        ]

    def later_items(self, item: Item) -> list[Item]:
        """Of the same place in the plan, in later weeks."""
        return [
            each
            for each in self.items
            if each.line == item.line and each.effective_to is None and each.first_week > item.last_week
        ]

    def replace_item(self, before: Item, after: Item, on: date, until_week: int | None = None) -> None:
        """Closes one and opens another; up to a week only, and what was there comes back after it."""
        on = max(on, before.effective_from)
        self.items[self.items.index(before)] = replace(before, effective_to=on)
        until = before.last_week if until_week is None else min(until_week, before.last_week)
        self._open(replace(after, effective_from=on, last_week=until))
        if until < before.last_week:
            self._open(replace(before, effective_from=on, first_week=until + 1))

    def _open(self, item: Item) -> None:
        self.items.append(replace(item, id=len(self.items) + 1))

    def trained_on(self, on: date, lines: Iterable[object] | None = None) -> bool:
        """Whether something was logged on a day, or something of these places in the plan."""
        wanted = None if lines is None else set(lines)
        return any(log.on == on and (wanted is None or log.line in wanted) for log in self.logs)
