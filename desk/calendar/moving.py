"""What moving a visit would mean, in words, before anybody says yes."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from common.errors import Conflict
from desk.calendar.words import moment_there, moment_words, why_not
from patients.models import Patient
from patients.queries.guardians import reader_of
from scheduling.models import Appointment, AppointmentKind, Practitioner
from scheduling.queries.slots import Slot, fits
from scheduling.services.choosing import next_free
from scheduling.services.series import Occurrence, SeriesConflicts
from scheduling.words import zone_words


@dataclass(frozen=True, slots=True)
class Shift:
    """A visit, where it would go, and the clock on which that is said."""

    appointment: Appointment
    practitioner: Practitioner
    starts_at: datetime
    zone: str

    def look(self) -> dict[str, Any]:
        """Old and new time in words; whether it fits and, if not, why and what is free near it."""
        reason = fits(
            kind=self.appointment.kind,
            practitioner=self.practitioner,
            starts_at=self.starts_at,
            patient=self.appointment.patient,
            staff=True,
            ignoring=self.appointment,
        )
        return self.refused(why_not(reason), self.near()) if reason else self.words()

    def words(self) -> dict[str, Any]:
        row = self.appointment
        return {
            "who": row.patient.name,
            "was": self._said(row.starts_at, row.practitioner),
            "becomes": self._said(self.starts_at, self.practitioner),
            "told": told_words(row),
            "form": self._form(),
        }

    def refused(self, problem: str, slots: list[Slot]) -> dict[str, Any]:
        return self.words() | {"problem": problem, "free": [self._free(slot.starts_at) for slot in slots]}

    def near(self) -> list[Slot]:
        row = self.appointment
        return next_free(row.patient, row.kind, self.practitioner, self.starts_at, staff=True)

    def _said(self, at: datetime, practitioner: Practitioner) -> str:
        here = f"{moment_words(at, self.zone)}, {zone_words(self.zone, at)}"
        there = moment_there(at, practitioner.time_zone, self.zone)
        when = f"{here} ({there})" if there else here
        if self.practitioner.pk == self.appointment.practitioner_id:
            return when
        return _("{when}, with {who}").format(when=when, who=practitioner.user.name)

    def _free(self, at: datetime) -> dict[str, str]:
        return {"at": at.isoformat(), "words": moment_words(at, self.zone)}

    def _form(self) -> str:
        said = {"to": self.starts_at.isoformat(), "practitioner": str(self.practitioner.uuid)}
        return f"{reverse('admin:appointment_move', args=[self.appointment.uuid])}?{urlencode(said)}"


def told_words(appointment: Appointment) -> str:
    """Who gets to know of a change, and how."""
    if reader_of(appointment.patient):
        return _("The patient gets one mail with the new time.")
    return _("The patient has not signed in yet and gets no mail: please tell them.")


def check_free(
    kind: AppointmentKind,
    practitioner: Practitioner,
    patient: Patient,
    starts_at: datetime,
    *,
    ignoring: Appointment | None = None,
) -> None:
    """Says in words for staff why a time is none, before the service would say it in words for patients."""
    reason = fits(
        kind=kind,
        practitioner=practitioner,
        starts_at=starts_at,
        patient=patient,
        staff=True,
        ignoring=ignoring,
    )
    if reason:
        raise Conflict(why_not(reason), code=reason)


def conflict_words(error: SeriesConflicts, zone: str) -> str:
    """Every visit of a series that cannot be, with why."""
    lines = (f"{moment_words(each.starts_at, zone)}: {_why(each)}" for each in error.occurrences)
    return f"{error.message} {' '.join(lines)}"


def _why(each: Occurrence) -> str:
    return why_not(each.reason) if each.reason else ""
