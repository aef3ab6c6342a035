"""Several visits at the same time of the week: each is listed with what is in its way before any is made."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from common.errors import InvalidInput, NotFound, ServiceError
from desk.calendar.moving import conflict_words
from desk.calendar.times import moment_of
from desk.calendar.words import moment_words, why_not
from desk.forms.booking import chosen
from desk.pages import page
from desk.staff import StaffRequest
from desk.views.crumbs import calendar_crumb, patient_crumb
from patients.models import Patient
from scheduling.models import AppointmentKind, Practitioner
from scheduling.services.series import Occurrence, SeriesConflicts, book_series, plan_series
from scheduling.words import zone_words

KEEP, SKIP, MOVE = "keep", "skip", "move"


@dataclass(frozen=True, slots=True)
class Line:
    """One visit of the plan, and what was said to do about it."""

    occurrence: Occurrence
    words: str
    problem: str
    answer: str
    moved_to: str

    @property
    def key(self) -> str:
        return self.occurrence.starts_at.isoformat()


def series_page(
    request: StaffRequest,
    patient: Patient,
    kind: AppointmentKind,
    practitioner: Practitioner,
    data: dict[str, Any],
) -> HttpResponseBase:
    """The plan, and once every conflict has an answer, the booking: all or none."""
    wanted = {
        "patient": patient.uuid,
        "kind": kind.uuid,
        "practitioner": practitioner.uuid,
        **{name: data[name] for name in ("starts_at", "count", "weeks_between")},
    }
    try:
        planned = plan_series(by=request.user, **wanted)
    except NotFound:
        raise
    except ServiceError as error:
        messages.error(request, str(error.message))
        return redirect(request.get_full_path())
    lines = _lines(planned, request.POST, practitioner)
    problem = ""
    if request.POST.get("do") == "confirm":
        problem = _unanswered(lines) or _made(request, wanted, data, lines, practitioner)
        if not problem:
            return redirect("admin:patient", patient.uuid)
    return page(
        request,
        "booking_series",
        _("Look at every visit"),
        crumbs=[calendar_crumb(), patient_crumb(patient)],
        patient=patient,
        kind=kind,
        practitioner=practitioner,
        data=data,
        lines=lines,
        problem=problem,
        conflicts=sum(bool(line.problem) for line in lines),
        zone=zone_words(practitioner.time_zone, data["starts_at"]),
    )


def _lines(planned: Sequence[Occurrence], said: Mapping[str, str], practitioner: Practitioner) -> list[Line]:
    return [
        Line(
            occurrence=each,
            words=moment_words(each.starts_at, practitioner.time_zone),
            problem=why_not(each.reason) if each.reason else "",
            answer=said.get(f"answer-{each.starts_at.isoformat()}", "" if each.reason else KEEP),
            moved_to=said.get(f"to-{each.starts_at.isoformat()}", ""),
        )
        for each in planned
    ]


def _unanswered(lines: Sequence[Line]) -> str:
    if any(line.problem and line.answer not in {SKIP, MOVE} for line in lines):
        return _("Say for each visit that cannot be: leave it out, or give it another time.")
    return ""


def _made(
    request: StaffRequest,
    wanted: dict[str, Any],
    data: dict[str, Any],
    lines: Sequence[Line],
    practitioner: Practitioner,
) -> str:
    """Books them; what stands against it in words, or nothing."""
    skip = [line.occurrence.starts_at for line in lines if line.answer == SKIP]
    try:
        moved = _moved(lines, practitioner)
        series = book_series(
            by=request.user,
            uuid=data["uuid"],
            **wanted,
            episode=chosen(data, "episode"),
            skip=skip,
            moved=moved,
        )
    except NotFound:
        raise
    except SeriesConflicts as error:
        return conflict_words(error, practitioner.time_zone)
    except ServiceError as error:
        return str(error.message)
    done = ngettext("{n} visit is booked.", "{n} visits are booked.", series.count)
    messages.success(request, done.format(n=series.count))
    return ""


def _moved(lines: Sequence[Line], practitioner: Practitioner) -> dict[datetime, datetime]:
    """Where the user put those that cannot be. Raises InvalidInput where they gave no time."""
    found = {}
    for line in lines:
        if line.answer == MOVE:
            try:
                found[line.occurrence.starts_at] = moment_of(line.moved_to, practitioner.time_zone)
            except InvalidInput as error:
                raise InvalidInput(f"{line.words}: {error.message}") from error
    return found
