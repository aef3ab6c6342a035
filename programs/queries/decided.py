"""What was decided about programs so far, as the rules take it; in one query for any number of programs."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q

from programs.models import Decision, DecisionAction, Program
from programs.rules.agenda import CHECKIN, LOAD, WEEKLY, Known
from programs.rules.decision_words import LoadAction, Verdict

# Check-ins of earlier days are not made again, but say which red sessions they were about.
DAYS_BACK = timedelta(days=5)


def known_decisions(programs: Iterable[Program], at: datetime) -> dict[int, dict[tuple[str, str], Known]]:
    """By program: the latest revision of each decision that may be made again."""
    rows = Decision.objects.filter(
        Q(scope__in=[WEEKLY, LOAD]) | Q(scope=CHECKIN, made_at__gte=at - DAYS_BACK), program__in=programs
    )
    latest = rows.order_by("program_id", "scope", "key", "-revision").distinct("program_id", "scope", "key")
    found: dict[int, dict[tuple[str, str], Known]] = {program.pk: {} for program in programs}
    for decision in latest.select_related("answer"):
        found[decision.program_id][decision.scope, decision.key] = _known(decision)
    return found


def _known(decision: Decision) -> Known:
    return Known(
        revision=decision.revision,
        verdict=decision.verdict,
        inputs=decision.facts,
        made_at=decision.made_at,
        acted=acted(decision),
        sessions=tuple(_changes(decision).get("sessions", ())),
    )


def acted(decision: Decision) -> str:
    """What was done in the end; empty while nobody has answered."""
    answer = getattr(decision, "answer", None)
    if answer is None:
        return ""
    if answer.action == DecisionAction.REJECTED:
        return LoadAction.KEEP if decision.scope == LOAD else Verdict.HOLD
    return str(answer.changes.get("verdict", decision.verdict))


def _changes(decision: Decision) -> dict[str, Any]:
    answer = getattr(decision, "answer", None)
    return answer.changes if answer else {}
