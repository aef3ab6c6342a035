"""Thresholds: the pack over the engine, overrides inside their bounds, and errors with a name."""

from fractions import Fraction

import pytest

from programs.rules.parameters import DEFAULTS, ParameterError, definitions_from, resolve, snapshot
from tests.programs.rules.protocol import DATA, PARAMETERS, RULEBOOK

PACK = {"a.b": {"default": 2, "min": 1, "max": 3.5, "unit": "nprs"}}


def test_the_pack_replaces_the_engine_and_adds_its_own():
    definitions = definitions_from(
        {"load.rir_min": {"default": 3, "min": 3, "max": 4, "unit": "reps"}, **PACK}
    )
    parameters = resolve(definitions)
    assert [parameters[name] for name in ("load.rir_min", "a.b", "load.increase_pct")] == [3, 2, 5]


def test_the_last_layer_of_overrides_wins():
    assert resolve(definitions_from(PACK), {"a.b": 1}, {"a.b": 2.5})["a.b"] == Fraction(5, 2)


def test_the_engine_has_the_defaults_of_the_runners_knee_pack():
    own = {"run.settle_max_h"}
    shared = definitions_from(DATA["rule_parameters"])
    assert {name: shared[name] for name in DEFAULTS.keys() - own} == {
        name: DEFAULTS[name] for name in DEFAULTS.keys() - own
    }


@pytest.mark.parametrize(
    ("name", "value", "problem"),
    [
        ("ex.pain_green_max", 4, "outside of 0 to 3"),
        ("ex.pain_green_max", -0.1, "outside of 0 to 3"),
        ("run.session_lookback_d", 31, "is locked"),
        ("run.nothing", 1, "is not a rule parameter"),
        ("run.rest_days_min", 1.5, "counted in whole numbers"),
        ("ex.pain_green_max", "2", "is not a number"),
        ("ex.pain_green_max", True, "is not a number"),
        ("ex.pain_green_max", None, "is not a number"),
    ],
)
def test_an_override_that_may_not_be_names_its_parameter(name, value, problem):
    with pytest.raises(ParameterError, match=problem) as error:
        RULEBOOK.parameters({name: value})
    assert error.value.name == name


@pytest.mark.parametrize("value", [0, 3])
def test_the_bounds_belong_to_what_is_allowed(value):
    assert RULEBOOK.parameters({"ex.pain_green_max": value})["ex.pain_green_max"] == value


def test_saying_a_locked_value_again_changes_nothing():
    assert RULEBOOK.parameters({"run.session_lookback_d": 30}) == PARAMETERS


@pytest.mark.parametrize(
    "wrong", [{"default": 4}, {"min": None}, {"max": "3"}, {"unit": "days", "default": 1.5}]
)
def test_a_definition_that_contradicts_itself_is_refused(wrong):
    with pytest.raises(ParameterError, match=r"a\.b"):
        definitions_from({"a.b": PACK["a.b"] | wrong})


def test_an_unknown_name_is_an_error_and_not_a_zero():
    with pytest.raises(ParameterError, match=r"no\.such"):
        PARAMETERS["no.such"]


def test_a_snapshot_gives_the_values_back():
    assert snapshot(PARAMETERS.as_json()) == PARAMETERS


def test_a_snapshot_of_plain_numbers_is_exact():
    assert snapshot({"run.floor_step_km": 0.3})["run.floor_step_km"] == Fraction(3, 10)
