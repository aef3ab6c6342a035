"""What can be booked, where, and by which rules; for the owner."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from common.validators import time_zones, validate_time_zone
from scheduling.enums import BookableBy, Color, RoomProvider
from scheduling.holidays import country_names, region_names
from scheduling.validators import KIND_BOUNDS, POLICY_BOUNDS


def _number(bounds: tuple[int, int], label: Any, help_text: Any = "", **said: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label, help_text=help_text, min_value=bounds[0], max_value=bounds[1], **said
    )


class KindForm(forms.Form):
    """Something that can be booked."""

    name = forms.CharField(label=_("Name"), max_length=80, help_text=_("Patients read it."))
    minutes = _number(KIND_BOUNDS["minutes"], _("Minutes"), initial=30)
    is_remote = forms.BooleanField(label=_("By video"), required=False)
    who_may_book = forms.ChoiceField(
        label=_("Who may book"), choices=BookableBy.choices, widget=forms.RadioSelect
    )
    for_new_patients = forms.BooleanField(
        label=_("Also on the public page, for new patients"), required=False
    )
    buffer_before = _number(KIND_BOUNDS["buffer_before"], _("Minutes kept free before"), initial=0)
    buffer_after = _number(
        KIND_BOUNDS["buffer_after"],
        _("Minutes kept free after"),
        _("Nobody is booked into them. Those of two visits add up."),
        initial=0,
    )
    price = forms.CharField(
        label=_("Price as patients read it"),
        max_length=40,
        required=False,
        help_text=_("For example: 60 €, or: paid by your insurance."),
    )
    color = forms.ChoiceField(label=_("Colour in the calendar"), choices=Color.choices)
    position = forms.IntegerField(
        label=_("Place in the list"), min_value=0, max_value=1000, help_text=_("The smallest comes first.")
    )
    is_active = forms.BooleanField(label=_("In use"), required=False)


class LocationForm(forms.Form):
    """A place where patients are seen."""

    name = forms.CharField(label=_("Name"), max_length=80)
    address = forms.CharField(
        label=_("Address"),
        max_length=240,
        required=False,
        help_text=_("It stands in mails about visits."),
    )
    time_zone = forms.CharField(
        label=_("Time zone"),
        max_length=64,
        validators=[validate_time_zone],
        widget=forms.TextInput(attrs={"list": "time-zones", "autocomplete": "off"}),
    )
    is_active = forms.BooleanField(label=_("In use"), required=False)

    zones = sorted(time_zones())


class RulesForm(forms.Form):
    """The clinic's rules of booking."""

    notice_minutes = _number(
        POLICY_BOUNDS["notice_minutes"],
        _("Shortest notice, in minutes"),
        _("Patients book no sooner than this before a visit. 240 is four hours."),
    )
    horizon_days = _number(
        POLICY_BOUNDS["horizon_days"], _("Days ahead"), _("How far ahead patients can book.")
    )
    granularity_minutes = _number(
        POLICY_BOUNDS["granularity_minutes"],
        _("A start every so many minutes"),
        _("Counted from the beginning of the hours."),
    )
    cutoff_hours = _number(
        POLICY_BOUNDS["cutoff_hours"],
        _("Patients change until so many hours before"),
        _("Later they are shown how to reach you."),
    )
    hold_minutes = _number(
        POLICY_BOUNDS["hold_minutes"],
        _("Minutes a time is kept"),
        _("While somebody answers the questions before booking."),
    )
    grace_minutes = _number(
        POLICY_BOUNDS["grace_minutes"],
        _("Minutes before a change is told"),
        _("Somebody who changes their mind at once gets one mail, not three."),
    )
    offer_minutes = _number(
        POLICY_BOUNDS["offer_minutes"],
        _("Minutes an offer stands"),
        _("A time that becomes free is offered to one person on the waiting list after the other."),
    )
    room_provider = forms.ChoiceField(
        label=_("Video rooms"), choices=RoomProvider.choices, widget=forms.RadioSelect
    )
    jitsi_url = forms.CharField(
        label=_("Address of your Jitsi"),
        max_length=200,
        required=False,
        widget=forms.URLInput(attrs={"autocomplete": "off"}),
    )


class HolidayPlaceForm(forms.Form):
    """Whose public holidays are kept free. The regions follow the country once it is chosen."""

    holiday_country = forms.ChoiceField(label=_("Country"), required=False)
    holiday_region = forms.ChoiceField(label=_("Region"), required=False)

    def __init__(self, country: str, data: Mapping[str, Any] | None = None, **said: Any) -> None:
        chosen = data.get("holiday_country", "") if data is not None else country
        if data is not None and chosen != country:  # the region was one of the country before
            data = {**data, "holiday_country": chosen, "holiday_region": ""}
        super().__init__(data, **said)
        self._choose("holiday_country", _("None: we work on all days"), country_names())
        if regions := region_names(chosen):
            self._choose("holiday_region", _("The whole country"), regions)
        else:
            del self.fields["holiday_region"]

    def _choose(self, field: str, nothing: Any, names: Mapping[str, str]) -> None:
        named = sorted(names.items(), key=lambda pair: pair[1])
        self.fields[field].choices = [("", nothing), *named]  # type: ignore[attr-defined]
