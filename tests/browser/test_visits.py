"""Booking on a phone: three taps on one's own clock, a time that went meanwhile, moving, cancelling."""

from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from common import clock
from scheduling.enums import AppointmentStatus
from scheduling.models import Appointment
from tests.browser.test_accessibility import SMALL_TARGETS, TOO_WIDE, TOUCH, TWICE_AS_LARGE, violations
from tests.browser.test_gate_pages import tap
from tests.factories import PatientFactory, assigned_program
from tests.scheduling_factories import AppointmentFactory, bookable

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

NOTHING = {"axe": [], "small": [], "wide": 0}


@pytest.fixture
def practitioner(patient):
    """Works from nine to five in Berlin; the patient lives in New York."""
    patient.time_zone = "America/New_York"
    patient.save()
    practitioner = bookable(patient.clinic, name="Video follow-up")
    practitioner.user.name = "Ines Weber"
    practitioner.user.save()
    assigned_program(patient, by=practitioner.user)
    return practitioner


@pytest.fixture
def traveller(new_phone, patient, practitioner):
    """The patient's phone, on the clock of their profile."""
    return new_phone(patient.user, timezone_id="America/New_York")


def choose(page: Page, day: int = -1, time: int = 0) -> datetime:
    """Taps a time of one of the days with free ones; which moment it was."""
    days = page.locator("a.day")
    days.nth(day if day >= 0 else days.count() - 1).click()
    button = page.locator("#take button").nth(time)
    at = datetime.fromisoformat(str(button.get_attribute("value")))
    button.click()
    return at


def to_confirm(phone, day: int = -1) -> tuple[Page, datetime]:
    page = phone.open("/visits/")
    page.get_by_role("link", name="Book a visit").click()
    page.get_by_role("link", name="Video follow-up").click()
    at = choose(page, day)
    expect(page.locator("h1")).to_have_text("Book this visit")
    return page, at


def test_a_patient_books_on_their_own_clock_moves_and_cancels(traveller, practitioner):
    page, at = to_confirm(traveller)
    local = at.astimezone(clock.zone("America/New_York"))
    expect(page.locator(".visit__facts")).to_contain_text(f"{local:%-H:%M} to ")
    expect(page.locator(".visit__facts")).to_contain_text("New York time")
    expect(page.locator("#other-zone")).to_be_hidden()
    tap(page, "none")
    page.get_by_role("button", name="Book this visit").click()
    expect(page.get_by_role("status")).to_contain_text("Your visit is booked")
    visit = Appointment.objects.get()
    assert (visit.status, visit.starts_at) == (AppointmentStatus.BOOKED, at)

    page.get_by_role("link", name="Move it").click()
    page.locator("a.day").last.click()
    to = choose(page, time=4)
    page.get_by_role("button", name="Move it").click()
    expect(page.get_by_role("status")).to_contain_text("Your visit is moved")
    visit.refresh_from_db()
    assert visit.starts_at == to != at

    page.get_by_role("link", name="Cancel it").click()
    page.locator("[name=reason]").fill("A cold.")
    page.get_by_role("button", name="Cancel this visit").click()
    expect(page.get_by_role("status")).to_contain_text("Your visit is cancelled")
    visit.refresh_from_db()
    assert (visit.status, visit.cancel_reason) == (AppointmentStatus.CANCELLED, "A cold.")


def test_a_double_tap_books_once(traveller, practitioner):
    page, _at = to_confirm(traveller)
    tap(page, "none")
    page.get_by_role("button", name="Book this visit").dblclick()
    expect(page.locator("h1")).to_have_text("Video follow-up")
    assert Appointment.objects.exclude(status=AppointmentStatus.EXPIRED).count() == 1


def test_a_time_that_went_meanwhile_loses_nothing_that_was_typed(traveller, patient, practitioner):
    page, at = to_confirm(traveller)
    page.locator("[name=note]").fill("It clicks on the stairs.")
    tap(page, "none")
    lost = Appointment.objects.filter(status=AppointmentStatus.HELD)
    lost.update(status=AppointmentStatus.EXPIRED)
    AppointmentFactory.create(
        patient=PatientFactory.create(clinic=patient.clinic),
        practitioner=practitioner,
        kind=practitioner.kinds.get(),
        starts_at=at,
    )
    page.get_by_role("button", name="Book this visit").click()
    expect(page.locator("#refusal")).to_contain_text("Somebody else just took this time")
    page.locator("#refusal button").first.click()
    expect(page.locator("#refusal")).to_have_count(0)
    expect(page.locator("[name=note]")).to_have_value("It clicks on the stairs.")
    expect(page.locator("[name=none]")).to_be_checked()
    page.get_by_role("button", name="Book this visit").click()
    expect(page.get_by_role("status")).to_contain_text("Your visit is booked")
    assert Appointment.objects.get(patient=patient, booked_at__isnull=False).patient_note == (
        "It clicks on the stairs."
    )


