"""A level of walking and jogging as a small picture: what comes when, and for how long."""

from collections.abc import Iterator

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from common.plot.intervals import Stretch, intervals
from common.plot.svg import svg
from programs.rules.running import RunLevel
from programs.run_plan_words import level_words


def level_picture(level: RunLevel, warm_up_min: int = 0, cool_down_min: int = 0) -> SafeString:
    """With the walks before and after it."""
    return svg(intervals(list(_stretches(level, warm_up_min, cool_down_min)), level_words(level)))


def _stretches(level: RunLevel, warm_up_min: int, cool_down_min: int) -> Iterator[Stretch]:
    if warm_up_min:
        yield _walk(warm_up_min)
    for _repeat in range(level.repeats):
        yield Stretch(level.jog_min, is_high=True, title=_("jog {n} min").format(n=level.jog_min))
        if level.walk_min:
            yield _walk(level.walk_min)
    if cool_down_min:
        yield _walk(cool_down_min)


def _walk(minutes: int) -> Stretch:
    return Stretch(minutes, is_high=False, title=_("walk {n} min").format(n=minutes))
