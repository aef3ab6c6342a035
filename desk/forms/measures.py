"""A clinic's own questionnaire, a number, and a file of numbers."""

from itertools import groupby
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from desk.forms.base import DateInput
from patients.enums import Side
from patients.measurement_codes import kinds_for, unit_name
from patients.services.measurement_files import LARGEST

SIDES = [("", _("No side")), (Side.LEFT, Side.LEFT.label), (Side.RIGHT, Side.RIGHT.label)]


class MeasureFileForm(forms.Form):
    """The file, and the owner's word."""

    file = forms.FileField(
        label=_("Questionnaire file"),
        help_text=_("A FHIR Questionnaire as JSON, with its scoring. At most 256 kB."),
        error_messages={"required": _("Choose the file."), "empty": _("This file is empty.")},
        widget=forms.ClearableFileInput(attrs={"accept": ".json,application/json"}),
    )
    attests = forms.BooleanField(label="", error_messages={"required": _("This is needed.")})
    attested_name = forms.CharField(
        label=_("Your full name"),
        max_length=120,
        help_text=_("It is kept with the version, with the sentence above and the time."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )

    def __init__(self, attestation: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["attests"].label = attestation


class NumberForm(forms.Form):
    """One number on one day."""

    code = forms.ChoiceField(label=_("What"))
    side = forms.ChoiceField(label=_("Side"), choices=SIDES, required=False)
    value = forms.DecimalField(
        label=_("Value"),
        max_digits=10,
        decimal_places=3,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
        localize=True,
    )
    on = forms.DateField(label=_("Day"), widget=DateInput)

    def __init__(self, shows_weight: bool, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = groupby(kinds_for(shows_weight=shows_weight), key=lambda kind: str(kind.group))
        self.fields["code"].choices = [  # type: ignore[attr-defined]
            ("", _("Choose what was measured")),
            *(
                (group, [(kind.code, f"{kind.name} ({unit_name(kind.unit)})") for kind in members])
                for group, members in kinds
            ),
        ]


class NumberFileForm(forms.Form):
    """A CSV file to be looked at. What was looked at comes back as text, to be stored as it was shown."""

    file = forms.FileField(
        label=_("CSV file"),
        error_messages={"required": _("Choose the file."), "empty": _("This file is empty.")},
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,text/csv"}),
    )


class NumberTextForm(forms.Form):
    """What was looked at, on its way to being stored."""

    text = forms.CharField(widget=forms.HiddenInput, max_length=LARGEST, strip=False)
    name = forms.CharField(widget=forms.HiddenInput, max_length=120)


def content_of(file: "UploadedFile[bytes]", most: int) -> bytes:
    """No more of an uploaded file than is allowed, and one byte to see that there was more."""
    return bytes(file.read(most + 1))
