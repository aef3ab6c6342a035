"""What the runner's-knee rules propose at their boundaries, and what a missing fact does to them."""

import pytest

from programs.rules.checkin import propose_checkin
from programs.rules.decision_words import Regression, Verdict
from programs.rules.facts import CheckinFacts, WeeklyFacts
from programs.rules.weekly import WayBack, propose_weekly, way_back
from tests.programs.rules.protocol import PARAMETERS, RULEBOOK, checkin, weekly


def at_checkin(**facts):
    return propose_checkin(checkin(**facts), RULEBOOK, PARAMETERS)


def at_week_end(**facts):
    return propose_weekly(weekly(**facts), RULEBOOK, PARAMETERS)


def told(proposal):
    return proposal.verdict, proposal.codes


@pytest.mark.parametrize(
    ("facts", "verdict"),
    [
        ({"pain_worst_24h": 7}, "CONTINUE"), ({"pain_worst_24h": 8}, "ESCALATE"),
        ({"session_settle_h": 48}, "CONTINUE"), ({"session_settle_h": 48.1}, "ESCALATE"),
        ({"catching_7d": 1}, "CONTINUE"), ({"catching_7d": 2}, "ESCALATE"),
        ({"limp_days_7d": 1}, "CONTINUE"), ({"limp_days_7d": 2}, "ESCALATE"),
        ({"missed_days": 4}, "CONTINUE"), ({"missed_days": 5}, "ESCALATE"),
        ({"swelling": 2}, "STOP_URGENT"), ({"swelling": 3}, "STOP_EMERGENCY"),
        ({"session_colour": "unknown"}, "HOLD"), ({"session_colour": "none"}, "CONTINUE"),
    ],
)  # fmt: skip
def test_a_check_in_at_each_boundary(facts, verdict):
    assert at_checkin(**facts).verdict == verdict


def test_everything_that_fired_is_kept_in_order_of_weight():
    found = at_checkin(rf_urgent=True, swelling=1, pain_worst_24h=9, session_colour="red")
    assert [reason.rule for reason in found.reasons] == ["C-02", "C-04", "C-06", "C-10"]


def test_the_shortest_time_any_reason_gives_counts():
    assert (at_checkin(swelling=1).sla_hours, at_checkin(swelling=1, pain_worst_24h=9).sla_hours) == (48, 24)


@pytest.mark.parametrize(
    ("facts", "pauses"),
    [({"swelling": 1}, True), ({"rf_urgent": True}, True), ({"missed_days": 5}, False), ({}, False)],
)
def test_running_pauses_when_a_reason_says_so_and_at_every_stop(facts, pauses):
    assert at_checkin(**facts).pauses_running is pauses


def test_a_check_in_without_any_answer_changes_nothing():
    assert told(propose_checkin(CheckinFacts(), RULEBOOK, PARAMETERS)) == (Verdict.CONTINUE, ())


@pytest.mark.parametrize(
    ("facts", "verdict"),
    [
        ({"checkins_7d": 4}, "HOLD"), ({"checkins_7d": 5}, "PROGRESS"),
        ({"adherence_7d": 80}, "PROGRESS"), ({"is_last_week": False, "adherence_7d": 60}, "ADVANCE_WEEK"),
        ({"red_sessions_7d": 1}, "HOLD"), ({"week_pain_rise": 1.99}, "PROGRESS"),
        ({"stage_overrun_ratio": 1.99}, "PROGRESS"), ({"tests_state": "missing"}, "HOLD"),
        ({"day_in_program": 27, "pain_improvement": 1.5, "worst_pain_max_7d": 3}, "PROGRESS"),
        ({"day_in_program": 14, "pain_improvement": 0, "worst_pain_max_7d": 2}, "PROGRESS"),
        ({"regressions_in_window": 2}, "PROGRESS"), ({"open_stop": True}, "STOP_URGENT"),
    ],
)  # fmt: skip
def test_the_weekly_gate_at_each_boundary(facts, verdict):
    assert at_week_end(**facts).verdict == verdict


def test_a_regression_beside_an_escalation_is_not_lost():
    found = at_week_end(red_sessions_7d=2, adherence_low_weeks=2)
    assert (found.verdict, found.includes(Verdict.REGRESS)) == (Verdict.ESCALATE, True)


GATES = {
    "checkins_7d": ("W-09", "NOT_ENOUGH_DATA"),
    "red_sessions_7d": ("W-11", "RED_SESSION_THIS_WEEK"),
    "worst_pain_max_7d": ("W-13", "PAIN_ABOVE_STAGE_LIMIT"),
    "worst_pain_limit": ("W-13", "PAIN_ABOVE_STAGE_LIMIT"),
    "green_streak": ("W-14", "RESPONSE_NOT_SETTLED"),
    "stage_min_days_done": ("W-15", "STAGE_TOO_SHORT"),
    "tests_state": ("W-16", "TESTS_NOT_PASSED"),
    "open_stop": ("W-01", "NOT_ENOUGH_DATA"),
    "is_last_week": ("default", "NOT_ENOUGH_DATA"),
    "is_last_stage": ("default", "NOT_ENOUGH_DATA"),
}


@pytest.mark.parametrize(("fact", "rule", "code"), [(fact, *held) for fact, held in GATES.items()])
def test_a_gate_that_cannot_be_read_is_not_passed(fact, rule, code):
    found = at_week_end(**{fact: None})
    assert told(found) == (Verdict.HOLD, (code,))
    assert [(reason.rule, reason.missing) for reason in found.reasons] == [(rule, (fact,))]


@pytest.mark.parametrize("fact", ["green_streak", "tests_state", "is_last_stage", "worst_pain_limit"])
def test_the_gates_of_a_last_week_are_not_asked_before(fact):
    assert told(at_week_end(is_last_week=False, **{fact: None})) == (Verdict.ADVANCE_WEEK, ())


@pytest.mark.parametrize(
    "fact", ["week_pain_rise", "pain_improvement", "adherence_low_weeks", "stage_overrun_ratio"]
)
def test_an_alarm_that_cannot_be_read_does_not_ring(fact):
    assert told(at_week_end(**{fact: None})) == (Verdict.PROGRESS, ())


def test_a_rule_that_fired_speaks_for_itself():
    assert told(at_week_end(green_streak=None, adherence_7d=None)) == (Verdict.HOLD, ("ADHERENCE_WEEK",))


def test_a_week_nobody_knows_about_is_held():
    assert told(propose_weekly(WeeklyFacts(), RULEBOOK, PARAMETERS)) == (Verdict.HOLD, ("ADHERENCE_WEEK",))


@pytest.mark.parametrize(
    ("regressions", "first_stage", "escalated", "expected"),
    [
        (0, False, False, WayBack(Regression.DOSE)),
        (1, False, False, WayBack(Regression.STAGE)),
        (1, True, False, WayBack(Regression.DOSE, asks_physio=True)),
        (1, False, True, WayBack(Regression.DOSE)),
        (2, False, True, WayBack(Regression.DOSE)),
    ],
)
def test_the_way_back(regressions, first_stage, escalated, expected):
    assert way_back(regressions, in_first_stage=first_stage, escalated=escalated) == expected
