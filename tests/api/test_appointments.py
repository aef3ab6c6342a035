"""Visits over the API: booked once, or refused with a code and nothing changed; what a front desk reads."""

from datetime import datetime, timedelta
from uuid import uuid4

import icalendar
import pytest

from accounts.roles import Role
from common import clock
from scheduling.enums import AppointmentStatus, BookableBy
from scheduling.models import Appointment
from tests.api.queries import assert_costs_the_same
from tests.factories import physio, screened
from tests.scheduling.booking import NOW, TEN, clinic, patient_of
from tests.scheduling_factories import AppointmentFactory, AppointmentKindFactory, PolicyFactory, bookable

pytestmark = pytest.mark.django_db
API = "/api/v1/"
MINE, ALL = f"{API}me/appointments/", f"{API}appointments/"


@pytest.fixture(autouse=True)
def _now():
    with clock.pretending(NOW):
        yield


@pytest.fixture
def practitioner():
    return clinic()


@pytest.fixture
def patient(practitioner):
    return patient_of(practitioner, time_zone="Europe/Berlin")


@pytest.fixture
def client(signed_in, patient):
    return signed_in(patient.user)


@pytest.fixture
def desk(signed_in, practitioner):
    return signed_in(physio(practitioner.clinic))


@pytest.fixture
def wanted(practitioner, patient):
    """What a client sends to book."""
    return {
        "id": str(uuid4()),
        "kind": str(practitioner.kinds.get().uuid),
        "practitioner": str(practitioner.uuid),
        "starts_at": TEN.isoformat(),
        "screening": str(screened(patient, scope="daily").uuid),
        "note": "It clicks.",
    }


@pytest.fixture
def visit(practitioner, patient):
    """One to come, that the clinic booked."""
    return AppointmentFactory.create(
        patient=patient, practitioner=practitioner, kind=practitioner.kinds.get(), starts_at=TEN
    )


def rows():
    return sorted(Appointment.objects.values_list("uuid", "status", "starts_at", "sequence"))


def refusal(answer):
    return answer.status_code, answer.json()["code"]


def test_a_booked_visit_says_all_a_patient_needs(client, practitioner, wanted):
    made = client.post(MINE, wanted)
    body = made.json()

    assert made.status_code == 201
    assert (body["id"], body["status"], body["note"]) == (wanted["id"], "booked", "It clicks.")
    assert datetime.fromisoformat(body["starts_at"]) == TEN
    assert datetime.fromisoformat(body["change_until"]) == TEN - timedelta(hours=24)
    assert body["practitioner"] == {
        "id": str(practitioner.uuid),
        "name": practitioner.user.name,
        "title": practitioner.title,
    }
    assert client.get(f"{MINE}{wanted['id']}/").json() == body


def test_a_retry_answers_the_same_and_books_once(client, wanted):
    answers = [client.post(MINE, wanted) for _ in range(3)]

    assert {answer.status_code for answer in answers} == {201}
    assert answers[0].json() == answers[1].json() == answers[2].json()
    assert Appointment.objects.count() == 1


def test_whoever_does_not_mind_gets_somebody(client, practitioner, wanted):
    body = client.post(MINE, wanted | {"practitioner": None}).json()

    assert body["practitioner"]["id"] == str(practitioner.uuid)


def test_where_the_clinic_confirms_it_is_a_request(client, practitioner, wanted):
    practitioner.kinds.update(who_may_book=BookableBy.ON_REQUEST)

    assert client.post(MINE, wanted).json()["status"] == "requested"


def test_a_time_of_the_wall_is_read_in_the_zone_that_is_named(client, wanted):
    body = client.post(MINE, wanted | {"starts_at": "2026-12-03T10:00", "time_zone": "Europe/Berlin"}).json()

    assert datetime.fromisoformat(body["starts_at"]) == TEN


OTHER_ID = "4fd2d1a5-2f6a-4f7e-9d6e-0d1cf4a8f001"


