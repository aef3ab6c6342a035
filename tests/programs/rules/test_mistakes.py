"""Common mistakes: each is seen in what was told, and nothing else is taken for one."""

from dataclasses import replace
from fractions import Fraction

import pytest

from programs.rules.mistakes import TOPICS, Error, mistakes
from programs.rules.words import Focus, LogState
from tests.factories import pack_content
from tests.programs.rules.build import day, item
from tests.programs.rules.living import P, life, logged, moment, run

FORTNIGHT = range(3, 17)
AT = moment(day(16), 20)


def seen(**fields):
    return [str(mistake.error) for mistake in mistakes(life(**fields), P, AT)]


def runs(*told):
    """Runs of a program day and so many kilometres."""
    return tuple(
        replace(run(number, key=f"run-{number}"), distance_km=Fraction(str(km))) for number, km in told
    )


def test_two_weeks_without_exercises_and_without_a_run_is_only_rest():
    (found,) = mistakes(life(), P, AT)
    assert found.as_json() == {
        "mistake": "only_rest", "topic": "hurt-and-harm", "days": 14, "done": 0, "due": 39,
    }  # fmt: skip


def test_in_the_first_two_weeks_nobody_has_only_rested():
    assert mistakes(life(), P, moment(day(13), 20)) == ()


@pytest.mark.parametrize(
    "fields",
    [
        {"logs": tuple(logged(number) for number in (4, 7, 10))},
        {"runs": runs((10, 5))},
    ],
)
def test_who_does_something_does_not_only_rest(fields):
    assert "only_rest" not in seen(**fields)


def test_a_fast_run_that_hurt_is_seen():
    fast = (run(14, pace="fast", pain_peak=4),)
    found = [each for each in mistakes(life(runs=fast), P, AT) if each.error == Error.SPEED_IN_PAIN]
    assert [each.evidence for each in found] == [{"on": day(14).isoformat(), "pain": 4}]


@pytest.mark.parametrize(
    "told",
    [
        {"pace": "fast", "pain_peak": 2},
        {"pace": "fast", "pain_start": None, "pain_peak": None, "pain_end": None},
        {"pace": "easy", "pain_peak": 4},
        {"pace": "", "pain_peak": 4},
    ],
)
def test_a_fast_run_without_much_pain_or_a_slow_one_with_it_is_no_mistake(told):
    assert "speed_in_pain" not in seen(runs=(run(14, **told),))


def test_what_lies_two_weeks_back_is_over():
    assert "speed_in_pain" not in seen(runs=(run(2, pace="fast", pain_peak=6),))


HIP, QUAD = 1, 2
BOTH = {"items": (item(HIP), item(QUAD)), "focus": {HIP: Focus.HIP, QUAD: Focus.QUAD}}


def test_hip_and_trunk_left_out_while_the_rest_is_done_is_seen():
    logs = tuple(logged(number, QUAD) for number in FORTNIGHT)
    assert seen(**BOTH, logs=logs) == ["no_hip_and_core"]


def test_skipped_is_left_out_too():
    logs = tuple(logged(number, QUAD) for number in FORTNIGHT) + tuple(
        logged(number, HIP, state=LogState.SKIPPED) for number in FORTNIGHT
    )
    assert seen(**BOTH, logs=logs) == ["no_hip_and_core"]


def test_where_both_are_done_or_neither_is_it_is_not_about_the_hip():
    both = tuple(logged(number, prescription) for number in FORTNIGHT for prescription in (HIP, QUAD))
    assert seen(**BOTH, logs=both) == []
    assert "no_hip_and_core" not in seen(**BOTH)


def test_a_program_without_hip_exercises_asks_for_none():
    assert "no_hip_and_core" not in seen(logs=tuple(logged(number) for number in FORTNIGHT))


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ([(2, 10), (9, 10), (12, 5)], [{"what": "week", "km": 15, "cap": 11}]),
        ([(2, 5), (4, 5), (9, 8)], [{"what": "run", "km": 8, "cap": "5.5"}]),
        ([(2, 5), (4, 5), (9, 6)], []),  # a little too far is no mistake
        ([(9, 12)], []),  # nothing to count from
    ],
)
def test_full_distance_too_soon(told, expected):
    found = mistakes(life(runs=runs(*told)), P, moment(day(13), 20))
    assert [dict(each.evidence) for each in found if each.error == Error.TOO_MUCH_TOO_SOON] == expected


def test_the_pack_teaches_something_about_each_mistake():
    topics = {topic["slug"] for topic in pack_content().raw["education_topics"]}
    assert set(TOPICS.values()) <= topics
    assert set(TOPICS) == set(Error)
