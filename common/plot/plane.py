"""Where a day and a value lie on paper."""

from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil, floor, log10

DATE_STEPS = (1, 7, 14, 28, 56, 91, 182, 364)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plane:
    """The days ``first`` to ``last`` from left to right, the values ``low`` to ``high`` upwards."""

    first: date
    last: date
    low: float = 0
    high: float = 10
    width: int
    height: int
    left: int
    right: int = 8
    top: int = 8
    bottom: int = 22

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    @property
    def day(self) -> float:
        """The width of a day."""
        return (self.width - self.left - self.right) / self.days

    @property
    def floor(self) -> float:
        """Where the lowest value lies."""
        return self.height - self.bottom

    def edge(self, on: date) -> float:
        """Where a day begins; of a day outside, the border."""
        days = min(max((on - self.first).days, 0), self.days)
        return round(self.left + self.day * days, 1)

    def x(self, on: date) -> float:
        """The middle of a day."""
        return round(self.left + self.day * ((on - self.first).days + 0.5), 1)

    def y(self, value: float) -> float:
        """The height of a value; of one outside, the border."""
        share = (min(max(value, self.low), self.high) - self.low) / (self.high - self.low)
        return round(self.floor - share * (self.floor - self.top), 1)

    def has(self, on: date) -> bool:
        return self.first <= on <= self.last


def date_ticks(plane: Plane, apart: float = 56) -> list[date]:
    """Evenly spaced days whose labels keep a distance, counted from the first."""
    step = next((step for step in DATE_STEPS if step * plane.day >= apart), DATE_STEPS[-1])
    return [plane.first + timedelta(days=days) for days in range(0, plane.days, step)]


def nice_bounds(values: list[float], count: int = 3) -> tuple[float, float, list[float]]:
    """The lowest and highest number of an axis that holds all values, and round ticks between them."""
    low, high = min(values), max(values)
    if low == high:
        low, high = low - 1, high + 1
    rough = (high - low) / count
    base = 10.0 ** floor(log10(rough))
    step = next(base * factor for factor in (1, 2, 5, 10) if base * factor >= rough * 0.999)
    bottom, top = floor(low / step), ceil(high / step)
    return bottom * step, top * step, [round(number * step, 6) for number in range(bottom, top + 1)]
