"""What a patient reads of a decision: what changes, and why, in plain words.

No rule, no number of a threshold, and nothing that promises an outcome. What a clinician wrote for the
patient goes before everything here; where a clinician decided otherwise than the rules, that is the why.
"""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from programs.models import Decision, DecisionAction, DecisionAnswer, DecisionScope
from programs.rules.decision_words import Colour, Effect, LoadAction, RunAction, Verdict

Text = str | Promise

WHAT: Mapping[str, Text] = {
    Verdict.STOP_EMERGENCY: gettext_lazy("Your program stands still"),
    Verdict.STOP_URGENT: gettext_lazy("Your program stands still"),
    Verdict.ESCALATE: gettext_lazy("Your physio looks at how your knee is doing"),
    Verdict.REGRESS: gettext_lazy("Your exercises become a little easier"),
    Verdict.ADJUST: gettext_lazy("Rest until your knee is as it was before, at least for a day"),
    Verdict.HOLD: gettext_lazy("We stay at this week's exercises"),
    Verdict.ADVANCE_WEEK: gettext_lazy("The next week of your plan begins"),
    Verdict.CONTINUE: gettext_lazy("Your plan goes on as it is"),
    Verdict.PROGRESS: gettext_lazy("The next part of your program begins"),
    Verdict.COMPLETE: gettext_lazy("Your program is finished"),
    RunAction.REPEAT: gettext_lazy("Your next run is the same once more"),
    RunAction.LEVEL_UP: gettext_lazy("Your next run has a little more jogging"),
    RunAction.PLAN_DONE: gettext_lazy("You have come to the end of your walk and jog plan"),
    RunAction.STEP_BACK: gettext_lazy("Your next run is a little easier"),
    RunAction.PAUSE_RUN: gettext_lazy("Please do not run until your physio has looked at it"),
    LoadAction.KEEP: gettext_lazy("This exercise stays as it is"),
}
RUN_ESCALATES = gettext_lazy("Your next run is a little easier, and your physio looks at it")
BACK_A_PART = gettext_lazy("We go back to easier exercises for now")
EASED_AND_LOOKED_AT = gettext_lazy("Your exercises become a little easier, and your physio looks at it")
HELD_AND_LOOKED_AT = gettext_lazy("We stay at this week's exercises, and your physio looks at it")
NO_RUNS = gettext_lazy("Please do not run until then.")
BY_THE_PHYSIO = gettext_lazy("Your physio decided this.")

