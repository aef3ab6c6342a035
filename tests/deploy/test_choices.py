"""Small choices that bin/test and bin/check make for whoever calls them."""

import pytest
from _tools import check, chromium, run_tests
from _tools.places import Problem


@pytest.mark.parametrize("arguments", [[], ["tests/deploy"], ["-q"], ["-k", "today"]])
def test_many_tests_run_on_all_cores(arguments: list[str]) -> None:
    assert run_tests._parallel(arguments)[0] == "-n"


@pytest.mark.parametrize(
    "arguments", [["tests/a.py"], ["tests/a.py::test_b"], ["-n0"], ["-n", "1"], ["--pdb"]]
)
def test_one_file_or_an_own_choice_is_left_alone(arguments: list[str]) -> None:
    assert run_tests._parallel(arguments) == []


def test_checks_are_chosen_by_name() -> None:
    assert [chosen.name for chosen in check._chosen(["lint", "format"])] == ["format", "lint"]


def test_an_unknown_check_is_an_error(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        check._chosen(["lnit"])
    assert "no such check: lnit" in capsys.readouterr().err


def test_a_named_browser_that_is_not_there_is_a_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHROMIUM", "/nowhere/chromium")
    with pytest.raises(Problem, match="/nowhere/chromium"):
        chromium.path()


def test_without_any_browser_the_ways_to_get_one_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CHROMIUM", raising=False)
    for way in ("_on_system", "_of_playwright", "_by_playwright", "_by_apt"):
        monkeypatch.setattr(chromium, way, lambda: None)
    with pytest.raises(Problem, match="apt install chromium"):
        chromium.path()
