"""A patient's visits in their own calendar: the private address, made here and read by calendar programs."""

from functools import wraps
from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotModified
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import User
from common.api.throttles import AnonThrottle
from common.errors import NotFound
from patients.models import Patient
from portal.views.patient import patient_page, show
from scheduling.queries.feeds import content_of, feed_of, open_feed
from scheduling.services.feeds import digest_of, make_patient_feed, revoke_feed

SECTION = "visits"


class FeedThrottle(AnonThrottle):
    """A clinic's staff behind one address gets its calendars; somebody who tries addresses gets nowhere."""

    scope = "calendar_feed"
    rate = "60/min"


@require_http_methods(["GET", "HEAD", "POST"])
@patient_page
def own_calendar(request: HttpRequest, patient: Patient) -> HttpResponseBase:
    """Explains the address and makes one, which is shown in the answer and never again."""
    by = cast(User, request.user)
    made = make_patient_feed(by=by, patient=patient) if request.method == "POST" else None
    return show(
        request,
        patient,
        "portal/own_calendar.html",
        section=SECTION,
        made=made,
        feed=made.feed if made else feed_of(by, patient=patient),
    )


@require_POST
@patient_page
def close_calendar(request: HttpRequest, _patient: Patient, uuid: UUID) -> HttpResponseBase:
    """The address opens nothing any more."""
    try:
        revoke_feed(by=cast(User, request.user), feed=uuid)
    except NotFound as error:
        raise Http404(str(error)) from error
    messages.success(request, _("The address does not open anything any more."))
    return redirect("portal:own_calendar")


def throttled(view: Any) -> Any:
    """Not too often from one place: what is tried there are addresses."""

    @wraps(view)
    def limited(request: HttpRequest, token: str) -> HttpResponseBase:
        if FeedThrottle().allow_request(request, None):  # type: ignore[arg-type]
            return cast(HttpResponseBase, view(request, token))
        return HttpResponse(status=429, headers={"Retry-After": "60"})

    return limited


@require_safe
@throttled
def calendar_feed(request: HttpRequest, token: str) -> HttpResponseBase:
    """A private calendar, for whoever knows its address: calendar programs cannot sign in."""
    feed = open_feed(digest_of(token))
    if feed is None:
        raise Http404
    content = content_of(feed)
    headers = {"ETag": content.etag, "Cache-Control": "private, no-store", "X-Robots-Tag": "noindex"}
    if request.headers.get("If-None-Match") == content.etag:
        return HttpResponseNotModified(headers=headers)
    headers["Content-Disposition"] = 'inline; filename="visits.ics"'
    return HttpResponse(content.data, content_type="text/calendar; charset=utf-8", headers=headers)
