"""The red-flag gate over the API: asked, answered once, stopped, lifted; questions and enquiries."""

from uuid import uuid4

import pytest

from accounts.roles import Role
from common import clock
from patients.models import Screening
from tests.api.queries import assert_costs_the_same
from tests.factories import PatientFactory, assigned_program, physio, screened
from tests.gate import EMERGENCY, URGENT, asked, checked_in, enquired, short_list, stopped, visited

pytestmark = pytest.mark.django_db
API = "/api/v1/"


@pytest.fixture
def program():
    return assigned_program(PatientFactory.create(time_zone="UTC"))


@pytest.fixture
def patient(program):
    return program.patient


@pytest.fixture
def client(signed_in, patient):
    return signed_in(patient.user)


@pytest.fixture
def desk(signed_in, patient):
    return signed_in(physio(patient.clinic))


def questions(client, **asked):
    return client.get(f"{API}me/screening/", asked).json()["questions"]


def answer(client, *yes, uuid=None, **query):
    said = client.get(f"{API}me/screening/", query).json()
    body = {
        "condition": said["condition"],
        "scope": said["scope"],
        "answers": {question["id"]: question["id"] in yes for question in said["questions"]},
    }
    return client.put(f"{API}me/screenings/{uuid or uuid4()}/", body)


def test_a_patient_is_asked_what_is_due_and_not_told_what_it_may_mean(client):
    asked_now = client.get(f"{API}me/screening/").json()

    assert (asked_now["condition"], asked_now["scope"]) == ("runners-knee", "weekly")
    assert set(asked_now["questions"][0]) == {"id", "ask"}


def test_each_moment_asks_its_own_questions(client):
    everything, short = questions(client, scope="intake"), questions(client, scope="daily")

    assert {question["id"] for question in short} < {question["id"] for question in everything}


def test_a_condition_without_a_screen_is_404(client):
    assert client.get(f"{API}me/screening/", {"condition": "frozen-shoulder"}).status_code == 404


def test_no_warning_sign_says_so(client):
    said = answer(client).json()

    assert (said["outcome"], said["told"], said["text"], said["stop"]) == ("clear", [], "", None)


@pytest.mark.parametrize(("sign", "outcome"), [(EMERGENCY, "emergency"), (URGENT, "urgent")])
def test_a_warning_sign_says_what_to_do_and_whom_to_call(client, patient, sign, outcome):
    said = answer(client, sign).json()

    assert (said["outcome"], len(said["told"])) == (outcome, 1)
    assert said["text"]
    assert said["clinic"]["emergency_number"] == patient.clinic.emergency_number
    assert said["stop"]["contact_by"] > said["given_at"]
    assert client.get(f"{API}me/today/").json()["reason"] == "stopped"


def test_answers_are_given_once_and_read_again(client):
    uuid = uuid4()
    first = answer(client, uuid=uuid).json()
    again = answer(client, URGENT, uuid=uuid).json()

    assert again == first == client.get(f"{API}me/screenings/{uuid}/").json()


def test_a_question_left_out_is_named(client):
    body = {"condition": "runners-knee", "scope": "daily", "answers": {"RF-01": False}}
    refusal = client.put(f"{API}me/screenings/{uuid4()}/", body)

    assert refusal.status_code == 400
    assert "RF-02" in refusal.json()["fields"]
    assert "RF-01" not in refusal.json()["fields"]


def test_staff_ask_what_is_due_and_screen_on_behalf(desk, patient):
    said = desk.get(f"{API}patients/{patient.uuid}/screening/").json()
    answers = {question["id"]: question["id"] == URGENT for question in said["questions"]}
    body = {"patient": str(patient.uuid), "condition": "runners-knee", "scope": said["scope"]}
    made = desk.post(f"{API}screenings/", body | {"answers": answers})

    assert (made.status_code, made.json()["outcome"]) == (201, "urgent")
    first = made.json()["answers"][0]
    assert (first["id"], first["yes"], bool(first["why"])) == (URGENT, True, True)
    assert desk.get(f"{API}screenings/", {"patient": patient.uuid}).json()["results"][0]["positives"] == [
        URGENT
    ]


def test_a_screening_sent_twice_by_staff_is_one(desk, patient):
    body = {
        "id": str(uuid4()),
        "patient": str(patient.uuid),
        "condition": "runners-knee",
        "scope": "daily",
        "answers": short_list(patient),
    }
    assert {desk.post(f"{API}screenings/", body).json()["id"] for _ in range(2)} == {body["id"]}
    assert Screening.objects.filter(scope="daily").count() == 1


def test_a_stop_is_seen_contacted_and_lifted(desk, patient, client):
    stop = stopped(patient)
    at = f"{API}stops/{stop.uuid}/"

    assert [row["id"] for row in desk.get(f"{API}stops/", {"open": True}).json()["results"]] == [
        str(stop.uuid)
    ]
    assert desk.post(f"{at}contact/", {"note": "Called."}).json()["contact_note"] == "Called."
    lifted = desk.post(f"{at}lift/", {"reason": "Examined.", "resume": True}).json()
    assert (lifted["lift_reason"], lifted["lifted_at"] is None) == ("Examined.", False)
    assert desk.get(f"{API}stops/", {"open": True}).json()["results"] == []
    assert client.get(f"{API}me/today/").json()["reason"] != "stopped"


def test_no_program_is_resumed_while_a_stop_holds(desk, patient, program):
    stopped(patient)
    refusal = desk.post(f"{API}programs/{program.uuid}/resume/")

    assert (refusal.status_code, refusal.json()["code"]) == (409, "stopped")


