"""The words of signals: kinds in the order of their weight, what is an event, and what a detector says.

`Found.about` names what it is about: once a person has settled it, the same is not raised again. `level`
says how bad it is, so that worse can be told from the same.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum


class Kind(StrEnum):
    """The heaviest first. The same words as patients.models.SignalKind."""

    RED_FLAG = "red_flag"
    SEVERE_PAIN = "severe_pain"
    RELAPSE = "relapse"
    ESCALATED = "escalated"
    NOT_SETTLED = "not_settled"
    RAN_AGAINST_ADVICE = "ran_against_advice"
    PAIN_RISING = "pain_rising"
    BAD_SESSION = "bad_session"
    SILENT = "silent"
    LOW_ADHERENCE = "low_adherence"
    NO_CHANGE = "no_change"
    STAGE_OVERRUN = "stage_overrun"
    QUESTION = "question"
    APPROVAL = "approval"
    MEASURE_DUE = "measure_due"
    MISTAKE = "mistake"


class Against(StrEnum):
    """What stood against a run that was run all the same."""

    STOPPED = "stopped"
    RUNNING_PAUSED = "running_paused"
    PAUSED = "paused"
    REST_DAY = "rest_day"


# What is found here; the others are raised where they come about (a stop, a question, a relapse, a measure).
DETECTED = frozenset({
    Kind.SEVERE_PAIN, Kind.ESCALATED, Kind.NOT_SETTLED, Kind.RAN_AGAINST_ADVICE, Kind.PAIN_RISING,
    Kind.BAD_SESSION, Kind.SILENT, Kind.LOW_ADHERENCE, Kind.NO_CHANGE, Kind.STAGE_OVERRUN, Kind.APPROVAL,
    Kind.MISTAKE,
})  # fmt: skip
# Something that happened: it does not go away unseen because it is over.
EVENTS = frozenset({
    Kind.RED_FLAG, Kind.SEVERE_PAIN, Kind.RELAPSE, Kind.ESCALATED, Kind.NOT_SETTLED, Kind.RAN_AGAINST_ADVICE,
})  # fmt: skip
# Within how many hours somebody looks. Where a rule of the pack says so, the same number.
HOURS: Mapping[Kind, int] = {
    Kind.SEVERE_PAIN: 24, Kind.ESCALATED: 48, Kind.NOT_SETTLED: 48, Kind.RAN_AGAINST_ADVICE: 48,
    Kind.PAIN_RISING: 48, Kind.BAD_SESSION: 48, Kind.SILENT: 72, Kind.LOW_ADHERENCE: 72, Kind.NO_CHANGE: 72,
    Kind.STAGE_OVERRUN: 72, Kind.APPROVAL: 48, Kind.MISTAKE: 168,
}  # fmt: skip
# The parameter that a number of one patient's own takes the place of.
THRESHOLDS: Mapping[Kind, str] = {
    Kind.SEVERE_PAIN: "esc.severe_pain",
    Kind.NOT_SETTLED: "resp.settle_escalate_h",
    Kind.PAIN_RISING: "reg.week_pain_rise",
    Kind.SILENT: "esc.missed_days",
    Kind.LOW_ADHERENCE: "esc.adherence_low",
    Kind.STAGE_OVERRUN: "esc.stage_overrun_factor",
}
# Reasons of an escalation that have a kind of their own, with their own threshold.
TOLD_APART = frozenset({
    "SEVERE_PAIN", "PAIN_LINGERS", "NO_CONTACT", "NO_CHANGE_2_WEEKS", "NO_MEANINGFUL_CHANGE",
    "LOW_ADHERENCE", "STAGE_OVERRUN",
})  # fmt: skip
# For how many days an event is news.
RECENT = timedelta(days=7)

Evidence = Mapping[str, str | int | float | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One reason to look, and from when the hours count."""

    kind: Kind
    about: str
    evidence: Evidence
    since: datetime
    level: int = 0
    sla_hours: int | None = None

    @property
    def due_at(self) -> datetime:
        return self.since + timedelta(hours=self.sla_hours or HOURS[self.kind])


@dataclass(frozen=True, slots=True, kw_only=True)
class Escalation:
    """A decision that asks for a person. `codes` are its reasons, without a code it is the level of a run."""

    about: str
    on: date
    made_at: datetime
    codes: tuple[str, ...] = ()
    sla_hours: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """What is known beside the life: proposals that wait since when, and since when running is forbidden."""

    stopped_on: date | None = None
    running_paused_on: date | None = None
    builds_distance: bool = False
    escalations: tuple[Escalation, ...] = ()
    waiting_since: tuple[datetime, ...] = ()
