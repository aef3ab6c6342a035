"""The session player on a phone: plays, counts, keeps its place, and says what is stored and what is not."""

import json

import pytest
from playwright.sync_api import expect

from accounts.models import User
from patients.models import Patient
from programs.models import SessionLog
from programs.queries.today import due_today
from tests.browser.player import Player
from tests.browser.waiting import wait_until
from tests.factories import PreferencesFactory, assigned_program
from tests.portal.pages import log_today

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LOGS = "**/api/v1/me/session-logs/**"


@pytest.fixture
def program(patient):
    return assigned_program(patient)


@pytest.fixture
def player(phone, program) -> Player:
    return Player.on(phone)


def keys_of(patient: Patient) -> set[tuple[str, str]]:
    return {
        (str(item.due.item.id), str(side)) for item in due_today(patient).items for side in item.due.sides
    }


def logged(patient: Patient) -> list[SessionLog]:
    return list(SessionLog.objects.filter(patient=patient).order_by("pk"))


def first_item(patient: Patient):
    return due_today(patient).items[0]


# --- playing ----------------------------------------------------------------------------------------------


def test_plays_the_whole_session_and_everything_is_stored(player, patient):
    player.start()
    player.play(pain=2, effort=5)
    expect(player.page.locator("h1")).to_have_text("Done for today")
    player.says("Saved")
    logs = logged(patient)
    assert {(str(log.prescription.uuid), log.side) for log in logs} == keys_of(patient)
    assert {(log.state, log.pain, log.effort) for log in logs} == {("done", 2, 5)}
    assert len(logs) == len(keys_of(patient))


def test_a_set_at_ones_own_pace_waits_for_the_patient(player):
    player.start()
    player.press("next")
    expect(player.page.locator(".ring__figure")).to_have_text("12")
    expect(player.page.locator("#main-control")).to_contain_text("Done")


def test_says_the_side_and_the_set(player):
    player.start()
    player.press("next")
    expect(player.page.locator(".sides strong")).to_have_text("Left side")
    expect(player.page.locator(".step__set")).to_contain_text("Set 1 of 2")
    player.perform()
    expect(player.page.locator(".step__coming")).to_have_text("Next: set 2 of 2")


def test_says_the_same_minutes_as_today(player, phone):
    words = player.page.locator("[data-slot=minutes]").inner_text()
    assert "with extras" in words
    expect(phone.open("/").locator(".facts")).to_contain_text(words)


def test_stands_still_while_the_patient_reads_how_to_do_it(player):
    player.start()
    assert player.is_counting
    player.page.click(".step__how summary")
    expect(player.page.locator(".ring__kind")).to_have_text("Paused")
    assert not player.is_counting
    player.press("main")
    expect(player.page.locator(".ring__kind")).to_have_text("Get ready")


def test_after_the_core_the_extra_is_an_offer(player, patient):
    player.start()
    while player.screen in {"step", "log"}:
        player.to_log()
        if player.screen == "log":
            player.rate(pain=1)
    expect(player.page.locator("h1")).to_have_text("The main part is done")
    player.page.click("[data-action=finish]")
    expect(player.page.locator("h1")).to_have_text("That is it for now")
    player.says("Saved")
    assert all(log.prescription.is_core for log in logged(patient))


def test_what_was_logged_elsewhere_is_not_asked_again(phone, program, patient):
    log_today(patient, core=True)
    player = Player.on(phone)
    assert player.screen == "extra"
    player.page.click("[data-action=extra]")
    assert player.screen == "step"


def test_ratings_can_be_left_and_given_later(player, patient):
    player.start()
    player.to_log()
    player.page.click("button[value=later]")
    player.says("Saved")
    assert [(log.state, log.pain) for log in logged(patient)] == [("done", None)]
    player.page.click("[data-action=overview]")
    player.page.get_by_role("button", name="Rate").click()
    player.rate(pain=4)
    player.says("Saved")
    [log] = logged(patient)
    assert (log.pain, log.corrected_at is not None) == (4, True)


def test_less_than_prescribed_is_a_part(player, patient):
    player.start()
    player.to_log()
    player.page.click(".amounts summary")
    player.page.click("[data-step=sets][data-by='-1']")
    expect(player.page.locator("[data-slot=state]")).to_have_text("Partly done")
    player.rate(pain=3)
    player.says("Saved")
    [log] = logged(patient)
    assert (log.state, log.sets_done, log.pain) == ("partial", 1, 3)


# --- passed over with Next --------------------------------------------------------------------------------


@pytest.fixture
def passed_over(player) -> Player:
    """Asked how it was, after an exercise of which nothing was done."""
    player.start()
    player.pass_over()
    return player


