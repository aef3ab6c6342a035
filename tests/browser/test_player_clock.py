"""The player's clock, keyboard and voice. The browser's time is in the test's hand."""

import pytest
from playwright.sync_api import expect

from tests.browser.player import Player
from tests.factories import assigned_program

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def player(phone, patient) -> Player:
    """At the first countdown, ten seconds to get ready, with time standing still."""
    assigned_program(patient)
    page = phone.open("/more/")
    page.clock.install()
    page.goto(phone.server + "/session/")
    player = Player(page)
    player.loaded()
    page.clock.pause_at(page.evaluate("Date.now() + 60_000"))
    player.start()
    return player


def figure(player: Player):
    return player.page.locator(".ring__figure")


def rest(player: Player) -> None:
    """Go to the rest after the first set."""
    player.press("next")
    player.perform()
    assert player.kind == "rest"


def test_counts_down_in_whole_seconds(player):
    expect(figure(player)).to_have_text("10")
    player.page.clock.run_for(3_200)
    expect(figure(player)).to_have_text("7")


def test_goes_on_by_itself_when_the_time_is_up(player):
    player.page.clock.run_for(10_400)
    assert player.kind == "work"


def test_start_pressed_twice_starts_once(player):
    player.page.reload()
    player.loaded()
    player.page.dblclick("[data-action=start]")
    assert (player.screen, player.kind, player.is_counting) == ("step", "get_ready", True)
    player.page.clock.run_for(3_200)
    expect(figure(player)).to_have_text("7")


@pytest.mark.parametrize(("left_alone", "asked"), [(True, False), (False, True)], ids=["its time", "next"])
def test_a_timed_set_counts_when_its_time_is_up(player, left_alone, asked):
    player.page.get_by_role("button", name="All exercises of today").click()
    player.page.locator("#overview li", has_text="Side plank from the knees").first.get_by_role(
        "button"
    ).click()
    if left_alone:
        player.page.clock.run_for(180_000)
    else:
        player.pass_over()
    assert (player.screen, player.asks_how_much) == ("log", asked)


def test_a_pause_keeps_what_is_left(player):
    player.page.clock.run_for(4_000)
    player.press("main")
    player.page.clock.run_for(60_000)
    expect(figure(player)).to_have_text("6")
    player.press("main")
    player.page.clock.run_for(2_000)
    expect(figure(player)).to_have_text("4")


def test_a_reload_in_the_middle_of_a_rest_goes_on_with_what_was_left(player):
    rest(player)
    whole = int(figure(player).inner_text())
    player.page.clock.run_for(10_000)
    player.page.reload()
    player.loaded()
    player.start()
    expect(figure(player)).to_have_text(str(whole - 10))


def test_a_throttled_page_catches_up_with_the_wall_clock(player):
    rest(player)
    whole = int(figure(player).inner_text())
    player.page.clock.fast_forward(12_000)
    expect(figure(player)).to_have_text(str(whole - 12))


def test_a_phone_that_slept_through_a_step_waits_for_the_patient_at_the_next(player):
    player.page.get_by_role("button", name="All exercises of today").click()
    row = player.page.locator("#overview li", has_text="Side plank from the knees").first
    row.get_by_role("button").click()
    assert player.kind == "get_ready"
    player.page.clock.fast_forward(600_000)
    assert player.kind == "hold"
    assert not player.is_counting
    expect(player.page.locator("[data-slot=note]")).to_contain_text("the phone was asleep")
    whole = figure(player).inner_text()
    player.page.clock.run_for(5_000)
    expect(figure(player)).to_have_text(whole)
    player.press("main")
    player.page.clock.run_for(5_000)
    expect(figure(player)).to_have_text(str(int(whole) - 5))


def test_space_pauses_and_arrows_move(player):
    player.page.keyboard.press("Space")
    assert not player.is_counting
    player.page.keyboard.press("Space")
    assert player.is_counting
    player.page.keyboard.press("ArrowRight")
    assert player.kind == "work"
    player.page.keyboard.press("Space")
    assert player.kind == "rest"
    player.page.keyboard.press("ArrowLeft")
    assert player.kind == "work"


def test_arrows_choose_a_rating_and_do_not_move_the_session(player):
    player.to_log()
    player.page.locator("input[name=pain][value='3']").focus()
    player.page.keyboard.press("ArrowRight")
    assert player.screen == "log"
    assert player.page.locator("input[name=pain][value='4']").is_checked()


def test_speaks_of_changes_but_not_of_seconds(player):
    player.press("next")
    spoken = player.page.locator("#announce")
    expect(spoken).to_have_text("Left side. Set 1 of 2. 12 repetitions")
    player.perform()
    expect(spoken).to_contain_text("Rest. Left side")
    before = spoken.inner_text()
    player.page.clock.run_for(5_000)
    assert spoken.inner_text() == before


def test_focus_goes_to_the_name_of_a_new_exercise_and_stays_within_it(player):
    focused = "document.activeElement.dataset.focus !== undefined"
    assert player.page.evaluate(focused)
    player.page.locator(".step [data-action=skip]").focus()
    player.press("next")
    assert not player.page.evaluate(focused)
    player.to_log()
    assert player.page.evaluate(focused)


@pytest.mark.parametrize("signal", ["sound", "vibration"])
def test_a_muted_signal_stays_muted(player, signal):
    toggle = player.page.locator(f"[data-toggle={signal}]")
    expect(toggle).to_have_attribute("aria-pressed", "true")
    toggle.click()
    expect(toggle).to_have_attribute("aria-pressed", "false")
    player.page.reload()
    player.loaded()
    expect(toggle).to_have_attribute("aria-pressed", "false")


def test_beeps_the_last_three_seconds_and_the_end_unless_muted(player):
    player.page.evaluate(
        """() => {
          window.beeps = 0;
          const start = OscillatorNode.prototype.start;
          OscillatorNode.prototype.start = function () { window.beeps += 1; return start.call(this); };
        }"""
    )
    player.page.wait_for_timeout(0)
    player.page.clock.run_for(10_400)
    assert player.page.evaluate("window.beeps") == 4
    player.page.locator("[data-toggle=sound]").click()
    player.perform()
    player.page.clock.run_for(100_000)
    assert player.page.evaluate("window.beeps") == 4
