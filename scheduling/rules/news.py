"""What there is to tell somebody about a visit, from what they know and what is true. Pure.

Changes come quickly one after another: booked, moved, moved again. Nobody is told each of them; once it is
quiet, they are told what is new to them. What somebody knows is what the last mail to them said.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Stand(StrEnum):
    """How a visit stands, as far as anybody is told of it."""

    BOOKED = "booked"
    REQUESTED = "requested"
    OFF = "off"


class News(StrEnum):
    """What is told."""

    BOOKED = "booked"
    APPROVED = "approved"
    MOVED = "moved"
    REQUESTED = "requested"
    CANCELLED = "cancelled"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True)
class Known:
    """All that a mail says of a visit. ``who`` and ``where`` are ids; no ``where`` is by video."""

    stand: Stand
    starts_at: datetime
    ends_at: datetime
    who: str
    where: str = ""


def news_of(known: Known | None, now: Known, *, was_seen: bool = False) -> News | None:
    """What is new to somebody who knows ``known``, or was never told; None when nothing is.

    ``was_seen``: they booked it themselves and saw that on the page, so they have to hear of its end even if
    no mail had gone out yet.
    """
    if now.stand == Stand.OFF:
        return _news_of_end(known, was_seen=was_seen)
    if known is None or known.stand == Stand.OFF:
        return News.BOOKED if now.stand == Stand.BOOKED else News.REQUESTED
    if known.stand == Stand.REQUESTED and now.stand == Stand.BOOKED:
        return News.APPROVED
    if known == now:
        return None
    return News.MOVED if now.stand == Stand.BOOKED else News.REQUESTED


def _news_of_end(known: Known | None, *, was_seen: bool) -> News | None:
    if known is None:
        return News.CANCELLED if was_seen else None
    endings = {Stand.BOOKED: News.CANCELLED, Stand.REQUESTED: News.DECLINED, Stand.OFF: None}
    return endings[known.stand]
