"""The runner's-knee protocol as the tests of the rules ask it, and its worked examples."""

from pathlib import Path

from programs.packs.reader import read_pack
from programs.rules.decision_words import Scope
from programs.rules.facts import CheckinFacts, WeeklyFacts
from programs.rules.inputs import read
from programs.rules.scopes import Protocol

DATA = read_pack(Path(__file__).parents[3] / "packs" / "runners-knee").data
PROTOCOL = Protocol.from_pack(DATA)
RULEBOOK = PROTOCOL.rulebook
PARAMETERS = RULEBOOK.parameters()
DEFAULTS = DATA["rule_test_vectors"]["defaults"]


def checkin(**facts):
    """A check-in on which nothing is wrong, but for what is given."""
    return read(CheckinFacts, DEFAULTS["checkin"] | facts)


def weekly(**facts):
    """The last week of a stage that went well, but for what is given."""
    return read(WeeklyFacts, DEFAULTS["weekly"] | facts)


def examples():
    """(scope, facts, expected answer) of every worked example; facts not listed have their defaults."""
    for scope in Scope:
        for example in DATA["rule_test_vectors"][scope]:
            yield scope, _facts(scope, example), _expected(scope, example)


def _facts(scope, example):
    if scope in DEFAULTS:
        return DEFAULTS[scope] | example["facts"]
    return {name: value for name, value in example.items() if name != "expect"}


def _expected(scope, example):
    if scope in DEFAULTS:
        return {"decision": example["expect"], "reasons": example["reasons"]}
    return {"colour": example["expect"]} if scope == Scope.SESSION_COLOUR else example["expect"]
