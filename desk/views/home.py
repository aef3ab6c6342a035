"""The first page: the caseload for those who treat, the patient list for the front desk."""

from collections.abc import Collection

from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from accounts.permissions import Permission
from desk.pages import page, paginated
from desk.staff import StaffRequest, is_allowed, needs
from desk.views.patients import patient_list_page
from patients.queries.gate import stops_that_hold
from programs.queries.caseload import ORDERS, STATES, caseload, rows_of


@needs(Permission.VIEW_PATIENTS)
def home(request: StaffRequest) -> HttpResponseBase:
    if not is_allowed(request, Permission.VIEW_CLINICAL):
        return patient_list_page(request)
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
        stops=[] if search or state else list(stops_that_hold(request.user)),
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
