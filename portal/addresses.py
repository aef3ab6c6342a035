"""Addresses that come from outside and are gone to only when they are our own."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme


def safe_back(request: HttpRequest, back: str) -> str:
    """An address of our own, else Today."""
    is_ours = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    return back if is_ours else reverse("portal:today")
