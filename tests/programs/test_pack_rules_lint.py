"""The lint of rules that could be read but not carried out, and of examples that come out differently."""

# ruff: noqa: E501 - a table of mistakes reads best with one mistake a line

import shutil
from pathlib import Path

import pytest

from programs.packs.lint import lint_pack
from programs.packs.problems import Code

PACK = Path(__file__).parents[2] / "packs" / "runners-knee"
RULES, VECTORS, STANDARD = "rules.yaml", "rule-vectors.yaml", "programs/rk-5w-standard.yaml"

CASES = {
    "half a day": (RULES, "{default: 14, min: 7,  max: 28,", "{default: 14.5, min: 7,  max: 28,", Code.THRESHOLD),
    "half a day by override": (STANDARD, "esc.no_mcid_day: 35", "esc.no_mcid_day: 35.5", Code.OVERRIDE),
    "a fact nobody computes": (RULES, "    missed_days: int", "    mood: int\n    missed_days: int", Code.RULE),
    "a fact of another kind": (RULES, "adherence_7d: number", "adherence_7d: int", Code.RULE),
    "a rank moved": (RULES, "HOLD:           {rank: 60", "HOLD:           {rank: 95", Code.RULE),
    "an order without one": (RULES, "{fact: session_colour, op: eq, value: red}", "{fact: session_colour, op: gt, value: red}", Code.RULE),
    "a value out of reach": (RULES, "{fact: swelling, op: gte, value: 3}", "{fact: swelling, op: gte, value: 4}", Code.RULE),
    "a rule that lets go on": (RULES, "scope: weekly, then: HOLD, reason: ADHERENCE_WEEK", "scope: weekly, then: PROGRESS, reason: ADHERENCE_WEEK", Code.RULE),
    "another threshold": (RULES, "esc.missed_days:          {default: 5", "esc.missed_days:          {default: 6", Code.EXAMPLE),
    "another expectation": (VECTORS, "{facts: {swelling: 1}, expect: ESCALATE", "{facts: {swelling: 1}, expect: HOLD", Code.EXAMPLE),
    "an example that cannot be": (VECTORS, "{facts: {swelling: 1}", "{facts: {swelling: 5}", Code.EXAMPLE),
}  # fmt: skip


@pytest.mark.parametrize(("file", "old", "new", "code"), CASES.values(), ids=CASES)
def test_a_mistake_in_the_rules_is_told_on_its_line(tmp_path, file, old, new, code):
    pack = Path(shutil.copytree(PACK, tmp_path / "pack"))
    text = (pack / file).read_text()
    assert old in text
    (pack / file).write_text(text.replace(old, new, 1))

    (problem,) = lint_pack(pack)

    wrong = VECTORS if code == Code.EXAMPLE else file
    changed = new.partition("\n")[0] if wrong == file else "missed_days: 5"
    line = next(n for n, line in enumerate((pack / wrong).read_text().splitlines(), 1) if changed in line)
    assert (problem.file, problem.line, problem.code) == (wrong, line, code)
