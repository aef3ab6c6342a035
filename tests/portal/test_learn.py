"""Good to know: the list, a topic, the mark, and the card on Today."""

import pytest

from programs.models import TopicRead
from tests.factories import assigned_program
from tests.portal.pages import Markup

pytestmark = pytest.mark.django_db


def test_without_a_program_it_says_what_will_be_here(page):
    assert "Nothing here yet" in page.get("/learn/").content.decode()


def test_opening_a_topic_does_not_mark_it(page, patient):
    assigned_program(patient)
    assert page.get("/learn/what-it-is/").status_code == 200
    assert not TopicRead.objects.exists()


def test_saying_it_is_read_moves_it_below(page, patient):
    assigned_program(patient)
    shown = page.post("/learn/what-it-is/", {"patient": patient.uuid}, follow=True)
    assert [topic.slug for topic in shown.context["read"]] == ["what-it-is"]
    assert TopicRead.objects.get().read_by == patient.user


@pytest.mark.parametrize("slug", ["staying-well", "no-such-topic"])
def test_a_topic_that_is_not_shown_is_not_found(page, patient, slug):
    assigned_program(patient)
    answers = [page.get(f"/learn/{slug}/"), page.post(f"/learn/{slug}/", {"patient": patient.uuid})]
    assert [answer.status_code for answer in answers] == [404, 404]


def test_today_offers_one_thing_to_read(page, patient):
    assigned_program(patient)
    links = [attrs.get("href") or "" for attrs in Markup(page.get("/").content.decode()).of("a")]
    assert len([link for link in links if link.startswith("/learn/")]) == 1


def test_the_plan_says_why_an_exercise_is_there(page, patient):
    program = assigned_program(patient)
    purpose = program.prescriptions.select_related("exercise").first().exercise.purpose
    text = page.get("/plan/").content.decode()
    assert "Why this exercise" in text
    assert purpose in text


def test_the_own_handout_opens_and_nobody_elses(page, patient, other_patient):
    mine, theirs = assigned_program(patient), assigned_program(other_patient)
    answers = [page.get(f"/plan/{one.uuid}/handout/") for one in (mine, theirs)]
    assert [answer.status_code for answer in answers] == [200, 404]
