"""Whether the first week of a plan is more than a safe step from the week before: told with both numbers."""

from datetime import date
from fractions import Fraction

from django.utils.translation import gettext as _

from programs.models import Program, RunPhase
from programs.queries.mileage import BEFORE, LONGEST_KM, WEEKLY_KM, km_words, runs_since, told_distances
from programs.queries.run_packs import PackPlan
from programs.rules.exact import floor_tenth
from programs.rules.parameters import snapshot
from programs.rules.run_budget import Build, budget, usual_week


def first_week_warning(program: Program, phase: str, pack: PackPlan, on: date) -> str:
    """For the clinician; empty where the first week is within the cap. Levels count minutes, not distance."""
    if phase != RunPhase.MODIFIED:
        return ""
    runs, told = runs_since(program, on - BEFORE), told_distances(program, on)
    build = Build(
        anchor=program.start_on,
        started_on=on,
        told_week=told.get(WEEKLY_KM),
        told_longest=told.get(LONGEST_KM),
    )
    usual = usual_week(runs, build)
    if usual is None:
        return _("Nobody has said yet how far the patient runs, so this week has no cap. Note the distance.")
    found = budget(runs, build, on, snapshot(program.parameters))
    return _told(floor_tenth(usual * pack.first_week_share), found.caps.week_km, usual)


def _told(planned: Fraction, cap: Fraction | None, usual: Fraction) -> str:
    if cap is not None and planned <= cap:
        return ""
    words = {"planned": km_words(planned), "usual": km_words(usual), "cap": km_words(cap)}
    if cap is None:
        return (
            _("The first week is %(planned)s, but there was no run in the last thirty days to step up from.")
            % words
        )
    return (
        _("The first week is %(planned)s (from %(usual)s a week); the safe increase allows %(cap)s.") % words
    )
