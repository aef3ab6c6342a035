"""A new patient books on the clinic's public page with a phone: warning signs, details, a code, a time."""

import re
from datetime import datetime

import pytest
from playwright.sync_api import Page, expect

from notifications.models import Message
from notifications.registry import composer_for
from patients.models import Patient
from scheduling.models import Appointment
from tests.browser.test_gate_pages import NOTHING, answer_all, looked_at
from tests.factories import ClinicFactory, PatientFactory, loaded_pack
from tests.scheduling_factories import AppointmentFactory, bookable

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def clinic(transactional_db):
    loaded_pack()
    return ClinicFactory.create(name="North clinic", phone="+49 30 111", email="north@example.org")


@pytest.fixture
def kind(clinic):
    return bookable(clinic, for_new_patients=True, name="First visit", price="80 €").kinds.get()


def code() -> str:
    message = Message.objects.filter(kind="address_check").latest("pk")
    found = re.search(r"\b[A-Z0-9]{4}-[A-Z0-9]{4}\b", composer_for(message.kind)(message).text)
    assert found
    return found[0]


def to_details(page: Page) -> None:
    page.locator("[name=date_of_birth]").fill("1985-05-24")
    page.get_by_role("button", name="Begin").click()
    answer_all(page)
    page.get_by_role("button", name="Go on").click()


def to_code(page: Page) -> None:
    to_details(page)
    page.get_by_label("Name").fill("Mara Lind")
    page.get_by_label("E-mail address").fill("mara@example.org")
    page.get_by_label("What is it about?").fill("Stairs hurt since May.")
    expect(page.locator("[name=proof]")).not_to_have_value("")
    page.get_by_role("button", name="Send me a code").click()
    expect(page.locator("h1")).to_have_text("Look at your mail")


def to_times(page: Page) -> None:
    to_code(page)
    page.get_by_label("The code from the mail").fill(code())
    page.get_by_role("button", name="Go on").click()
    expect(page.locator("h1")).to_have_text("First visit")


def to_look(page: Page) -> None:
    to_times(page)
    page.locator("#take button").first.click()
    expect(page.locator("h1")).to_have_text("Book this visit")


def opened(new_phone, clinic, **options) -> Page:
    page: Page = new_phone(timezone_id="America/Bogota", **options).open(f"/start/{clinic.slug}/")
    return page


def test_a_visit_is_booked_on_the_phones_own_clock(new_phone, clinic, kind):
    page = opened(new_phone, clinic)
    to_times(page)
    expect(page.get_by_text("Bogota time").first).to_be_visible()
    page.locator("#take button").first.click()
    page.get_by_role("button", name="Book this visit").click()
    expect(page.locator("h1")).to_have_text("Your visit is booked")
    expect(page.get_by_text("mara@example.org")).to_be_visible()
    visit = Appointment.objects.get()
    assert (visit.patient.name, visit.patient.time_zone) == ("Mara Lind", "America/Bogota")


def test_a_time_that_somebody_else_took_offers_the_next(new_phone, clinic, kind):
    page = opened(new_phone, clinic)
    to_look(page)
    at = page.locator("[name=at]").get_attribute("value") or ""
    AppointmentFactory.create(
        patient=PatientFactory.create(clinic=clinic),
        practitioner=kind.practitioners.get(),
        kind=kind,
        starts_at=datetime.fromisoformat(at),
    )
    page.get_by_role("button", name="Book this visit").click()
    page.locator("#refusal button").first.click()
    page.get_by_role("button", name="Book this visit").click()
    expect(page.locator("h1")).to_have_text("Your visit is booked")
    assert Patient.objects.filter(name="Mara Lind").count() == 1


def test_going_back_finds_everything_as_it_was_typed(new_phone, clinic, kind):
    page = opened(new_phone, clinic)
    to_look(page)
    page.get_by_role("link", name="Another time").click()
    page.get_by_role("link", name="Change what I told").click()
    expect(page.get_by_label("Name")).to_have_value("Mara Lind")
    expect(page.get_by_label("What is it about?")).to_have_value("Stairs hurt since May.")
    expect(page.locator("[name=time_zone]")).to_have_value("America/Bogota")
    page.get_by_role("button", name="Send me a code").click()
    expect(page.locator("h1")).to_have_text("First visit")


def test_it_works_by_keyboard_and_without_a_script(new_phone, clinic, kind):
    page = opened(new_phone, clinic, java_script_enabled=False)
    to_details(page)
    page.get_by_label("Name").fill("Mara Lind")
    page.get_by_label("E-mail address").fill("mara@example.org")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Look at your mail")
    page.get_by_label("The code from the mail").fill(code())
    page.keyboard.press("Enter")
    page.locator("#take button").first.press("Enter")
    page.get_by_role("button", name="Book this visit").press("Enter")
    expect(page.locator("h1")).to_have_text("Your visit is booked")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_is_in_the_way_of_a_new_patient(new_phone, clinic, kind, scheme):
    page = opened(new_phone, clinic, color_scheme=scheme)
    found = {"age": looked_at(page)}
    to_code(page)
    found["code"] = looked_at(page)
    page.get_by_label("The code from the mail").fill(code())
    page.get_by_role("button", name="Go on").click()
    found["times"] = looked_at(page)
    page.locator("#take button").first.click()
    found["look"] = looked_at(page)
    page.go_back()
    page.get_by_role("link", name="Change what I told").click()
    found["details"] = looked_at(page)
    page.go_back()
    page.locator("#take button").first.click()
    page.get_by_role("button", name="Book this visit").click()
    found["booked"] = looked_at(page)
    assert found == dict.fromkeys(found, NOTHING)
