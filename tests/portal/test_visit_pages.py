"""Visits in the portal: found, booked in three taps, moved, cancelled; on the patient's own clock."""

from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

import icalendar
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from common import clock
from patients.models import Screening, Stop
from scheduling.enums import AppointmentStatus, BookableBy
from scheduling.models import Appointment
from scheduling.services.packages import sell_package
from tests.factories import (
    EpisodeFactory,
    PatientFactory,
    ProxyFactory,
    UserFactory,
    loaded_pack,
    screened,
)
from tests.portal.pages import Markup
from tests.scheduling_factories import (
    AppointmentFactory,
    LocationFactory,
    PolicyFactory,
    bookable,
)

pytestmark = pytest.mark.django_db

# A Monday. The clocks of Berlin and Lisbon change on Sunday 29 March 2026, those of New York did on the 8th.
NOW = datetime(2026, 3, 23, 8, 0, tzinfo=UTC)
THURSDAY_TEN = datetime(2026, 3, 26, 9, 0, tzinfo=UTC)  # in Berlin


@pytest.fixture(autouse=True)
def _monday(db):
    loaded_pack()
    with clock.pretending(NOW):
        yield


@pytest.fixture
def practitioner(patient):
    found = bookable(patient.clinic, name="Video follow-up", price="60 EUR")
    found.user.name = "Ines Weber"
    found.user.save()
    return found


@pytest.fixture
def kind(practitioner):
    return practitioner.kinds.get()


def text_of(answer) -> str:
    return answer.content.decode()


def times_in(answer) -> list[str]:
    """The times that the page offers for the day it shows."""
    buttons = Markup(text_of(answer)).of("button")
    return [attrs["value"] or "" for attrs in buttons if attrs.get("name") == "at"]


def times_on(page, kind, day, **asked):
    return times_in(page.get(f"/visits/book/{kind.uuid}/", {"week": day, "day": day, **asked}))


def take(page, kind, at=THURSDAY_TEN, who="anybody"):
    """Taps a time: where one looks at it once more."""
    return page.post(f"/visits/book/{kind.uuid}/", {"at": at.isoformat(), "who": who}).url


def carried(address) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}


def send(page, address, **more):
    """The last tap, with what the page carries; None leaves something out."""
    said = carried(address) | {"none": "on", "note": ""} | more
    sent = {name: value for name, value in said.items() if value is not None}
    return page.post(urlsplit(address).path, sent)


def visit_of(patient, practitioner, starts_at=THURSDAY_TEN, **fields):
    return AppointmentFactory.create(
        patient=patient,
        practitioner=practitioner,
        kind=practitioner.kinds.get(),
        starts_at=starts_at,
        **fields,
    )


def taken_by_another(practitioner, starts_at=THURSDAY_TEN):
    return visit_of(PatientFactory.create(clinic=practitioner.clinic), practitioner, starts_at)


# --- booking ----------------------------------------------------------------------------------------------


def test_the_way_to_a_visit_is_three_taps(page, patient, kind):
    assert f"/visits/book/{kind.uuid}/" in text_of(page.get("/visits/book/"))
    first = times_in(page.get(f"/visits/book/{kind.uuid}/"))[0]
    address = page.post(f"/visits/book/{kind.uuid}/", {"at": first, "who": "anybody"}).url
    answer = send(page, address, note="It clicks.")
    visit = Appointment.objects.get()
    assert answer.url == f"/visits/{visit.uuid}/"
    assert (visit.status, visit.source, visit.patient_note) == ("booked", "portal", "It clicks.")
    assert "What happens next" in text_of(page.get(answer.url))


def test_the_last_look_says_what_when_with_whom_and_until_when_it_can_be_changed(page, kind):
    text = text_of(page.get(take(page, kind)))
    for words in (
        "Video follow-up",
        "Thu 26 March, 10:00 to 10:30",
        "Berlin time",
        "With Ines Weber",
        "60 EUR",
        "Kept for you until 9:10",
        "until Wed 25 March, 10:00, 24 hours before",
    ):
        assert words in text


def test_a_double_tap_books_once(page, kind):
    address = take(page, kind)
    assert send(page, address).url == send(page, address).url
    assert Appointment.objects.filter(status=AppointmentStatus.BOOKED).count() == 1


