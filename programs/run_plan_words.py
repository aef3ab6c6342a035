"""How the running plan is said: its phase, a level, what is left of a week, what grows, the pain model."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from programs.models import RunChange, RunPhase
from programs.queries.mileage import km_words
from programs.rules.decision_words import PainModel
from programs.rules.mistakes import Error, Mistake
from programs.rules.run_budget import Budget
from programs.rules.running import RunLevel

Text = str | Promise

PHASES: Mapping[str, Text] = {
    RunPhase.MODIFIED: gettext_lazy("You go on running, with less"),
    RunPhase.WALK_JOG: gettext_lazy("You walk and jog in turns"),
    RunPhase.MILEAGE: gettext_lazy("You build distance again"),
}
CHANGES: Mapping[str, Text] = {
    RunChange.DURATION: gettext_lazy("Now your runs may get a little longer. Days, hills and speed wait."),
    RunChange.DAYS: gettext_lazy("Now you may run on one day more. Single runs stay as long as they are."),
    RunChange.HILLS: gettext_lazy("Now some hills may come in. The distance stays as it is."),
    RunChange.SPEED: gettext_lazy("Now a few faster parts may come in. The distance stays as it is."),
    RunChange.DOWNHILL: gettext_lazy("Now downhills and stairs may come in. The distance stays as it is."),
}
PAIN_MODELS: Mapping[PainModel, Text] = {
    PainModel.DAY: gettext_lazy("The knee settles within 24 hours"),
    PainModel.HOUR: gettext_lazy("The knee settles within 60 minutes and is no worse in the morning"),
}
MISTAKES: Mapping[Error, Text] = {
    Error.ONLY_REST: gettext_lazy(
        "You have rested for two weeks. The knee gets ready by small loads: your exercises are the way back."
    ),
    Error.SPEED_IN_PAIN: gettext_lazy(
        "A fast run hurt more than mildly. Leave speed for later; slow and short is fine for now."
    ),
    Error.NO_HIP_AND_CORE: gettext_lazy(
        "The exercises for hip and trunk were left out. They are what steers the knee when you run."
    ),
    Error.TOO_MUCH_TOO_SOON: gettext_lazy(
        "You ran much more than in the weeks before. The knee keeps up when distance grows slowly."
    ),
}


def level_words(level: RunLevel) -> str:
    """The intervals of a level: "6 times: jog 1 min, walk 2 min"."""
    if level.repeats == 1 and not level.walk_min:
        return _("jog {jog} min without a walk").format(jog=level.jog_min)
    return ngettext(
        "{times} time: jog {jog} min, walk {walk} min",
        "{times} times: jog {jog} min, walk {walk} min",
        level.repeats,
    ).format(times=level.repeats, jog=level.jog_min, walk=level.walk_min)


def left_words(found: Budget) -> str:
    """ "6.4 km left this week, longest run 5.5 km"; what to do where nothing can be counted."""
    if found.left_km is None:
        return _("There is no run of the last weeks to count from. Begin short, and ask your physio.")
    if found.left_km == 0:
        return _("This week's distance is run.")
    left, longest = km_words(found.left_km), found.longest_left_km
    if longest is None or found.caps.session_km is None:
        return _("{left} left this week").format(left=left)
    return _("{left} left this week, longest run {longest}").format(left=left, longest=km_words(longest))


def cutback_words(found: Budget) -> str:
    """Why a week has less; empty for any other week."""
    if not found.caps.is_cutback:
        return ""
    return _("This is an easier week: every few weeks the knee gets time to catch up.")


def passes_words(passes: int, required: int) -> str:
    return _("{passes} of {required} good runs at this level").format(
        passes=min(passes, required), required=required
    )


def mistake_words(mistake: Mistake) -> str:
    return str(MISTAKES[mistake.error])
