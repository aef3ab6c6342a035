"""/patients/ and /episodes/: registering, finding, inviting, opening and closing care."""

import pytest

from accounts.roles import Role
from notifications.models import Message
from patients.models import Episode, Patient
from tests.api.queries import assert_costs_the_same
from tests.factories import ClinicFactory, EpisodeFactory, PatientFactory, physio

pytestmark = pytest.mark.django_db
PATIENTS = "/api/v1/patients/"
EPISODES = "/api/v1/episodes/"


@pytest.fixture
def clinic():
    return ClinicFactory.create(time_zone="Europe/Rome")


@pytest.fixture
def client(signed_in, clinic):
    return signed_in(physio(clinic))


@pytest.fixture
def desk(signed_in, clinic):
    return signed_in(physio(clinic, Role.FRONT_DESK))


def test_registering_takes_the_zone_of_the_clinic(desk, clinic):
    answer = desk.post(PATIENTS, {"name": "Ada Example", "email": "Ada@Example.org"})

    patient = Patient.objects.get()
    assert (answer.status_code, answer.json()["id"]) == (201, str(patient.uuid))
    assert (patient.clinic, patient.time_zone, patient.email) == (clinic, "Europe/Rome", "ada@example.org")


def test_one_address_is_one_patient_of_a_clinic(desk, clinic):
    PatientFactory.create(clinic=clinic, email="ada@example.org")

    answer = desk.post(PATIENTS, {"name": "Ada Example", "email": "ada@example.org"})

    assert (answer.status_code, list(answer.json()["fields"])) == (400, ["email"])


def test_who_is_likely_registered_already_is_named(desk, clinic):
    known = PatientFactory.create(clinic=clinic, name="Ada Example")

    refused = desk.post(PATIENTS, {"name": "EXAMPLE, Ada"})
    confirmed = desk.post(PATIENTS, {"name": "EXAMPLE, Ada", "confirm_new": True})

    assert (refused.status_code, refused.json()["code"]) == (409, "possible_duplicate")
    assert refused.json()["fields"] == {"patients": [str(known.uuid)]}
    assert confirmed.status_code == 201


def test_the_list_is_by_name_and_of_the_clinic(desk, clinic):
    for name in ("bo", "Cy", "Al"):
        PatientFactory.create(clinic=clinic, name=name)
    PatientFactory.create(name="Stranger")

    assert [patient["name"] for patient in desk.get(PATIENTS).json()["results"]] == ["Al", "bo", "Cy"]


def test_pages_by_name_follow_each_other(desk, clinic):
    for name in ("b", "C", "a", "D", "e"):
        PatientFactory.create(clinic=clinic, name=name)
    names, address = [], f"{PATIENTS}?page_size=2"
    while address:
        page = desk.get(address).json()
        names += [patient["name"] for patient in page["results"]]
        address = page["next"]

    assert names == ["a", "b", "C", "D", "e"]


def test_search_finds_every_word(desk, clinic):
    for name in ("Ada Knee", "Ada Other", "Bo Knee"):
        PatientFactory.create(clinic=clinic, name=name)

    found = desk.get(PATIENTS, {"search": "kne ada"}).json()["results"]

    assert [patient["name"] for patient in found] == ["Ada Knee"]


@pytest.mark.parametrize("word", ["\x00", "x" * 121])
def test_a_search_that_cannot_be_is_refused_by_name(desk, word):
    answer = desk.get(PATIENTS, {"search": word})

    assert (answer.status_code, list(answer.json()["fields"])) == (400, ["search"])


def test_details_are_corrected_field_by_field(desk, clinic):
    patient = PatientFactory.create(clinic=clinic)

    answer = desk.patch(f"{PATIENTS}{patient.uuid}/", {"phone": "06 6982", "date_of_birth": "1990-02-03"})

    assert (answer.status_code, answer.json()["phone"], answer.json()["date_of_birth"]) == (
        200,
        "+39066982",
        "1990-02-03",
    )
    assert answer.json()["name"] == patient.name


def test_another_clinics_patient_is_not_there(desk):
    other = PatientFactory.create()

    assert desk.get(f"{PATIENTS}{other.uuid}/").status_code == 404
    assert desk.patch(f"{PATIENTS}{other.uuid}/", {"name": "Taken"}).status_code == 404
    assert desk.post(f"{PATIENTS}{other.uuid}/invite/").status_code == 404


def test_an_invitation_goes_by_mail_and_its_link_nowhere_else(desk, clinic):
    patient = PatientFactory.create(clinic=clinic, user=None, email="ada@example.org")

    answer = desk.post(f"{PATIENTS}{patient.uuid}/invite/")

    assert (answer.status_code, sorted(answer.json())) == (201, ["expires_at", "id"])
    assert Message.objects.filter(kind="invitation").count() == 1


def test_who_signs_in_already_is_not_invited(desk, clinic):
    patient = PatientFactory.create(clinic=clinic)

    assert desk.post(f"{PATIENTS}{patient.uuid}/invite/").status_code == 409


def test_patients_and_the_signed_out_do_not_see_patients(signed_in):
    assert signed_in(PatientFactory.create().user).get(PATIENTS).status_code == 403
    assert signed_in().get(PATIENTS).status_code == 401


def test_one_patient_and_three_cost_the_same(desk, clinic):
    assert_costs_the_same(lambda: desk.get(PATIENTS), lambda _n: PatientFactory.create(clinic=clinic))


def test_an_episode_is_opened(client, clinic):
    patient = PatientFactory.create(clinic=clinic)

    answer = client.post(
        EPISODES,
        {"patient": str(patient.uuid), "condition": "runners-knee", "side": "right", "goal": "10 km"},
    )

    episode = Episode.objects.get()
    assert (answer.status_code, answer.json()["id"], answer.json()["status"]) == (
        201,
        str(episode.uuid),
        "open",
    )
    assert (episode.patient, episode.side, episode.goal) == (patient, "right", "10 km")


def test_an_episode_is_closed_once_with_a_reason(client, clinic):
    episode = EpisodeFactory.create(patient__clinic=clinic)
    address = f"{EPISODES}{episode.uuid}/close/"

    assert client.post(address, {"reason": " "}).status_code == 400
    assert client.post(address, {"reason": "well again"}).json()["close_reason"] == "well again"
    assert client.post(address, {"reason": "well again"}).status_code == 409


def test_episodes_are_listed_by_patient_and_status(client, clinic):
    patient = PatientFactory.create(clinic=clinic)
    wanted = EpisodeFactory.create(patient=patient)
    EpisodeFactory.create(patient__clinic=clinic)
    EpisodeFactory.create()

    by_patient = client.get(EPISODES, {"patient": str(patient.uuid)}).json()["results"]
    assert [episode["id"] for episode in by_patient] == [str(wanted.uuid)]
    assert len(client.get(EPISODES).json()["results"]) == 2
    assert client.get(EPISODES, {"status": "closed"}).json()["results"] == []
    assert client.get(EPISODES, {"status": "cured"}).status_code == 400


def test_the_front_desk_sees_no_episodes(desk, clinic):
    episode = EpisodeFactory.create(patient__clinic=clinic)

    assert desk.get(EPISODES).status_code == 403
    assert desk.get(f"{EPISODES}{episode.uuid}/").status_code == 403


def test_one_episode_and_three_cost_the_same(client, clinic):
    patient = PatientFactory.create(clinic=clinic)
    assert_costs_the_same(lambda: client.get(EPISODES), lambda _n: EpisodeFactory.create(patient=patient))
