"""How sign-in behaves here: accounts are made by the clinic, and staff do not come in by a mailed code."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.urls import reverse


class AccountAdapter(DefaultAccountAdapter):
    """allauth's hooks."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 - allauth's signature
        """Nobody signs up alone: the clinic registers its patients and its staff."""
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Staff to their caseload, patients to today."""
        return reverse("admin:index") if getattr(request.user, "is_staff", False) else reverse("portal:today")

    def clean_email(self, email: str) -> str:
        return str(super().clean_email(email)).strip().lower()

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        super().send_mail(template_prefix, email.lower(), context)
