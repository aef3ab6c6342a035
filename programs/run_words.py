"""What is said to runners: the answer, each condition with its reason, each veto, what to do instead."""

from collections.abc import Mapping
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from programs.models import FollowUp
from programs.rules.decision_words import (
    ConditionReason,
    ConditionState,
    Instead,
    PainModel,
    RunCondition,
    RunVeto,
    RunWord,
)
from programs.rules.permission import RunPermission
from programs.rules.run_conditions import Condition
from programs.words import day_words

Text = str | Promise

WORDS: Mapping[RunWord, Text] = {
    RunWord.GO: gettext_lazy("Yes, go"),
    RunWord.CAREFUL: gettext_lazy("Yes, with care"),
    RunWord.STOP: gettext_lazy("Not today"),
    RunWord.UNKNOWN: gettext_lazy("Not clear yet"),
}
COLOURS: Mapping[RunWord, str] = {
    RunWord.GO: "green",
    RunWord.CAREFUL: "amber",
    RunWord.STOP: "red",
    RunWord.UNKNOWN: "unknown",
}
STATES: Mapping[ConditionState, Text] = {
    ConditionState.MET: gettext_lazy("met"),
    ConditionState.NOT_MET: gettext_lazy("not met"),
    ConditionState.UNKNOWN: gettext_lazy("not known"),
}
CONDITIONS: Mapping[RunCondition, Text] = {
    RunCondition.PAIN_STAYS_MILD: gettext_lazy("The pain stays mild and does not grow"),
    RunCondition.SETTLES: gettext_lazy("The knee settles within a day"),
    RunCondition.FORM_UNCHANGED: gettext_lazy("You run the way you always do"),
    RunCondition.REHAB_IN_PLACE: gettext_lazy("Your exercises are under way"),
}
SETTLES_WITHIN_THE_HOUR = gettext_lazy("The knee settles within an hour and is no worse in the morning")
REASONS: Mapping[ConditionReason, Text] = {
    ConditionReason.PAIN_MILD: gettext_lazy("In your last run the pain stayed mild and did not grow."),
    ConditionReason.PAIN_ABOVE_LIMIT: gettext_lazy("In your last run the pain was more than mild."),
    ConditionReason.PAIN_GREW: gettext_lazy("In your last run the pain grew."),
    ConditionReason.SETTLED_IN_TIME: gettext_lazy("After your last run the knee settled in time."),
    ConditionReason.SETTLED_LATE: gettext_lazy("After your last run the knee took too long to settle."),
    ConditionReason.WORSE_NEXT_MORNING: gettext_lazy("The morning after your last run the knee was worse."),
    ConditionReason.FORM_SAME: gettext_lazy("In your last run you ran as you always do."),
    ConditionReason.FORM_CHANGED: gettext_lazy("In your last run you changed your stride or limped."),
    ConditionReason.REHAB_DONE: gettext_lazy("In the last seven days you did most of your exercises."),
    ConditionReason.REHAB_NOT_DONE: gettext_lazy(
        "In the last seven days many of your exercises were left out."
    ),
    ConditionReason.NO_RUN_YET: gettext_lazy("No run of yours is written down yet."),
}
NOT_ANSWERED: Mapping[RunCondition, Text] = {
    RunCondition.PAIN_STAYS_MILD: gettext_lazy(
        "How much it hurt in your last run is not written down in full."
    ),
    RunCondition.SETTLES: gettext_lazy(
        "We do not know yet whether the knee has settled after your last run."
    ),
    RunCondition.FORM_UNCHANGED: gettext_lazy(
        "Whether your stride changed in your last run is not written down."
    ),
    RunCondition.REHAB_IN_PLACE: gettext_lazy(
        "No exercise has been due in the last seven days, so we cannot tell."
    ),
}
VETOES: Mapping[RunVeto, Text] = {
    RunVeto.OPEN_STOP: gettext_lazy("You told us about a warning sign. Your clinic looks at it first."),
    RunVeto.RUNNING_PAUSED: gettext_lazy("Running is paused for now. Your physio looks at it first."),
    RunVeto.SWELLING: gettext_lazy("Your knee is swollen today."),
    RunVeto.GIVING_WAY: gettext_lazy("Your knee gave way."),
    RunVeto.LIMP: gettext_lazy("You are limping today."),
    RunVeto.STRIDE_CHANGED: gettext_lazy("In your last run you changed your stride or limped."),
    RunVeto.PAIN_ROSE: gettext_lazy("In your last run the pain grew while you ran."),
    RunVeto.PAIN_HIGH: gettext_lazy("In your last run it hurt too much."),
    RunVeto.PAIN_LASTED: gettext_lazy("After your last run the knee was sore for more than a day."),
    RunVeto.MORNING_WORSE: gettext_lazy("The morning after your last run the knee was clearly worse."),
    RunVeto.REST_DAY: gettext_lazy("The knee needs its rest before the next run."),
    RunVeto.WEEK_FULL: gettext_lazy("You have had your runs for this week."),
}
UNANSWERED: Mapping[str, Text] = {
    "open_stop": gettext_lazy("We do not know whether a warning sign is open."),
    "running_paused": gettext_lazy("We do not know whether your program is paused."),
    "swelling": gettext_lazy("We do not know yet whether your knee is swollen today."),
    "giving_way": gettext_lazy("We do not know yet whether your knee gave way."),
    "limp": gettext_lazy("We do not know yet whether you are limping."),
}
INSTEAD: Mapping[Instead, Text] = {
    Instead.CONTACT_CLINIC: gettext_lazy("Do not run. Please talk to your clinic first."),
    Instead.REST_AND_CROSS_TRAIN: gettext_lazy(
        "Leave running for now. Easy cycling, swimming or walking is fine while it does not hurt. "
        "Ask your physio how to go on before you run again."
    ),
    Instead.REST_DAY: gettext_lazy(
        "Rest from running today. Your exercises and an easy walk, ride or swim are fine."
    ),
    Instead.ANSWER_CHECK: gettext_lazy("Do today's check first, all of its questions about the knee."),
    Instead.ANSWER_FOLLOW_UP: gettext_lazy(
        "Tell us what is missing about your last run; then we can say more."
    ),
    Instead.ASK_PHYSIO: gettext_lazy(
        "Ask your physio before you start to run. Until then, easy cycling, swimming or walking."
    ),
    Instead.REHAB_FIRST: gettext_lazy("Do your exercises first. If you run, keep it short and easy."),
    Instead.EASIER_RUN: gettext_lazy("Run shorter and easier than the last time, on the flat."),
    Instead.FIRST_RUN: gettext_lazy("Begin short and easy: jog a little, walk a little, on the flat."),
}


