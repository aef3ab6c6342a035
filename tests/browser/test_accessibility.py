"""Every page of the portal for people who see little, hear the page, or have large thumbs."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import FloatRect, Locator, Page

from tests.browser.player import Player
from tests.factories import assigned_program, physio
from tests.portal.pages import log_today

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TOUCH = 48
PAGES = [
    "/",
    "/plan/",
    "/progress/",
    "/visits/",
    "/visits/waiting/",
    "/screen/",
    "/check/",
    "/ask/",
    "/more/",
    "/profile/",
]
DOORS = ["/sign-in/", "/sign-in/staff/"]
# Links inside a sentence are exempt from target sizes, as in WCAG; radio buttons are as large as their label.
SMALL_TARGETS = """minimum => [...document.querySelectorAll('a, button, summary, input, select')]
  .filter(each => each.checkVisibility({visibilityProperty: true}) && !each.closest('p, .skip-link'))
  .filter(each => !['checkbox', 'radio', 'hidden'].includes(each.type))
  .map(each => [each.outerHTML.slice(0, 90), each.getBoundingClientRect()])
  .filter(([, box]) => box.height < minimum || box.width < minimum)
  .map(([html, box]) => `${Math.round(box.width)}x${Math.round(box.height)} ${html}`)"""
TWICE_AS_LARGE = "document.documentElement.style.fontSize = '200%'"
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture
def program(patient):
    program = assigned_program(patient, by=physio(patient.clinic))
    log_today(patient, core=True, pain=3)
    return program


def box_of(locator: Locator) -> FloatRect:
    box = locator.bounding_box()
    assert box
    return box


def violations(page: Page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [f"{each['id']}: {node['html'][:120]}" for each in found for node in each["nodes"]]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(new_phone, patient, program, scheme):
    signed_in, signed_out = (new_phone(user, color_scheme=scheme) for user in (patient.user, None))
    found = {path: violations(signed_in.open(path)) for path in PAGES}
    found |= {path: violations(signed_out.open(path)) for path in DOORS}
    assert found == {path: [] for path in found}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_the_player(new_phone, patient, scheme):
    assigned_program(patient)
    player = Player.on(new_phone(patient.user, color_scheme=scheme))
    found = {"intro": violations(player.page)}
    player.start()
    found["get_ready"] = violations(player.page)
    player.press("next")
    player.page.click(".step__how summary")
    found["work"] = violations(player.page)
    player.page.click(".step [data-action=skip]")
    found["why"] = violations(player.page)
    player.page.click("#why [data-action=close]")
    player.to_log()
    player.page.click(".amounts summary")
    found["log"] = violations(player.page)
    player.play(pain=1)
    found["end"] = violations(player.page)
    assert found == {screen: [] for screen in found}


def test_every_target_is_large_enough_for_a_thumb(new_phone, patient, program):
    signed_in, signed_out = new_phone(patient.user), new_phone()
    found = {path: signed_in.open(path).evaluate(SMALL_TARGETS, TOUCH) for path in PAGES}
    found |= {path: signed_out.open(path).evaluate(SMALL_TARGETS, TOUCH) for path in DOORS}
    assert found == {path: [] for path in found}


def test_every_target_of_the_player_is_large_enough_for_a_thumb(phone, patient):
    assigned_program(patient)
    player = Player.on(phone)
    found = player.page.evaluate(SMALL_TARGETS, TOUCH)
    player.start()
    found += player.page.evaluate(SMALL_TARGETS, TOUCH)
    player.to_log()
    found += player.page.evaluate(SMALL_TARGETS, TOUCH)
    boxes = [box_of(label) for label in player.page.locator(".scale__choice:visible").all()]
    assert found == []
    assert min(min(box["width"], box["height"]) for box in boxes) >= TOUCH


@pytest.mark.parametrize("width", [320, 360, 768, 1280])
def test_nothing_runs_off_the_side(new_phone, patient, program, width):
    phone = new_phone(patient.user, viewport={"width": width, "height": 740})
    over = {path: phone.open(path).evaluate(TOO_WIDE) for path in [*PAGES, "/session/"]}
    assert over == dict.fromkeys(over, 0)


def test_nothing_runs_off_the_side_in_text_twice_as_large(phone, program):
    over = {}
    for path in PAGES:
        page = phone.open(path)
        page.evaluate(TWICE_AS_LARGE)
        last = box_of(page.locator(".bar__link").last)
        over[path] = (page.evaluate(TOO_WIDE), last["x"] + last["width"] <= 360)
    assert over == dict.fromkeys(over, (0, True))


@pytest.mark.parametrize("prepare", ["0", TWICE_AS_LARGE], ids=["plain", "large"])
def test_the_controls_are_in_reach_without_scrolling(phone, patient, prepare):
    assigned_program(patient)
    player = Player.on(phone)
    player.page.evaluate(prepare)
    player.start()
    player.press("next")
    for action in ("back", "main", "next"):
        box = box_of(player.page.locator(f".player__controls [data-action={action}]"))
        assert box["y"] > 740 / 2
        assert box["y"] + box["height"] <= 740
        assert box["x"] + box["width"] <= 360


def test_what_has_the_focus_is_not_under_the_bar(phone, program):
    page = phone.open("/")
    bar = box_of(page.locator(".bar"))
    hidden = []
    for _tab in range(12):
        page.keyboard.press("Tab")
        box = box_of(page.locator(":focus"))
        if page.locator(".bar :focus").count() == 0 and box["y"] + box["height"] > bar["y"]:
            hidden.append(page.locator(":focus").inner_text())
    assert hidden == []