@pytest.mark.parametrize(
    ("wrong", "status", "code"),
    [
        ({"starts_at": "2026-11-30T10:00:00+01:00"}, 400, "past"),
        ({"starts_at": "2026-12-01T08:00:00+01:00"}, 400, "too_soon"),
        ({"starts_at": "2026-12-03T06:00:00+01:00"}, 400, "outside_hours"),
        ({"starts_at": "2026-12-03T10:07:00+01:00"}, 400, "off_grid"),
        ({"starts_at": "2031-12-03T10:00:00+01:00"}, 400, "beyond_horizon"),
        ({"starts_at": "9999-12-31T23:59:00Z"}, 400, "invalid"),
        ({"starts_at": "2026-12-03T10:00:00"}, 400, "invalid"),
        ({"starts_at": "soon"}, 400, "invalid"),
        ({"starts_at": "2027-03-28T02:30", "time_zone": "Europe/Berlin"}, 400, "dst_gap"),
        ({"starts_at": "2026-12-03T10:00", "time_zone": "Europe/Atlantis"}, 400, "unknown_zone"),
        ({"time_zone": "Europe/Berlin"}, 400, "invalid"),
        ({"kind": OTHER_ID}, 404, "not_found"),
        ({"practitioner": OTHER_ID}, 404, "not_found"),
        ({"screening": OTHER_ID}, 409, "screening_needed"),
        ({"episode": OTHER_ID}, 400, "invalid"),
        ({"note": "x" * 501}, 400, "invalid"),
        ({"id": "1"}, 400, "invalid"),
    ],
)
def test_what_cannot_be_is_refused_with_a_code_and_changes_nothing(client, wanted, wrong, status, code):
    before = rows()

    assert refusal(client.post(MINE, wanted | wrong)) == (status, code)
    assert rows() == before


def test_the_fields_at_fault_are_named(client, wanted):
    answer = client.post(MINE, wanted | {"starts_at": "2026-12-03T06:00:00+01:00"})

    assert list(answer.json()["fields"]) == ["starts_at"]


def test_another_clinics_people_and_kinds_are_not_there(client, wanted):
    elsewhere = bookable()
    for wrong in ({"kind": str(elsewhere.kinds.get().uuid)}, {"practitioner": str(elsewhere.uuid)}):
        assert refusal(client.post(MINE, wanted | wrong)) == (404, "not_found")
    assert rows() == []


def test_what_only_staff_book_is_refused(client, practitioner, wanted):
    practitioner.kinds.update(who_may_book=BookableBy.NOBODY)

    assert refusal(client.post(MINE, wanted)) == (409, "not_bookable")


def test_a_taken_time_comes_with_the_next_free_ones(client, practitioner, wanted):
    other = patient_of(practitioner)
    AppointmentFactory.create(
        patient=other, practitioner=practitioner, kind=practitioner.kinds.get(), starts_at=TEN
    )
    before = rows()
    answer = client.post(MINE, wanted)

    assert refusal(answer) == (409, "slot_taken")
    assert rows() == before
    slots = answer.json()["slots"]
    assert slots
    assert client.post(MINE, wanted | {"starts_at": slots[0]["starts_at"]}).status_code == 201


def test_an_id_that_was_used_for_something_else_is_taken(client, wanted):
    client.post(MINE, wanted)
    before = rows()
    elsewhere = wanted | {"kind": str(bookable().kinds.get().uuid)}
    other = wanted | {"starts_at": (TEN + timedelta(hours=1)).isoformat()}

    assert refusal(client.post(MINE, elsewhere)) == (404, "not_found")
    assert refusal(client.post(MINE, other)) == (409, "id_taken")
    assert rows() == before


def test_somebody_elses_id_is_taken(signed_in, client, practitioner, wanted):
    client.post(MINE, wanted)
    other = patient_of(practitioner)
    theirs = wanted | {"screening": str(screened(other, scope="daily").uuid)}
    before = rows()

    assert refusal(signed_in(other.user).post(MINE, theirs)) == (409, "id_taken")
    assert rows() == before


def hold_of(client, wanted, uuid=None, **changes):
    body = {name: wanted[name] for name in ("kind", "practitioner", "starts_at")} | changes
    return client.put(f"{API}me/holds/{uuid or wanted['id']}/", body)


def test_a_time_is_kept_refreshed_booked(client, wanted):
    kept = hold_of(client, wanted)
    assert datetime.fromisoformat(kept.json()["expires_at"]) == NOW + timedelta(minutes=10)
    with clock.pretending(NOW + timedelta(minutes=9)):
        again = hold_of(client, wanted)
        assert datetime.fromisoformat(again.json()["expires_at"]) == NOW + timedelta(minutes=19)
    assert client.post(MINE, wanted).status_code == 201
    assert Appointment.objects.get().status == AppointmentStatus.BOOKED


def test_a_hold_is_no_visit(client, wanted):
    hold_of(client, wanted)

    assert client.get(MINE).json()["results"] == []
    assert client.get(f"{MINE}{wanted['id']}/").status_code == 404


def test_a_hold_that_is_over_says_so_and_changes_nothing(client, wanted):
    hold_of(client, wanted)
    before = rows()
    with clock.pretending(NOW + timedelta(minutes=11)):
        assert refusal(hold_of(client, wanted)) == (409, "hold_expired")
        assert rows() == before


