"""The caseload: every patient with a running program, and where each program stands."""

from collections.abc import Collection

from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from accounts.permissions import Permission
from desk.pages import page, paginated
from desk.staff import StaffRequest, needs
from programs.queries.caseload import ORDERS, STATES, caseload, rows_of


@needs(Permission.VIEW_CLINICAL)
def caseload_page(request: StaffRequest) -> HttpResponseBase:
    search = request.GET.get("q", "").strip()
    state = _chosen(request.GET.get("state", ""), STATES, "")
    order = _chosen(request.GET.get("order", ""), ORDERS, "attention")
    found = paginated(request, caseload(request.user, search=search, state=state, order=order))
    return page(
        request,
        "caseload",
        _("Caseload"),
        page_obj=found,
        rows=rows_of(list(found)),
        search=search,
        state=state,
        order=order,
        states=[
            ("", _("All")),
            ("active", _("Running")),
            ("paused", _("Paused")),
            ("upcoming", _("Starts later")),
        ],
    )


def _chosen(value: str, known: Collection[str], default: str) -> str:
    return value if value in known else default
