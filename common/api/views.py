"""The base of views that list, and the answer for addresses that are none."""

from typing import Any, ClassVar, NoReturn

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.permissions import AllowAny
from rest_framework.response import Response
from rest_framework.serializers import Serializer
from rest_framework.views import APIView

from common.api.pagination import CursorPagination
from common.errors import NotFound


class ListView(APIView):
    """A view whose GET answers a page of rows in ``ordering``."""

    pagination_class = CursorPagination
    ordering: ClassVar[tuple[str, ...]] = ("-id",)

    def page(self, rows: QuerySet[Any], serializer: type[Serializer[Any]]) -> Response:
        """One page of ``rows``, each as the serializer writes it."""
        paginator = self.pagination_class()
        found = paginator.paginate_queryset(rows, self.request, self)
        return paginator.get_paginated_response(serializer(found, many=True).data)


@extend_schema(exclude=True)
class NoSuchAddressView(APIView):
    """Whatever no other address matches, in the shape of every other error."""

    permission_classes = (AllowAny,)
    http_method_names = ()

    def http_method_not_allowed(self, *_args: Any, **_options: Any) -> NoReturn:
        raise NotFound(_("There is no such address."))
