"""The basement gym: Today was opened upstairs, everything else happens without a connection."""

import pytest
from playwright.sync_api import Page, expect

from programs.models import SessionLog
from tests.browser.player import Player
from tests.browser.waiting import wait_until
from tests.factories import assigned_program

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

KEPT = """async () => {
  await navigator.serviceWorker.ready;
  const pages = await caches.open("clinic-pages");
  const kept = await Promise.all(["/session/", "/offline/"].map((page) => pages.match(page)));
  return kept.every(Boolean) && Object.keys(localStorage).some((key) => key.endsWith(":today"));
}"""


def seen_today(phone) -> Page:
    """Today, once it has kept everything that the session needs."""
    page = phone.open("/")
    wait_until(page, KEPT)
    return page


@pytest.fixture
def downstairs(phone, patient):
    """A phone that has seen Today and lost its connection. No other tab is open that could send as well."""
    assigned_program(patient)
    seen_today(phone).close()
    phone.lose_connection()
    return phone


def test_the_session_opens_plays_and_is_stored_later(downstairs, patient):
    player = Player.on(downstairs)
    player.start()
    player.to_log()
    player.rate(pain=2)
    player.says("Not saved yet: 1.")
    player.page.reload()
    player.loaded()
    player.start()
    player.to_log()
    player.rate(pain=3)
    player.says("Not saved yet: 2.")
    assert SessionLog.objects.count() == 0
    downstairs.find_connection()
    player.says("Saved")
    assert [log.pain for log in SessionLog.objects.order_by("pk")] == [2, 3]


def test_the_start_page_gives_way_to_the_session(downstairs):
    page = downstairs.open("/")
    expect(page).to_have_url(f"{downstairs.server}/session/")
    expect(page.locator("[data-action=start]")).to_be_visible()


@pytest.mark.parametrize("path", ["/plan/", "/progress/", "/more/"])
def test_another_page_says_that_there_is_no_connection_and_leads_to_the_session(downstairs, path):
    page = downstairs.open(path)
    expect(page.get_by_role("heading", level=1)).to_have_text("You are offline")
    page.get_by_role("link", name="Today's session").click()
    expect(page.locator("[data-action=start]")).to_be_visible()


def test_with_the_connection_back_the_page_itself_comes_with_one_tap(downstairs):
    page = downstairs.open("/plan/")
    downstairs.find_connection()
    page.get_by_role("link", name="Try again").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Plan")


def test_a_session_of_another_day_is_not_played_as_todays(downstairs):
    player = Player.on(downstairs)
    player.page.evaluate(
        """() => {
          const key = Object.keys(localStorage).find((each) => each.endsWith(":today"));
          localStorage.setItem(key, JSON.stringify({ ...JSON.parse(localStorage[key]), date: "2020-01-01" }));
        }"""
    )
    player.page.reload()
    expect(player.page.locator("h1")).to_have_text("Today's session could not be loaded")


def test_signing_out_takes_the_session_off_the_phone(phone, patient):
    assigned_program(patient)
    seen_today(phone)
    page = phone.open("/more/")
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/sign-in/**")
    assert page.evaluate("caches.has('clinic-pages')") is False
    assert page.evaluate("Object.keys(localStorage).filter((key) => key.endsWith(':today'))") == []
