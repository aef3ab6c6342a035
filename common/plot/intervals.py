"""Stretches that follow each other, such as jogging and walking: high and low blocks, wide as they last."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from common.plot.shapes import Drawing, Rect, Role

GAP = 1.0


@dataclass(frozen=True, slots=True)
class Stretch:
    """So many minutes; ``is_high`` for the harder kind."""

    minutes: int
    is_high: bool
    title: str = ""


def intervals(stretches: Sequence[Stretch], label: str, *, width: int = 320, height: int = 56) -> Drawing:
    """All of them in a row; the harder ones are higher and filled, so that they differ without colour."""
    total = sum(stretch.minutes for stretch in stretches) or 1
    return Drawing(width, height, label, list(_blocks(stretches, width / total, height)))


def _blocks(stretches: Iterable[Stretch], minute: float, height: int) -> Iterable[Rect]:
    x = 0.0
    for stretch in stretches:
        tall = height if stretch.is_high else height / 3
        role = Role.RUN if stretch.is_high else Role.WALK
        width = max(round(stretch.minutes * minute - GAP, 1), 1)
        yield Rect(role, round(x, 1), round(height - tall, 1), width, round(tall, 1), stretch.title)
        x += stretch.minutes * minute
