"""Public holidays of a country or one of its regions."""

from datetime import date

import pytest

from scheduling.holidays import countries, holidays_between, is_known
from scheduling.models import Policy

YEAR = (date(2026, 1, 1), date(2026, 12, 31))


def test_a_country_has_its_holidays_by_name():
    found = holidays_between("DE", "", date(2026, 10, 1), date(2026, 12, 25))

    assert found == {date(2026, 10, 3): "German Unity Day", date(2026, 12, 25): "Christmas Day"}


def test_a_region_has_more():
    assert date(2026, 11, 1) in holidays_between("DE", "BY", *YEAR)
    assert date(2026, 11, 1) not in holidays_between("DE", "BE", *YEAR)


def test_names_are_in_the_language_where_the_library_has_it_and_else_in_the_countrys():
    assert holidays_between("DE", "", *YEAR, language="de")[date(2026, 10, 3)] == "Tag der Deutschen Einheit"
    assert holidays_between("DE", "", *YEAR, language="ja")[date(2026, 10, 3)] == "Tag der Deutschen Einheit"


def test_a_new_year_is_in_reach():
    found = holidays_between("DE", "", date(2026, 12, 26), date(2027, 1, 1))

    assert list(found) == [date(2026, 12, 26), date(2027, 1, 1)]


def test_centuries_cost_nothing():
    assert len(holidays_between("DE", "", date.min, date(2000, 1, 1))) == 1


@pytest.mark.parametrize(("country", "region"), [("", ""), ("", "BE"), ("XX", ""), ("DE", "TX")])
def test_a_place_that_is_none_has_none(country, region):
    assert not is_known(country, region)
    assert holidays_between(country, region, *YEAR) == {}


def test_every_country_can_be_asked():
    assert len(countries()) > 200
    assert all(isinstance(regions, tuple) for regions in countries().values())


def test_every_region_fits_into_the_clinics_rules():
    longest = max((region for regions in countries().values() for region in regions), key=len)

    assert len(longest) <= (Policy._meta.get_field("holiday_region").max_length or 0)
