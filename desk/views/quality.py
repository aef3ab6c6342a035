"""The quality view: what the clinic can learn from its own programs, without naming anybody."""

from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from accounts.permissions import Permission
from desk.pages import page
from desk.staff import StaffRequest, needs
from programs.queries.quality import LEAST_PEOPLE, quality


@needs(Permission.VIEW_CLINICAL)
def quality_page(request: StaffRequest) -> HttpResponseBase:
    return page(request, "quality", _("Quality"), quality=quality(request.user), least=LEAST_PEOPLE)
