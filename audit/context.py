"""Who did it, and why: put into the database's own history by the triggers of django-pghistory.

pghistory's context manager puts its statement in front of every write, two in one string, which the server
does not accept for prepared statements. So the same two settings are made here, once a transaction.
"""

import json
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import connection, transaction

Entry = tuple[str, str]

_current: ContextVar[Entry | None] = ContextVar("audit_entry", default=None)


@contextmanager
def recorded(*, by: AbstractBaseUser | None, reason: str = "", **details: Any) -> Iterator[None]:
    """One transaction whose every change is written down with its actor and reason.

    ``by=None`` means the system itself (a job); ``details`` must be JSON. Inside another ``recorded`` the
    inner one names its own changes and the outer one goes on after it.
    """
    outer = _current.get()
    entry = (str(uuid.uuid4()), json.dumps({"user": by.pk if by else None, "reason": reason, **details}))
    token = _current.set(entry)
    try:
        with transaction.atomic():
            _tell_database(entry)
            yield
            if outer is not None:
                _tell_database(outer)
    finally:
        _current.reset(token)


def _tell_database(entry: Entry) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('pghistory.context_id', %s::text, true),"
            " set_config('pghistory.context_metadata', %s::text, true)",
            entry,
        )
