"""CSV as people bring it and take it away."""

import pytest

from common.errors import InvalidInput
from common.tables import read_table, write_table

ROWS = [(1, ["name", "town"]), (2, ["Jürgen", "Köln"])]


def table(content, most=10):
    return list(read_table(content, most=most))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_the_letters_are_right_in_every_usual_encoding(encoding):
    assert table("name,town\nJürgen,Köln\n".encode(encoding)) == ROWS


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_usual_separator_and_line_end(separator, end):
    text = end.join(separator.join(cells) for _line, cells in ROWS)
    assert [cells for _line, cells in table(text.encode())] == [cells for _line, cells in ROWS]


def test_empty_lines_are_passed_over_and_lines_counted_as_in_the_file():
    assert table(b"name\n\n , \nOle\n") == [(1, ["name"]), (4, ["Ole"])]


def test_a_cell_may_hold_the_separator_and_a_line_end():
    assert table(b'name,note\n"Sommer, Petra","two\nlines"\n')[1][1] == ["Sommer, Petra", "two\nlines"]


@pytest.mark.parametrize("content", [b"PK\x03\x04\x00\x00", b"name\n\x81\x8d", b'name\n"open', b"\xff\xfea"])
def test_what_is_no_table_is_refused(content):
    with pytest.raises(InvalidInput) as refusal:
        table(content)
    assert list(refusal.value.fields) == ["file"]


def test_more_rows_than_allowed_are_refused():
    assert len(table(b"name\n1\n2\n", most=2)) == 3
    with pytest.raises(InvalidInput):
        table(b"name\n1\n2\n3\n", most=2)


@pytest.mark.parametrize("cell", ["=1+1", "+49 30", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_no_cell_is_a_formula_in_a_spreadsheet(cell):
    written = write_table([["name"], [cell]]).decode("utf-8-sig")
    assert f"'{cell.strip()[:1]}" in written or "'\t" in written or "'\r" in written


@pytest.mark.parametrize("cell", ["=1+1", "+49 30", "-1", "O'Hara", "'quoted'"])
def test_what_was_written_is_read_again(cell):
    assert table(write_table([["name"], [cell]]))[1][1] == [cell]
