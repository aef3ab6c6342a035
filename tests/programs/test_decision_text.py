"""What people read of a decision: each code of the bundled pack has its words, for both who read it."""

import re

import pytest

from programs.decision_changes_text import change_lines
from programs.decision_patient_text import WENT_WELL, WHAT, WHY, is_told, patient_words, waiting_words
from programs.decision_text import NOTHING_AGAINST, REASONS, VERDICTS, reason_lines, verdict_words
from programs.fact_text import FACTS, fact_lines, tenth_words
from programs.models import Decision, DecisionAction, DecisionAnswer, DecisionScope, Exercise, Prescription
from programs.rules.decision_words import LoadAction, RunAction, Scope, Verdict
from programs.rules.facts import FACTS as KNOWN
from programs.rules.facts import WeeklyFacts, values_of
from tests.factories import pack_content

CODES = sorted({rule["reason"] for rule in pack_content().raw["rules"]})
PROMISES = re.compile(r"cure|heal|pain.free|guarantee|recover|back to normal|fix", re.IGNORECASE)
JARGON = re.compile(
    r"adherence|escalat|regress|parameter|threshold|dose|stage|amber|nprs|mcid|verdict|gate|[CW]-\d",
    re.IGNORECASE,
)


def decision(scope=DecisionScope.WEEKLY, verdict="HOLD", code="", rule="W-13", **fields) -> Decision:
    reasons = [{"rule": rule, "code": code, "decision": verdict, "also": [], "missing": []}] if code else []
    values = {
        "facts": {},
        "parameters": {},
        "proposal": {"decision": verdict, "reasons": reasons},
        **fields,
    }
    return Decision(scope=scope, verdict=verdict, key="week:1", **values)


def answered(made, action=DecisionAction.AUTOMATIC, **fields) -> Decision:
    made.answer = DecisionAnswer(action=action, **{"changes": {}, **fields})
    return made


@pytest.mark.parametrize("code", CODES)
def test_every_code_of_the_pack_has_words_for_the_clinician_and_for_the_patient(code):
    assert code in REASONS
    assert code in WHY


def test_every_number_in_a_sentence_is_a_fact_or_a_parameter_of_the_pack():
    facts = {name for kind in KNOWN.values() for name in kind.__dataclass_fields__}
    facts |= {"level", "passes", "ups_7d", "backs_14d"}
    parameters = {name.replace(".", "_") for name in pack_content().raw["rule_parameters"]}
    texts = (*REASONS.values(), *NOTHING_AGAINST.values())
    named = {name for text in texts for name in re.findall(r"{(\w+)}", str(text))}

    assert named - facts - parameters == set()


def test_every_fact_of_a_decision_has_a_name():
    decided = {Scope.CHECKIN, Scope.WEEKLY}
    assert {name for scope in decided for name in KNOWN[scope].__dataclass_fields__} - set(FACTS) == set()


@pytest.mark.parametrize("words", [Verdict, RunAction, LoadAction])
def test_every_verdict_and_action_has_a_name(words):
    assert [word for word in words if word not in VERDICTS] == []


def every_patient_text():
    for verdict in Verdict:
        for code in ("", *CODES):
            yield patient_words(decision(verdict=verdict, code=code))
    for action in RunAction:
        for colour in ("green", "amber", "red", "unknown"):
            yield patient_words(decision("run_step", action, facts={"session": {"colour": colour}}))
    for step in LoadAction:
        yield patient_words(decision("load", step))
    yield waiting_words(decision())
    yield waiting_words(decision("load"))


def test_patients_are_promised_nothing_and_read_no_jargon():
    texts = list(every_patient_text())

    assert len(texts) > 100
    assert [text for text in texts if PROMISES.search(text) or JARGON.search(text)] == []
    assert [text for text in texts if "{" in text or not text.endswith(".")] == []


def test_a_reason_says_its_numbers_and_its_rule():
    made = decision(code="PAIN_ABOVE_STAGE_LIMIT", facts={"worst_pain_max_7d": 5, "worst_pain_limit": 3})
    assert reason_lines(made) == ["Worst pain 5 this week; the stage's limit is 3 (W-13)"]


def test_a_share_just_below_its_limit_is_not_rounded_up_to_it():
    made = decision(
        code="ADHERENCE_STAGE",
        rule="W-12",
        facts={"adherence_7d": "79.99"},
        parameters={"gate.adherence_stage_min": 80},
    )
    assert reason_lines(made) == ["79.9 % done this week; the end of a stage asks for 80 % (W-12)"]


def test_what_got_worse_by_a_third_is_rounded_towards_nothing():
    assert tenth_words("-7/3") == "-2.3"


def test_a_reason_that_could_not_be_read_names_what_is_missing():
    made = decision(code="ADHERENCE_WEEK", rule="W-10")
    made.proposal["reasons"][0]["missing"] = ["adherence_7d"]
    assert reason_lines(made) == ["Not known: % done this week (W-10)"]


