"""One row and three rows, the same number of queries."""

from collections.abc import Callable
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext


def assert_costs_the_same(ask: Callable[[], Any], add: Callable[[int], Any]) -> None:
    """``add`` makes the row with a number; ``ask`` must cost the same after one and after three."""
    add(0)
    one = _cost(ask)
    add(1)
    add(2)
    assert _cost(ask) == one


def _cost(ask: Callable[[], Any]) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert ask().status_code == 200
    return len(asked)