def condition_words(condition: Condition, model: PainModel) -> str:
    """What the condition asks for."""
    if condition.name == RunCondition.SETTLES and model == PainModel.HOUR:
        return str(SETTLES_WITHIN_THE_HOUR)
    return str(CONDITIONS[condition.name])


def reason_words(condition: Condition) -> str:
    """Why it is met, not met or not known."""
    if condition.reason == ConditionReason.NOT_ANSWERED:
        return str(NOT_ANSWERED[condition.name])
    return str(REASONS[condition.reason])


def why_words(permission: RunPermission) -> str:
    """The one sentence that decides: the first veto, else what is not known, else what is not met."""
    if permission.vetoes:
        return str(VETOES[permission.vetoes[0]])
    if permission.unanswered and permission.instead != Instead.ASK_PHYSIO:
        return str(UNANSWERED[permission.unanswered[0]])
    for state in (ConditionState.UNKNOWN, ConditionState.NOT_MET):
        found = next((each for each in permission.conditions if each.state == state), None)
        if found:
            return reason_words(found)
    return _("All four conditions for running are met.")


def instead_words(permission: RunPermission) -> str:
    """What to do instead of the run; empty when there is nothing against it."""
    if permission.instead is None:
        return ""
    unknown = {each.name for each in permission.conditions if each.state == ConditionState.UNKNOWN}
    if permission.instead == Instead.ANSWER_FOLLOW_UP and unknown == {RunCondition.REHAB_IN_PLACE}:
        return _("Start with your exercises; then we can say more.")
    return str(INSTEAD[permission.instead])


def load_words(asked: FollowUp, today: date) -> str:
    """What a question is about: "your run of yesterday"."""
    day = day_words(asked.on, today)
    if asked.run_id:
        return _("your run of {day}").format(day=day)
    return _("your session of {day}").format(day=day)
