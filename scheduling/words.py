"""How visits are said outside the house: their time on the reader's clock, and no clinical word.

The name that a clinic gives to a kind of appointment may say what somebody is treated for. In mails and
calendars, which travel through foreign hands, a visit is a video session or a visit, and nothing else.
"""

from datetime import datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from common import clock


def when_words(at: datetime, zone: str) -> str:
    """The beginning of a visit on the clocks of a zone: "Tuesday 24 November, 9:30"."""
    local = at.astimezone(clock.zone(zone))
    this_year = local.year == clock.today_in(zone).year
    return date_format(local, "l j F, G:i" if this_year else "l j F Y, G:i")


def span_words(starts_at: datetime, ends_at: datetime, zone: str) -> str:
    """From when until when: "Tuesday 24 November, 9:30 to 10:15"."""
    end = ends_at.astimezone(clock.zone(zone))
    return _("{start} to {end}").format(start=when_words(starts_at, zone), end=date_format(end, "G:i"))


def zone_words(zone: str, at: datetime) -> str:
    """Whose clock it is: "Berlin time"; in the hour that comes twice, which of the two: "... (UTC+2)"."""
    place = zone.rpartition("/")[2].replace("_", " ")
    words = place if place == "UTC" else _("{place} time").format(place=place)
    return f"{words} ({_offset_words(zone, at)})" if _comes_twice(zone, at) else words


def clock_words(at: datetime, zone: str) -> str:
    """What the clocks of a zone show: "9:30"; in the hour that comes twice, which of the two."""
    words = date_format(at.astimezone(clock.zone(zone)), "G:i")
    return f"{words} ({_offset_words(zone, at)})" if _comes_twice(zone, at) else words


def visit_words(*, is_remote: bool) -> str:
    """What a visit is called where anybody may read it."""
    return _("Video session") if is_remote else _("Visit")


def visit_title(clinic: str, *, is_remote: bool) -> str:
    """What a visit is called in the patient's calendar."""
    words = _("Video session with {clinic}") if is_remote else _("Visit at {clinic}")
    return words.format(clinic=clinic)


def _comes_twice(zone: str, at: datetime) -> bool:
    local = at.astimezone(clock.zone(zone))
    return local.replace(fold=1 - local.fold).utcoffset() != local.utcoffset()


def _offset_words(zone: str, at: datetime) -> str:
    offset = at.astimezone(clock.zone(zone)).strftime("%z")
    return f"UTC{offset[:3]}:{offset[3:5]}"