def test_tapping_two_times_keeps_the_last_one(page, kind):
    take(page, kind)
    address = take(page, kind, THURSDAY_TEN + timedelta(hours=1))
    held = Appointment.objects.get(status=AppointmentStatus.HELD)
    assert carried(address)["id"] == str(held.uuid)
    assert held.starts_at == THURSDAY_TEN + timedelta(hours=1)


def test_going_back_after_booking_leads_to_the_visit(page, kind):
    address = take(page, kind)
    booked = send(page, address).url
    assert page.get(address).url == booked


def test_what_is_asked_for_waits_for_the_clinic(page, kind):
    type(kind).objects.update(who_may_book=BookableBy.ON_REQUEST)
    address = take(page, kind)
    assert "Ask for this time" in text_of(page.get(address))
    text = text_of(page.get(send(page, address).url))
    assert Appointment.objects.get().status == AppointmentStatus.REQUESTED
    assert "Your request is sent." in text
    assert "Not confirmed yet" in text


def test_without_the_short_list_nothing_is_booked_and_the_note_stays(page, kind):
    answer = send(page, take(page, kind), none=None, note="It clicks.")
    assert list(answer.context["form"].errors) == ["told"]
    assert "It clicks." in text_of(answer)
    assert Appointment.objects.get().status == AppointmentStatus.HELD


def test_a_warning_sign_is_no_visit_and_gives_the_time_back(page, kind):
    answer = send(page, take(page, kind), told=["RF-02"], none=None)
    assert answer.url == f"/screen/{Screening.objects.get().uuid}/"
    assert Stop.objects.count() == 1
    assert Appointment.objects.get().status == AppointmentStatus.EXPIRED


def test_while_a_stop_holds_the_clinic_is_called_instead(page, patient, kind):
    screened(patient, "RF-12")
    for address in ("/visits/book/", f"/visits/book/{kind.uuid}/"):
        answer = page.get(address)
        assert "Please speak with the clinic" in text_of(answer)
        assert times_in(answer) == []


def test_where_no_screen_is_asked_the_clinic_books(page, kind, monkeypatch):
    monkeypatch.setattr("portal.pages.booking.conditions_of", lambda _patient: [])
    assert "Please book with the clinic" in text_of(page.get(take(page, kind)))


def test_a_visit_is_about_the_only_open_episode(page, patient, kind):
    episode = EpisodeFactory.create(patient=patient)
    send(page, take(page, kind))
    assert Appointment.objects.get().episode == episode


def test_a_package_says_how_many_visits_are_left(page, patient, kind, practitioner):
    sell_package(by=practitioner.user, patient=patient.uuid, name="Six visits", visits=2)
    assert "2 visits of your package are left; this uses one." in text_of(page.get(take(page, kind)))


def test_a_time_that_went_meanwhile_is_said_on_the_page_of_times(page, practitioner, kind):
    taken_by_another(practitioner)
    answer = page.post(f"/visits/book/{kind.uuid}/", {"at": THURSDAY_TEN.isoformat(), "who": "anybody"})
    text = text_of(answer)
    assert "Somebody else just took this time" in text
    assert "Thu 26 March, 10:30" in text


def gone(page, kind, practitioner):
    """A time that somebody else took while the form was filled in for too long."""
    address = take(page, kind)
    Appointment.objects.update(hold_expires_at=NOW - timedelta(minutes=1))
    Appointment.objects.update(status=AppointmentStatus.EXPIRED)
    taken_by_another(practitioner)
    return address


def test_a_time_that_went_meanwhile_keeps_what_was_typed_and_offers_others(page, practitioner, kind):
    address = gone(page, kind, practitioner)
    answer = send(page, address, note="It clicks on the stairs.")
    text = text_of(answer)
    assert "Somebody else just took this time" in text
    assert "It clicks on the stairs." in text
    others = [attrs["value"] for attrs in Markup(text).of("button") if attrs.get("name") == "take"]
    assert "2026-03-26T09:30Z" in others
    again = send(page, address, note="It clicks on the stairs.", take="2026-03-26T09:30Z")
    text = text_of(again)
    assert "It clicks on the stairs." in text
    assert "Thu 26 March, 10:30 to 11:00" in text
    fields = {attrs.get("name"): attrs for attrs in Markup(text).of("input")}
    assert "checked" in fields["none"]
    sent = {name: fields[name]["value"] for name in ("id", "at", "who")}
    page.post(urlsplit(address).path, sent | {"none": "on", "note": "It clicks on the stairs."})
    visit = Appointment.objects.get(patient_note="It clicks on the stairs.")
    assert visit.starts_at == THURSDAY_TEN + timedelta(minutes=30)


