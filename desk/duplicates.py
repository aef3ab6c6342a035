"""Registering on the desk: who is there already is shown before somebody is entered a second time."""

from collections.abc import Callable
from typing import Any, TypeVar

from django import forms

from common.errors import NotFound, ServiceError
from desk.forms.base import refuse
from patients.queries.duplicates import Duplicate
from patients.services.patients import PossibleDuplicates

Result = TypeVar("Result")
CONFIRM = "confirm_new"


def attempt_new(
    form: forms.Form, service: Callable[[dict[str, Any]], Result]
) -> tuple[Result | None, list[Duplicate]]:
    """What the service made of a valid form, or who is likely the same person; the form says why not."""
    if not form.is_valid():
        return None, []
    try:
        return service(form.cleaned_data), []
    except PossibleDuplicates as error:
        return None, error.found
    except NotFound:
        raise
    except ServiceError as error:
        refuse(form, error)
        return None, []
