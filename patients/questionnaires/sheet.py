"""A JSON file that knows on which line each of its values stands, and collects what is wrong with it."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, NoReturn

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

TOKEN = re.compile(r'"(?:\\.|[^"\\])*"|[-+.\w]+|[{}\[\]:,]')
DEEPEST = 40
LARGEST = 256 * 1024

Text = str | Promise
Tokens = Iterator[tuple[str, int]]


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, at which place: a JSON pointer and a line, counted from 1."""

    line: int
    pointer: str
    reason: Text

    def __str__(self) -> str:
        place = self.pointer or "/"
        return str(_("Line %(line)d, %(place)s: %(reason)s")) % {
            "line": self.line,
            "place": place,
            "reason": self.reason,
        }


class UnreadableError(Exception):
    """The file is no JSON at all; ``fault`` says where."""

    def __init__(self, line: int, reason: Text) -> None:
        super().__init__(str(reason))
        self.fault = Fault(line, "", reason)


@dataclass
class Sheet:
    """The whole file."""

    root: Any
    lines: dict[str, int]
    faults: list[Fault] = field(default_factory=list)

    @classmethod
    def read(cls, raw: bytes) -> "Sheet":
        """Raises UnreadableError."""
        if len(raw) > LARGEST:
            raise UnreadableError(1, _("The file is larger than 256 kB."))
        text = _decoded(raw)
        try:
            root = json.loads(text, parse_constant=_no_constant, parse_float=Decimal)
            lines = _lines(text)
        except json.JSONDecodeError as error:
            raise UnreadableError(error.lineno, _("This is not JSON: %s.") % error.msg) from error
        except (RecursionError, ValueError) as error:
            raise UnreadableError(1, _("The file is nested too deeply, or a number is too long.")) from error
        return cls(root, lines)

    def refuse(self, pointer: str, reason: Text) -> None:
        """A place that is not in the file stands for the nearest one around it."""
        known = pointer
        while known not in self.lines:
            known = known.rpartition("/")[0]
        self.faults.append(Fault(self.lines[known], pointer, reason))


def _decoded(raw: bytes) -> str:
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise UnreadableError(line, _("This file is not text in UTF-8.")) from error


def _no_constant(name: str) -> NoReturn:
    raise UnreadableError(1, _("%s is not a number of JSON.") % name)


def _lines(text: str) -> dict[str, int]:
    found: dict[str, int] = {}
    for pointer, line in _walk(_tokens(text)):
        if pointer in found:
            raise UnreadableError(line, _("“%s” stands twice in one object.") % pointer.rpartition("/")[2])
        found[pointer] = line
    return found


def _tokens(text: str) -> Tokens:
    line, last = 1, 0
    for found in TOKEN.finditer(text):
        line += text.count("\n", last, found.start())
        last = found.start()
        yield found[0], line


def _walk(tokens: Tokens) -> Iterator[tuple[str, int]]:
    """The line of every value, by pointer; the text is known to be JSON."""
    mark, line = next(tokens)
    yield from _value(mark, line, tokens, "", 0)


def _value(mark: str, line: int, tokens: Tokens, pointer: str, depth: int) -> Iterator[tuple[str, int]]:
    if depth > DEEPEST:
        raise RecursionError
    yield pointer, line
    if mark == "{":
        yield from _members(tokens, pointer, depth + 1)
    elif mark == "[":
        yield from _elements(tokens, pointer, depth + 1)


def _members(tokens: Tokens, pointer: str, depth: int) -> Iterator[tuple[str, int]]:
    for mark, line in tokens:
        if mark == "}":
            return
        if mark == ",":
            continue
        key = escaped(json.loads(mark))
        if not is_storable(key):
            raise UnreadableError(line, _("This name has half characters in it."))
        next(tokens)  # the colon
        yield from _value(*next(tokens), tokens, f"{pointer}/{key}", depth)


def _elements(tokens: Tokens, pointer: str, depth: int) -> Iterator[tuple[str, int]]:
    place = 0
    for mark, line in tokens:
        if mark == "]":
            return
        if mark == ",":
            place += 1
            continue
        yield from _value(mark, line, tokens, f"{pointer}/{place}", depth)


def escaped(key: str) -> str:
    return key.replace("~", "~0").replace("/", "~1")


def is_storable(text: str) -> bool:
    """Neither zero bytes nor half characters: the database takes neither."""
    return "\x00" not in text and not any("\ud800" <= sign <= "\udfff" for sign in text)