def test_a_time_that_is_not_kept_any_more_is_tried_again_on_sending(page, kind):
    address = take(page, kind)
    with clock.pretending(NOW + timedelta(minutes=11)):
        assert 'data-until="' not in text_of(page.get(address))
        send(page, address)
    assert Appointment.objects.filter(status=AppointmentStatus.BOOKED).count() == 1


@pytest.mark.parametrize(
    "query", ["", "?id=1&at=soon", "?at=9999-12-31T23:59:59Z&id=4fd2d1a5-2f6a-4f7e-9d6e-0d1cf4a8f001"]
)
def test_an_address_that_makes_no_sense_leads_back_to_the_times(page, kind, query):
    assert page.get(f"/visits/book/{kind.uuid}/confirm/{query}").url == f"/visits/book/{kind.uuid}/"


def test_what_cannot_be_booked_is_not_there(page, practitioner, kind):
    elsewhere = bookable().kinds.get()
    assert page.get(f"/visits/book/{elsewhere.uuid}/").status_code == 404
    type(kind).objects.update(who_may_book=BookableBy.NOBODY)
    assert page.get(f"/visits/book/{kind.uuid}/").status_code == 404
    assert "Nothing can be booked here yet" in text_of(page.get("/visits/book/"))


def test_another_clinics_practitioner_is_not_there(page, kind):
    address = f"/visits/book/{kind.uuid}/"
    elsewhere = bookable()
    text = text_of(page.post(address, {"at": THURSDAY_TEN.isoformat(), "who": str(elsewhere.uuid)}))
    assert "There is no such practitioner." in text
    assert Appointment.objects.count() == 0


# --- days and clocks --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("zone", "first", "after_change"),
    [
        ("Europe/Berlin", "9:00", "9:00"),
        ("Europe/Lisbon", "8:00", "8:00"),
        ("America/New_York", "4:00", "3:00"),
        ("Asia/Kolkata", "13:30", "12:30"),
        ("America/St_Johns", "5:30", "4:30"),
    ],
)
def test_times_are_on_the_patients_clock_across_a_change_of_the_clocks(
    page, patient, kind, zone, first, after_change
):
    patient.time_zone = zone
    patient.save()
    for day, words in (("2026-03-26", first), ("2026-03-30", after_change)):
        answer = page.get(f"/visits/book/{kind.uuid}/", {"week": day, "day": day})
        assert answer.context["page"].chosen.times[0].words == words
        assert zone.split("/")[1].replace("_", " ") in text_of(answer)


def test_an_hour_that_comes_twice_says_which_of_the_two(page, patient):
    patient.time_zone = "Europe/Berlin"
    practitioner = bookable(patient.clinic, zone="America/New_York")
    practitioner.weekly_hours.update(start="19:00", end="23:00")
    PolicyFactory.create(clinic=patient.clinic, horizon_days=366)
    with clock.pretending(datetime(2026, 10, 20, 8, tzinfo=UTC)):
        answer = page.get(
            f"/visits/book/{practitioner.kinds.get().uuid}/", {"week": "2026-10-25", "day": "2026-10-25"}
        )
    words = [time.words for time in answer.context["page"].chosen.times]
    assert "2:00 (UTC+02:00)" in words
    assert "2:00 (UTC+01:00)" in words


def test_the_days_without_a_time_cannot_be_tapped(page, practitioner, kind):
    practitioner.weekly_hours.filter(weekday=3).delete()
    days = page.get(f"/visits/book/{kind.uuid}/").context["page"].days
    assert [day.on.day for day in days if not day.times] == [26]


def test_a_week_without_a_time_names_the_next_one(page, practitioner, kind):
    practitioner.weekly_hours.update(valid_from="2026-04-20")
    answer = page.get(f"/visits/book/{kind.uuid}/", {"week": "2026-03-23"})
    assert "No free time in these days." in text_of(answer)
    assert "The next free time is Mon 20 April" in text_of(answer)


