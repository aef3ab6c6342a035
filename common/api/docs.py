"""The API's own description: OpenAPI at /api/v1/schema/, for people at /api/v1/docs/."""

from functools import cache
from typing import Any

from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.utils import extend_schema
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView
from rest_framework.request import Request
from rest_framework.response import Response


@extend_schema(exclude=True)
class SchemaView(SpectacularAPIView):
    """OpenAPI 3.1, as YAML or, with ``?format=json``, as JSON."""

    authentication_classes = ()

    def _get_schema_response(self, request: Request) -> Response:  # noqa: ARG002
        return Response(_schema())


class DocsView(SpectacularSwaggerSplitView):
    """Swagger UI from our own files, its script at an address of its own."""

    authentication_classes = ()
    template_name = "api/docs.html"
    url_name = "api:schema"


@cache
def _schema() -> dict[str, Any]:
    """Made once a process: it depends on nothing but the code."""
    schema: dict[str, Any] = SchemaGenerator().get_schema(public=True)  # type: ignore[no-untyped-call]
    return schema
