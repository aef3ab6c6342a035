"""The colour of a session: its worst signal.

| signal                              | green | amber | red  |
| pain, exercise                      | <= 2  | 3-5   | > 5  |
| pain, run                           | <= 2  | 3     | >= 4 |
| hours until settled                 | <= 1  | <= 24 | > 24 |
| morning pain against the day before | <= 0  | 1     | >= 2 |
| stride changed or limp              |       |       | red  |
| any swelling                        |       |       | red  |
| pain growing during a run           |       |       | red  |

The figures are the default parameters. Pain, settling and the morning must be known, or the session is
`unknown` - unless something is red already, which no answer can mend. The colour is provisional until
both later answers are in or the deadline has passed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from programs.rules.decision_words import Colour, SessionKind, Settled, Trend
from programs.rules.exact import Number
from programs.rules.facts import SessionFacts
from programs.rules.parameters import Parameters

NOT_SETTLED_H = 999
# Hours that stand for the answers people can give.
SETTLED_HOURS: Mapping[Settled, int] = {
    Settled.WITHIN_1H: 1,
    Settled.SAME_EVENING: 8,
    Settled.NEXT_MORNING: 16,
    Settled.WITHIN_24H: 24,
    Settled.WITHIN_48H: 36,
    Settled.LONGER: 72,
    Settled.NOT_YET: NOT_SETTLED_H,
}
PARAMETER_NAMES = frozenset({
    "ex.pain_green_max", "ex.pain_amber_max", "run.pain_green_max", "run.pain_amber_max",
    "resp.settle_green_h", "resp.settle_amber_h", "resp.morning_rise_green", "resp.morning_rise_red",
})  # fmt: skip


class Signal(StrEnum):
    PAIN = "pain"
    SETTLE = "settle"
    MORNING = "morning"
    STRIDE = "stride"
    SWELLING = "swelling"
    TREND = "trend"


@dataclass(frozen=True, slots=True)
class SessionColour:
    """The colour, and what each signal that was looked at says of it."""

    colour: Colour
    signals: Mapping[Signal, Colour]

    def as_json(self) -> dict[str, object]:
        return {
            "colour": str(self.colour),
            "signals": {str(signal): str(colour) for signal, colour in self.signals.items()},
        }


def session_colour(facts: SessionFacts, parameters: Parameters) -> SessionColour:
    signals = {
        Signal.PAIN: _pain(facts, parameters),
        Signal.SETTLE: _settle(facts.settle_h, parameters),
        Signal.MORNING: _morning(facts.morning_rise, parameters),
        **dict.fromkeys(_alarms(facts), Colour.RED),
    }
    return SessionColour(_worst(set(signals.values())), signals)


def _worst(colours: set[Colour]) -> Colour:
    order = (Colour.RED, Colour.UNKNOWN, Colour.AMBER, Colour.GREEN)
    return next(colour for colour in order if colour in colours)


def _pain(facts: SessionFacts, parameters: Parameters) -> Colour:
    prefix = "run" if facts.kind == SessionKind.RUN else "ex"
    green, amber = parameters[f"{prefix}.pain_green_max"], parameters[f"{prefix}.pain_amber_max"]
    return _band(facts.pain_during, green, amber)


def _settle(hours: Number | None, parameters: Parameters) -> Colour:
    return _band(hours, parameters["resp.settle_green_h"], parameters["resp.settle_amber_h"])


def _band(value: Number | None, green_max: Number, amber_max: Number) -> Colour:
    """Both limits belong to the better side."""
    if value is None:
        return Colour.UNKNOWN
    if value > amber_max:
        return Colour.RED
    return Colour.AMBER if value > green_max else Colour.GREEN


def _morning(rise: Number | None, parameters: Parameters) -> Colour:
    """Red begins with its limit, so red goes first where the two limits meet."""
    if rise is None:
        return Colour.UNKNOWN
    if rise >= parameters["resp.morning_rise_red"]:
        return Colour.RED
    return Colour.AMBER if rise > parameters["resp.morning_rise_green"] else Colour.GREEN


def _alarms(facts: SessionFacts) -> list[Signal]:
    """Signals that are red or nothing; not being asked about them says nothing."""
    is_run, hurts = facts.kind == SessionKind.RUN, bool(facts.pain_during)
    found = {
        Signal.STRIDE: facts.gait_changed is True or facts.limp is True,
        Signal.SWELLING: bool(facts.swelling),
        Signal.TREND: is_run and hurts and facts.pain_trend == Trend.WORSE,
    }
    return [signal for signal, alarming in found.items() if alarming]


def is_answered(facts: SessionFacts) -> bool:
    """Whether both later answers are in: the colour can no longer change by waiting."""
    return facts.settle_h is not None and facts.morning_rise is not None
