"""From the first tap to the picture: booked on one clock, seen on another, held by two, closed to others."""

from datetime import time

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from common import clock
from scheduling.models import Appointment
from tests.browser.test_gate_pages import tap
from tests.browser.test_room import (  # noqa: F401 - the browser with the cameras
    REFUSED,
    SCREEN,
    joined,
    new_studio_phone,
    pictures_arrive,
    state,
    studio,
)
from tests.factories import PatientFactory, assigned_program
from tests.scheduling_factories import (
    AppointmentKindFactory,
    PolicyFactory,
    PractitionerFactory,
    WeeklyHoursFactory,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
KOLKATA, BERLIN, MINUTES = "Asia/Kolkata", "Europe/Berlin", 15


@pytest.fixture
def practitioner(patient):
    """Works at any hour in Berlin, without notice; the patient lives in Kolkata."""
    patient.clinic.time_zone, patient.time_zone = BERLIN, KOLKATA
    patient.clinic.save()
    patient.save()
    practitioner = PractitionerFactory.create(clinic=patient.clinic, time_zone=BERLIN)
    kind = AppointmentKindFactory.create(clinic=patient.clinic, name="Video follow-up", minutes=MINUTES)
    practitioner.kinds.add(kind)
    for weekday in range(7):
        WeeklyHoursFactory.create(practitioner=practitioner, weekday=weekday, start=time(0), end=time(0))
    PolicyFactory.create(clinic=patient.clinic, notice_minutes=0, granularity_minutes=5)
    assigned_program(patient, by=practitioner.user)
    return practitioner


def book_the_next_time(page: Page) -> Appointment:
    """Three taps, the short list, and it is booked."""
    page.get_by_role("link", name="Book a visit").click()
    page.get_by_role("link", name="Video follow-up").click()
    page.locator("#take button").first.click()
    tap(page, "none")
    page.get_by_role("button", name="Book this visit").click()
    expect(page.get_by_role("status")).to_contain_text("Your visit is booked")
    return Appointment.objects.get()


def test_a_visit_from_the_first_tap_to_the_picture(new_studio_phone, patient, practitioner):  # noqa: F811
    phone = new_studio_phone(patient.user, timezone_id=KOLKATA)
    page = phone.open("/visits/")
    visit = book_the_next_time(page)
    there, here = (f"{visit.starts_at.astimezone(clock.zone(name)):%-H:%M}" for name in (KOLKATA, BERLIN))
    expect(page.locator("body")).to_contain_text(there)

    desk = new_studio_phone(practitioner.user, **SCREEN, timezone_id=BERLIN)
    calendar = desk.open("/admin/calendar/")
    entry = calendar.locator(f"[data-visit='{visit.uuid}'] a")
    expect(entry).to_contain_text(f"{here} {patient.name}")

    patients, physios = joined(phone, visit), joined(desk, visit)
    for seen in (patients, physios):
        state(seen, "connected")
        pictures_arrive(seen)
    patients.reload()
    state(patients, "connected")
    pictures_arrive(physios)

    other = PatientFactory.create(clinic=patient.clinic)
    stranger = new_studio_phone(other.user)
    stranger.expected += REFUSED
    refused = stranger.open(reverse("portal:room", args=[visit.uuid]))
    expect(refused.locator("#room")).to_have_count(0)
    state(physios, "connected")
