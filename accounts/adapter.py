"""How sign-in behaves here: the clinic makes accounts, patients come by a mailed code, staff by password."""

from email.utils import formataddr, parseaddr
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.queries import only_clinic
from accounts.sessions import keep_session_short

NO_ACCOUNT = "account/email/unknown_account"
STAFF = "account/email/staff_sign_in"


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc] # allauth has no types
    """allauth's hooks."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "incorrect_code": gettext_lazy("This is not the code from the newest mail. Please look again."),
        "too_many_login_attempts": gettext_lazy(
            "These were too many tries. Wait a few minutes and begin again here."
        ),
        "email_password_mismatch": gettext_lazy("The e-mail address or the password is not right."),
        "rate_limited": gettext_lazy("That was a little too often. Please wait a minute."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 - allauth's signature
        """Nobody signs up alone: the clinic registers its patients and its staff."""
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Staff to their caseload, patients to today."""
        return reverse("admin:index") if getattr(request.user, "is_staff", False) else reverse("portal:today")

    def login(self, request: HttpRequest, user: User) -> None:
        super().login(request, user)
        keep_session_short(request, user)

    def clean_email(self, email: str) -> str:
        return str(super().clean_email(email)).strip().lower()

    def clean_password(self, password: str, user: User | None = None) -> str:
        """Patients have no password that could be guessed or lost."""
        if user is not None and user.pk and not user.is_staff:
            raise ValidationError(_("You sign in with a code by e-mail. There is no password to set."))
        return str(super().clean_password(password, user))

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Staff who asked for a code are told, in their mailbox and nowhere else, to use their password."""
        if template_prefix == NO_ACCOUNT and User.objects.filter(email=email.lower(), is_staff=True).exists():
            template_prefix = STAFF
        super().send_mail(template_prefix, email.lower(), _signature() | context)

    def get_from_email(self) -> str:
        """The clinic as the sender, where there is one clinic; the address stays ours."""
        clinic, sender = only_clinic(), settings.DEFAULT_FROM_EMAIL
        return formataddr((" ".join(clinic.name.split()), parseaddr(sender)[1])) if clinic else sender

    def send_password_reset_mail(self, user: User, email: str, context: dict[str, Any]) -> None:
        if user.is_staff:
            super().send_password_reset_mail(user, email, context)


def _signature() -> dict[str, str]:
    """Who writes, for the foot of a mail."""
    clinic = only_clinic()
    if clinic is None:
        return {}
    return {"clinic_name": clinic.name, "clinic_phone": clinic.phone, "clinic_email": clinic.email}