def test_what_was_typed_is_still_there_with_another_time(traveller, practitioner):
    page, _at = to_confirm(traveller)
    expect(page.locator("[data-minutes]")).not_to_be_empty()  # the script is at work
    page.locator("[name=note]").press_sequentially("It clicks.")
    page.get_by_role("link", name="Another time").click()
    choose(page, time=2)
    expect(page.locator("[name=note]")).to_have_value("It clicks.")


def test_a_time_is_kept_a_little_longer_while_somebody_types(traveller, practitioner):
    page, _at = to_confirm(traveller)
    expect(page.locator("[data-say=kept]")).to_contain_text("Kept for you: 10 minutes more")
    held = Appointment.objects.get()
    page.clock.install(time=clock.now() + timedelta(minutes=2))
    with page.expect_response("**/api/v1/me/holds/**") as answer:
        page.locator("[name=note]").press_sequentially("It")
    assert answer.value.status == 200
    held.refresh_from_db()
    assert held.hold_expires_at
    assert held.hold_expires_at > held.created_at + timedelta(minutes=10)


def test_a_time_that_is_not_kept_any_more_is_said_and_tried_again(traveller, practitioner):
    page, at = to_confirm(traveller)
    page.clock.install(time=clock.now() + timedelta(minutes=11))
    page.clock.run_for(6_000)
    expect(page.locator("[data-say=over]")).to_be_visible()
    expect(page.locator("[data-say=kept]")).to_be_hidden()
    tap(page, "none")
    page.get_by_role("button", name="Book this visit").click()
    expect(page.locator("h1")).to_have_text("Video follow-up")
    assert Appointment.objects.get().starts_at == at


def test_whoever_is_in_another_zone_than_their_profile_is_told(new_phone, patient, practitioner):
    page = new_phone(patient.user, timezone_id="Europe/Berlin").open("/visits/")
    expect(page.locator("#other-zone")).to_contain_text("This phone is on Berlin time")
    expect(page.locator("#other-zone")).to_contain_text("New York time")


def test_another_name_for_the_same_clock_is_the_same_zone(new_phone, patient, practitioner):
    patient.time_zone = "Europe/Berlin"
    patient.save()
    page = new_phone(patient.user, timezone_id="Europe/Paris").open("/visits/")
    page.wait_for_load_state("networkidle")
    expect(page.locator("#other-zone")).to_be_hidden()


def test_it_works_without_any_script(new_phone, patient, practitioner):
    page, at = to_confirm(new_phone(patient.user, java_script_enabled=False))
    expect(page.locator("[data-say=kept]")).to_contain_text("Kept for you until")
    tap(page, "none")
    page.get_by_role("button", name="Book this visit").click()
    expect(page.get_by_role("status")).to_contain_text("Your visit is booked")
    assert Appointment.objects.get().starts_at == at


def test_choosing_somebody_shows_their_times_at_once(traveller, patient, practitioner):
    other = bookable(patient.clinic)
    other.kinds.add(practitioner.kinds.get())
    page = traveller.open(f"/visits/book/{practitioner.kinds.get().uuid}/")
    page.locator("#who-select").select_option(str(other.uuid))
    page.wait_for_url(f"**who={other.uuid}**")
    expect(page.locator("#who-select")).to_have_value(str(other.uuid))


def looked_at(page: Page) -> dict[str, object]:
    return {
        "axe": violations(page),
        "small": page.evaluate(SMALL_TARGETS, TOUCH),
        "wide": page.evaluate(TOO_WIDE),
    }


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_is_in_the_way(new_phone, patient, practitioner, scheme):
    kind = practitioner.kinds.get()
    bookable(patient.clinic).kinds.add(kind)
    noon = clock.now().replace(hour=12, minute=0, second=0, microsecond=0, tzinfo=UTC)
    later = AppointmentFactory.create(
        patient=patient, practitioner=practitioner, kind=kind, starts_at=noon + timedelta(days=5)
    )
    phone = new_phone(patient.user, color_scheme=scheme, timezone_id="Europe/Berlin")
    week = f"/visits/book/{kind.uuid}/"
    paths = ["/", "/visits/", "/visits/book/", week]
    paths += [f"/visits/{later.uuid}/{step}" for step in ("", "move/", "cancel/")]
    found = {path: looked_at(phone.open(path)) for path in paths}
    page, _at = to_confirm(phone)
    found["confirm"] = looked_at(page)
    page.get_by_role("button", name="Book this visit").click()
    found["refused"] = looked_at(page)
    page.evaluate(TWICE_AS_LARGE)
    large = {"confirm": page.evaluate(TOO_WIDE)}
    page.goto(phone.server + week)
    page.evaluate(TWICE_AS_LARGE)
    large["week"] = page.evaluate(TOO_WIDE)
    assert found == dict.fromkeys(found, NOTHING)
    assert large == dict.fromkeys(large, 0)
