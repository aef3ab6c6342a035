"""The examination in a real browser: saved while it is typed, by mouse and keys, beside another window."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse

from patients.models import Assessment
from tests import factories as f
from tests.browser.test_desk import NARROW, SCREEN, TOO_WIDE
from tests.documents import begun, corrected, filled, note, signed

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def physio(patient):
    return f.physio(patient.clinic)


@pytest.fixture
def episode(patient, physio):
    f.loaded_pack()
    return f.EpisodeFactory.create(patient=patient, opened_by=physio)


@pytest.fixture
def draft(episode, physio):
    return begun(episode, by=physio)


@pytest.fixture
def desk(new_phone, physio):
    screen = new_phone(**SCREEN)
    screen.sign_in(physio)
    return screen


def address(name, row):
    return reverse(f"admin:{name}", args=[row.uuid])


def said(page):
    """What stands at the top about saving, once it is no longer on its way."""
    status = page.locator("[data-status]")
    page.wait_for_function("['go', 'stop'].includes(document.querySelector('[data-status]').dataset.tone)")
    return status.inner_text()


def wait_until_saved(page):
    page.wait_for_function("document.querySelector('[data-status]').dataset.tone === 'go'")


def content(draft):
    draft.refresh_from_db()
    return draft.content.get("answers", {})


def pick(page, field, words):
    page.locator(f'[data-unit="answers.{field}"]').get_by_label(words, exact=True).check()


def test_what_is_typed_is_saved_and_there_again(desk, draft):
    page = desk.open(address("assessment", draft))
    page.locator('textarea[name="answers.goal"]').fill("Run to work")
    pick(page, "worst_pain", "6")
    assert "Saved" in said(page)
    page.wait_for_timeout(1000)
    assert content(draft) == {"goal": "Run to work", "worst_pain": 6}
    page.reload()
    assert page.locator('textarea[name="answers.goal"]').input_value() == "Run to work"
    assert page.locator('input[name="answers.worst_pain"][value="6"]').is_checked()


def test_the_knee_is_marked_by_mouse_and_by_keyboard(desk, draft):
    page = desk.open(address("assessment", draft))
    page.get_by_label("Right knee, front: Around or behind the kneecap").click()
    page.get_by_label("Left knee, back: Back of the knee", exact=True).focus()
    page.keyboard.press("Space")
    page.wait_for_function("document.getElementById('live.hints').innerText.includes('Patellofemoral')")
    assert content(draft)["pain_zones"] == {"left": ["back-of-knee"], "right": ["around-kneecap"]}


def test_what_is_found_suggests_a_finding_with_its_reason_and_side(desk, draft):
    page = desk.open(address("assessment", draft))
    page.locator('input[name="tests.step-down-quality.right"]').fill("5")
    why = page.locator('[id="findings.weak-hip-control.why"]')
    why.get_by_text("Lateral step-down quality, right: 5 of 6 points").wait_for()
    page.locator('input[name="findings.weak-hip-control"]').check()
    assert page.locator('select[name="findings.weak-hip-control.side"]').input_value() == "right"
    page.wait_for_function(
        "!document.getElementById('live.suggested').innerText.includes('Weak hip control')"
    )
    draft.refresh_from_db()
    assert draft.content["findings"] == {"weak-hip-control": {"side": "right"}}


def test_a_wrong_value_is_named_and_the_rest_is_saved(desk, draft):
    desk.expected.append("400")
    page = desk.open(address("assessment", draft))
    page.locator('input[name="answers.usual_cadence"]').fill("12")
    pick(page, "worst_pain", "3")
    page.get_by_text("Enter a number from 120 to 230.").wait_for()
    page.wait_for_timeout(1500)
    assert said(page) == "Not saved: Cadence"
    assert content(draft) == {"worst_pain": 3}
    page.locator('input[name="answers.usual_cadence"]').fill("172")
    wait_until_saved(page)
    assert content(draft) == {"worst_pain": 3, "usual_cadence": 172}


def test_of_two_windows_none_overwrites_the_other(desk, draft):
    desk.expected.append("409")
    first, second = desk.open(address("assessment", draft)), desk.open(address("assessment", draft))
    pick(first, "worst_pain", "3")
    assert "Saved" in said(first)
    pick(second, "worst_pain", "8")
    assert "changed this elsewhere" in said(second)
    assert content(draft) == {"worst_pain": 3}
    second.get_by_role("button", name="Save mine over it").click()
    wait_until_saved(second)
    assert content(draft) == {"worst_pain": 8}


def test_without_a_connection_nothing_typed_is_lost(desk, draft):
    page = desk.open(address("assessment", draft))
    desk.lose_connection()
    pick(page, "worst_pain", "4")
    assert "no connection" in said(page)
    desk.find_connection()
    wait_until_saved(page)
    assert content(draft) == {"worst_pain": 4}


def test_none_of_these_and_the_others_exclude_each_other(desk, draft):
    page = desk.open(address("assessment", draft))
    pick(page, "mechanical_symptoms", "Clicking or creaking")
    pick(page, "mechanical_symptoms", "None of these")
    assert "Saved" in said(page)
    page.wait_for_timeout(1200)
    assert content(draft)["mechanical_symptoms"] == []


def test_from_the_first_answer_to_the_signature(desk, episode, physio):
    draft = filled(episode, by=physio)
    page = desk.open(address("assessment", draft))
    pick(page, "worst_pain", "5")
    page.get_by_role("button", name="Check and sign").first.click()
    page.get_by_role("button", name="Sign", exact=True).click()
    page.get_by_text("licence PT-1", exact=False).wait_for()
    assert Assessment.objects.get().content["answers"]["worst_pain"] == 5


@pytest.mark.parametrize("size", [SCREEN, NARROW], ids=["1280", "768"])
def test_every_page_is_for_everybody(new_phone, physio, patient, episode, size):
    done = signed(episode, by=physio)
    second = corrected(done, worst_pain=7)
    draft = begun(episode, by=physio, kind="follow_up")
    written = note(episode, by=physio)
    screen = new_phone(**size)
    screen.sign_in(physio)
    for path in (
        address("assessment", draft),
        address("assessment_sign", draft),
        address("assessment", second),
        address("note", written),
        address("note_sign", written),
        address("patient_documents", patient),
        address("attachments", patient),
        address("episode_assign", episode),
    ):
        page = screen.open(path)
        assert page.evaluate(TOO_WIDE) <= 0, path
        found = Axe().run(page).response["violations"]
        assert [(rule["id"], [node["target"] for node in rule["nodes"]]) for rule in found] == [], path
        page.close()
