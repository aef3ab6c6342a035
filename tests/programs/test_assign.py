"""Assigning copies a template, with the physio's changes, into rows of the patient's own."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError

from common import clock
from common.errors import Conflict, InvalidInput, NotFound
from patients.services.episodes import close_episode
from programs.models import Prescription, Program, ProgramTemplate
from programs.packs.content import PackContent
from programs.queries.template import minutes_by_week, plan_of
from programs.services.assign import Changes, assign_program
from programs.services.packs import load_pack
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def episode():
    factories.loaded_pack()
    return factories.ready_episode()


@pytest.fixture
def by(episode):
    return factories.physio(episode.patient.clinic)


@pytest.fixture
def template(episode):
    return ProgramTemplate.objects.get(slug="rk-4w-mild")


def today_of(episode):
    return clock.today_in(episode.patient.time_zone)


def test_every_week_of_every_item_is_prescribed_once(episode, by, template):
    program = assign_program(by=by, episode=episode.uuid, template=template.uuid, start_on=today_of(episode))
    lived = sorted(
        (rx.line, week)
        for rx in program.prescriptions.all()
        for week in range(rx.first_week, rx.last_week + 1)
    )
    planned = sum(len(item.doses) for item in plan_of(template).items)
    assert (len(lived), len(set(lived))) == (planned, planned)


def test_weeks_with_the_same_dose_share_a_prescription(episode, by, template):
    program = assign_program(by=by, episode=episode.uuid, template=template.uuid, start_on=today_of(episode))
    squats = program.prescriptions.filter(exercise__slug="bodyweight-squat").order_by("first_week")
    assert [(rx.first_week, rx.last_week, rx.sets, rx.reps) for rx in squats] == [
        (2, 2, 3, 10),
        (3, 3, 3, 12),
    ]
    dead_bug = program.prescriptions.get(exercise__slug="dead-bug")
    assert (dead_bug.first_week, dead_bug.last_week) == (2, 3)


def test_zone_pack_and_parameters_are_kept_with_the_program(episode, by, template):
    program = assign_program(by=by, episode=episode.uuid, template=template.uuid, start_on=today_of(episode))
    assert (program.time_zone, program.pack, program.side) == ("Europe/Berlin", template.pack, "left")
    assert program.parameters["run.week_increase_pct"] == 10


def test_a_changed_pack_does_not_reach_a_running_program(episode, by, template):
    program = assign_program(by=by, episode=episode.uuid, template=template.uuid, start_on=today_of(episode))
    before = list(program.prescriptions.values_list("exercise_id", "sets", "reps"))
    load_pack(changed_content())
    program.refresh_from_db()
    assert list(program.prescriptions.values_list("exercise_id", "sets", "reps")) == before
    assert not program.pack.is_current


def test_a_dose_changed_before_confirming_is_the_dose_prescribed(episode, by, template):
    squat = next(item for item in plan_of(template).items if item.exercise.slug == "bodyweight-squat")
    program = assign_program(
        by=by,
        episode=episode.uuid,
        template=template.uuid,
        start_on=today_of(episode),
        changes=Changes(doses={(squat.uuid, 3): {"sets": 2}}),
    )
    weeks = program.prescriptions.filter(exercise__slug="bodyweight-squat").order_by("first_week")
    assert [rx.sets for rx in weeks] == [3, 2]


def test_an_item_left_out_is_not_prescribed(episode, by, template):
    squat = next(item for item in plan_of(template).items if item.exercise.slug == "bodyweight-squat")
    program = assign_program(
        by=by,
        episode=episode.uuid,
        template=template.uuid,
        start_on=today_of(episode),
        changes=Changes(left_out=frozenset({squat.uuid})),
    )
    assert not program.prescriptions.filter(exercise__slug="bodyweight-squat").exists()


def test_a_dose_out_of_bounds_names_its_field(episode, by, template):
    item = plan_of(template).items[0]
    with pytest.raises(InvalidInput) as refused:
        assign_program(
            by=by,
            episode=episode.uuid,
            template=template.uuid,
            start_on=today_of(episode),
            changes=Changes(doses={(item.uuid, 1): {"sets": 99}}),
        )
    assert list(refused.value.fields) == ["sets"]
    assert not Program.objects.exists()


@pytest.mark.parametrize("days", [-1, 91])
def test_a_start_in_the_past_or_far_ahead_is_refused(episode, by, template, days):
    with pytest.raises(InvalidInput) as refused:
        assign_program(
            by=by,
            episode=episode.uuid,
            template=template.uuid,
            start_on=today_of(episode) + timedelta(days=days),
        )
    assert list(refused.value.fields) == ["start_on"]


def test_confirming_the_same_form_twice_assigns_once(episode, by, template):
    uuid = uuid4()
    options = {"by": by, "episode": episode.uuid, "template": template.uuid, "uuid": uuid}
    options["start_on"] = today_of(episode)
    assert assign_program(**options) == assign_program(**options)
    assert Program.objects.count() == 1


def test_confirming_again_when_the_episode_was_closed_meanwhile_finds_the_program(episode, by, template):
    """The answer of the first time was lost on the way: the second must not say that nothing was assigned."""
    options = {"by": by, "episode": episode.uuid, "template": template.uuid, "uuid": uuid4()}
    options["start_on"] = today_of(episode)
    program = assign_program(**options)
    close_episode(by=by, episode=episode.uuid, reason="Discharged")
    with clock.pretending(clock.now() + timedelta(days=1)):
        assert assign_program(**options) == program


def test_two_programs_may_run_at_once(episode, by, template):
    for _twice in range(2):
        assign_program(by=by, episode=episode.uuid, template=template.uuid, start_on=today_of(episode))
    assert Program.objects.filter(episode=episode, status="active").count() == 2


def test_a_closed_episode_gets_no_program(episode, by, template):
    close_episode(by=by, episode=episode.uuid, reason="Discharged")
    with pytest.raises(Conflict):
        assign_program(by=by, episode=episode.uuid, template=template.uuid, start_on=today_of(episode))


def test_another_clinics_physio_finds_no_such_episode(episode, template):
    stranger = factories.physio()
    with pytest.raises(NotFound):
        assign_program(by=stranger, episode=episode.uuid, template=template.uuid, start_on=today_of(episode))


def test_the_preview_counts_seven_days_of_minutes_for_every_week(template):
    minutes = minutes_by_week(plan_of(template), "left")
    assert {week: len(days) for week, days in minutes.items()} == {1: 7, 2: 7, 3: 7, 4: 7}
    assert all(10 < max(days) <= 45 for days in minutes.values())


def test_a_plan_costs_the_same_queries_whatever_its_length(template, django_assert_num_queries):
    for slug in ("rk-4w-mild", "rk-6w-gradual"):
        longer = ProgramTemplate.objects.get(slug=slug)
        with django_assert_num_queries(2):
            plan_of(longer)


def test_the_database_refuses_a_program_for_somebody_elses_episode(episode, by, template):
    program = assign_program(by=by, episode=episode.uuid, template=template.uuid, start_on=today_of(episode))
    other = factories.PatientFactory.create()
    with pytest.raises(IntegrityError, match="program_patient_is_episodes"):
        Program.objects.filter(pk=program.pk).update(patient=other)


def test_the_database_refuses_a_prescription_with_two_quantities(episode, by, template):
    program = assign_program(by=by, episode=episode.uuid, template=template.uuid, start_on=today_of(episode))
    with pytest.raises(IntegrityError, match="prescription_one_quantity"):
        Prescription.objects.filter(program=program, reps__isnull=False).update(time_s=30)


def changed_content() -> PackContent:
    """The bundled pack with one default dose changed, under the same version number."""
    content = factories.pack_content()
    return replace(content, checksum="0" * 64)
