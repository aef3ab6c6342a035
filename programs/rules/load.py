"""More load within a stage: one exercise, after enough good sessions in a row.

A session is good when it was green, every prescribed set and repetition was done, and the patient could
have done some more (repetitions in reserve). What was not reported is not good. After enough of them:
weights go up by a share, rounded up to the next weight there is but never by more than a tenth; bands by
one level; without weight two repetitions more up to fifteen, then the harder variant.

Every step is a proposal to a clinician. Nothing goes up while the week is held or worse.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import ceil

from programs.rules.decision_words import Colour, LoadAction, Verdict
from programs.rules.dose import Dose
from programs.rules.exact import as_stored
from programs.rules.parameters import Parameters
from programs.rules.verdicts import RANKS

MOST_REPS = 15
MORE_REPS = 2
TOP_BAND = 5
LARGEST_RISE = Fraction(11, 10)
KG_STEP = Fraction(1, 2)
MACHINE_STEP = Fraction(1)
GOOD_SESSIONS = "load.good_sessions"
PARAMETER_NAMES = frozenset({GOOD_SESSIONS, "load.increase_pct", "load.rir_min"})


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemSession:
    """One exercise on one day, both sides taken together (the worse one counts). None = not reported."""

    colour: Colour
    sets_due: int
    sets_done: int | None
    reps_due: int | None = None
    reps_done: int | None = None
    rir: int | None = None


@dataclass(frozen=True, slots=True)
class LoadStep:
    """What to change, with the dose that results; `exercise` is set when the exercise itself changes.

    `why` says why nothing changes, if nothing does."""

    action: LoadAction
    dose: Dose
    exercise: str | None = None
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadAsk:
    """An exercise as it is prescribed, its sessions since it is so (oldest first), and the latest weekly
    decision. `kg_step`: the smallest weight that can be added."""

    dose: Dose
    sessions: Sequence[ItemSession]
    harder: str | None = None
    weekly: Verdict | None = None
    kg_step: Fraction = KG_STEP


def is_good(session: ItemSession, parameters: Parameters) -> bool:
    return (
        session.colour == Colour.GREEN
        and _reached(session.sets_done, session.sets_due)
        and _reached(session.reps_done, session.reps_due)
        and session.rir is not None
        and session.rir >= parameters["load.rir_min"]
    )


def _reached(done: int | None, due: int | None) -> bool:
    return due is None or (done is not None and done >= due)


def load_step(ask: LoadAsk, parameters: Parameters) -> LoadStep:
    """The next step for an exercise, or none with the reason why not."""
    if ask.weekly is not None and RANKS[ask.weekly] >= RANKS[Verdict.HOLD]:
        return _keep(ask, "WEEK_HELD")
    needed = parameters.whole(GOOD_SESSIONS)
    latest = ask.sessions[-needed:]
    if len(latest) < needed or not all(is_good(session, parameters) for session in latest):
        return _keep(ask, "NOT_ENOUGH_GOOD_SESSIONS")
    kind, _colon, amount = (ask.dose.load or "bodyweight").partition(":")
    if kind == "band":
        return _next_band(ask, int(amount))
    if kind == "bodyweight":
        return _more_reps(ask)
    return _heavier(ask, kind, Fraction(amount), parameters["load.increase_pct"])


def _keep(ask: LoadAsk, why: str) -> LoadStep:
    return LoadStep(LoadAction.KEEP, ask.dose, why=why)


def _next_band(ask: LoadAsk, band: int) -> LoadStep:
    if band >= TOP_BAND:
        return _harder(ask)
    return LoadStep(LoadAction.NEXT_BAND, replace(ask.dose, load=f"band:{band + 1}"))


def _more_reps(ask: LoadAsk) -> LoadStep:
    if ask.dose.reps is None:
        return _keep(ask, "NOT_COUNTED_IN_REPS")
    if ask.dose.reps >= MOST_REPS:
        return _harder(ask)
    return LoadStep(LoadAction.ADD_REPS, replace(ask.dose, reps=min(ask.dose.reps + MORE_REPS, MOST_REPS)))


def _harder(ask: LoadAsk) -> LoadStep:
    if ask.harder is None:
        return _keep(ask, "NOTHING_HARDER")
    return LoadStep(LoadAction.HARDER_VARIANT, ask.dose, exercise=ask.harder)


def _heavier(ask: LoadAsk, kind: str, now: Fraction, percent: Fraction) -> LoadStep:
    step = MACHINE_STEP if kind == "machine" else ask.kg_step
    raised = ceil(now * (1 + percent / 100) / step) * step
    if raised > now * LARGEST_RISE:
        return _keep(ask, "NO_STEP_SMALL_ENOUGH")
    return LoadStep(LoadAction.RAISE_LOAD, replace(ask.dose, load=f"{kind}:{as_stored(raised)}"))
