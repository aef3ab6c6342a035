"""Programs: stages follow each other week by week, and items change only in weeks they live in."""

from collections.abc import Iterator

from programs.packs.problems import Code, Problem
from programs.packs.reader import PackSource
from programs.packs.walk import StageAt, days_of, each_item, each_stage, items_of, overlays_of

DAYS_A_WEEK = 7


def check_stage_weeks(source: PackSource) -> Iterator[Problem]:
    """Stages cover week 1 to the last in order, without a gap and without an overlap."""
    for index, program in enumerate(source.data["programs"]):
        expected = 1
        for number, stage in enumerate(program["stages"]):
            weeks = list(range(expected, expected + len(stage["weeks"])))
            if stage["weeks"] != weeks:
                place = source.place("programs", index, "stages", number, "weeks")
                message = f"{program['slug']} {stage['slug']}: weeks {stage['weeks']} should be {weeks}"
                yield Problem.at(place, Code.STAGE_WEEKS, message)
            expected += len(stage["weeks"])
        if expected - 1 != program["weeks"]:
            message = f"{program['slug']} has {program['weeks']} weeks, its stages have {expected - 1}"
            yield Problem.at(source.place("programs", index, "weeks"), Code.STAGE_WEEKS, message)
    for at in each_stage(source.data):
        yield from _least_days(source, at)


def _least_days(source: PackSource, at: StageAt) -> Iterator[Problem]:
    planned = DAYS_A_WEEK * len(at.stage["weeks"])
    if at.stage["min_days"] > planned:
        message = f"min_days {at.stage['min_days']} is more than the stage's {planned} days"
        yield Problem.at(source.place(*at.path, "min_days"), Code.STAGE_WEEKS, message)


def check_item_weeks(source: PackSource) -> Iterator[Problem]:
    """A change written for a week outside of the stage would never reach a patient."""
    for at in each_item(source.data):
        for week in overlays_of(at.item):
            if week not in at.stage["weeks"]:
                message = f"{at.item['exercise']}: week {week} is not a week of {at.stage['slug']}"
                yield Problem.at(source.place(*at.path, "weeks", str(week)), Code.ITEM_WEEKS, message)


def check_items_once(source: PackSource) -> Iterator[Problem]:
    for stage in each_stage(source.data):
        seen: set[tuple[str, int]] = set()
        for at in items_of(stage):
            due = {(at.item["exercise"], day) for day in days_of(source.data, at.item)}
            if due & seen:
                message = f"{at.item['exercise']} is in {at.stage['slug']} twice on one day"
                yield Problem.at(source.place(*at.path), Code.ITEM_TWICE, message)
            seen |= due
