"""Forms of visits: when one is, with whom, why it is beside another, why it is cancelled."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from common import clock
from common.errors import InvalidInput
from desk.calendar.times import moment_of, wall_moment
from desk.forms.base import DateInput, ReasonForm
from patients.models import Episode
from scheduling.models import Appointment, Location, Practitioner
from scheduling.rules.series import Scope
from scheduling.services.series import MOST_VISITS, MOST_WEEKS_BETWEEN

REASON_LENGTH = 240


class TimeInput(forms.TimeInput):
    """The browser's own clock; it reads and writes 09:30 whatever the language."""

    input_type = "time"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%H:%M")


class BesideField(forms.CharField):
    """Why a visit is put where it does not fit: with these words it is booked anyway."""

    def __init__(self) -> None:
        super().__init__(
            label=_("Anyway, on purpose: why"),
            required=False,
            max_length=REASON_LENGTH,
            help_text=_(
                "Only for a time that is taken, or outside the hours. It stays in the history of the visit."
            ),
            widget=forms.TextInput(attrs={"autocomplete": "off"}),
        )


def practitioner_choices(people: Iterable[Practitioner]) -> list[tuple[str, str]]:
    return [(str(one.uuid), one.user.name) for one in people]


class WhenForm(forms.Form):
    """A day and a time on the practitioner's clock; ``starts_at`` is the moment that they name."""

    on = forms.DateField(label=_("Day"), widget=DateInput, error_messages={"required": _("Choose a day.")})
    at = forms.TimeField(label=_("Time"), widget=TimeInput, error_messages={"required": _("Choose a time.")})

    def zone(self) -> str:
        raise NotImplementedError

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("on") and data.get("at"):
            try:
                data["starts_at"] = wall_moment(data["on"], data["at"], self.zone())
            except InvalidInput as error:
                self.add_error("at", str(error.message))
        return data


class MoveForm(WhenForm):
    """Where a visit goes: another time, another practitioner; of a series also the visits after it."""

    def __init__(
        self,
        appointment: Appointment,
        people: Iterable[Practitioner],
        data: Mapping[str, Any] | None = None,
        *,
        starts_at: str = "",
        practitioner: str = "",
    ) -> None:
        self.people = {str(one.uuid): one for one in people}
        self.who = str(appointment.practitioner.uuid)
        who = practitioner if practitioner in self.people else self.who
        self.zones = {key: one.time_zone for key, one in self.people.items()}
        local = _at(starts_at, appointment).astimezone(clock.zone(self.zones[who]))
        super().__init__(data, initial={"on": local.date(), "at": local.time(), "practitioner": who})
        self.fields["practitioner"] = forms.ChoiceField(
            label=_("With"), choices=practitioner_choices(self.people.values())
        )
        self.fields["scope"] = _scope_field(is_series=appointment.series_id is not None)
        self.fields["overbook_reason"] = BesideField()

    def zone(self) -> str:
        return self.zones.get(str(self.data.get("practitioner")), "UTC")

    def clean(self) -> dict[str, Any]:
        """A series goes with its practitioner, to times that are free."""
        data = super().clean()
        if data.get("scope") in {Scope.FOLLOWING, Scope.ALL}:
            if data.get("practitioner") != self.who:
                self.add_error("practitioner", _("Only a single visit is given to somebody else."))
            if data.get("overbook_reason"):
                self.add_error("overbook_reason", _("Only a single visit is put where it does not fit."))
        return data


def _at(said: str, appointment: Appointment) -> datetime:
    try:
        return moment_of(said, appointment.clinic.time_zone) if said else appointment.starts_at
    except InvalidInput:
        return appointment.starts_at


