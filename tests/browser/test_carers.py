"""A carer's phone: chooses whose pages, plays their session, and never mixes two people up."""

import pytest
from playwright.sync_api import expect

from patients.models import Patient
from programs.models import SessionLog
from tests.browser.player import Player
from tests.browser.waiting import wait_until
from tests.factories import PatientFactory, PreferencesFactory, ProxyFactory, assigned_program

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def mia(patient) -> Patient:
    """Somebody whom the signed-in patient looks after; both have a program."""
    mia: Patient = PreferencesFactory.create(patient=PatientFactory.create(name="Mia Sommer")).patient
    ProxyFactory.create(patient=mia, user=patient.user)
    for somebody in (patient, mia):
        assigned_program(somebody)
    return mia


def choose(page, name: str) -> None:
    page.goto(page.url.split("/")[0] + "//" + page.url.split("/")[2] + "/people/")
    with page.expect_navigation():
        page.get_by_role("button", name=name).click()


def test_what_a_carer_logs_is_the_patients(phone, patient, mia):
    page = phone.open("/")
    choose(page, "Mia Sommer")
    expect(page.get_by_text("You are looking at the pages of Mia Sommer.")).to_be_visible()
    player = Player.on(phone)
    expect(player.page.locator(".player__whose")).to_have_text("Mia Sommer")
    player.start()
    player.to_log()
    player.rate(pain=1, effort=3)
    player.says("Saved")
    wait_until(player.page, lambda: SessionLog.objects.filter(patient=mia).exists())
    assert not SessionLog.objects.filter(patient=patient).exists()


def test_what_is_kept_for_the_basement_is_the_person_s_whose_pages_are_open(phone, patient, mia):
    page = phone.open("/")
    kept = "async () => (await (await caches.open('clinic-pages')).match('/session/'))?.text()"
    wait_until(page, lambda: "Mia Sommer" not in (page.evaluate(kept) or "Mia Sommer"))
    choose(page, "Mia Sommer")
    wait_until(page, lambda: "Mia Sommer" in (page.evaluate(kept) or ""))
    choose(page, "My own")
    wait_until(page, lambda: "Mia Sommer" not in (page.evaluate(kept) or "Mia Sommer"))
