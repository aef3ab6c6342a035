"""A goal race against the caps, in words that are as honest to the patient as to the clinician."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import ceil

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from programs.models import RunPhase, RunPlan
from programs.queries.mileage import km_words
from programs.queries.run_packs import PackPlan
from programs.rules.exact import exact
from programs.rules.goal import GoalCheck, check_goal
from programs.rules.parameters import Parameters
from programs.rules.run_budget import A_WEEK, Budget


@dataclass(frozen=True, slots=True)
class GoalAnswer:
    """``fits`` None: too little is known to say. ``fits_on``: the first week in which it would fit."""

    event: str
    on: date
    km: Fraction
    fits: bool | None
    needs_weeks: int | None
    longest_km: Fraction | None
    fits_on: date | None
    text: str


@dataclass(frozen=True, slots=True)
class _Goal:
    event: str
    on: date
    km: Fraction

    def answer(
        self,
        fits: bool | None,
        text: str,
        *,
        needs_weeks: int | None = None,
        longest_km: Fraction | None = None,
        fits_on: date | None = None,
    ) -> GoalAnswer:
        return GoalAnswer(self.event, self.on, self.km, fits, needs_weeks, longest_km, fits_on, text)


def goal_of(
    plan: RunPlan, pack: PackPlan, found: Budget | None, on: date, parameters: Parameters
) -> GoalAnswer | None:
    """The plan's goal, back-cast; None where there is none."""
    if plan.goal_on is None or plan.goal_km is None:
        return None
    goal = _Goal(plan.goal_event, plan.goal_on, exact(plan.goal_km))
    if plan.phase == RunPhase.WALK_JOG:
        return _after_the_levels(goal, least_weeks(plan, pack, parameters), on)
    if found is None or found.prev_week_km is None or found.longest_km is None:
        return goal.answer(None, _("How far you run is not known yet, so nobody can say."))
    checked = check_goal(
        goal.km,
        _weeks_left(found.week_from, goal.on),
        prev_week_km=found.prev_week_km,
        longest_km=found.longest_km,
        build_week=found.build_week,
        parameters=parameters,
    )
    return _counted(goal, checked, found.week_from)


def _counted(goal: _Goal, checked: GoalCheck, first: date) -> GoalAnswer:
    fits_on = _fits_on(first, checked)
    return goal.answer(
        checked.fits,
        _words(goal.km, checked, fits_on),
        needs_weeks=checked.weeks_needed,
        longest_km=checked.longest_km,
        fits_on=fits_on,
    )


def _weeks_left(week_from: date, goal_on: date) -> int:
    """The week at hand is the first, and the week of the goal the last."""
    return max((goal_on - week_from).days // A_WEEK.days + 1, 0)


def _fits_on(week_from: date, checked: GoalCheck) -> date | None:
    if checked.weeks_needed is None:
        return None
    return week_from + A_WEEK * max(checked.weeks_needed - 1, 0)


def _words(wanted: Fraction, checked: GoalCheck, fits_on: date | None) -> str:
    if checked.fits:
        return _("%(wanted)s by then is within the safe increase.") % {"wanted": km_words(wanted)}
    told = {"reached": km_words(checked.longest_km), "wanted": km_words(wanted)}
    if fits_on is None:
        return (
            _(
                "Under the safe increase you would reach %(reached)s by then; "
                "%(wanted)s would take more than two years."
            )
            % told
        )
    told["day"] = date_format(fits_on, "j F Y")
    return (
        _("Under the safe increase you would reach %(reached)s by then; %(wanted)s fits from %(day)s.") % told
    )


def _after_the_levels(goal: _Goal, weeks: int, on: date) -> GoalAnswer:
    """Before distance comes the plan to half an hour; how far that is, only the runs will tell."""
    text = ngettext(
        "First comes running for half an hour without a walk; that takes %(weeks)d week at least.",
        "First comes running for half an hour without a walk; that takes %(weeks)d weeks at least.",
        weeks,
    ) % {"weeks": weeks}
    if goal.on < on + A_WEEK * weeks:
        late = _("The day of the goal comes before that, so it does not fit.")
        return goal.answer(False, f"{text} {late}")
    return goal.answer(None, f"{text} {_('After that we can say how far you would come by then.')}")


def least_weeks(plan: RunPlan, pack: PackPlan, parameters: Parameters) -> int:
    """Every run good, and every step approved at once: the fastest way through the levels."""
    levels = pack.plan.top_level - plan.level + 1
    runs = max(levels * parameters.whole("run.passes_required") - plan.passes, 0)
    by_runs = Fraction(runs) / parameters["run.sessions_max_week"]
    by_levels = Fraction(levels - 1) / parameters["run.level_ups_max_7d"]
    return max(ceil(by_runs), ceil(by_levels))
