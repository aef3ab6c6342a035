"""What there is to decide about a program at a moment, and what of it is new.

Everything here is made from a `Life`, so a decision that was made can be made again, and a program that was
made up can be decided like a real one. Storing it and carrying it out is for others.

A decision is known by scope and key: a week as it was lived ("week:3"), a day ("day:2026-05-04"), an exercise
as it is prescribed ("dose:417"). While it waits, other facts make it anew; once it was acted on, only a
change of direction does.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from programs.rules.checkin import propose_checkin
from programs.rules.clock import ProgramDay, dates_of, locate
from programs.rules.decision_words import Colour, LoadAction, Verdict
from programs.rules.item_sessions import ItemBook, present_items
from programs.rules.judged import Judged, judged_sessions
from programs.rules.life import Life
from programs.rules.life_facts import checkin_facts, latest_judged, weekly_facts
from programs.rules.load import GOOD_SESSIONS, LoadAsk, load_step
from programs.rules.load_record import LoadRecord, record_load
from programs.rules.parameters import Parameters
from programs.rules.record import Json, Record, record_of
from programs.rules.schedule import Item
from programs.rules.scopes import Protocol
from programs.rules.verdicts import INCREASES, RANKS, Proposal
from programs.rules.weekly import propose_weekly

CHECKIN, WEEKLY, LOAD = "checkin", "weekly", "load"


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """The latest revision of a decision: what it was made from and said. ``acted``: what was done in the
    end, by a clinician or by itself; empty while it waits. ``sessions``: the red ones it was answered for."""

    revision: int
    verdict: str
    inputs: Json
    made_at: datetime
    acted: str = ""
    sessions: tuple[str, ...] = ()

    @property
    def is_answered(self) -> bool:
        return bool(self.acted)


KnownBy = Mapping[tuple[str, str], Known]


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A decision to store. ``replaces``: the revision before it was not answered yet.

    ``sessions`` are the red ones a check-in looked at: each is answered by easing only once. ``item`` is the
    prescription a load step is about.
    """

    scope: str
    key: str
    revision: int
    on: date
    verdict: str
    record: Record | LoadRecord
    waits: bool
    replaces: bool
    sessions: tuple[str, ...] = ()
    item: Any = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A program to decide about: its life, what was decided, by what, and when. `harder`: by exercise."""

    life: Life
    known: KnownBy
    protocol: Protocol
    parameters: Parameters
    at: datetime
    harder: Mapping[Any, str]

    @property
    def today(self) -> date:
        return self.life.day_of(self.at)


def agenda(case: Case) -> list[Made]:
    """The decisions that are new at a moment: of today, of the weeks that are over, of each exercise."""
    judged = judged_sessions(case.life, case.parameters, case.at)
    weeks = [_weekly(case, judged, position) for position in weeks_to_judge(case.life, case.today)]
    found = [_checkin(case, judged), *weeks, *_loads(case, judged)]
    return [made for made in found if made is not None]


def weeks_to_judge(life: Life, today: date) -> list[int]:
    """The last released week once it is over; until then the one before it, whose answers may come late."""
    released = life.clock.released or len(life.clock.weeks)
    place = locate(life.clock, today)
    is_over = isinstance(place, ProgramDay) and place.position > released
    position = released if is_over else released - 1
    return [position] if position else []


def is_overdue(life: Life, today: date) -> bool:
    """Whether a whole week went by since the last one that was decided."""
    place = locate(life.clock, today)
    return isinstance(place, ProgramDay) and place.position > (life.clock.released or 0) + 1


def _checkin(case: Case, judged: Sequence[Judged]) -> Made | None:
    facts = checkin_facts(case.life, case.today, case.at, case.parameters, judged)
    proposal = propose_checkin(facts, case.protocol.rulebook, case.parameters)
    told = {knee.on for knee in case.life.knees} | {one.session.on for one in judged}
    red = [one.session.key for one in latest_judged(judged, case.today) if one.colour == Colour.RED]
    asks_for_somebody = RANKS[proposal.verdict] >= RANKS[Verdict.ESCALATE]
    if case.today not in told and not asks_for_somebody and set(red) <= _answered_for(case):
        return None
    record = record_of(facts, proposal, case.protocol, case.parameters)
    return _made(
        case, CHECKIN, f"day:{case.today.isoformat()}", case.today, proposal, record, sessions=tuple(red)
    )


def _answered_for(case: Case) -> set[str]:
    """The red sessions after which the plan was eased already."""
    known = (known for (scope, _key), known in case.known.items() if scope == CHECKIN)
    return {session for one in known for session in one.sessions}


def _weekly(case: Case, judged: Sequence[Judged], position: int) -> Made | None:
    key = f"week:{position}"
    days = dates_of(case.life.clock, position)
    if not days or days[0] > case.today:
        return None
    known = case.known.get((WEEKLY, key))
    seen_at = _seen_at(case, known)
    as_seen = judged if seen_at == case.at else None
    facts = weekly_facts(case.life, position, seen_at, case.parameters, as_seen)
    proposal = propose_weekly(facts, case.protocol.rulebook, case.parameters)
    record = record_of(facts, proposal, case.protocol, case.parameters)
    return _made(case, WEEKLY, key, days[-1], proposal, record)


def _seen_at(case: Case, known: Known | None) -> datetime:
    """A week that was let go is judged again as of then, so that only what was told late can change it.
    One that was held is judged as of now: what is new may lift it."""
    return known.made_at if known is not None and known.acted in INCREASES else case.at


def _made(
    case: Case,
    scope: str,
    key: str,
    on: date,
    proposal: Proposal,
    record: Record,
    *,
    sessions: tuple[str, ...] = (),
) -> Made | None:
    before = case.known.get((scope, key))
    if before and not _is_new(before, proposal.verdict, record.inputs):
        return None
    # The patient was let go on already: what speaks against it now is for a clinician to weigh.
    takes_back = before is not None and before.acted in INCREASES
    return Made(
        scope=scope,
        key=key,
        revision=before.revision + 1 if before else 1,
        on=on,
        verdict=proposal.verdict,
        record=record,
        waits=proposal.is_increase or takes_back,
        replaces=before is not None and not before.is_answered,
        sessions=sessions,
    )


def _is_new(before: Known, verdict: Verdict, inputs: Json) -> bool:
    if not before.is_answered:
        return before.inputs != inputs
    # A clinician who went on against the rules has heard what they say; only worse than that is news.
    heard = max(RANKS[Verdict(before.acted)], RANKS[Verdict(before.verdict)])
    asks_less = RANKS[verdict] > heard
    goes_on = verdict in INCREASES and before.verdict not in INCREASES and before.acted not in INCREASES
    return asks_less or goes_on


def _loads(case: Case, judged: Sequence[Judged]) -> list[Made]:
    """A step for each exercise that may grow; one that may not any more takes its proposal back."""
    weekly, book = _latest_week(case), ItemBook(case.life, judged)
    items = [item for item in present_items(case.life, case.today) if item.dose.plan is None]
    found = [_load(case, item, book, weekly) for item in items]
    return [made for made in found if made is not None]


def _latest_week(case: Case) -> Verdict | None:
    """What holds for the week; while a warning sign is open nothing may grow, whatever was decided before."""
    if case.life.is_stopped:
        return Verdict.STOP_URGENT
    verdicts = case.life.verdicts
    return verdicts[max(verdicts)] if verdicts else None


def _load(case: Case, item: Item, book: ItemBook, weekly: Verdict | None) -> Made | None:
    key = f"dose:{item.id}"
    before = case.known.get((LOAD, key))
    if before and before.is_answered and before.verdict != LoadAction.KEEP:
        return None  # a clinician has said what becomes of it
    stands = before is not None and not before.is_answered
    ask = LoadAsk(
        dose=item.dose,
        # Most exercises stay as they are, which their latest sessions say already.
        sessions=book.sessions(item, latest=case.parameters.whole(GOOD_SESSIONS)),
        harder=case.harder.get(item.exercise_id),
        weekly=weekly,
    )
    step = load_step(ask, case.parameters)
    if (step.action == LoadAction.KEEP and not stands) or (
        before and stands and before.verdict == step.action
    ):
        return None
    record = record_load(replace(ask, sessions=book.sessions(item)), step, case.parameters)
    return Made(
        scope=LOAD,
        key=key,
        revision=before.revision + 1 if before else 1,
        on=case.today,
        verdict=step.action,
        record=record,
        waits=step.action != LoadAction.KEEP,
        replaces=stands,
        item=item.id,
    )
