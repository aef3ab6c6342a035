"""More load within a stage: proposed after good sessions of an exercise, done when a clinician says so."""

from typing import Any

from accounts.models import User
from programs.models import Decision
from programs.rules.decision_words import LoadAction
from programs.services.prescriptions import change_dose, swap_exercise


def carry_out_load(decision: Decision, action: LoadAction, *, by: User, reason: str) -> dict[str, Any]:
    """The step as it was proposed. Raises Conflict when the exercise was changed meanwhile."""
    if action == LoadAction.KEEP or decision.prescription is None:
        return {}
    row, proposal = decision.prescription, decision.proposal
    if action == LoadAction.HARDER_VARIANT:
        opened = swap_exercise(
            by=by, prescription=row.uuid, direction="harder", reason=reason, decision=decision
        )
    else:
        before, after = proposal["before"], proposal["dose"]
        grown = {name: after[name] for name in after if after[name] != before[name]}
        opened = change_dose(by=by, prescription=row.uuid, changes=grown, reason=reason, decision=decision)
    told = {"exercise": row.exercise.name, "now": opened.exercise.name}
    return {"grown": [{**told, "from": proposal["before"], "to": proposal["dose"]}]}
