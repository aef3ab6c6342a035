"""The words of the rules: why somebody cannot be booked at a moment."""

from enum import StrEnum


class Reason(StrEnum):
    """Why a start is no slot. The first that is true, in this order, is the answer."""

    NOT_BOOKABLE = "not_bookable"  # nobody here who does this kind of appointment and can be booked
    PAST = "past"
    TOO_SOON = "too_soon"  # inside the clinic's notice
    BEYOND_HORIZON = "beyond_horizon"
    HOLIDAY = "holiday"
    NO_LOCATION = "no_location"  # works then, but only remotely
    OUTSIDE_HOURS = "outside_hours"
    OFF_GRID = "off_grid"  # inside the hours, but no start that is offered
    TIME_OFF = "time_off"
    TAKEN = "taken"
    DAILY_LIMIT = "daily_limit"
    PATIENT_BUSY = "patient_busy"
    DST_GAP = "dst_gap"  # a wall time that clocks jump over
