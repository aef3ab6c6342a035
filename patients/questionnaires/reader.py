"""Reads a whole file: what it must say about itself, its questions, and how they are scored."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.text import slugify
from django.utils.translation import gettext as _

from patients.questionnaires.items import ID, read_items
from patients.questionnaires.node import Node
from patients.questionnaires.scoring import read_important_change, read_schedule, read_scoring
from patients.questionnaires.sheet import Fault, Sheet, UnreadableError

KIND = "Questionnaire"
EXAMPLE = Path(__file__).with_name("example.json")
SLUG_LENGTH = 60


@dataclass(frozen=True, slots=True)
class Questionnaire:
    """A file that is right; ``content`` is its definition."""

    slug: str
    title: str
    version: str
    url: str
    copyright: str
    conditions: tuple[str, ...]
    content: dict[str, Any]


class RefusedError(Exception):
    """The file cannot be taken; every fault with its line."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("\n".join(str(fault) for fault in faults))
        self.faults = sorted(faults, key=lambda fault: fault.line)


def read_questionnaire(raw: bytes) -> Questionnaire:
    """Raises RefusedError."""
    try:
        sheet = Sheet.read(raw)
    except UnreadableError as error:
        raise RefusedError([error.fault]) from error
    if not isinstance(sheet.root, dict):
        raise RefusedError([Fault(1, "", _("The file holds one object, a Questionnaire."))])
    found = _read(Node(sheet, sheet.root))
    if sheet.faults:
        raise RefusedError(sheet.faults)
    return found


@cache
def example() -> str:
    """A file that is right, to begin from."""
    return EXAMPLE.read_text(encoding="utf-8")


def version_line(raw: bytes) -> Fault:
    """Where the version stands, for a file whose version is taken."""
    line = Sheet.read(raw).lines["/version"]
    reason = _("This version is published already, with other content. Give the changed one a new version.")
    return Fault(line, "/version", reason)


def _read(root: Node) -> Questionnaire:
    if root.get("resourceType") != KIND:
        root.refuse(_("The resourceType is “Questionnaire”."), "resourceType")
    if root.get("status") != "active":
        root.refuse(_("Only a questionnaire whose status is “active” is taken."), "status")
    if root.get("modifierExtension") is not None:
        root.refuse(_("“modifierExtension” is not understood here."), "modifierExtension")
    url, title = root.text("url", 300), root.text("title", 120)
    version, licence = root.text("version", 40), root.text("copyright", 2000)
    conditions = tuple(root.texts("conditions"))
    if not all(ID.fullmatch(condition) for condition in conditions):
        root.refuse(_("A condition is named by its short name, such as runners-knee."), "conditions")
    items = read_items(root)
    content = {
        "name": title,
        "url": url,
        "version": version,
        "copyright": licence,
        "conditions": list(conditions),
        "items": items,
        "scoring": read_scoring(root, items),
        "important_change": read_important_change(root),
        "due": read_schedule(root),
    }
    return Questionnaire(_slug(root, url), title, version, url, licence, conditions, content)


def _slug(root: Node, url: str) -> str:
    """The name for programs: FHIR's own, else the last part of the address."""
    name = root.text("name", 120, needed=False) or url.rstrip("/").rpartition("/")[2]
    slug = slugify(name)[:SLUG_LENGTH]
    if not slug:
        root.refuse(_("The name, or the last part of the url, has letters or digits."), "url")
    return slug
