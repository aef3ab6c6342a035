"""What is said after a run, as the other rules count it: hours until settled, the worst pain, days of rest.

An answer may say no more than "at least so much": pain at the end when the worst was not told, or "not yet".
It counts as soon as that alone is too much. Until then the figure is unknown, never good.
"""

from programs.rules.colour import SETTLED_HOURS
from programs.rules.decision_words import Colour, Settled
from programs.rules.exact import Number
from programs.rules.parameters import Parameters


def settle_hours(answer: Settled | None, elapsed_h: Number, parameters: Parameters) -> Number | None:
    """``elapsed_h``: from the load to the answer. "Not yet" says that it takes longer than that."""
    if answer is None:
        return None
    if answer != Settled.NOT_YET:
        return SETTLED_HOURS[answer]
    longest = max(parameters["run.settle_max_h"], parameters["resp.settle_amber_h"])
    return elapsed_h if elapsed_h > longest else None


def worst_pain(start: int | None, peak: int | None, end: int | None, parameters: Parameters) -> int | None:
    """The peak; where it was not told, a start or an end that is too much by itself."""
    if peak is not None:
        return peak
    told = max((pain for pain in (start, end) if pain is not None), default=0)
    return told if told > parameters["run.pain_amber_max"] else None


def rest_days(colour: Colour, sore_in_warmup: bool | None, parameters: Parameters) -> int:
    """Full days of rest before the next run: more after soreness in the warm-up, or after a red run."""
    rest = parameters.whole("run.rest_days_min")
    if sore_in_warmup:
        return rest + parameters.whole("run.rest_sore_warmup")
    return rest + parameters.whole("run.rest_sore_during") if colour == Colour.RED else rest
