"""What is left to run this week, from the runs themselves.

Weeks have seven calendar days, counted from the day the program began. The caps of a week (`mileage`) rest on
the last week that counts: no cutback, none in which the plan went back, none without a run. Each week without
a run since then takes the cutback's share off: nobody goes on after a break where they were before it.
After thirty days without one nothing is known any more, and no cap stands for a permission.

One change at a time: only where distance is what grows does a single run get longer, and only with distance
or with days does the week.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction

from programs.rules.exact import Number, floor_tenth
from programs.rules.facts import MileageFacts
from programs.rules.mileage import MileageCaps, RunWeek, is_cutback, mileage_caps, previous_week
from programs.rules.parameters import Parameters

A_WEEK = timedelta(days=7)
AVERAGED_WEEKS = 4


class Grows(StrEnum):
    """What may grow in a week, in the order in which it comes back."""

    DURATION = "duration"
    DAYS = "days"
    HILLS = "hills"
    SPEED = "speed"
    DOWNHILL = "downhill"


@dataclass(frozen=True, slots=True)
class Ran:
    """One run of a day."""

    on: date
    km: Number


@dataclass(frozen=True, slots=True, kw_only=True)
class Build:
    """How somebody builds distance. `anchor`: any day on which one of their weeks begins.

    `first_share`: what part of the usual week the first one has, for who goes on running with less.
    `told_week` and `told_longest` were told before the first run that is written down. `eased_on`: the days
    after which the plan went back."""

    anchor: date
    started_on: date
    first_share: Fraction | None = None
    grows: Grows = Grows.DURATION
    eased_on: Collection[date] = ()
    told_week: Number | None = None
    told_longest: Number | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """A week's budget. None: what it would be counted from is not known. `missed`: weeks without a run."""

    week_from: date
    build_week: int
    prev_week_km: Number | None
    longest_km: Number | None
    caps: MileageCaps
    done_km: Fraction
    missed: int = 0

    @property
    def left_km(self) -> Fraction | None:
        return self.caps.week_left(self.done_km)

    @property
    def longest_left_km(self) -> Fraction | None:
        """The longest single run that is within both caps."""
        known = [km for km in (self.left_km, self.caps.session_km) if km is not None]
        return min(known) if self.left_km is not None else None


def week_from(anchor: date, on: date) -> date:
    """The first day of the week a date is in."""
    return on - timedelta(days=(on - anchor).days % A_WEEK.days)


def budget(runs: Sequence[Ran], build: Build, on: date, parameters: Parameters) -> Budget:
    """The budget of the week a date is in; `runs` in any order, those after the date are left out."""
    runs = [run for run in runs if run.on <= on]
    this_week = week_from(build.anchor, on)
    before = _weeks(runs, build, this_week, parameters)
    counted, missed = _counted(before), _missed(before)
    share = (1 - parameters["run.cutback_pct"] / 100) ** missed
    is_known = _is_recent(runs, this_week, parameters)
    found = Budget(
        week_from=this_week,
        build_week=_build_week(before, build),
        prev_week_km=_shared(counted, share) if is_known else _told(runs, build.told_week, this_week),
        longest_km=_longest(runs, build, this_week, share, parameters),
        caps=MileageCaps(None, None, False),
        done_km=Fraction(sum(run.km for run in runs if run.on >= this_week)),
        missed=missed if is_known else 0,
    )
    return replace(found, caps=_caps(found, runs, build, parameters))


@dataclass(frozen=True, slots=True)
class _Week:
    """A week before the one at hand, with its first day."""

    first: date
    as_rule: RunWeek


def _weeks(runs: Iterable[Ran], build: Build, this_week: date, parameters: Parameters) -> list[_Week]:
    """From the first week with a run up to the one before this, oldest first; None km = no run."""
    by_week: dict[date, Number] = {}
    for run in runs:
        first = week_from(build.anchor, run.on)
        by_week[first] = by_week.get(first, 0) + run.km
    found, number = [], 0
    first = min(by_week, default=this_week)
    while first < this_week:
        km = by_week.get(first)
        number += km is not None and first >= week_from(build.anchor, build.started_on)
        was_eased = any(first <= day < first + A_WEEK for day in build.eased_on)
        found.append(_Week(first, RunWeek(km, _cuts_back(number, parameters), was_eased)))
        first += A_WEEK
    return found


