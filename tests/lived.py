"""A patient who lives a program day by day, through the services and with the clock at the right hour.

A morning check, the session in the evening with every exercise that is due, and a day later the answer how
soon it had settled. The sweep runs each morning, as in life.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID, uuid4

from accounts.models import User
from common import clock
from patients.queries.screening import asked_of
from programs.check_validators import CheckInput
from programs.models import FollowUp, Program
from programs.queries.today import due_today
from programs.run_validators import RunInput
from programs.services.daily_checks import record_daily_check
from programs.services.evaluation import evaluate_due
from programs.services.follow_ups import answer_follow_up
from programs.services.run_logs import record_run
from programs.services.session_logs import LogInput, record_session_log

SWEEP, MORNING, EVENING = time(4, 30), time(7), time(18)
QUIET = {"swelling": "none", "giving_way": False, "catching": False, "locking": False, "limp": False}


@dataclass
class Lived:
    """``on`` is the day that comes next."""

    program: Program
    on: date = field(init=False)

    def __post_init__(self) -> None:
        self.on = self.program.start_on

    @property
    def user(self) -> User:
        user = self.program.patient.user
        assert user
        return user

    def at(self, hour: time, on: date | None = None) -> datetime:
        return clock.moment(self.program.patient.time_zone, on or self.on, hour)

    def days(self, count: int, **how: Any) -> "Lived":
        """Some days of the same kind; see ``day``."""
        for _n in range(count):
            self.day(**how)
        return self

    def day(
        self,
        *,
        pain: int = 1,
        morning: int = 1,
        worst: int = 2,
        settled: str | None = "within_1h",
        check: bool = True,
        train: bool = True,
        **knee: Any,
    ) -> "Lived":
        """One day: the sweep, the check, yesterday's question, and the session."""
        self.sweep()
        with clock.pretending(self.at(MORNING)):
            if check:
                self.check(pain_morning=morning, pain_worst=worst, **knee)
        with clock.pretending(self.at(EVENING)):
            self.answer(settled)
            if train:
                self.train(pain)
        self.on += timedelta(days=1)
        self.program.refresh_from_db()
        return self

    def sweep(self) -> "Lived":
        """What only time brings about, in the morning of the day."""
        with clock.pretending(self.at(SWEEP)):
            evaluate_due()
        self.program.refresh_from_db()
        return self

    def check(self, **knee: Any) -> None:
        patient = self.program.patient
        asked = asked_of(patient, self.program.episode.condition, "daily")
        record_daily_check(
            by=self.user,
            patient=patient,
            uuid=uuid4(),
            data=CheckInput(episode=self.program.episode.uuid, on=self.on, **{**QUIET, **knee}),
            answers={flag.id: False for flag in asked},
        )

    def answer(self, settled: str | None) -> None:
        """Every question that is open about an earlier day; None: nobody answers."""
        if settled is None:
            return
        patient = self.program.patient
        for asked in FollowUp.objects.filter(patient=patient, settled="", on__lt=self.on):
            answer_follow_up(by=self.user, uuid=asked.uuid, settled=settled)

    def train(self, pain: int = 1, rir: int = 3) -> None:
        """Everything that is due, fully done."""
        patient = self.program.patient
        for item in due_today(patient, self.on).items:
            for side in item.due.sides:
                dose = item.due.item.dose
                record_session_log(
                    by=self.user,
                    uuid=uuid4(),
                    data=LogInput(
                        prescription=UUID(str(item.due.item.id)),
                        side=side,
                        on=self.on,
                        state="done",
                        sets_done=dose.sets,
                        reps=dose.reps,
                        pain=pain,
                        rir=rir,
                    ),
                )

    def run(self, **told: Any) -> None:
        """A run in the evening of the day that comes next."""
        with clock.pretending(self.at(EVENING)):
            record_run(
                by=self.user,
                uuid=uuid4(),
                data=RunInput(on=self.on, episode=self.program.episode.uuid, **told),
            )
