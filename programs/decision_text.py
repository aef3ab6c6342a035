"""What a clinician reads of a decision: the verdict in words, and each reason with its numbers.

The codes are those of the bundled pack's rules. A code that another pack brought along is shown as it is
written; it is never left out. Numbers come from the decision's own stored facts and parameters.
"""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from programs.fact_text import fact_words, is_simple, value_words
from programs.models import Decision, DecisionScope
from programs.rules.decision_words import LoadAction, RunAction, Verdict

Text = str | Promise

VERDICTS: Mapping[str, Text] = {
    Verdict.STOP_EMERGENCY: gettext_lazy("Stop, emergency"),
    Verdict.STOP_URGENT: gettext_lazy("Stop, urgent"),
    Verdict.ESCALATE: gettext_lazy("A physio has to look"),
    Verdict.REGRESS: gettext_lazy("Go back"),
    Verdict.ADJUST: gettext_lazy("Rest, then easier"),
    Verdict.HOLD: gettext_lazy("Hold the week"),
    Verdict.ADVANCE_WEEK: gettext_lazy("Go on to the next week"),
    Verdict.CONTINUE: gettext_lazy("Carry on"),
    Verdict.PROGRESS: gettext_lazy("Go on to the next stage"),
    Verdict.COMPLETE: gettext_lazy("Finish the program"),
    RunAction.REPEAT: gettext_lazy("Run the same level again"),
    RunAction.LEVEL_UP: gettext_lazy("Run the next level"),
    RunAction.PLAN_DONE: gettext_lazy("Finish the walk-jog plan"),
    RunAction.STEP_BACK: gettext_lazy("Run a level lower"),
    RunAction.PAUSE_RUN: gettext_lazy("Pause running"),
    LoadAction.KEEP: gettext_lazy("Keep the dose"),
    LoadAction.RAISE_LOAD: gettext_lazy("More weight"),
    LoadAction.NEXT_BAND: gettext_lazy("The next band"),
    LoadAction.ADD_REPS: gettext_lazy("More repetitions"),
    LoadAction.HARDER_VARIANT: gettext_lazy("A harder variant"),
}
RUN_ESCALATES = gettext_lazy("Run a level lower, and a physio looks")

# What fired, with its numbers: {facts} and, with dots as underscores, {parameters} by their names.
REASONS: Mapping[str, Text] = {
    "RED_FLAG_EMERGENCY": gettext_lazy("A warning sign of an emergency, or marked swelling, was told"),
    "RED_FLAG_URGENT": gettext_lazy("An urgent warning sign was told"),
    "SWELLING_MODERATE": gettext_lazy("The knee is moderately swollen"),
    "SWELLING_MILD": gettext_lazy("The knee is mildly swollen"),
    "GIVING_WAY_OR_CATCHING": gettext_lazy(
        "In 7 days the knee gave way on {giving_way_7d} and caught on {catching_7d}"
    ),
    "SEVERE_PAIN": gettext_lazy("Worst pain {pain_worst_24h} in 24 hours; severe from {esc_severe_pain} on"),
    "PAIN_LINGERS": gettext_lazy(
        "Time until the knee settled: {session_settle_h}; the limit is {resp_settle_escalate_h} hours"
    ),
    "LIMPING": gettext_lazy("Limped on {limp_days_7d} of 7 days; the limit is {esc_limp_days_7d}"),
    "NO_CONTACT": gettext_lazy("Days without a daily check: {missed_days}; the limit is {esc_missed_days}"),
    "SESSION_RED": gettext_lazy("The session was red. Time until the knee settled: {session_settle_h}"),
    "SESSION_NOT_GREEN": gettext_lazy("The session was {session_colour}"),
    "STOP_NOT_LIFTED": gettext_lazy("A stop is not lifted"),
    "NO_CHANGE_2_WEEKS": gettext_lazy(
        "Day {day_in_program}: worst pain improved by {pain_improvement}; expected was {esc_no_change_min}"
    ),
    "NO_MEANINGFUL_CHANGE": gettext_lazy(
        "Day {day_in_program}: worst pain improved by {pain_improvement}; important is {esc_no_mcid_min}"
    ),
    "LOW_ADHERENCE": gettext_lazy(
        "Weeks running with less than {esc_adherence_low} % done: {adherence_low_weeks}"
    ),
    "STAGE_OVERRUN": gettext_lazy("The stage has lasted {stage_overrun_ratio} times as long as planned"),
    "REPEATED_REGRESS": gettext_lazy(
        "Times gone back in {reg_window_days} days: {regressions_in_window}, and it is due again"
    ),
    "RED_SESSIONS": gettext_lazy(
        "Red sessions this week: {red_sessions_7d}; the limit is {reg_red_sessions_7d}"
    ),
    "PAIN_RISING": gettext_lazy(
        "Mean worst pain up by {week_pain_rise} on the week before; the limit is {reg_week_pain_rise}"
    ),
    "NOT_ENOUGH_DATA": gettext_lazy(
        "Daily checks this week: {checkins_7d}; needed are {gate_checkins_min_7d}"
    ),
    "ADHERENCE_WEEK": gettext_lazy("{adherence_7d} % done this week; {gate_adherence_week_min} % are needed"),
    "RED_SESSION_THIS_WEEK": gettext_lazy(
        "Red sessions this week: {red_sessions_7d}; at most {gate_red_sessions_max_7d} for more"
    ),
    "ADHERENCE_STAGE": gettext_lazy(
        "{adherence_7d} % done this week; the end of a stage asks for {gate_adherence_stage_min} %"
    ),
    "PAIN_ABOVE_STAGE_LIMIT": gettext_lazy(
        "Worst pain {worst_pain_max_7d} this week; the stage's limit is {worst_pain_limit}"
    ),
    "RESPONSE_NOT_SETTLED": gettext_lazy(
        "Green sessions in a row: {green_streak}; the end of a stage asks for {gate_green_streak_min}"
    ),
    "STAGE_TOO_SHORT": gettext_lazy("The stage has not lasted the days it asks for"),
    "TESTS_NOT_PASSED": gettext_lazy("The exit tests of the stage: {tests_state}"),
}
# What is said where no rule fired: it was looked for, and nothing was found.
NOTHING_AGAINST: Mapping[str, Text] = {
    DecisionScope.WEEKLY: gettext_lazy(
        "Nothing speaks against it: {adherence_7d} % done, worst pain {worst_pain_max_7d}, "
        "daily checks {checkins_7d}, red sessions {red_sessions_7d}"
    ),
    DecisionScope.CHECKIN: gettext_lazy("Nothing speaks against it"),
    DecisionScope.LOAD: gettext_lazy(
        "The last {load_good_sessions} sessions were green, complete, and left {load_rir_min} repetitions "
        "or more in reserve"
    ),
}
RUN_REASONS: Mapping[str, Text] = {
    "sore": gettext_lazy("Level {level}: the knee was sore in the warm-up"),
    "red": gettext_lazy("Level {level}: the run was red; steps back in 14 days: {backs_14d}"),
    "amber": gettext_lazy("Level {level}: the run was amber"),
    "unknown": gettext_lazy("Level {level}: how the run was taken is not known"),
    "green": gettext_lazy(
        "Level {level}: the run was green, passed before: {passes}, needed are {run_passes_required}"
    ),
}


