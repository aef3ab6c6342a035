"""The closed vocabularies of deciding: what is reported, what the rules propose, what a runner is told.

Stored and sent like those in `words`: adding one is a migration, renaming one breaks clients.
"""

from enum import StrEnum


class Scope(StrEnum):
    """What the rules are asked about."""

    SESSION_COLOUR = "session_colour"
    CHECKIN = "checkin"
    WEEKLY = "weekly"
    RUN_STEP = "run_step"
    MILEAGE_CAPS = "mileage_caps"


class Verdict(StrEnum):
    """What the rules propose. Which one wins over which: `verdicts.RANKS`."""

    STOP_EMERGENCY = "STOP_EMERGENCY"
    STOP_URGENT = "STOP_URGENT"
    ESCALATE = "ESCALATE"
    REGRESS = "REGRESS"
    ADJUST = "ADJUST"
    HOLD = "HOLD"
    ADVANCE_WEEK = "ADVANCE_WEEK"
    CONTINUE = "CONTINUE"
    PROGRESS = "PROGRESS"
    COMPLETE = "COMPLETE"


class Effect(StrEnum):
    """What a rule does beside its decision."""

    PAUSE_RUNNING = "pause_running"


class Colour(StrEnum):
    """How a session went. `none` is said where a colour is asked for and there was no session."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"
    UNKNOWN = "unknown"
    NONE = "none"


class SessionKind(StrEnum):
    EXERCISE = "exercise"
    RUN = "run"


class Trend(StrEnum):
    """How pain went during a run."""

    BETTER = "better"
    SAME = "same"
    WORSE = "worse"


class Swelling(StrEnum):
    NONE = "none"
    MILD = "mild"
    MODERATE = "moderate"
    MARKED = "marked"


class Settled(StrEnum):
    """When the knee was back to how it was before the session."""

    WITHIN_1H = "within_1h"
    SAME_EVENING = "same_evening"
    NEXT_MORNING = "next_morning"
    WITHIN_24H = "within_24h"
    WITHIN_48H = "within_48h"
    LONGER = "longer"
    NOT_YET = "not_yet"


class ExitTests(StrEnum):
    """Where the tests of a stage's exit stand."""

    PASSED = "passed"
    FAILED = "failed"
    MISSING = "missing"
    NONE_REQUIRED = "none_required"


class Regression(StrEnum):
    """What going back means: less of the same, or the stage before."""

    DOSE = "dose"
    STAGE = "stage"


class LoadAction(StrEnum):
    KEEP = "keep"
    RAISE_LOAD = "raise_load"
    NEXT_BAND = "next_band"
    ADD_REPS = "add_reps"
    HARDER_VARIANT = "harder_variant"


class RunAction(StrEnum):
    """What a run does to the level of the walk-jog plan."""

    REPEAT = "REPEAT"
    LEVEL_UP = "LEVEL_UP"
    PLAN_DONE = "PLAN_DONE"
    STEP_BACK = "STEP_BACK"
    ESCALATE = "ESCALATE"
    PAUSE_RUN = "PAUSE_RUN"


class PainModel(StrEnum):
    """How soon the knee must be quiet again after a run: within a day, or within the hour and by morning."""

    DAY = "24_hours"
    HOUR = "60_minutes"


class RunWord(StrEnum):
    """The answer to "can I run today?". Only `go` is green."""

    GO = "go"
    CAREFUL = "careful"
    STOP = "stop"
    UNKNOWN = "unknown"


class ConditionState(StrEnum):
    MET = "met"
    NOT_MET = "not_met"
    UNKNOWN = "unknown"


class RunCondition(StrEnum):
    """The four conditions for running with a sore knee."""

    PAIN_STAYS_MILD = "pain_stays_mild"
    SETTLES = "settles"
    FORM_UNCHANGED = "form_unchanged"
    REHAB_IN_PLACE = "rehab_in_place"


class ConditionReason(StrEnum):
    """Why a condition is met, not met or unknown."""

    PAIN_MILD = "pain_mild"
    PAIN_ABOVE_LIMIT = "pain_above_limit"
    PAIN_GREW = "pain_grew"
    SETTLED_IN_TIME = "settled_in_time"
    SETTLED_LATE = "settled_late"
    WORSE_NEXT_MORNING = "worse_next_morning"
    FORM_SAME = "form_same"
    FORM_CHANGED = "form_changed"
    REHAB_DONE = "rehab_done"
    REHAB_NOT_DONE = "rehab_not_done"
    NOT_ANSWERED = "not_answered"
    NO_RUN_YET = "no_run_yet"


class RunVeto(StrEnum):
    """What alone forbids a run today."""

    OPEN_STOP = "open_stop"
    RUNNING_PAUSED = "running_paused"
    SWELLING = "swelling"
    GIVING_WAY = "giving_way"
    LIMP = "limp"
    STRIDE_CHANGED = "stride_changed"
    PAIN_ROSE = "pain_rose"
    PAIN_HIGH = "pain_high"
    PAIN_LASTED = "pain_lasted"
    MORNING_WORSE = "morning_worse"
    REST_DAY = "rest_day"
    WEEK_FULL = "week_full"


class Instead(StrEnum):
    """What to do instead of the run that was asked about."""

    CONTACT_CLINIC = "contact_clinic"
    REST_AND_CROSS_TRAIN = "rest_and_cross_train"
    REST_DAY = "rest_day"
    ANSWER_CHECK = "answer_check"
    ANSWER_FOLLOW_UP = "answer_follow_up"
    ASK_PHYSIO = "ask_physio"
    REHAB_FIRST = "rehab_first"
    EASIER_RUN = "easier_run"
    FIRST_RUN = "first_run"