def test_what_was_passed_over_and_is_rated_later_stays_open(passed_over, patient):
    name = first_item(patient).name
    passed_over.page.click("button[value=later]")
    expect(passed_over.page.locator(".sides strong")).to_have_text("Right side")
    passed_over.page.click("[data-action=overview]")
    row = passed_over.page.locator("#overview li", has_text=name).first
    expect(row).to_contain_text("Left side · Not done yet")
    assert logged(patient) == []


def test_what_was_passed_over_is_not_saved_before_it_is_said_how_much(passed_over, patient):
    passed_over.page.click("button[value=save]")
    expect(passed_over.page.get_by_role("alert")).to_contain_text("Please say this first")
    assert (passed_over.screen, logged(patient)) == ("log", [])


@pytest.mark.parametrize(
    ("words", "outcome"), [("All of it", ("done", 2)), ("Some of it", ("partial", 1))], ids=["all", "some"]
)
def test_how_much_was_done_is_the_patients_word(passed_over, patient, words, outcome):
    passed_over.say_how_much(words)
    passed_over.rate(pain=1)
    passed_over.says("Saved")
    [log] = logged(patient)
    assert (log.state, log.sets_done) == outcome


def test_none_of_it_asks_why(passed_over, patient):
    passed_over.say_how_much("None of it")
    passed_over.page.click("[data-reason=no_time]")
    passed_over.says("Saved")
    assert {(log.state, log.skip_reason) for log in logged(patient)} == {("skipped", "no_time")}


def test_of_what_was_partly_passed_over_only_the_rest_counts(player, patient):
    player.start()
    player.press("next")
    player.perform()
    player.pass_over()
    assert not player.asks_how_much
    player.page.click("button[value=later]")
    player.says("Saved")
    [log] = logged(patient)
    assert (log.state, log.sets_done, log.pain) == ("partial", 1, None)


# --- leaving one out --------------------------------------------------------------------------------------


def test_skipping_without_equipment_answers_both_sides(player, patient):
    player.start()
    player.skip("no_equipment")
    player.says("Saved")
    expect(player.page.locator(".step__name")).not_to_have_text(first_item(patient).name)
    logs = logged(patient)
    assert {log.side for log in logs} == {"left", "right"}
    assert {(log.state, log.skip_reason) for log in logs} == {("skipped", "no_equipment")}


def test_skipping_for_pain_asks_how_strong_and_leaves_the_other_side_open(player, patient):
    player.start()
    player.skip("pain")
    player.page.locator("input[name=pain][value='7']").check(force=True)
    player.page.click("button[value=save]")
    player.says("Saved")
    [log] = logged(patient)
    assert (log.side, log.state, log.skip_reason, log.pain) == ("left", "skipped", "pain", 7)
    expect(player.page.locator(".sides strong")).to_have_text("Right side")


def test_stopping_after_a_set_keeps_that_set(player, patient):
    player.start()
    player.press("next")
    player.perform()
    player.skip("pain")
    player.rate(pain=6)
    player.says("Saved")
    [log] = logged(patient)
    assert (log.state, log.sets_done, log.pain, log.skip_reason) == ("partial", 1, 6, "pain")


# --- keeping the place --------------------------------------------------------------------------------------


def test_a_reload_keeps_the_place_and_what_was_counted(player):
    player.start()
    player.press("next")
    player.perform()
    player.press("next")
    before = (player.name, player.page.locator(".step__set").inner_text())
    player.page.reload()
    player.loaded()
    expect(player.page.locator("[data-action=start]")).to_contain_text("Continue")
    player.start()
    assert (player.name, player.page.locator(".step__set").inner_text()) == before
    player.perform()
    expect(player.page.locator("[data-slot=amounts]")).to_have_text("2 × 12 repetitions")


def test_a_changed_log_from_the_end_is_a_correction(player, patient):
    player.start()
    player.play(pain=1)
    player.page.locator("[data-action=change]").first.click()
    player.rate(pain=5)
    player.says("Saved")
    expect(player.page.locator("h1")).to_have_text("Done for today")
    assert len(logged(patient)) == len(keys_of(patient))
    assert max(log.pain or 0 for log in logged(patient)) == 5


# --- the truth about saving ---------------------------------------------------------------------------------


def test_without_a_connection_it_says_so_keeps_it_and_sends_it_later(phone, player, patient):
    player.start()
    player.to_log()
    phone.lose_connection()
    player.rate(pain=2)
    player.says("Not saved yet: 1. Kept on this phone, trying again.")
    player.to_log()
    player.rate(pain=3)
    player.says("Not saved yet: 2.")
    assert logged(patient) == []
    phone.find_connection()
    player.says("Saved")
    assert [log.pain for log in logged(patient)] == [2, 3]