def test_a_time_is_given_back(signed_in, client, practitioner, wanted):
    hold_of(client, wanted)
    other = signed_in(patient_of(practitioner).user)
    assert refusal(hold_of(other, wanted, uuid4())) == (409, "slot_taken")
    assert client.delete(f"{API}me/holds/{wanted['id']}/").status_code == 204
    assert hold_of(other, wanted, uuid4()).status_code == 200


def test_nobody_gives_back_what_somebody_else_keeps(signed_in, client, practitioner, wanted):
    hold_of(client, wanted)
    before = rows()
    signed_in(patient_of(practitioner).user).delete(f"{API}me/holds/{wanted['id']}/")

    assert rows() == before


def test_a_visit_is_cancelled_once(client, visit):
    at = f"{MINE}{visit.uuid}/cancel/"
    body = client.post(at, {"reason": "A cold."}).json()
    before = rows()

    assert (body["status"], body["cancel_reason"], body["change_until"]) == ("cancelled", "A cold.", None)
    assert refusal(client.post(at)) == (409, "closed")
    assert rows() == before


@pytest.mark.parametrize("step", ["cancel", "reschedule"])
def test_what_is_too_near_is_not_changed_here(client, visit, step):
    before = rows()
    with clock.pretending(TEN - timedelta(hours=23)):
        answer = client.post(f"{MINE}{visit.uuid}/{step}/", {"starts_at": "2026-12-04T10:00:00+01:00"})

    assert refusal(answer) == (409, "too_late")
    assert rows() == before


@pytest.mark.parametrize("status", ["completed", "no_show"])
def test_what_is_over_is_not_moved(client, practitioner, patient, status):
    done = AppointmentFactory.create(
        patient=patient,
        practitioner=practitioner,
        kind=practitioner.kinds.get(),
        starts_at=NOW - timedelta(days=1),
        status=status,
        closed_at=NOW,
        closed_by=practitioner.user,
    )
    before = rows()
    answer = client.post(f"{MINE}{done.uuid}/reschedule/", {"starts_at": TEN.isoformat()})

    assert refusal(answer) == (409, "closed")
    assert rows() == before


def test_a_visit_is_moved_and_keeps_its_id(client, visit):
    body = client.post(f"{MINE}{visit.uuid}/reschedule/", {"starts_at": "2026-12-04T11:00:00+01:00"}).json()

    assert body["id"] == str(visit.uuid)
    assert datetime.fromisoformat(body["starts_at"]) == TEN + timedelta(hours=25)


def test_a_move_to_a_taken_time_keeps_the_old_one(client, practitioner, visit):
    taken = TEN + timedelta(days=1)
    AppointmentFactory.create(
        patient=patient_of(practitioner),
        practitioner=practitioner,
        kind=practitioner.kinds.get(),
        starts_at=taken,
    )
    before = rows()
    answer = client.post(f"{MINE}{visit.uuid}/reschedule/", {"starts_at": taken.isoformat()})

    assert refusal(answer) == (409, "slot_taken")
    assert answer.json()["slots"]
    assert rows() == before


def test_the_list_is_filtered_by_time_and_state(client, practitioner, patient, visit):
    AppointmentFactory.create(
        patient=patient,
        practitioner=practitioner,
        kind=practitioner.kinds.get(),
        starts_at=TEN + timedelta(days=7),
        status="requested",
    )

    def ids(**asked):
        return [row["id"] for row in client.get(MINE, asked).json()["results"]]

    assert len(ids()) == 2
    assert ids(to="2026-12-05T00:00:00Z") == [str(visit.uuid)]
    assert ids(status="booked") == [str(visit.uuid)]
    assert ids(**{"from": "2026-12-05T00:00:00Z"}) != [str(visit.uuid)]
    assert client.get(MINE, {"state": "booked"}).status_code == 400


def test_what_can_be_booked_says_with_whom(client, practitioner):
    AppointmentKindFactory.create(clinic=practitioner.clinic, who_may_book=BookableBy.NOBODY)
    kinds = client.get(f"{API}me/appointment-kinds/").json()["results"]

    assert [(kind["minutes"], kind["practitioners"][0]["id"]) for kind in kinds] == [
        (30, str(practitioner.uuid))
    ]


def test_many_kinds_cost_as_many_queries_as_one(client, practitioner):
    assert_costs_the_same(
        lambda: client.get(f"{API}me/appointment-kinds/"),
        lambda _number: practitioner.kinds.add(AppointmentKindFactory.create(clinic=practitioner.clinic)),
    )


def test_a_visit_is_a_file_for_a_calendar_without_a_clinical_word(client, practitioner, visit):
    practitioner.kinds.update(name="Knee pain")
    answer = client.get(f"{MINE}{visit.uuid}/calendar/")
    event = icalendar.Calendar.from_ical(answer.content).walk("VEVENT")[0]

    assert answer["Content-Type"].startswith("text/calendar")
    assert event["DTSTART"].dt == TEN
    assert b"Knee" not in answer.content


