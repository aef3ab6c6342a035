"""The staff's calendar: which visits and free stretches it shows, on whose clock, and to whom what of it."""

from datetime import timedelta

import pytest
from django.urls import reverse

from common import clock
from scheduling.enums import AppointmentStatus
from scheduling.models import Appointment
from tests import factories as f
from tests import scheduling_factories as s
from tests.desk.test_query_counts import count
from tests.desk.visits.pages import TEN

pytestmark = pytest.mark.django_db

ENTRIES = "/admin/calendar/entries/"
WEEK = {"from": "2027-01-11", "until": "2027-01-18"}


def entries(client, **asked):
    answer = client.get(ENTRIES, WEEK | asked)
    assert answer.status_code == 200
    return answer.json()["entries"]


def visits(client, **asked):
    return [entry for entry in entries(client, **asked) if entry.get("display") != "background"]


def shut(client, **asked):
    found = [entry for entry in entries(client, **asked) if entry.get("display") == "background"]
    return [(entry["start"], entry["end"], entry["title"]) for entry in found]


def page(client, **asked):
    return " ".join(client.get("/admin/calendar/", asked).content.decode().split())


def test_a_visit_stands_at_its_hour_on_the_clinics_clock(physio, visit):
    (entry,) = visits(physio)

    assert (entry["start"], entry["end"]) == ("2027-01-12T11:00:00", "2027-01-12T11:30:00")
    assert entry["title"] == "Petra Sommer"
    assert entry["extendedProps"]["kind"] == "Follow-up"
    assert entry["classNames"] == ["visit", "visit--booked", "visit--blue"]


def test_a_practitioner_abroad_is_shown_on_both_clocks(physio, patient, clinic):
    abroad = s.bookable(clinic, zone="Asia/Kolkata")
    s.AppointmentFactory.create(patient=patient, practitioner=abroad, kind=abroad.kinds.get(), starts_at=TEN)
    (here,) = visits(physio)
    (there,) = visits(physio, practitioner=abroad.uuid, clock="theirs")

    assert here["start"] == "2027-01-12T11:00:00"
    assert here["extendedProps"]["there"] == "Tue 12 Jan, 15:30 Kolkata time"
    assert there["start"] == "2027-01-12T15:30:00"
    shown = page(physio, practitioner=abroad.uuid, clock="theirs", on="2027-01-12")
    assert "Times are Kolkata time." in shown


@pytest.mark.parametrize(("status", "word"), [("requested", "Asked for"), ("no_show", "Did not come")])
def test_the_state_is_a_word_and_a_sign(physio, visit, physio_user, status, word):
    closed = {"closed_at": clock.now(), "closed_by": physio_user} if status == "no_show" else {}
    Appointment.objects.filter(pk=visit.pk).update(status=status, **closed)
    (entry,) = visits(physio)

    assert entry["extendedProps"]["status"] == word
    assert entry["extendedProps"]["sign"] in {"?", "✕"}


def test_cancelled_visits_are_shown_when_asked_for(physio, visit):
    Appointment.objects.filter(pk=visit.pk).update(
        status=AppointmentStatus.CANCELLED, cancelled_at=clock.now()
    )

    assert visits(physio) == []
    assert len(visits(physio, cancelled="1")) == 1


def test_only_what_is_open_and_to_come_can_be_dragged(physio, visit):
    (entry,) = visits(physio)
    assert entry["startEditable"] is True
    with clock.pretending(TEN + timedelta(minutes=1)):
        (entry,) = visits(physio)

    assert (entry["startEditable"], entry["extendedProps"]["move"]) == (False, "")


def test_hours_outside_and_time_off_stand_behind(physio, physio_user, practitioner, clinic):
    s.TimeOffFactory.create(
        clinic=clinic,
        practitioner=practitioner,
        starts_at=TEN,
        ends_at=TEN + timedelta(hours=2),
        reason="Training",
    )
    found = shut(physio, practitioner=practitioner.uuid, **{"from": "2027-01-12", "until": "2027-01-13"})

    assert sorted(found) == [
        ("2027-01-12T00:00:00", "2027-01-12T09:00:00", ""),
        ("2027-01-12T11:00:00", "2027-01-12T13:00:00", "Training"),
        ("2027-01-12T17:00:00", "2027-01-13T00:00:00", ""),
    ]


def test_what_another_calendar_keeps_busy_stands_behind(physio, practitioner):
    outside = s.OutsideCalendarFactory.create(practitioner=practitioner)
    s.OutsideBusyFactory.create(calendar=outside, starts_at=TEN, ends_at=TEN + timedelta(hours=1))

    assert ("2027-01-12T11:00:00", "2027-01-12T12:00:00", "Busy elsewhere") in shut(physio)


