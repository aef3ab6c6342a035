"""Conditions of a pack, and what the runner's-knee pack concludes from the answers of an examination."""

from itertools import product
from pathlib import Path
from typing import Any

import pytest

from patients.rules.conditions import holds
from programs.packs.lint import open_pack

PACK = Path(__file__).parents[2] / "packs" / "runners-knee"
SPRAIN = {"onset": "twist-or-fall", "swelling": "moderate"}


@pytest.fixture(scope="module")
def pack() -> dict[str, Any]:
    return open_pack(PACK).raw


CONDITIONS: dict[str, tuple[bool, dict[str, Any], dict[str, Any]]] = {
    "a number at its limit": (True, {"fact": "n", "op": "gte", "value": 4}, {"n": 4}),
    "a number beyond its limit": (False, {"fact": "n", "op": "lt", "value": 4}, {"n": 4}),
    "no is an answer": (True, {"fact": "b", "op": "eq", "value": False}, {"b": False}),
    "unknown is not no": (False, {"fact": "b", "op": "eq", "value": False}, {}),
    "unknown is not different": (False, {"fact": "c", "op": "ne", "value": "x"}, {"c": None}),
    "one of several": (True, {"fact": "c", "op": "in", "value": ["x", "y"]}, {"c": "y"}),
    "chosen among others": (True, {"fact": "m", "op": "has_any", "value": ["x"]}, {"m": ["w", "x"]}),
    "nothing chosen": (False, {"fact": "m", "op": "has_any", "value": ["x"]}, {"m": []}),
    "chosen on one side": (
        True,
        {"fact": "m", "op": "has_any", "value": ["x"]},
        {"m": {"left": [], "right": ["x"]}},
    ),
    "a scored option": (True, {"fact": "s", "option": "x", "op": "gt", "value": 4}, {"s": {"x": 5}}),
    "an option without a score": (
        False,
        {"fact": "s", "option": "x", "op": "lt", "value": 4},
        {"s": {"y": 5}},
    ),
    "one option against another": (
        True,
        {"fact": "s", "option": "x", "op": "gt", "than": "y"},
        {"s": {"x": 1, "y": 0}},
    ),
    "against an option without a score": (
        False,
        {"fact": "s", "option": "x", "op": "gt", "than": "y"},
        {"s": {"x": 1}},
    ),
}


@pytest.mark.parametrize(("expected", "condition", "answers"), CONDITIONS.values(), ids=CONDITIONS)
def test_a_comparison_of_an_answer(
    expected: bool, condition: dict[str, Any], answers: dict[str, Any]
) -> None:
    assert holds(condition, answers, {}) is expected


def test_a_test_counts_if_it_does_on_either_side() -> None:
    condition = {"test": "knee-to-wall", "op": "lt", "value": 10}

    assert holds(condition, {}, {"knee-to-wall": {"left": 12, "right": 9.5}})
    assert not holds(condition, {}, {"knee-to-wall": {"left": 12, "right": None}})


def test_a_difference_needs_both_sides() -> None:
    condition = {"test": "knee-to-wall", "of": "difference", "op": "gt", "value": 1.5}

    assert holds(condition, {}, {"knee-to-wall": {"left": 10.5, "right": 12.5}})
    assert not holds(condition, {}, {"knee-to-wall": {"left": 10.5}})


def test_all_and_any_are_read_inside_each_other() -> None:
    low, high = {"fact": "n", "op": "lt", "value": 2}, {"fact": "n", "op": "gt", "value": 8}
    condition = {"all": [{"any": [low, high]}, {"fact": "b", "op": "eq", "value": True}]}

    assert [holds(condition, {"n": n, "b": True}, {}) for n in (1, 5, 9)] == [True, False, True]
    assert not holds(condition, {"n": 1, "b": False}, {})


def proposed(pack: dict[str, Any], answers: dict[str, Any]) -> list[str]:
    join = {"all": all, "any": any}
    return [
        proposal["template"]
        for proposal in pack["assessment"]["template_proposal"]
        if join[proposal["match"]](holds(part["when"], answers, {}) for part in proposal["criteria"])
        and not any(holds(part["when"], answers, {}) for part in proposal["unless"])
    ]


PROPOSALS = {
    (2, "as-usual"): ["rk-4w-mild"],
    (4, "less"): ["rk-4w-mild", "rk-5w-standard"],
    (2, "stopped"): ["rk-6w-gradual"],
    (5, "as-usual"): ["rk-5w-standard", "rk-6w-gradual"],
    (7, "less"): ["rk-6w-gradual"],
    (8, "stopped"): [],
}


@pytest.mark.parametrize(("answers", "templates"), PROPOSALS.items())
def test_programs_are_proposed_by_pain_and_running(
    pack: dict[str, Any], answers: tuple[int, str], templates: list[str]
) -> None:
    assert proposed(pack, {"worst_pain": answers[0], "running_now": answers[1]}) == templates


def test_nobody_with_pain_below_eight_is_left_without_a_program(pack: dict[str, Any]) -> None:
    for pain, running in product(range(8), ("as-usual", "less", "stopped", "not-a-runner")):
        assert proposed(pack, {"worst_pain": pain, "running_now": running}) != []


def test_nothing_is_proposed_from_no_answers(pack: dict[str, Any]) -> None:
    assert proposed(pack, {}) == []


