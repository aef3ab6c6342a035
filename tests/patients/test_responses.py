"""Answers are taken once, corrected in the open, scored with their method, and due when they should be."""

from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest

from accounts.roles import Role
from common import clock
from common.errors import Conflict, InvalidInput, NotFound
from patients.measure_words import outcome
from patients.models import MeasureResponse, MeasureScore
from patients.queries.measures import changes_of, due_measures
from patients.rules.change import Verdict
from patients.services.episodes import close_episode
from patients.services.measure_imports import retire_measure
from patients.services.responses import ResponseInput, give_own_response, give_response
from tests.factories import EpisodeFactory, PatientFactory, physio
from tests.measure_factories import answered, begun, bundled_measures, imported_measure

pytestmark = pytest.mark.django_db

PAIN = {"usual": 4, "worst": 7}
ACTIVITIES = {"activities": [{"name": name, "score": 3} for name in ("Stairs", "Running", "Squats")]}


@pytest.fixture
def measures():
    return bundled_measures()


@pytest.fixture
def episode():
    """Opened three weeks ago."""
    episode = EpisodeFactory.create()
    return begun(episode, clock.today_in(episode.patient.time_zone) - timedelta(21))


@pytest.fixture
def today(episode):
    return clock.today_in(episode.patient.time_zone)


def give(episode, version, answers, on, *, uuid=None, by=None):
    data = ResponseInput(episode.uuid, version.uuid, on, answers)
    return give_own_response(by=by or episode.patient.user, uuid=uuid or uuid4(), data=data)


def refused(episode, version, answers, on, **options) -> set[str]:
    with pytest.raises(InvalidInput) as refusal:
        give(episode, version, answers, on, **options)
    return set(refusal.value.fields)


def scores(response) -> dict[str, Decimal | None]:
    return dict(response.scores.values_list("scale", "value"))


@pytest.mark.parametrize(
    ("slug", "answers", "expected", "method"),
    [
        ("knee-pain-0-10", PAIN, {"usual": 4, "worst": 7, "running": None}, "each_item"),
        (
            "my-activities-0-10",
            {"activities": [{"name": "a", "score": 4}, {"name": "b", "score": 3}, {"name": "c", "score": 3}]},
            {"score": Decimal("3.3")},
            "mean",
        ),
        ("change-since-start", {"change": "2"}, {"score": 2}, "single"),
        ("running-week", {"days": 3, "longest_km": 8.5, "total_km": 20, "confidence": 7}, {}, None),
    ],
)
def test_golden_scores_of_every_bundled_measure(measures, episode, slug, answers, expected, method):
    response = answered(episode, measures[slug], answers)

    assert scores(response) == expected
    assert set(response.scores.values_list("method", flat=True)) == ({method} if method else set())


def test_sending_it_again_changes_nothing(measures, episode, today):
    version, uuid = measures["knee-pain-0-10"], uuid4()
    first = give(episode, version, PAIN, today, uuid=uuid)
    again = give(episode, version, PAIN, today, uuid=uuid)

    assert (first.created, again.created, again.response.corrected_at) == (True, False, None)
    assert MeasureScore.objects.count() == 3


def test_a_correction_rewrites_the_scores_and_keeps_the_first_version(measures, episode, today):
    version, uuid = measures["knee-pain-0-10"], uuid4()
    give(episode, version, PAIN | {"running": 2}, today, uuid=uuid)
    corrected = give(episode, version, {"usual": 1, "worst": 7}, today, uuid=uuid).response

    assert scores(corrected) == {"usual": 1, "worst": 7, "running": None}
    assert corrected.corrected_at
    assert [event.answers["usual"] for event in corrected.events.order_by("pgh_id")] == [4, 1]


def test_a_second_set_on_a_day_is_pointed_to_the_first(measures, episode, today):
    first = give(episode, measures["knee-pain-0-10"], PAIN, today).response
    with pytest.raises(Conflict) as conflict:
        give(episode, measures["knee-pain-0-10"], PAIN, today)

    assert (conflict.value.code, conflict.value.fields) == ("already_given", {"id": [str(first.uuid)]})


