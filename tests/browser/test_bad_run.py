"""A bad run, from the phone to the board and back: the reason, less to do, and why."""

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from common import clock
from programs.models import RunLog
from tests.factories import PatientFactory, assigned_program, physio
from tests.loop_factories import run_plan

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

DESK = {"viewport": {"width": 1280, "height": 800}, "has_touch": False}
BAD = {
    "pain_start": "2",
    "pain_peak": "7",
    "pain_end": "6",
    "trend": "worse",
    "stride_changed": "yes",
    "sore_in_warmup": "no",
}
WORDS = "We ask a little less of the knee until it is quiet again."


@pytest.fixture
def program():
    patient = PatientFactory.create(name="Mara Lind")
    start_on = clock.today_in(patient.time_zone) - timedelta(days=9)
    program = assigned_program(patient, by=physio(patient.clinic), start_on=start_on)
    run_plan(program, phase="modified")
    return program


def test_a_bad_run_is_on_the_board_eased_and_explained(new_phone, program):
    phone = new_phone(program.patient.user)
    log_a_bad_run(phone.open("/run/"))
    ask_for_less(find_on_the_board(new_phone(program.assigned_by, **DESK).open("/admin/")))
    expect(phone.open("/plan/").locator("main")).to_contain_text(WORDS)


def log_a_bad_run(page: Page) -> None:
    page.get_by_label("Kilometres").fill("9")
    page.get_by_label("Minutes").fill("50")
    for name, value in BAD.items():
        page.locator(f'[name="{name}"][value="{value}"]').check(force=True)
    page.get_by_role("button", name="Save").click()
    expect(page.locator("h1")).to_have_text("Your run is written down")
    assert RunLog.objects.get().pain_peak == 7


def find_on_the_board(page: Page) -> Page:
    row = page.locator(".need", has_text="Mara Lind")
    expect(row).to_contain_text("Red run today, pain 7")
    page.get_by_role("link", name="Mara Lind", exact=True).click()
    return page


def ask_for_less(page: Page) -> None:
    """The dose goes down at once, with a reason for the record and words for the patient."""
    page.get_by_role("link", name="4 weeks").first.click()
    page.get_by_role("link", name="Decide now").first.click()
    page.locator('[name="verdict"][value="REGRESS"]').check(force=True)
    page.locator('[name="reason"]').fill("Ran nine kilometres through the pain")
    page.locator('[name="patient_words"]').fill(WORDS)
    page.get_by_role("button", name="Decide").click()
    expect(page.locator("main")).to_contain_text("Ran nine kilometres through the pain")
