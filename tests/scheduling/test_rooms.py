"""Who comes into the room of a visit, when, and that nobody else does."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.cache import cache

from accounts.roles import Role
from common import clock
from scheduling.enums import AppointmentStatus
from scheduling.models import Appointment
from scheduling.rooms.mailbox import Mailbox
from scheduling.rooms.words import Seat
from tests.factories import PatientFactory, ProxyFactory, UserFactory, physio
from tests.scheduling.rooms import MINUTE, Page, pages_of, seated, visit_at, visit_now
from tests.scheduling_factories import AppointmentFactory, LocationFactory, PolicyFactory, bookable

pytestmark = pytest.mark.django_db


def strangers(visit):
    """Everybody who has no seat, and signs in or not."""
    elsewhere = AppointmentFactory.create(patient__clinic=visit.clinic, practitioner__clinic=visit.clinic)
    return {
        "signed out": None,
        "a stranger": UserFactory.create(),
        "another patient": PatientFactory.create(clinic=visit.clinic).user,
        "another patient with a visit": elsewhere.patient.user,
        "another physio of the clinic": physio(visit.clinic),
        "another physio with a visit": elsewhere.practitioner.user,
        "the owner": physio(visit.clinic, Role.OWNER),
        "front desk": physio(visit.clinic, Role.FRONT_DESK),
        "another clinic's physio": physio(),
        "a carer who may only look": ProxyFactory.create(patient=visit.patient, scope="view").user,
        "a carer whose access has ended": ProxyFactory.create(
            patient=visit.patient, revoked_at=clock.now(), revoked_by=physio(visit.clinic)
        ).user,
    }


@pytest.mark.parametrize("ask", ["look", "enter", "say", "leave"])
def test_a_third_person_is_told_that_there_is_no_such_visit(ask):
    visit = visit_now()
    refused = {
        who: getattr(Page(user, visit.uuid), ask)().status_code for who, user in strangers(visit).items()
    }
    assert refused == {who: 401 if who == "signed out" else 404 for who in refused}


def test_nothing_of_a_third_person_reaches_a_mailbox():
    pair = seated()
    for user in strangers(pair.visit).values():
        intruder = Page(user, pair.visit.uuid, ticket=pair.patient.ticket)  # even with a ticket that is good
        intruder.enter()
        intruder.say("let me in", to=pair.physio)
    assert pair.physio.read() == []
    assert pair.physio.other()["ticket"] == str(pair.patient.ticket)
    assert Mailbox(pair.visit.uuid).holder(Seat.PATIENT) == str(pair.patient.ticket)


def test_the_two_of_the_visit_hear_each_other():
    pair = seated()
    pair.physio.say("offer", to=pair.patient)
    assert pair.patient.read() == ["offer"]
    pair.patient.say("answer", to=pair.physio)
    assert pair.physio.read() == ["answer"]


def test_one_of_the_two_does_not_hear_what_they_wrote_themselves():
    pair = seated()
    pair.physio.say("offer", to=pair.patient)
    assert pair.physio.read() == []


def test_a_carer_who_may_act_sits_on_the_patients_side():
    visit = visit_now()
    carer = Page(ProxyFactory.create(patient=visit.patient, scope="act").user, visit.uuid)
    assert carer.enter().json()["seat"] == "patient"


def test_each_side_is_told_its_own_seat():
    pair = pages_of(visit_now())
    assert (pair.patient.enter().json()["seat"], pair.physio.enter().json()["seat"]) == (
        "patient",
        "practitioner",
    )


# --- when

START = clock.now().replace(microsecond=0) + timedelta(days=2)


@pytest.mark.parametrize(
    ("at", "door"),
    [
        (START - 15 * MINUTE - timedelta(seconds=1), "too_early"),
        (START - 15 * MINUTE, "open"),
        (START + 30 * MINUTE, "open"),  # the scheduled end
        (START + 90 * MINUTE - timedelta(seconds=1), "open"),
        (START + 90 * MINUTE, "over"),
    ],
)
def test_the_room_is_open_from_15_minutes_before_to_60_after_the_end(at, door):
    pair = pages_of(visit_at(START))
    with clock.pretending(at):
        shown, entered = pair.patient.look().json(), pair.patient.enter()
    assert shown["door"] == door
    assert (entered.status_code, entered.json().get("code")) == (
        (200, None) if door == "open" else (409, door)
    )


def test_a_moved_visit_takes_its_window_along():
    pair = seated()
    Appointment.objects.filter(pk=pair.visit.pk).update(
        starts_at=START, ends_at=START + 30 * MINUTE, blocks_from=START, blocks_until=START + 30 * MINUTE
    )
    assert pair.patient.say().json()["code"] == "too_early"
    with clock.pretending(START):
        assert pair.patient.enter().status_code == 200


def test_a_cancelled_visit_throws_out_those_who_are_inside():
    pair = seated()
    Appointment.objects.filter(pk=pair.visit.pk).update(
        status=AppointmentStatus.CANCELLED, cancelled_at=clock.now()
    )
    for page in (pair.patient, pair.physio):
        assert (page.say().status_code, page.say().json()["code"]) == (409, "cancelled")
        assert page.enter().json()["code"] == "cancelled"


@pytest.mark.parametrize("status", [AppointmentStatus.COMPLETED, AppointmentStatus.NO_SHOW])
def test_a_visit_that_the_clinic_has_closed_is_closed(status):
    visit = visit_now()
    Appointment.objects.filter(pk=visit.pk).update(
        status=status, closed_at=clock.now(), closed_by=visit.practitioner.user
    )
    assert pages_of(visit).patient.enter().json()["code"] == "closed"


def test_a_visit_that_is_only_asked_for_has_no_open_room():
    visit = visit_now(status=AppointmentStatus.REQUESTED)
    assert pages_of(visit).patient.enter().json()["code"] == "not_confirmed"


@pytest.mark.parametrize("status", [AppointmentStatus.HELD, AppointmentStatus.OFFERED])
def test_a_time_that_is_only_kept_is_nobodys_visit(status):
    visit = visit_now(
        status=status, booked_at=None, booked_by=None, hold_expires_at=clock.now() + 10 * MINUTE
    )
    assert pages_of(visit).patient.look().status_code == 404


def test_a_visit_in_person_has_no_room():
    practitioner = bookable(is_remote=False)
    visit = visit_now(
        practitioner=practitioner,
        patient=PatientFactory.create(clinic=practitioner.clinic),
        kind=practitioner.kinds.get(),
        location=LocationFactory.create(clinic=practitioner.clinic),
    )
    assert pages_of(visit).patient.look().status_code == 404


# --- two seats


def test_a_second_page_of_the_same_person_takes_the_seat_over():
    pair = seated()
    second = Page(pair.patient.user, pair.visit.uuid)
    assert second.enter().status_code == 200
    assert pair.patient.say().json()["code"] == "seat_taken"
    assert pair.physio.other()["ticket"] == str(second.ticket)


def test_what_was_written_to_the_older_page_is_not_read_by_the_newer():
    pair = seated()
    pair.physio.say("for the older page", to=pair.patient)
    second = Page(pair.patient.user, pair.visit.uuid)
    second.enter()
    pair.physio.say("still for the older page", to=pair.patient)
    pair.physio.say("for the newer page", to=second)
    assert second.read() == ["for the newer page"]


def test_an_older_page_that_leaves_does_not_get_the_newer_one_up():
    pair = seated()
    second = Page(pair.patient.user, pair.visit.uuid)
    second.enter()
    assert pair.patient.leave().status_code == 204
    assert pair.physio.other()["presence"] == "here"


def test_a_page_that_never_sat_down_cannot_write():
    pair = pages_of(visit_now())
    pair.physio.enter()
    assert pair.patient.say("offer", to=pair.physio).json()["code"] == "seat_lost"
    assert pair.physio.read() == []


def test_an_answer_that_was_lost_on_its_way_is_fetched_again():
    pair = seated()
    pair.physio.say("one", "two", to=pair.patient)
    cursor = pair.patient.cursor
    assert pair.patient.read() == ["one", "two"]
    pair.patient.cursor = cursor
    assert pair.patient.read() == ["one", "two"]
    assert pair.patient.read() == []


# --- what is said of oneself


def test_the_other_side_is_absent_here_lost_or_gone():
    pair, now = pages_of(visit_now()), clock.now()
    pair.patient.enter()
    assert pair.patient.other()["presence"] == "absent"
    pair.physio.enter()
    assert pair.patient.other()["presence"] == "here"
    with clock.pretending(now + timedelta(seconds=20)):
        assert pair.patient.other()["presence"] == "lost"
        pair.physio.leave()
        assert pair.patient.other()["presence"] == "left"


def test_the_other_side_says_what_it_can_and_wants():
    pair = seated()
    pair.patient.say(link="connected", microphone=False, camera=False, wants="little")
    said = pair.physio.other()
    assert (said["link"], said["microphone"], said["camera"], said["wants"]) == (
        "connected",
        False,
        False,
        "little",
    )


def test_the_physio_holds_up_an_exercise_and_shows_it_again_after_a_reload():
    pair, exercise = seated(), str(uuid4())
    pair.physio.say(shows=exercise)
    assert pair.patient.other()["shows"] == exercise
    assert Page(pair.physio.user, pair.visit.uuid).enter().json()["shows"] == exercise


def test_the_patient_holds_up_nothing():
    pair = seated()
    pair.patient.say(shows=str(uuid4()))
    assert pair.physio.other()["shows"] is None


# --- bad input


@pytest.mark.parametrize(
    "wrong",
    [
        {"ticket": "me"},
        {"cursor": "$"},
        {"state": {"link": "perfect"}},
        {"state": {"wants": "everything"}},
        {"letters": [{"n": 0}]},
        {"letters": [{"n": 1, "description": {"type": "offer", "sdp": "x" * 30_001}}]},
        {"letters": [{"n": 1}] * 61},
    ],
    ids=["ticket", "cursor", "link", "wants", "number", "long letter", "many letters"],
)
def test_what_makes_no_sense_is_refused(wrong):
    pair = seated()
    body = {"ticket": str(pair.patient.ticket), "state": {}, **wrong}
    answer = pair.patient.client.post(f"/api/v1/rooms/{pair.visit.uuid}/exchange/", body, "application/json")
    assert (answer.status_code, answer.json()["code"]) == (400, "invalid")


def test_asking_often_is_counted_apart_from_everything_else(settings, monkeypatch):
    monkeypatch.setattr(
        "common.api.throttles.UserThrottle.THROTTLE_RATES", {"user": "2/min", "room": "5/min"}
    )
    cache.clear()
    pair = seated()
    assert [pair.patient.say().status_code for _time in range(5)] == [200, 200, 200, 200, 429]
    assert pair.patient.look().status_code == 200


def test_a_clinic_with_a_jitsi_has_no_room_here():
    visit = visit_now()
    PolicyFactory.create(clinic=visit.clinic, room_provider="jitsi", jitsi_url="https://meet.example.org")
    assert pages_of(visit).patient.enter().json()["code"] == "elsewhere"


def test_without_redis_the_page_is_asked_to_try_again(monkeypatch):
    pair = seated()

    def unreachable():
        raise OSError

    monkeypatch.setattr("scheduling.rooms.mailbox._redis", unreachable)
    assert (pair.patient.say().status_code, pair.patient.say().json()["code"]) == (503, "unavailable")
