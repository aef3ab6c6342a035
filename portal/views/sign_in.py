"""The doors, made so that nobody stands before a closed one: allauth's pages, with two habits changed.

A mistyped address can be left: allauth sends whoever has asked for a code back to the code page, for as
long as the code lives. And a code that ran out, or a new one on its way, is said in words.
"""

from typing import Any

from allauth.account import views
from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _


class AlwaysOpen:
    """Opens also while a code is awaited: asking again, or signing in as staff, is a way out of a mistake."""

    def _redirect_to_pending_stage(self, *_arguments: Any) -> None:
        return None


class AskForCode(AlwaysOpen, views.RequestLoginCodeView):  # type: ignore[misc] # allauth has no types
    """The front door."""


class StaffSignIn(AlwaysOpen, views.LoginView):  # type: ignore[misc]
    """The door behind it, by password."""


class EnterCode(views.ConfirmLoginCodeView):  # type: ignore[misc]
    """Where the code from the mail is entered."""

    _process = None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        if self._process is None and not request.user.is_authenticated:
            messages.info(request, _("The time for that code is over. Have a new one sent to you here."))
        return response

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response: HttpResponseBase = super().post(request, *args, **kwargs)
        if self._action == "resend":
            messages.success(request, _("A new code is on its way. Only the newest one works."))
        return response


ask_for_code = AskForCode.as_view()
enter_code = EnterCode.as_view()
staff_sign_in = StaffSignIn.as_view()
