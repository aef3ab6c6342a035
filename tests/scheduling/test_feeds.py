"""Private calendars: who makes them, what they show, and when they end."""

import re
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from ical.calendar_stream import IcsCalendarStream

from common import clock
from common.errors import NotFound
from scheduling.enums import AppointmentStatus
from scheduling.models import Appointment, CalendarFeed, Practitioner
from scheduling.services.feeds import NewFeed, digest_of, make_own_feed, make_patient_feed, revoke_feed
from tests.factories import ProxyFactory, UserFactory, physio
from tests.scheduling.booking import user_of
from tests.scheduling.visits import NOW, STARTS, at, booked, cancelled, moved, patient_of_riverside
from tests.scheduling_factories import AppointmentFactory, PractitionerFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def visit() -> Appointment:
    with at(NOW):
        return booked()


def patients_feed(visit: Appointment) -> NewFeed:
    return make_patient_feed(by=user_of(visit.patient), patient=visit.patient)


def practitioners_feed(visit: Appointment) -> NewFeed:
    return make_own_feed(by=visit.practitioner.user)


BOTH = [patients_feed, practitioners_feed]


def fetched(made: NewFeed, moment=NOW, **headers):
    """What a calendar program gets that has nothing but the address."""
    with at(moment):
        return Client().get(f"/calendar/{made.url.rpartition('/')[2]}", headers=headers)


def events(made: NewFeed, moment=NOW):
    answer = fetched(made, moment)
    assert answer.status_code == 200
    return IcsCalendarStream.calendar_from_ics(answer.content.decode()).events


@pytest.mark.parametrize("make", BOTH)
def test_it_shows_the_visits_to_whoever_has_the_address(visit, make):
    (event,) = events(make(visit))
    assert (event.uid, event.dtstart) == (f"{visit.uuid}@testserver", STARTS)


def test_the_patients_says_with_whom_and_how_to_join(visit):
    (event,) = events(patients_feed(visit))
    assert event.summary == "Video session with Riverside"
    assert "With Amara Okafor" in (event.description or "")
    assert f"/visits/{visit.uuid}/room/" in (event.url or "")


def test_the_practitioners_says_neither_who_nor_what(visit):
    (event,) = events(practitioners_feed(visit))
    assert (event.summary, event.description, event.location) == ("Video session", None, None)
    assert f"/admin/appointments/{visit.uuid}/" in (event.url or "")


@pytest.mark.parametrize("make", BOTH)
def test_nothing_clinical_leaves_the_house(make):
    with at(NOW):
        visit = booked(
            patient=patient_of_riverside(name="canary-name"),
            kind__name="canary-kind",
            patient_note="canary-note",
            overbook_reason="canary-why",
            is_overbooked=True,
            price="canary-price",
        )
    assert b"canary" not in fetched(make(visit)).content


def test_a_patients_name_stands_in_neither_calendar(visit):
    for make in BOTH:
        assert b"Maya" not in fetched(make(visit)).content


def test_a_move_shows_at_once_with_a_higher_sequence(visit):
    made = patients_feed(visit)
    with at(NOW):
        moved(visit, 2)
    (event,) = events(made)
    assert (event.dtstart, event.sequence) == (STARTS + timedelta(hours=2), 1)


def test_a_cancelled_visit_is_gone(visit):
    made = patients_feed(visit)
    with at(NOW):
        cancelled(visit)
    assert events(made) == []


def test_a_request_is_tentative_and_a_hold_is_nobodys(visit):
    Appointment.objects.update(status=AppointmentStatus.REQUESTED)
    assert [event.status.value for event in events(patients_feed(visit))] == ["TENTATIVE"]
    AppointmentFactory.create(
        patient=visit.patient,
        practitioner=visit.practitioner,
        starts_at=STARTS + timedelta(days=1),
        status=AppointmentStatus.HELD,
        hold_expires_at=NOW + timedelta(minutes=10),
        booked_at=None,
        booked_by=None,
    )
    assert len(events(patients_feed(visit))) == 1


def test_it_reaches_thirty_days_back(visit):
    made = patients_feed(visit)
    assert len(events(made, STARTS + timedelta(days=29))) == 1
    assert events(made, STARTS + timedelta(days=31)) == []


def test_others_visits_are_not_in_it(visit):
    with at(NOW):
        other = booked(patient=patient_of_riverside(name="Somebody else"))
    for make in BOTH:
        assert [event.uid for event in events(make(visit))] == [f"{visit.uuid}@testserver"]
        assert [event.uid for event in events(make(other))] == [f"{other.uuid}@testserver"]


# --- the address ---


def test_only_its_digest_is_kept(visit):
    made = patients_feed(visit)
    token = made.url.rpartition("/")[2].removesuffix(".ics")
    feed = CalendarFeed.objects.get()
    assert (feed.digest, len(token)) == (digest_of(token), 43)
    assert token not in str(CalendarFeed.objects.values_list())


@pytest.mark.parametrize("token", ["x", "a" * 43, ".."])
def test_an_unknown_address_is_not_there(visit, token):
    assert Client().get(f"/calendar/{token}.ics").status_code == 404


def test_the_digest_itself_opens_nothing(visit):
    made = patients_feed(visit)
    assert Client().get(f"/calendar/{made.feed.digest}.ics").status_code == 404