def _scope_field(*, is_series: bool) -> forms.ChoiceField:
    """Asked only where there is a series; of one visit it is a hidden "this"."""
    choices = [
        (Scope.THIS.value, _("Only this visit")),
        (Scope.FOLLOWING.value, _("This visit and the later ones")),
        (Scope.ALL.value, _("All visits of the series that are still to come")),
    ]
    return forms.ChoiceField(
        label=_("Which visits"),
        choices=choices,
        initial=Scope.THIS.value,
        required=is_series,
        widget=forms.RadioSelect() if is_series else forms.HiddenInput(),
    )


class CancelForm(ReasonForm):
    """Why a visit is cancelled, and whether that counts as late."""

    field_order = ("scope", "reason", "is_late")

    def __init__(
        self, appointment: Appointment, data: Mapping[str, Any] | None = None, *, is_late: bool
    ) -> None:
        super().__init__(data, initial={"is_late": is_late})
        self.fields["reason"].help_text = _("A few words. They stay with the visit.")
        if appointment.series_id is not None:
            self.fields["scope"] = _scope_field(is_series=True)
        self.fields["is_late"] = forms.BooleanField(
            label=_("Counts as cancelled late"),
            required=False,
            help_text=_("A late one is not given back to a package that was paid ahead."),
        )
        self.order_fields(self.field_order)


class DeclineForm(ReasonForm):
    """Why a request is declined; this one the patient reads."""

    def __init__(self, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data)
        self.fields["reason"].help_text = _("The patient reads it.")


class BookingForm(WhenForm):
    """One visit, or several at the same time of the week; at a free time (``slot``), else at a typed one."""

    uuid = forms.UUIDField(widget=forms.HiddenInput)
    slot = forms.CharField(required=False)
    count = forms.IntegerField(label=_("Visits"), min_value=1, max_value=MOST_VISITS, initial=1)
    weeks_between = forms.IntegerField(
        label=_("Weeks from one to the next"), min_value=1, max_value=MOST_WEEKS_BETWEEN, initial=1
    )

    def __init__(
        self,
        practitioner: Practitioner,
        data: Mapping[str, Any] | None = None,
        *,
        starts_at: datetime | None = None,
        locations: Sequence[Location] = (),
        episodes: Sequence[Episode] = (),
    ) -> None:
        self.time_zone = practitioner.time_zone
        local = starts_at.astimezone(clock.zone(self.time_zone)) if starts_at else None
        initial = {"on": local.date(), "at": local.time()} if local else {}
        super().__init__(data, initial={"uuid": uuid4(), **initial})
        self.fields["on"].required = self.fields["at"].required = not self._is_picked()
        if locations:
            self.fields["location"] = _choice_of(_("At"), _("Where they work then"), locations)
        if episodes:
            self.fields["episode"] = _choice_of(_("Episode of care"), _("None"), episodes)
        self.fields["overbook_reason"] = BesideField()

    def zone(self) -> str:
        return self.time_zone

    def _is_picked(self) -> bool:
        return bool(self.data.get("slot"))

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if picked := data.get("slot"):
            self._take(picked, data)
        if data.get("overbook_reason") and (data.get("count") or 1) > 1:
            self.add_error("overbook_reason", _("Only a single visit is put where it does not fit."))
        return data

    def _take(self, picked: str, data: dict[str, Any]) -> None:
        """A free time that is ticked; a different one typed beside it would leave open which is meant."""
        typed = data.get("starts_at")
        try:
            data["starts_at"] = moment_of(picked, self.time_zone)
        except InvalidInput as error:
            self.add_error("slot", str(error.message))
            return
        if typed and typed != data["starts_at"]:
            self.add_error("slot", _("A free time is ticked and another one is typed: leave one of them."))


def _choice_of(label: Any, none: Any, rows: Sequence[Any]) -> forms.ChoiceField:
    choices = [("", none), *((str(row.uuid), str(row)) for row in rows)]
    return forms.ChoiceField(label=label, choices=choices, required=False)


def chosen(data: Mapping[str, Any], name: str) -> UUID | None:
    """What a choice of rows was answered with."""
    return UUID(data[name]) if data.get(name) else None
