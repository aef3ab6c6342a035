"""What a document is made of. Every text in here is shown letter by letter."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Heading:
    text: str
    level: int = 1
    kind: str = field(default="heading", init=False)


@dataclass(frozen=True, slots=True)
class Paragraph:
    text: str
    soft: bool = False
    kind: str = field(default="paragraph", init=False)


@dataclass(frozen=True, slots=True)
class Facts:
    """Terms with what is to be said about them."""

    rows: Sequence[tuple[str, str]]
    kind: str = field(default="facts", init=False)


@dataclass(frozen=True, slots=True)
class Bullets:
    items: Sequence[str]
    numbered: bool = False
    kind: str = field(default="bullets", init=False)


@dataclass(frozen=True, slots=True)
class Table:
    """``label`` says what it holds, for whoever cannot see it; the first column is as wide as it can be."""

    label: str
    head: Sequence[str]
    rows: Sequence[Sequence[str]]
    kind: str = field(default="table", init=False)


@dataclass(frozen=True, slots=True)
class Figure:
    """A drawing of our own; ``label`` says in words what is to be seen."""

    svg: str
    label: str
    caption: str
    kind: str = field(default="figure", init=False)


@dataclass(frozen=True, slots=True)
class Together:
    """Blocks that no page break parts."""

    blocks: "Sequence[Block]"
    kind: str = field(default="together", init=False)


Block = Heading | Paragraph | Facts | Bullets | Table | Figure | Together


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """``sender``: the lines of the letter's head. ``page``: how a page is numbered, with {n} and {all}."""

    title: str
    language: str
    sender: Sequence[str]
    prepared: str
    page: str
    blocks: Sequence[Block]

    def as_data(self) -> dict[str, Any]:
        return asdict(self)