def verdict_words(verdict: str, scope: str = "") -> str:
    """A verdict, a run's step or a step of load in a few words."""
    if scope == DecisionScope.RUN_STEP and verdict == RunAction.ESCALATE:
        return str(RUN_ESCALATES)
    return str(VERDICTS.get(verdict, verdict.replace("_", " ").capitalize()))


def reason_lines(decision: Decision) -> list[str]:
    """Why, a sentence for each rule that fired, the weightiest first."""
    values = _Values(decision)
    if decision.scope == DecisionScope.RUN_STEP:
        return [_run_reason(decision, values)]
    lines = [_reason(reason, values) for reason in decision.proposal.get("reasons", ())]
    if lines or decision.scope not in NOTHING_AGAINST:
        return lines
    return [str(NOTHING_AGAINST[decision.scope]).format_map(values)]


def _reason(reason: Mapping[str, Any], values: "_Values") -> str:
    """With the rule's id; where it could not be read, what was missing instead of numbers that are none."""
    code, rule = reason["code"], reason["rule"]
    if reason.get("missing"):
        names = ", ".join(fact_words(name) for name in reason["missing"])
        return _("Not known: {facts} ({rule})").format(facts=names, rule=rule)
    text = str(REASONS[code]) if code in REASONS else code.replace("_", " ").capitalize()
    return f"{text.format_map(values)} ({rule})"


def _run_reason(decision: Decision, values: "_Values") -> str:
    session = decision.facts.get("session") or {}
    key = "sore" if session.get("sore_in_warmup") else session.get("colour") or "unknown"
    return str(RUN_REASONS[key]).format_map(values)


class _Values(dict[str, str]):
    """Facts and parameters in words, by name. What was not stored is "not known"."""

    def __init__(self, decision: Decision) -> None:
        facts = decision.facts
        flat = {**facts, **(facts.get("state") or {}), **(facts.get("session") or {})}
        parameters = {name.replace(".", "_"): value for name, value in decision.parameters.items()}
        said = {name: value for name, value in {**parameters, **flat}.items() if is_simple(value)}
        super().__init__({name: value_words(name, value) for name, value in said.items()})

    def __missing__(self, _name: str) -> str:
        return _("not known")
