"""The address of a calendar that is kept elsewhere."""

from django import forms
from django.utils.translation import gettext_lazy as _


class OutsideForm(forms.Form):
    """Text and not an URL field: calendar programs spell addresses webcal://."""

    url = forms.CharField(
        label=_("Address of the calendar"),
        max_length=500,
        help_text=_("Its secret or private address. It ends in .ics and begins with https:// or webcal://."),
        error_messages={"required": _("Paste the address of the calendar.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "url", "spellcheck": "false"}),
    )
