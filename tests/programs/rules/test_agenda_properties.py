"""What must hold from what is told to what is decided: worse news never decides better, silence opens
nothing, and nothing is ever increased without a clinician or against an open stop.

Lives are made up small: two weeks of one exercise, each day with its check, its log and its answer, or not.
A rank is how much a decision holds a patient back. The one exception, by the rules' own word, is an alarm
whose answer is left out (see test_decision_properties); it never lets anybody go on.
"""

from dataclasses import replace
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from programs.rules.adherence import LogFact
from programs.rules.agenda import CHECKIN, LOAD, WEEKLY, Case, Known, agenda
from programs.rules.decision_words import LoadAction, Settled, Verdict
from programs.rules.life_facts import weekly_facts
from programs.rules.verdicts import INCREASES, RANKS
from programs.rules.weekly import propose_weekly
from programs.rules.words import LogState
from tests.programs.rules.build import day
from tests.programs.rules.living import P, asked, clock, knee, life, logged, moment
from tests.programs.rules.protocol import PROTOCOL, RULEBOOK

DAYS = 14
WEEK = 2
GOES_ON = RANKS[Verdict.ADVANCE_WEEK]

answers = st.none() | st.sampled_from(list(Settled))
pains = st.integers(0, 10)
# Mostly calm, so that weeks that go on are among them.
calm = st.sampled_from([0, 0, 0, 1, 1, 2]) | pains
days = st.fixed_dictionaries({
    "check": st.sampled_from([True] * 9 + [False]),
    "train": st.sampled_from([True] * 9 + [False]),
    "worst": st.none() | calm,
    "morning": st.none() | st.sampled_from([0, 0, 0, 0, 1]) | calm,
    "swelling": st.none() | st.sampled_from([0] * 12 + [1, 2, 3]),
    "pain": st.none() | calm,
    "settled": st.sampled_from([Settled.WITHIN_1H] * 6) | answers,
    "sets": st.sampled_from([3, 3, 3, 3, 2, 1, 0]),
})  # fmt: skip
weeks = st.lists(days, min_size=DAYS, max_size=DAYS)
good = {
    "check": True, "train": True, "worst": 1, "morning": 0, "swelling": 0, "pain": 0,
    "settled": Settled.WITHIN_1H, "sets": 3,
}  # fmt: skip
good_weeks = st.just([good] * DAYS)


AFTERWARDS = knee(DAYS + 1, pain_morning=0)


def lived(told, **fields):
    """The life in which these days were lived, one after the other."""
    known = list(enumerate(told, start=1))
    return life(
        **{
            "clock": clock((1, 2, 3, 4), released=WEEK),
            "knees": (*(_knee(number, each) for number, each in known if each["check"]), AFTERWARDS),
            "logs": tuple(_log(number, each) for number, each in known if each["train"]),
            "asked": tuple(asked(number, each["settled"]) for number, each in known if each["train"]),
        }
        | fields
    )


def _knee(number, told):
    return knee(number, pain_worst=told["worst"], pain_morning=told["morning"], swelling=told["swelling"])


def _log(number, told):
    log = logged(number, pain=told["pain"])
    state = LogState.DONE if told["sets"] == 3 else LogState.PARTIAL
    fact = LogFact(log.fact.prescription, log.fact.side, log.fact.on, state, told["sets"])
    return replace(log, fact=fact)


AT = moment(day(DAYS) + timedelta(days=2), 20)


def week_rank(found):
    return RANKS[propose_weekly(weekly_facts(found, WEEK, AT, P), RULEBOOK, P).verdict]


def made(found, known=None, at=None):
    case = Case(life=found, known=known or {}, protocol=PROTOCOL, parameters=P, at=at or AT, harder={})
    return agenda(case)


def worse(told, number, **changes):
    return [{**each, **changes} if n == number else each for n, each in enumerate(told)]


numbers = st.integers(0, DAYS - 1)


# The gate compares with the week before, so worse news must fall into the week that is judged.
late = st.integers(7, DAYS - 1)


@given(weeks | good_weeks, late, pains, pains)
def test_more_pain_on_a_day_never_decides_the_week_better(told, number, one, other):
    low, high = sorted((one, other))
    ranks = [week_rank(lived(worse(told, number, worst=pain))) for pain in (low, high)]
    assert ranks[1] >= ranks[0]


@given(weeks | good_weeks, numbers, pains, pains)
def test_more_pain_in_a_session_never_decides_the_week_better(told, number, one, other):
    low, high = sorted((one, other))
    ranks = [week_rank(lived(worse(told, number, pain=pain))) for pain in (low, high)]
    assert ranks[1] >= ranks[0]


