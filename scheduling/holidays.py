"""Public holidays, from the well-kept ``holidays`` library: of a country, or of one of its regions."""

from datetime import date
from functools import cache, lru_cache
from importlib import resources

import holidays as library
from holidays.holiday_base import HolidayBase

FIRST_YEAR, LAST_YEAR = 2000, 2100


def holidays_between(
    country: str, region: str, first: date, last: date, language: str = "en"
) -> dict[date, str]:
    """The holidays of a country and, if it is said, a region, with their names, by day; none without one."""
    if not is_known(country, region):
        return {}
    years = range(max(first.year, FIRST_YEAR), min(last.year, LAST_YEAR) + 1)
    found = (one for year in years for one in _of_year(country, region, language, year))
    return {on: name for on, name in found if first <= on <= last}


def is_known(country: str, region: str = "") -> bool:
    """Is there such a country, and such a region in it?"""
    return country in countries() and (not region or region in countries()[country])


@cache
def countries() -> dict[str, tuple[str, ...]]:
    """The regions of every country, both as two letters or so."""
    found = library.list_supported_countries(include_aliases=False)
    return {country: tuple(regions) for country, regions in sorted(found.items())}


@cache
def country_names() -> dict[str, str]:
    """The names of the countries, in English: the list that comes with the time zones."""
    table = resources.files("tzdata.zoneinfo").joinpath("iso3166.tab").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in table.splitlines() if line and not line.startswith("#"))
    names = {code: name.strip() for code, name in rows}
    return {code: names.get(code, code) for code in countries()}


@lru_cache(maxsize=256)
def region_names(country: str) -> dict[str, str]:
    """The regions of a country by what they are called; a region that has no name here, by its letters."""
    if not is_known(country):
        return {}
    known: HolidayBase = library.country_holidays(country)
    named = {code: name for name, code in reversed(known.subdivisions_aliases.items())}
    return {region: named.get(region, region) for region in countries()[country]}


@lru_cache(maxsize=256)
def _of_year(country: str, region: str, language: str, year: int) -> tuple[tuple[date, str], ...]:
    """Kept: computing a year takes a millisecond, and every look at free slots asks for one."""
    found = library.country_holidays(
        country, subdiv=region or None, years=year, language=_spoken(country, language)
    )
    return tuple(sorted(found.items()))


@lru_cache(maxsize=256)
def _spoken(country: str, language: str) -> str | None:
    """The library's nearest language to one of ours; None is the country's own."""
    known: HolidayBase = library.country_holidays(country)
    ours = language.partition("-")[0]
    near = (spoken for spoken in known.supported_languages if spoken.partition("_")[0] == ours)
    return min(near, default=known.default_language)  # British English where there are two
