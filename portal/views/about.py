"""What the service is and is not: the clinic's own words, open to everybody."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.queries import only_clinic
from patients.queries.consents import disclaimer_of
from patients.services.default_texts import default_disclaimer


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """With several clinics, or before one has published its own, the words every clinic begins with."""
    clinic = only_clinic()
    text = (disclaimer_of(clinic) if clinic else None) or default_disclaimer(clinic)
    return render(request, "portal/about.html", {"text": text})