# --- the clinic -------------------------------------------------------------------------------------------


@pytest.fixture
def asked(practitioner, patient):
    """What staff send to book."""
    return {
        "id": str(uuid4()),
        "patient": str(patient.uuid),
        "kind": str(practitioner.kinds.get().uuid),
        "practitioner": str(practitioner.uuid),
        "starts_at": TEN.isoformat(),
    }


def test_staff_book_for_a_patient_once(desk, asked):
    first, again = desk.post(ALL, asked), desk.post(ALL, asked)

    assert (first.status_code, first.json()) == (201, again.json())
    assert (first.json()["source"], Appointment.objects.count()) == ("staff", 1)


def test_staff_overbook_on_purpose_only(desk, practitioner, asked):
    AppointmentFactory.create(
        patient=patient_of(practitioner),
        practitioner=practitioner,
        kind=practitioner.kinds.get(),
        starts_at=TEN,
    )
    assert refusal(desk.post(ALL, asked)) == (409, "slot_taken")
    body = desk.post(ALL, asked | {"overbook_reason": "In pain."}).json()

    assert (body["is_overbooked"], body["overbook_reason"]) == (True, "In pain.")


def test_another_clinics_patient_is_not_there(desk, asked):
    elsewhere = patient_of(bookable())

    assert refusal(desk.post(ALL, asked | {"patient": str(elsewhere.uuid)})) == (404, "not_found")
    assert rows() == []


def test_a_request_is_approved_or_declined(desk, visit):
    Appointment.objects.filter(pk=visit.pk).update(status="requested")
    assert desk.post(f"{ALL}{visit.uuid}/approve/").json()["status"] == "booked"
    assert refusal(desk.post(f"{ALL}{visit.uuid}/decline/", {"reason": "No room."})) == (409, "closed")
    Appointment.objects.filter(pk=visit.pk).update(status="requested")
    assert desk.post(f"{ALL}{visit.uuid}/decline/", {"reason": "No room."}).json()["status"] == "cancelled"


@pytest.mark.parametrize(("step", "status"), [("complete", "completed"), ("no-show", "no_show")])
def test_staff_say_what_became_of_a_visit(desk, visit, step, status):
    assert refusal(desk.post(f"{ALL}{visit.uuid}/{step}/")) == (409, "too_early")
    with clock.pretending(TEN + timedelta(hours=1)):
        assert desk.post(f"{ALL}{visit.uuid}/{step}/").json()["status"] == status


def test_staff_move_and_cancel_after_the_cutoff(desk, visit):
    with clock.pretending(TEN - timedelta(hours=3)):
        moved = desk.post(f"{ALL}{visit.uuid}/reschedule/", {"starts_at": "2026-12-03T15:00:00+01:00"})
        cancelled = desk.post(f"{ALL}{visit.uuid}/cancel/", {"reason": "Ill.", "late": False})

    assert moved.status_code == 200
    assert (cancelled.json()["status"], cancelled.json()["is_late"]) == ("cancelled", False)


def test_the_clinics_list_is_filtered(desk, practitioner, patient, visit):
    other = bookable(practitioner.clinic)
    theirs = AppointmentFactory.create(
        patient=patient_of(practitioner), practitioner=other, starts_at=TEN + timedelta(days=1)
    )

    def ids(**asked):
        return [row["id"] for row in desk.get(ALL, asked).json()["results"]]

    assert ids() == [str(visit.uuid), str(theirs.uuid)]
    assert ids(practitioner=other.uuid) == ids(patient=theirs.patient.uuid) == [str(theirs.uuid)]
    assert ids(to=TEN.isoformat()) == []


def test_a_front_desk_reads_names_and_times_and_nothing_clinical(signed_in, practitioner, visit):
    Appointment.objects.filter(pk=visit.pk).update(patient_note="It clicks.", cancel_reason="")
    read = [
        signed_in(physio(practitioner.clinic, role)).get(f"{ALL}{visit.uuid}/").json()
        for role in (Role.FRONT_DESK, Role.PHYSIOTHERAPIST)
    ]

    assert [body["note"] for body in read] == [None, "It clicks."]
    assert {body["patient"]["name"] for body in read} == {visit.patient.name}


def test_many_visits_cost_as_many_queries_as_one(client, desk, practitioner, patient):
    PolicyFactory.create(clinic=practitioner.clinic)

    def add(number):
        AppointmentFactory.create(
            patient=patient, practitioner=practitioner, starts_at=TEN + timedelta(hours=number)
        )

    assert_costs_the_same(lambda: (client.get(MINE), desk.get(ALL))[1], add)
