"""A file of patients: chosen, looked at, and then taken from the page itself."""

import base64
import binascii
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from accounts.models import Clinic
from common.phones import region_of
from patients.services.patient_rows import LARGEST

# Where people write the month first.
MONTH_FIRST = frozenset({"US", "PH", "FM", "MH", "PW"})


class PatientFileForm(forms.Form):
    file = forms.FileField(
        label=_("CSV file"),
        help_text=_("The first line names the columns. Commas, semicolons and tabs are all understood."),
    )
    day_first = forms.TypedChoiceField(
        label=_("Dates such as 04/02/1988 begin with"),
        choices=[("day", _("the day")), ("month", _("the month"))],
        help_text=_("1988-04-02 is always understood."),
    )

    def __init__(self, clinic: Clinic, *args: Any) -> None:
        super().__init__(*args)
        month_first = region_of(clinic.time_zone) in MONTH_FIRST
        self.fields["day_first"].initial = "month" if month_first else "day"


class TakeForm(forms.Form):
    """What was looked at, carried by the page: nothing lies around on the server between the two steps."""

    content = forms.CharField(widget=forms.HiddenInput)
    day_first = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def clean_content(self) -> bytes:
        try:
            return base64.b64decode(self.cleaned_data["content"], validate=True)
        except binascii.Error as error:
            raise forms.ValidationError(_("Choose the file again.")) from error


def content_of(file: "UploadedFile[bytes]") -> bytes:
    """At most one byte more than is allowed, so that a huge file is refused and not read."""
    return bytes(file.read(LARGEST + 1))


def carried(content: bytes, *, day_first: bool) -> TakeForm:
    return TakeForm(initial={"content": base64.b64encode(content).decode("ascii"), "day_first": day_first})
