"""What became of exercises by a decision, on a line each: the dose now and the one before."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from programs.models import DecisionAnswer
from programs.rules.dose import DOSE_FIELDS, Dose
from programs.words import dose_words


def change_lines(answer: DecisionAnswer | None) -> list[str]:
    """Each exercise that became easier or harder, with what is asked now and was asked before."""
    changes = answer.changes if answer else {}
    return [_dose_line(one) for one in (*changes.get("eased", ()), *changes.get("grown", ()))]


def _dose_line(change: Mapping[str, Any]) -> str:
    now, before = _dose(change["to"]), _dose(change["from"])
    if change.get("now", change["exercise"]) != change["exercise"]:
        return _("{new} instead of {old}: {dose}").format(new=change["now"], old=change["exercise"], dose=now)
    return _("{exercise}: {now}, until now {before}").format(
        exercise=change["exercise"], now=now, before=before
    )


def _dose(values: Mapping[str, Any]) -> str:
    return dose_words(stored_dose(values))


def stored_dose(values: Mapping[str, Any]) -> Dose:
    """A dose as a decision keeps it."""
    known: dict[str, Any] = {name: values.get(name) for name in DOSE_FIELDS}
    return Dose(**known)
