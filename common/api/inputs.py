"""How a request's input is read: checked by a serializer, else refused with the fields named."""

from typing import Any

from django.utils.translation import gettext as _
from rest_framework.request import Request
from rest_framework.serializers import Serializer

from common.errors import InvalidInput

# What the list pages themselves read from the address.
OF_THE_PAGE = frozenset({"cursor", "page_size"})

Input = type[Serializer[Any]]


def body_of(request: Request, serializer: Input, *, partial: bool = False) -> dict[str, Any]:
    """The checked body of a request."""
    return _checked(serializer(data=request.data, partial=partial))


def query_of(request: Request, serializer: Input) -> dict[str, Any]:
    """The checked query string. A misspelt filter is refused: ignoring it would answer with everything."""
    found = serializer(data=request.query_params.dict())
    unknown = set(request.query_params) - set(found.fields) - OF_THE_PAGE - _read_already(request)
    if unknown:
        problem = _("There is no such filter.")
        raise InvalidInput(problem, fields=dict.fromkeys(sorted(unknown), problem))
    return _checked(found)


def _read_already(request: Request) -> frozenset[str]:
    """What the permission of the view has read from the address."""
    return getattr(request, "read_already", frozenset())


def _checked(found: Serializer[Any]) -> dict[str, Any]:
    found.is_valid(raise_exception=True)
    return dict(found.validated_data)
