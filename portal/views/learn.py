"""Good to know: the short topics of the program, and what is read of them."""

from typing import cast

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import User
from common.errors import NotFound
from patients.models import Patient
from portal.views.patient import patient_page, show
from programs.queries.education import topics_of
from programs.services.education import mark_read


@require_safe
@patient_page
def learn(request: HttpRequest, patient: Patient) -> HttpResponseBase:
    topics = topics_of(patient)
    return show(
        request,
        patient,
        "portal/learn.html",
        section="plan",
        unread=[topic for topic in topics if topic.read_at is None],
        read=[topic for topic in topics if topic.read_at is not None],
    )


@require_http_methods(["GET", "HEAD", "POST"])
@patient_page
def topic(request: HttpRequest, patient: Patient, slug: str) -> HttpResponseBase:
    """One topic. Reading it is said by whoever reads, not guessed from the page being opened."""
    if request.method == "POST":
        return _mark(request, patient, slug)
    topics = topics_of(patient)
    shown = next((topic for topic in topics if topic.slug == slug), None)
    if shown is None:
        raise Http404
    following = next((topic for topic in topics if topic.read_at is None and topic.slug != slug), None)
    return show(request, patient, "portal/topic.html", section="plan", topic=shown, following=following)


def _mark(request: HttpRequest, patient: Patient, slug: str) -> HttpResponseBase:
    try:
        mark_read(by=cast(User, request.user), patient=patient, topic=slug)
    except NotFound as error:
        raise Http404(str(error)) from error
    return redirect("portal:learn")
