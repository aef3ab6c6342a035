"""Takes numbers from a CSV file: first only looks and reports on every row, then stores all of it or nothing.

The columns are day, what, side, value and, if there is one, unit. A number that is there already is left
out, so the same file can be sent again.
"""

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from uuid import UUID

from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import Permission
from audit.context import recorded
from common.errors import InvalidInput, invalid
from patients.access import get_patient
from patients.enums import MeasurementSource
from patients.measurement_codes import KINDS
from patients.models import Measurement, Patient
from patients.services.measurements import NumberInput, number_row, problems_of

COLUMNS = ("day", "what", "side", "value")
UNIT = "unit"
MOST_ROWS = 1000
LARGEST = 128 * 1024
Key = tuple[str, str, date, Decimal]


class RowState(StrEnum):
    NEW = "new"
    KNOWN = "known"  # there already, or twice in the file
    WRONG = "wrong"


@dataclass(frozen=True)
class RowReport:
    """One row of the file: its line, its words as they stand, and what becomes of it."""

    line: int
    cells: tuple[str, ...]
    state: RowState
    problems: tuple[str, ...] = ()
    data: NumberInput | None = None


@dataclass(frozen=True)
class FileReport:
    """The whole file. It can be taken if no row is wrong and there is something new in it."""

    rows: tuple[RowReport, ...]

    def count(self, state: RowState) -> int:
        return sum(row.state == state for row in self.rows)

    @property
    def can_be_taken(self) -> bool:
        return self.count(RowState.NEW) > 0 and not self.count(RowState.WRONG)


def look_at_file(*, by: User, patient: UUID, content: bytes) -> FileReport:
    """What would become of each row; nothing is stored. Raises NotFound, InvalidInput."""
    return _report(get_patient(by, patient, Permission.EDIT_CLINICAL), content)


def import_file(*, by: User, patient: UUID, content: bytes, name: str) -> FileReport:
    """Stores the new rows if none is wrong; ``name`` is the file's, kept as the source. Raises the same."""
    record = get_patient(by, patient, Permission.EDIT_CLINICAL)
    with recorded(by=by, reason="numbers imported"):
        # Under the patient's lock: the same file sent twice at once is stored once.
        record = Patient.objects.select_for_update(no_key=True, of=("self",)).get(pk=record.pk)
        report = _report(record, content)
        if report.count(RowState.WRONG):
            raise InvalidInput(
                _("Nothing was stored."),
                fields={f"line {row.line}": row.problems for row in report.rows if row.problems},
            )
        Measurement.objects.bulk_create(
            number_row(record, row.data, by, MeasurementSource.CSV, name)
            for row in report.rows
            if row.state == RowState.NEW and row.data
        )
    return report


def _report(patient: Patient, content: bytes) -> FileReport:
    seen = _stored(patient)
    rows = []
    for line, cells in _rows(content):
        row = _row_report(patient, line, cells, seen)
        rows.append(row)
        if row.data:
            seen.add(_key(row.data))
    return FileReport(tuple(rows))


def _stored(patient: Patient) -> set[Key]:
    rows = Measurement.objects.filter(patient=patient, voided_at=None)
    return set(rows.values_list("code", "side", "on", "value"))


def _key(data: NumberInput) -> Key:
    return data.code, data.side, data.on, data.value


def _row_report(patient: Patient, line: int, cells: dict[str, str], seen: set[Key]) -> RowReport:
    shown = tuple(cells.get(name, "") for name in (*COLUMNS, UNIT))
    data, problems = _read(cells)
    if data and not problems:
        problems = [str(problem) for problem in problems_of(patient, data).values()]
    if problems or data is None:
        return RowReport(line, shown, RowState.WRONG, tuple(problems))
    state = RowState.KNOWN if _key(data) in seen else RowState.NEW
    return RowReport(line, shown, state, data=data)


def _read(cells: dict[str, str]) -> tuple[NumberInput | None, list[str]]:
    problems = []
    try:
        on = date.fromisoformat(cells["day"])
    except ValueError:
        problems.append(_("The day is written as 2026-11-24."))
    try:
        value = Decimal(cells["value"].replace(",", "."))
    except InvalidOperation:
        problems.append(_("The value is not a number."))
    kind = KINDS.get(cells["what"])
    if kind and cells.get(UNIT) and cells[UNIT] != kind.unit:
        problems.append(_("The unit is %s.") % kind.unit)
    if problems:
        return None, problems
    return NumberInput(cells["what"], value, on, cells["side"]), []


def _rows(content: bytes) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows below the head, each with its line; empty ones are passed over."""
    lines = csv.reader(io.StringIO(_text(content), newline=""), delimiter=_delimiter(content), strict=True)
    try:
        head = [cell.strip().lower() for cell in next(lines, [])]
        _check_head(head)
        yield from _cells(head, lines)
    except csv.Error as error:
        raise invalid(file=_("Line %d cannot be read as CSV.") % lines.line_num) from error


def _cells(head: list[str], lines: Iterable[list[str]]) -> Iterator[tuple[int, dict[str, str]]]:
    for place, cells in enumerate(lines, start=1):
        if place > MOST_ROWS:
            raise invalid(file=_("At most %d rows at a time.") % MOST_ROWS)
        if any(cell.strip() for cell in cells):
            padded = [cell.strip() for cell in cells] + [""] * len(head)
            yield lines.line_num, dict(zip(head, padded, strict=False))  # type: ignore[attr-defined]


def _check_head(head: list[str]) -> None:
    if missing := [name for name in COLUMNS if name not in head]:
        words = {"columns": ", ".join(COLUMNS), "missing": ", ".join(missing)}
        raise invalid(file=_("The first line names the columns %(columns)s. Not there: %(missing)s.") % words)
    if unknown := [name for name in head if name not in (*COLUMNS, UNIT)]:
        raise invalid(file=_("There are columns that are not known: %s.") % ", ".join(unknown))


def _delimiter(content: bytes) -> str:
    """Where the comma is the decimal sign, spreadsheets write semicolons."""
    head = content.split(b"\n", 1)[0]
    return ";" if b";" in head else ","


def _text(content: bytes) -> str:
    if len(content) > LARGEST:
        raise invalid(file=_("The file is larger than 128 kB."))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise invalid(file=_("This file is not text in UTF-8.")) from error
    if "\x00" in text:
        raise invalid(file=_("This file is not a CSV file."))
    return text
