"""Detectors of what happened: found for some days after it did, whether or not the program is being lived."""

from collections.abc import Iterator, Mapping
from datetime import date

from programs.rules.after_run import rest_days
from programs.rules.decision_words import Colour
from programs.rules.judged import Judged
from programs.rules.life import Run
from programs.rules.running import next_run_on
from programs.rules.signal_case import Case, shown
from programs.rules.signal_words import RECENT, TOLD_APART, Against, Escalation, Found, Kind


def severe_pain(case: Case) -> Iterator[Found]:
    limit = case.limit(Kind.SEVERE_PAIN)
    told = [knee for knee in case.life.knees if knee.pain_worst is not None]
    if limit is None or not told:
        return
    last = max(told, key=lambda knee: knee.on)
    if last.pain_worst is not None and last.pain_worst >= limit and case.today - last.on <= RECENT:
        yield case.found(
            Kind.SEVERE_PAIN, last.on, last.pain_worst, pain=last.pain_worst, on=last.on.isoformat()
        )


def not_settled(case: Case) -> Iterator[Found]:
    limit = case.limit(Kind.NOT_SETTLED)
    if limit is None:
        return
    late = [each for each in _recent(case) if each.facts.settle_h is not None and each.facts.settle_h > limit]
    for last in late[-1:]:
        session = last.session
        yield case.found(
            Kind.NOT_SETTLED,
            session.key,
            session=str(session.kind),
            on=session.on.isoformat(),
            hours=shown(limit),
        )


def bad_session(case: Case) -> Iterator[Found]:
    """Red, as long as no green one came after it."""
    final = [each for each in _recent(case) if each.is_final or each.colour == Colour.RED]
    red = [number for number, each in enumerate(final) if each.colour == Colour.RED]
    if not red or any(each.colour == Colour.GREEN for each in final[red[-1] + 1 :]):
        return
    session, facts = final[red[-1]].session, final[red[-1]].facts
    yield case.found(
        Kind.BAD_SESSION,
        session.key,
        facts.pain_during or 0,
        session=str(session.kind),
        on=session.on.isoformat(),
        pain=facts.pain_during,
    )


def _recent(case: Case) -> list[Judged]:
    return [each for each in case.judged if case.today - each.session.on <= RECENT]


def ran_against_advice(case: Case) -> Iterator[Found]:
    colours = {each.session.key: each.colour for each in case.judged}
    runs = sorted(case.life.runs, key=lambda run: (run.on, run.loaded_at))
    for run in reversed(runs):
        earlier = [each for each in runs if each.on < run.on]
        last = earlier[-1] if earlier else None
        why = _what_stood_against(case, run, last, colours)
        if why and case.today - run.on <= RECENT:
            yield case.found(Kind.RAN_AGAINST_ADVICE, f"run:{run.key}", on=run.on.isoformat(), why=str(why))
            return


def _what_stood_against(
    case: Case, run: Run, last: Run | None, colours: Mapping[str, Colour]
) -> Against | None:
    """Only what stood since an earlier day: what was told on the day itself may have come after the run."""
    beside = case.beside
    if beside.stopped_on and run.on > beside.stopped_on:
        return Against.STOPPED
    if beside.running_paused_on and run.on > beside.running_paused_on:
        return Against.RUNNING_PAUSED
    if any(pause.covers(run.on) for pause in case.life.clock.pauses):
        return Against.PAUSED
    return Against.REST_DAY if last and run.on < _rested_on(case, last, colours) else None


def _rested_on(case: Case, last: Run, colours: Mapping[str, Colour]) -> date:
    """The first day a run was allowed again. Who builds distance may run on two days in a row."""
    colour = colours.get(f"run:{last.key}", Colour.UNKNOWN)
    if case.beside.builds_distance and colour != Colour.RED and not last.sore_in_warmup:
        return last.on
    return next_run_on(last.on, rest_days(colour, last.sore_in_warmup, case.parameters))


def escalated(case: Case) -> Iterator[Found]:
    """The latest decision that asks for a person for a reason that has no kind of its own."""
    asking = [each for each in case.beside.escalations if case.today - each.on <= RECENT and _is_own(each)]
    for last in sorted(asking, key=lambda each: each.made_at)[-1:]:
        codes = [code for code in last.codes if code not in TOLD_APART]
        yield Found(
            kind=Kind.ESCALATED,
            about=last.about,
            evidence={"on": last.on.isoformat(), "codes": ",".join(codes)},
            since=last.made_at,
            sla_hours=last.sla_hours,
        )


def _is_own(escalation: Escalation) -> bool:
    return not escalation.codes or not set(escalation.codes) <= TOLD_APART
