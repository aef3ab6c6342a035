"""The staff's calendar in a browser far from the clinic: at the right hour, moved by mouse and by keys."""

from datetime import UTC, datetime, timedelta

import pytest

from common import clock
from scheduling.models import Appointment
from tests import factories as f
from tests import scheduling_factories as s
from tests.browser.test_accessibility import violations
from tests.browser.test_desk import NARROW, SCREEN, TOO_WIDE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ABROAD = {"timezone_id": "America/New_York", "locale": "en-GB"}
BERLIN = "Europe/Berlin"


def at(on, hour, minute=0):
    """A time of the clinic's clock as a moment."""
    return datetime(on.year, on.month, on.day, hour, minute, tzinfo=clock.zone(BERLIN))


@pytest.fixture
def monday():
    today = clock.today_in(BERLIN)
    return today + timedelta(days=7 - today.weekday())


@pytest.fixture
def practitioner(patient):
    """Of a clinic in Berlin; the patient lives in Kolkata."""
    clinic = patient.clinic
    clinic.time_zone, patient.time_zone = BERLIN, "Asia/Kolkata"
    clinic.save()
    patient.save()
    return s.bookable(clinic, name="Follow-up", minutes=60)


@pytest.fixture
def visit(patient, practitioner, monday):
    return booked(practitioner, patient, at(monday, 10))


@pytest.fixture
def person(practitioner):
    return practitioner.user


def booked(practitioner, patient, starts_at):
    return s.AppointmentFactory.create(
        practitioner=practitioner, patient=patient, kind=practitioner.kinds.get(), starts_at=starts_at
    )


def opened(new_phone, person, monday, *, expected=()):
    phone = new_phone(person, **SCREEN, **ABROAD)
    phone.expected += expected
    page = phone.open(f"/admin/calendar/?on={monday}")
    page.wait_for_selector(".cal .visit")
    return page


def found(page, visit):
    return page.locator(f"[data-visit='{visit.uuid}']")


def drag(page, visit, hours):
    """Takes a visit by its middle and drops it some hours later."""
    box = found(page, visit).bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x, y + 20, steps=4)
    page.mouse.move(x, y + hours * box["height"], steps=8)
    page.mouse.up()
    page.wait_for_selector("#move[open]")


def starts(visit):
    return Appointment.objects.get(pk=visit.pk).starts_at


def test_a_visit_stands_at_the_clinics_hour_wherever_the_browser_is(
    new_phone, person, visit, monday, patient
):
    page = opened(new_phone, person, monday)
    link = found(page, visit).locator("a")

    assert f"10:00 {patient.name}" in link.inner_text()
    slot = page.locator(".ec-body .ec-sidebar time", has_text="10:00").bounding_box()
    box = found(page, visit).bounding_box()
    assert abs((slot["y"] + slot["height"] / 2) - box["y"]) < 8
    assert page.locator("text=Times are Berlin time.").is_visible()


def test_dropped_elsewhere_it_asks_and_then_moves(new_phone, person, visit, monday):
    page = opened(new_phone, person, monday)
    drag(page, visit, 3)

    asked = page.locator("#move").inner_text()
    day = f"Mon {monday.day} {monday:%b}"
    assert f"{day}, 10:00, Berlin time" in asked
    assert f"{day}, 13:00, Berlin time" in asked
    assert "one mail" in asked
    assert starts(visit) == at(monday, 10)
    page.click("#move [data-yes]")
    page.wait_for_selector(f"text=is moved to {day}, 13:00.")
    assert starts(visit) == at(monday, 13)
    page.wait_for_selector(f"[data-visit='{visit.uuid}'] >> text=13:00")


@pytest.mark.parametrize("way", ["button", "escape"])
def test_without_a_yes_it_goes_back(new_phone, person, visit, monday, way):
    page = opened(new_phone, person, monday)
    before = found(page, visit).bounding_box()
    drag(page, visit, 3)
    if way == "button":
        page.click("#move [data-no]")
    else:
        page.keyboard.press("Escape")
    page.wait_for_selector("#move", state="hidden")

    assert found(page, visit).bounding_box() == before
    assert starts(visit) == at(monday, 10)


