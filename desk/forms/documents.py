"""What begins an examination or a note, and what a file is sent with."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from desk.forms.base import DateInput
from patients.enums import AssessmentKind
from patients.files.kinds import ACCEPT


class NoteStartForm(forms.Form):
    """When, and whether over a screen."""

    on = forms.DateField(label=_("Day"), widget=DateInput)
    remote = forms.BooleanField(label=_("Remote, by video or phone"), required=False)


class AssessmentStartForm(NoteStartForm):
    kind = forms.ChoiceField(label=_("Kind"), choices=AssessmentKind)

    field_order = ("kind", "on", "remote")


class AboutForm(forms.Form):
    """The day of an examination, and whether it was remote; sent with its first part."""

    on = forms.DateField()
    remote = forms.BooleanField(required=False)


class RevisionForm(forms.Form):
    """Which state of a draft somebody has seen."""

    revision = forms.IntegerField(min_value=1, widget=forms.HiddenInput)


class UploadForm(forms.Form):
    """A file, and what it belongs to."""

    file = forms.FileField(
        label=_("Photo, film or PDF"),
        allow_empty_file=True,
        help_text=_("The place and the camera are taken out of photos and films."),
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
    )
    belongs_to = forms.ChoiceField(label=_("Belongs to"), required=False)

    def __init__(self, places: Sequence[tuple[str, str]], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["belongs_to"].choices = list(places)  # type: ignore[attr-defined]
