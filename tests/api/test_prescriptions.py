"""/prescriptions/: a change is previewed, closes one row, opens another, or is refused by name."""

import pytest

from programs.models import Prescription
from tests.api.queries import assert_costs_the_same
from tests.factories import ClinicFactory, PatientFactory, assigned_program, physio

pytestmark = pytest.mark.django_db
URL = "/api/v1/prescriptions/"


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
def program(clinic, staff):
    return assigned_program(PatientFactory.create(clinic=clinic), by=staff)


@pytest.fixture
def prescription(program):
    return program.prescriptions.filter(
        reps__isnull=False, sets__lt=4, exercise__harder__isnull=False
    ).first()


def test_the_list_is_of_one_program(client, program, clinic, staff):
    assigned_program(PatientFactory.create(clinic=clinic), by=staff)

    listed = client.get(URL, {"program": str(program.uuid), "page_size": 200}).json()["results"]

    assert {row["id"] for row in listed} == {str(row.uuid) for row in program.prescriptions.all()}
    assert {row["program"] for row in listed} == {str(program.uuid)}


def test_only_what_holds_can_be_asked_for(client, program, prescription):
    client.post(f"{URL}{prescription.uuid}/stop/", {"reason": "sore"})

    def ids(is_open):
        listed = client.get(URL, {"program": str(program.uuid), "is_open": is_open, "page_size": 200})
        return [row["id"] for row in listed.json()["results"]]

    assert str(prescription.uuid) not in ids("true")
    assert ids("false") == [str(prescription.uuid)]


def test_a_yes_or_no_that_is_neither_is_refused_by_name(client):
    answer = client.get(URL, {"is_open": "maybe"})

    assert (answer.status_code, list(answer.json()["fields"])) == (400, ["is_open"])


def test_a_changed_dose_is_a_new_prescription(client, prescription):
    answer = client.post(
        f"{URL}{prescription.uuid}/change-dose/",
        {"changes": {"sets": prescription.sets + 1}, "reason": "ready for more"},
    )

    opened = answer.json()
    assert (answer.status_code, opened["replaces"]) == (201, str(prescription.uuid))
    assert (opened["dose"]["sets"], opened["reason"]) == (prescription.sets + 1, "ready for more")
    closed = client.get(f"{URL}{prescription.uuid}/").json()
    assert (closed["dose"]["sets"], closed["effective_to"]) == (prescription.sets, opened["effective_from"])


def test_a_preview_changes_nothing(client, prescription):
    before = Prescription.objects.count()

    answer = client.post(f"{URL}{prescription.uuid}/change-dose/preview/", {"changes": {"sets": 5}})

    assert (answer.status_code, answer.json()["dose"]["sets"]) == (200, 5)
    assert Prescription.objects.count() == before


def test_a_swap_can_be_seen_first(client, prescription):
    seen = client.post(f"{URL}{prescription.uuid}/swap/preview/", {"direction": "harder"}).json()
    opened = client.post(
        f"{URL}{prescription.uuid}/swap/", {"direction": "harder", "reason": "too easy"}
    ).json()

    assert seen["exercise"]["id"] == str(prescription.exercise.harder.uuid)
    assert (opened["exercise"], opened["dose"]) == (seen["exercise"], seen["dose"])


def test_without_a_neighbour_there_is_no_swap(client, program):
    hardest = program.prescriptions.filter(exercise__harder=None).first()

    answer = client.post(f"{URL}{hardest.uuid}/swap/preview/", {"direction": "harder"})

    assert (answer.status_code, answer.json()["code"]) == (409, "no_neighbour")


def test_a_closed_prescription_cannot_be_changed_again(client, prescription):
    client.post(f"{URL}{prescription.uuid}/stop/", {"reason": "sore"})

    answer = client.post(f"{URL}{prescription.uuid}/stop/", {"reason": "sore"})

    assert (answer.status_code, answer.json()["code"]) == (409, "closed")


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"changes": {"sets": 9}, "reason": "more"}, "changes.sets"),
        ({"changes": {"tempo": "fast"}, "reason": "more"}, "tempo"),
        ({"changes": {"reps": None}, "reason": "more"}, "reps/time_s/distance_m/duration_min/plan"),
        ({"changes": {}, "reason": "more"}, "changes"),
        ({"changes": {"sets": 1}}, "reason"),
        ({"reason": "more"}, "changes"),
    ],
)
def test_a_dose_that_cannot_be_is_refused_by_name(client, prescription, body, field):
    before = Prescription.objects.count()

    answer = client.post(f"{URL}{prescription.uuid}/change-dose/", body)

    assert (answer.status_code, list(answer.json()["fields"])) == (400, [field])
    assert Prescription.objects.count() == before


def test_another_clinics_prescription_is_not_there(client):
    other = assigned_program(PatientFactory.create()).prescriptions.earliest("pk")

    assert client.get(f"{URL}{other.uuid}/").status_code == 404
    assert client.post(f"{URL}{other.uuid}/stop/", {"reason": "mine"}).status_code == 404


def test_one_programs_list_and_threes_cost_the_same(client, clinic, staff):
    assert_costs_the_same(
        lambda: client.get(URL), lambda _n: assigned_program(PatientFactory.create(clinic=clinic), by=staff)
    )
