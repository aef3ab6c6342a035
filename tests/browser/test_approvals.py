"""Approvals by keyboard and by hand, on a real screen."""

from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import expect

from common import clock
from programs.models import Decision
from tests import factories as f
from tests.loop_factories import decided

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SCREEN = {"viewport": {"width": 1280, "height": 800}, "has_touch": False}
HELD = {"decision": "ADVANCE_WEEK", "reasons": [{"rule": "W-11", "code": "RED_SESSION_THIS_WEEK"}]}
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture
def physio(patient):
    return f.physio(patient.clinic)


@pytest.fixture
def proposals(patient, physio) -> list[Decision]:
    """Two that nothing speaks against, then one to look at."""
    return [proposal(patient, physio, n) for n in range(2)] + [proposal(patient, physio, 2, proposal=HELD)]


def proposal(patient, physio, number, **fields) -> Decision:
    record = f.PatientFactory.create(clinic=patient.clinic, name=f"Patient {number}")
    today = clock.today_in(record.time_zone)
    program = f.assigned_program(record, by=physio, start_on=today - timedelta(days=8))
    program.weeks_released = 1
    program.save()
    return decided(program, made_at=clock.now() - timedelta(hours=9 - number), **fields)


def actions(proposals) -> list[str]:
    found = Decision.objects.filter(pk__in=[each.pk for each in proposals]).order_by("pk")
    return [each.answer.action if hasattr(each, "answer") else "" for each in found]


@pytest.fixture
def page(new_phone, physio, proposals):
    return new_phone(physio, **SCREEN).open(reverse("admin:approvals"))


def here(page) -> str:
    return page.locator("[data-here]").inner_text()


def test_j_and_k_move_and_stay_within_the_list(page):
    page.keyboard.press("j")
    first = here(page)
    page.keyboard.press("j")
    assert here(page) != first
    page.keyboard.press("k")
    page.keyboard.press("k")
    assert here(page) == first
    for _n in range(5):
        page.keyboard.press("j")
    assert "Reject" in here(page)


def test_a_approves_the_one_at_hand_and_no_other(page, proposals):
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("a")
    expect(page.get_by_text("1 proposal approved.")).to_be_visible()
    assert actions(proposals) == ["", "approved", ""]


def test_a_without_a_row_chosen_approves_nothing(page, proposals):
    page.keyboard.press("a")
    page.keyboard.press("j")
    expect(page.locator("[data-here]")).to_have_count(1)
    assert actions(proposals) == ["", "", ""]


def test_what_is_typed_into_the_search_is_no_key(page, proposals):
    page.keyboard.press("j")
    page.keyboard.press("/")
    page.keyboard.type("jara")
    assert page.locator("[data-search]").input_value() == "jara"
    assert actions(proposals) == ["", "", ""]


@pytest.mark.parametrize(("key", "title"), [("e", "Approve with changes"), ("r", "Reject"), ("o", "Why")])
def test_a_key_opens_its_page(page, key, title):
    page.keyboard.press("j")
    page.keyboard.press(key)
    expect(page.get_by_role("heading", name=title, exact=True).first).to_be_visible()


def test_x_ticks_for_the_bulk(page, proposals):
    page.keyboard.press("j")
    page.keyboard.press("x")
    page.get_by_role("button", name="Approve the ticked").click()
    expect(page.get_by_text("1 proposal approved.")).to_be_visible()
    assert actions(proposals) == ["approved", "", ""]


def test_the_help_opens_and_the_keys_rest_meanwhile(page):
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("j")
    expect(page.locator("[data-here]")).to_have_count(0)
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()


def test_all_green_ones_are_approved_at_once_without_a_script(new_phone, physio, proposals):
    page = new_phone(physio, **SCREEN, java_script_enabled=False).open(reverse("admin:approvals"))
    page.get_by_role("button", name="Approve all 2").click()
    expect(page.get_by_text("2 proposals approved.")).to_be_visible()
    assert actions(proposals) == ["approved", "approved", ""]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_the_pages_fit_and_are_accessible(new_phone, physio, proposals, scheme, width):
    phone = new_phone(physio, viewport={"width": width, "height": 800}, color_scheme=scheme)
    page = phone.open(reverse("admin:approvals"))
    waiting = proposals[2]
    for address in (
        reverse("admin:approvals"),
        reverse("admin:decision", args=[waiting.uuid]),
        reverse("admin:decision_edit", args=[waiting.uuid]),
        reverse("admin:program_decide", args=[waiting.program.uuid]),
    ):
        page.goto(phone.server + address)
        assert page.evaluate(TOO_WIDE) <= 0, address
        found = Axe().run(page).response["violations"]
        problems = [f"{each['id']}: {node['html'][:120]}" for each in found for node in each["nodes"]]
        assert problems == [], address
