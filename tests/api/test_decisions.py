"""/decisions/: what waits and why, each answer once; and what patients read under /me/progress/."""

from datetime import timedelta

import pytest

from common import clock
from programs.models import Decision, DecisionScope
from tests.api.queries import assert_costs_the_same
from tests.factories import ClinicFactory, PatientFactory, assigned_program, physio
from tests.loop_factories import answered, decided

pytestmark = pytest.mark.django_db
URL = "/api/v1/decisions/"
HELD = {
    "decision": "HOLD",
    "reasons": [
        {
            "rule": "W-11",
            "code": "RED_SESSION_THIS_WEEK",
            "decision": "HOLD",
            "sla_hours": None,
            "also": [],
            "missing": [],
        }
    ],
}


@pytest.fixture
def clinic():
    return ClinicFactory.create()


@pytest.fixture
def staff(clinic):
    return physio(clinic)


@pytest.fixture
def client(signed_in, staff):
    return signed_in(staff)


def program_of(clinic, staff):
    patient = PatientFactory.create(clinic=clinic)
    start_on = clock.today_in(patient.time_zone) - timedelta(days=9)
    program = assigned_program(patient, by=staff, start_on=start_on)
    program.weeks_released = 1
    program.save()
    return program


@pytest.fixture
def program(clinic, staff):
    return program_of(clinic, staff)


@pytest.fixture
def decision(program):
    return decided(program)


def listed(client, **asked) -> list[str]:
    return [row["id"] for row in client.get(URL, asked).json()["results"]]


def test_a_decision_says_why_in_words_and_in_codes(client, program):
    made = decided(program, verdict="HOLD", proposal=HELD, facts={"red_sessions_7d": 1})
    row = client.get(f"{URL}{made.uuid}/").json()
    assert row["words"] == "Hold the week"
    assert row["why"] == ["Red sessions this week: 1; at most not known for more (W-11)"]
    assert [reason["code"] for reason in row["reasons"]] == ["RED_SESSION_THIS_WEEK"]
    assert row["patient_words"].startswith("We stay at this week's exercises, because")
    assert (row["facts"], row["answer"]) == ({"red_sessions_7d": 1}, None)


def test_only_what_waits_can_be_asked_for(client, clinic, staff, program, decision):
    other = decided(program, scope=DecisionScope.CHECKIN, key="day:1", verdict="HOLD", waits=False)
    assert listed(client, waiting="true") == [str(decision.uuid)]
    assert listed(client, waiting="false") == [str(other.uuid)]
    answered(decision, by=staff)
    assert listed(client, waiting="true") == []


def test_the_list_is_of_one_program_patient_or_scope(client, clinic, staff, program, decision):
    other = decided(program_of(clinic, staff), scope=DecisionScope.LOAD, key="load:a", verdict="add_reps")
    assert listed(client) == [str(other.uuid), str(decision.uuid)]
    assert listed(client, program=program.uuid) == [str(decision.uuid)]
    assert listed(client, patient=program.patient.uuid) == [str(decision.uuid)]
    assert listed(client, scope="load") == [str(other.uuid)]


def test_a_misspelt_filter_is_refused(client, decision):
    assert client.get(URL, {"wait": "true"}).status_code == 400


def test_approving_answers_it_once(client, signed_in, clinic, decision):
    first = client.post(f"{URL}{decision.uuid}/approve/", {"patient_words": "Well done."})
    assert (first.status_code, first.json()["answer"]["action"]) == (200, "approved")
    assert first.json()["patient_words"] == "Well done."
    second = signed_in(physio(clinic)).post(f"{URL}{decision.uuid}/approve/", {})
    assert (second.status_code, second.json()["code"]) == (409, "answered")


def test_deciding_otherwise_keeps_who_and_why(client, staff, decision):
    row = client.post(f"{URL}{decision.uuid}/edit/", {"verdict": "HOLD", "reason": "Travels"}).json()
    answer = row["answer"]
    assert (answer["action"], answer["reason"], answer["answered_by"]) == ("edited", "Travels", staff.name)
    assert answer["changes"]["verdict"] == "HOLD"


@pytest.mark.parametrize(
    "asked", [{"reason": "a"}, {"verdict": "HOLD"}, {"verdict": "STOP_URGENT", "reason": "a"}]
)
def test_deciding_otherwise_takes_a_verdict_and_a_reason(client, decision, asked):
    response = client.post(f"{URL}{decision.uuid}/edit/", asked)
    assert (response.status_code, response.json()["code"]) == (400, "invalid")


def test_rejecting_takes_a_reason(client, decision):
    refused = client.post(f"{URL}{decision.uuid}/reject/", {})
    assert (refused.status_code, list(refused.json()["fields"])) == (400, ["reason"])
    done = client.post(f"{URL}{decision.uuid}/reject/", {"reason": "Not yet"})
    assert done.json()["answer"]["action"] == "rejected"


def test_the_dose_of_a_program_is_regressed_at_once(client, program):
    response = client.post(
        f"/api/v1/programs/{program.uuid}/decide/", {"verdict": "REGRESS", "reason": "Bad run"}
    )
    made = Decision.objects.get(program=program)
    assert (response.status_code, response.json()["id"]) == (201, str(made.uuid))
    assert response.json()["answer"]["changes"]["regression"] == "dose"


def test_many_decisions_cost_as_many_queries_as_one(client, clinic, staff, decision):
    def more(_number):
        answered(decided(program_of(clinic, staff)), by=staff)

    assert_costs_the_same(lambda: client.get(URL), more)


def test_patients_read_what_changed_without_rules_or_what_was_written_for_clinicians(
    signed_in, staff, program
):
    made = decided(program, verdict="HOLD", proposal=HELD, facts={"red_sessions_7d": 1})
    answered(made, by=staff)
    [row] = signed_in(program.patient.user).get("/api/v1/me/progress/").json()["programs"]
    [told] = row["decisions"]
    assert set(told) == {"id", "on", "words", "lines"}
    assert told["words"].endswith("because a session this week was too much for your knee.")
    assert row["waiting"] == ""


def test_patients_read_that_somebody_looks(signed_in, program, decision):
    [row] = signed_in(program.patient.user).get("/api/v1/me/progress/").json()["programs"]
    assert row["decisions"] == []
    assert row["waiting"].startswith("Your physio looks at your week.")