def test_a_correction_keeps_its_day(measures, episode, today):
    uuid = give(episode, measures["knee-pain-0-10"], PAIN, today).response.uuid

    assert refused(episode, measures["knee-pain-0-10"], PAIN, today - timedelta(1), uuid=uuid) == {"on"}


def test_nobody_takes_over_another_patients_answers(measures, episode, today):
    uuid = give(episode, measures["knee-pain-0-10"], PAIN, today).response.uuid
    other = EpisodeFactory.create()
    with pytest.raises(Conflict):
        give(other, measures["knee-pain-0-10"], PAIN, today, uuid=uuid)


def test_wrong_answers_are_named(measures, episode, today):
    assert refused(episode, measures["knee-pain-0-10"], {"usual": 11, "worse": 1}, today) == {
        "usual",
        "worst",
        "worse",
    }


@pytest.mark.parametrize("days", [1, -22])
def test_a_day_outside_the_episode_is_refused(measures, episode, today, days):
    assert refused(episode, measures["knee-pain-0-10"], PAIN, today + timedelta(days)) == {"on"}


def test_answers_belong_to_ones_own_episode(measures, episode, today):
    other = PatientFactory.create()

    assert refused(episode, measures["knee-pain-0-10"], PAIN, today, by=other.user) == {"episode"}


def test_another_clinics_measure_does_not_exist(episode, today):
    version = imported_measure(physio(role=Role.OWNER))

    assert refused(episode, version, {"climb": "1", "carry": "1"}, today) == {"version"}


def test_a_measure_of_another_condition_is_refused(episode, today):
    owner = physio(episode.patient.clinic, Role.OWNER)
    version = imported_measure(owner, conditions=["sore-heel"])

    assert refused(episode, version, {"climb": "1", "carry": "1"}, today) == {"version"}
    assert due_measures(episode.patient) == []


def test_a_retired_measure_is_not_asked_but_can_be_corrected(episode, today):
    owner = physio(episode.patient.clinic, Role.OWNER)
    version = imported_measure(owner)
    given = give(episode, version, {"climb": "1", "carry": "1"}, today - timedelta(1)).response
    retire_measure(by=owner, measure=version.measure.uuid)

    assert due_measures(episode.patient) == []
    assert refused(episode, version, {"climb": "1", "carry": "1"}, today) == {"version"}
    corrected = give(episode, version, {"climb": "2", "carry": "1"}, given.on, uuid=given.uuid)
    assert scores(corrected.response) == {"score": 5}


def test_the_activities_stay_the_same(measures, episode, today):
    version = measures["my-activities-0-10"]
    answered(episode, version, ACTIVITIES, today - timedelta(14))
    others = {"activities": [*ACTIVITIES["activities"][:2], {"name": "Kneeling", "score": 1}]}

    assert refused(episode, version, others, today) == {"activities"}
    (due,) = [due for due in due_measures(episode.patient) if due.version == version]
    assert due.named == ("Stairs", "Running", "Squats")


def test_the_first_activities_may_be_corrected_while_they_are_the_only_ones(measures, episode, today):
    version = measures["my-activities-0-10"]
    uuid = give(episode, version, ACTIVITIES, today).response.uuid
    others = {"activities": [*ACTIVITIES["activities"][:2], {"name": "Kneeling", "score": 1}]}

    assert give(episode, version, others, today, uuid=uuid).response.answers == others


def test_staff_fill_in_on_behalf(measures, episode, today):
    clinician = physio(episode.patient.clinic)
    data = ResponseInput(episode.uuid, measures["knee-pain-0-10"].uuid, today, PAIN)
    given = give_response(by=clinician, uuid=uuid4(), data=data).response

    assert (given.given_by, given.patient) == (clinician, episode.patient)


@pytest.mark.parametrize("elsewhere", [True, False])
def test_only_clinicians_of_the_clinic_fill_in_on_behalf(measures, episode, today, elsewhere):
    other = physio() if elsewhere else physio(episode.patient.clinic, Role.FRONT_DESK)
    data = ResponseInput(episode.uuid, measures["knee-pain-0-10"].uuid, today, PAIN)
    with pytest.raises(NotFound):
        give_response(by=other, uuid=uuid4(), data=data)
    assert not MeasureResponse.objects.exists()