# The second half of "..., because ...", by the code of the weightiest reason.
WHY: Mapping[str, Text] = {
    "RED_FLAG_EMERGENCY": gettext_lazy("you told us about a warning sign"),
    "RED_FLAG_URGENT": gettext_lazy("you told us about a warning sign"),
    "SWELLING_MODERATE": gettext_lazy("your knee is swollen"),
    "SWELLING_MILD": gettext_lazy("your knee is a little swollen"),
    "GIVING_WAY_OR_CATCHING": gettext_lazy("your knee gave way or caught"),
    "SEVERE_PAIN": gettext_lazy("your knee hurt a lot"),
    "PAIN_LINGERS": gettext_lazy("your knee was sore for a long time after you used it"),
    "LIMPING": gettext_lazy("you limped on more than one day"),
    "NO_CONTACT": gettext_lazy("we have not heard from you for some days"),
    "SESSION_RED": gettext_lazy("the last session was too much for your knee"),
    "SESSION_NOT_GREEN": gettext_lazy("we want to be sure how your knee took the last session"),
    "STOP_NOT_LIFTED": gettext_lazy("your clinic looks at a warning sign first"),
    "NO_CHANGE_2_WEEKS": gettext_lazy("the pain has not changed much yet"),
    "NO_MEANINGFUL_CHANGE": gettext_lazy("the pain has not become clearly less yet"),
    "LOW_ADHERENCE": gettext_lazy("fewer exercises were done than planned"),
    "STAGE_OVERRUN": gettext_lazy("this part of the program takes longer than planned"),
    "REPEATED_REGRESS": gettext_lazy("your knee was sore again after we made it easier"),
    "RED_SESSIONS": gettext_lazy("more than one session was too much for your knee"),
    "PAIN_RISING": gettext_lazy("your knee hurt more than the week before"),
    "NOT_ENOUGH_DATA": gettext_lazy("there were too few daily checks to tell how the week went"),
    "ADHERENCE_WEEK": gettext_lazy("fewer exercises were done than planned"),
    "RED_SESSION_THIS_WEEK": gettext_lazy("a session this week was too much for your knee"),
    "ADHERENCE_STAGE": gettext_lazy("the next part builds on these exercises, and some were left out"),
    "PAIN_ABOVE_STAGE_LIMIT": gettext_lazy("your knee still hurt too much for the next part"),
    "RESPONSE_NOT_SETTLED": gettext_lazy("your knee was not quiet after each of the last sessions"),
    "STAGE_TOO_SHORT": gettext_lazy("this part of the program needs a few more days"),
    "TESTS_NOT_PASSED": gettext_lazy("a movement test for the next part is still open"),
}
SORE_FOR_A_DAY = gettext_lazy("your knee was sore for more than a day")
WENT_WELL: Mapping[str, Text] = {
    Verdict.ADVANCE_WEEK: gettext_lazy("this week went well"),
    Verdict.PROGRESS: gettext_lazy("this part went well"),
    Verdict.COMPLETE: gettext_lazy("you have come through all of its parts"),
}
RUN_WHY: Mapping[str, Text] = {
    Colour.GREEN: gettext_lazy("your knee took the last run well"),
    Colour.AMBER: gettext_lazy("your knee was a little sore after the last run"),
    Colour.RED: gettext_lazy("the last run was too much for your knee"),
    Colour.UNKNOWN: gettext_lazy("we do not know how your knee took the last run"),
}
SORE_WARMING_UP = gettext_lazy("your knee was sore already while you warmed up")
WAITING = gettext_lazy("Your physio looks at your week. Until then this week goes on.")
WAITING_FOR_MORE = gettext_lazy("Your physio looks at your next step. Until then everything stays as it is.")
STAYS: Mapping[str, str] = {
    DecisionScope.WEEKLY: Verdict.HOLD,
    DecisionScope.LOAD: LoadAction.KEEP,
    DecisionScope.RUN_STEP: RunAction.REPEAT,
}
A_DAY_H = 24


def patient_words(decision: Decision) -> str:
    """What the patient reads of a decision that was answered; without an answer, if it is approved."""
    answer: DecisionAnswer | None = getattr(decision, "answer", None)
    if answer and answer.patient_words:
        return answer.patient_words
    changes = answer.changes if answer else {}
    if answer and answer.action in (DecisionAction.EDITED, DecisionAction.REJECTED):
        return f"{_sentence(_what(decision, _overruled(decision, answer), changes))} {BY_THE_PHYSIO}"
    return proposed_words(decision, changes)


def proposed_words(decision: Decision, changes: Mapping[str, Any] | None = None) -> str:
    """What changes and why, by the rules alone."""
    what, why = _what(decision, decision.verdict, changes or {}), _why(decision)
    text = _("{what}, because {why}.").format(what=what, why=why) if why else _sentence(what)
    return f"{text} {NO_RUNS}" if _pauses_running(decision) else text


def overruled_words(verdict: str) -> str:
    """What the patient reads if a clinician decides on a verdict."""
    return f"{_sentence(str(WHAT[verdict]))} {BY_THE_PHYSIO}"


def is_told(decision: Decision) -> bool:
    """Whether the patient hears of it: something changed for them, or somebody looks at it."""
    answer: DecisionAnswer | None = getattr(decision, "answer", None)
    if answer is None or answer.action == DecisionAction.REPLACED:
        return False
    if answer.patient_words:
        return True
    if answer.action == DecisionAction.REJECTED:
        return decision.scope == DecisionScope.WEEKLY
    if decision.scope == DecisionScope.CHECKIN:
        return decision.verdict not in (Verdict.CONTINUE, Verdict.HOLD)
    return decision.verdict not in (Verdict.CONTINUE, LoadAction.KEEP)


