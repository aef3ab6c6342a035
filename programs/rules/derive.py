"""The facts the weekly gate reads, derived from what was reported. Definitions: the pack's reasoning, 6.2.

Each function takes plain values that a query has fetched for the patient's own days, and gives None where
too little is known. Means are exact; rounding is for display.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from programs.rules.decision_words import Colour, ExitTests
from programs.rules.exact import Number

WEEK_ANSWERS_MIN = 3
BASELINE_ANSWERS_MIN = 2
MORNING_LOOKBACK_DAYS = 3
TEST_VALID_DAYS = 14


def week_mean(worst_pains: Collection[int]) -> Fraction | None:
    """The mean of a week's daily worst pain; None with fewer than three answers."""
    return _mean(worst_pains) if len(worst_pains) >= WEEK_ANSWERS_MIN else None


def baseline_pain(first_days: Collection[int], assessed: Number | None) -> Number | None:
    """The mean worst pain of program days 1 to 3, or the assessment's value if fewer than two answered."""
    return _mean(first_days) if len(first_days) >= BASELINE_ANSWERS_MIN else assessed


def _mean(values: Collection[int]) -> Fraction:
    return Fraction(sum(values), len(values))


def change(now: Number | None, before: Number | None) -> Number | None:
    """week_pain_rise: this week's mean against last week's. pain_improvement: the baseline against this
    week's mean."""
    return None if now is None or before is None else now - before


def morning_rise(mornings: Mapping[date, int], session_on: date) -> int | None:
    """The next morning's pain against the morning of the session, or the latest of the three days before."""
    after = mornings.get(session_on + timedelta(days=1))
    earlier = (session_on - timedelta(days=days) for days in range(MORNING_LOOKBACK_DAYS + 1))
    before = next((mornings[on] for on in earlier if on in mornings), None)
    return None if after is None or before is None else after - before


def pain_during(pains: Iterable[int | None]) -> int | None:
    """The highest pain of a session's items, of those that were answered."""
    return max((pain for pain in pains if pain is not None), default=None)


def green_streak(final_colours: Sequence[Colour]) -> int:
    """How many of the latest final sessions in a row were green; oldest first. Unknown breaks it."""
    streak = 0
    for colour in reversed(final_colours):
        if colour != Colour.GREEN:
            break
        streak += 1
    return streak


def low_weeks(adherence: Sequence[Number | None], low: Number) -> int:
    """How many of the latest weeks in a row, oldest first, were below `low` per cent. A week without
    anything due breaks it."""
    weeks = 0
    for percent in reversed(adherence):
        if percent is None or percent >= low:
            break
        weeks += 1
    return weeks


def stage_overrun_ratio(days_in_stage: int, planned_weeks: int) -> Fraction:
    return Fraction(days_in_stage, 7 * planned_weeks)


def regressions_in_window(applied_on: Iterable[date], on: date, window_days: int) -> int:
    """Regressions carried out in the last `window_days`. The day that many days ago belongs to it, so that
    two weekly decisions fit into fourteen days."""
    return sum(0 <= (on - day).days <= window_days for day in applied_on)


def missed_days(last_checkin_on: date, today: date) -> int:
    """Whole days since the last check-in, in the patient's own days."""
    return max((today - last_checkin_on).days, 0)


@dataclass(frozen=True, slots=True)
class ExitResult:
    """One result of a test on one side ("both" where sides do not matter)."""

    test: str
    side: str
    on: date
    passed: bool


def exit_tests(required: Mapping[str, Sequence[str]], results: Iterable[ExitResult], on: date) -> ExitTests:
    """Where the required tests stand: each with the sides it needs. Only the latest result of a side within
    fourteen days counts, and the worse side decides."""
    if not required:
        return ExitTests.NONE_REQUIRED
    recent = [result for result in results if 0 <= (on - result.on).days <= TEST_VALID_DAYS]
    latest = {(result.test, result.side): result.passed for result in sorted(recent, key=lambda r: r.on)}
    wanted = [latest.get((test, side)) for test, sides in required.items() for side in sides]
    if False in wanted:
        return ExitTests.FAILED
    return ExitTests.MISSING if None in wanted else ExitTests.PASSED
