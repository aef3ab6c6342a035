"""What all forms of the desk share: what a service refused stands at the field it refused."""

from collections.abc import Callable
from typing import Any, TypeVar

from django import forms
from django.utils.translation import gettext_lazy as _

from common.errors import NotFound, ServiceError

Result = TypeVar("Result")


class DateInput(forms.DateInput):
    """The browser's own calendar; it reads and writes ISO dates whatever the language."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


def attempt(form: forms.Form, service: Callable[[dict[str, Any]], Result]) -> Result | None:
    """What the service made of a valid form; None when one of the two said no, and the form says why."""
    if not form.is_valid():
        return None
    try:
        return service(form.cleaned_data)
    except NotFound:
        raise
    except ServiceError as error:
        refuse(form, error)
        return None


def refuse(form: forms.Form, error: ServiceError) -> None:
    """Puts a service's refusal into the form: at its fields, or at the top."""
    placed = False
    for name, problems in error.fields.items():
        if name in form.fields:
            form.add_error(name, [str(problem) for problem in problems])
            placed = True
    if not placed:
        form.add_error(None, str(error.message))


class ReasonForm(forms.Form):
    """Why something is done; it goes into the history."""

    reason = forms.CharField(
        label=_("Why"),
        max_length=240,
        help_text=_("A few words. They stay in the patient's history."),
        error_messages={"required": _("Say why, in a few words.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
