"""The clinical record from end to end, by people: asked on the public page, registered, examined, signed."""

import pytest
from playwright.sync_api import Page, expect

from patients.models import Assessment, Enquiry, Patient
from programs.services.red_flags import screening_for_enrolment
from tests.browser.test_gate_pages import public
from tests.documents import licensed
from tests.factories import ClinicFactory, loaded_pack

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

DESK = {"viewport": {"width": 1280, "height": 800}, "has_touch": False}
# As much as a signature needs.
TAPPED = {
    "answers.onset": "gradual",
    "answers.pain_zones.left": "around-kneecap",
    "answers.main_zone": "around-kneecap",
    "answers.worst_pain": "4",
    "answers.running_now": "less",
}


@pytest.fixture
def physio(transactional_db):
    loaded_pack()
    return licensed(ClinicFactory.create(slug="north", name="North clinic"))


def test_from_public_screening_to_a_signed_assessment(new_phone, physio):
    ask_to_be_seen(new_phone())
    desk = new_phone(physio, **DESK)
    page = register(desk)
    examine(page)
    sign(page)
    assessment = Assessment.objects.get()
    assert (assessment.state, assessment.signed_by) == ("signed", physio)
    assert assessment.patient == Patient.objects.get(name="Mara Lind")
    assert assessment.content["answers"]["worst_pain"] == 4
    # What was answered on the public page opens the door to a program.
    assert screening_for_enrolment(assessment.episode) == Enquiry.objects.get().screening


def ask_to_be_seen(phone) -> None:
    page = public(phone, "north")
    page.get_by_label("Name").fill("Mara Lind")
    page.get_by_label("E-mail address").fill("mara@example.org")
    page.get_by_label("What is it about?").fill("Stairs hurt since May.")
    page.get_by_role("button", name="Send").click()
    expect(page.locator("h1")).to_have_text("The clinic has it")


def register(desk) -> Page:
    page: Page = desk.open("/admin/enquiries/")
    page.get_by_role("link", name="Mara Lind").click()
    expect(page.locator("main")).to_contain_text("Stairs hurt since May.")
    page.get_by_label("Side").select_option("left")
    page.get_by_role("button", name="Register").click()
    expect(page.locator("main")).to_contain_text("Mara Lind is registered.")
    return page


def examine(page: Page) -> None:
    page.get_by_role("link", name="Assess", exact=True).click()
    page.get_by_role("button", name="Begin").click()
    page.locator('[name="answers.onset_on"]').fill("2026-05-01")
    for name, value in TAPPED.items():
        choose(page, name, value)
    page.locator('[name="answers.aggravators.stairs-down"]').fill("6")
    page.locator('[name="answers.goal"]').fill("Run ten kilometres again")
    expect(page.locator("[id='live.missing']")).to_contain_text("Nothing is missing.")


def choose(page: Page, name: str, value: str) -> None:
    """A choice is drawn as a list, a radio button or a box, by how many there are."""
    if page.locator(f'select[name="{name}"]').count():
        page.locator(f'select[name="{name}"]').select_option(value)
    else:
        page.locator(f'input[name="{name}"][value="{value}"]').check(force=True)


def sign(page: Page) -> None:
    page.get_by_role("button", name="Check and sign").first.click()
    page.get_by_role("button", name="Sign", exact=True).click()
    expect(page.locator("main")).to_contain_text("licence PT-1234")
