"""Running on the program page of the desk, and each step a clinician takes with it."""

import pytest
from django.urls import reverse

from programs.models import RunPlan
from tests.loop_factories import run_plan

pytestmark = pytest.mark.django_db


def step(program, name) -> str:
    return reverse("admin:run_plan_step", args=[program.uuid, name])


def shown(physio, program) -> str:
    return physio.get(reverse("admin:program", args=[program.uuid])).content.decode()


def test_before_it_begins_the_tests_are_listed(physio, program):
    text = shown(physio, program)
    assert "Let the patient begin" in text
    assert "Thirty-minute brisk walk: no result of the last two weeks" in text


def test_beginning_warns_and_needs_a_reason(physio, program):
    assert "Thirty-minute brisk walk" in physio.get(step(program, "begin")).content.decode()
    refused = physio.post(
        step(program, "begin"), {"phase": "walk_jog", "uuid": "6f6f9a64-4a0b-4f5f-9d9c-4b9d1c7e2f01"}
    )
    assert "reason" in refused.context["form"].errors
    assert not RunPlan.objects.exists()


def test_with_a_reason_and_a_goal_it_begins(physio, program):
    physio.post(
        step(program, "begin"),
        {
            "phase": "walk_jog",
            "reason": "knows her knee",
            "goal_on": "2030-05-01",
            "goal_km": "21.1",
            "goal_event": "Half marathon",
            "uuid": "6f6f9a64-4a0b-4f5f-9d9c-4b9d1c7e2f01",
        },
    )
    text = shown(physio, program)
    assert "Level 1 of 10" in text
    assert "Half marathon" in text
    assert "First comes running for half an hour without a walk" in text


def test_half_a_goal_is_refused_at_its_field(physio, program):
    run_plan(program)
    refused = physio.post(step(program, "goal"), {"goal_on": "2030-05-01"})
    assert list(refused.context["form"].errors) == ["goal_km"]


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("pause", {"reason": "swollen"}),
        ("level", {"level": "2", "reason": "easier"}),
        ("goal", {"goal_on": "2030-05-01", "goal_km": "10"}),
        ("pain-model", {"model": "60_minutes"}),
    ],
)
def test_each_step_leads_back_to_the_program(physio, program, name, body):
    run_plan(program, level=3)
    assert physio.get(step(program, name)).status_code == 200
    assert physio.post(step(program, name), body).url.endswith("#running")


def test_a_pause_is_told_with_its_reason_and_can_be_ended(physio, program):
    run_plan(program)
    physio.post(step(program, "pause"), {"reason": "swollen after the run"})
    text = shown(physio, program)
    assert "swollen after the run" in text
    physio.post(step(program, "resume"), {"reason": "looked at it"})
    assert "swollen after the run" not in shown(physio, program).split('id="h-history"')[0]


def test_what_grows_is_refused_with_the_reason(physio, program):
    run_plan(program)
    refused = physio.post(step(program, "change"), {"change": "days"})
    assert "First comes running for half an hour without a walk." in refused.content.decode()


def test_a_step_that_is_none_is_none(physio, program):
    assert physio.get(step(program, "fly")).status_code == 404
