"""Each rule of the pack lint: the real pack passes, and a copy with one thing wrong is told so on its line."""

# ruff: noqa: E501 - a table of mistakes reads best with one mistake a line

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from programs.packs.lint import lint_pack, open_pack
from programs.packs.problems import Code, PackError, Severity

ROOT = Path(__file__).parents[2]
PACK = ROOT / "packs" / "runners-knee"
HIP, LOAD = "exercises/hip.yaml", "exercises/load.yaml"
FORM, SCREEN, MEASURES, TOPICS = (
    f"{name}.yaml" for name in ("assessment", "screening", "measures", "education")
)
MILD, STANDARD, GRADUAL = (f"programs/rk-{name}.yaml" for name in ("4w-mild", "5w-standard", "6w-gradual"))


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    return Path(shutil.copytree(PACK, tmp_path / "pack"))


def replace(pack: Path, file: str, old: str, new: str) -> None:
    text = (pack / file).read_text()
    assert old in text
    (pack / file).write_text(text.replace(old, new, 1))


def line_of(pack: Path, file: str, text: str) -> int:
    """The first line on which the text stands (the last for a text that begins with "last ")."""
    lines = (pack / file).read_text().splitlines()
    numbers = [number for number, line in enumerate(lines, start=1) if text.removeprefix("last ") in line]
    return numbers[-1 if text.startswith("last ") else 0]


def test_the_runners_knee_pack_has_no_problems() -> None:
    assert lint_pack(PACK) == []


@dataclass(frozen=True)
class Case:
    """One thing wrong: in `file`, `old` becomes `new`; told on the line of `at`, once for each code."""

    name: str
    file: str
    old: str
    new: str
    at: str
    codes: tuple[Code, ...]


