"""Sign-in for other clients, under /_allauth/: a code for patients, a password for staff, and the way out.

Of allauth's headless API only this is mounted: the clinic keeps the addresses of its patients, and accounts
are made by invitation, so nothing here changes an e-mail address or a password, or signs anybody up.
"""

from allauth.headless.account import views
from allauth.headless.constants import Client
from django.urls import path

from accounts.forms import CodeInput


class RequestCodeView(views.RequestLoginCodeView):  # type: ignore[misc] # allauth has no types
    input_class = CodeInput


OFFERED = {
    "session": views.SessionView,
    "code/request": RequestCodeView,
    "code/resend": views.ResendLoginCodeView,
    "code/confirm": views.ConfirmLoginCodeView,
    "login": views.LoginView,
}

app_name = "headless"
urlpatterns = [
    path(f"app/v1/auth/{address}", view.as_api_view(client=Client.APP), name=address.replace("/", "_"))
    for address, view in OFFERED.items()
]
