"""A practitioner's calendars: the private address of their visits, and those they keep elsewhere."""

from uuid import UUID

from django.contrib import messages
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.permissions import Permission
from common.errors import NotFound
from desk.forms.base import attempt
from desk.forms.feeds import OutsideForm
from desk.pages import Crumb, page
from desk.staff import StaffRequest, needs, posted
from scheduling.access import get_edited_practitioner, own_practitioner
from scheduling.models import Practitioner
from scheduling.queries.feeds import feed_of
from scheduling.queries.outside import outside_calendars
from scheduling.services.feeds import NewFeed, make_own_feed, revoke_feed
from scheduling.services.outside import add_outside_calendar, remove_outside_calendar


@needs(Permission.VIEW_PATIENTS)
def calendars_page(request: StaffRequest, uuid: UUID) -> HttpResponseBase:
    """What is read from elsewhere, and a form for one more; one's own address as well."""
    who = get_edited_practitioner(request.user, uuid)
    form = OutsideForm(posted(request))
    if attempt(form, lambda data: add_outside_calendar(by=request.user, practitioner=uuid, **data)):
        messages.success(request, _("The calendar is read within a minute or two, then every 15 minutes."))
        return redirect("admin:hours_calendars", uuid=uuid)
    return _page(request, who, form)


@needs(Permission.EDIT_CLINICAL)
def make_page(request: StaffRequest) -> HttpResponseBase:
    """Makes one's own address; it is shown in this answer and never again."""
    who = own_practitioner(request.user)
    if request.method != "POST":  # whoever had to sign in again on the way comes back by a GET
        return redirect("admin:hours_calendars", uuid=who.uuid)
    return _page(request, who, OutsideForm(), make_own_feed(by=request.user))


@needs(Permission.EDIT_CLINICAL)
def close_page(request: StaffRequest, uuid: UUID) -> HttpResponseBase:
    """The address opens nothing any more."""
    who = own_practitioner(request.user)
    if request.method == "POST":
        revoke_feed(by=request.user, feed=uuid)
        messages.success(request, _("The address does not open anything any more."))
    return redirect("admin:hours_calendars", uuid=who.uuid)


@needs(Permission.VIEW_PATIENTS)
def remove_page(request: StaffRequest, uuid: UUID, calendar: UUID) -> HttpResponseBase:
    """A calendar elsewhere is not read any more."""
    who = get_edited_practitioner(request.user, uuid)
    if calendar not in {each.uuid for each in outside_calendars(who)}:
        raise NotFound(_("There is no such calendar."))
    if request.method == "POST":
        remove_outside_calendar(by=request.user, calendar=calendar)
        messages.success(request, _("The calendar is not read any more. Its times can be booked again."))
    return redirect("admin:hours_calendars", uuid=who.uuid)


def _page(
    request: StaffRequest, who: Practitioner, form: OutsideForm, made: NewFeed | None = None
) -> HttpResponseBase:
    is_own = who.user_id == request.user.pk
    feed = made.feed if made else feed_of(request.user, practitioner=who) if is_own else None
    return page(
        request,
        "calendars",
        _("Calendars of %(name)s") % {"name": who},
        crumbs=[
            Crumb(_("Hours"), reverse("admin:hours")),
            Crumb(str(who), reverse("admin:hours_of", args=[who.uuid])),
        ],
        who=who,
        form=form,
        outside=outside_calendars(who),
        is_own=is_own,
        feed=feed,
        made=made,
    )
