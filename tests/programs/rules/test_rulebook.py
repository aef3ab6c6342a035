"""Reading a pack's rules: what the engine cannot carry out is refused, never left out in silence."""

import copy

import pytest

from programs.rules.decision_words import Effect, Scope, Verdict
from programs.rules.expression_reader import RuleError
from programs.rules.rulebook import Rulebook
from programs.rules.scopes import Protocol
from tests.programs.rules.protocol import DATA, RULEBOOK

RULE = {
    "id": "C-90",
    "scope": "checkin",
    "then": "HOLD",
    "reason": "TRIAL",
    "if": {"any": [{"fact": "swelling", "op": "gte", "value": 1}]},
}


def test_every_rule_of_the_pack_is_read():
    assert [rule.id for rule in RULEBOOK.rules] == [rule["id"] for rule in DATA["rules"]]


def test_a_rule_brings_its_hours_and_effects():
    severe = next(rule for rule in RULEBOOK.rules if rule.id == "C-06")
    assert (severe.verdict, severe.sla_hours, severe.also) == (Verdict.ESCALATE, 24, (Effect.PAUSE_RUNNING,))


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"then": "CONTINUE"}, ("rules", 0, "then")),
        ({"then": "PROGRESS"}, ("rules", 0, "then")),
        ({"then": "SHRUG"}, ("rules", 0, "then")),
        ({"scope": "run_step"}, ("rules", 0, "scope")),
        ({"also": ["dance"]}, ("rules", 0, "also")),
        ({"reason": None}, ("rules", 0, "reason")),
        ({"if": None}, ("rules", 0, "if")),
    ],
)
def test_a_rule_that_cannot_be_carried_out_is_refused_where_it_stands(change, path):
    with pytest.raises(RuleError) as error:
        Rulebook.from_pack({"rules": [RULE | change]})
    assert error.value.path == path


@pytest.mark.parametrize(("name", "rank"), [("HOLD", 90), ("SHRUG", 50)])
def test_a_pack_cannot_change_what_wins(name, rank):
    with pytest.raises(RuleError, match=name):
        Rulebook.from_pack({"rule_decisions": {name: {"rank": rank}}})


def test_no_rules_are_no_clean_bill_of_health():
    with pytest.raises(RuleError, match="no rules for weekly"):
        Rulebook.from_pack({"rules": [RULE]}).rules_of(Scope.WEEKLY)


def test_the_running_plan_says_where_it_ends():
    shorter = copy.deepcopy(DATA)
    del shorter["return_to_run_plans"][0]["levels"][8:]
    assert (Protocol.from_pack(DATA).top_level, Protocol.from_pack(shorter).top_level) == (10, 8)
