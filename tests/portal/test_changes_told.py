"""What changed and why, where patients read it: Today, Plan and Progress."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from common import clock
from programs.models import DecisionAction, DecisionAnswer, DecisionScope
from programs.services.lifecycle import pause_program
from tests.factories import assigned_program, physio
from tests.loop_factories import answered, decided

pytestmark = pytest.mark.django_db

RED = {"decision": "ADJUST", "reasons": [{"rule": "C-10", "code": "SESSION_RED"}]}
WAITING = "Your physio looks at your week. Until then this week goes on."
DOSE = {"sets": 3, "reps": 10}
EASED = {"eased": [{"exercise": "Step-up", "now": "Step-up", "from": DOSE, "to": {**DOSE, "sets": 2}}]}


@pytest.fixture
def clinician(patient):
    return physio(patient.clinic)


@pytest.fixture
def program(patient, clinician):
    start_on = clock.today_in(patient.time_zone) - timedelta(days=9)
    return assigned_program(patient, by=clinician, start_on=start_on)


def done(decision, *, days_ago=0, **changes) -> DecisionAnswer:
    """It acted by itself."""
    return DecisionAnswer.objects.create(
        decision=decision,
        action=DecisionAction.AUTOMATIC,
        answered_at=clock.now() - timedelta(days=days_ago),
        changes=changes,
    )


def rested(program, **fields) -> DecisionAnswer:
    made = decided(
        program,
        scope=DecisionScope.CHECKIN,
        key="day:1",
        verdict="ADJUST",
        waits=False,
        proposal=RED,
        facts={"session_settle_h": 36},
    )
    return done(made, **{**EASED, **fields})


@pytest.mark.parametrize("address", ["/", "/plan/", "/progress/"])
def test_says_what_changed_and_why(page, program, address):
    rested(program)
    text = page.get(address).content.decode()
    assert "because your knee was sore for more than a day." in text
    assert "Step-up: 2 sets of 10, until now 3 sets of 10" in text


@pytest.mark.parametrize("address", ["/", "/plan/", "/progress/"])
def test_says_that_somebody_looks_while_a_proposal_waits(page, program, address):
    decided(program)
    assert WAITING in page.get(address).content.decode()


@pytest.mark.parametrize("address", ["/", "/plan/", "/progress/"])
def test_shows_no_rule_and_nothing_the_clinician_wrote_for_the_record(page, clinician, program, address):
    made = decided(
        program, proposal={"decision": "HOLD", "reasons": [{"rule": "W-13", "code": "PAIN_RISING"}]}
    )
    DecisionAnswer.objects.create(
        decision=made, action=DecisionAction.REJECTED, clinician=clinician, reason="Suspects overtraining"
    )
    text = page.get(address).content.decode()
    assert "Your physio decided this." in text
    assert [word for word in ("W-13", "PAIN_RISING", "overtraining") if word in text] == []


def test_the_first_page_tells_the_newest_change_for_some_days(page, program):
    rested(program, days_ago=4)
    assert page.get("/").context["news"] is None
    rested_again = decided(program, verdict="HOLD", waits=False)
    done(rested_again, weeks="held", days_ago=2)
    assert page.get("/").context["news"].change.words.startswith("We stay at this week")


def test_another_run_of_the_same_is_no_news(page, program):
    done(decided(program, scope=DecisionScope.RUN_STEP, key="run:a", verdict="REPEAT", waits=False))
    assert page.get("/").context["news"] is None


def test_a_daily_carry_on_is_not_told(page, program):
    done(decided(program, scope=DecisionScope.CHECKIN, key="day:1", verdict="HOLD", waits=False))
    [plan] = page.get("/plan/").context["plans"]
    assert plan.changes.latest == []


def test_the_newest_change_comes_first_and_many_are_folded(page, program):
    for week in range(1, 8):
        done(
            decided(program, key=f"week:{week}", verdict="HOLD", waits=False), days_ago=8 - week, weeks="held"
        )
    [plan] = page.get("/plan/").context["plans"]
    days = [line.on for line in (*plan.changes.latest, *plan.changes.earlier)]
    assert days == sorted(days, reverse=True)
    assert (len(plan.changes.latest), len(plan.changes.earlier)) == (4, 3)


def test_a_rest_after_a_red_session_is_told_as_a_rest(page, clinician, program):
    made = rested(program).decision
    pause_program(by=clinician, program=program.uuid, reason="rest")
    assert "Your program is paused" in page.get("/").content.decode()
    program.pauses.update(decision=made)
    text = page.get("/").content.decode()
    assert "Rest today" in text
    assert "Your program is paused" not in text


def test_many_changes_cost_as_many_queries_as_one(page, clinician, program):
    def queries() -> int:
        page.get("/plan/")
        with CaptureQueriesContext(connection) as captured:
            page.get("/plan/")
        return len(captured)

    answered(decided(program), by=clinician)
    one = queries()
    for week in (2, 3, 4):
        answered(decided(program, key=f"week:{week}"), by=clinician)
    assert queries() == one


def test_nobody_elses_changes_are_told(page, patient, program):
    other = assigned_program()
    rested(other)
    assert page.get("/").context["news"] is None


def test_a_rest_that_goes_on_is_told_once(page, program):
    for day in (1, 2, 3):
        made = decided(
            program,
            scope=DecisionScope.CHECKIN,
            key=f"day:{day}",
            verdict="ADJUST",
            waits=False,
            proposal=RED,
        )
        done(made, days_ago=4 - day, **(EASED if day == 1 else {}))
    [plan] = page.get("/plan/").context["plans"]
    assert [bool(line.lines) for line in plan.changes.latest] == [True]
