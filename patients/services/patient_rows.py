"""What the rows of a patients' file say: its columns, their other names, and how dates are written there."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from common.errors import invalid
from common.tables import read_table
from patients.enums import ReferralSource, Relation

# The columns as the template names them, and what other systems call them.
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "name": ("patient", "full name", "patient name"),
    "email": ("e-mail", "mail", "email address", "e-mail address"),
    "phone": ("telephone", "tel", "mobile", "phone number"),
    "date_of_birth": ("date of birth", "dob", "birthday", "birth date", "born"),
    "language": (),
    "time_zone": ("time zone", "timezone"),
    "emergency_name": ("emergency contact", "emergency name"),
    "emergency_phone": ("emergency phone", "emergency contact phone"),
    "emergency_relation": ("emergency relation",),
    "referral_source": ("referral source", "came through"),
    "referral_note": ("referral note", "referred by"),
}
PARTS = ("first_name", "last_name")
PART_NAMES = {
    "first_name": "first_name",
    "first name": "first_name",
    "given name": "first_name",
    "last_name": "last_name",
    "last name": "last_name",
    "surname": "last_name",
    "family name": "last_name",
}
NAMES = {other: column for column, others in COLUMNS.items() for other in (column, *others)} | PART_NAMES
MOST_ROWS = 2000
LARGEST = 1024 * 1024
CHOICES = {"emergency_relation": Relation, "referral_source": ReferralSource}


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its line, its cells by column as they stand, and what they say or why they say nothing."""

    line: int
    cells: Mapping[str, str]
    details: Mapping[str, Any]
    problems: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A file as it was read; ``left_out`` are its columns that nobody here knows."""

    rows: tuple[Row, ...]
    left_out: tuple[str, ...]


def read_sheet(content: bytes, *, day_first: bool) -> Sheet:
    """The rows of a file. Raises InvalidInput for the file as a whole: no text, too long, no names in it."""
    if len(content) > LARGEST:
        raise invalid(file=_("The file is too large. At most %(n)d MB.") % {"n": LARGEST // 2**20})
    table = read_table(content, most=MOST_ROWS)
    _line, head = next(table, (0, []))
    columns = [NAMES.get(re.sub(r"\s+", " ", cell.strip().lower())) for cell in head]
    _check_head(columns)
    rows = tuple(_rows(columns, table, day_first))
    if not rows:
        raise invalid(file=_("There is nobody in this file."))
    return Sheet(rows, tuple(cell for cell, column in zip(head, columns, strict=True) if column is None))


def _check_head(columns: list[str | None]) -> None:
    named = [column for column in columns if column]
    if twice := {column for column in named if named.count(column) > 1}:
        raise invalid(file=_("The first line names a column twice: %(names)s.") % {"names": ", ".join(twice)})
    if "name" not in named and not set(PARTS) <= set(named):
        raise invalid(file=_("The first line has to name the columns; one of them is “name”."))


def _rows(
    columns: list[str | None], table: Iterator[tuple[int, list[str]]], day_first: bool
) -> Iterator[Row]:
    for line, values in table:
        padded = values + [""] * (len(columns) - len(values))
        cells = {column: cell for column, cell in zip(columns, padded, strict=False) if column}
        if len(values) > len(columns) and any(values[len(columns) :]):
            yield Row(line, cells, {}, {"": _("This row has more cells than the first line.")})
        else:
            yield _row(line, cells, day_first)


def _row(line: int, cells: dict[str, str], day_first: bool) -> Row:
    details: dict[str, Any] = {name: cells[name] for name in COLUMNS if cells.get(name)}
    if "name" not in details:
        details["name"] = " ".join(filter(None, (cells.get(part, "") for part in PARTS)))
    problems = {}
    if written := details.get("date_of_birth"):
        details["date_of_birth"] = read_day(written, day_first=day_first)
        if details["date_of_birth"] is None:
            problems["date_of_birth"] = _("“%(text)s” is no day. Write 1988-04-02.") % {"text": written}
    for name, words in CHOICES.items():
        if name in details:
            details[name] = _chosen(words, details[name])
    return Row(line, cells, details, problems)


def read_day(text: str, *, day_first: bool) -> date | None:
    """``1988-04-02``, else with points, dashes or slashes in the order that was said; None for no day."""
    if found := re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?", text):
        year, month, day = map(int, found.groups())
    elif found := re.fullmatch(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4})", text):
        first, second, year = int(found[1]), int(found[3]), int(found[4])
        day, month = (first, second) if day_first or found[2] == "." else (second, first)
    else:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _chosen(words: Any, text: str) -> str:
    """The value by itself or by the word people read for it; what is neither, the record refuses by name."""
    by_word = {str(label).casefold(): value for value, label in words.choices}
    return str(by_word.get(text.casefold(), text.casefold()))
