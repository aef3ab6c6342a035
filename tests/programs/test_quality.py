"""What a clinic learns from its programs, and that no small group is shown."""

from datetime import timedelta

import pytest

from common import clock
from programs.queries.quality import quality
from tests import factories as f
from tests.measure_factories import answered, begun, bundled_measures

pytestmark = pytest.mark.django_db


@pytest.fixture
def clinic():
    return f.ClinicFactory.create(time_zone="UTC")


@pytest.fixture
def by(clinic):
    return f.physio(clinic)


def people(clinic, by, number):
    today = clock.now().date()
    return [
        f.assigned_program(
            f.PatientFactory.create(clinic=clinic, time_zone="UTC"), by=by, start_on=today - timedelta(days=9)
        )
        for _person in range(number)
    ]


def log(programs, **fields):
    for program in programs:
        f.logged(program, clock.now().date(), **fields)


def rated(program, first, last):
    """The worst pain of a week at the beginning and now; two points less are important."""
    version = bundled_measures()["knee-pain-0-10"]
    episode = begun(program.episode, clock.now().date() - timedelta(days=9))
    for days_ago, pain in ((9, first), (0, last)):
        answered(episode, version, {"usual": 5, "worst": pain}, clock.now().date() - timedelta(days=days_ago))


def exercise(found):
    return found.exercises[0]


def test_an_exercise_says_how_often_it_was_left_out_for_pain_or_for_not_being_clear(clinic, by):
    programs = people(clinic, by, 5)
    log(programs[:2], state="skipped", skip_reason="pain")
    log(programs[2:3], state="partial", skip_reason="unclear", sets_done=1)
    log(programs[3:])
    row = exercise(quality(by))

    assert (row.people, row.asked, row.for_pain, row.unclear) == (5, 5, 2, 1)


def test_of_fewer_than_five_people_nothing_is_said(clinic, by):
    log(people(clinic, by, 4), state="skipped", skip_reason="pain")
    row = exercise(quality(by))

    assert (row.people, row.asked, row.for_pain, row.unclear) == (None, None, None, None)


def test_one_person_who_logs_often_is_one_person(clinic, by):
    (program,) = people(clinic, by, 1)
    for days_ago in range(7):
        f.logged(program, clock.now().date() - timedelta(days=days_ago))

    assert exercise(quality(by)).people is None


def test_another_clinics_people_are_not_counted(clinic, by):
    elsewhere = f.ClinicFactory.create(time_zone="UTC")
    log(people(elsewhere, f.physio(elsewhere), 5))

    assert quality(by).exercises == []


def test_many_exercises_cost_as_many_queries_as_one(clinic, by, django_assert_max_num_queries):
    log(people(clinic, by, 6))

    with django_assert_max_num_queries(6):
        quality(by)


def test_a_template_says_how_many_reached_the_important_change(clinic, by):
    programs = people(clinic, by, 5)
    for program, last in zip(programs, (2, 4, 5, 5, 6), strict=True):
        rated(program, 6, last)
    rows = {row.measure: row for row in quality(by).templates}

    assert {(row.people, row.reached) for row in rows.values()} == {(5, 0), (5, 2)}


def test_a_template_of_fewer_than_five_people_hides_its_number(clinic, by):
    for program in people(clinic, by, 4):
        rated(program, 6, 2)
    rows = quality(by).templates

    assert {(row.people, row.reached) for row in rows} == {(None, None)}


def test_who_filled_it_in_once_is_not_compared(clinic, by):
    (program,) = people(clinic, by, 1)
    version = bundled_measures()["knee-pain-0-10"]
    answered(begun(program.episode, clock.now().date()), version, {"usual": 5, "worst": 5})

    assert quality(by).templates == []
