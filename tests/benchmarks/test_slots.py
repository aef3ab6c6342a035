"""The ways that are measured against each other find the same slots; else a ratio would mean nothing."""

import pytest

from benchmarks.slots import compare
from benchmarks.slots_population import populate


@pytest.mark.django_db
def test_all_ways_find_the_same_slots():
    assert populate(400, practitioners=2, clinics=1) == 400

    took = compare(practitioners=2, days=4, rounds=1)

    assert all(milliseconds > 0 for milliseconds in took.values())