def test_where_it_does_not_fit_it_goes_back_and_says_what_is_free(
    new_phone, person, visit, practitioner, monday
):
    booked(practitioner, f.PatientFactory.create(clinic=practitioner.clinic), at(monday, 13))
    page = opened(new_phone, person, monday)
    before = found(page, visit).bounding_box()
    drag(page, visit, 3)

    assert "They have another visit then" in page.locator("#move [data-problem]").inner_text()
    assert page.locator("#move [data-yes]").is_hidden()
    near = page.locator("#move [data-free] button").first
    free = near.inner_text()
    near.click()
    page.wait_for_selector("#move [data-yes]:visible")
    assert free in page.locator("#move [data-becomes]").inner_text()
    page.click("#move [data-no]")
    assert found(page, visit).bounding_box() == before
    assert starts(visit) == at(monday, 10)


def test_lost_to_somebody_else_meanwhile_nothing_moves(new_phone, person, visit, practitioner, monday):
    page = opened(new_phone, person, monday, expected=["409 (Conflict)"])
    drag(page, visit, 3)
    booked(practitioner, f.PatientFactory.create(clinic=practitioner.clinic), at(monday, 13))
    page.click("#move [data-yes]")

    page.wait_for_selector("#move [data-problem]:visible")
    assert starts(visit) == at(monday, 10)


def test_a_drag_opens_nothing_and_a_click_opens_the_visit(new_phone, person, visit, monday):
    page = opened(new_phone, person, monday)
    drag(page, visit, 3)
    page.click("#move [data-no]")
    assert "/admin/calendar/" in page.url

    found(page, visit).click()
    page.wait_for_url(f"**/admin/appointments/{visit.uuid}/")


def test_keys_find_a_visit_and_open_the_form_that_moves_it(new_phone, person, visit, monday):
    page = opened(new_phone, person, monday)
    found(page, visit).locator("a").focus()
    page.keyboard.press("m")
    page.wait_for_url("**/move/")
    page.fill("[name=at]", "14:05")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/admin/appointments/{visit.uuid}/")

    assert starts(visit) == at(monday, 14, 5)


def test_keys_turn_the_pages(new_phone, person, visit, monday):
    page = opened(new_phone, person, monday)
    for key, expected in (
        ("d", "**view=day**"),
        ("ArrowRight", f"**on={monday + timedelta(days=1)}**"),
        ("ArrowLeft", f"**on={monday}**"),
        ("w", "**view=week**"),
        ("l", "**view=list**"),
    ):
        page.keyboard.press(key)
        page.wait_for_url(expected)
    page.keyboard.press("?")
    assert page.locator("#keys").is_visible()


def test_a_click_on_an_empty_hour_begins_a_booking_there(new_phone, person, visit, monday, patient):
    page = opened(new_phone, person, monday)
    box = found(page, visit).bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] * 2 + 4)
    page.wait_for_url("**/admin/appointments/new/**")
    page.click(f"main a:has-text('{patient.name}')")

    ticked = page.locator("[name=slot]:checked")
    assert ticked.get_attribute("value") == at(monday, 12).astimezone(UTC).isoformat()
    page.fill("[name=at]", "13:20")
    assert ticked.get_attribute("value") == ""
    page.locator("[name=slot]").first.check()
    assert page.locator("[name=at]").input_value() == ""


def test_without_scripts_the_visits_stand_in_a_list(new_phone, person, visit, monday, patient):
    phone = new_phone(person, **SCREEN, **ABROAD, java_script_enabled=False)
    page = phone.open(f"/admin/calendar/?on={monday}")

    assert page.locator("#calendar-list").is_visible()
    assert f"10:00–11:00 {patient.name}" in " ".join(page.locator("#calendar-list").inner_text().split())


@pytest.mark.parametrize("screen", [SCREEN, NARROW], ids=["wide", "narrow"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_fits_and_axe_finds_nothing(
    new_phone, person, visit, practitioner, monday, patient, screen, scheme
):
    phone = new_phone(person, **screen, **ABROAD, color_scheme=scheme)
    new = f"/admin/appointments/new/?patient={patient.uuid}&practitioner={practitioner.uuid}&on={monday}"
    paths = [
        *(f"/admin/calendar/?view={view}&on={monday}" for view in ("day", "week", "list")),
        "/admin/appointments/",
        "/admin/appointments/requests/",
        "/admin/appointments/new/",
        new,
        *(f"/admin/appointments/{visit.uuid}/{name}" for name in ("", "move/", "cancel/")),
    ]
    wrong = {}
    for path in paths:
        page = phone.open(path)
        page.wait_for_load_state("networkidle")
        wrong[path] = (page.evaluate(TOO_WIDE), violations(page))
    assert wrong == dict.fromkeys(paths, (0, []))
