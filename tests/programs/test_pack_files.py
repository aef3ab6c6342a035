"""Reading a pack: what is refused and on which line, the fingerprint, and the typed content."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from programs.packs.content import PackContent
from programs.packs.digest import checksum
from programs.packs.lint import open_pack
from programs.packs.problems import Code, PackError, Place
from programs.packs.reader import MAX_FILE_BYTES, read_pack
from programs.rules.dose import Dose
from programs.rules.words import Focus, Mode, SideRule

PACK = Path(__file__).parents[2] / "packs" / "runners-knee"


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    return Path(shutil.copytree(PACK, tmp_path / "pack"))


@pytest.fixture(scope="module")
def content() -> PackContent:
    return open_pack(PACK)


def problems_of(pack: Path) -> list[tuple[str, int, Code]]:
    with pytest.raises(PackError) as error:
        read_pack(pack)
    return [(problem.file, problem.line, problem.code) for problem in error.value.problems]


BAD_YAML = {
    "key given twice": ("a: 1\nb: 2\na: 3\n", 3, Code.DUPLICATE_KEY),
    "key given twice, as number and as text": ('a:\n  3: x\n  "3": y\n', 3, Code.DUPLICATE_KEY),
    "not YAML": ("a: 1\nb: [1, 2\n", 3, Code.YAML),
    "tag": ("a: 1\nb: !!python/object/apply:os.system [ls]\n", 2, Code.YAML),
    "anchor": ("a: &one 1\nb: 2\n", 1, Code.YAML),
    "alias": ("a: 1\nb: *one\n", 2, Code.YAML),
    "yes is not a word": ("a: 1\nb: yes\n", 2, Code.YAML),
    "a time is not a number": ("a: 1\nb: 1:30\n", 2, Code.YAML),
    "key that is no word": ("a: 1\n[b]: 2\n", 2, Code.YAML),
    "nested without end": (f"a: {'[' * 40}{']' * 40}\n", 1, Code.YAML),
    "two documents": ("a: 1\n---\nb: 2\n", 2, Code.YAML),
    "empty": ("# nothing\n", 1, Code.YAML),
    "not a mapping": ("- a\n", 1, Code.LAYOUT),
}


@pytest.mark.parametrize(("text", "line", "code"), BAD_YAML.values(), ids=BAD_YAML)
def test_what_cannot_be_read_plainly_is_refused_on_its_line(
    pack: Path, text: str, line: int, code: Code
) -> None:
    (pack / "tests.yaml").write_text(text)

    assert problems_of(pack) == [("tests.yaml", line, code)]


def test_every_unreadable_file_is_told(pack: Path) -> None:
    for name in ("rules.yaml", "tests.yaml"):
        (pack / name).write_text("a: 1\na: 2\n")

    assert problems_of(pack) == [(name, 2, Code.DUPLICATE_KEY) for name in ("rules.yaml", "tests.yaml")]


def test_a_subject_belongs_to_one_file(pack: Path) -> None:
    (pack / "zz.yaml").write_text("# again\nsources: {}\n")

    assert problems_of(pack) == [("zz.yaml", 2, Code.DUPLICATE_KEY)]


REFUSED_FILES: dict[str, tuple[str, Callable[[Path], object]]] = {
    "link": ("out.yaml", lambda path: path.symlink_to("/etc/passwd")),
    "link to a folder": ("out", lambda path: path.symlink_to("/etc")),
    "unknown folder": ("more", lambda path: path.mkdir()),
    "unknown kind": ("rules.yml", lambda path: path.write_text("a: 1")),
    "huge": ("huge.yaml", lambda path: path.write_text("#" * (MAX_FILE_BYTES + 1))),
    "not text": ("binary.yaml", lambda path: path.write_bytes(b"a: \xff")),
}


@pytest.mark.parametrize(("name", "make"), REFUSED_FILES.values(), ids=REFUSED_FILES)
def test_a_file_that_does_not_belong_in_a_pack_is_refused(
    pack: Path, name: str, make: Callable[[Path], object]
) -> None:
    make(pack / name)

    assert problems_of(pack) == [(name, 1, Code.LAYOUT)]


def test_a_pack_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(PackError, match="is not a directory"):
        read_pack(tmp_path / "nothing")


def test_every_value_knows_its_file_and_line() -> None:
    source = read_pack(PACK)
    index = next(n for n, exercise in enumerate(source.data["exercises"]) if exercise["slug"] == "step-up")
    lines = (PACK / "exercises" / "quad.yaml").read_text().splitlines()

    place = source.place("exercises", index, "slug")

    assert place == Place("exercises/quad.yaml", lines.index("- slug: step-up") + 1)
    assert source.place("exercises", index, "slug", "nothing", 3) == place


def test_comments_and_the_split_into_files_do_not_change_the_checksum(pack: Path) -> None:
    hip, core = pack / "exercises" / "hip.yaml", pack / "exercises" / "core.yaml"
    core.write_text(f"# together\n{hip.read_text()}\n\n{core.read_text()}")
    hip.unlink()
    program = pack / "programs" / "rk-4w-mild.yaml"
    program.write_text(
        program.read_text().replace("auto_apply: false\n", "") + "auto_apply: false  # at the end\n"
    )

    assert checksum(read_pack(pack).data) == checksum(read_pack(PACK).data)


def test_a_dose_change_changes_the_checksum(pack: Path) -> None:
    hip = pack / "exercises" / "hip.yaml"
    hip.write_text(hip.read_text().replace("sets: 2, reps: 10, hold_s: 5", "sets: 2, reps: 11, hold_s: 5", 1))

    assert checksum(read_pack(pack).data) != checksum(read_pack(PACK).data)


def test_the_pack_says_that_it_waits_for_review(content: PackContent) -> None:
    assert (content.slug, content.status) == ("runners-knee", "draft_for_physio_review")
    assert content.raw["pack"]["review"]["approved_by"] is None


def test_the_library_has_61_exercises_and_three_programs(content: PackContent) -> None:
    assert len(content.exercises) == 61
    assert {focus: sum(e.focus == focus for e in content.exercises) for focus in Focus} == {
        Focus.HIP: 14,
        Focus.QUAD: 17,
        Focus.CORE: 9,
        Focus.MOBILITY: 10,
        Focus.LOAD: 11,
    }
    assert [(program.slug, program.weeks) for program in content.programs] == [
        ("rk-4w-mild", 4),
        ("rk-5w-standard", 5),
        ("rk-6w-gradual", 6),
    ]


def test_an_exercise_is_read_with_its_default_dose(content: PackContent) -> None:
    wall_sit = next(exercise for exercise in content.exercises if exercise.slug == "wall-sit-partial")

    assert (wall_sit.mode, wall_sit.side) == (Mode.ISOMETRIC, SideRule.BOTH_TOGETHER)
    assert (wall_sit.easier, wall_sit.harder) == ("mini-squat", "wall-sit-90")
    assert wall_sit.dose == Dose(sets=3, time_s=25, rest_s=60, load="bodyweight", effort_max=6)


def test_a_stage_gives_the_resolved_dose_of_each_of_its_weeks(content: PackContent) -> None:
    stage = content.programs[1].stages[1]
    wall_sit = next(item for item in stage.items if item.exercise == "wall-sit-partial")

    assert stage.weeks == (2, 3)
    assert wall_sit.days == (1, 5)
    assert {week: (dose.sets, dose.time_s) for week, dose in wall_sit.doses.items()} == {
        2: (2, 20),
        3: (2, 30),
    }


def test_no_day_has_more_than_four_core_items_and_none_has_no_core_item(content: PackContent) -> None:
    counts = {
        sum(item.is_core for item in stage.items if day in item.days)
        for program in content.programs
        for stage in program.stages
        for day in {day for item in stage.items for day in item.days}
    }

    assert counts == {1, 2, 3, 4}
