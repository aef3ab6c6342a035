"""Running in a real browser: a run in a few taps, one tap a day after, and what axe says of both."""

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from common import clock
from programs.models import FollowUp, RunLog
from tests.browser.test_accessibility import SMALL_TARGETS, TOO_WIDE, TOUCH, violations
from tests.factories import assigned_program, physio
from tests.run_factories import FollowUpFactory, RunLogFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def program(patient):
    today = clock.today_in(patient.time_zone)
    return assigned_program(patient, by=physio(patient.clinic), start_on=today - timedelta(days=5))


def tap(page: Page, name: str, value: str) -> None:
    page.locator(f'[name="{name}"][value="{value}"]').check(force=True)


def test_a_run_takes_two_numbers_and_six_taps(phone, program):
    page = phone.open("/run/")
    page.get_by_label("Kilometres").fill("5.2")
    page.get_by_label("Minutes").fill("31")
    for name, value in (
        ("pain_start", "0"), ("pain_peak", "2"), ("pain_end", "1"), ("trend", "same"),
        ("stride_changed", "no"), ("sore_in_warmup", "no"),
    ):  # fmt: skip
        tap(page, name, value)
    page.get_by_role("button", name="Save").click()
    expect(page.locator("h1")).to_have_text("Your run is written down")
    run = RunLog.objects.get()
    assert (float(run.distance_km), run.pain_peak, run.stride_changed) == (5.2, 2, False)


def test_a_day_after_one_tap_is_enough(phone, program):
    on = clock.today_in(program.patient.time_zone) - timedelta(days=1)
    run = RunLogFactory.create(episode=program.episode, on=on)
    FollowUpFactory.create(run=run, loaded_at=clock.now() - timedelta(days=1))
    page = phone.open("/")
    page.get_by_role("button", name="The same evening").click()
    expect(page.get_by_role("heading", name="Has the knee settled?")).to_have_count(0)
    assert FollowUp.objects.get().settled == "same_evening"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["/", "/run/", "/follow-ups/"])
def test_nothing_is_wrong_with_the_pages(phone, program, path, scheme):
    on = clock.today_in(program.patient.time_zone) - timedelta(days=1)
    run = RunLogFactory.create(episode=program.episode, on=on)
    FollowUpFactory.create(run=run, loaded_at=clock.now() - timedelta(days=1))
    page = phone.open(path)
    page.emulate_media(color_scheme=scheme)
    for fold in page.locator("details > summary").all():
        fold.evaluate("fold => { fold.parentElement.open = true; }")
    assert violations(page) == []
    assert page.evaluate(TOO_WIDE) <= 0
    assert page.evaluate(SMALL_TARGETS, TOUCH) == []
