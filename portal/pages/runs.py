"""Running on Today: may I run, why, what instead; and the questions that follow a load."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from common import clock
from patients.models import Patient
from portal.pages.running import Warned, standing_words, told_mistake
from programs.models import FollowUp, RunLog, Settled
from programs.queries.follow_ups import asked_now, possible_answers
from programs.queries.run_packs import pack_plan
from programs.queries.run_permission import MayRun, may_run
from programs.rules.decision_words import ConditionState, Instead, RunWord
from programs.run_words import (
    STATES,
    UNANSWERED,
    VETOES,
    WORDS,
    condition_words,
    instead_words,
    load_words,
    reason_words,
    why_words,
)
from programs.words import day_words

ICONS: Mapping[RunWord, str] = {
    RunWord.GO: "circle-check",
    RunWord.CAREFUL: "triangle-alert",
    RunWord.STOP: "octagon-x",
    RunWord.UNKNOWN: "circle-dashed",
}
SIGNS: Mapping[ConditionState, tuple[str, str]] = {
    ConditionState.MET: ("circle-check", "go"),
    ConditionState.NOT_MET: ("circle-slash", "careful"),
    ConditionState.UNKNOWN: ("circle-dashed", "soft"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One condition: what it asks for, how it stands in a word, a sign and a sentence."""

    text: str
    state: str
    icon: str
    tone: str
    sentence: str


@dataclass(frozen=True, slots=True)
class RunCard:
    """``others`` are what speaks against a run beside the first reason; ``step`` is where to go now.

    ``standing``: the level at hand or what is left of the week, once a clinician has let the patient begin.
    ``warned``: a common mistake that was seen.
    """

    word: RunWord
    title: str
    icon: str
    why: str
    instead: str
    next_words: str
    others: Sequence[str]
    lines: Sequence[Line]
    step: tuple[str, str] | None
    standing: str = ""
    warned: Warned | None = None

    @property
    def may_log(self) -> bool:
        return self.word != RunWord.STOP


def run_card(patient: Patient, on: date) -> RunCard | None:
    """The answer of a day; None for whoever has neither a program nor ever ran."""
    found = may_run(patient, on)
    if not found.has_program and found.last_run is None:
        return None
    said = found.permission
    why = why_words(said)
    reasons = [*(VETOES[veto] for veto in said.vetoes), *(UNANSWERED[name] for name in said.unanswered)]
    return RunCard(
        word=said.word,
        title=str(WORDS[said.word]),
        icon=ICONS[said.word],
        why=why,
        instead=instead_words(said),
        next_words=day_words(found.next_on, on) if found.next_on else "",
        others=[str(reason) for reason in reasons if reason != why],
        lines=_lines(found),
        step=_step(found),
        standing=_standing(found),
        warned=told_mistake(patient),
    )


def _standing(found: MayRun) -> str:
    return standing_words(found, pack_plan(found.plan.program.pack_id)) if found.plan else ""


def _lines(found: MayRun) -> list[Line]:
    said = found.permission
    return [
        Line(
            condition_words(each, said.model),
            str(STATES[each.state]),
            *SIGNS[each.state],
            sentence=reason_words(each),
        )
        for each in said.conditions
    ]


def _step(found: MayRun) -> tuple[str, str] | None:
    """The page that takes this answer further, and what its button says."""
    instead, last = found.permission.instead, found.last_run
    if instead == Instead.ANSWER_CHECK:
        return reverse("portal:check"), _("Do today's check")
    if instead in (Instead.ASK_PHYSIO, Instead.CONTACT_CLINIC, Instead.REST_AND_CROSS_TRAIN):
        return reverse("portal:ask"), _("Ask your physio")
    if instead == Instead.ANSWER_FOLLOW_UP and last:
        return _about(last)
    return None


def _about(run: RunLog) -> tuple[str, str] | None:
    """What is missing about a run: how it was afterwards, or how it was itself."""
    asked = getattr(run, "follow_up", None)
    if asked and asked.settled in ("", Settled.NOT_YET):
        return reverse("portal:follow_up", args=[asked.uuid]), _("Say how it was afterwards")
    if "" in (run.trend,) or None in (run.pain_peak, run.stride_changed):
        return f"{reverse('portal:run')}?change={run.uuid}", _("Add to your last run")
    return None


@dataclass(frozen=True, slots=True)
class Question:
    """One load to be asked about; ``said`` is the answer that stands."""

    uuid: UUID
    about: str
    answers: Sequence[Settled]
    said: str


def questions(patient: Patient) -> list[Question]:
    """What waits for an answer, the latest load first."""
    return [question(patient, asked) for asked in asked_now(patient).order_by("-loaded_at")]


def question(patient: Patient, asked: FollowUp) -> Question:
    today = clock.today_in(patient.time_zone)
    return Question(asked.uuid, load_words(asked, today), possible_answers(asked, today), asked.settled)
