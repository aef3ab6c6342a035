"""Booking for a patient: whom, what, with whom, then a free time or any other; once or every few weeks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import groupby
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from accounts.permissions import Permission
from common import clock
from common.errors import InvalidInput, NotFound
from desk.calendar.asked import MIDNIGHT
from desk.calendar.moving import check_free
from desk.calendar.times import day_of, moment_of
from desk.calendar.words import hour_words
from desk.forms.base import attempt
from desk.forms.booking import BookingForm, chosen
from desk.pages import page, paginated
from desk.staff import StaffRequest, is_allowed, needs, posted
from desk.views.booking_series import series_page
from desk.views.crumbs import calendar_crumb, patient_crumb
from patients.access import get_patient
from patients.enums import EpisodeStatus
from patients.models import Episode, Patient
from patients.queries.patients import episodes_of, patient_list
from scheduling.access import (
    visible_appointments,
    visible_kinds,
    visible_locations,
    visible_practitioners,
)
from scheduling.models import Appointment, AppointmentKind, Practitioner
from scheduling.queries.slots import Slot, free_slots
from scheduling.services.staff_booking import book_for_patient
from scheduling.words import zone_words

SHOWN_DAYS = 7
# A day, and its free times as what is sent and what is read.
Day = tuple[date, list[tuple[str, str]]]


@dataclass(frozen=True, slots=True)
class Choice:
    """What was chosen so far; each is the first that there is until somebody chooses."""

    patient: Patient
    kinds: Sequence[AppointmentKind]
    people: Sequence[Practitioner]
    kind: AppointmentKind
    practitioner: Practitioner
    on: date
    starts_at: datetime | None

    @property
    def zone(self) -> str:
        return self.practitioner.time_zone

    def slots(self) -> list[Slot]:
        from_at = clock.moment(self.zone, self.on, MIDNIGHT)
        until_at = clock.moment(self.zone, self.on + timedelta(days=SHOWN_DAYS), MIDNIGHT)
        return free_slots(
            clinic=self.patient.clinic,
            kind=self.kind,
            practitioner=self.practitioner,
            from_at=from_at,
            until_at=until_at,
            patient=self.patient,
            staff=True,
        )


@needs(Permission.EDIT_PATIENTS)
def new_page(request: StaffRequest) -> HttpResponseBase:
    """Without a patient in the address one is chosen first; the rest of the address is kept."""
    if not request.GET.get("patient"):
        return _patient_page(request)
    patient = get_patient(request.user, _uuid(request.GET["patient"]), Permission.EDIT_PATIENTS)
    choice = _choice(request, patient)
    if choice is None:
        return page(request, "booking_empty", _("Book a visit"), crumbs=[calendar_crumb()])
    return _booking_page(request, choice)


def _patient_page(request: StaffRequest) -> HttpResponseBase:
    search = request.GET.get("q", "").strip()
    kept = {name: request.GET[name] for name in ("practitioner", "starts_at", "zone") if name in request.GET}
    return page(
        request,
        "booking_patient",
        _("Who is the visit for?"),
        crumbs=[calendar_crumb()],
        page_obj=paginated(request, patient_list(request.user, search)),
        search=search,
        kept=kept,
    )


def _booking_page(request: StaffRequest, choice: Choice) -> HttpResponseBase:
    days = _by_day(choice)
    ticked = _ticked(days, choice.starts_at)
    form = BookingForm(
        choice.practitioner,
        posted(request),
        starts_at=None if ticked else choice.starts_at,
        locations=[] if choice.kind.is_remote else _locations(request),
        episodes=_episodes(request, choice.patient),
    )
    if form.is_valid() and form.cleaned_data["count"] > 1:
        return series_page(request, choice.patient, choice.kind, choice.practitioner, form.cleaned_data)
    if made := attempt(form, lambda data: _book(request, choice, data)):
        messages.success(request, _("Booked. The patient gets a mail, if they have signed in before."))
        return redirect("admin:appointment", made.uuid)
    return page(
        request,
        "booking",
        _("Book a visit"),
        crumbs=[calendar_crumb(), patient_crumb(choice.patient)],
        choice=choice,
        form=form,
        days=days,
        picked=form.data.get("slot", "") if form.is_bound else ticked,
        clicked=choice.starts_at and not form.is_bound,
        zone=zone_words(choice.zone, clock.now()),
        before=choice.on - timedelta(days=SHOWN_DAYS),
        after=choice.on + timedelta(days=SHOWN_DAYS),
        today=clock.today_in(choice.zone),
    )


def _book(request: StaffRequest, choice: Choice, data: dict[str, Any]) -> Appointment:
    if not data["overbook_reason"] and not _is_made(request, data["uuid"]):
        check_free(choice.kind, choice.practitioner, choice.patient, data["starts_at"])
    return book_for_patient(
        by=request.user,
        uuid=data["uuid"],
        patient=choice.patient.uuid,
        kind=choice.kind.uuid,
        practitioner=choice.practitioner.uuid,
        starts_at=data["starts_at"],
        episode=chosen(data, "episode"),
        location=chosen(data, "location"),
        overbook_reason=data["overbook_reason"],
    )


def _is_made(request: StaffRequest, uuid: UUID) -> bool:
    """A second click: the service answers it with what the first one made."""
    return visible_appointments(request.user).filter(uuid=uuid).exists()


def _choice(request: StaffRequest, patient: Patient) -> Choice | None:
    """From the address. None while the clinic has no kinds of appointment or nobody who is booked."""
    said = request.GET
    people = list(visible_practitioners(request.user).prefetch_related("kinds"))
    kinds = list(visible_kinds(request.user).filter(is_active=True))
    practitioner = _row(people, said.get("practitioner", "")) or _first_who(people, said.get("kind", ""))
    if not kinds or practitioner is None:
        return None
    offered = {kind.pk for kind in practitioner.kinds.all()}
    first = next((kind for kind in kinds if kind.pk in offered), kinds[0])
    starts_at = _starts_at(said, patient)
    today = clock.today_in(practitioner.time_zone, starts_at)
    return Choice(
        patient=patient,
        kinds=kinds,
        people=people,
        kind=_row(kinds, said.get("kind", "")) or first,
        practitioner=practitioner,
        on=max(day_of(said.get("on", "")) or today, clock.today_in(practitioner.time_zone)),
        starts_at=starts_at,
    )


def _row(rows: Sequence[Any], said: str) -> Any:
    return next((row for row in rows if str(row.uuid) == said), None)


def _first_who(people: Sequence[Practitioner], kind: str) -> Practitioner | None:
    """Somebody who offers what was chosen, else anybody."""
    offering = (one for one in people if any(str(each.uuid) == kind for each in one.kinds.all()))
    return next(offering, None) or next(iter(people), None)


def _starts_at(said: QueryDict, patient: Patient) -> datetime | None:
    """Where somebody clicked in the calendar."""
    try:
        return moment_of(said.get("starts_at", ""), said.get("zone", patient.clinic.time_zone))
    except InvalidInput:
        return None


def _uuid(said: str) -> UUID:
    try:
        return UUID(said)
    except ValueError as error:
        raise NotFound(str(error)) from error


def _locations(request: StaffRequest) -> list[Any]:
    return list(visible_locations(request.user).filter(is_active=True))


def _episodes(request: StaffRequest, patient: Patient) -> list[Episode]:
    """For those who see the record: the front desk does not learn what somebody is treated for."""
    if not is_allowed(request, Permission.VIEW_CLINICAL):
        return []
    return [episode for episode in episodes_of(patient) if episode.status == EpisodeStatus.OPEN]


def _ticked(days: Sequence[Day], starts_at: datetime | None) -> str:
    """The free time on which somebody clicked in the calendar; empty if it is none."""
    clicked = starts_at.astimezone(UTC).isoformat() if starts_at else ""
    return clicked if any(value == clicked for _on, times in days for value, _words in times) else ""


def _by_day(choice: Choice) -> list[Day]:
    """The free times by day, each as what is sent and what is read."""
    place = clock.zone(choice.zone)
    by_day = groupby(choice.slots(), key=lambda slot: slot.starts_at.astimezone(place).date())
    return [
        (on, [(slot.starts_at.isoformat(), hour_words(slot.starts_at, choice.zone)) for slot in slots])
        for on, slots in by_day
    ]