def waiting_words(decision: Decision) -> str:
    """What the patient reads while their physio has not answered."""
    return str(WAITING if decision.scope == DecisionScope.WEEKLY else WAITING_FOR_MORE)


def _sentence(what: str) -> str:
    return f"{what}."


def _overruled(decision: Decision, answer: DecisionAnswer) -> str:
    """What was decided instead of the proposal. Where nothing grows a week is held, all else stays."""
    return str(answer.changes.get("verdict") or STAYS.get(decision.scope, Verdict.HOLD))


def _what(decision: Decision, verdict: str, changes: Mapping[str, Any]) -> str:
    if decision.scope == DecisionScope.LOAD and verdict != LoadAction.KEEP:
        return _more(decision, verdict)
    if decision.scope == DecisionScope.RUN_STEP and verdict == RunAction.ESCALATE:
        return str(RUN_ESCALATES)
    if changes.get("regression") == "stage":
        return str(BACK_A_PART)
    if verdict == Verdict.ESCALATE and changes.get("regression"):
        return str(EASED_AND_LOOKED_AT)
    if verdict == Verdict.ESCALATE and changes.get("weeks") == "held":
        return str(HELD_AND_LOOKED_AT)
    return str(WHAT[verdict])


def _more(decision: Decision, action: str) -> str:
    """More of one exercise: "Two more repetitions of the glute bridge" as far as a row says which."""
    before, after = decision.proposal.get("before") or {}, decision.proposal.get("dose") or {}
    exercise = decision.prescription.exercise if decision.prescription else None
    name = exercise.name if exercise else _("an exercise")
    if action == LoadAction.ADD_REPS:
        more = (after.get("reps") or 0) - (before.get("reps") or 0)
        return ngettext("{exercise}: {n} more repetition", "{exercise}: {n} more repetitions", more).format(
            exercise=name, n=more
        )
    if action == LoadAction.HARDER_VARIANT:
        harder = exercise.harder.name if exercise and exercise.harder else _("a harder exercise")
        return _("{harder} takes the place of {exercise}").format(exercise=name, harder=harder)
    if action == LoadAction.NEXT_BAND:
        return _("{exercise}: the next stronger band").format(exercise=name)
    return _("{exercise}: a little more weight").format(exercise=name)


def _why(decision: Decision) -> str:
    if decision.scope == DecisionScope.RUN_STEP:
        return _run_why(decision)
    if decision.scope == DecisionScope.LOAD:
        return _good_sessions(decision)
    codes = [reason["code"] for reason in decision.proposal.get("reasons", ())]
    if decision.verdict in WENT_WELL:  # a reason against it is none for it
        return "" if codes else str(WENT_WELL[decision.verdict])
    if codes[:1] == ["SESSION_RED"] and _settle_h(decision) > A_DAY_H:
        return str(SORE_FOR_A_DAY)
    return next((str(WHY[code]) for code in codes if code in WHY), "")


def _settle_h(decision: Decision) -> Fraction:
    return Fraction(decision.facts.get("session_settle_h") or 0)


def _run_why(decision: Decision) -> str:
    session = decision.facts.get("session") or {}
    if session.get("sore_in_warmup"):
        return str(SORE_WARMING_UP)
    return str(RUN_WHY[session.get("colour") or Colour.UNKNOWN])


def _good_sessions(decision: Decision) -> str:
    sessions = decision.parameters.get("load.good_sessions")
    if not isinstance(sessions, int):
        return _("the last sessions went well")
    return ngettext("the last session went well", "the last {n} sessions went well", sessions).format(
        n=sessions
    )


def _pauses_running(decision: Decision) -> bool:
    reasons = decision.proposal.get("reasons", ())
    return any(Effect.PAUSE_RUNNING in reason.get("also", ()) for reason in reasons)