GLUTE_DOSE = "dose: {sets: 2, reps: 10, hold_s: 5, rest_s: 30"
CASES = [
    Case("exercise without a dose", HIP, f"  {GLUTE_DOSE}", f"  # {GLUTE_DOSE}", "slug: glute-set", (Code.SCHEMA,)),
    Case("two quantities", HIP, GLUTE_DOSE, f"{GLUTE_DOSE}, time_s: 9", "time_s: 9", (Code.SCHEMA,)),
    Case("six sets", HIP, GLUTE_DOSE, GLUTE_DOSE.replace("sets: 2", "sets: 6"), "sets: 6", (Code.SCHEMA,)),
    Case("unknown key", HIP, "  focus: hip", "  focus: hip\n  colour: red", "colour: red", (Code.SCHEMA,)),
    Case("day eight", MILD, "days: [2, 4, 6]", "days: [2, 4, 8]", "[2, 4, 8]", (Code.SCHEMA,)),
    Case("no review", "pack.yaml", "  review:", "  # review:", "pack:", (Code.SCHEMA,)),
    Case("advances by itself", MILD, "auto_apply: false", "auto_apply: true", "auto_apply", (Code.SCHEMA,)),
    Case("threshold without a source", "rules.yaml", "tags: [L-SILB07, L-TREK-PAIN]", "tags: []", "ex.pain_amber_max", (Code.SCHEMA,)),
    Case("rule parameter misspelt", "rules.yaml", "ex.pain_green_max:", "Green max:", "Green max:", (Code.SCHEMA,)),
    Case("same slug twice", "measures.yaml", "slug: lefs", "slug: koos-pf", "slug: koos-pf, name: Lower", (Code.DUPLICATE_SLUG,)),
    Case("neighbour missing", HIP, "harder: clamshell", "harder: nowhere", "nowhere", (Code.NEIGHBOUR_MISSING,)),
    Case("circle", HIP, "easier: null", "easier: single-leg-deadlift", "slug: glute-set", (Code.NEIGHBOUR_LOOP,)),
    Case("exercise unknown", MILD, "exercise: dead-bug", "exercise: dead-bag", "dead-bag", (Code.REFERENCE,)),
    Case("test unknown", MILD, "test: step-down-quality", "test: step-down", "step-down}", (Code.REFERENCE,)),
    Case("topic unknown", MILD, "hurt-and-harm", "hurt-or-harm", "hurt-or-harm", (Code.REFERENCE,)),
    Case("plan unknown", MILD, "running_plan: walk-jog-then-build", "running_plan: none", "running_plan", (Code.REFERENCE,)),
    Case("held reps without a hold", HIP, "reps: 10, hold_s: 5,", "reps: 10,", "reps: 10, rest_s: 30", (Code.MODE,)),
    Case("counted in another way", MILD, "base: {reps: 10}", "base: {time_s: 10}", "{time_s: 10}", (Code.MODE,)),
    Case("two quantities in an overlay", MILD, "base: {reps: 10}", "base: {reps: 9, plan: x}", "plan: x", (Code.REFERENCE,)),
    Case("side of a two-legged exercise", HIP, "side: both_together", "side: each", "side: each", (Code.SIDE,)),
    Case("taping at home", HIP, "equipment: []", "equipment: [kinesio_tape]", "kinesio_tape", (Code.TAPING,)),
    Case("tag unknown", HIP, "tags: [D]", "tags: [L-NOWHERE]", "L-NOWHERE", (Code.TAG_UNKNOWN,)),
    Case("default out of bounds", "rules.yaml", "{default: 2,  min: 0,  max: 3,", "{default: 4, min: 0, max: 3,", "{default: 4, min: 0", (Code.THRESHOLD,)),
    Case("override out of bounds", STANDARD, "esc.no_mcid_day: 35", "esc.no_mcid_day: 43", "no_mcid_day", (Code.OVERRIDE,)),
    Case("override of a locked one", STANDARD, "esc.no_mcid_day: 35", "run.session_lookback_d: 30", "lookback", (Code.OVERRIDE,)),
    Case("override of nothing", STANDARD, "esc.no_mcid_day: 35", "esc.nothing: 1", "esc.nothing", (Code.OVERRIDE,)),
    Case("parameter unknown", "rules.yaml", "param: esc.severe_pain", "param: esc.severe", "param: esc.severe}", (Code.RULE_REFERENCE,)),
    Case("fact unknown", "rule-vectors.yaml", "{facts: {swelling: 1}", "{facts: {swollen: 1}", "swollen", (Code.RULE_REFERENCE,)),
    Case("gap between stages", STANDARD, "weeks: [4]", "weeks: [5]", "weeks: [5]", (Code.STAGE_WEEKS,)),
    Case("a week without a stage", MILD, "weeks: 4", "weeks: 5", "last weeks: 5", (Code.STAGE_WEEKS,)),
    Case("more days than the stage", MILD, "min_days: 14", "min_days: 15", "min_days: 15", (Code.STAGE_WEEKS,)),
    Case("change in a foreign week", MILD, "weeks: {3: {sets", "weeks: {4: {sets", "{4: {sets", (Code.ITEM_WEEKS,)),
    Case("fifth core item", MILD, "side-plank-knees, days", "side-plank-knees, core: true, days", "side-plank-knees, core", (Code.CORE_MANY,)),
    Case("day without a core item", GRADUAL, "glute-set, core: true", "glute-set", "slug: s1", (Code.CORE_NONE,)),
    Case("red flag missing", "screening.yaml", "id: RF-04", "id: RF-94", "questions:", (Code.RED_FLAG,)),
    Case("red flag lowered", "screening.yaml", "RF-02, level: emergency", "RF-02, level: urgent", "RF-02", (Code.RED_FLAG,)),
    Case("red flag not asked daily", "screening.yaml", "[intake, weekly, daily]", "[intake]", "RF-01", (Code.RED_FLAG,)),
    Case("nobody told of giving way", "rules.yaml", "id: C-05, scope: checkin, then: ESCALATE", "id: C-05, scope: checkin, then: HOLD", "last rules:", (Code.RED_FLAG, Code.RED_FLAG)),
    Case("approved by nobody", "pack.yaml", "status: draft_for_physio_review", "status: approved", "status:", (Code.REVIEW,)),
    Case("draft that is approved", "pack.yaml", "approved_by: null, approved_on: null", "approved_by: A, approved_on: 2026-01-02", "review:", (Code.REVIEW,)),
    Case("zone outside of the chart", FORM, "y: 86", "y: 101", "y: 101", (Code.SCHEMA,)),
    Case("zone on no chart", FORM, "view: back", "view: inside", "view: inside", (Code.SCHEMA,)),
    Case("hint without a source", FORM, 'hint: "Usual in patellofemoral pain.", tags: [S1, S4]', 'hint: "Usual."', 'hint: "Usual."', (Code.SCHEMA,)),
    Case("hint with an unknown source", FORM, 'hint: "Usual in patellofemoral pain.", tags: [S1, S4]', 'hint: "Usual.", tags: [S9]', "S9", (Code.TAG_UNKNOWN,)),
    Case("risk factor that leads nowhere", FORM, "focus: [], education: [warm-up]", "focus: [], education: []", "no-warm-up", (Code.SCHEMA,)),
    Case("field of no type", FORM, "type: date, required", "type: day, required", "type: day", (Code.SCHEMA,)),
    Case("condition without a value", FORM, "{fact: age_years, op: gte, value: 40}", "{fact: age_years, op: gte}", "op: gte}", (Code.SCHEMA,)),
    Case("consult row without a why", SCREEN, "    why: \"Runner's", "    # why: \"Runner's", "CP-04", (Code.SCHEMA,)),
    Case("zone twice", FORM, "slug: above-kneecap", "slug: around-kneecap", "last slug: around-kneecap", (Code.DUPLICATE_SLUG,)),
    Case("finding twice", FORM, "code: tight-quads", "code: tight-calf", "last code: tight-calf", (Code.DUPLICATE_SLUG,)),
    Case("field twice", FORM, "id: easing", "id: usual_pain", "last id: usual_pain", (Code.DUPLICATE_SLUG,)),
    Case("field named like a fact", FORM, "id: easing", "id: age_years", "id: age_years", (Code.DUPLICATE_SLUG,)),
    Case("option twice", FORM, "slug: same, name", "slug: better, name", "slug: better", (Code.DUPLICATE_SLUG,)),
    Case("topic of a finding unknown", FORM, "    education: [cadence]", "    education: [cadency]", "[cadency]", (Code.REFERENCE,)),
    Case("topic of a focus unknown", TOPICS, "education: [why-strength, traffic", "education: [why, traffic", "[why,", (Code.REFERENCE,)),
    Case("test of a finding unknown", FORM, "test: knee-to-wall", "test: knee-to-door", "knee-to-door", (Code.REFERENCE,)),
    Case("proposal of no program", FORM, "template: rk-4w-mild", "template: rk-4w", "rk-4w", (Code.REFERENCE,)),
    Case("fact unknown to a condition", FORM, "{fact: hypermobile,", "{fact: hyper,", "fact: hyper,", (Code.REFERENCE,)),
    Case("option unknown to a condition", FORM, "{fact: stride, op: eq, value: over-striding}", "{fact: stride, op: eq, value: long}", "value: long", (Code.REFERENCE,)),
    Case("fact derived from nothing", FORM, "from: [onset_on]", "from: [began_on]", "began_on", (Code.REFERENCE,)),
    Case("eligibility zone unknown", SCREEN, "[below-kneecap, ", "[below, ", "[below, ", (Code.REFERENCE,)),
    Case("text compared with a number", FORM, "{fact: hypermobile, op: eq, value: true}", "{fact: easing, op: gt, value: 3}", "fact: easing", (Code.CONDITION,)),
    Case("choice compared by size", FORM, "{fact: stride, op: eq,", "{fact: stride, op: gt,", "fact: stride, op: gt", (Code.CONDITION,)),
    Case("list where one value is meant", FORM, "{fact: stride, op: eq, value: over-striding}", "{fact: stride, op: eq, value: [bouncing]}", "[bouncing]", (Code.CONDITION,)),
    Case("limit beyond the scale", FORM, "{fact: stress, op: gte, value: 7}", "{fact: stress, op: gte, value: 11}", "value: 11", (Code.CONDITION,)),
    Case("option of what has no scores", FORM, "{fact: worries, op: has_any, value: [sleep]}", "{fact: worries, option: sleep, op: gt, value: 0}", "option: sleep", (Code.CONDITION,)),
    Case("scores without an option", FORM, "{fact: stress, op: gte, value: 7}", "{fact: aggravators, op: has_any, value: [kneeling]}", "[kneeling]", (Code.CONDITION,)),
    Case("difference of what has no sides", FORM, "{test: knee-to-wall, of: difference", "{test: run-cadence, of: difference", "run-cadence, of", (Code.CONDITION,)),
    Case("rating that nobody gives", FORM, "{test: single-leg-squat-rating, op: eq, value: poor}", "{test: single-leg-squat-rating, op: eq, value: bad}", "value: bad", (Code.CONDITION,)),
    Case("yes compared with a number", SCREEN, "{fact: red_flag, op: eq, value: true}", "{fact: red_flag, op: eq, value: 1}", "fact: red_flag", (Code.CONDITION,)),
    Case("consult row on what nobody asked", SCREEN, "{fact: course, op: eq, value: worse}", "{fact: stress, op: gte, value: 7}", "fact: stress", (Code.CONDITION,)),
    Case("consult row on a fact from what nobody asked", SCREEN, "{fact: course, op: eq, value: worse}", "{fact: weekly_km_rise_pct, op: gt, value: 30}", "weekly_km_rise_pct", (Code.CONDITION,)),
    Case("eligibility on a test", SCREEN, "{fact: worst_pain, op: gte, value: 8}", "{test: double-squat-45, op: gte, value: 8}", "double-squat-45", (Code.CONDITION,)),
    Case("number without an end", FORM, "min: 0, max: 14}", "min: 0}", "min: 0}", (Code.FIELD,)),
    Case("bounds the wrong way", FORM, "min: 120, max: 230", "min: 230, max: 120", "min: 230", (Code.FIELD,)),
    Case("bounds of a text", FORM, "id: easing, label: What eases it, type: text", "id: easing, label: What eases it, type: text, max: 9", "max: 9", (Code.FIELD,)),
    Case("choice without options", FORM, "type: choice, options_from: onsets, required: true", "type: date, options_from: onsets", "options_from: onsets", (Code.FIELD,)),
    Case("number by side", FORM, "type: integer, min: 0, max: 14", "type: integer, per_side: true, min: 0, max: 14", "max: 14", (Code.FIELD,)),
    Case("text with a default", FORM, "id: easing, label: What eases it, type: text", "id: easing, label: What eases it, type: text, default: true", "default: true", (Code.FIELD,)),
    Case("ages without a band", FORM, "from: 18, to: 39", "from: 18, to: 38", "slug: middle", (Code.AGE_BANDS,)),
    Case("ages in two bands", FORM, "from: 40, to: 54", "from: 39, to: 54", "slug: middle", (Code.AGE_BANDS,)),
    Case("oldest without a band", FORM, "from: 55, to: null", "from: 55, to: 99", "slug: older", (Code.AGE_BANDS,)),
    Case("third-party items", MEASURES, "items_n: 11, range: [0, 100]", "items: [{id: a, ask: b, type: text}]", "slug: koos-pf", (Code.SCHEMA,)),
    Case("change without a source", MEASURES, "{value: 9, tags: [L-LEFS99]}", "{value: 9}", "slug: lefs", (Code.SCHEMA,)),
    Case("unknown score", MEASURES, "method: koos_0_100", "method: koos", "method: koos,", (Code.SCHEMA,)),
    Case("due on other days than said", MEASURES, "every_days: 7", "every_days: 14", "last every_days: 14", (Code.MEASURE,)),
    Case("score without its points", MEASURES, "koos_0_100, item_max: 4,", "koos_0_100,", "slug: koos-pf", (Code.MEASURE,)),
    Case("range that the items cannot reach", MEASURES, "items_n: 20, range: [0, 80]", "items_n: 20, range: [0, 100]", "slug: lefs", (Code.MEASURE,)),
    Case("points that miss the range", MEASURES, "limp: [5, 3, 0]", "limp: [6, 3, 0]", "limp: [6", (Code.MEASURE,)),
    Case("reversed item beyond the last", MEASURES, "reverse_items: [4, 8, 12, 16]", "reverse_items: [4, 8, 12, 18]", "12, 18", (Code.MEASURE,)),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_mistake_is_told_on_its_line(pack: Path, case: Case) -> None:
    replace(pack, case.file, case.old, case.new)

    found = [(problem.file, problem.line, problem.code) for problem in lint_pack(pack)]

    assert found == [(case.file, line_of(pack, case.file, case.at), code) for code in case.codes]


def test_a_pack_without_an_examination_is_refused(pack: Path) -> None:
    (pack / FORM).unlink()

    assert [(problem.file, problem.line, problem.code) for problem in lint_pack(pack)] == [
        ("pack.yaml", 1, Code.SCHEMA)
    ]


def test_a_program_that_is_never_proposed_is_told_at_its_name(pack: Path) -> None:
    replace(pack, FORM, "template: rk-4w-mild", "template: rk-4w-copy")
    copy = (pack / MILD).read_text().replace("slug: rk-4w-mild", "slug: rk-4w-copy")
    (pack / "programs" / "rk-4w-copy.yaml").write_text(copy)

    (problem,) = lint_pack(pack)

    assert (problem.file, problem.line) == (MILD, line_of(pack, MILD, "slug: rk-4w-mild"))
    assert problem.code == Code.PROPOSAL


def test_a_focus_that_nobody_explains_is_told_at_its_exercises(pack: Path) -> None:
    replace(pack, TOPICS, "  core:\n", "  core_:\n")
    assert [problem.code for problem in lint_pack(pack)] == [Code.SCHEMA]

    entry = (pack / TOPICS).read_text().partition("  core_:")[2].partition("  mobility:")[0]
    replace(pack, TOPICS, f"  core_:{entry}", "")

    problems = lint_pack(pack)

    assert {(problem.file, problem.code) for problem in problems} == {("exercises/core.yaml", Code.WHY_FOCUS)}
    assert len(problems) == 9


def test_an_exercise_twice_on_one_day_is_told_at_the_second(pack: Path) -> None:
    item = "  - {exercise: dead-bug, days: [1, 3, 5]}\n"
    replace(pack, MILD, item, item + item)

    (problem,) = lint_pack(pack)

    assert (problem.code, problem.line) == (Code.ITEM_TWICE, line_of(pack, MILD, "last exercise: dead-bug"))


def test_a_number_a_week_without_a_pattern_has_no_days(pack: Path) -> None:
    replace(pack, "doses.yaml", "3: [1, 3, 5], ", "")
    replace(pack, MILD, "clamshell, core: true, days: [1, 3, 5]", "clamshell, core: true")

    (problem,) = lint_pack(pack)

    assert (problem.code, problem.line) == (Code.DOSE, line_of(pack, MILD, "clamshell"))


def test_a_long_day_is_a_warning_that_does_not_stop_loading(pack: Path) -> None:
    replace(pack, STANDARD, "base: {duration_min: 30}", "base: {duration_min: 60}")

    problems = lint_pack(pack)

    assert [problem.message.partition(" takes ")[0] for problem in problems] == [
        f"week 4 day {day}" for day in (2, 4, 6)
    ]
    assert {(problem.code, problem.severity) for problem in problems} == {(Code.MINUTES, Severity.WARNING)}
    assert open_pack(pack).slug == "runners-knee"


def test_a_condition_without_a_list_of_red_flags_is_left_to_a_reviewer(pack: Path) -> None:
    replace(pack, "pack.yaml", "    slug: runners-knee", "    slug: tennis-elbow")

    (problem,) = lint_pack(pack)

    assert (problem.code, problem.severity) == (Code.RED_FLAG_UNLISTED, Severity.WARNING)


def test_a_pack_with_an_error_does_not_open(pack: Path) -> None:
    replace(pack, HIP, "tags: [D]", "tags: [L-NOWHERE]")

    with pytest.raises(PackError, match=r"exercises/hip.yaml:\d+: error tag-unknown 'L-NOWHERE'"):
        open_pack(pack)


def test_every_code_is_explained_in_the_documentation() -> None:
    text = (ROOT / "docs" / "protocol-packs.md").read_text()

    assert [code for code in Code if f"`{code}`" not in text] == []
