"""Why somebody should look at a patient today: what a life shows beside what the rules decide by themselves.

A detector says what it found, with its evidence and within how many hours somebody should look.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime

from programs.rules import signal_events as events
from programs.rules import signal_states as states
from programs.rules.life import Life
from programs.rules.parameters import Parameters
from programs.rules.signal_case import Case, case_of, with_own
from programs.rules.signal_words import Beside, Found, Kind

DETECTORS: tuple[Callable[[Case], Iterator[Found]], ...] = (
    events.severe_pain,
    events.escalated,
    events.not_settled,
    events.ran_against_advice,
    events.bad_session,
    states.pain_rising,
    states.silent,
    states.low_adherence,
    states.no_change,
    states.stage_overrun,
    states.approval,
    states.mistake,
)
NOTHING = Beside()


def find_signals(
    life: Life,
    parameters: Parameters,
    at: datetime,
    beside: Beside = NOTHING,
    own: Mapping[Kind, int] | None = None,
) -> tuple[Found, ...]:
    """Everything that holds at a moment, the heaviest first, at most one of a kind.

    `own` are the patient's own thresholds."""
    case = case_of(life, with_own(parameters, own or {}), at, beside)
    every = [found for detector in DETECTORS for found in detector(case)]
    return tuple(sorted(_without_doubles(every), key=lambda found: list(Kind).index(found.kind)))


def _without_doubles(found: Sequence[Found]) -> list[Found]:
    """A session that has not settled is red for that reason: it is told once."""
    unsettled = {each.about for each in found if each.kind == Kind.NOT_SETTLED}
    return [each for each in found if each.kind != Kind.BAD_SESSION or each.about not in unsettled]
