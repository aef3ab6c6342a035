"""Asking for a sign-in code: codes are for patients. Staff, who see many records, sign in by password."""

from allauth.account.forms import RequestLoginCodeForm
from allauth.headless.account.inputs import RequestLoginCodeInput


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
