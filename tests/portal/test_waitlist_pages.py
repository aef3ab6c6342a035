"""The waiting list in the patient's pages: joining, an offer behind the short list, leaving."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from common import clock
from patients.services.questions import answer_question
from scheduling.enums import AppointmentStatus, BookableBy, WaitlistState
from scheduling.models import Appointment, WaitlistEntry
from scheduling.services.offering import offer_freed
from scheduling.services.packages import correct_package, sell_package
from tests.factories import EpisodeFactory, PatientFactory, loaded_pack, physio
from tests.gate import URGENT, asked, stopped
from tests.scheduling_factories import AppointmentFactory, WaitlistEntryFactory, bookable

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 23, 7, tzinfo=UTC)
FREED = datetime(2026, 11, 25, 9, tzinfo=UTC)
WAITING = "/visits/waiting/"


@pytest.fixture(autouse=True)
def _monday():
    with clock.pretending(NOW):
        yield


@pytest.fixture
def practitioner(patient):
    loaded_pack()
    EpisodeFactory.create(patient=patient)
    return bookable(patient.clinic)


@pytest.fixture
def kind(practitioner):
    return practitioner.kinds.get()


@pytest.fixture
def offered(practitioner, kind, patient):
    entry = WaitlistEntryFactory.create(patient=patient, kind=kind)
    offer_freed(practitioner=practitioner, starts_at=FREED, ends_at=FREED + timedelta(minutes=30))
    entry.refresh_from_db()
    return entry


def address(entry):
    return f"{WAITING}{entry.uuid}/"


def text_of(response):
    return response.content.decode()


def said(kind, **more):
    return {"kind": kind.uuid, "from_on": "2026-11-23", "until_on": "2026-12-21", **more}


def yes(**more):
    return {"uuid": uuid4(), "none": "on", **more}


def test_a_patient_puts_themselves_on_the_list(page, patient, kind):
    answer = page.post(WAITING, said(kind, earliest="09:00"), follow=True)
    entry = WaitlistEntry.objects.get()
    assert (entry.patient, entry.kind, str(entry.earliest)) == (patient, kind, "09:00:00")
    assert "23 November to 21 December, not before 9:00" in text_of(answer)


def test_the_address_fills_in_what_was_looked_for(page, kind):
    form = page.get(f"{WAITING}?kind={kind.uuid}").context["form"]
    assert (form["kind"].value(), form["until_on"].value().isoformat()) == (str(kind.uuid), "2026-12-21")


def test_what_is_wrong_stands_at_its_field(page, kind):
    form = page.post(WAITING, said(kind, until_on="2026-11-01")).context["form"]
    assert list(form.errors) == ["until_on"]
    assert not WaitlistEntry.objects.exists()


def test_what_only_staff_book_is_not_offered_for_waiting(page, kind):
    kind.who_may_book = BookableBy.NOBODY
    kind.save()
    assert "Put me on the list" not in text_of(page.get(WAITING))
    assert "Please ask the clinic" in text_of(page.get(WAITING))


def test_an_offer_stands_first_and_says_until_when(page, offered):
    assert "A time is free: kept until 10:00" in text_of(page.get(WAITING))
    text = text_of(page.get(address(offered)))
    assert "10:00 to 10:30" in text
    assert "Berlin time" in text
    assert "Book this time" in text


def test_yes_books_it(page, patient, offered):
    answer = page.post(address(offered), yes())
    visit = Appointment.objects.get()
    assert (visit.status, visit.patient, visit.starts_at) == (AppointmentStatus.BOOKED, patient, FREED)
    assert answer.url == f"/visits/{visit.uuid}/"
    assert page.get(address(offered)).url == answer.url


def test_yes_without_the_short_list_books_nothing(page, offered):
    answer = page.post(address(offered), {"uuid": uuid4()})
    assert "told" in answer.context["form"].errors
    assert Appointment.objects.get().status == AppointmentStatus.OFFERED


def test_a_warning_sign_leads_to_what_to_do_now_and_the_time_goes_on(page, offered):
    answer = page.post(address(offered), {"uuid": uuid4(), "told": [URGENT]})
    offered.refresh_from_db()
    assert "/screen/" in answer.url
    assert (Appointment.objects.get().status, offered.state) == (AppointmentStatus.EXPIRED, "waiting")


def test_no_passes_it_on_and_the_place_stays(page, offered):
    page.post(address(offered), {"decline": "1"})
    offered.refresh_from_db()
    assert offered.state == WaitlistState.WAITING
    assert "This offer is over" in text_of(page.get(address(offered)))


def test_an_offer_that_is_over_says_so_and_books_nothing(page, offered):
    with clock.pretending(NOW + timedelta(minutes=121)):
        answer = page.post(address(offered), yes())
    assert "This offer is over" in text_of(answer)
    assert Appointment.objects.get().status == AppointmentStatus.OFFERED


def test_visits_that_are_booked_already_are_named(page, patient, practitioner, kind, offered):
    AppointmentFactory.create(
        practitioner=practitioner, kind=kind, patient=patient, starts_at=FREED + timedelta(days=7)
    )
    assert "Your other visits stay as they are" in text_of(page.get(address(offered)))


def test_while_a_stop_holds_nothing_is_booked_here(page, patient, offered):
    stopped(patient, URGENT)
    assert "Please speak with the clinic" in text_of(page.get(address(offered)))
    assert "Book this time" not in text_of(page.get(address(offered)))


def test_leaving_takes_the_place_away(page, offered):
    answer = page.post(f"{address(offered)}leave/", follow=True)
    offered.refresh_from_db()
    assert offered.state == WaitlistState.WITHDRAWN
    assert "You are no longer on the list." in text_of(answer)


@pytest.mark.parametrize("step", ["", "leave/"])
def test_somebody_elses_place_is_not_there(page, kind, step):
    entry = WaitlistEntryFactory.create(kind=kind, patient=PatientFactory.create(clinic=kind.clinic))
    assert page.post(f"{address(entry)}{step}", yes()).status_code == 404
    entry.refresh_from_db()
    assert entry.state == WaitlistState.WAITING


def test_the_visits_lead_to_the_list_and_name_an_offer(page, kind):
    assert "Tell me when something earlier is free" in text_of(page.get("/visits/"))
    assert f"/visits/waiting/?kind={kind.uuid}" in text_of(page.get(f"/visits/book/{kind.uuid}/"))


def test_an_offer_is_named_on_the_visits(page, kind, offered):
    text = text_of(page.get("/visits/"))
    assert f"{kind.name}: a time is free, kept until 10:00" in text
    assert "You wait for one visit" in text


def test_what_is_left_of_a_package_stands_on_the_visits(page, patient):
    package = sell_package(by=physio(patient.clinic), patient=patient.uuid, name="Six visits", visits=6)
    assert "6 visits left" in text_of(page.get("/visits/"))
    correct_package(by=physio(patient.clinic), package=package.uuid, delta=-6, note="Paid back")
    assert "Six visits" not in text_of(page.get("/visits/"))


def test_an_answered_question_leads_to_booking(page, patient, practitioner):
    question = asked(patient)
    assert "Book a visit about it" not in text_of(page.get("/ask/"))
    answer_question(by=physio(patient.clinic), question=question.uuid, reply="Let us look at it.")
    assert "Book a visit about it" in text_of(page.get("/ask/"))