def test_a_daily_check_is_stored_corrected_and_readable(client, patient, program):
    at = f"{API}me/daily-checks/{uuid4()}/"
    body = {
        "episode": str(program.episode.uuid),
        "on": clock.today_in("UTC").isoformat(),
        "pain_worst": 4,
        "swelling": None,
        "answers": short_list(patient),
    }
    first = client.put(at, body)
    again = client.put(at, body)
    corrected = client.put(at, body | {"pain_worst": 6, "swelling": "mild"})

    assert (first.status_code, again.status_code, corrected.status_code) == (201, 200, 200)
    said = corrected.json()
    assert (said["pain_worst"], said["swelling"], said["outcome"]) == (6, "mild", "clear")
    assert [(before["pain_worst"], before["swelling"]) for before in said["earlier"]] == [(4, None)]
    assert client.get(at).json() == said
    assert [row["id"] for row in client.get(f"{API}me/daily-checks/").json()["results"]] == [said["id"]]


def test_a_daily_check_with_a_warning_sign_is_kept_and_says_what_to_do(client, patient, program):
    body = {
        "episode": str(program.episode.uuid),
        "on": clock.today_in("UTC").isoformat(),
        "answers": short_list(patient, EMERGENCY),
    }
    said = client.put(f"{API}me/daily-checks/{uuid4()}/", body)

    assert (said.status_code, said.json()["outcome"]) == (201, "emergency")
    assert said.json()["screening"]["text"]


def test_a_daily_check_names_what_is_wrong(client, patient, program):
    body = {
        "episode": str(program.episode.uuid),
        "on": clock.today_in("UTC").isoformat(),
        "pain_worst": 11,
        "answers": short_list(patient),
    }
    assert set(client.put(f"{API}me/daily-checks/{uuid4()}/", body).json()["fields"]) == {"pain_worst"}


def test_the_days_of_checks_can_be_chosen(client, program):
    checked_in(program.episode)
    yesterday = checked_in(program.episode, days_ago=1)
    found = client.get(f"{API}me/daily-checks/", {"to": yesterday.on.isoformat()}).json()["results"]

    assert [row["on"] for row in found] == [yesterday.on.isoformat()]


def test_a_question_is_asked_behind_the_short_list_and_answered(client, desk, patient):
    screening = screened(patient, scope="daily")
    at = f"{API}me/questions/{uuid4()}/"
    said = client.put(at, {"text": "May I swim?", "screening": str(screening.uuid)}).json()
    waiting = desk.get(f"{API}questions/").json()["results"]
    desk.post(f"{API}questions/{said['id']}/reply/", {"reply": "Yes."})

    assert [row["id"] for row in waiting] == [said["id"]]
    assert (client.get(at).json()["state"], client.get(at).json()["reply"]) == ("answered", "Yes.")
    assert desk.get(f"{API}questions/").json()["results"] == []
    assert len(desk.get(f"{API}questions/", {"state": "answered"}).json()["results"]) == 1


def test_a_question_with_a_warning_sign_is_refused_and_the_patient_stopped(client, patient):
    screening = screened(patient, URGENT, scope="daily")
    refusal = client.put(
        f"{API}me/questions/{uuid4()}/", {"text": "May I swim?", "screening": str(screening.uuid)}
    )

    assert (refusal.status_code, refusal.json()["code"]) == (409, "red_flag")


def test_a_question_is_closed_without_an_answer(desk, patient):
    question = asked(patient)

    assert desk.post(f"{API}questions/{question.uuid}/close/", {}).json()["state"] == "closed"


def test_the_front_desk_reads_whom_to_call_and_not_what_was_told(signed_in, patient):
    enquiry = enquired(patient.clinic, URGENT)
    at = f"{API}enquiries/{enquiry.uuid}/"
    front, treats = (
        signed_in(physio(patient.clinic, role)).get(at).json()
        for role in (Role.FRONT_DESK, Role.PHYSIOTHERAPIST)
    )

    assert (front["name"], front["answer_first"]) == ("Vera Muster", True)
    assert (front["message"], front["answers"]) == (None, None)
    assert treats["answers"][0]["id"] == URGENT


def test_an_enquiry_is_registered(desk, patient):
    enquiry = enquired(patient.clinic)
    made = desk.post(f"{API}enquiries/{enquiry.uuid}/register/", {"side": "left"})

    assert (made.status_code, made.json()["name"]) == (201, "Vera Muster")
    assert desk.get(f"{API}enquiries/").json()["results"] == []
    assert desk.get(f"{API}episodes/", {"patient": made.json()["id"]}).json()["results"]


def test_an_enquiry_is_declined(desk, patient):
    enquiry = enquired(patient.clinic)
    said = desk.post(f"{API}enquiries/{enquiry.uuid}/decline/", {"reason": "No room."}).json()

    assert (said["state"], said["decline_reason"]) == ("declined", "No room.")


@pytest.mark.parametrize("name", ["screenings", "stops", "questions", "enquiries"])
def test_a_list_costs_the_same_whatever_its_length(desk, patient, name):
    def add(_number: int) -> None:
        stopped(PatientFactory.create(clinic=patient.clinic))
        asked(PatientFactory.create(clinic=patient.clinic))
        enquired(patient.clinic)

    assert_costs_the_same(lambda: desk.get(f"{API}{name}/"), add)


def test_a_visitors_screening_is_nobodys_record(desk, patient):
    screening = visited(patient.clinic)

    assert desk.get(f"{API}screenings/{screening.uuid}/").status_code == 404
