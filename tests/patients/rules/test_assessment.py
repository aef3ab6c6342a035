"""The examination's rules: what is wrong, what is missing, what the answers point to."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patients.rules.assessment import Fault, check, hints, missing, suggestions
from patients.rules.examination import Examination, FunctionalTest, Kind
from patients.rules.facts import Person, derived
from patients.rules.functional_tests import RATINGS, is_number, outcome, scale_of
from tests.documents import CONTENT
from tests.factories import pack_content

ON = date(2026, 11, 20)


def bundled() -> Examination:
    raw = pack_content().raw
    return Examination.from_content({name: raw[name] for name in ("assessment", "functional_tests")})


FORM = bundled()


def functional(slug: str) -> FunctionalTest:
    found = FORM.test(slug)
    assert found
    return found


def faults(**content: Any) -> dict[str, Fault]:
    return {path: problem.fault for path, problem in check(FORM, content, ON).items()}


def test_what_the_tests_use_is_right_and_complete():
    assert (check(FORM, CONTENT, ON), missing(FORM, CONTENT)) == ({}, {})


def test_an_empty_draft_is_right():
    assert check(FORM, {}, ON) == {}


@pytest.mark.parametrize(
    ("field", "value", "fault"),
    [
        ("worst_pain", "4", Fault.NUMBER),
        ("worst_pain", True, Fault.NUMBER),
        ("worst_pain", 4.5, Fault.WHOLE),
        ("worst_pain", 11, Fault.BOUNDS),
        ("weekly_km", float("inf"), Fault.NUMBER),
        ("onset", "magic", Fault.OPTION),
        ("onset", ["gradual"], Fault.OPTION),
        ("onset_on", "yesterday", Fault.DATE),
        ("onset_on", 20260101, Fault.DATE),
        ("onset_on", "2026-11-21", Fault.FUTURE),
        ("hypermobile", "yes", Fault.YES_OR_NO),
        ("goal", 7, Fault.SHAPE),
        ("goal", "a\0b", Fault.SHAPE),
        ("goal", "x" * 4001, Fault.TOO_LONG),
        ("pain_qualities", "dull", Fault.SHAPE),
        ("pain_qualities", ["dull", "dull"], Fault.OPTION),
        ("pain_qualities", [["dull"]], Fault.SHAPE),
        ("pain_zones", ["around-kneecap"], Fault.SHAPE),
        ("pain_zones", {"both": ["around-kneecap"]}, Fault.SHAPE),
        ("pain_zones", {"left": ["elbow"]}, Fault.OPTION),
        ("aggravators", {"stairs-up": 11}, Fault.BOUNDS),
        ("aggravators", {"flying": 1}, Fault.OPTION),
        ("aggravators", ["stairs-up"], Fault.SHAPE),
        ("colour", "blue", Fault.UNKNOWN),
    ],
)
def test_a_wrong_answer_is_named(field, value, fault):
    assert faults(answers={field: value}) == {f"answers.{field}": fault}


@pytest.mark.parametrize(
    ("test", "value", "path", "fault"),
    [
        ("step-down-quality", {"left": 7}, ".left", Fault.BOUNDS),
        ("step-down-quality", {"both": 1}, "", Fault.SHAPE),
        ("step-down-quality", 3, "", Fault.SHAPE),
        ("double-squat-45", {"left": 1}, "", Fault.SHAPE),
        ("straight-leg-raise-lag", {"left": 1}, ".left", Fault.YES_OR_NO),
        ("single-leg-squat-rating", {"left": "great"}, ".left", Fault.OPTION),
        ("cartwheel", {"both": 1}, "", Fault.UNKNOWN),
    ],
)
def test_a_wrong_result_is_named(test, value, path, fault):
    assert faults(tests={test: value}) == {f"tests.{test}{path}": fault}


@pytest.mark.parametrize(
    ("code", "value", "fault"),
    [
        ("weak-quads", {"side": "front"}, Fault.OPTION),
        ("weak-quads", {"side": ["left"]}, Fault.OPTION),
        ("weak-quads", {"note": ["left"]}, Fault.SHAPE),
        ("weak-quads", {"colour": "blue"}, Fault.SHAPE),
        ("weak-quads", "left", Fault.SHAPE),
        ("weak-quads", {"note": "x" * 241}, Fault.TOO_LONG),
        ("bad-luck", {}, Fault.UNKNOWN),
    ],
)
def test_a_wrong_finding_is_named(code, value, fault):
    assert faults(findings={code: value}) == {f"findings.{code}": fault}


@pytest.mark.parametrize("content", [{"mood": {}}, {"answers": []}])
def test_a_part_that_is_none_is_named(content):
    assert list(check(FORM, content, ON)) == list(content)


def test_the_main_place_is_among_the_painful_ones():
    answers = {**CONTENT["answers"], "main_zone": "back-of-knee"}
    assert missing(FORM, {"answers": answers})["answers.main_zone"].fault == Fault.NOT_AMONG


def test_imaging_needs_its_reason():
    answers = {**CONTENT["answers"], "imaging_indicated": True}
    assert list(missing(FORM, {"answers": answers})) == ["answers.imaging_reasons"]
    assert missing(FORM, {"answers": {**answers, "imaging_reasons": ["ottawa-rule"]}}) == {}


@pytest.mark.parametrize("zones", [{}, {"left": []}, {"left": [], "right": []}])
def test_no_painful_place_is_missing(zones):
    answers = {**CONTENT["answers"], "pain_zones": zones}
    assert "answers.pain_zones" in missing(FORM, {"answers": answers})


def value_of(field: Any) -> st.SearchStrategy[Any]:
    """Any value that a field takes."""
    slugs = st.sampled_from(sorted(field.slugs())) if field.options else st.nothing()
    several = st.lists(slugs, unique=True)
    whole = st.integers(int(field.low), int(field.high))
    if field.scored:
        return st.dictionaries(slugs, whole)
    return {
        Kind.TEXT: st.text(st.characters(exclude_characters="\0"), max_size=50),
        Kind.INTEGER: whole,
        Kind.DECIMAL: st.floats(field.low, field.high or 1),
        Kind.DATE: st.dates(max_value=ON).map(str),
        Kind.BOOLEAN: st.booleans(),
        Kind.CHOICE: slugs,
        Kind.MULTI: st.dictionaries(st.sampled_from(["left", "right"]), several)
        if field.per_side
        else several,
    }[field.kind]


def result_of(test: Any) -> st.SearchStrategy[Any]:
    """Any result that a test takes, by side."""
    if not is_number(test):
        results: Any = st.booleans() if test.unit == "boolean" else st.sampled_from(RATINGS)
    else:
        results = st.integers(int(scale_of(test).low), int(scale_of(test).high))
    return st.dictionaries(st.sampled_from(test.sides), results)


ANSWERS = st.fixed_dictionaries({}, optional={field.id: value_of(field) for field in FORM.fields()})
RESULTS = st.fixed_dictionaries({}, optional={test.slug: result_of(test) for test in FORM.tests})
ANYTHING: Any = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)


@given(answers=ANSWERS, tests=RESULTS)
def test_what_fits_each_field_fits_the_form_and_can_be_judged(answers, tests):
    assert check(FORM, {"answers": answers, "tests": tests}, ON) == {}
    known = {**answers, **derived(answers, ON, Person(age_years=30, red_flag=False))}
    suggestions(FORM, known, tests)
    hints(FORM, known, tests)
    missing(FORM, {"answers": answers})


@given(
    answers=st.dictionaries(st.sampled_from([field.id for field in FORM.fields()]), ANYTHING),
    tests=st.dictionaries(st.sampled_from([test.slug for test in FORM.tests]), ANYTHING),
    findings=st.dictionaries(st.sampled_from([finding.code for finding in FORM.findings]), ANYTHING),
)
def test_whatever_is_sent_is_refused_in_words_or_can_be_judged(answers, tests, findings):
    content = {"answers": answers, "tests": tests, "findings": findings}
    if not check(FORM, content, ON):
        suggestions(FORM, answers, tests)
        missing(FORM, content)


@given(answers=ANSWERS, tests=RESULTS, field=st.sampled_from([field.id for field in FORM.fields()]))
def test_nothing_is_suggested_because_an_answer_is_missing(answers, tests, field):
    known = {**answers, **derived(answers, ON, Person())}
    fewer = {name: value for name, value in answers.items() if name != field}
    less = {**fewer, **derived(fewer, ON, Person())}
    codes = {found.finding.code for found in suggestions(FORM, less, tests)}
    assert codes <= {found.finding.code for found in suggestions(FORM, known, tests)}


def test_a_suggestion_says_why_and_on_which_side():
    (found,) = suggestions(FORM, {}, {"step-down-quality": {"left": 1, "right": 5}})[:1]
    assert (found.finding.code, found.side) == ("weak-hip-control", "right")
    assert [(reason.test, reason.side, reason.value) for reason in found.reasons] == [
        ("step-down-quality", "right", 5)
    ]


def test_an_answer_by_side_gives_its_side():
    found = suggestions(FORM, {"tight_muscles": {"left": ["calf"], "right": ["quad"]}}, {})
    assert {one.finding.code: one.side for one in found} == {"tight-calf": "left", "tight-quads": "right"}


def test_both_sides_are_both():
    found = suggestions(FORM, {"stiff_joints": {"left": ["hip"], "right": ["hip"]}}, {})
    assert [(one.finding.code, one.side) for one in found] == [("stiff-hip", "both")]


@pytest.mark.parametrize(("now", "before", "spike"), [(26, 20, False), (26.1, 20, True), (30, 0, False)])
def test_a_load_spike_is_more_than_thirty_percent(now, before, spike):
    answers = {"weekly_km": now, "weekly_km_before": before}
    found = suggestions(FORM, derived(answers, ON, Person()), {})
    assert bool(found) is spike


def test_hints_begin_with_the_main_place():
    answers = {
        "pain_zones": {"left": ["around-kneecap", "outer-side"]},
        "main_zone": "outer-side",
        "mechanical_symptoms": ["locking"],
    }
    about = [name for name, _text in hints(FORM, answers, {})]
    assert (about[0], about[-1]) == ("Outer side, just above the joint", "Locking")


def test_a_hint_with_a_condition_waits_for_it():
    answers = {"pain_zones": {"left": ["around-kneecap"]}}
    assert len(hints(FORM, {**answers, "age_years": 45}, {})) == len(hints(FORM, answers, {})) + 2


@pytest.mark.parametrize(
    ("slug", "results", "stage", "passed"),
    [
        ("step-down-quality", {"left": 3, "right": 4}, {}, {"left": True, "right": False}),
        ("step-down-quality", {"left": 3}, {}, {"left": True, "right": None}),
        (
            "side-plank-hold",
            {"left": 25, "right": 24},
            {"side-plank-hold": 25},
            {"left": True, "right": False},
        ),
        ("single-leg-squat-rating", {"left": "fair", "right": "poor"}, {}, {"left": True, "right": False}),
        ("knee-to-wall", {"left": 3, "right": 12}, {}, {"left": None, "right": None}),
        ("double-squat-45", {"both": 2}, {}, {"both": True}),
    ],
)
def test_a_result_passes_by_its_threshold_or_the_stages(slug, results, stage, passed):
    assert outcome(functional(slug), results, stage).passed == passed


def test_the_sides_are_compared():
    found = outcome(functional("knee-to-wall"), {"left": 9, "right": 12}, {})
    assert (found.difference, found.percent) == (3, 75)


def test_a_side_of_nothing_gives_no_percent():
    assert outcome(functional("single-leg-calf-raise-reps"), {"left": 9, "right": 0}, {}).percent is None


@given(left=st.integers(0, 40), right=st.integers(1, 40))
def test_a_difference_does_not_depend_on_the_order(left, right):
    test = functional("knee-to-wall")
    there, back = ({"left": left, "right": right}, {"left": right, "right": left})
    assert outcome(test, there, {}).difference == outcome(test, back, {}).difference
