"""Where days and values lie on paper, what the parts draw, and that words in it stay words."""

from datetime import date, timedelta
from itertools import pairwise
from xml.etree import ElementTree

import pytest

from common.plot import draw
from common.plot.plane import Plane, date_ticks, nice_bounds
from common.plot.shapes import Dot, Drawing, Line, Rect, Role, Text
from common.plot.svg import svg

FIRST = date(2026, 3, 2)


def plane(days=10, **fields):
    defaults = {"width": 340, "height": 190, "left": 30}
    return Plane(first=FIRST, last=FIRST + timedelta(days=days - 1), **{**defaults, **fields})


def on(day):
    return FIRST + timedelta(days=day)


def test_a_full_bar_reaches_from_the_floor_to_the_top_and_half_of_it_half():
    paper = plane()
    found = list(draw.bars(paper, [draw.Bar(on(0), 1, 1), draw.Bar(on(1), 1, 0.5)]))
    done = [shape.height for shape in found if shape.role == Role.DONE]
    assert done == [paper.floor - paper.top, (paper.floor - paper.top) / 2]


def test_nothing_done_draws_what_was_due_and_no_more():
    assert [shape.role for shape in draw.bars(plane(), [draw.Bar(on(0), 1, 0)])] == [Role.DUE]


def test_one_value_is_a_dot_without_a_line():
    assert [type(shape) for shape in draw.series(plane(), Role.PAIN, [draw.Value(on(1), 3)])] == [Dot]


def test_a_day_without_a_value_does_not_cut_the_line():
    line, *dots = draw.series(plane(), Role.PAIN, [draw.Value(on(0), 3), draw.Value(on(5), 4)])
    assert isinstance(line, Line)
    assert len(line.points) == len(dots) == 2


@pytest.mark.parametrize("days", [1, 7, 42, 56, 200])
def test_bars_stay_inside_and_apart(days):
    paper = plane(days)
    found = draw.bars(paper, [draw.Bar(on(day), 1, 0) for day in range(days)])
    edges = [edge for bar in found if isinstance(bar, Rect) for edge in (bar.x, bar.x + bar.width)]
    assert edges == sorted(edges)
    assert paper.left <= edges[0] <= edges[-1] <= paper.width - paper.right + 0.1


@pytest.mark.parametrize("days", [1, 14, 60, 200, 900])
def test_labels_of_days_keep_a_distance(days):
    paper = plane(days)
    ticks = [paper.x(tick) for tick in date_ticks(paper)]
    assert all(later - earlier >= 50 for earlier, later in pairwise(ticks))


@pytest.mark.parametrize("values", [[3.0], [7, 11.5], [0, 100], [-5, 5], [0.01, 0.02]])
def test_an_axis_holds_its_values_between_round_ticks(values):
    low, high, ticks = nice_bounds(values)
    assert low <= min(values) <= max(values) <= high
    assert [ticks[0], ticks[-1]] == pytest.approx([low, high])


def test_a_value_off_the_axis_lies_on_its_border():
    assert [plane().y(value) for value in (-3, 12)] == [plane().y(0), plane().y(10)]


def test_the_two_sides_differ_in_form():
    shapes = [Dot(Role.LEFT, 1, 1), Dot(Role.RIGHT, 2, 2)]
    drawn = ElementTree.fromstring(svg(Drawing(10, 10, "", shapes)))  # noqa: S314
    assert [element.tag.rpartition("}")[2] for element in drawn] == ["circle", "rect"]


def test_words_in_a_drawing_are_never_markup():
    words = '<script>alert(1)</script> & "quoted"'
    drawn = svg(Drawing(10, 10, words, [Text(Role.NAME, 1, 1, words), Dot(Role.MARK, 1, 1, words)]))
    root = ElementTree.fromstring(drawn)  # noqa: S314
    assert (root.attrib["aria-label"], root[0].text, root[1][0].text) == (words, words, words)
    assert "<script>" not in drawn
