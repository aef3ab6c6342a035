"""Hours, time off, and how somebody is booked."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any, TypedDict

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from accounts.models import Membership
from common import clock
from common.validators import time_zones, validate_time_zone
from desk.forms.base import DateInput
from scheduling.models import AppointmentKind, Location, Practitioner
from scheduling.services.time_off import moment_on_the_wall
from scheduling.validators import DAILY_BOUNDS

REMOTE = _("By video only")
DAY = timedelta(days=1)


class TimeInput(forms.TimeInput):
    """The browser's own clock; it reads and writes 24 hours whatever the language."""

    input_type = "time"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%H:%M")


def places_of(locations: list[Location], chosen: Location | None = None) -> list[tuple[str, Any]]:
    """By video only, or one of the places in use; the one that was chosen stays to be chosen."""
    shown = [place for place in locations if place.is_active or place == chosen]
    return [("", REMOTE), *((str(place.uuid), place.name) for place in shown)]


class PlaceField(forms.TypedChoiceField):
    """Where patients may come in these hours."""

    def __init__(self) -> None:
        super().__init__(
            label=_("Where"),
            required=False,
            empty_value=None,
            help_text=_(
                "Visits in person are booked only into hours with a place. Video visits go into any."
            ),
        )


class ChangeHoursForm(forms.Form):
    """One row of weekly hours."""

    start = forms.TimeField(label=_("From"), widget=TimeInput)
    end = forms.TimeField(label=_("To"), widget=TimeInput, help_text=_("00:00 is the end of the day."))
    valid_from = forms.DateField(label=_("Valid from"), widget=DateInput)
    valid_until = forms.DateField(
        label=_("Valid until"),
        required=False,
        widget=DateInput,
        help_text=_("The last day. Empty: until ended."),
    )
    location = PlaceField()

    def __init__(self, places: list[tuple[str, Any]], *arguments: Any, **said: Any) -> None:
        super().__init__(*arguments, **said)
        self.fields["location"].choices = places  # type: ignore[attr-defined]


class HoursForm(ChangeHoursForm):
    """The same hours on one or more days of the week."""

    weekdays = forms.TypedMultipleChoiceField(
        label=_("On"),
        choices=list(WEEKDAYS.items()),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one day.")},
    )
    field_order = ("weekdays",)


class ExtraHoursForm(forms.Form):
    """More hours on one day."""

    on = forms.DateField(label=_("Day"), widget=DateInput)
    start = forms.TimeField(label=_("From"), widget=TimeInput)
    end = forms.TimeField(label=_("To"), widget=TimeInput, help_text=_("00:00 is the end of the day."))
    location = PlaceField()

    def __init__(self, places: list[tuple[str, Any]], *arguments: Any, **said: Any) -> None:
        super().__init__(*arguments, **said)
        self.fields["location"].choices = places  # type: ignore[attr-defined]


class EndHoursForm(forms.Form):
    """From when on these hours are no more."""

    from_on = forms.DateField(label=_("No more from"), widget=DateInput)


class CopyForm(forms.Form):
    """Whose hours to take over, and when that begins."""

    source = forms.ChoiceField(label=_("Like"))
    from_on = forms.DateField(
        label=_("From"), widget=DateInput, help_text=_("The hours until then end the day before.")
    )

    def __init__(self, people: list[Practitioner], *arguments: Any, **said: Any) -> None:
        super().__init__(*arguments, **said)
        choices = [(str(person.uuid), str(person)) for person in people]
        self.fields["source"].choices = choices  # type: ignore[attr-defined]


class TimeOffForm(forms.Form):
    """Whole days, or from one time until another, on the clock of whoever is away."""

    from_on = forms.DateField(label=_("First day"), widget=DateInput)
    from_time = forms.TimeField(
        label=_("From"), required=False, widget=TimeInput, help_text=_("Empty: the whole day.")
    )
    until_on = forms.DateField(label=_("Last day"), widget=DateInput)
    until_time = forms.TimeField(
        label=_("Until"), required=False, widget=TimeInput, help_text=_("Empty: the whole day.")
    )
    reason = forms.CharField(
        label=_("Why"),
        max_length=120,
        required=False,
        help_text=_("Only staff read this."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def times(self, zone: str) -> dict[str, Any]:
        """What the service takes. Raises InvalidInput for a time that clocks jump over."""
        said = self.cleaned_data
        start = said["from_time"] or clock.MIDNIGHT
        return {
            "starts_at": moment_on_the_wall(zone, said["from_on"], start, "from_time"),
            "ends_at": moment_on_the_wall(zone, said["until_on"], said["until_time"], "until_time"),
            "reason": said["reason"],
        }


class TimeOffSaid(TypedDict):
    """Time off on the wall: the first and the last day; no time is the whole day."""

    from_on: date
    from_time: time | None
    until_on: date
    until_time: time | None


def time_off_said(starts_at: datetime, ends_at: datetime, zone: str) -> TimeOffSaid:
    """Stored time off as the form says it: whole days without their midnights."""
    first, last = (at.astimezone(clock.zone(zone)) for at in (starts_at, ends_at))
    is_whole = last.time() == clock.MIDNIGHT
    return {
        "from_on": first.date(),
        "from_time": None if first.time() == clock.MIDNIGHT else first.time(),
        "until_on": last.date() - DAY if is_whole else last.date(),
        "until_time": None if is_whole else last.time(),
    }


class PractitionerForm(forms.Form):
    """How somebody is booked."""

    is_bookable = forms.BooleanField(label=_("Patients can book them"), required=False)
    kinds = forms.MultipleChoiceField(label=_("Offers"), required=False, widget=forms.CheckboxSelectMultiple)
    title = forms.CharField(
        label=_("As patients read it"),
        max_length=120,
        required=False,
        help_text=_("For example: physiotherapist, sports and knees."),
    )
    bio = forms.CharField(
        label=_("About"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    time_zone = forms.CharField(
        label=_("Time zone"),
        max_length=64,
        validators=[validate_time_zone],
        help_text=_("The hours are read on its clocks."),
        widget=forms.TextInput(attrs={"list": "time-zones", "autocomplete": "off"}),
    )
    daily_limit = forms.IntegerField(
        label=_("Visits a day at most"),
        required=False,
        min_value=DAILY_BOUNDS["daily_limit"][0],
        max_value=DAILY_BOUNDS["daily_limit"][1],
    )

    zones = sorted(time_zones())

    def __init__(
        self, kinds: list[AppointmentKind], data: Mapping[str, Any] | None = None, **said: Any
    ) -> None:
        super().__init__(data, **said)
        choices = [(str(kind.uuid), kind.name) for kind in kinds]
        self.fields["kinds"].choices = choices  # type: ignore[attr-defined]
        if not kinds:
            self.fields["kinds"].help_text = _("There is nothing to book yet. Add it under Booking.")


class NewPractitionerForm(PractitionerForm):
    """Who of the staff."""

    member = forms.ChoiceField(label=_("Who"))
    field_order = ("member",)

    def __init__(
        self,
        staff: list[Membership],
        kinds: list[AppointmentKind],
        data: Mapping[str, Any] | None = None,
        **said: Any,
    ) -> None:
        super().__init__(kinds, data, **said)
        self.fields["member"].choices = [(str(one.uuid), str(one.user)) for one in staff]  # type: ignore[attr-defined]
