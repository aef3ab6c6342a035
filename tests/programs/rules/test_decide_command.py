"""manage.py decide: what it reads, what it refuses, and that one bad line harms no other."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from programs.rules.decision_words import Scope
from programs.rules.lines import LONGEST_LINE
from tests.programs.rules.protocol import DATA, examples

ROOT = Path(__file__).parents[3]
RULES = ROOT / "packs" / "runners-knee" / "rules.yaml"
COUNTS = '"passes": 0, "ups_7d": 0, "backs_14d": 0'
NO_RUN = '{"colour": "none"}'
MILD = {"decision": "ESCALATE", "reasons": ["SWELLING_MILD"]}

BAD_LINES = {
    "text for a number": ('{"swelling": "1"}', "swelling"),
    "true for a number": ('{"swelling": true}', "swelling"),
    "a number for true": ('{"rf_urgent": 1}', "rf_urgent"),
    "text for true": ('{"rf_urgent": "true"}', "rf_urgent"),
    "pain below the scale": ('{"pain_worst_24h": -1}', "pain_worst_24h"),
    "pain above the scale": ('{"pain_worst_24h": 11}', "pain_worst_24h"),
    "half a pain": ('{"pain_worst_24h": 2.5}', "pain_worst_24h"),
    "a colour there is not": ('{"session_colour": "purple"}', "session_colour"),
    "a list for a word": ('{"session_colour": ["red"]}', "session_colour"),
    "an object for a number": ('{"swelling": {}}', "swelling"),
    "an unknown fact": ('{"swollen": 1}', "swollen"),
    "a fact of another scope": ('{"adherence_7d": 90}', "adherence_7d"),
    "a fact twice": ('{"swelling": 1, "swelling": 0}', "swelling"),
    "facts inside and outside": ('{"facts": {}, "swelling": 0}', "facts"),
    "a number beyond all size": ('{"session_settle_h": 1e99999999}', "session_settle_h"),
    "an exponent beyond all size": ('{"session_settle_h": 1e99999999999999999999}', "session_settle_h"),
    "not a number": ('{"session_settle_h": NaN}', None),
    "digits without end": (f'{{"swelling": {"1" * 5000}}}', None),
    "broken": ('{"swelling": 1', None),
    "a list": ("[]", None),
    "null": ("null", None),
    "nested without end": ("[" * 60_000, None),
    "a line without end": (f'{{"swelling": 1{" " * LONGEST_LINE}}}', None),
    "two objects": ("{} {}", None),
}  # fmt: skip


@pytest.mark.parametrize(("line", "field"), BAD_LINES.values(), ids=BAD_LINES)
def test_a_bad_line_is_answered_with_its_field_and_the_rest_goes_on(decide, line, field):
    before, bad, after = decide("checkin", '{"swelling": 1}', line, '{"swelling": 1}')

    assert (before, after) == (MILD, MILD)
    assert (bad["field"], bad["line"]) == (field, 2)
    assert (field or "line") in bad["error"]


def test_blank_lines_have_no_answer_but_are_counted(decide):
    assert [answer.get("line") for answer in decide("checkin", "", "{}", "  ", "x", "")] == [None, 4]


def test_no_input_is_no_output(decide):
    assert decide("checkin") == []


@pytest.mark.parametrize(
    ("scope", "line", "field"),
    [
        ("session_colour", '{"pain_during": 2}', "kind"),
        ("session_colour", '{"kind": null}', "kind"),
        ("session_colour", '{"kind": "swim"}', "kind"),
        ("run_step", '{"session": {"colour": "green"}}', "state"),
        ("run_step", '{"state": 3, "session": {}}', "state"),
        ("run_step", '{"state": {"level": 3, "passes": 0, "ups_7d": 0}, "session": {}}', "state.backs_14d"),
        ("run_step", f'{{"state": {{"level": 0, {COUNTS}}}, "session": {{}}}}', "state.level"),
        ("run_step", f'{{"state": {{"level": 11, {COUNTS}}}, "session": {{}}}}', "state.level"),
        ("run_step", f'{{"state": {{"level": 1, {COUNTS}}}, "session": {NO_RUN}}}', "session.colour"),
        ("mileage_caps", '{"prev_week_km": 10, "longest_30d_km": 5}', "build_week"),
        ("mileage_caps", '{"prev_week_km": -1, "longest_30d_km": 5, "build_week": 1}', "prev_week_km"),
        ("mileage_caps", '{"prev_week_km": 1, "longest_30d_km": 5, "build_week": 0}', "build_week"),
        ("weekly", '{"adherence_7d": "90"}', "adherence_7d"),
        ("weekly", '{"tests_state": "maybe"}', "tests_state"),
        ("weekly", '{"day_in_program": 3, "day_in_programme": 3}', "day_in_programme"),
    ],
)  # fmt: skip
def test_what_cannot_be_decided_names_its_field(decide, scope, line, field):
    assert [answer["field"] for answer in decide(scope, line)] == [field]


def test_kilometres_are_plain_numbers_rounded_down(decide):
    line = '{"prev_week_km": 6, "longest_30d_km": 10, "build_week": 1}'
    assert decide("mileage_caps", line) == [{"week_km": 6.6, "session_km": 11}]


def test_what_is_not_known_has_no_cap(decide):
    line = '{"prev_week_km": null, "build_week": 1}'
    assert decide("mileage_caps", line) == [{"week_km": None, "session_km": None}]


@pytest.mark.parametrize("scope", Scope)
def test_the_worked_examples_can_be_piped_in_as_they_stand(decide, scope):
    of_scope = DATA["rule_test_vectors"][scope]
    expected = [answer for found, _facts, answer in examples() if found == scope]
    assert decide(scope, *map(json.dumps, of_scope)) == expected


def test_facts_in_a_wrapper_without_an_expectation_are_no_example(decide):
    example, facts = '{"facts": {}, "expect": "PROGRESS", "reasons": []}', '{"facts": {}}'
    assert [answer["decision"] for answer in decide("weekly", example, facts)] == ["PROGRESS", "HOLD"]


def test_the_other_spelling_of_program_is_read(decide):
    facts = '"pain_improvement": 0, "worst_pain_max_7d": 3, "adherence_7d": 90'
    (answer,) = decide("weekly", f'{{"day_in_programme": 14, {facts}}}')
    assert answer == {"decision": "ESCALATE", "reasons": ["NO_CHANGE_2_WEEKS"]}


def test_a_file_of_rules_tries_out_a_threshold(decide, tmp_path):
    changed = tmp_path / "rules.yaml"
    changed.write_text(
        RULES.read_text().replace("esc.severe_pain:          {default: 8", "esc.severe_pain: {default: 7")
    )

    assert decide("checkin", '{"pain_worst_24h": 7}')[0]["decision"] == "CONTINUE"
    assert decide("checkin", '{"pain_worst_24h": 7}', pack=changed)[0]["decision"] == "ESCALATE"


def test_a_program_brings_its_overrides(decide):
    line = '{"kind": "exercise", "pain_during": 5, "settle_h": 1, "morning_rise": 0}'
    assert decide("session_colour", line) == [{"colour": "amber"}]
    assert decide("session_colour", line, program="rk-6w-gradual") == [{"colour": "red"}]


@pytest.mark.parametrize(
    ("rules", "options", "says"),
    [
        ("rules: []", {}, "no rules for checkin"),
        ("- 1", {}, "holds no rules"),
        ("a: [", {}, "rules.yaml:2"),
        (RULES.read_text(), {"program": "rk-9w"}, "has no program 'rk-9w'"),
    ],
)  # fmt: skip
def test_rules_that_cannot_be_used_end_the_command(tmp_path, rules, options, says):
    file = tmp_path / "rules.yaml"
    file.write_text(rules)
    with pytest.raises(CommandError, match=says):
        call_command("decide", "checkin", pack=file, stdout=io.StringIO(), **options)


def test_it_answers_each_line_at_once_and_needs_no_database():
    environment = os.environ | {"DATABASE_URL": "postgres://nobody@127.0.0.1:1/nowhere"}
    with subprocess.Popen(
        [sys.executable, ROOT / "manage.py", "decide", "checkin"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=environment,
        text=True,
    ) as process:
        for _ in range(2):
            process.stdin.write('{"swelling": 1}\n')
            process.stdin.flush()
            assert json.loads(process.stdout.readline()) == MILD
        process.stdin.write("broken\n")
        process.stdin.close()
        assert json.loads(process.stdout.readline())["line"] == 3
        assert process.wait(timeout=20) == 0
