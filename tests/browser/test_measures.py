"""Measures in a real browser: without a connection, with questions that follow others, on readable pages."""

from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse

from accounts.roles import Role
from common import clock
from patients.models import MeasureResponse
from tests import factories as f
from tests.measure_factories import answered, begun, bundled_measures, imported_measure, measured
from tests.patients.measures import asked, file_of, questionnaire

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SCREEN = {"viewport": {"width": 1280, "height": 800}, "has_touch": False}
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
ACTIVITIES = {"activities": [{"name": name, "score": 3} for name in ("Stairs", "Running", "Squats")]}


@pytest.fixture
def measures(patient):
    return bundled_measures()


@pytest.fixture
def today(patient):
    return clock.today_in(patient.time_zone)


@pytest.fixture
def episode(patient, today):
    return begun(f.EpisodeFactory.create(patient=patient), today - timedelta(21))


@pytest.fixture
def owner(patient):
    return f.physio(patient.clinic, Role.OWNER)


def violations(page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [f"{page.url} {each['id']}: {node['html'][:120]}" for each in found for node in each["nodes"]]


def tap(page, name: str, value: str) -> None:
    page.locator(f'label:has(input[name="{name}"][value="{value}"])').click()


def test_answers_given_in_the_basement_arrive_later(phone, episode, measures):
    page = phone.open(f"/measures/{measures['knee-pain-0-10'].uuid}/")
    phone.expected.append("ERR_INTERNET_DISCONNECTED")
    tap(page, "usual", "2")
    tap(page, "worst", "4")
    phone.context.set_offline(True)
    page.get_by_role("button", name="Save").click()
    page.get_by_text("kept on this phone, and we keep trying").wait_for()
    assert not MeasureResponse.objects.exists()

    phone.context.set_offline(False)
    page.wait_for_url("**/progress/answers/**")
    page.get_by_text("This is where you begin").wait_for()
    assert MeasureResponse.objects.get().answers == {"usual": 2, "worst": 4}


def test_what_was_tapped_is_there_again_after_a_lost_page(phone, episode, measures):
    address = f"/measures/{measures['change-since-start'].uuid}/"
    tap(phone.open(address), "change", "1")

    assert phone.open(address).locator('input[name="change"][value="1"]').is_checked()


def test_what_is_left_out_is_marked_and_nothing_is_lost(phone, episode, measures):
    phone.expected.append("422")
    page = phone.open(f"/measures/{measures['knee-pain-0-10'].uuid}/")
    tap(page, "usual", "2")
    page.get_by_role("button", name="Save").click()
    page.get_by_text("Please answer this question.").wait_for()

    assert page.locator('input[name="usual"][value="2"]').is_checked()


def test_a_question_waits_for_another(phone, episode, owner):
    items = [
        asked("ran", "boolean", required=True),
        asked("where", "text", enableWhen=[{"question": "ran", "operator": "=", "answerBoolean": True}]),
    ]
    version = imported_measure(owner, item=items, scoring={"method": "none"}, direction=None)
    page = phone.open(f"/measures/{version.uuid}/")
    where = page.get_by_label("What about where?")

    assert not where.is_visible()
    tap(page, "ran", "yes")
    where.fill("In the park")
    tap(page, "ran", "no")
    page.get_by_role("button", name="Save").click()
    page.wait_for_url("**/progress/answers/**")
    assert MeasureResponse.objects.get().answers == {"ran": False}


@pytest.mark.parametrize("color_scheme", ["light", "dark"])
def test_the_patients_pages_are_readable(new_phone, patient, episode, measures, today, color_scheme):
    phone = new_phone(patient.user, color_scheme=color_scheme)
    pages = [phone.open(f"/measures/{version.uuid}/") for version in measures.values()]
    given = answered(episode, measures["my-activities-0-10"], ACTIVITIES, today)
    pages += [
        phone.open(f"/progress/answers/{given.uuid}/"),
        phone.open(f"/measures/{given.version.uuid}/"),
    ]

    assert [problem for page in pages for problem in violations(page)] == []
    assert {page.evaluate(TOO_WIDE) for page in pages} == {0}


@pytest.mark.parametrize("color_scheme", ["light", "dark"])
def test_the_desks_pages_are_readable(new_phone, patient, owner, episode, measures, today, color_scheme):
    own = imported_measure(owner)
    answered(episode, own, {"climb": "0", "carry": "1"}, today - timedelta(14))
    answered(episode, own, {"climb": "2", "carry": "2"}, today)
    row = measured(patient, owner)
    named = {
        "measures": [],
        "measures_detail": [own.measure.uuid],
        "measures_import": [],
        "measures_retire": [own.measure.uuid],
        "measure_fill": [episode.uuid, measures["my-activities-0-10"].uuid],
        "measurements": [patient.uuid],
        "measurement_file": [patient.uuid],
        "measurement_void": [row.uuid],
    }
    desk = new_phone(owner, color_scheme=color_scheme, **SCREEN)
    pages = [desk.open(reverse(f"admin:{name}", args=args)) for name, args in named.items()]

    assert [problem for page in pages for problem in violations(page)] == []
    assert {page.evaluate(TOO_WIDE) for page in pages} == {0}


def test_an_owner_reads_what_is_wrong_with_a_file_and_publishes_the_right_one(new_phone, owner):
    page = new_phone(owner, **SCREEN).open(reverse("admin:measures_import"))
    for content, expected in (
        (questionnaire(status="draft"), "Line 7, /status"),
        (questionnaire(), "Asked now"),
    ):
        file = {"name": "q.json", "mimeType": "application/json", "buffer": file_of(content)}
        page.set_input_files("input[type=file]", file)
        page.get_by_label("Your full name").fill("Olga Owner")
        page.get_by_role("checkbox").check()
        page.get_by_role("button", name="Check and publish").click()
        page.get_by_text(expected).first.wait_for()