def _cuts_back(number: int, parameters: Parameters) -> bool:
    return number > 0 and is_cutback(number, parameters)


def _counted(weeks: Iterable[_Week]) -> Number | None:
    """What the week is counted from. Where every week went back or cut back, the least of them: some
    distance was run, and none of it speaks for more."""
    rows = [week.as_rule for week in weeks]
    known = [row.km for row in rows if row.km is not None]
    counted = previous_week(rows)
    return min(known, default=None) if counted is None else counted


def _missed(weeks: Sequence[_Week]) -> int:
    """How many weeks in a row up to this one had no run."""
    return next((n for n, week in enumerate(reversed(weeks)) if week.as_rule.km is not None), 0)


def _build_week(weeks: Iterable[_Week], build: Build) -> int:
    """Weeks without a run build nothing and are not counted."""
    start = week_from(build.anchor, build.started_on)
    built = [week for week in weeks if week.first >= start and week.as_rule.km is not None]
    return 1 + len(built)


def _is_recent(runs: Iterable[Ran], this_week: date, parameters: Parameters) -> bool:
    return any(_within(run, this_week, parameters) for run in runs)


def _within(run: Ran, this_week: date, parameters: Parameters) -> bool:
    """Whether a run is of the days that count before a week. Runs of the week itself raise no cap of it."""
    lookback = timedelta(days=parameters.whole("run.session_lookback_d"))
    return this_week - lookback <= run.on < this_week


def _shared(km: Number | None, share: Fraction) -> Fraction | None:
    return None if km is None else km * share


def _told(runs: Iterable[Ran], km: Number | None, this_week: date) -> Number | None:
    """What was told counts until something is written down that is older than this week."""
    return None if any(run.on < this_week for run in runs) else km


def _longest(
    runs: Sequence[Ran], build: Build, this_week: date, share: Fraction, parameters: Parameters
) -> Number | None:
    kms = [run.km for run in runs if _within(run, this_week, parameters)]
    return max(kms) * share if kms else _told(runs, build.told_longest, this_week)


def _caps(found: Budget, runs: Sequence[Ran], build: Build, parameters: Parameters) -> MileageCaps:
    if build.first_share is not None and found.week_from <= build.started_on:
        return _first_week(found, runs, build)
    facts = MileageFacts(
        prev_week_km=found.prev_week_km, longest_30d_km=found.longest_km, build_week=found.build_week
    )
    return _one_change(mileage_caps(facts, parameters), found, build.grows)


def _first_week(found: Budget, runs: Sequence[Ran], build: Build) -> MileageCaps:
    """A share of the usual week, and no run longer than the longest so far."""
    usual = usual_week(runs, build)
    if usual is None or build.first_share is None:
        return MileageCaps(None, None, False)
    week_km = floor_tenth(usual * build.first_share)
    longest = week_km if found.longest_km is None else floor_tenth(Fraction(found.longest_km))
    return MileageCaps(week_km, min(week_km, longest), False)


def usual_week(runs: Iterable[Ran], build: Build) -> Fraction | None:
    """The average of the four weeks before the start; else what was told."""
    first = build.started_on - AVERAGED_WEEKS * A_WEEK
    before = [run.km for run in runs if first <= run.on < build.started_on]
    if before:
        return Fraction(sum(before)) / AVERAGED_WEEKS
    return None if build.told_week is None else Fraction(build.told_week)


def _one_change(caps: MileageCaps, found: Budget, grows: Grows) -> MileageCaps:
    """The caps of a week in which only one thing grows."""
    week_km, session_km = caps.week_km, caps.session_km
    if grows != Grows.DURATION:
        session_km = _at_most(session_km, found.longest_km)
    if grows not in (Grows.DURATION, Grows.DAYS):
        week_km = _at_most(week_km, found.prev_week_km)
    return MileageCaps(week_km, session_km, caps.is_cutback)


def _at_most(cap: Fraction | None, before: Number | None) -> Fraction | None:
    return cap if cap is None or before is None else min(cap, floor_tenth(Fraction(before)))