def test_the_first_week_that_is_shown_has_a_time(page, practitioner, kind):
    practitioner.weekly_hours.update(valid_from="2026-04-20")
    assert times_in(page.get(f"/visits/book/{kind.uuid}/"))[0] == "2026-04-20T07:00Z"


def test_where_nothing_is_free_at_all_the_clinic_helps(page, practitioner, kind):
    practitioner.weekly_hours.update(valid_from="2030-01-01")
    assert "There is no free time at the moment" in text_of(page.get(f"/visits/book/{kind.uuid}/"))


@pytest.mark.parametrize("asked", [{"week": "9999-12-31"}, {"week": "0001-01-01"}, {"week": "x", "who": "1"}])
def test_a_week_that_makes_no_sense_is_one_that_does(page, kind, asked):
    assert page.get(f"/visits/book/{kind.uuid}/", asked).status_code == 200


def test_weeks_end_at_the_clinics_horizon(page, patient, kind):
    PolicyFactory.create(clinic=patient.clinic, horizon_days=10)
    first = page.get(f"/visits/book/{kind.uuid}/").context["page"]
    second = page.get(f"/visits/book/{kind.uuid}/", {"week": first.later.isoformat()}).context["page"]
    assert (first.earlier, second.earlier, second.later) == (None, first.first, None)


def test_one_of_several_can_be_chosen_and_whom_one_knows_comes_first(page, patient, practitioner, kind):
    other = bookable(patient.clinic)
    other.kinds.add(kind)
    address = f"/visits/book/{kind.uuid}/"
    assert page.get(address).context["page"].person is None
    assert page.get(address, {"who": str(other.uuid)}).context["page"].person == other
    visit_of(patient, practitioner, NOW - timedelta(days=7), status="booked")
    assert page.get(address).context["page"].person == practitioner
    assert page.get(address, {"who": "anybody"}).context["page"].person is None


@pytest.mark.parametrize(
    ("week", "months"),
    [
        ("2026-04-06", "April 2026"),
        ("2026-03-27", "March – April 2026"),
        ("2026-12-28", "December 2026 – January 2027"),
    ],
)
def test_a_week_is_named_by_its_months(page, patient, kind, week, months):
    PolicyFactory.create(clinic=patient.clinic, horizon_days=366)
    assert page.get(f"/visits/book/{kind.uuid}/", {"week": week}).context["page"].months == months


def test_whoever_left_the_clinic_is_not_offered(page, patient, practitioner, kind):
    other = bookable(patient.clinic)
    other.kinds.add(kind)
    other.user.memberships.update(ended_at=NOW)
    assert page.get(f"/visits/book/{kind.uuid}/").context["page"].people == [practitioner]


# --- what is booked ---------------------------------------------------------------------------------------


def test_without_a_visit_the_page_says_how_to_get_one(page):
    text = text_of(page.get("/visits/"))
    assert "No visit is booked" in text
    assert "/visits/book/" in text


@pytest.mark.parametrize(
    ("minutes", "joins"), [(16, False), (15, True), (0, True), (-30, True), (-89, True), (-90, False)]
)
def test_the_button_to_join_is_there_from_15_minutes_before(page, patient, practitioner, minutes, joins):
    visit = visit_of(patient, practitioner, NOW + timedelta(minutes=minutes))
    for address in ("/visits/", f"/visits/{visit.uuid}/", "/"):
        assert (f"/visits/{visit.uuid}/room/" in text_of(page.get(address))) == joins, address


def test_a_visit_at_the_clinic_has_nothing_to_join_and_says_where(page, patient, practitioner):
    place = LocationFactory.create(clinic=patient.clinic, name="Park practice", address="Parkweg 3")
    visit = visit_of(patient, practitioner, NOW + timedelta(minutes=5), is_remote=False, location=place)
    text = text_of(page.get(f"/visits/{visit.uuid}/"))
    assert "Come to Park practice, Parkweg 3" in text
    assert "/room/" not in text


def test_today_shows_the_next_visit_only(page, patient, practitioner):
    assert "Next visit" not in text_of(page.get("/"))
    visit_of(patient, practitioner)
    visit_of(patient, practitioner, THURSDAY_TEN - timedelta(days=30))
    text = text_of(page.get("/"))
    assert text.count("Next visit") == 1
    assert "Thu 26 March, 10:00 to 10:30" in text


