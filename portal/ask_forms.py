"""A question to the clinic: the short list of warning signs first, then the words."""

from django import forms
from django.utils.translation import gettext_lazy as _

from patients.services.questions import TEXT_LENGTH
from portal.screen_forms import ShortListForm


class AskForm(ShortListForm):
    """``uuid`` makes sending it twice the same as once."""

    uuid = forms.UUIDField(widget=forms.HiddenInput)
    text = forms.CharField(
        label=_("Your question"),
        max_length=TEXT_LENGTH,
        widget=forms.Textarea({"rows": 5}),
        error_messages={"required": _("Write a few words.")},
    )
