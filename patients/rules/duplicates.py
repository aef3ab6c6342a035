"""When two entries are likely one person: the same address or phone, the same name, or nearly, and birthday.

Names are compared without accents, case and order: "Müller, Jürgen" is "jurgen muller".
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from difflib import SequenceMatcher
from enum import StrEnum
from functools import lru_cache

# Letters that a decomposition leaves as they are.
PLAIN = str.maketrans({"ø": "o", "đ": "d", "ł": "l", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"})
# Two names as alike as this, born on the same day, are taken for one: "Sara Meier", "Sarah Meyer".
ALIKE = 0.8


class Reason(StrEnum):
    EMAIL = "email"
    PHONE = "phone"
    NAME = "name"
    BIRTHDAY = "birthday"


@dataclass(frozen=True, slots=True)
class Entry:
    """Somebody as they were entered; ``key`` is whatever the caller knows them by."""

    key: int
    name: str
    email: str = ""
    phone: str = ""
    born: date | None = None


@dataclass(frozen=True, slots=True)
class Match:
    """Somebody who is likely the same person, and why, the strongest reason first."""

    key: int
    reasons: tuple[Reason, ...]


@lru_cache(maxsize=65_536)
def words_of(name: str) -> tuple[str, ...]:
    """The words of a name in a form in which two spellings of it are equal."""
    decomposed = unicodedata.normalize("NFKD", name.casefold().translate(PLAIN))
    bare = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return tuple(sorted(re.findall(r"\w+", bare)))


def are_alike(name: str, other: str) -> bool:
    """Is one name part of the other, or are they nearly the same, letter by letter?"""
    ours, theirs = words_of(name), words_of(other)
    shorter, longer = sorted((set(ours), set(theirs)), key=len)
    if len(shorter) > 1 and shorter <= longer:
        return True
    return SequenceMatcher(None, " ".join(ours), " ".join(theirs)).ratio() >= ALIKE


@dataclass
class Known:
    """Everybody who is known, found again by what may be the same. Grows while a file is read."""

    by_email: dict[str, list[Entry]] = field(default_factory=lambda: defaultdict(list))
    by_phone: dict[str, list[Entry]] = field(default_factory=lambda: defaultdict(list))
    by_name: dict[tuple[str, ...], list[Entry]] = field(default_factory=lambda: defaultdict(list))
    by_birth: dict[date, list[Entry]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def of(cls, entries: Iterable[Entry]) -> "Known":
        known = cls()
        for entry in entries:
            known.add(entry)
        return known

    def add(self, entry: Entry) -> None:
        self.by_name[words_of(entry.name)].append(entry)
        if entry.email:
            self.by_email[entry.email.casefold()].append(entry)
        if entry.phone:
            self.by_phone[entry.phone].append(entry)
        if entry.born:
            self.by_birth[entry.born].append(entry)

    def like(self, entry: Entry) -> list[Match]:
        """Those who are likely the same person, those with the most reasons first."""
        reasons: dict[int, set[Reason]] = defaultdict(set)
        for reason, found in self._found(entry):
            if found.key != entry.key:
                reasons[found.key].add(reason)
        matches = [Match(key, tuple(sorted(why, key=list(Reason).index))) for key, why in reasons.items()]
        return sorted(matches, key=lambda match: (-len(match.reasons), match.key))

    def _found(self, entry: Entry) -> Iterable[tuple[Reason, Entry]]:
        if entry.email:
            yield from ((Reason.EMAIL, found) for found in self.by_email.get(entry.email.casefold(), ()))
        if entry.phone:
            yield from ((Reason.PHONE, found) for found in self.by_phone.get(entry.phone, ()))
        if words := words_of(entry.name):
            yield from ((Reason.NAME, found) for found in self.by_name.get(words, ()))
        for found in self.by_birth.get(entry.born, ()) if entry.born else ():
            if are_alike(entry.name, found.name):
                yield Reason.BIRTHDAY, found