def test_what_is_due_at_the_start_later_and_after_the_end(measures, episode, today):
    def due(days):
        return {one.version.measure.slug for one in due_measures(episode.patient, today + timedelta(days))}

    assert due(-21) == {"knee-pain-0-10", "my-activities-0-10"}
    assert due(-7) == {"my-activities-0-10", "change-since-start", "running-week"}
    answered(episode, measures["my-activities-0-10"], ACTIVITIES, today - timedelta(7))
    assert due(-7) == {"change-since-start", "running-week"}
    close_episode(by=physio(episode.patient.clinic), episode=episode.uuid, reason="well")
    assert due(0) == {"my-activities-0-10", "change-since-start"}
    assert due(31) == {"knee-pain-0-10", "my-activities-0-10", "change-since-start"}
    assert due(450) == set()


def test_the_occasion_is_kept_with_the_answers(measures, episode, today):
    version = measures["my-activities-0-10"]

    assert answered(episode, version, ACTIVITIES, today - timedelta(21)).occasion == "baseline"
    assert answered(episode, version, ACTIVITIES, today - timedelta(6)).occasion == "fortnight"
    assert (
        answered(
            episode,
            measures["running-week"],
            {"days": 0, "longest_km": 0, "total_km": 0, "confidence": 5},
            today - timedelta(20),
        ).occasion
        == "extra"
    )


def test_what_became_of_it_since_the_start(measures, episode, today):
    version = measures["my-activities-0-10"]
    first = answered(episode, version, ACTIVITIES, today - timedelta(21))
    better = {"activities": [row | {"score": 5} for row in ACTIVITIES["activities"]]}
    later = answered(episode, version, better, today)

    (change,) = changes_of(later)
    assert (change.since, change.change.difference, change.change.verdict) == (
        first.on,
        Decimal(2),
        Verdict.BETTER,
    )
    assert outcome(changes_of(later), later.on) == "Better than 3 weeks ago by 2 points."
    assert outcome(changes_of(first), first.on) == (
        "This is where you begin. Next time you will see what has changed."
    )


@pytest.mark.parametrize(
    ("usual", "worst", "words"),
    [
        (4, 6, "About the same as 3 weeks ago."),
        (1, 7, "Better than 3 weeks ago."),
        (7, 7, "Worse than 3 weeks ago. Your physio sees it."),
        (1, 10, "Some of it is better than 3 weeks ago, some is worse. Your physio sees it."),
    ],
)
def test_several_numbers_make_one_sentence(measures, episode, today, usual, worst, words):
    answered(episode, measures["knee-pain-0-10"], PAIN, today - timedelta(21))
    later = answered(episode, measures["knee-pain-0-10"], {"usual": usual, "worst": worst}, today)

    assert outcome(changes_of(later), today) == words


def test_a_change_that_was_asked_for_is_said_back(measures, episode, today):
    response = answered(episode, measures["change-since-start"], {"change": "2"}, today)

    assert outcome(changes_of(response), today) == "Better than when you started."


def test_versions_that_ask_something_else_are_not_compared(episode, today):
    owner = physio(episode.patient.clinic, Role.OWNER)
    answered(episode, imported_measure(owner), {"climb": "0", "carry": "0"}, today - timedelta(14))
    same = imported_measure(owner, version="1.1", title="Ladders")
    (alike,) = changes_of(answered(episode, same, {"climb": "2", "carry": "2"}, today - timedelta(1)))
    assert alike.change.verdict == Verdict.BETTER

    other = imported_measure(owner, version="2", scoring={"method": "mean"})
    (unlike,) = changes_of(answered(episode, other, {"climb": "2", "carry": "2"}, today))
    assert (unlike.since, unlike.change.verdict) == (None, Verdict.UNKNOWN)


def test_what_is_due_costs_the_same_with_more_history(measures, episode, today, django_assert_num_queries):
    with django_assert_num_queries(3):
        due_measures(episode.patient)
    answered(episode, measures["knee-pain-0-10"], PAIN, today)
    answered(episode, measures["knee-pain-0-10"], PAIN, today - timedelta(3))
    begun(EpisodeFactory.create(patient=episode.patient), today)
    with django_assert_num_queries(3):
        due_measures(episode.patient)
