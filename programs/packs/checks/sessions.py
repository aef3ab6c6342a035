"""Sessions: what one day asks of a person. Few things are done, many are put off."""

from collections.abc import Iterator

from programs.packs.content import build_content
from programs.packs.days import day_lengths
from programs.packs.problems import Code, Problem, Severity
from programs.packs.reader import PackSource
from programs.packs.walk import ItemAt, StageAt, days_of, each_stage, items_of

MOST_CORE_ITEMS = 4  # people do two exercises better than eight, and drop off beyond four
LONG_DAY_MINUTES = 45


def check_core(source: PackSource) -> Iterator[Problem]:
    for stage in each_stage(source.data):
        by_day = _items_by_day(source, stage)
        yield from _without_core(source, stage, by_day)
        crowded = {
            core[MOST_CORE_ITEMS].path for core in map(_core, by_day.values()) if len(core) > MOST_CORE_ITEMS
        }
        for path in sorted(crowded, key=str):
            message = f"{stage.stage['slug']}: more than {MOST_CORE_ITEMS} core items on a day from here on"
            yield Problem.at(source.place(*path), Code.CORE_MANY, message)


def _items_by_day(source: PackSource, stage: StageAt) -> dict[int, list[ItemAt]]:
    by_day: dict[int, list[ItemAt]] = {}
    for at in items_of(stage):
        for day in days_of(source.data, at.item):
            by_day.setdefault(day, []).append(at)
    return by_day


def _core(items: list[ItemAt]) -> list[ItemAt]:
    return [at for at in items if at.item.get("core")]


def _without_core(source: PackSource, stage: StageAt, by_day: dict[int, list[ItemAt]]) -> Iterator[Problem]:
    empty = [str(day) for day, items in sorted(by_day.items()) if not _core(items)]
    if empty:
        message = f"{stage.stage['slug']}: no core item on day {', '.join(empty)}"
        yield Problem.at(source.place(*stage.path), Code.CORE_NONE, message)


def check_minutes(source: PackSource) -> Iterator[Problem]:
    programs = {program["slug"]: index for index, program in enumerate(source.data["programs"])}
    for length in day_lengths(build_content(source)):
        if length.minutes > LONG_DAY_MINUTES:
            place = source.place("programs", programs[length.program])
            message = (
                f"week {length.week} day {length.day} takes {length.minutes} min (core {length.core_minutes})"
            )
            yield Problem.at(place, Code.MINUTES, message, Severity.WARNING)
