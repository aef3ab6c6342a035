"""Measures: when they are due is said alike in words and numbers, and the score fits its range."""

from collections.abc import Iterator, Mapping
from typing import Any

from programs.packs.problems import Code, Problem
from programs.packs.reader import PackSource
from programs.packs.walk import Json

DAYS_OF: Mapping[str, int] = {"daily": 1, "weekly": 7, "every_2_weeks": 14}
# What a method cannot be computed without.
NEEDED: Mapping[str, frozenset[str]] = {
    "sum_of_option_points": frozenset({"option_points"}),
    "koos_0_100": frozenset({"item_max"}),
    "sum": frozenset({"item_min", "item_max"}),
}


def check_measures(source: PackSource) -> Iterator[Problem]:
    for index, measure in enumerate(source.data.get("outcome_measures", ())):
        for key, problem in (*_due_problems(measure), *_scoring_problems(measure)):
            place = source.place("outcome_measures", index, key)
            yield Problem.at(place, Code.MEASURE, f"{measure['slug']}: {problem}")


def _due_problems(measure: Json) -> Iterator[tuple[str, str]]:
    if "due" in measure and _in_words(measure["due"]) != _planned(measure):
        yield "due", f"due does not say what schedule says ({', '.join(measure['schedule'])})"


def _in_words(due: Json) -> tuple[bool, list[int], bool]:
    return due["baseline"], [due["every_days"]] if due["every_days"] else [], due["discharge"]


def _planned(measure: Json) -> tuple[bool, list[int], bool]:
    words = measure.get("schedule", ())
    return "baseline" in words, [DAYS_OF[word] for word in words if word in DAYS_OF], "end" in words


def _scoring_problems(measure: Json) -> Iterator[tuple[str, str]]:
    scoring = measure["scoring"]
    if missing := NEEDED.get(scoring["method"], frozenset()) - scoring.keys():
        yield "scoring", f"{scoring['method']} needs {', '.join(sorted(missing))}"
    elif "range" in measure and (reached := _reached(measure)) and reached != measure["range"]:
        yield "range", f"the items give {reached[0]} to {reached[1]}"
    if any(number > measure.get("items_n", 0) for number in scoring.get("reverse_items", ())):
        yield "scoring", "reverse_items names an item beyond the last"


def _reached(measure: Json) -> list[Any] | None:
    """The lowest and highest score that the items can give, where that follows from the definition."""
    scoring, items = measure["scoring"], measure.get("items_n")
    if scoring["method"] == "koos_0_100":
        return [0, 100]
    if scoring["method"] == "sum_of_option_points":
        points = scoring["option_points"].values()
        return [sum(map(min, points)), sum(map(max, points))]
    if scoring["method"] == "sum" and items:
        return [items * scoring["item_min"], items * scoring["item_max"]]
    return None
