"""Every worked example of the runner's-knee pack comes out as it says: asked directly, and by the command."""

import json

import pytest

from programs.rules.decision_words import Scope
from programs.rules.lines import shown
from programs.rules.scopes import judge, read_facts
from tests.programs.rules.protocol import PARAMETERS, PROTOCOL, examples

EXAMPLES = list(examples())
NAMES = [f"{scope}: {json.dumps(expected)}" for scope, _facts, expected in EXAMPLES]


@pytest.mark.parametrize(("scope", "facts", "expected"), EXAMPLES, ids=NAMES)
def test_the_engine_decides_as_the_example_says(scope, facts, expected):
    assert shown(judge(read_facts(scope, facts), PROTOCOL, PARAMETERS)) == expected


@pytest.mark.parametrize("scope", Scope)
def test_the_command_decides_as_the_examples_say(decide, scope):
    of_scope = [(facts, expected) for found, facts, expected in EXAMPLES if found == scope]

    answers = decide(scope, *(json.dumps(facts) for facts, _expected in of_scope))

    assert of_scope
    assert answers == [expected for _facts, expected in of_scope]
