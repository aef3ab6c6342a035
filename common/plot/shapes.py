"""What a plot is made of: plain shapes with a role, and the drawing that holds them."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a shape stands for. Roles that are told apart differ in form too, never in colour alone."""

    GRID = "grid"
    TODAY = "today"
    DUE = "due"
    DONE = "done"
    BAND = "band"
    PAIN = "pain"
    LEFT = "left"
    RIGHT = "right"
    BOTH = "both"
    WEEK = "week"
    AGAIN = "again"
    AHEAD = "ahead"
    PAUSE = "pause"
    STOP = "stop"
    MARK = "mark"
    RUN = "run"
    WALK = "walk"
    TICK = "tick"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class Rect:
    role: Role
    x: float
    y: float
    width: float
    height: float
    title: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A line through points, in their order."""

    role: Role
    points: Sequence[tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Dot:
    """A point; square where the role says so, so that two sides are told apart without colour."""

    role: Role
    x: float
    y: float
    title: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    role: Role
    x: float
    y: float
    text: str
    anchor: str = "middle"


Shape = Rect | Line | Dot | Text


@dataclass(frozen=True, slots=True)
class Drawing:
    """Shapes in the order they are painted; ``label`` says in a sentence what is to be seen."""

    width: int
    height: int
    label: str
    shapes: Sequence[Shape]