def test_a_code_of_another_pack_is_shown_as_it_is_written():
    assert reason_lines(decision(code="TENDON_IRRITABLE", rule="A-1")) == ["Tendon irritable (A-1)"]
    assert patient_words(decision(code="TENDON_IRRITABLE")) == "We stay at this week's exercises."


def test_the_same_word_means_something_else_for_a_run():
    assert verdict_words("ESCALATE", "run_step") != verdict_words("ESCALATE", "weekly")


def test_without_a_rule_against_it_the_numbers_of_the_week_speak():
    facts = {"adherence_7d": "92.5", "worst_pain_max_7d": 2, "checkins_7d": 7, "red_sessions_7d": 0}
    assert reason_lines(decision(verdict="ADVANCE_WEEK", facts=facts)) == [
        "Nothing speaks against it: 92.5 % done, worst pain 2, daily checks 7, red sessions 0"
    ]


def test_a_sore_day_is_why_for_the_patient():
    made = decision("checkin", "ADJUST", "SESSION_RED", facts={"session_settle_h": 36})
    assert patient_words(made) == (
        "Rest until your knee is as it was before, at least for a day, "
        "because your knee was sore for more than a day."
    )


def test_more_of_an_exercise_says_how_much_and_why():
    exercise = Exercise(name="Glute bridge")
    made = decision(
        "load",
        LoadAction.ADD_REPS,
        prescription=Prescription(exercise=exercise),
        proposal={"before": {"sets": 2, "reps": 10}, "dose": {"sets": 2, "reps": 12}},
        parameters={"load.good_sessions": 3},
    )
    assert patient_words(made) == "Glute bridge: 2 more repetitions, because the last 3 sessions went well."


def test_the_clinicians_own_words_go_first():
    made = answered(
        decision(code="RED_SESSIONS"), DecisionAction.APPROVED, patient_words="Take it easy, Maya."
    )
    assert patient_words(made) == "Take it easy, Maya."


def test_what_a_clinician_decided_otherwise_is_not_explained_by_the_rules():
    made = answered(
        decision(verdict="PROGRESS"),
        DecisionAction.EDITED,
        reason="Looks tired",
        changes={"verdict": "REGRESS"},
    )
    assert patient_words(made) == "Your exercises become a little easier. Your physio decided this."


def test_running_that_is_paused_is_told_with_it():
    made = decision("checkin", "ESCALATE", "SWELLING_MILD")
    made.proposal["reasons"][0]["also"] = ["pause_running"]
    assert patient_words(made).endswith("Please do not run until then.")


def test_an_easier_dose_is_told_beside_the_one_before():
    dose = {"sets": 3, "reps": 10}
    changes = {"eased": [{"exercise": "Step-up", "now": "Step-up", "from": dose, "to": {**dose, "sets": 2}}]}
    assert change_lines(DecisionAnswer(changes=changes)) == ["Step-up: 2 sets of 10, until now 3 sets of 10"]


def test_an_exercise_that_was_swapped_says_for_which():
    dose = {"sets": 3, "reps": 10}
    changes = {"eased": [{"exercise": "Step-up", "now": "Sit to stand", "from": dose, "to": dose}]}
    assert change_lines(DecisionAnswer(changes=changes)) == ["Sit to stand instead of Step-up: 3 sets of 10"]


@pytest.mark.parametrize(
    ("made", "told"),
    [
        (decision(), False),
        (answered(decision(), DecisionAction.REPLACED), False),
        (answered(decision("checkin", "HOLD")), False),
        (answered(decision("load"), DecisionAction.REJECTED), False),
        (answered(decision("load"), DecisionAction.REJECTED, patient_words="Not yet."), True),
        (answered(decision("checkin", "ADJUST")), True),
        (answered(decision()), True),
    ],
)
def test_a_patient_hears_of_what_changed_for_them(made, told):
    assert is_told(made) is told


def test_going_on_has_a_why():
    assert set(WENT_WELL) == {Verdict.ADVANCE_WEEK, Verdict.PROGRESS, Verdict.COMPLETE}
    assert set(WHAT) >= set(Verdict) | (set(RunAction) - {RunAction.ESCALATE})


def test_values_of_facts_are_shown_without_an_error():
    made = decision("weekly", "HOLD", "TESTS_NOT_PASSED", facts=values_of(WeeklyFacts()))
    assert reason_lines(made) == ["The exit tests of the stage: not known (W-13)"]


def test_a_reason_against_going_on_is_no_why_for_it():
    assert patient_words(decision(verdict="PROGRESS", code="RED_SESSION_THIS_WEEK")) == (
        "The next part of your program begins."
    )


def test_lists_and_doses_among_the_facts_are_told_in_short():
    facts = {
        "dose": {"sets": 2},
        "sessions": [{"colour": "green"}, {"colour": "green"}],
        "weekly": "ADVANCE_WEEK",
    }
    made = decision("load", "add_reps", facts=facts)
    assert fact_lines(made.facts) == [
        ("sessions with this dose", "2"),
        ("the latest weekly decision", "advance week"),
    ]
    assert reason_lines(made)[0].startswith("The last not known sessions")
