"""A goal race, honestly: how far the caps let a runner get by then, and when it would fit.

The weeks are played through at the caps, which is the fastest anybody may go, not a plan.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from programs.rules.exact import Number
from programs.rules.facts import MileageFacts
from programs.rules.mileage import MileageCaps, mileage_caps
from programs.rules.parameters import Parameters

MOST_WEEKS = 104


@dataclass(frozen=True, slots=True)
class GoalCheck:
    """`longest_km`: the longest run the caps allow before the race. `weeks_needed`: how many weeks it takes
    to reach the distance wanted; None = not within two years."""

    fits: bool
    longest_km: Fraction
    weeks_needed: int | None


def weeks_at_the_cap(
    prev_week_km: Number, longest_km: Number, build_week: int, parameters: Parameters
) -> Iterator[MileageCaps]:
    """Week after week at the caps, from `build_week` on; no run is longer than its week."""
    week, longest = Fraction(prev_week_km), Fraction(longest_km)
    for number in range(build_week, build_week + MOST_WEEKS):
        facts = MileageFacts(prev_week_km=week, longest_30d_km=longest, build_week=number)
        caps = mileage_caps(facts, parameters)
        week_km, session_km = caps.week_km or Fraction(0), caps.session_km or Fraction(0)
        session_km = min(session_km, week_km)
        yield MileageCaps(week_km, session_km, caps.is_cutback)
        if not caps.is_cutback:
            week, longest = week_km, max(longest, session_km)


def check_goal(
    wanted_km: Number,
    weeks_left: int,
    *,
    prev_week_km: Number,
    longest_km: Number,
    build_week: int,
    parameters: Parameters,
) -> GoalCheck:
    """Whether a run of `wanted_km` is within the caps in `weeks_left` weeks."""
    longest, needed = Fraction(longest_km), 0 if longest_km >= wanted_km else None
    for number, caps in enumerate(weeks_at_the_cap(prev_week_km, longest_km, build_week, parameters), 1):
        reached = caps.session_km or Fraction(0)
        if number <= weeks_left:
            longest = max(longest, reached)
        if needed is None and reached >= wanted_km:
            needed = number
    return GoalCheck(longest >= wanted_km, longest, needed)
