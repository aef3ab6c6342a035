"""Doses: every one that a patient could be given is whole, in bounds and fits its exercise."""

from collections.abc import Iterator, Mapping

from programs.packs.problems import Code, Problem
from programs.packs.reader import PackSource
from programs.packs.walk import ItemAt, Json, days_of, each_item, exercises_by_slug, overlays_of
from programs.packs.yaml_file import ValuePath
from programs.rules.dose import Dose, DoseError, resolve
from programs.rules.words import Mode, SideRule

# What an exercise of a mode is counted in.
QUANTITIES_OF: Mapping[Mode, frozenset[str]] = {
    Mode.REPS: frozenset({"reps"}),
    Mode.ISOMETRIC: frozenset({"reps", "time_s"}),
    Mode.STRETCH: frozenset({"reps", "time_s"}),
    Mode.TIMED: frozenset({"time_s"}),
    Mode.CARDIO: frozenset({"duration_min", "distance_m"}),
    Mode.RUN_PLAN: frozenset({"plan"}),
}
SIDES_OF: Mapping[str, frozenset[SideRule]] = {
    "unilateral": frozenset({SideRule.EACH, SideRule.AFFECTED_ONLY}),
    "bilateral": frozenset({SideRule.BOTH_TOGETHER}),
    "alternating": frozenset({SideRule.ALTERNATING}),
}
HELD = frozenset({Mode.ISOMETRIC, Mode.STRETCH})


def check_doses(source: PackSource) -> Iterator[Problem]:
    for index, exercise in enumerate(source.data["exercises"]):
        try:
            resolve(exercise["dose"], {}, {}, 1)
        except DoseError as error:
            yield _dose_problem(source, ("exercises", index, "dose"), error)
    for at in each_item(source.data):
        yield from _item_doses(source, at)


def _item_doses(source: PackSource, at: ItemAt) -> Iterator[Problem]:
    try:
        days_of(source.data, at.item)
        for week in at.stage["weeks"]:
            _dose_in(source.data, at.item, week)
    except DoseError as error:
        yield _dose_problem(source, at.path, error)


def _dose_problem(source: PackSource, path: ValuePath, error: DoseError) -> Problem:
    return Problem.at(source.place(*path, error.field), Code.DOSE, str(error))


def _dose_in(data: Json, item: Json, week: int) -> Dose:
    default = exercises_by_slug(data)[item["exercise"]]["dose"]
    return resolve(default, item.get("base", {}), overlays_of(item), week)


def check_modes(source: PackSource) -> Iterator[Problem]:
    """The player counts by mode: repetitions that are really seconds would be played wrongly."""
    for index, exercise in enumerate(source.data["exercises"]):
        problem = _misfit(Mode(exercise["mode"]), exercise["dose"])
        if problem:
            place = source.place("exercises", index, "dose")
            yield Problem.at(place, Code.MODE, f"{exercise['slug']}: {problem}")
    for at in each_item(source.data):
        mode = Mode(exercises_by_slug(source.data)[at.item["exercise"]]["mode"])
        for overlay in (at.item.get("base", {}), *at.item.get("weeks", {}).values()):
            wrong = _quantities(overlay) - QUANTITIES_OF[mode]
            if wrong:
                message = f"{at.item['exercise']} is {mode}, not counted in {', '.join(sorted(wrong))}"
                yield Problem.at(source.place(*at.path), Code.MODE, message)


def _quantities(values: Json) -> frozenset[str]:
    return frozenset(values) & frozenset().union(*QUANTITIES_OF.values())


def _misfit(mode: Mode, dose: Json) -> str | None:
    given = _quantities(dose)
    if not given <= QUANTITIES_OF[mode]:
        return f"mode {mode} is counted in {' or '.join(sorted(QUANTITIES_OF[mode]))}"
    if mode in HELD and "reps" in given and not dose.get("hold_s"):
        return f"mode {mode} with reps needs hold_s"
    return None


def check_sides(source: PackSource) -> Iterator[Problem]:
    for index, exercise in enumerate(source.data["exercises"]):
        yield from _side(source, ("exercises", index, "dose", "side"), exercise, exercise["dose"]["side"])
    for at in each_item(source.data):
        exercise = exercises_by_slug(source.data)[at.item["exercise"]]
        if "side" in at.item:
            yield from _side(source, (*at.path, "side"), exercise, at.item["side"])


def _side(source: PackSource, path: ValuePath, exercise: Json, side: str) -> Iterator[Problem]:
    if side not in SIDES_OF[exercise["laterality"]]:
        message = f"{exercise['slug']} is {exercise['laterality']}, so its side cannot be {side}"
        yield Problem.at(source.place(*path), Code.SIDE, message)
