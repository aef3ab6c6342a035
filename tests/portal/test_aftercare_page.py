"""The question some months after the end, in the portal and over the API: without any script, one tap."""

from datetime import timedelta

import pytest

from common import clock
from patients.models import Episode, Signal
from patients.services.episodes import close_episode
from tests.factories import EpisodeFactory, ProxyFactory, UserFactory, loaded_pack, physio
from tests.loop_factories import AftercareFactory

pytestmark = pytest.mark.django_db
API = "/api/v1/me/aftercare/"


@pytest.fixture
def asked(patient):
    loaded_pack()
    episode = EpisodeFactory.create(patient=patient)
    episode = close_episode(by=physio(patient.clinic), episode=episode.uuid, reason="Well")
    episode.aftercare.update(withdrawn_at=clock.now())
    return AftercareFactory.create(episode=episode, due_on=clock.today_in(patient.time_zone), months=3)


def text(page, address):
    return " ".join(page.get(address).content.decode().split())


def test_it_stands_on_today_and_on_a_page_of_its_own(page, asked):
    for address in ("/", "/aftercare/"):
        said = text(page, address)
        assert "How are you since your last visit?" in said
        assert "your visits ended 3 months ago" in said


def test_one_tap_answers_it(page, asked):
    sent = page.post(f"/aftercare/{asked.uuid}/", {"answer": "well"}, follow=True)
    asked.refresh_from_db()

    assert asked.answer == "well"
    assert "Good to hear." in sent.content.decode()
    assert "How are you since" not in text(page, "/")


def test_it_came_back_opens_the_episode(page, asked):
    sent = page.post(f"/aftercare/{asked.uuid}/", {"answer": "relapse"}, follow=True)

    assert Episode.objects.get(pk=asked.episode_id).status == "open"
    assert Signal.objects.get().kind == "relapse"
    assert "Thank you for telling us." in sent.content.decode()


def test_what_is_no_answer_is_told_on_the_page(page, asked):
    sent = page.post(f"/aftercare/{asked.uuid}/", {"answer": "so-so"}, follow=True)

    assert "This is not one of the answers." in sent.content.decode()


def test_a_question_of_a_later_day_is_not_shown(page, asked):
    asked.due_on += timedelta(days=1)
    asked.save()

    assert "There is nothing to answer now." in text(page, "/aftercare/")


def test_of_two_questions_the_later_one_is_asked(page, asked):
    AftercareFactory.create(episode=asked.episode, due_on=asked.due_on - timedelta(days=9), months=1)

    assert text(page, "/aftercare/").count("How are you since") == 1


def test_a_carer_who_may_only_look_has_no_buttons(client, patient, asked):
    carer = UserFactory.create()
    ProxyFactory.create(patient=patient, user=carer, scope="view")
    client.force_login(carer)
    said = text(client, "/aftercare/")

    assert "How are you since" in said
    assert 'name="answer"' not in said


def test_the_api_lists_it_and_takes_the_answer(client, patient, asked):
    client.force_login(patient.user)
    (row,) = client.get(API).json()["results"]
    assert (row["id"], row["months"], row["answer"]) == (str(asked.uuid), 3, None)

    said = client.put(f"{API}{asked.uuid}/", {"answer": "niggles"}, "application/json")
    assert (said.status_code, said.json()["answer"]) == (200, "niggles")
    assert client.get(API).json()["results"] == []


def test_after_a_relapse_the_answer_stays(client, patient, asked):
    client.force_login(patient.user)
    client.put(f"{API}{asked.uuid}/", {"answer": "relapse"}, "application/json")
    again = client.put(f"{API}{asked.uuid}/", {"answer": "well"}, "application/json")

    assert (again.status_code, again.json()["code"]) == (409, "reopened")
