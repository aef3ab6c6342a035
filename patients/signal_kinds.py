"""What sets the kinds of signals apart: their weight, which are events, which only their source settles."""

from django.db.models import Case, IntegerField, Value, When

from patients.models import SignalKind

# The heaviest first, as they are declared.
ORDER: tuple[str, ...] = tuple(SignalKind.values)
# Something that happened: it does not go away unseen because it is over.
EVENTS = frozenset(
    {
        SignalKind.RED_FLAG,
        SignalKind.SEVERE_PAIN,
        SignalKind.RELAPSE,
        SignalKind.ESCALATED,
        SignalKind.NOT_SETTLED,
        SignalKind.RAN_AGAINST_ADVICE,
    }
)
# Settled where they come from: by lifting the stop, answering the question, deciding about the proposal.
BY_THEIR_SOURCE = frozenset({SignalKind.RED_FLAG, SignalKind.QUESTION, SignalKind.APPROVAL})


def weight(field: str = "kind") -> Case:
    """To order rows by: 0 is the heaviest."""
    return Case(
        *(When(**{field: kind}, then=Value(number)) for number, kind in enumerate(ORDER)),
        default=Value(len(ORDER)),
        output_field=IntegerField(),
    )
