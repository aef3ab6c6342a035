"""A visit by video under way, and what the pages of its two people ask of the server."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.test import Client

from accounts.models import User
from common import clock
from scheduling.models import Appointment
from tests.scheduling_factories import AppointmentFactory

MINUTE = timedelta(minutes=1)


def visit_now(**fields: Any) -> Appointment:
    """A remote visit of half an hour that begins in five minutes: its room is open."""
    return visit_at(clock.now() + 5 * MINUTE, **fields)


def visit_at(starts_at: datetime, **fields: Any) -> Appointment:
    visit: Appointment = AppointmentFactory.create(starts_at=starts_at, **fields)
    return visit


@dataclass
class Page:
    """One person's page of a room, as the script in the browser uses it."""

    user: User | None
    room: UUID
    ticket: UUID = field(default_factory=uuid4)
    cursor: str = "0-0"
    written: int = 0

    def __post_init__(self) -> None:
        self.client = Client()
        if self.user:
            self.client.force_login(self.user)

    def look(self) -> Any:
        return self.client.get(self._at(""))

    def enter(self) -> Any:
        return self._post("seat/", {"ticket": self.ticket})

    def say(self, *texts: str, to: "Page | None" = None, **state: Any) -> Any:
        """One exchange; each text is a letter for the other page."""
        answer = self._post(
            "exchange/",
            {
                "ticket": self.ticket,
                "cursor": self.cursor,
                "to": to.ticket if to else None,
                "letters": [self._letter(text) for text in texts],
                "state": {"microphone": True, "camera": True, **state},
            },
        )
        if answer.status_code == 200:
            self.cursor = answer.json()["cursor"]
        return answer

    def read(self, **state: Any) -> list[str]:
        """The texts of the letters that have come."""
        return [letter["description"]["sdp"] for letter in self.say(**state).json()["letters"]]

    def other(self, **state: Any) -> dict[str, Any]:
        found: dict[str, Any] = self.say(**state).json()["other"]
        return found

    def leave(self) -> Any:
        return self._post("leave/", {"ticket": self.ticket})

    def _letter(self, text: str) -> dict[str, Any]:
        self.written += 1
        return {"n": self.written, "description": {"type": "offer", "sdp": text}}

    def _post(self, part: str, body: dict[str, Any]) -> Any:
        return self.client.post(self._at(part), body, "application/json")

    def _at(self, part: str) -> str:
        return f"/api/v1/rooms/{self.room}/{part}"


@dataclass
class Pair:
    """The two pages of a visit."""

    visit: Appointment
    patient: Page
    physio: Page


def pages_of(visit: Appointment) -> Pair:
    """Neither has sat down yet."""
    return Pair(visit, Page(visit.patient.user, visit.uuid), Page(visit.practitioner.user, visit.uuid))


def seated(visit: Appointment | None = None) -> Pair:
    """Both have taken their seats."""
    pair = pages_of(visit or visit_now())
    for page in (pair.patient, pair.physio):
        assert page.enter().status_code == 200
    return pair
