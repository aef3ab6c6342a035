"""When nobody of several works: held against a look at every hour."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from scheduling.models import Practitioner
from scheduling.queries.calendar import Shut, Why, nobody_between

MIDNIGHT = datetime(2027, 1, 12, tzinfo=UTC)
HOURS = range(24)
PEOPLE = [Practitioner(pk=1), Practitioner(pk=2), Practitioner(pk=3)]

closed_hours = st.lists(st.frozensets(st.sampled_from(HOURS)), min_size=3, max_size=3)


def at(hour):
    return MIDNIGHT + timedelta(hours=hour)


def shut_of(person, hours):
    """One stretch for each run of hours, as a diary gives them."""
    starts = [hour for hour in sorted(hours) if hour - 1 not in hours]
    ends = [hour + 1 for hour in sorted(hours) if hour + 1 not in hours]
    return [Shut(person, at(start), at(end), Why.HOURS) for start, end in zip(starts, ends, strict=True)]


def covered(shut):
    return {hour for hour in HOURS for one in shut if one.starts_at <= at(hour) < one.ends_at}


@given(closed_hours)
def test_it_is_shut_for_all_exactly_where_it_is_shut_for_each(closed):
    shut = [one for person, hours in zip(PEOPLE, closed, strict=True) for one in shut_of(person, hours)]

    assert covered(nobody_between(shut, PEOPLE)) == set.intersection(*map(set, closed))


@given(closed_hours)
def test_what_one_of_them_is_away_for_shuts_nothing_for_the_others(closed):
    away = [Shut(PEOPLE[0], at(hour), at(hour + 1), Why.OFF) for hour in closed[0]]
    whole = Shut(None, at(3), at(5), Why.OFF, "Painting")

    assert nobody_between([*away, whole], PEOPLE) == [whole]
