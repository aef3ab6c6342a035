"""The question after an episode as the patient reads it."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import ngettext

from patients.models import Aftercare, HowSince
from programs.queries.packs import condition_names


@dataclass(frozen=True, slots=True)
class AftercareQuestion:
    """``about`` says what was treated and how long ago it ended."""

    uuid: UUID
    about: str
    answers: list[tuple[str, str]]


def questions_of(rows: Iterable[Aftercare]) -> list[AftercareQuestion]:
    """Each question with its three answers; asks for names only when there is something to name."""
    rows = list(rows)
    names = condition_names() if rows else {}
    return [AftercareQuestion(row.uuid, _about(row, names), _answers()) for row in rows]


def _about(row: Aftercare, names: dict[str, str]) -> str:
    words = ngettext(
        "{condition}: your visits ended {n} month ago.",
        "{condition}: your visits ended {n} months ago.",
        row.months,
    )
    return words.format(condition=names.get(row.episode.condition, str(row.episode)), n=row.months)


def _answers() -> list[tuple[str, str]]:
    return [(how.value, str(how.label)) for how in HowSince]
