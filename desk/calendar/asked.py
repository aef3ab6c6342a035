"""What the address of the calendar asks for: which days, whose, and on which clock."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from urllib.parse import urlencode
from uuid import UUID

from django.http import QueryDict

from accounts.access import Who
from accounts.models import Clinic
from common import clock
from common.errors import NotFound
from desk.calendar.times import day_of
from scheduling.access import get_practitioner
from scheduling.models import Practitioner

DAY, WEEK, LIST = "day", "week", "list"
VIEWS = (DAY, WEEK, LIST)
CLINIC, THEIRS = "clinic", "theirs"
MIDNIGHT = time(0)
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Asked:
    """``on`` is a day on the clock of ``zone``; without a practitioner everybody's visits are meant."""

    view: str
    on: date
    practitioner: Practitioner | None
    whose_clock: str
    zone: str
    cancelled: bool

    @property
    def first(self) -> date:
        return self.on if self.view == DAY else self.on - timedelta(days=self.on.weekday())

    @property
    def days(self) -> int:
        return 1 if self.view == DAY else 7

    @property
    def last(self) -> date:
        return self.first + timedelta(days=self.days - 1)

    @property
    def is_whole_week(self) -> bool:
        """Everybody's week: the visits of all stand in the same columns."""
        return self.view != DAY and self.practitioner is None

    @property
    def from_at(self) -> datetime:
        return clock.moment(self.zone, self.first, MIDNIGHT)

    @property
    def until_at(self) -> datetime:
        return clock.moment(self.zone, self.last + ONE_DAY, MIDNIGHT)

    @property
    def before(self) -> date:
        return self.first - timedelta(days=self.days)

    @property
    def after(self) -> date:
        return self.first + timedelta(days=self.days)

    def query(self, **changes: str | date) -> str:
        """The address's question with something changed; what is the default is left out."""
        said = {
            "view": self.view,
            "on": self.on.isoformat(),
            "practitioner": str(self.practitioner.uuid) if self.practitioner else "",
            "clock": "" if self.whose_clock == CLINIC else self.whose_clock,
            "cancelled": "1" if self.cancelled else "",
        } | {name: str(value) for name, value in changes.items()}
        return urlencode({name: value for name, value in said.items() if value})


def asked_of(by: Who, clinic: Clinic, question: QueryDict) -> Asked:
    """Reads the address; what makes no sense is the default. Raises NotFound for another clinic's people."""
    view = question.get("view", "")
    practitioner = _practitioner(by, question.get("practitioner", ""))
    which = THEIRS if practitioner and question.get("clock") == THEIRS else CLINIC
    zone = practitioner.time_zone if practitioner and which == THEIRS else clinic.time_zone
    return Asked(
        view=view if view in VIEWS else WEEK,
        on=day_of(question.get("on", "")) or clock.today_in(zone),
        practitioner=practitioner,
        whose_clock=which,
        zone=zone,
        cancelled=question.get("cancelled") == "1",
    )


def _practitioner(by: Who, said: str) -> Practitioner | None:
    return get_practitioner(by, _uuid(said)) if said else None


def _uuid(said: str) -> UUID:
    try:
        return UUID(said)
    except ValueError as error:
        raise NotFound(str(error)) from error
