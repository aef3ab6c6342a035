"""Whose pages are open in this browser: one's own, or those of somebody one looks after.

The choice stands in the session; each page and each form carries whose it is, so that a form that was opened
for one person is never stored for another.
"""

from typing import cast

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _

from accounts.models import User
from common.errors import NotAllowed, NotFound
from patients.access import own_patient, own_proxies
from patients.models import Patient, Proxy
from patients.own_pages import check_may_write, open_pages

PICK = "patient"


class PickSomebody(Exception):
    """This person looks after several people and has not said whose pages they mean."""


def open_in_session(request: HttpRequest) -> tuple[Patient, Proxy | None]:
    """The patient whose pages are open, and the access by which, if it is a carer's.

    Raises NotFound for whoever has no pages here, PickSomebody for whoever has a choice to make.
    """
    by = cast(User, request.user)
    picked = request.session.get(PICK)
    try:
        proxy = open_pages(by, picked)
        return own_patient(by), proxy
    except NotFound:
        if picked:
            del request.session[PICK]
            messages.info(request, _("Your access to the pages you had open has ended."))
            return open_in_session(request)
        return _only_one(request, by)


def _only_one(request: HttpRequest, by: User) -> tuple[Patient, Proxy | None]:
    """Whoever is no patient and looks after one person only need not choose."""
    people = own_proxies(by)
    if len(people) > 1:
        raise PickSomebody
    if not people:
        raise NotFound(_("You are not signed in as a patient."))
    request.session[PICK] = str(people[0].patient.uuid)
    return open_in_session(request)


def pick(request: HttpRequest, patient: str) -> None:
    """Opens somebody else's pages from now on, or with the own UUID one's own. Raises NotFound."""
    by = cast(User, request.user)
    request.session.pop(PICK, None)
    if open_pages(by, patient):
        request.session[PICK] = patient


def mixed_up(request: HttpRequest, patient: Patient, proxy: Proxy | None) -> str | None:
    """Why what was sent cannot be this patient's, in words; None when it is theirs."""
    if request.POST.get(PICK, str(patient.uuid)) != str(patient.uuid):
        return _("Meanwhile you opened somebody else's pages here. Nothing was stored.")
    if PICK not in request.POST and (proxy or own_proxies(cast(User, request.user))):
        return _("We could not tell whom this is for. Nothing was stored. Please try again.")
    return None


def may_not_write(request: HttpRequest, proxy: Proxy | None) -> str | None:
    """Why nothing is taken from this person here, in words; None when it is."""
    try:
        check_may_write(cast(User, request.user), proxy)
    except NotAllowed as error:
        return str(error.message)
    return None
