"""Which topics a patient is shown, in which order, and what reading one leaves behind."""

from datetime import timedelta

import pytest

from common import clock
from common.errors import NotFound
from programs.models import TopicRead
from programs.queries.education import next_topic, topics_of
from programs.queries.today import due_today
from programs.services.education import mark_read
from programs.services.lifecycle import cancel_program
from tests import factories as f

pytestmark = pytest.mark.django_db


@pytest.fixture
def patient():
    return f.PatientFactory.create()


def started(patient, weeks_ago=0, **fields):
    today = clock.today_in(patient.time_zone)
    return f.assigned_program(patient, start_on=today - timedelta(weeks=weeks_ago), **fields)


def slugs(topics):
    return {topic.slug for topic in topics}


def test_without_a_program_there_is_nothing_to_read(patient):
    assert topics_of(patient) == []


def test_the_first_stage_shows_the_beginning_and_its_own(patient):
    started(patient)
    shown = slugs(topics_of(patient))
    assert {"what-it-is", "traffic-light", "load-first"} <= shown
    assert not shown & {"trunk-and-ankle", "staying-well"}


def test_a_later_stage_puts_its_own_topics_first_and_keeps_the_others(patient):
    started(patient, weeks_ago=2, template="rk-6w-gradual")
    topics = topics_of(patient)
    now = [topic.slug for topic in topics if topic.is_now]
    assert "trunk-and-ankle" in now
    assert [topic.slug for topic in topics][: len(now)] == now
    assert "what-it-is" in slugs(topics) - set(now)


def test_the_last_stage_shows_how_to_stay_well(patient):
    started(patient, weeks_ago=5, template="rk-6w-gradual")
    assert "staying-well" in slugs(topics_of(patient))


def test_a_cancelled_program_teaches_nothing(patient):
    program = started(patient)
    cancel_program(by=f.physio(patient.clinic), program=program.uuid, reason="moved away")
    assert topics_of(patient) == []


def test_what_is_read_goes_to_the_end_and_is_not_offered_again(patient):
    started(patient)
    first = next_topic(patient, due_today(patient))
    mark_read(by=patient.user, patient=patient, topic=first.slug)
    assert topics_of(patient)[-1].slug == first.slug
    assert next_topic(patient, due_today(patient)).slug != first.slug


def test_reading_again_keeps_the_first_time(patient):
    started(patient)
    first = mark_read(by=patient.user, patient=patient, topic="what-it-is")
    assert mark_read(by=patient.user, patient=patient, topic="what-it-is").read_at == first.read_at
    assert TopicRead.objects.count() == 1


@pytest.mark.parametrize("topic", ["staying-well", "no-such-topic"])
def test_what_is_not_shown_cannot_be_marked(patient, topic):
    started(patient)
    with pytest.raises(NotFound):
        mark_read(by=patient.user, patient=patient, topic=topic)


def test_two_programs_name_a_topic_once(patient):
    started(patient)
    started(patient, template="rk-6w-gradual")
    topics = [topic.slug for topic in topics_of(patient)]
    assert len(topics) == len(set(topics))


def test_one_thing_to_read_costs_two_queries(patient, django_assert_num_queries):
    started(patient)
    day = due_today(patient)
    next_topic(patient, day)  # the pack's topics are read once
    with django_assert_num_queries(2):
        next_topic(patient, day)
