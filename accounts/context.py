"""What every template may show: the name of the clinic whose door this is."""

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from accounts.queries import only_clinic


def clinic_name(request: HttpRequest) -> dict[str, object]:  # noqa: ARG001 - the same for everybody
    """Asked of the database only where a template shows it; a page that knows better passes its own."""
    return {"clinic_name": SimpleLazyObject(_name)}


def _name() -> str:
    clinic = only_clinic()
    return clinic.name if clinic else ""
