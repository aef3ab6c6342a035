"""The main job, played by people: assign in the admin, sign in by the mailed code, play, and see it."""

import re

import pytest
from playwright.sync_api import expect

from accounts.roles import Role
from patients.models import Patient
from tests.browser.player import Player
from tests.factories import MembershipFactory, PatientFactory, loaded_pack, ready_episode
from tests.notifications.mail_server import MailServer

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

DESK = {"viewport": {"width": 1280, "height": 800}, "has_touch": False}
PASSWORD = "a long phrase for the desk"


@pytest.fixture
def physio():
    loaded_pack()
    user = MembershipFactory.create(role=Role.PHYSIOTHERAPIST).user
    user.set_password(PASSWORD)
    user.save()
    return user


@pytest.fixture
def patient(physio) -> Patient:
    patient = PatientFactory.create(name="Maya Lindqvist", clinic=physio.memberships.get().clinic)
    ready_episode(patient=patient, opened_by=physio, side="left")
    return patient


def test_assign_sign_in_play_and_see(new_phone, physio, patient, mail_server):
    desk = assign_at_the_desk(new_phone(**DESK), physio)
    player = sign_in_on_the_phone(new_phone(), patient, mail_server)
    player.start()
    player.play(pain=3, effort=5)
    expect(player.page.locator("h1")).to_have_text("Done for today")
    player.says("Saved")
    desk.reload()
    expect(desk.locator("main")).to_contain_text("Last pain: 3 mild")
    expect(desk.locator("main")).to_contain_text("100 %")


def assign_at_the_desk(browser, physio):
    page = browser.open("/admin/")
    page.fill("input[name=login]", physio.email)
    page.fill("input[name=password]", PASSWORD)
    page.click("button[type=submit]")
    page.get_by_role("link", name="Patients").first.click()
    page.get_by_role("link", name="Maya Lindqvist").click()
    chart = page.url
    page.get_by_role("link", name="Assign a program").click()
    page.get_by_role("link", name="Runner's knee, 4 weeks, mild and still running").click()
    page.get_by_role("button", name="Assign this program").click()
    page.wait_for_url(chart)
    expect(page.locator("main")).to_contain_text("Week 1 of 4")
    return page


def sign_in_on_the_phone(browser, patient, mail_server) -> Player:
    page = browser.open("/")
    page.fill("input[name=email]", patient.email)
    page.click("button[type=submit]")
    code = page.locator("input[name=code]")
    code.wait_for()  # until then the mail may still be on its way
    code.fill(code_from(mail_server, patient.email))
    page.click("button[type=submit]")
    page.get_by_role("link", name="Start").click()
    player = Player(page)
    player.loaded()
    return player


def code_from(server: MailServer, address: str) -> str:
    [mail] = [mail for mail in server.accepted if mail["To"] == address]
    found = re.search(r"\b[A-Z0-9]{4}-[A-Z0-9]{4}\b", mail.get_body(("plain",)).get_content())
    assert found
    return found[0]
