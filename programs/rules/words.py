"""The closed vocabularies of the clinical rules.

Values are stored in the database and sent by the API: adding one is a migration, renaming one breaks
clients. The wording people read belongs to the pages, which translate it.
"""

from enum import StrEnum


class SideRule(StrEnum):
    """How an exercise asks for sides."""

    EACH = "each"
    BOTH_TOGETHER = "both_together"
    ALTERNATING = "alternating"
    AFFECTED_ONLY = "affected_only"


class LogSide(StrEnum):
    """The side one log is about."""

    LEFT = "left"
    RIGHT = "right"
    BOTH = "both"


class BodySide(StrEnum):
    """The affected side of an episode."""

    LEFT = "left"
    RIGHT = "right"
    BOTH = "both"


class LogState(StrEnum):
    """What the patient says about one exercise. "Not logged" is no answer, so it is not among them."""

    DONE = "done"
    PARTIAL = "partial"
    SKIPPED = "skipped"


class SkipReason(StrEnum):
    PAIN = "pain"
    NO_TIME = "no_time"
    NO_EQUIPMENT = "no_equipment"
    UNCLEAR = "unclear"
    TOO_EASY = "too_easy"
    OTHER = "other"


class NothingDue(StrEnum):
    """Why there is nothing to do on a date."""

    NO_PROGRAM = "no_program"
    NOT_STARTED = "not_started"
    REST_DAY = "rest_day"
    PAUSED = "paused"
    STOPPED = "stopped"
    FINISHED = "finished"


class StepKind(StrEnum):
    GET_READY = "get_ready"
    WORK = "work"
    HOLD = "hold"
    REST = "rest"
    SWITCH_SIDE = "switch_side"
    LOG = "log"


class Focus(StrEnum):
    HIP = "hip"
    QUAD = "quad"
    CORE = "core"
    MOBILITY = "mobility"
    LOAD = "load"


class Mode(StrEnum):
    """How an exercise is performed, which decides how its sets are played and counted."""

    REPS = "reps"
    ISOMETRIC = "isometric"
    STRETCH = "stretch"
    TIMED = "timed"
    CARDIO = "cardio"
    RUN_PLAN = "run_plan"


class ItemState(StrEnum):
    """How something that was due (one exercise and side, or a whole day) turned out."""

    DONE = "done"
    PARTIAL = "partial"
    SKIPPED = "skipped"
    NOT_LOGGED = "not_logged"
    NOT_DUE = "not_due"
