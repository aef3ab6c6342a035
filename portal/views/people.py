"""The choice of whose pages are open, for those who look after somebody."""

from typing import cast

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.models import User
from common.errors import NotFound
from patients.access import own_patient, own_proxies
from patients.models import Patient
from patients.own_pages import open_pages
from portal.whose import pick


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def people(request: HttpRequest) -> HttpResponseBase:
    by = cast(User, request.user)
    if request.method == "POST":
        return _open(request)
    own, proxies = _own(by), own_proxies(by)
    if own is None and not proxies:
        raise Http404
    clinic = (own or proxies[0].patient).clinic
    context = {"own": own, "proxies": proxies, "clinic_name": clinic.name}
    return render(request, "portal/people.html", context)


def _open(request: HttpRequest) -> HttpResponseBase:
    try:
        pick(request, request.POST.get("whose", ""))
    except NotFound as error:
        raise Http404(str(error.message)) from error
    return redirect("portal:today")


def _own(by: User) -> Patient | None:
    try:
        open_pages(by, None)
        return own_patient(by)
    except NotFound:
        return None