def test_a_visit_that_is_about_to_begin_stands_first_on_today(page, patient, practitioner):
    visit_of(patient, practitioner, NOW + timedelta(minutes=16))
    places = []
    for now in (NOW, NOW + timedelta(minutes=1)):
        with clock.pretending(now):
            cards = Markup(text_of(page.get("/"))).of("section")
        places.append([card.get("aria-labelledby") for card in cards].index("next-visit"))
    assert places == [1, 0]


def test_what_was_comes_in_pages(page, patient, practitioner):
    for day in range(1, 13):
        visit_of(patient, practitioner, NOW - timedelta(days=day))
    first, second = page.get("/visits/"), page.get("/visits/", {"page": 2})
    assert [len(answer.context["past"]) for answer in (first, second)] == [10, 2]


def test_a_hold_is_shown_nowhere(page, kind):
    address = take(page, kind)
    assert "No visit is booked" in text_of(page.get("/visits/"))
    assert page.get(f"/visits/{carried(address)['id']}/").status_code == 404


def test_somebody_elses_visit_is_not_there(page, practitioner):
    theirs = taken_by_another(practitioner)
    for step in ("", "move/", "cancel/", "calendar/"):
        assert page.get(f"/visits/{theirs.uuid}/{step}").status_code == 404
    assert page.get(f"/visits/{uuid4()}/").status_code == 404


def test_a_visit_goes_into_ones_own_calendar(page, patient, practitioner):
    visit = visit_of(patient, practitioner)
    answer = page.get(f"/visits/{visit.uuid}/calendar/")
    event = icalendar.Calendar.from_ical(answer.content).walk("VEVENT")[0]
    assert event["DTSTART"].dt == THURSDAY_TEN
    assert answer["Content-Disposition"] == 'attachment; filename="visit.ics"'
    assert b"follow-up" not in answer.content


# --- moving and cancelling --------------------------------------------------------------------------------

FRIDAY_TEN = THURSDAY_TEN + timedelta(days=1)


def test_a_tap_on_another_time_only_looks(page, patient, practitioner):
    visit = visit_of(patient, practitioner)
    text = text_of(page.get(f"/visits/{visit.uuid}/move/", {"at": "2026-03-27T09:00Z", "who": "anybody"}))
    assert "Thu 26 March, 10:00 to 10:30" in text
    assert "Fri 27 March, 10:00 to 10:30" in text
    visit.refresh_from_db()
    assert visit.starts_at == THURSDAY_TEN


def test_a_visit_is_moved(page, patient, practitioner):
    visit = visit_of(patient, practitioner)
    answer = page.post(f"/visits/{visit.uuid}/move/", {"at": "2026-03-27T09:00Z", "who": "anybody"})
    assert answer.url == f"/visits/{visit.uuid}/"
    visit.refresh_from_db()
    assert visit.starts_at == FRIDAY_TEN


def test_the_old_time_is_offered_for_moving_by_a_little(page, patient, practitioner):
    visit = visit_of(patient, practitioner)
    asked = {"week": "2026-03-26", "day": "2026-03-26"}
    assert "2026-03-26T09:15Z" in times_in(page.get(f"/visits/{visit.uuid}/move/", asked))


def test_a_move_to_a_taken_time_keeps_the_old_one_and_offers_others(page, patient, practitioner):
    visit = visit_of(patient, practitioner)
    taken_by_another(practitioner, FRIDAY_TEN)
    answer = page.post(f"/visits/{visit.uuid}/move/", {"at": "2026-03-27T09:00Z", "who": "anybody"})
    text = text_of(answer)
    assert "Somebody else just took this time" in text
    assert "Your visit is still Thu 26 March, 10:00 to 10:30" in text
    assert "2026-03-27T09:30Z" in text
    visit.refresh_from_db()
    assert visit.starts_at == THURSDAY_TEN


def test_a_visit_is_cancelled_with_or_without_a_reason(page, patient, practitioner):
    visit = visit_of(patient, practitioner)
    assert page.get(f"/visits/{visit.uuid}/cancel/").status_code == 200
    assert page.post(f"/visits/{visit.uuid}/cancel/", {"reason": "A cold."}).url == "/visits/"
    visit.refresh_from_db()
    assert (visit.status, visit.cancel_reason) == (AppointmentStatus.CANCELLED, "A cold.")
    assert "Cancelled" in text_of(page.get(f"/visits/{visit.uuid}/"))


