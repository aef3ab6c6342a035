"""The pages of the red-flag gate in a real browser: drafts, one-tap answers, no connection, keyboard, axe."""

import pytest
from playwright.sync_api import Page, expect

from patients.models import Question, Screening
from programs.models import DailyCheck
from tests.browser.test_accessibility import SMALL_TARGETS, TOO_WIDE, TOUCH, violations
from tests.factories import assigned_program, loaded_pack, physio, screened

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def program(patient):
    return assigned_program(patient, by=physio(patient.clinic))


def tap(page: Page, name: str, value: str = "") -> None:
    page.locator(f'[name="{name}"]' + (f'[value="{value}"]' if value else "")).check(force=True)


def answer_all(page: Page, *yes: str) -> None:
    for box in page.locator(".question input[value=no]").all():
        box.check(force=True)
    for name in yes:
        tap(page, name, "yes")


def test_a_screen_that_was_left_is_taken_up_again(phone, program):
    page = phone.open("/screen/")
    tap(page, "RF-01", "no")
    expect(page.locator(".progress-line progress")).to_have_attribute("value", "1")
    page = phone.open("/screen/")
    expect(page.locator("[name=RF-01][value=no]")).to_be_checked()
    answer_all(page)
    page.get_by_role("button", name="Send my answers").click()
    expect(page.get_by_role("status")).to_contain_text("No warning sign")
    again = phone.open("/screen/")
    expect(again.locator(":checked")).to_have_count(0)


def test_what_is_missing_is_one_press_away(phone, program):
    page = phone.open("/screen/")
    answer_all(page)
    page.locator("[name=RF-09][value=no]").evaluate("box => { box.checked = false; }")
    page.get_by_role("button", name="Send my answers").click()
    page.get_by_role("link", name="Go to the first one").click()
    expect(page.locator("#id_RF-09")).to_be_in_viewport()
    expect(page.locator("#id_RF-09")).to_be_focused()


def test_a_check_takes_six_taps(phone, patient, program):
    page = phone.open("/check/")
    for name, value in (("pain_worst", "4"), ("pain_morning", "2"), ("swelling", "none"), ("steady", "")):
        tap(page, name, value)
    tap(page, "none")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("h1")).to_have_text("Today's check is sent")
    check = DailyCheck.objects.get()
    assert (check.pain_worst, check.pain_morning, check.limp) == (4, 2, False)


def test_none_and_a_sign_take_each_other_back(phone, program):
    page = phone.open("/check/")
    tap(page, "none")
    tap(page, "told", "RF-02")
    expect(page.locator("[name=none]")).not_to_be_checked()
    expect(page.get_by_text("You ticked a warning sign")).to_be_visible()
    tap(page, "none")
    expect(page.locator("[name=told]:checked")).to_have_count(0)


def test_a_check_without_connection_is_kept_and_sent_later(phone, program):
    phone.expected += ["net::ERR"]
    page = phone.open("/check/")
    tap(page, "pain_worst", "3")
    tap(page, "none")
    phone.context.set_offline(True)
    page.get_by_role("button", name="Save").click()
    expect(page.locator("#saving")).to_contain_text("Not saved yet")
    assert DailyCheck.objects.count() == 0
    phone.context.set_offline(False)
    expect(page.locator("h1")).to_have_text("Today's check is sent")
    assert DailyCheck.objects.get().pain_worst == 3


def test_a_refused_check_keeps_its_answers(phone, program):
    phone.expected += ["422"]
    page = phone.open("/check/")
    tap(page, "pain_worst", "3")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("#id_told_error")).to_contain_text("None of these")
    expect(page.locator("[name=pain_worst][value='3']")).to_be_checked()


def test_a_question_that_was_left_is_still_there(phone, program):
    phone.open("/ask/").locator("textarea").press_sequentially("May I swim?")
    page = phone.open("/ask/")
    expect(page.locator("textarea")).to_have_value("May I swim?")
    tap(page, "none")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_text("Your question is sent")).to_be_visible()
    assert Question.objects.get().text == "May I swim?"
    expect(phone.open("/ask/").locator("textarea")).to_have_value("")


def test_signing_out_takes_the_drafts_off_the_phone(phone, program):
    phone.open("/ask/").locator("textarea").press_sequentially("May I swim?")
    page = phone.open("/more/")
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/sign-in/**")
    assert page.evaluate("Object.keys(localStorage).filter((key) => key.includes(':draft:'))") == []


def test_a_warning_sign_holds_the_session_that_was_kept_on_the_phone(phone, patient, program):
    page = phone.open("/session/")
    page.wait_for_selector("[data-action=start]")
    screened(patient, "RF-12")
    phone.open("/plan/").wait_for_function(
        "Object.values(localStorage).some((kept) => kept.includes('stopped'))"
    )
    expect(phone.open("/session/").locator("h1")).to_have_text("Your exercises are paused")


def test_the_whole_screen_works_by_keyboard(phone, program):
    page = phone.open("/screen/")
    page.locator("[name=RF-01][value=no]").focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator("[name=RF-01][value=yes]")).to_be_checked()
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(page.locator("[name=RF-02]:checked")).to_have_count(1)


def test_a_visitors_time_zone_is_the_one_of_the_phone(new_phone, patient):
    loaded_pack()
    phone = new_phone(timezone_id="America/Bogota")
    page = public(phone, patient.clinic.slug)
    expect(page.locator("[name=time_zone]")).to_have_value("America/Bogota")


def public(phone, slug: str, *yes: str) -> Page:
    """The public page with its questions answered."""
    page: Page = phone.open(f"/start/{slug}/")
    page.locator("[name=date_of_birth]").fill("1985-05-24")
    page.get_by_role("button", name="Begin").click()
    answer_all(page, *yes)
    page.get_by_role("button", name="Go on").click()
    return page


def looked_at(page: Page) -> dict[str, object]:
    return {
        "axe": violations(page),
        "small": page.evaluate(SMALL_TARGETS, TOUCH),
        "wide": page.evaluate(TOO_WIDE),
    }


NOTHING = {"axe": [], "small": [], "wide": 0}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_is_in_the_way_of_a_visitor(new_phone, patient, scheme):
    loaded_pack()
    phone = new_phone(color_scheme=scheme)
    first = phone.open(f"/start/{patient.clinic.slug}/")
    found = {"age": looked_at(first)}
    first.locator("[name=date_of_birth]").fill("1985-05-24")
    first.get_by_role("button", name="Begin").click()
    found["questions"] = looked_at(first)
    found["details"] = looked_at(public(phone, patient.clinic.slug, "RF-12"))
    found["emergency"] = looked_at(public(phone, patient.clinic.slug, "RF-02"))
    assert found == dict.fromkeys(found, NOTHING)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_is_in_the_way_of_a_stopped_patient(new_phone, patient, program, scheme):
    phone = new_phone(patient.user, color_scheme=scheme)
    urgent = screened(patient, "RF-12")
    paths = ["/", "/session/", "/ask/", "/check/", f"/screen/{urgent.uuid}/"]
    found = {path: looked_at(phone.open(path)) for path in paths}
    emergency = screened(patient, "RF-02")
    found["emergency"] = looked_at(phone.open(f"/screen/{emergency.uuid}/"))
    assert found == dict.fromkeys(found, NOTHING)
    assert Screening.objects.filter(patient=patient).count() == 3
