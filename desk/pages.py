"""Puts a page of the desk together: the theme's frame, the title, the way back."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from django.contrib import admin
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.response import TemplateResponse

from accounts.permissions import Permission
from desk.staff import is_allowed

A_PAGE = 25


class Crumb(NamedTuple):
    """A step on the way back."""

    title: str
    url: str


def page(
    request: HttpRequest,
    template: str,
    title: str,
    /,
    *,
    crumbs: Sequence[Crumb] = (),
    status: int = 200,
    **context: Any,
) -> TemplateResponse:
    """The page ``desk/<template>.html`` inside the admin's frame."""
    request.current_app = admin.site.name
    frame = admin.site.each_context(request)
    may = {permission.value: is_allowed(request, permission) for permission in Permission}
    return TemplateResponse(
        request,
        f"desk/{template}.html",
        {**frame, "title": title, "crumbs": crumbs, "may": may, **context},
        status=status,
    )


def paginated(request: HttpRequest, rows: QuerySet[Any] | Sequence[Any], size: int = A_PAGE) -> Page[Any]:
    """The page that the address asks for; a number that makes no sense is the first or the last."""
    return Paginator(rows, size).get_page(request.GET.get("page"))