def test_a_retry_sends_the_same_id_until_it_is_stored(phone, player, patient):
    phone.expected.append("503")
    asked = []

    def never(route):
        asked.append(route.request.url)
        route.fulfill(status=503)

    player.page.route(LOGS, never)
    player.start()
    player.to_log()
    player.rate(pain=2)
    player.says("Not saved yet")
    player.page.click("[data-action=retry]")
    wait_until(player.page, lambda: len(asked) > 1)
    player.page.unroute(LOGS)
    player.says("Saved")
    [log] = logged(patient)
    assert {url.rstrip("/").rsplit("/", 1)[-1] for url in asked} == {str(log.uuid)}


def test_an_answer_lost_on_the_way_back_makes_no_second_log(phone, player, patient):
    phone.expected.append("net::ERR_FAILED")
    lost: list[int] = []

    def store_but_lose_the_answer(route):
        if not lost:
            lost.append(route.fetch().status)
            route.abort()
        else:
            route.continue_()

    player.page.route(LOGS, store_but_lose_the_answer)
    player.start()
    player.to_log()
    player.rate(pain=2)
    player.says("Saved")
    assert (lost, len(logged(patient))) == ([201], 1)


def test_somebody_elses_yes_is_no_yes(player, patient):
    def portal_of_a_train(route):
        route.fulfill(status=200, content_type="text/html", body="<h1>Welcome to our wifi</h1>")

    player.page.route(LOGS, portal_of_a_train)
    player.start()
    player.to_log()
    player.rate(pain=2)
    player.says("Not saved yet")
    assert logged(patient) == []


def test_entries_survive_a_reload_and_are_sent_by_today(phone, player, patient):
    phone.expected.append("503")
    player.page.route(LOGS, lambda route: route.fulfill(status=503))
    player.start()
    player.to_log()
    player.rate(pain=2)
    player.says("Not saved yet")
    player.page.unroute(LOGS)
    player.page.goto(phone.server)
    expect(player.page.get_by_text("one side done")).to_be_visible()
    assert len(logged(patient)) == 1


def test_a_refusal_shows_the_reason_and_can_be_corrected(phone, player, patient):
    phone.expected.append("400")
    refused: list[int] = []

    def refuse_once(route):
        if refused:
            route.continue_()
            return
        refused.append(1)
        problem = {"code": "invalid", "message": "No.", "fields": {"pain": ["Choose 0 to 10."]}}
        route.fulfill(status=400, content_type="application/json", body=json.dumps(problem))

    player.page.route(LOGS, refuse_once)
    player.start()
    player.to_log()
    player.rate(pain=9)
    player.says("Could not be saved: 1.")
    player.page.click("[data-action=overview]")
    player.page.locator("#overview [data-action=change]").click()
    expect(player.page.get_by_role("alert")).to_contain_text("Choose 0 to 10.")
    player.rate(pain=3)
    player.says("Saved")
    assert [log.pain for log in logged(patient)] == [3]


def test_signed_out_it_says_so_and_keeps_the_entry_for_the_same_person(phone, player, patient):
    phone.expected += ["401", "403"]
    phone.context.clear_cookies()
    player.start()
    player.to_log()
    player.rate(pain=2)
    player.says("You are signed out. Kept on this phone.")
    assert logged(patient) == []
    phone.sign_in(patient.user)
    player.page.goto(phone.server)
    expect(player.page.get_by_text("one side done")).to_be_visible()


def test_one_patients_entries_are_never_sent_by_another(phone, player, patient):
    phone.expected += ["401", "403"]
    other: User = PreferencesFactory.create().patient.user
    phone.context.clear_cookies()
    player.start()
    player.to_log()
    player.rate(pain=2)
    player.says("You are signed out")
    phone.sign_in(other)
    phone.open("/").wait_for_load_state("networkidle")
    assert SessionLog.objects.count() == 0
    phone.sign_in(patient.user)
    expect(phone.open("/").get_by_text("one side done")).to_be_visible()
    assert len(logged(patient)) == 1


def test_a_log_made_on_another_device_is_replaced_only_when_the_patient_says_so(phone, player, patient):
    phone.expected.append("409")
    player.start()
    player.to_log()
    log_today(patient, pain=8)
    player.rate(pain=2)
    player.says("Could not be saved: 1.")
    first = SessionLog.objects.get(prescription__uuid=first_item(patient).due.item.id, side="left")
    assert first.pain == 8
    player.page.click("[data-action=overview]")
    player.page.locator("#overview [data-action=change]").first.click()
    player.rate(pain=2)
    player.says("Saved")
    first.refresh_from_db()
    assert first.pain == 2
