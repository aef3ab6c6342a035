"""What a clinic asks beside the pack, and what of the pack it takes more seriously.

There is no service that removes or lowers: the screen of a pack is the least that is asked.
"""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from accounts.access import get_clinic
from accounts.models import Clinic, User
from accounts.permissions import Permission
from audit.context import recorded
from common.errors import Conflict, NotFound, invalid
from patients.enums import Outcome, ScreeningScope
from patients.models import ConditionForm, ScreeningAddition
from patients.queries.screening import current_form

ASK_LENGTH, WHY_LENGTH = 300, 240
CODE = "CL-"


def add_question(
    *, by: User, condition: str, ask: str, why: str, level: str, ask_at: Sequence[str]
) -> ScreeningAddition:
    """From now on this clinic asks it too, under a number of its own: CL-01, CL-02 ...

    Raises NotFound, InvalidInput.
    """
    clinic = get_clinic(by, Permission.MANAGE_CLINIC)
    _form(condition)
    ask, why = _text(ask, "ask", ASK_LENGTH), _text(why, "why", WHY_LENGTH)
    if level not in {Outcome.URGENT, Outcome.EMERGENCY}:
        raise invalid(level=_("Choose urgent or emergency."))
    if not ask_at or set(ask_at) - set(ScreeningScope.values):
        raise invalid(ask_at=_("Choose when it is asked."))
    with recorded(by=by, reason="question added"):
        own = _locked(clinic, condition)
        return ScreeningAddition.objects.create(
            clinic=clinic,
            condition=condition,
            code=f"{CODE}{1 + sum(not row.raises for row in own):02}",
            ask=ask,
            why=why,
            level=level,
            ask_at=[scope for scope in ScreeningScope.values if scope in ask_at],
            added_by=by,
        )


def raise_question(*, by: User, condition: str, question: str) -> ScreeningAddition:
    """From now on a yes to this question of the pack is an emergency here.

    Raises NotFound for a question the pack does not have, Conflict when it is an emergency already.
    """
    clinic = get_clinic(by, Permission.MANAGE_CLINIC)
    rows = {row["id"]: row for row in _form(condition).content["red_flag_screen"]["questions"]}
    if question not in rows:
        raise NotFound(_("There is no such question."))
    with recorded(by=by, reason="question raised"):
        raised = {row.raises for row in _locked(clinic, condition)}
        if question in raised or rows[question]["level"] == Outcome.EMERGENCY:
            raise Conflict(_("This question is an emergency already."), code="raised")
        return ScreeningAddition.objects.create(
            clinic=clinic,
            condition=condition,
            raises=question,
            code=question,
            level=Outcome.EMERGENCY,
            added_by=by,
        )


def _form(condition: str) -> ConditionForm:
    form = current_form(condition)
    if form is None:
        raise NotFound(_("There are no questions for this condition."))
    return form


def _locked(clinic: Clinic, condition: str) -> list[ScreeningAddition]:
    """The clinic's own, under the clinic's lock: two at once get two numbers."""
    Clinic.objects.select_for_update(no_key=True).get(pk=clinic.pk)
    return list(ScreeningAddition.objects.filter(clinic=clinic, condition=condition))


def _text(text: str, field: str, limit: int) -> str:
    text = text.strip()
    if not text:
        raise invalid(**{field: _("Write a few words.")})
    if len(text) > limit:
        raise invalid(**{field: _("Keep it under %(limit)d characters.") % {"limit": limit}})
    return text
