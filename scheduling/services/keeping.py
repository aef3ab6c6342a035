"""How a row is kept that somebody set: only what they may set, checked, and refused at the right field."""

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from common.errors import InvalidInput
from scheduling.validators import refused

OVERLAP = _("These hours overlap others of the same day.")
NAME_TAKEN = _("Another one has this name already.")
# By the database's constraint: the code, the field and the words of its refusal.
REFUSALS = {
    "weekly_hours_do_not_overlap": ("hours_overlap", "start", OVERLAP),
    "location_name_once": ("name_taken", "name", NAME_TAKEN),
    "appointment_kind_name_once": ("name_taken", "name", NAME_TAKEN),
    "practitioner_once_a_clinic": ("known_already", "member", _("This person is booked here already.")),
}


def set_fields(row: Model, changes: Mapping[str, Any], allowed: Collection[str]) -> None:
    """Lays the allowed changes over a row and checks it. Raises InvalidInput naming each field."""
    for name in allowed:
        if name in changes:
            value = changes[name]
            setattr(row, name, value.strip() if isinstance(value, str) else value)
    try:
        row.full_clean(validate_constraints=False, validate_unique=False)
    except ValidationError as error:
        problem = _("Please look at the marked fields.")
        code = "unknown_zone" if "time_zone" in error.message_dict else None
        raise InvalidInput(problem, code=code, fields=error.message_dict) from error


@contextmanager
def refusing() -> Iterator[None]:
    """What the database refuses inside becomes a refusal in words. Around the transaction, not in it."""
    try:
        yield
    except IntegrityError as error:
        for constraint, (code, field, words) in REFUSALS.items():
            if constraint in str(error):
                raise refused(code, field, words) from error
        raise
