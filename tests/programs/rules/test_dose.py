"""A dose is resolved layer by layer, refused with its field named, and timed as the player counts."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programs.rules.dose import Dose, DoseError, days_for, item_minutes, item_seconds, resolve, set_seconds
from programs.rules.words import Mode
from tests.programs.rules.build import doses

CLAMSHELL: dict[str, Any] = {
    "sets": 2,
    "reps": 12,
    "rest_s": 45,
    "tempo": "2-2-1",
    "load": "bodyweight",
    "rir_min": 3,
}
PATTERNS = {1: [3], 2: [2, 5], 3: [1, 3, 5], 7: [1, 2, 3, 4, 5, 6, 7]}


def test_without_layers_the_default_is_the_dose():
    assert resolve(CLAMSHELL, {}, {}, 1).as_dict() == Dose(**CLAMSHELL).as_dict()


def test_base_wins_over_the_default():
    assert resolve(CLAMSHELL, {"reps": 10}, {}, 1) == Dose(**CLAMSHELL | {"reps": 10})


@pytest.mark.parametrize(("week", "sets", "reps"), [(1, 2, 12), (2, 3, 12), (3, 3, 8), (6, 3, 8)])
def test_a_week_overlay_holds_from_its_week_on(week, sets, reps):
    dose = resolve(CLAMSHELL, {}, {3: {"reps": 8}, 2: {"sets": 3, "reps": 12}}, week)
    assert (dose.sets, dose.reps) == (sets, reps)


def test_another_quantity_replaces_the_one_before():
    dose = resolve(CLAMSHELL, {"time_s": 30}, {}, 1)
    assert (dose.quantity, dose.reps, dose.time_s) == ("time_s", None, 30)


def test_a_week_may_go_back_to_the_first_quantity():
    assert resolve(CLAMSHELL, {"time_s": 30}, {2: {"reps": 6}}, 2).quantity == "reps"


def test_none_takes_a_part_of_the_dose_away():
    assert resolve(CLAMSHELL, {"tempo": None}, {}, 1).tempo is None


def test_what_stands_beside_the_dose_in_a_pack_is_no_part_of_it():
    beside = {"per_week": 3, "days": [1, 3], "side": "each", "progression": {}}
    assert resolve(CLAMSHELL | beside, {}, {}, 1) == Dose(**CLAMSHELL)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("sets", 0), ("sets", 6), ("reps", 0), ("reps", 101), ("reps", 2.0), ("reps", True), ("reps", "9"),
        ("time_s", 3601), ("distance_m", 100_001), ("duration_min", 241), ("hold_s", -1), ("hold_s", 61),
        ("rest_s", 301), ("effort_max", 11), ("rir_min", 6), ("tempo", "3-1"), ("tempo", "3-1-10"),
        ("load", "band:6"), ("load", "kg:"), ("load", "kg:1.2.3"), ("load", "heavy"),
        ("load", "bodyweight\n"), ("plan", ""), ("plan", "A plan"), ("colour", "red"),
    ],
)  # fmt: skip
def test_a_dose_out_of_bounds_is_refused_and_names_its_field(field, value):
    with pytest.raises(DoseError, match=f"^{field}: ") as refused:
        resolve(CLAMSHELL, {field: value}, {}, 1)
    assert refused.value.field == field


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("sets", 1), ("sets", 5), ("reps", 100), ("time_s", 3600), ("distance_m", 100_000),
        ("duration_min", 240), ("hold_s", 0), ("hold_s", 60), ("rest_s", 0), ("rest_s", 300),
        ("effort_max", 0), ("effort_max", 10), ("rir_min", 0), ("rir_min", 5), ("tempo", "3-0-1"),
        ("load", "bodyweight"), ("load", "band:1"), ("load", "band:5"), ("load", "kg:12.5"),
        ("load", "kg:4"), ("load", "machine:30"), ("plan", "walk-jog-then-build"),
    ],
)  # fmt: skip
def test_a_dose_at_its_bounds_is_accepted(field, value):
    assert getattr(resolve(CLAMSHELL, {field: value}, {}, 1), field) == value


def test_a_dose_without_sets_is_refused():
    with pytest.raises(ValueError, match=r"^sets: "):
        resolve({"reps": 10}, {}, {}, 1)


def test_a_dose_without_a_quantity_is_refused():
    with pytest.raises(ValueError, match=r"^reps/time_s/distance_m/duration_min/plan: "):
        resolve({"sets": 2}, {}, {}, 1)


def test_two_quantities_in_one_layer_are_refused():
    with pytest.raises(ValueError, match=r"^reps/time_s: "):
        resolve(CLAMSHELL, {"reps": 10, "time_s": 30}, {}, 1)


@given(doses())
def test_a_dose_survives_being_written_and_read(dose):
    assert Dose.from_mapping(dose.as_dict()) == dose


@pytest.mark.parametrize(
    ("dose", "mode", "seconds"),
    [
        (Dose(sets=1, reps=12, tempo="2-2-1"), Mode.REPS, 60),
        (Dose(sets=1, reps=12, tempo="2-2-1", hold_s=2), Mode.REPS, 60),
        (Dose(sets=1, reps=20), Mode.REPS, 60),
        (Dose(sets=1, reps=12, hold_s=3), Mode.REPS, 72),
        (Dose(sets=1, reps=10, hold_s=5), Mode.ISOMETRIC, 68),
        (Dose(sets=1, reps=10, hold_s=2), Mode.ISOMETRIC, 50),
        (Dose(sets=1, time_s=25, hold_s=5), Mode.ISOMETRIC, 25),
        (Dose(sets=1, duration_min=20), Mode.CARDIO, 1200),
        (Dose(sets=1, distance_m=1001), Mode.CARDIO, 801),
        (Dose(sets=1, plan="walk-jog"), Mode.RUN_PLAN, 0),
    ],
)
def test_seconds_of_a_set(dose, mode, seconds):
    assert set_seconds(dose, mode) == seconds


@pytest.mark.parametrize(("sides", "seconds"), [(1, 5 + 3 * 30 + 2 * 60), (2, 5 + 2 * (3 * 30 + 2 * 60) + 5)])
def test_an_item_takes_its_sets_rests_and_both_sides(sides, seconds):
    assert item_seconds(Dose(sets=3, reps=10, rest_s=60), Mode.REPS, sides) == seconds


def test_begun_minutes_count():
    assert item_minutes(Dose(sets=1, time_s=56), Mode.TIMED, 1) == 2


def test_a_running_plan_has_its_own_minutes():
    assert item_minutes(Dose(sets=1, plan="walk-jog", rest_s=60), Mode.RUN_PLAN, 1) == 0


@given(doses(), st.sampled_from(Mode), st.integers(1, 2))
def test_no_dose_takes_negative_time(dose, mode, sides):
    assert item_seconds(dose, mode, sides) >= set_seconds(dose, mode) >= 0


@pytest.mark.parametrize(("per_week", "days"), [(1, (3,)), (3, (1, 3, 5)), (7, (1, 2, 3, 4, 5, 6, 7))])
def test_a_count_a_week_becomes_weekdays(per_week, days):
    assert days_for(per_week, PATTERNS) == days


def test_a_count_without_a_pattern_is_refused():
    with pytest.raises(ValueError, match=r"^per_week: "):
        days_for(8, PATTERNS)