@pytest.mark.parametrize("step", ["move", "cancel"])
def test_after_the_cutoff_the_page_says_how_to_reach_the_clinic(page, patient, practitioner, step):
    patient.clinic.phone = "+49 30 901820"
    patient.clinic.save()
    visit = visit_of(patient, practitioner, NOW + timedelta(hours=23))
    address = f"/visits/{visit.uuid}/{step}/"
    for answer in (page.get(address), page.post(address, {"at": "2026-03-27T09:00Z"})):
        assert "tel:+49 30 901820" in text_of(answer)
    assert "tel:+49 30 901820" in text_of(page.get(f"/visits/{visit.uuid}/"))
    visit.refresh_from_db()
    assert (visit.status, visit.sequence) == (AppointmentStatus.BOOKED, 0)


def test_what_is_only_asked_for_is_taken_back_until_its_time(page, patient, practitioner):
    visit = visit_of(patient, practitioner, NOW + timedelta(hours=2), status="requested")
    page.post(f"/visits/{visit.uuid}/cancel/", {"reason": ""})
    visit.refresh_from_db()
    assert visit.status == AppointmentStatus.CANCELLED


def test_what_is_cancelled_is_neither_moved_nor_cancelled_again(page, patient, practitioner):
    visit = visit_of(patient, practitioner, status="cancelled", cancelled_at=NOW)
    text = text_of(page.post(f"/visits/{visit.uuid}/cancel/", {"reason": ""}))
    assert "This visit is over or cancelled." in text


# --- whose pages, and what they cost ----------------------------------------------------------------------


def carer_of(patient, scope) -> Client:
    user = UserFactory.create()
    ProxyFactory.create(patient=patient, user=user, scope=scope)
    client = Client()
    client.force_login(user)
    client.get("/visits/")
    return client


def test_a_carer_who_may_look_sees_no_buttons(patient, practitioner, kind):
    visit, looks = visit_of(patient, practitioner), carer_of(patient, "view")
    assert "Book a visit" not in text_of(looks.get("/visits/"))
    text = text_of(looks.get(f"/visits/{visit.uuid}/"))
    assert "Move it" not in text
    assert "Cancel it" not in text
    said = {"at": THURSDAY_TEN.isoformat(), "who": "anybody", "patient": str(patient.uuid)}
    assert looks.post(f"/visits/book/{kind.uuid}/", said).status_code == 403
    assert Appointment.objects.get() == visit


def test_a_guardian_books_for_the_patient(patient, kind):
    acts = carer_of(patient, "act")
    whose = {"patient": str(patient.uuid)}
    at = {"at": THURSDAY_TEN.isoformat(), "who": "anybody"}
    address = acts.post(f"/visits/book/{kind.uuid}/", at | whose)["Location"]
    send(acts, address, **whose)
    visit = Appointment.objects.get()
    assert (visit.patient, visit.booked_by) != (patient, patient.user)
    assert (visit.patient, visit.status) == (patient, AppointmentStatus.BOOKED)


COSTS = {"/visits/": 10, "/visits/book/": 7, "/visits/book/{kind}/": 18, "/visits/{visit}/": 7}


@pytest.mark.parametrize(("path", "limit"), COSTS.items())
def test_a_page_costs_the_same_for_one_visit_and_for_many(page, patient, practitioner, kind, path, limit):
    visit = visit_of(patient, practitioner)
    visit_of(patient, practitioner, NOW - timedelta(days=9))
    bookable(patient.clinic).kinds.add(kind)
    address = path.format(kind=kind.uuid, visit=visit.uuid)
    one = cost(page, address)
    for number in range(1, 6):
        visit_of(patient, practitioner, THURSDAY_TEN + timedelta(hours=number))
        visit_of(patient, practitioner, NOW - timedelta(days=number))
        bookable(patient.clinic).kinds.add(kind)
    assert cost(page, address) == one
    assert one <= limit


def cost(page, address) -> int:
    page.get(address)
    with CaptureQueriesContext(connection) as asked:
        assert page.get(address).status_code == 200
    return len(asked)
