"""Reads JSON bodies: no more than is allowed, and nothing that only looks like JSON."""

from collections.abc import Mapping
from typing import IO, Any

import orjson
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from rest_framework import exceptions, parsers


class TooLarge(exceptions.APIException):
    status_code = 413
    default_code = "too_large"
    default_detail = _("This is more than one request may carry.")


class JSONParser(parsers.BaseParser):
    """orjson: unlike Python's own parser it refuses NaN, half characters and endless nesting."""

    media_type = "application/json"

    def parse(
        self,
        stream: IO[Any],
        media_type: str | None = None,  # noqa: ARG002
        parser_context: Mapping[str, Any] | None = None,  # noqa: ARG002
    ) -> Any:
        limit = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        content = stream.read(limit + 1)
        if len(content) > limit:
            raise TooLarge
        try:
            return orjson.loads(content)
        except orjson.JSONDecodeError as error:
            raise exceptions.ParseError(_("This is not JSON.")) from error
