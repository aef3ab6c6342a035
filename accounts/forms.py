"""Asking for a sign-in code: codes are for patients. Staff, who see many records, sign in by password."""

from allauth.account.forms import LoginForm, RequestLoginCodeForm
from allauth.headless.account.inputs import RequestLoginCodeInput
from django.http import HttpRequest, HttpResponse

from accounts.sessions import keep_session_short


class PatientsOnly:
    """Staff are treated as an address without an account: the same answer, and no code is made."""

    def clean_email(self) -> str:
        email: str = super().clean_email()  # type: ignore[misc]
        if getattr(self._user, "is_staff", False):  # type: ignore[has-type]
            self._user = None
        return email


class CodeForm(PatientsOnly, RequestLoginCodeForm):  # type: ignore[misc] # allauth has no types
    """For our own page."""


class CodeInput(PatientsOnly, RequestLoginCodeInput):  # type: ignore[misc]
    """For other clients."""


class PasswordForm(LoginForm):  # type: ignore[misc]
    """The library's form sets the length of the session last, so ours has the last word."""

    def login(self, request: HttpRequest, redirect_url: str | None = None) -> HttpResponse:
        response: HttpResponse = super().login(request, redirect_url)
        keep_session_short(request, request.user)
        return response
