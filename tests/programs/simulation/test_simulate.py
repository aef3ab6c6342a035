"""Made-up people live a program: the same seed, the same bytes; every decision can be made again."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from programs.packs.lint import open_pack
from programs.rules.agenda import LOAD, WEEKLY
from programs.rules.parameters import ParameterError
from programs.rules.verdicts import INCREASES
from programs.services.packs import load_pack
from programs.simulation.people import Kind
from programs.simulation.plan import plan_of
from programs.simulation.plot import drawing
from programs.simulation.report import as_json, replayed, rows, simulate, table
from programs.simulation.world import Ending

PACK = Path(__file__).parents[3] / "packs" / "runners-knee"
TEMPLATE = "rk-6w-gradual"


@pytest.fixture(scope="module")
def content():
    return open_pack(PACK)


@pytest.fixture(scope="module")
def plan(content):
    return plan_of(content, TEMPLATE, {})


@pytest.fixture(scope="module")
def stories(plan):
    return simulate(plan, 40, seed=1)


def printed(*arguments, **options):
    out = StringIO()
    call_command("simulate", *arguments, stdout=out, **options)
    return out.getvalue()


def test_every_simulated_decision_can_be_made_again(plan, stories):
    count, different = replayed(stories, plan.protocol)
    assert (count > 1000, different) == (True, [])


def test_a_decision_that_was_changed_is_found(plan, stories):
    found = next(one for one in stories[0].decisions if one.made.scope == WEEKLY)
    found.made.record.inputs["checkins_7d"], before = 0, found.made.record.inputs["checkins_7d"]
    try:
        assert replayed(stories[:1], plan.protocol)[1] != []
    finally:
        found.made.record.inputs["checkins_7d"] = before


def test_nothing_grows_without_the_clinician(stories):
    grown = [
        one for story in stories for one in story.decisions
        if one.made.verdict in INCREASES or (one.made.scope == LOAD and one.made.verdict != "keep")
    ]  # fmt: skip
    assert grown
    assert all(one.made.waits for one in grown)


def test_the_same_seed_lives_the_same_days(plan, stories):
    again = simulate(plan, 8, seed=1)
    assert as_json(plan, again) == as_json(plan, stories[:8])
    assert drawing(again) == drawing(stories[:8])


def test_another_seed_lives_other_days(plan, stories):
    assert as_json(plan, simulate(plan, 8, seed=2)) != as_json(plan, stories[:8])


def test_there_are_as_many_of_each_kind(stories):
    assert [(row.kind, row.figures["people"]) for row in rows(stories)] == [
        *((kind, 10) for kind in Kind), ("all", 40),
    ]  # fmt: skip


def counted(row) -> dict[str, float]:
    """The figures that are known."""
    return {name: number for name, number in row.figures.items() if number is not None}


def test_every_ending_is_counted_once(stories):
    everybody = counted(rows(stories)[-1])
    stopped_for_good = sum(story.ending == Ending.STOPPED for story in stories)
    assert everybody["finished"] + everybody["going on"] + stopped_for_good == 40


def test_who_settles_finishes_more_often_than_who_goes_silent(stories):
    finished = {row.kind: counted(row)["finished"] for row in rows(stories)}
    assert finished[Kind.SETTLING] > finished[Kind.SILENT]


def test_nobody_lives_a_stage_shorter_than_its_least_days(stories):
    planned = 6 * 7
    assert all(story.days >= planned for story in stories if story.ending == Ending.FINISHED)


def test_a_threshold_shows_before_and_after_side_by_side(content, stories):
    harder = simulate(
        plan_of(content, TEMPLATE, {"gate.checkins_min_7d": 7, "gate.adherence_week_min": 90}), 8, seed=1
    )
    (line,) = [line for line in table(rows(harder), rows(stories[:8])) if line.startswith("all")]
    assert " > " in line


def test_a_value_outside_its_bounds_is_refused(content):
    with pytest.raises(ParameterError, match="outside"):
        plan_of(content, TEMPLATE, {"gate.green_streak_min": 9})


def test_the_command_prints_the_same_bytes_again_and_needs_no_database(tmp_path):
    files = {"plot": tmp_path / "plot.svg", "json": tmp_path / "all.json"}
    first = (
        printed(str(PACK), TEMPLATE, patients=4, replay=True, **files),
        *map(Path.read_bytes, files.values()),
    )
    again = (
        printed(str(PACK), TEMPLATE, patients=4, replay=True, **files),
        *map(Path.read_bytes, files.values()),
    )
    assert first == again
    assert first[0].splitlines()[-1].endswith(" decisions replayed, 0 differences")


def test_with_a_setting_the_file_holds_both(tmp_path):
    file = tmp_path / "both.json"
    printed(str(PACK), TEMPLATE, "--set", "gate.checkins_min_7d=3", patients=4, json=file)
    both = json.loads(file.read_text())
    value = {side: both[side]["parameters"]["gate.checkins_min_7d"] for side in both}
    assert value == {"before": 5, "after": 3}


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        ((str(PACK), "rk-9w"), "no program 'rk-9w'"),
        ((str(PACK), TEMPLATE, "--set", "gate.nothing=1"), "is not a rule parameter"),
        ((str(PACK), TEMPLATE, "--set", "gate.green_streak_min"), "not PARAMETER=VALUE"),
        ((str(PACK), TEMPLATE, "--patients", "0"), "from 1 to"),
    ],
)
def test_what_cannot_be_simulated_is_said(arguments, problem):
    with pytest.raises(CommandError, match=problem):
        printed(*arguments)


@pytest.mark.django_db
def test_a_loaded_pack_is_simulated_by_its_name_like_its_directory(content):
    load_pack(content)
    assert printed(content.slug, TEMPLATE, patients=4) == printed(str(PACK), TEMPLATE, patients=4)


@pytest.mark.django_db
def test_a_name_that_is_no_pack_is_said():
    with pytest.raises(CommandError, match="no loaded pack"):
        printed("tennis-elbow", TEMPLATE)