@given(weeks | good_weeks, numbers, st.integers(0, 3), st.integers(0, 3))
def test_more_swelling_never_decides_the_week_better(told, number, one, other):
    low, high = sorted((one, other))
    ranks = [week_rank(lived(worse(told, number, swelling=grade))) for grade in (low, high)]
    assert ranks[1] >= ranks[0]


@given(weeks | good_weeks, numbers, st.integers(0, 3), st.integers(0, 3))
def test_fewer_sets_never_decide_the_week_better(told, number, one, other):
    low, high = sorted((one, other))
    ranks = [week_rank(lived(worse(told, number, sets=sets))) for sets in (high, low)]
    assert ranks[1] >= ranks[0]


@given(weeks | good_weeks, numbers)
def test_a_later_answer_how_it_settled_never_decides_better(told, number):
    order = [Settled.WITHIN_1H, Settled.WITHIN_24H, Settled.LONGER]
    ranks = [week_rank(lived(worse(told, number, settled=settled))) for settled in order]
    assert ranks == sorted(ranks)


silences = st.sampled_from([
    {"check": False}, {"settled": None}, {"pain": None}, {"morning": None}, {"swelling": None},
    {"worst": None},
])  # fmt: skip


@given(weeks | good_weeks, numbers, silences)
def test_an_answer_that_is_left_out_never_lets_anybody_go_on_who_was_held(told, number, silence):
    before, after = week_rank(lived(told)), week_rank(lived(worse(told, number, **silence)))
    assert before <= GOES_ON or after > GOES_ON or _was_alarmed(told, number, silence)


def _was_alarmed(told, number, silence):
    """The answer that was left out told of something bad itself: leaving it out silences that."""
    each = told[number]
    return (
        bool(each["swelling"])
        or (each["pain"] or 0) > P["ex.pain_green_max"]
        or (each["worst"] or 0) > 0
        or (each["morning"] or 0) > 0
        or each["settled"] != Settled.WITHIN_1H
    )


@given(good_weeks, numbers, silences)
def test_after_good_weeks_silence_never_decides_better(told, number, silence):
    assert week_rank(lived(worse(told, number, **silence))) >= week_rank(lived(told))


# Nothing grows by itself, and nothing at all grows against an open stop.


@given(weeks | good_weeks, st.booleans(), st.integers(1, DAYS + 2))
def test_every_increase_waits_for_a_clinician(told, is_stopped, number):
    at = moment(day(number), 20)
    for one in made(lived(told, is_stopped=is_stopped), at=at):
        assert one.waits or not _is_increase(one)


@given(weeks | good_weeks)
def test_an_increase_that_was_answered_is_not_made_again_by_itself(told):
    first = made(lived(told))
    known = {
        (one.scope, one.key): Known(
            revision=one.revision,
            verdict=one.verdict,
            inputs=one.record.inputs,
            made_at=AT,
            acted=one.verdict,
        )
        for one in first
    }
    later = made(lived(told), known, AT + timedelta(hours=1))
    assert [one for one in later if _is_increase(one) and not one.waits] == []


@given(weeks | good_weeks)
def test_nothing_grows_against_an_open_stop(told):
    assert [one for one in made(lived(told, is_stopped=True)) if _is_increase(one)] == []


@given(weeks | good_weeks, st.sampled_from([verdict for verdict in Verdict if RANKS[verdict] >= 60]))
def test_no_load_grows_in_a_week_that_is_held_or_worse(told, verdict):
    found = lived(told, verdicts={1: verdict})
    assert [one for one in made(found) if one.scope == LOAD and one.verdict != LoadAction.KEEP] == []


@given(weeks | good_weeks)
def test_a_check_in_never_increases_anything(told):
    at = moment(day(DAYS), 20)
    checkins = [one for one in made(lived(told), at=at) if one.scope == CHECKIN]
    assert all(one.verdict not in INCREASES for one in checkins)


@given(weeks | good_weeks)
@settings(max_examples=40)
def test_the_same_life_makes_the_same_decisions(told):
    assert made(lived(told)) == made(lived(told))


def test_good_weeks_are_among_those_that_go_on():
    told = lived([good] * DAYS)
    found = [one for number in range(7, DAYS + 1) for one in made(told, at=moment(day(number + 1), 5))]
    assert {(one.scope, str(one.verdict)) for one in found if _is_increase(one)} == {
        (WEEKLY, "ADVANCE_WEEK"), (WEEKLY, "PROGRESS"), (LOAD, "add_reps"),
    }  # fmt: skip


def _is_increase(one):
    return one.verdict in INCREASES or (one.scope == LOAD and one.verdict != LoadAction.KEEP)