@pytest.mark.parametrize(
    ("status", "words"),
    [("held", "Kept: a patient is booking"), ("offered", "Offered from the waiting list")],
)
def test_a_time_that_is_kept_for_somebody_is_shown_without_a_name(physio, visit, status, words):
    until = clock.now() + timedelta(minutes=10)
    kept = {"status": status, "hold_expires_at": until, "booked_at": None, "booked_by": None}
    Appointment.objects.filter(pk=visit.pk).update(**kept)
    mine = {"practitioner": visit.practitioner.uuid}

    assert ("2027-01-12T11:00:00", "2027-01-12T11:30:00", words) in shut(physio, **mine)
    assert "Petra" not in physio.get(ENTRIES, WEEK | mine).content.decode()
    with clock.pretending(until):
        assert words not in {title for _start, _end, title in shut(physio, **mine)}


def test_the_week_of_all_is_shut_when_none_of_them_works(physio, practitioner, clinic):
    late = s.PractitionerFactory.create(clinic=clinic)
    s.WeeklyHoursFactory.create(practitioner=late, weekday=1, start="15:00", end="20:00")
    day = {"from": "2027-01-12", "until": "2027-01-13"}

    assert sorted(shut(physio, **day)) == [
        ("2027-01-12T00:00:00", "2027-01-12T09:00:00", ""),
        ("2027-01-12T20:00:00", "2027-01-13T00:00:00", ""),
    ]


def test_the_front_desk_sees_names_and_times_and_nothing_clinical(front_desk, visit):
    everything = front_desk.get(ENTRIES, WEEK).content.decode() + page(front_desk, on="2027-01-12")

    assert "Petra Sommer" in everything
    assert "worse" not in everything


def test_another_clinic_sees_nothing_of_it(stranger, visit):
    assert visits(stranger) == []
    assert stranger.get(ENTRIES, WEEK | {"practitioner": visit.practitioner.uuid}).status_code == 404


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"from": "2027-01-11"},
        {"from": "2027-01-11", "until": "2027-02-23"},
        {"from": "2027-01-11", "until": "2027-01-11"},
        {"from": "soon", "until": "later"},
        {"from": "2027-02-30", "until": "2027-03-02"},
    ],
)
def test_a_range_that_makes_no_sense_or_is_too_wide_is_refused(physio, visit, asked):
    answer = physio.get(ENTRIES, asked)

    assert (answer.status_code, answer.json()["code"]) == (400, "invalid")


def test_six_weeks_are_answered(physio, visit):
    assert len(visits(physio, **{"from": "2027-01-11", "until": "2027-02-22"})) == 1


@pytest.mark.parametrize("view", ["day", "week", "list"])
def test_without_scripts_the_page_is_a_list_of_its_days(physio, visit, view):
    shown = page(physio, view=view, on="2027-01-12")

    assert "11:00–11:30" in shown
    assert f'href="{reverse("admin:appointment", args=[visit.uuid])}"' in shown


def test_previous_and_next_keep_what_was_chosen(physio, visit):
    shown = page(physio, view="day", on="2027-01-12", practitioner=visit.practitioner.uuid)

    assert f"view=day&amp;on=2027-01-11&amp;practitioner={visit.practitioner.uuid}" in shown
    assert f"view=day&amp;on=2027-01-13&amp;practitioner={visit.practitioner.uuid}" in shown


@pytest.mark.parametrize("on", ["yesterday", "2027-02-30", "9999-12-31", "0001-01-01", ""])
def test_a_day_that_makes_no_sense_is_today(physio, practitioner, on):
    assert "4 Jan to 10 Jan 2027" in page(physio, on=on)


def test_a_calendar_of_a_clinic_without_practitioners_says_what_to_do(physio):
    assert "Nobody is booked here yet" in page(physio)


@pytest.mark.parametrize(
    "url", [f"{ENTRIES}?from=2027-01-11&until=2027-01-18", "/admin/calendar/?on=2027-01-12"]
)
def test_thirty_visits_cost_as_many_queries_as_one(physio, visit, clinic, url):
    one = count(physio, url)
    for number in range(29):
        other = s.bookable(clinic)
        s.AppointmentFactory.create(
            patient=f.PatientFactory.create(clinic=clinic),
            practitioner=other,
            kind=other.kinds.get(),
            starts_at=TEN + timedelta(minutes=number),
        )

    assert count(physio, url) == one
    assert one <= 17


@pytest.mark.parametrize(
    "days", [("0001-01-01", "0001-01-02"), ("9999-12-30", "9999-12-31"), ("soon", ""), ("2027-02-30", "")]
)
def test_days_that_no_calendar_has_are_refused(physio, practitioner, days):
    answer = physio.get(ENTRIES, dict(zip(("from", "until"), days, strict=True)))

    assert (answer.status_code, answer.json()["code"]) == (400, "invalid")
