"""Loading a pack: all or nothing, once for each content, and running programs keep theirs."""

from dataclasses import replace
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError

from programs.models import Exercise, ProgramTemplate, ProtocolPack
from programs.services.packs import load_pack
from tests import factories

pytestmark = pytest.mark.django_db


def test_the_whole_pack_arrives():
    pack = factories.loaded_pack()
    assert (pack.exercises.count(), pack.templates.count(), pack.status) == (61, 3, "draft_for_physio_review")
    assert sorted(pack.templates.values_list("weeks", flat=True)) == [4, 5, 6]


def test_the_examination_is_in_the_stored_content():
    content = factories.loaded_pack().content
    assert [section["id"] for section in content["assessment"]["sections"]] == [
        "pain_history",
        "training_load",
        "running_routine",
        "movement_patterns",
        "goal",
        "conclusion",
    ]
    assert sorted(content["why_focus"]) == ["core", "hip", "load", "mobility", "quad"]


def test_loading_the_same_content_again_changes_nothing():
    first = load_pack(factories.pack_content())
    again = load_pack(factories.pack_content())
    assert (again.pack, again.created) == (first.pack, False)
    assert Exercise.objects.count() == 61


def test_changed_content_under_the_same_number_is_a_new_revision():
    first = factories.loaded_pack()
    second = load_pack(replace(factories.pack_content(), checksum="1" * 64)).pack
    first.refresh_from_db()
    assert (second.version, second.revision, second.label) == ("0.2.1", 2, "0.2.1 (revision 2)")
    assert (first.is_current, second.is_current) == (False, True)


def test_going_back_to_earlier_content_offers_the_earlier_row_again():
    first = factories.loaded_pack()
    load_pack(replace(factories.pack_content(), checksum="1" * 64))
    assert factories.loaded_pack() == first
    assert ProtocolPack.objects.get(is_current=True) == first


def test_a_pack_that_breaks_half_way_leaves_nothing():
    content = factories.pack_content()
    broken = replace(content, programs=(*content.programs, content.programs[0]))
    with pytest.raises(IntegrityError):
        load_pack(broken)


def test_neighbours_point_at_each_other_inside_the_pack():
    pack = factories.loaded_pack()
    clamshell = pack.exercises.select_related("easier", "harder").get(slug="clamshell")
    assert (clamshell.easier.slug, clamshell.harder.slug) == ("glute-set", "banded-clamshell")
    assert clamshell.easier.pack_id == pack.pk


def test_overrides_of_a_template_are_in_its_parameters():
    factories.loaded_pack()
    gradual = ProgramTemplate.objects.get(slug="rk-6w-gradual")
    assert (gradual.parameters["ex.pain_amber_max"], gradual.parameters["ex.pain_green_max"]) == (4, 2)


def test_the_command_says_what_it_did():
    out = StringIO()
    call_command("load_pack", factories.PACK, stdout=out)
    call_command("load_pack", factories.PACK, stdout=out)
    assert out.getvalue().splitlines() == [
        "runners-knee 0.2.1: loaded, 61 exercises, 3 program templates",
        "runners-knee 0.2.1: unchanged, 61 exercises, 3 program templates",
    ]


def test_the_command_refuses_a_folder_that_is_no_pack(tmp_path):
    with pytest.raises(CommandError):
        call_command("load_pack", tmp_path)
    assert not ProtocolPack.objects.exists()


def test_lint_pack_finds_nothing_wrong_with_the_bundled_pack():
    out = StringIO()
    call_command("lint_pack", factories.PACK, stdout=out)
    assert "0 errors" in out.getvalue()
