"""Logs and markup that the portal's tests need."""

from html.parser import HTMLParser
from uuid import UUID, uuid4

from patients.models import Patient
from programs.queries.today import due_today
from programs.services.session_logs import LogInput, record_session_log


def log_today(patient: Patient, *, core: bool | None = None, state: str = "done", **values) -> None:
    """Answers what is open of today: the core exercises, the extra ones, or all."""
    assert patient.user
    day = due_today(patient)
    for item in day.items:
        if core is None or item.due.item.is_core == core:
            logged = {log["side"] for log in item.logs}
            for side in set(item.due.sides) - logged:
                data = LogInput(
                    prescription=UUID(str(item.due.item.id)), side=side, on=day.on, state=state, **values
                )
                record_session_log(by=patient.user, uuid=uuid4(), data=data)


class Markup(HTMLParser):
    """Every tag of a page with its attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def of(self, *names: str) -> list[dict[str, str | None]]:
        return [attrs for tag, attrs in self.tags if tag in names]
