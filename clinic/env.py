"""Reads the environment, and refuses to go on with a value that is missing or makes no sense.

Every secret may also come from a file: with ``NAME_FILE=/run/secrets/name`` the file's text is the value.
"""

import os
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

TRUE = {"1", "true", "yes", "on"}
FALSE = {"0", "false", "no", "off"}


def text(name: str, default: str | None = None) -> str:
    """The value of ``name``, else of the file named by ``NAME_FILE``, else the default."""
    value = os.environ.get(name)
    if value is None and (path := os.environ.get(f"{name}_FILE")):
        value = _read_secret(name, path)
    if value is None or (not value.strip() and default is None):
        if default is None:
            raise ImproperlyConfigured(f"{name} is not set. Set {name} or {name}_FILE; see .env.example.")
        return default
    return value.strip()


def boolean(name: str, *, default: bool) -> bool:
    """True or false; anything else stops the start, so that a typo never switches a safety off."""
    value = text(name, "true" if default else "false").lower()
    if value in TRUE | FALSE:
        return value in TRUE
    raise ImproperlyConfigured(f"{name} must be true or false, not {value!r}.")


def integer(name: str, default: int, *, minimum: int = 0) -> int:
    """A whole number of at least ``minimum``."""
    value = text(name, str(default))
    if value.isdecimal() and int(value) >= minimum:
        return int(value)
    raise ImproperlyConfigured(f"{name} must be a whole number of at least {minimum}, not {value!r}.")


def words(name: str, default: str | None = None) -> list[str]:
    """A comma-separated list."""
    found = [word.strip() for word in text(name, default).split(",") if word.strip()]
    if not found and default is None:
        raise ImproperlyConfigured(f"{name} must name at least one value.")
    return found


def url(name: str, default: str | None = None, *, schemes: tuple[str, ...]) -> str:
    """An address with one of ``schemes``. The message never repeats the value: it may hold a password."""
    value = text(name, default)
    if value.split("://", 1)[0] in schemes and "://" in value:
        return value
    raise ImproperlyConfigured(f"{name} must start with one of: {', '.join(s + '://' for s in schemes)}")


def servers(name: str, *, kinds: tuple[str, ...]) -> list[str]:
    """Servers of a call, with commas: ``turn:turn.example.org:3478?transport=udp``. By default none."""
    found = words(name, "")
    if all(server.startswith(tuple(f"{kind}:" for kind in kinds)) for server in found):
        return found
    raise ImproperlyConfigured(f"{name} must name servers that begin with {' or '.join(kinds)} and a colon.")


def _read_secret(name: str, path: str) -> str:
    try:
        return Path(path).read_text(encoding="utf-8")
    except OSError as error:
        raise ImproperlyConfigured(
            f"{name}_FILE names {path}, which cannot be read: {error.strerror}."
        ) from error
