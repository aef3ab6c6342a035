"""Approvals: every proposal that waits; those that nothing speaks against can be approved together."""

from collections.abc import Sequence
from itertools import groupby
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from accounts.permissions import Permission
from desk.pages import page, paginated
from desk.staff import StaffRequest, needs
from programs.access import visible_decisions
from programs.queries.decisions import Waiting, rows_of, waiting
from programs.services.decisions import approve_decisions

AT_ONCE = 100


@require_safe
@needs(Permission.VIEW_CLINICAL)
def approvals_page(request: StaffRequest) -> HttpResponseBase:
    search = request.GET.get("q", "").strip()
    found = paginated(request, waiting(request.user, search=search))
    groups = _groups(rows_of(list(found)))
    return page(
        request,
        "approvals",
        _("Approvals"),
        page_obj=found,
        groups=groups,
        green=[row for row in groups[0][1] if row.is_green] if groups else [],
        search=search,
        here=request.get_full_path(),
    )


def _groups(rows: Sequence[Waiting]) -> list[tuple[bool, list[Waiting]]]:
    """Those that nothing speaks against, then the others; the list comes in this order."""
    return [(is_green, list(group)) for is_green, group in groupby(rows, key=lambda row: row.is_green)]


@require_POST
@needs(Permission.EDIT_CLINICAL)
def approve_page(request: StaffRequest) -> HttpResponseBase:
    """Approves one (its own button), all green ones of the page, or those that are ticked."""
    asked = _asked(request)
    approved, refused = approve_decisions(by=request.user, decisions=asked)
    if approved:
        done = ngettext("{n} proposal approved.", "{n} proposals approved.", len(approved))
        messages.success(request, done.format(n=len(approved)))
    names = dict(
        visible_decisions(request.user).filter(uuid__in=refused).values_list("uuid", "patient__name")
    )
    for uuid, why in refused.items():
        messages.warning(
            request, _("Not approved, %(name)s: %(why)s") % {"name": names.get(uuid, "–"), "why": why}
        )
    if not asked:
        messages.warning(request, _("Nothing was ticked, so nothing was approved."))
    return redirect(_way_back(request))


def _asked(request: HttpRequest) -> list[UUID]:
    """The ids that were sent; what is none was not sent by our page and is left out."""
    if "one" in request.POST:
        texts = [request.POST["one"]]
    else:
        texts = request.POST.getlist("green" if "all_green" in request.POST else "decision")
    return [uuid for text in dict.fromkeys(texts[:AT_ONCE]) if (uuid := _uuid(text))]


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _way_back(request: HttpRequest) -> str:
    """The same page of the list; nowhere else."""
    back, home = request.POST.get("back", ""), reverse("admin:approvals")
    is_ours = back.startswith(home) and url_has_allowed_host_and_scheme(back, allowed_hosts=None)
    return back if is_ours else home
