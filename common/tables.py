"""Tables that people bring from their spreadsheet and take back to it: CSV as spreadsheets write it."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from django.utils.translation import gettext as _

from common.errors import invalid

SEPARATORS = (",", ";", "\t")
# What a spreadsheet would take for a formula and carry out.
FORMULA = ("=", "+", "-", "@", "\t", "\r")
BOM = "\ufeff"


def read_text(content: bytes) -> str:
    """UTF-8 with or without a mark, else western Windows. Raises InvalidInput for what is no text."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _decoded(content, "utf-16")
    if b"\x00" in content:
        raise invalid(file=_("This is not a text file. Save the table as CSV."))
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _decoded(content, "cp1252")


def read_table(content: bytes, *, most: int) -> Iterator[tuple[int, list[str]]]:
    """Every row that is not empty with its line, the head first. Raises InvalidInput."""
    text = read_text(content)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text), strict=True)
    count = 0
    try:
        for cells in rows:
            if any(cell.strip() for cell in cells):
                count += 1
                if count > most + 1:  # the head is none of them
                    raise invalid(file=_("At most %(n)d rows at a time. Split the file.") % {"n": most})
                yield rows.line_num, [_bare(cell) for cell in cells]
    except csv.Error as error:
        raise invalid(file=_("Line %(n)d cannot be read as CSV.") % {"n": rows.line_num}) from error


def write_table(rows: Iterable[Sequence[object]]) -> bytes:
    """A table that opens in a spreadsheet with its letters right and its cells as text, never as formulas."""
    written = io.StringIO(newline="")
    csv.writer(written).writerows([_safe(str(cell)) for cell in row] for row in rows)
    return (BOM + written.getvalue()).encode("utf-8")


def _decoded(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise invalid(file=_("The letters of this file cannot be read. Save it as CSV UTF-8.")) from error


def _separator(text: str) -> str:
    """The one that cuts the head into the most cells; where the comma is a decimal sign, that is another."""
    head = next((line for line in text.splitlines() if line.strip()), "")
    return max(SEPARATORS, key=head.count)


def _bare(cell: str) -> str:
    """Without the apostrophe that keeps a spreadsheet from reckoning, as ``write_table`` writes it."""
    cell = cell.strip()
    return cell[1:] if cell[:1] == "'" and cell[1:2] in FORMULA else cell


def _safe(cell: str) -> str:
    return f"'{cell}" if cell.startswith(FORMULA) else cell
