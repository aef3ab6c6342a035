"""How far a visitor of the public page has come, kept in their session and forgotten after a day.

What they tell on the way is needed until it is sent or booked; then only that it was remains.
"""

from dataclasses import asdict, dataclass, fields
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.http import HttpRequest

from common import clock
from patients.enums import Outcome
from patients.models import Screening
from patients.services.visitors import Visitor
from scheduling.models import Appointment, AppointmentKind

A_DAY = timedelta(days=1)
TYPED = ("name", "email", "phone", "message", "time_zone")


@dataclass
class Start:
    """Ids are made here, so that going back and sending again changes nothing.

    ``check`` is the code that was sent to their address, ``visit`` what was booked, for the last page.
    """

    slug: str
    at: str
    born: str = ""
    guardian: str = ""
    condition: str = ""
    screening: str = ""
    outcome: str = ""
    form: str = ""
    enquiry: str = ""
    zone: str = ""
    sent_until: str = ""
    name: str = ""
    email: str = ""
    phone: str = ""
    message: str = ""
    check: str = ""
    confirmed: str = ""
    visit: str = ""
    visit_at: str = ""
    visit_who: str = ""
    visit_kind: str = ""
    visit_status: str = ""

    @property
    def date_of_birth(self) -> date:
        return date.fromisoformat(self.born)

    @property
    def form_id(self) -> UUID:
        return UUID(self.form)

    @property
    def screening_id(self) -> UUID:
        return UUID(self.screening)

    @property
    def enquiry_id(self) -> UUID:
        return UUID(self.enquiry)

    @property
    def check_id(self) -> UUID:
        return UUID(self.check)

    @property
    def is_emergency(self) -> bool:
        return self.outcome == Outcome.EMERGENCY

    @property
    def is_urgent(self) -> bool:
        return self.outcome == Outcome.URGENT

    @property
    def is_clear(self) -> bool:
        return self.outcome == Outcome.CLEAR

    @property
    def answer_until(self) -> datetime:
        return datetime.fromisoformat(self.sent_until)

    @property
    def is_over(self) -> bool:
        """Sent or booked: whoever begins again begins anew."""
        return bool(self.sent_until or self.visit)

    @property
    def typed(self) -> dict[str, str]:
        """The details as they were typed, for who goes back."""
        if not self.email:
            return {}
        return {"time_zone": self.zone} | {name: getattr(self, name) for name in TYPED if name != "time_zone"}

    @property
    def visitor(self) -> Visitor:
        return Visitor(**self.typed, date_of_birth=self.date_of_birth, guardian_name=self.guardian)

    def tell_age(self, born: date, guardian: str, condition: str) -> None:
        """Another age or another condition asks other questions."""
        if (born.isoformat(), condition) != (self.born, self.condition):
            self.screening = self.outcome = ""
        self.born, self.guardian, self.condition = born.isoformat(), guardian, condition

    def answered(self, screening: Screening) -> None:
        self.screening, self.outcome = str(screening.uuid), screening.outcome

    def tell_details(self, data: dict[str, Any]) -> None:
        """Who they are. Another address has to be confirmed anew."""
        if data["email"].lower() != self.email.lower():
            self.check = self.confirmed = ""
        self.zone = data["time_zone"]
        for name in TYPED:
            if name != "time_zone":
                setattr(self, name, data[name])

    def code_sent(self, check: UUID) -> None:
        self.check, self.confirmed = str(check), ""

    def booked(self, visit: Appointment, kind: AppointmentKind) -> None:
        """The clinic has it: of what was told only where the mail goes is kept."""
        self._forget_the_way()
        self.visit, self.visit_kind, self.visit_status = str(visit.uuid), kind.name, visit.status
        self.visit_at = f"{visit.starts_at.isoformat()}/{visit.ends_at.isoformat()}"
        self.visit_who = str(visit.practitioner)

    def sent(self, until: datetime, zone: str) -> None:
        """The clinic has it and answers until then: what was told on the way goes."""
        self._forget_the_way()
        self.email = ""
        self.sent_until, self.zone = until.isoformat(), zone

    def _forget_the_way(self) -> None:
        self.born = self.guardian = self.screening = self.check = self.confirmed = ""
        self.name = self.phone = self.message = ""

    @property
    def next_page(self) -> str:
        """The page that comes next, by what is there."""
        steps = (
            (self.is_emergency, "urgent_care"),
            (self.sent_until, "sent"),
            (self.visit, "booked"),
            (not self.born, ""),
            (not self.screening, "questions"),
            (not (self.check and self.is_clear), "details"),
            (not self.confirmed, "code"),
        )
        step = next((name for is_here, name in steps if is_here), "times")
        return f"portal:start_{step}" if step else "portal:start"


def begun(request: HttpRequest, slug: str) -> Start:
    """What this session knows of the visitor, if it is not older than a day."""
    kept = request.session.get(_key(slug))
    if kept and datetime.fromisoformat(kept["at"]) > clock.now() - A_DAY:
        return Start(**{field.name: kept.get(field.name, "") for field in fields(Start)})
    return Start(slug, clock.now().isoformat(), form=str(uuid4()), enquiry=str(uuid4()))


def keep(request: HttpRequest, start: Start) -> None:
    request.session[_key(start.slug)] = asdict(start)


def forget(request: HttpRequest, slug: str) -> None:
    request.session.pop(_key(slug), None)


def _key(slug: str) -> str:
    return f"start:{slug}"
