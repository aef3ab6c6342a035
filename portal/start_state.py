"""How far a visitor of the public page has come, kept in their session and forgotten after a day.

What they tell on the way is needed until the enquiry is sent; then only that it was sent remains.
"""

from dataclasses import asdict, dataclass, fields
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

from django.http import HttpRequest

from common import clock
from patients.enums import Outcome
from patients.models import Screening

A_DAY = timedelta(days=1)


@dataclass
class Start:
    """Ids are made here, so that going back and sending again changes nothing."""

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
    def is_emergency(self) -> bool:
        return self.outcome == Outcome.EMERGENCY

    @property
    def is_urgent(self) -> bool:
        return self.outcome == Outcome.URGENT

    @property
    def answer_until(self) -> datetime:
        return datetime.fromisoformat(self.sent_until)

    def tell_age(self, born: date, guardian: str, condition: str) -> None:
        self.born, self.guardian, self.condition = born.isoformat(), guardian, condition

    def answered(self, screening: Screening) -> None:
        self.screening, self.outcome = str(screening.uuid), screening.outcome

    def sent(self, until: datetime, zone: str) -> None:
        """The clinic has it and answers until then: what was told on the way goes."""
        self.born = self.guardian = self.screening = ""
        self.sent_until, self.zone = until.isoformat(), zone

    @property
    def next_page(self) -> str:
        """The page that comes next, by what is there."""
        if self.is_emergency:
            return "portal:start_urgent_care"
        if self.sent_until:
            return "portal:start_sent"
        if not self.born:
            return "portal:start"
        return "portal:start_details" if self.screening else "portal:start_questions"


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
