"""The library: filters, an exercise, a template, the packs."""

import pytest
from django.urls import reverse

from programs.models import Exercise, ProgramTemplate
from tests import factories as f


@pytest.fixture(autouse=True)
def pack(db):
    return f.loaded_pack()


def rows(client, **query):
    """All pages of a filtered list."""
    response = client.get(reverse("admin:exercises"), query)
    return list(response.context["page_obj"].paginator.object_list)


def test_a_focus_narrows_the_list(physio):
    assert {exercise.focus for exercise in rows(physio, focus="hip")} == {"hip"}


def test_equipment_narrows_the_list(physio):
    assert all("loop_band" in exercise.equipment for exercise in rows(physio, equipment="loop_band"))


def test_filters_go_together(physio):
    both = rows(physio, focus="hip", equipment="loop_band", q="clamshell")
    assert [exercise.name for exercise in both] == ["Clamshell with band"]


def test_a_filter_that_does_not_exist_narrows_nothing(physio):
    assert len(rows(physio, focus="brain", equipment="rocket")) == 61


def test_an_exercise_leads_to_its_neighbours_and_names_its_sources(physio):
    exercise = Exercise.objects.get(slug="clamshell")
    assert exercise.easier
    assert exercise.harder
    text = physio.get(reverse("admin:exercise", args=[exercise.uuid])).content.decode()
    expected = [
        reverse("admin:exercise", args=[exercise.easier.uuid]),
        reverse("admin:exercise", args=[exercise.harder.uuid]),
        "Dolak et al. 2011",
        "Draft for physio review.",
    ]
    assert [part for part in expected if part not in text] == []


def test_a_template_shows_every_week(physio):
    template = ProgramTemplate.objects.get(slug="rk-6w-gradual")
    response = physio.get(reverse("admin:template", args=[template.uuid]))
    assert [week.week for week in response.context["minutes"]] == [1, 2, 3, 4, 5, 6]


def test_a_pack_says_its_version_and_that_it_is_a_draft(physio, pack):
    text = physio.get(reverse("admin:packs")).content.decode()
    assert [
        part
        for part in (pack.label, "Draft for physio review", "Offered for new programs")
        if part not in text
    ] == []
