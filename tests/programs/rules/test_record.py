"""A stored decision is made again bit for bit, and a difference is told."""

import json
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programs.rules.decision_words import Scope
from programs.rules.record import Record, canonical, decide, differences, replay
from programs.rules.rulebook import Rulebook
from programs.rules.scopes import Protocol, read_facts
from tests.programs.rules.protocol import DATA, PARAMETERS, PROTOCOL, RULEBOOK, examples, weekly

EXAMPLES = list(examples())


def stored(record):
    """The record as it comes back from a JSON column."""
    return Record.from_json(json.loads(canonical(record.as_json())))


@pytest.mark.parametrize(("scope", "facts", "_expected"), EXAMPLES)
def test_a_decision_comes_out_the_same_from_what_was_stored(scope, facts, _expected):
    _result, record = decide(read_facts(scope, facts), PROTOCOL, PARAMETERS)
    assert canonical(replay(stored(record), PROTOCOL)) == canonical(record.output)


@given(st.fractions(0, 100), st.fractions(0, 5))
def test_numbers_survive_that_no_float_could_hold(adherence, ratio):
    facts = weekly(adherence_7d=adherence, stage_overrun_ratio=ratio)
    _result, record = decide(facts, PROTOCOL, PARAMETERS)
    assert differences(stored(record), PROTOCOL) == []
    assert Fraction(stored(record).inputs["adherence_7d"]) == adherence


def test_a_third_more_or_less_decides_the_same_after_storing():
    just_below = Fraction(80) - Fraction(1, 10**30)
    result, record = decide(weekly(adherence_7d=just_below), PROTOCOL, PARAMETERS)
    assert (result.codes, replay(stored(record), PROTOCOL)["decision"]) == (("ADHERENCE_STAGE",), "HOLD")


def test_the_parameters_of_that_day_are_used():
    strict = RULEBOOK.parameters({"gate.adherence_stage_min": 95})
    _result, record = decide(weekly(), PROTOCOL, strict)
    assert replay(stored(record), PROTOCOL)["decision"] == "HOLD"


def test_only_parameters_the_scope_reads_are_kept():
    _result, record = decide(weekly(), PROTOCOL, PARAMETERS)
    assert record.parameters.keys() == RULEBOOK.parameter_names(Scope.WEEKLY)


def test_a_rule_that_has_changed_since_is_told():
    _result, record = decide(weekly(green_streak=2), PROTOCOL, PARAMETERS)
    rules = [rule for rule in DATA["rules"] if rule["id"] != "W-14"]
    changed = Protocol(Rulebook.from_pack(DATA | {"rules": rules}), PROTOCOL.top_level)
    assert [difference.partition(":")[0] for difference in differences(record, changed)] == [
        "decision",
        "reasons",
    ]


def test_an_output_that_was_tampered_with_is_told():
    _result, record = decide(weekly(green_streak=2), PROTOCOL, PARAMETERS)
    tampered = replace(record, output=record.output | {"decision": "PROGRESS"})
    assert differences(tampered, PROTOCOL) == ['decision: "PROGRESS" is now "HOLD"']


def test_the_reasons_are_stored_with_their_rules():
    _result, record = decide(weekly(green_streak=None), PROTOCOL, PARAMETERS)
    assert record.output["reasons"] == [{
        "rule": "W-14", "code": "RESPONSE_NOT_SETTLED", "decision": "HOLD", "sla_hours": None, "also": [],
        "missing": ["green_streak"],
    }]  # fmt: skip
