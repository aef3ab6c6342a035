"""Sends the link by which a member of staff chooses a password."""

from allauth.account.forms import ResetPasswordForm
from django.http import HttpRequest

from accounts.models import User


def send_password_link(request: HttpRequest, user: User) -> None:
    """The sign-in library's own mail, which needs the request. Raises OSError while mail is down."""
    form = ResetPasswordForm({"email": user.email})
    if form.is_valid():
        form.save(request)
