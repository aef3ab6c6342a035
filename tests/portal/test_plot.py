"""The geometry of the progress plot."""

import pytest

from portal.plot import BOTTOM, TOP, PlotDay, plot_of


def test_a_full_day_fills_the_bar_and_half_a_day_half_of_it():
    full, half = plot_of([PlotDay(4, 4, None), PlotDay(4, 2, None)], "").bars
    assert full.done_height == BOTTOM - TOP
    assert half.done_height == (BOTTOM - TOP) / 2


def test_a_rest_day_has_no_bar():
    assert len(plot_of([PlotDay(0, 0, None), PlotDay(3, 0, None)], "").bars) == 1


def test_a_day_without_a_word_about_pain_has_no_point():
    plot = plot_of([PlotDay(1, 1, 3), PlotDay(1, 1, None), PlotDay(1, 1, 0)], "")
    assert [point.y for point in plot.points] == [TOP + (BOTTOM - TOP) * 0.7, BOTTOM]


def test_one_point_makes_no_line():
    assert plot_of([PlotDay(1, 1, 3)], "").lines == []


@pytest.mark.parametrize("days", [1, 7, 42, 56])
def test_bars_stay_inside_and_apart(days):
    plot = plot_of([PlotDay(1, 1, 5)] * days, "")
    edges = [edge for bar in plot.bars for edge in (bar.x, bar.x + bar.width)]
    assert edges == sorted(edges)
    assert plot.left <= edges[0] <= edges[-1] <= plot.right