def test_painful_stairs_speak_against_the_mild_program(pack: dict[str, Any]) -> None:
    answers = {"worst_pain": 4, "running_now": "as-usual", "aggravators": {"stairs-down": 5}}

    assert proposed(pack, answers) == ["rk-5w-standard"]


CONSULT: dict[str, dict[str, Any]] = {
    "CP-01": {"days_since_onset": 15, "examined": False},
    "CP-02": {"course": "worse"},
    "CP-03": {"limp_days": 2},
    "CP-04": {"swelling": "mild"},
    "CP-05": {"mechanical_symptoms": ["giving-way"]},
    "CP-06": {"days_since_onset": 28, "tried": ["rest", "exercises"], "tried_helped": "not-at-all"},
    "CP-07": {"settles": "over-48-hours"},
    "CP-08": {"worries": ["afraid-to-move"]},
    "CP-09": {"aids_planned": ["tape"]},
}


@pytest.mark.parametrize(("row", "answers"), CONSULT.items())
def test_a_row_of_the_consult_table_applies_by_its_answer_alone(
    pack: dict[str, Any], row: str, answers: dict[str, Any]
) -> None:
    assert [rule["id"] for rule in pack["consult_rules"] if holds(rule["when"], answers, {})] == [row]


def test_a_harmless_story_needs_no_consult_row(pack: dict[str, Any]) -> None:
    answers = {
        "days_since_onset": 14,
        "examined": False,
        "course": "better",
        "limp_days": 0,
        "running_now": "less",
        "swelling": "none",
        "mechanical_symptoms": ["clicking"],
        "settles": "within-24-hours",
        "worries": [],
    }

    assert [rule["id"] for rule in pack["consult_rules"] if holds(rule["when"], answers, {})] == []


REFERRED: dict[str, dict[str, Any]] = {
    "EL-01": {"red_flag": True},
    "EL-02": {"age_years": 17},
    "EL-03": {"contra_indications": ["joint-replacement"]},
    "EL-04": {"contra_indications": ["advanced-osteoarthritis"]},
    "EL-05": {"contra_indications": ["pregnancy-or-birth"]},
    "EL-06": {"worst_pain": 8},
    "EL-07": {"main_zone": "back-of-knee"},
}


@pytest.mark.parametrize(("row", "answers"), REFERRED.items())
def test_a_row_of_the_eligibility_applies_by_its_answer_alone(
    pack: dict[str, Any], row: str, answers: dict[str, Any]
) -> None:
    rows = pack["eligibility"]["refer_first"]

    assert [entry["id"] for entry in rows if holds(entry["when"], answers, {})] == [row]


def test_pain_that_eases_and_returns_is_recognised(pack: dict[str, Any]) -> None:
    scores = {"pain_timing": {"at-start": 3, "after-warm-up": 1, "end": 5}}
    patterns = pack["assessment"]["timing_patterns"]

    assert [pattern["slug"] for pattern in patterns if holds(pattern["when"], scores, {})] == [
        "eases-then-returns"
    ]


def test_a_twist_with_swelling_adds_the_ligament_to_the_hints_of_the_outer_side(pack: dict[str, Any]) -> None:
    zone = next(zone for zone in pack["assessment"]["pain_zones"] if zone["slug"] == "outer-joint-line")
    told = [
        [hint for hint in zone["hints"] if "when" not in hint or holds(hint["when"], answers, {})]
        for answers in ({}, SPRAIN)
    ]

    assert [len(hints) for hints in told] == [1, 2]
    assert "anterior cruciate" in told[1][1]["text"]


SUGGESTED: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "weak-hip-control": ({"knee_collapse": "both"}, {}),
    "weak-quads": ({}, {"straight-leg-raise-lag": {"left": True, "right": False}}),
    "stiff-ankle": ({}, {"knee-to-wall": {"left": 11, "right": 13}}),
    "tight-calf": ({"tight_muscles": {"left": ["calf"], "right": []}}, {}),
    "load-spike": ({"longest_run_rise_pct": 10.5}, {}),
    "low-cadence": ({}, {"run-cadence": {"both": 166}}),
    "poor-single-leg-control": ({}, {"step-down-quality": {"left": 1, "right": 2}}),
    "fear-of-movement": ({"worries": ["afraid-to-move"]}, {}),
}


@pytest.mark.parametrize(("code", "found"), SUGGESTED.items())
def test_a_finding_is_suggested_by_what_was_seen(
    pack: dict[str, Any], code: str, found: tuple[dict[str, Any], dict[str, Any]]
) -> None:
    findings = pack["assessment"]["findings"]

    assert [entry["code"] for entry in findings if holds(entry["suggested_by"], *found)] == [code]


def test_good_tests_suggest_no_finding(pack: dict[str, Any]) -> None:
    tests = {"step-down-quality": {"left": 1, "right": 0}, "knee-to-wall": {"left": 12, "right": 11}}

    assert not any(holds(finding["suggested_by"], {}, tests) for finding in pack["assessment"]["findings"])


def test_what_patients_read_never_shouts_and_never_promises(pack: dict[str, Any]) -> None:
    read = [
        *(rule[key] for rule in pack["consult_rules"] for key in ("patient_text", "why")),
        *(finding["plain"] for finding in pack["assessment"]["findings"]),
        *(entry["why"] for entry in pack["why_focus"].values()),
    ]

    assert [
        text for text in read if "!" in text or "cure" in text.lower() or "guarantee" in text.lower()
    ] == []
