"""Makes stored decisions again from what is stored with them, and says where the answer is another one.

Reads row by row, so that a clinic's whole history needs no more memory than a day of it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from common.errors import NotFound
from patients.models import Patient
from programs.models import Decision, DecisionScope, Program
from programs.queries.protocols import protocol_of
from programs.rules.decision_words import Scope
from programs.rules.load_record import load_differences
from programs.rules.record import Record, differences

CHUNK = 500


@dataclass(frozen=True, slots=True)
class Replayed:
    """A stored decision, and every place where it would be another one today; none if it is the same."""

    decision: Decision
    differences: tuple[str, ...]


def decisions_of_patient(uuid: UUID) -> QuerySet[Decision]:
    """Raises NotFound."""
    if not Patient.objects.filter(uuid=uuid).exists():
        raise NotFound(f"There is no patient {uuid}.")
    return Decision.objects.filter(patient__uuid=uuid)


def decisions_of_program(uuid: UUID) -> QuerySet[Decision]:
    """Raises NotFound."""
    if not Program.objects.filter(uuid=uuid).exists():
        raise NotFound(f"There is no program {uuid}.")
    return Decision.objects.filter(program__uuid=uuid)


def all_decisions() -> QuerySet[Decision]:
    return Decision.objects.all()


def replayed(decisions: QuerySet[Decision]) -> Iterator[Replayed]:
    """Each decision made again, oldest first."""
    for decision in decisions.order_by("pk").iterator(chunk_size=CHUNK):
        yield Replayed(decision, tuple(_differences(decision)))


def _differences(decision: Decision) -> list[str]:
    """What cannot be made again at all is a difference like any other."""
    try:
        found = _of_scope(decision)
    except (ValueError, TypeError, LookupError) as error:
        return [f"cannot be decided again: {error}"]
    return found + _beside_the_proposal(decision)


def _of_scope(decision: Decision) -> list[str]:
    if decision.scope == DecisionScope.LOAD:
        return load_differences(decision.facts, decision.parameters, decision.proposal)
    record = Record(
        scope=Scope(decision.scope),
        engine=decision.engine,
        inputs=decision.facts,
        parameters=decision.parameters,
        output=decision.proposal,
    )
    return differences(record, protocol_of(decision.pack_id))


def _beside_the_proposal(decision: Decision) -> list[str]:
    """The verdict stands in a column of its own too, for lists; it has to say the same."""
    proposal = decision.proposal
    proposed = proposal.get("action", proposal.get("decision"))
    if decision.verdict == proposed:
        return []
    return [f"verdict: {decision.verdict!r} stands beside a proposal of {proposed!r}"]
