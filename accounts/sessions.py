"""How long a sign-in lasts."""

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.http import HttpRequest


def keep_session_short(request: HttpRequest, user: AbstractBaseUser | AnonymousUser) -> None:
    """Staff come in again each day; patients stay signed in on their own phone."""
    if getattr(user, "is_staff", False):
        request.session.set_expiry(settings.STAFF_SESSION_AGE)