@pytest.mark.parametrize("make", BOTH)
def test_a_revoked_address_is_not_there_any_more(visit, make):
    made = make(visit)
    revoke_feed(by=made.feed.user, feed=made.feed.uuid)
    assert fetched(made).status_code == 404


@pytest.mark.parametrize("make", BOTH)
def test_a_new_address_replaces_the_one_before(visit, make):
    former, made = make(visit), make(visit)
    assert (fetched(former).status_code, fetched(made).status_code) == (404, 200)


def test_nobody_revokes_anothers(visit):
    made = patients_feed(visit)
    with pytest.raises(NotFound):
        revoke_feed(by=visit.practitioner.user, feed=made.feed.uuid)
    assert fetched(made).status_code == 200


def test_who_is_not_booked_has_no_visits_to_show():
    with pytest.raises(NotFound):
        make_own_feed(by=physio())


# --- it ends with the right to see it ---


@pytest.mark.parametrize("make", BOTH)
def test_it_ends_with_the_account(visit, make):
    made = make(visit)
    made.feed.user.is_active = False
    made.feed.user.save()
    assert fetched(made).status_code == 404


def test_a_practitioners_ends_with_the_membership(visit):
    made = practitioners_feed(visit)
    visit.practitioner.user.memberships.update(ended_at=clock.now())
    assert fetched(made).status_code == 404


def test_a_practitioners_ends_when_somebody_else_is_that_practitioner(visit):
    made = practitioners_feed(visit)
    Practitioner.objects.update(user=PractitionerFactory.create().user)
    assert fetched(made).status_code == 404


def test_a_carers_ends_with_their_access(visit):
    proxy = ProxyFactory.create(patient=visit.patient, scope="view")
    made = make_patient_feed(by=proxy.user, patient=visit.patient)
    assert len(events(made)) == 1
    proxy.revoked_at, proxy.revoked_by = clock.now(), proxy.granted_by
    proxy.save()
    assert fetched(made).status_code == 404


def test_a_guardians_ends_when_the_child_is_grown(visit):
    visit.patient.date_of_birth = date(2008, 11, 25)
    visit.patient.save()
    with at(NOW):
        proxy = ProxyFactory.create(patient=visit.patient, is_guardian=True)
        made = make_patient_feed(by=proxy.user, patient=visit.patient)
    assert fetched(made).status_code == 200
    assert fetched(made, NOW + timedelta(days=6)).status_code == 404


def test_it_ends_when_the_patient_signs_in_with_another_account(visit):
    made = patients_feed(visit)
    visit.patient.user = UserFactory.create()
    visit.patient.save()
    assert fetched(made).status_code == 404


# --- as an answer ---


def test_nobody_on_the_way_keeps_it(visit):
    answer = fetched(patients_feed(visit))
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer.cookies == {}


def test_unchanged_it_is_not_sent_again(visit):
    made = patients_feed(visit)
    etag = fetched(made)["ETag"]
    again = fetched(made, NOW + timedelta(hours=1), if_none_match=etag)
    assert (again.status_code, again.content) == (304, b"")


def test_a_change_is_sent(visit):
    made = patients_feed(visit)
    etag = fetched(made)["ETag"]
    with at(NOW):
        moved(visit, 2)
    assert fetched(made, if_none_match=etag).status_code == 200


def test_more_visits_take_no_more_queries(visit, django_assert_num_queries):
    made = patients_feed(visit)
    for days in range(1, 6):
        AppointmentFactory.create(
            patient=visit.patient, practitioner=visit.practitioner, starts_at=STARTS + timedelta(days=days)
        )
    with django_assert_num_queries(2):
        assert len(events(made)) == 6


def test_addresses_cannot_be_tried_for_long(visit):
    statuses = [Client().get(f"/calendar/{n}.ics").status_code for n in range(61)]
    assert (statuses[0], statuses[-1]) == (404, 429)


# --- the patient's page ---


@pytest.fixture
def client_of(visit):
    client = Client()
    client.force_login(visit.patient.user)
    return client


def test_the_page_shows_the_address_once(visit, client_of):
    answer = client_of.post(reverse("portal:own_calendar"))
    (path,) = re.findall(r'href="webcal://testserver/calendar/([^"]+)"', answer.content.decode())
    with at(NOW):
        assert Client().get(f"/calendar/{path}").status_code == 200
    assert path not in client_of.get(reverse("portal:own_calendar")).content.decode()


def test_the_page_closes_the_address(visit, client_of):
    made = patients_feed(visit)
    client_of.post(reverse("portal:close_calendar", args=[made.feed.uuid]))
    assert fetched(made).status_code == 404


def test_anothers_address_cannot_be_closed(visit, client_of):
    made = practitioners_feed(visit)
    assert client_of.post(reverse("portal:close_calendar", args=[made.feed.uuid])).status_code == 404
    assert fetched(made).status_code == 200


def test_a_carer_who_may_only_look_makes_none(visit):
    proxy = ProxyFactory.create(patient=visit.patient, scope="view")
    client = Client()
    client.force_login(proxy.user)
    assert client.post(reverse("portal:own_calendar")).status_code == 403
    assert CalendarFeed.objects.count() == 0
