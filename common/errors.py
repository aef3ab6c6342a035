"""What a service raises when it cannot do what was asked. Pages and API turn these into answers."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.functional import Promise

Text = str | Promise


class ServiceError(Exception):
    """Base of all refusals.

    ``code`` is for programs, ``message`` for people, ``fields`` names the inputs that were wrong.
    """

    status = 400
    code = "invalid"

    def __init__(
        self,
        message: Text,
        *,
        code: str | None = None,
        fields: Mapping[str, Text | Sequence[Text]] | None = None,
    ) -> None:
        super().__init__(str(message))
        self.message = message
        self.code = code or self.code
        self.fields = {name: _as_list(errors) for name, errors in (fields or {}).items()}

    @property
    def more(self) -> Mapping[str, Any]:
        """What else programs are told beside code, message and fields; for a subclass that knows a way on."""
        return {}


class InvalidInput(ServiceError):
    """The input breaks a rule; ``fields`` says which one."""


class Conflict(ServiceError):
    """The input is fine, but the record is in a state that does not allow it."""

    status = 409
    code = "conflict"


class NotAllowed(ServiceError):
    """This person may see the thing, but not do this to it, or not yet."""

    status = 403
    code = "not_allowed"


class NotFound(ServiceError):
    """There is no such thing for this person: missing and forbidden look the same."""

    status = 404
    code = "not_found"


def invalid(**fields: Text) -> InvalidInput:
    """An InvalidInput whose message is that of its first field."""
    return InvalidInput(next(iter(fields.values())), fields=fields)


def _as_list(errors: Text | Sequence[Text]) -> list[Text]:
    return [errors] if isinstance(errors, str | Promise) else list(errors)
