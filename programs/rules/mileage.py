"""The mileage budget: how far a week and a single run may go, from what was really run.

Ten per cent or half a kilometre more than before, whichever is more; every fourth build week is a cutback,
and the week after it goes on from before. All rounded down to 0.1 km, never up.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from programs.rules.exact import Number, as_stored, floor_tenth
from programs.rules.facts import MileageFacts
from programs.rules.parameters import Parameters

PARAMETER_NAMES = frozenset({
    "run.week_increase_pct", "run.session_increase_pct", "run.floor_step_km", "run.cutback_every_weeks",
    "run.cutback_pct",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class MileageCaps:
    """The most a week and a run may have. None: what it is counted from is not known."""

    week_km: Fraction | None
    session_km: Fraction | None
    is_cutback: bool

    def week_left(self, done_km: Number) -> Fraction | None:
        return None if self.week_km is None else max(self.week_km - done_km, Fraction(0))

    def as_json(self) -> dict[str, Any]:
        return {"week_km": _stored(self.week_km), "session_km": _stored(self.session_km)}


def _stored(km: Fraction | None) -> int | str | None:
    return None if km is None else as_stored(km)


def mileage_caps(facts: MileageFacts, parameters: Parameters) -> MileageCaps:
    if is_cutback(facts.build_week, parameters):
        share = 1 - parameters["run.cutback_pct"] / 100
        return MileageCaps(_part(facts.prev_week_km, share), _part(facts.longest_30d_km, Fraction(1)), True)
    return MileageCaps(
        _raised(facts.prev_week_km, "run.week_increase_pct", parameters),
        _raised(facts.longest_30d_km, "run.session_increase_pct", parameters),
        False,
    )


def is_cutback(build_week: int, parameters: Parameters) -> bool:
    return build_week % parameters.whole("run.cutback_every_weeks") == 0


def _part(km: Number | None, share: Fraction) -> Fraction | None:
    return None if km is None else floor_tenth(km * share)


def _raised(km: Number | None, percent: str, parameters: Parameters) -> Fraction | None:
    if km is None:
        return None
    return floor_tenth(max(km * (1 + parameters[percent] / 100), km + parameters["run.floor_step_km"]))


@dataclass(frozen=True, slots=True)
class RunWeek:
    """A full week of running, as it was. `km` None: the program was paused, so it counts as no week."""

    km: Number | None
    is_cutback: bool = False
    was_regressed: bool = False


def previous_week(weeks: Iterable[RunWeek]) -> Number | None:
    """What the next week is counted from: the last week, in the order given, that was neither a cutback
    nor regressed nor paused. None if there is none."""
    counted = [week.km for week in weeks if not (week.is_cutback or week.was_regressed)]
    return next((km for km in reversed(counted) if km is not None), None)
