"""The waiting list and visits paid for ahead, over the API."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from accounts.roles import Role
from common import clock
from patients.enums import ScreeningScope
from scheduling.enums import AppointmentStatus, WaitlistState
from scheduling.models import Appointment, WaitlistEntry
from scheduling.services.offering import offer_freed
from scheduling.services.packages import sell_package
from tests.api.queries import assert_costs_the_same
from tests.factories import PatientFactory, physio, screened
from tests.scheduling_factories import WaitlistEntryFactory, bookable

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 23, 7, tzinfo=UTC)
FREED = datetime(2026, 11, 25, 9, tzinfo=UTC)
OWN, CLINICS = "/api/v1/me/waitlist/", "/api/v1/waitlist/"


@pytest.fixture(autouse=True)
def _monday():
    with clock.pretending(NOW):
        yield


@pytest.fixture
def practitioner(db):
    return bookable()


@pytest.fixture
def kind(practitioner):
    return practitioner.kinds.get()


@pytest.fixture
def patient(kind):
    return PatientFactory.create(clinic=kind.clinic)


@pytest.fixture
def home(signed_in, patient):
    return signed_in(patient.user)


@pytest.fixture
def desk(signed_in, kind):
    return signed_in(physio(kind.clinic, Role.FRONT_DESK))


@pytest.fixture
def offered(practitioner, kind, patient):
    entry = WaitlistEntryFactory.create(patient=patient, kind=kind)
    offer_freed(practitioner=practitioner, starts_at=FREED, ends_at=FREED + timedelta(minutes=30))
    return entry


def said(kind, **more):
    return {"kind": str(kind.uuid), "from_on": "2026-11-23", "until_on": "2026-12-20", **more}


def screening_of(patient):
    return {"screening": str(screened(patient, scope=ScreeningScope.DAILY).uuid)}


def test_a_patient_joins_and_sees_their_place(home, patient, kind, practitioner):
    answer = home.post(OWN, said(kind, practitioner=str(practitioner.uuid), earliest="09:00"))
    assert answer.status_code == 201
    assert answer.json() == {
        "id": str(WaitlistEntry.objects.get().uuid),
        "kind": {"id": str(kind.uuid), "name": kind.name},
        "practitioner": {"id": str(practitioner.uuid), "name": practitioner.user.name, "title": ""},
        "from_on": "2026-11-23",
        "until_on": "2026-12-20",
        "earliest": "09:00:00",
        "latest": None,
        "state": "waiting",
        "asked_at": "2026-11-23T07:00:00Z",
        "offer": None,
        "appointment": None,
    }
    assert home.get(OWN).json()["results"] == [answer.json()]


def test_twice_for_one_kind_is_a_conflict(home, kind):
    home.post(OWN, said(kind))
    answer = home.post(OWN, said(kind))
    assert (answer.status_code, answer.json()["code"]) == (409, "waiting_already")


@pytest.mark.parametrize(
    ("wrong", "field"),
    [({"until_on": "2026-11-01"}, "until_on"), ({"earliest": "25:00"}, "earliest"), ({"kind": "x"}, "kind")],
)
def test_what_is_wrong_is_named(home, kind, wrong, field):
    answer = home.post(OWN, said(kind) | wrong)
    assert answer.status_code == 400
    assert list(answer.json()["fields"]) == [field]


def test_another_clinics_kind_is_not_there(home):
    assert home.post(OWN, said(bookable().kinds.get())).status_code == 404


def test_an_offer_says_what_and_until_when(home, offered, practitioner):
    place = home.get(OWN).json()["results"][0]
    assert place["state"] == "offered"
    assert place["offer"]["starts_at"] == "2026-11-25T09:00:00Z"
    assert place["offer"]["expires_at"] == "2026-11-23T09:00:00Z"
    assert place["offer"]["practitioner"]["id"] == str(practitioner.uuid)


def test_accepting_answers_the_visit(home, patient, offered):
    answer = home.post(f"{OWN}{offered.uuid}/accept/", screening_of(patient))
    assert (answer.status_code, answer.json()["status"]) == (200, "booked")
    place = home.get(OWN).json()["results"][0]
    assert (place["state"], place["appointment"]) == ("booked", answer.json()["id"])


def test_accepting_without_answers_is_refused(home, offered):
    answer = home.post(f"{OWN}{offered.uuid}/accept/", {"screening": str(uuid4())})
    assert (answer.status_code, answer.json()["code"]) == (409, "screening_needed")


def test_an_offer_that_is_over_is_a_conflict(home, patient, offered):
    with clock.pretending(NOW + timedelta(minutes=121)):
        answer = home.post(f"{OWN}{offered.uuid}/accept/", screening_of(patient))
    assert (answer.status_code, answer.json()["code"]) == (409, "offer_over")


def test_declining_keeps_the_place(home, offered):
    answer = home.post(f"{OWN}{offered.uuid}/decline/")
    assert (answer.json()["state"], answer.json()["offer"]) == ("waiting", None)
    assert Appointment.objects.get().status == AppointmentStatus.EXPIRED


def test_withdrawing_ends_it(home, offered):
    assert home.post(f"{OWN}{offered.uuid}/withdraw/").json()["state"] == "withdrawn"


@pytest.mark.parametrize("step", ["accept", "decline", "withdraw"])
def test_somebody_elses_place_is_not_there(signed_in, kind, offered, step):
    other = PatientFactory.create(clinic=kind.clinic)
    answer = signed_in(other.user).post(f"{OWN}{offered.uuid}/{step}/", screening_of(other))
    assert answer.status_code == 404


def test_the_clinic_sees_its_list_and_changes_it(desk, patient, kind):
    answer = desk.post(CLINICS, said(kind, patient=str(patient.uuid)))
    assert (answer.status_code, answer.json()["patient"]["id"]) == (201, str(patient.uuid))
    assert [row["id"] for row in desk.get(CLINICS).json()["results"]] == [answer.json()["id"]]
    assert desk.post(f"{CLINICS}{answer.json()['id']}/withdraw/").json()["state"] == WaitlistState.WITHDRAWN
    assert desk.get(CLINICS).json()["results"] == []


def test_one_place_and_three_take_the_same_queries(desk, kind):
    def add(_number):
        WaitlistEntryFactory.create(kind=kind, patient=PatientFactory.create(clinic=kind.clinic))

    assert_costs_the_same(lambda: desk.get(CLINICS), add)


def test_a_package_is_sold_corrected_and_read(desk, home, patient):
    sold = {"patient": str(patient.uuid), "name": "Six", "visits": 6, "price": "300 €"}
    package = desk.post("/api/v1/packages/", sold).json()
    assert (package["left"], package["kind"], package["expires_on"]) == (6, None, None)
    corrected = desk.post(f"/api/v1/packages/{package['id']}/correct/", {"delta": -1, "note": "A present"})
    assert corrected.json()["left"] == 5
    lines = desk.get(f"/api/v1/packages/{package['id']}/entries/").json()["results"]
    assert [(line["number"], line["delta"], line["balance"], line["why"]) for line in lines] == [
        (2, -1, 5, "corrected"),
        (1, 6, 6, "bought"),
    ]
    assert home.get("/api/v1/me/packages/").json()["results"] == [corrected.json()]
    listed = desk.get(f"/api/v1/packages/?patient={patient.uuid}").json()["results"]
    assert listed == desk.get("/api/v1/packages/").json()["results"] == [corrected.json()]


def test_below_nothing_is_a_conflict(desk, patient, kind):
    package = sell_package(by=physio(kind.clinic), patient=patient.uuid, name="One", visits=1)
    answer = desk.post(f"/api/v1/packages/{package.uuid}/correct/", {"delta": -2, "note": "Too many"})
    assert (answer.status_code, answer.json()["code"]) == (409, "below_zero")


def test_another_clinics_packages_are_not_there(signed_in, patient, kind):
    package = sell_package(by=physio(kind.clinic), patient=patient.uuid, name="One", visits=1)
    stranger = signed_in(physio())
    assert stranger.get(f"/api/v1/packages/?patient={patient.uuid}").status_code == 404
    assert stranger.get(f"/api/v1/packages/{package.uuid}/entries/").status_code == 404
