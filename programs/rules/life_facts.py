"""What a life comes to, for whoever decides: the facts of a check-in here, those of a lived week in
`week_facts`, sessions and their colours in `judged`, one exercise's in `item_sessions`.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta

from programs.rules import derive
from programs.rules.clock import DAYS_A_WEEK, ProgramDay, locate
from programs.rules.decision_words import Colour
from programs.rules.exact import Number
from programs.rules.facts import CheckinFacts
from programs.rules.item_sessions import item_sessions
from programs.rules.judged import Judged, judged_sessions
from programs.rules.life import Knee, Life
from programs.rules.parameters import Parameters
from programs.rules.week_facts import weekly_facts

__all__ = [
    "Judged", "checkin_facts", "item_sessions", "judged_sessions", "latest_judged", "missed_days",
    "weekly_facts",
]  # fmt: skip

# A check-in looks at sessions that its patient may only now have told the end of; older ones were decided.
RECENT_DAYS = 3
WORST_FIRST = (Colour.RED, Colour.UNKNOWN, Colour.AMBER, Colour.GREEN)


def checkin_facts(
    life: Life, on: date, at: datetime, parameters: Parameters, judged: Sequence[Judged] | None = None
) -> CheckinFacts:
    """How the knee is on a day. Without a check of that day it is unknown, but for the week and the load.

    `judged`: the sessions as they stand at that moment, by whoever has them already."""
    knee = next((knee for knee in life.knees if knee.on == on), Knee(on=on))
    week = [knee for knee in life.knees if on - timedelta(days=DAYS_A_WEEK) < knee.on <= on]
    judged = judged_sessions(life, parameters, at) if judged is None else judged
    return CheckinFacts(
        rf_emergency=knee.rf_emergency,
        rf_urgent=knee.rf_urgent,
        swelling=knee.swelling,
        pain_worst_24h=knee.pain_worst,
        session_colour=_worst(each.colour for each in latest_judged(judged, on)),
        session_settle_h=max(_settle_hours(_recent(judged, on)), default=None),
        giving_way_7d=_days_with(knee.giving_way for knee in week),
        catching_7d=_days_with(knee.catching for knee in week),
        limp_days_7d=_days_with(knee.limp for knee in week),
        missed_days=missed_days(life, on),
    )


def latest_judged(judged: Sequence[Judged], on: date) -> tuple[Judged, ...]:
    """The sessions a check-in is about: those of the latest day whose colour is final, or red already.

    A session of today does not hide what yesterday's came to. While none is final, the latest ones."""
    recent = list(_recent(judged, on))
    known = [each for each in recent if each.is_final or each.colour == Colour.RED] or recent
    return tuple(each for each in known if each.session.on == known[-1].session.on)


def _recent(judged: Iterable[Judged], on: date) -> Iterator[Judged]:
    first = on - timedelta(days=RECENT_DAYS)
    return (each for each in judged if first <= each.session.on <= on)


def _worst(colours: Iterable[Colour]) -> Colour:
    return min(colours, key=WORST_FIRST.index, default=Colour.NONE)


def _settle_hours(judged: Iterable[Judged]) -> Iterator[Number]:
    return (hours for each in judged if (hours := each.facts.settle_h) is not None)


def _days_with(told: Iterable[bool | None]) -> int | None:
    """On how many days it was so; None if no day says."""
    known = [each for each in told if each is not None]
    return sum(known) if known else None


def missed_days(life: Life, on: date) -> int:
    """Whole days since the last check-in, or since the start. Days of a pause ask for none."""
    last = max((knee.on for knee in life.knees if knee.on <= on), default=life.clock.start_on)
    last = max(last, life.clock.start_on)
    days = (last + timedelta(days=days) for days in range(1, derive.missed_days(last, on) + 1))
    return sum(isinstance(locate(life.clock, day), ProgramDay) for day in days)
