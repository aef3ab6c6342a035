"""Which templates an examination speaks for: the bundled pack's rows, and what holds for any."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programs.rules.proposal import propose
from tests.factories import pack_content

CONTENT = pack_content().raw
MILD = {"worst_pain": 3, "running_now": "as-usual"}


def proposed(answers):
    found = propose(CONTENT, answers, {})
    return {slug for slug, proposal in found.by_template.items() if proposal.is_proposed}


@pytest.mark.parametrize(
    ("answers", "templates"),
    [
        ({}, set()),
        ({"worst_pain": 2, "running_now": "less"}, {"rk-4w-mild"}),
        (MILD, {"rk-4w-mild", "rk-5w-standard"}),
        ({"worst_pain": 6}, {"rk-5w-standard", "rk-6w-gradual"}),
        ({"worst_pain": 3, "running_now": "stopped"}, {"rk-5w-standard", "rk-6w-gradual"}),
        ({"worst_pain": 2, "days_since_onset": 92}, {"rk-6w-gradual"}),
        ({"worst_pain": 8, "running_now": "stopped"}, set()),
        (MILD | {"swelling": "mild"}, {"rk-5w-standard"}),
        (MILD | {"aggravators": {"stairs-down": 5}}, {"rk-5w-standard"}),
        (MILD | {"red_flag": True}, set()),
        (MILD | {"age_years": 17}, set()),
        (MILD | {"age_years": 18}, {"rk-4w-mild", "rk-5w-standard"}),
        (MILD | {"contra_indications": ["pregnancy-or-birth"]}, set()),
        (MILD | {"contra_indications": ["bone-stress-12-months"]}, {"rk-4w-mild", "rk-5w-standard"}),
        (MILD | {"main_zone": "back-of-knee"}, set()),
    ],
)
def test_what_the_bundled_pack_proposes(answers, templates):
    assert proposed(answers) == templates


def test_a_proposal_says_why():
    found = propose(CONTENT, MILD, {}).by_template["rk-4w-mild"]
    assert found.reasons == ("Worst pain in the last week is 4 or less.", "Still running.")


def test_what_speaks_against_it_is_said_too():
    found = propose(CONTENT, MILD | {"swelling": "mild"}, {}).by_template["rk-4w-mild"]
    assert (found.is_proposed, found.against) == (False, ("The knee is swollen.",))


def test_what_comes_first_is_said_and_the_reasons_stay():
    found = propose(CONTENT, MILD | {"contra_indications": ["pregnancy-or-birth"]}, {})
    assert "Pregnancy or less than 12 weeks after birth" in found.first
    assert found.by_template["rk-4w-mild"].reasons


ANSWERS = st.fixed_dictionaries(
    {},
    optional={
        "worst_pain": st.integers(0, 10),
        "running_now": st.sampled_from(["as-usual", "less", "stopped", "not-a-runner"]),
        "swelling": st.sampled_from(["none", "mild", "moderate", "marked"]),
        "days_since_onset": st.integers(0, 1000),
        "episodes": st.sampled_from(["first", "earlier", "returning"]),
        "contra_indications": st.lists(
            st.sampled_from([row["slug"] for row in CONTENT["assessment"]["contra_indications"]]), unique=True
        ),
        "red_flag": st.booleans(),
        "age_years": st.integers(5, 90),
    },
)


@given(answers=ANSWERS)
def test_a_proposal_has_a_reason_and_nothing_against_it(answers):
    found = propose(CONTENT, answers, {})
    for proposal in found.by_template.values():
        if proposal.is_proposed:
            assert proposal.reasons
            assert not proposal.against
            assert not found.first


@given(answers=ANSWERS)
def test_nothing_is_proposed_to_whom_a_program_is_ruled_out(answers):
    assert proposed(answers | {"contra_indications": ["ligament-tear"]}) == set()
