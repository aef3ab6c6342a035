"""One change at a time: whether something else may begin to grow this week.

Distance first, then days, hills, speed, and downhill at last. Going back to an earlier one is always allowed.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from common import clock
from common.errors import Conflict
from programs.models import Hills, Pace, RunChange, RunLog, RunPhase, RunPlan
from programs.queries.mileage import total_km
from programs.rules.run_budget import A_WEEK, week_from

ORDER: Sequence[RunChange] = tuple(RunChange)


def change_problem(plan: RunPlan, change: RunChange, on: date) -> Conflict | None:
    """Why it cannot grow next; None if it can."""
    if ORDER.index(change) < ORDER.index(RunChange(plan.change)):
        return None
    if plan.phase != RunPhase.MILEAGE:
        return Conflict(_("First comes running for half an hour without a walk."), code="not_building")
    following = ORDER[ORDER.index(RunChange(plan.change)) + 1]
    if change != following:
        told = {"now": RunChange(plan.change).label, "next": following.label}
        return Conflict(
            _("One after the other: after “%(now)s” comes “%(next)s”.") % told, code="out_of_order"
        )
    if grew := grown_this_week(plan, on):
        told = {"grew": grew.label}
        return Conflict(
            _("This week “%(grew)s” has grown already. One change a week: choose again next week.") % told,
            code="grew_this_week",
        )
    return None


def grown_this_week(plan: RunPlan, on: date) -> RunChange | None:
    """What grew already: what was chosen this week, or what the runs of this week show."""
    change, first = RunChange(plan.change), week_from(plan.program.start_on, on)
    if _chosen_on(plan) >= first:
        return change
    rows = list(RunLog.objects.filter(patient=plan.program.patient_id, on__gte=first - A_WEEK, on__lte=on))
    week, before = [run for run in rows if run.on >= first], [run for run in rows if run.on < first]
    return change if GREW[change](week, before) else None


def _chosen_on(plan: RunPlan) -> date:
    """The day on which the present change was chosen; what a plan began with was chosen before all days."""
    tracked: Any = plan  # the history's own tables are not known to the types
    chosen: datetime | None = None
    for change, at in tracked.events.order_by("-pgh_id").values_list("change", "pgh_created_at"):
        if change != plan.change:
            return clock.today_in(plan.program.patient.time_zone, chosen)
        chosen = at
    return date.min


def _longer(week: Iterable[RunLog], before: Iterable[RunLog]) -> bool:
    return total_km(week) > total_km(before)


def _more_days(week: Iterable[RunLog], before: Iterable[RunLog]) -> bool:
    return len({run.on for run in week}) > len({run.on for run in before})


def _with(name: str, *values: str) -> Callable[[Iterable[RunLog], Iterable[RunLog]], bool]:
    return lambda week, _before: any(getattr(run, name) in values for run in week)


GREW: Mapping[RunChange, Callable[[Iterable[RunLog], Iterable[RunLog]], bool]] = {
    RunChange.DURATION: _longer,
    RunChange.DAYS: _more_days,
    RunChange.HILLS: _with("hills", Hills.SOME, Hills.DOWNHILL),
    RunChange.SPEED: _with("pace", Pace.STEADY, Pace.FAST),
    RunChange.DOWNHILL: _with("hills", Hills.DOWNHILL),
}
