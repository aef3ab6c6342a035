"""/programs/: assigning with changes, reading week by week, and every step of a program's life."""

from uuid import uuid4

import pytest
from django.utils import timezone

from accounts.roles import Role
from programs.models import Program, ProgramTemplate
from programs.queries.template import plan_of
from tests.api.queries import assert_costs_the_same
from tests.factories import (
    ClinicFactory,
    EpisodeFactory,
    PatientFactory,
    assigned_program,
    loaded_pack,
    physio,
    ready_episode,
)

pytestmark = pytest.mark.django_db
URL = "/api/v1/programs/"
TODAY = timezone.localdate


@pytest.fixture
def clinic():
    return ClinicFactory.create()


@pytest.fixture
def staff(clinic):
    return physio(clinic)


@pytest.fixture
def client(signed_in, staff):
    return signed_in(staff)


@pytest.fixture
def patient(clinic):
    return PatientFactory.create(clinic=clinic, time_zone="UTC")


@pytest.fixture
def template():
    loaded_pack()
    return ProgramTemplate.objects.get(slug="rk-4w-mild")


@pytest.fixture
def wish(patient, template):
    return {
        "episode": str(ready_episode(patient=patient, side="right").uuid),
        "template": str(template.uuid),
        "start_on": TODAY().isoformat(),
    }


@pytest.fixture
def program(patient, staff):
    return assigned_program(patient, by=staff)


def test_assigning_answers_the_program_week_by_week(client, wish, patient, staff):
    answer = client.post(URL, wish)

    told, program = answer.json(), Program.objects.get()
    assert (answer.status_code, told["id"], told["patient"]) == (201, str(program.uuid), str(patient.uuid))
    assert (program.assigned_by, program.side, told["side"]) == (staff, "right", "right")
    assert [week["week"] for week in told["weeks"]] == [1, 2, 3, 4]
    assert client.get(f"{URL}{program.uuid}/").json() == told


def test_the_same_id_assigns_once(client, wish):
    wish |= {"id": str(uuid4())}

    first, again = client.post(URL, wish), client.post(URL, wish)

    assert (first.json()["id"], again.json()["id"]) == (wish["id"], wish["id"])
    assert Program.objects.count() == 1


def test_an_id_of_another_clinics_program_is_taken(client, wish):
    other = assigned_program(PatientFactory.create())

    answer = client.post(URL, wish | {"id": str(other.uuid)})

    assert (answer.status_code, answer.json()["code"]) == (409, "id_taken")


def test_doses_are_changed_and_items_left_out_before_confirming(client, wish, template):
    changed, left_out = (item for item in plan_of(template).items[:2])
    week = min(changed.doses)

    told = client.post(
        URL,
        wish
        | {
            "changes": [{"item": str(changed.uuid), "week": week, "dose": {"sets": 5}}],
            "left_out": [str(left_out.uuid)],
        },
    ).json()

    first_week = {row["exercise"]["slug"]: row for row in told["weeks"][week - 1]["prescriptions"]}
    assert first_week[changed.exercise.slug]["dose"]["sets"] == 5
    assert left_out.exercise.slug not in first_week


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"start_on": "2020-01-01"}, "start_on"),
        ({"side": "front"}, "side"),
        ({"template": "x"}, "template"),
        ({"left_out": [str(uuid4())]}, "left_out"),
        ({"changes": [{"item": str(uuid4()), "week": 1, "dose": {"sets": 2}}]}, "changes"),
        ({"changes": [{"item": str(uuid4()), "week": 1, "dose": {"sets": 6}}]}, "changes.0.dose.sets"),
        ({"changes": "none"}, "changes"),
    ],
)
def test_what_cannot_be_assigned_is_refused_by_name(client, wish, change, field):
    answer = client.post(URL, wish | change)

    assert (answer.status_code, list(answer.json()["fields"])) == (400, [field])
    assert not Program.objects.exists()


def test_nobody_assigns_to_another_clinics_patient(client, wish):
    answer = client.post(URL, wish | {"episode": str(EpisodeFactory.create().uuid)})

    assert answer.status_code == 404


def test_the_front_desk_neither_sees_nor_assigns(signed_in, clinic, wish, program):
    desk = signed_in(physio(clinic, Role.FRONT_DESK))

    assert [desk.get(URL).status_code, desk.get(f"{URL}{program.uuid}/").status_code] == [403, 403]
    assert desk.post(URL, wish).status_code == 403
    assert Program.objects.count() == 1


def test_programs_are_listed_by_patient_and_status(client, program, clinic, staff):
    assigned_program(PatientFactory.create(clinic=clinic), by=staff)
    assigned_program(PatientFactory.create())

    assert len(client.get(URL).json()["results"]) == 2
    of_patient = client.get(URL, {"patient": str(program.patient.uuid)}).json()["results"]
    assert [(row["id"], row["patient_name"]) for row in of_patient] == [
        (str(program.uuid), program.patient.name)
    ]
    assert client.get(URL, {"status": "paused"}).json()["results"] == []
    assert client.get(URL, {"state": "paused"}).status_code == 400


def test_a_program_is_paused_and_resumed(client, program):
    assert client.post(f"{URL}{program.uuid}/pause/", {"reason": "flu"}).json()["status"] == "paused"
    assert client.post(f"{URL}{program.uuid}/pause/", {"reason": "flu"}).status_code == 409
    assert client.get(f"{URL}{program.uuid}/").json()["pauses"] == [
        {"from_on": TODAY().isoformat(), "to_on": None, "reason": "flu"}
    ]
    assert client.post(f"{URL}{program.uuid}/resume/").json()["status"] == "active"
    assert client.post(f"{URL}{program.uuid}/resume/").status_code == 409


def test_a_week_is_held(client, program):
    assert client.post(f"{URL}{program.uuid}/hold-week/", {"reason": "sore"}).status_code == 200
    weeks = client.get(f"{URL}{program.uuid}/").json()["weeks"]
    assert [week["week"] for week in weeks] == [1, 1, 2, 3, 4]


@pytest.mark.parametrize(("step", "status"), [("finish", "finished"), ("cancel", "cancelled")])
def test_a_program_ends_once_and_says_why(client, program, step, status):
    ended = client.post(f"{URL}{program.uuid}/{step}/", {"reason": "moved away"}).json()

    assert (ended["status"], ended["end_reason"]) == (status, "moved away")
    assert client.post(f"{URL}{program.uuid}/{step}/", {"reason": "moved away"}).status_code == 409


@pytest.mark.parametrize("step", ["pause", "hold-week", "finish", "cancel"])
def test_a_step_needs_a_reason(client, program, step):
    answer = client.post(f"{URL}{program.uuid}/{step}/", {"reason": "  "})

    assert (answer.status_code, list(answer.json()["fields"])) == (400, ["reason"])
    assert Program.objects.get().status == "active"


def test_one_program_and_three_cost_the_same(client, clinic, staff, template):
    assert_costs_the_same(
        lambda: client.get(URL), lambda _n: assigned_program(PatientFactory.create(clinic=clinic), by=staff)
    )


def test_a_long_program_is_read_in_as_many_queries_as_a_short_one(client, patient, staff):
    slugs = iter(["rk-4w-mild", "rk-5w-standard", "rk-6w-gradual"])
    latest = []

    def assign(_n):
        latest.append(assigned_program(patient, template=next(slugs), by=staff))

    assert_costs_the_same(lambda: client.get(f"{URL}{latest[-1].uuid}/"), assign)
