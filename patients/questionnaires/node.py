"""One place in an imported file, and what can be asked of it. What is not there becomes a fault."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from patients.questionnaires.sheet import Sheet, Text, escaped, is_storable

LARGEST = 10**6


@dataclass(frozen=True, slots=True)
class Node:
    """An object of the sheet, with the pointer to it."""

    sheet: Sheet
    value: Any
    pointer: str = ""

    def refuse(self, reason: Text, key: str = "") -> None:
        self.sheet.refuse(self._below(key) if key else self.pointer, reason)

    def get(self, key: str) -> Any:
        return self.value.get(key)

    def child(self, key: str) -> "Node":
        """An object below; an empty one, and a fault, if there is something else."""
        found = self.get(key)
        if found is not None and not isinstance(found, dict):
            self.refuse(_("Here an object is expected."), key)
        return Node(self.sheet, found if isinstance(found, dict) else {}, self._below(key))

    def children(self, key: str) -> list["Node"]:
        """The objects of a list below."""
        nodes = []
        for place, found in enumerate(self._list(key)):
            pointer = f"{self._below(key)}/{place}"
            if isinstance(found, dict):
                nodes.append(Node(self.sheet, found, pointer))
            else:
                self.sheet.refuse(pointer, _("Here an object is expected."))
        return nodes

    def texts(self, key: str) -> list[str]:
        """The words of a list below."""
        found = self._list(key)
        words = [word for word in found if isinstance(word, str) and is_storable(word)]
        if len(words) < len(found):
            self.refuse(_("Here a list of texts is expected."), key)
        return words

    def text(self, key: str, longest: int, *, needed: bool = True) -> str:
        found = self.get(key)
        if found is None and not needed:
            return ""
        if not isinstance(found, str) or not found.strip():
            self.refuse(_("“%s” is needed, as a text.") % key, key)
            return ""
        if len(found) > longest or not is_storable(found):
            self.refuse(_("At most %d characters, all of them whole.") % longest, key)
        return found.strip()

    def number(self, key: str) -> Decimal | None:
        found = self.get(key)
        if isinstance(found, int | Decimal) and not isinstance(found, bool) and -LARGEST < found < LARGEST:
            return Decimal(found)
        if found is not None:
            self.refuse(_("Here a number is expected."), key)
        return None

    def whole(self, key: str) -> int | None:
        found = self.number(key)
        if found is None or found == int(found):
            return None if found is None else int(found)
        self.refuse(_("Here a whole number is expected."), key)
        return None

    def flag(self, key: str) -> bool:
        found = self.get(key)
        if found is not None and not isinstance(found, bool):
            self.refuse(_("Here true or false is expected."), key)
        return found is True

    def only(self, *keys: str) -> None:
        """In our own parts a misspelt name would be a setting that silently does nothing."""
        for key in sorted(self.value.keys() - set(keys)):
            self.refuse(_("“%(key)s” is not known here. Known: %(keys)s.") % _told(key, keys), key)

    def _list(self, key: str) -> list[Any]:
        found = self.get(key)
        if found is not None and not isinstance(found, list):
            self.refuse(_("Here a list is expected."), key)
        return found if isinstance(found, list) else []

    def _below(self, key: str) -> str:
        return f"{self.pointer}/{escaped(key)}"


def _told(key: str, keys: tuple[str, ...]) -> dict[str, str]:
    return {"key": key, "keys": ", ".join(keys)}
