"""A measure on the patient's pages: asked when due, stored once, answered with one plain sentence."""

from datetime import timedelta
from urllib.parse import urlencode
from uuid import uuid4

import pytest

from accounts.roles import Role
from common import clock
from patients.models import MeasureResponse
from portal.pages.measures import due_cards
from tests.factories import EpisodeFactory, physio
from tests.measure_factories import answered, begun, bundled_measures, imported_measure
from tests.patients.measures import asked

PAIN = {"usual": "3", "worst": "6"}


@pytest.fixture
def measures(db):
    return bundled_measures()


@pytest.fixture
def today(patient):
    return clock.today_in(patient.time_zone)


@pytest.fixture
def episode(patient, today):
    return begun(EpisodeFactory.create(patient=patient), today - timedelta(21))


def address(version, **query) -> str:
    return f"/measures/{version.uuid}/?{urlencode(query)}"


def sent(today, answers, uuid=None) -> dict[str, str]:
    return {"uuid": str(uuid or uuid4()), "on": today.isoformat(), **answers}


def test_what_is_due_is_offered_with_a_reason(patient, episode, measures):
    assert [(card.name, card.why) for card in due_cards(patient)] == [
        ("My own activities, 0 to 10", "Time to look again"),
        ("Change since the start, 7 steps", "Time to look again"),
        ("My running week", "How was your week?"),
    ]


@pytest.mark.parametrize(
    "slug", ["knee-pain-0-10", "my-activities-0-10", "change-since-start", "running-week"]
)
def test_every_bundled_measure_can_be_opened(page, episode, measures, slug):
    shown = page.get(address(measures[slug], episode=episode.uuid))

    assert shown.status_code == 200
    assert "MCID" not in shown.content.decode()


def test_answers_are_stored_and_answered_with_a_sentence(page, episode, measures, today):
    answered(episode, measures["knee-pain-0-10"], {"usual": 6, "worst": 8}, today - timedelta(21))
    stored = page.post(address(measures["knee-pain-0-10"]), sent(today, PAIN))
    given = MeasureResponse.objects.latest("pk")

    assert stored.url == f"/progress/answers/{given.uuid}/"
    assert given.answers == {"usual": 3, "worst": 6}
    assert "Better than 3 weeks ago." in page.get(stored.url).content.decode()


def test_sending_it_again_stores_it_once(page, episode, measures, today):
    body = sent(today, PAIN)
    first = page.post(address(measures["knee-pain-0-10"]), body)

    assert page.post(address(measures["knee-pain-0-10"]), body).url == first.url
    assert MeasureResponse.objects.count() == 1


def test_a_second_time_on_a_day_corrects_the_first(page, episode, measures, today):
    first = page.post(address(measures["knee-pain-0-10"]), sent(today, PAIN))
    second = page.post(address(measures["knee-pain-0-10"]), sent(today, PAIN | {"usual": "1"}))

    assert second.url == first.url
    assert MeasureResponse.objects.get().answers["usual"] == 1


def test_given_answers_can_be_opened_and_changed(page, episode, measures, today):
    version = measures["knee-pain-0-10"]
    given = answered(episode, version, {"usual": 6, "worst": 8}, today - timedelta(2))
    shown = page.get(address(version, episode=episode.uuid, answers=given.uuid))

    assert (shown.context["page"].answers, shown.context["page"].on) == (given.uuid, given.on)
    assert {question.name: question.value for question in shown.context["page"].questions} == {
        "usual": "6",
        "worst": "8",
        "running": "",
    }


def test_what_was_wrong_stands_at_its_question_and_nothing_is_lost(page, episode, measures, today):
    shown = page.post(address(measures["running-week"]), sent(today, {"days": "3", "total_km": "far"}))
    questions = {question.name: question for question in shown.context["page"].questions}

    assert shown.status_code == 422
    assert (questions["days"].value, questions["days"].error) == ("3", "")
    assert questions["total_km"].error == "Please enter a number."
    assert questions["confidence"].error == "Please answer this question."


def test_numbers_may_have_a_comma(page, episode, measures, today):
    answers = {"days": "3", "longest_km": "8,5", "total_km": "20", "confidence": "7"}
    page.post(address(measures["running-week"]), sent(today, answers))

    assert MeasureResponse.objects.get().answers["longest_km"] == 8.5


def test_activities_are_named_the_first_time_and_given_later(page, episode, measures, today):
    version = measures["my-activities-0-10"]
    first = {f"name-{n}": name for n, name in enumerate(("Stairs", "Running", "Squats"))}
    page.post(address(version), sent(today - timedelta(14), first | {f"score-{n}": "4" for n in range(3)}))
    rows = page.get(address(version)).context["page"].rows

    assert [(row.name, row.is_given) for row in rows] == [
        ("Stairs", True),
        ("Running", True),
        ("Squats", True),
    ]


def test_too_few_activities_are_said_at_the_top(page, episode, measures, today):
    shown = page.post(
        address(measures["my-activities-0-10"]), sent(today, {"name-0": "Stairs", "score-0": "4"})
    )

    assert "Please name at least 3." in shown.content.decode()


def test_a_hidden_question_is_marked_for_the_page(page, patient, episode):
    items = [
        asked("ran", "boolean", required=True),
        asked("words", "text", enableWhen=[{"question": "ran", "operator": "=", "answerBoolean": True}]),
    ]
    owner = physio(patient.clinic, Role.OWNER)
    version = imported_measure(owner, item=items, scoring={"method": "none"}, direction=None)
    shown = page.get(address(version)).content.decode()

    assert 'data-shown-when="ran" data-shown-for="yes"' in shown
    assert "Invented for tests." in shown


@pytest.mark.parametrize("query", [{"episode": str(uuid4())}, {"answers": str(uuid4())}, {"answers": "x"}])
def test_what_is_not_ones_own_is_not_there(page, episode, measures, query):
    assert page.get(address(measures["knee-pain-0-10"], **query)).status_code == 404


def test_without_an_episode_there_is_nothing_to_fill_in(page, measures):
    assert page.get(address(measures["knee-pain-0-10"])).status_code == 404


def test_another_clinics_measure_is_not_there(page, episode):
    assert page.get(address(imported_measure(physio(role=Role.OWNER)))).status_code == 404


def test_nobody_reads_another_patients_sentence(signed_in, other_patient, episode, measures, today):
    given = answered(episode, measures["knee-pain-0-10"], {"usual": 6, "worst": 8}, today)

    assert signed_in(other_patient.user).get(f"/progress/answers/{given.uuid}/").status_code == 404
