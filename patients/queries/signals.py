"""The board: who needs somebody, one row a patient, the heaviest reason first; and signals as a list.

The database orders the whole clinic; a page of rows costs the same few queries whatever it holds.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Case, F, Min, Q, QuerySet, Value, When

from accounts.access import Who
from accounts.permissions import Permission
from common import clock
from patients.access import visible_patients
from patients.models import Patient, Signal, SignalState, SignalThreshold
from patients.queries.patients import matching
from patients.signal_access import visible_signals, visible_thresholds
from patients.signal_kinds import ORDER, weight

VIEWS = ("mine", "all", "snoozed")


@dataclass(frozen=True, slots=True)
class BoardRow:
    """One patient with every reason that stands, the heaviest first."""

    patient: Patient
    signals: tuple[Signal, ...]

    @property
    def first(self) -> Signal:
        return self.signals[0]

    @property
    def also(self) -> tuple[Signal, ...]:
        return self.signals[1:]

    @property
    def due_at(self) -> datetime:
        """The first time that runs out; of what nobody has seen, if there is any."""
        waiting = [signal for signal in self.signals if signal.state == SignalState.OPEN]
        return min(signal.due_at for signal in waiting or self.signals)

    @property
    def is_seen(self) -> bool:
        """Somebody has acted on everything."""
        return all(signal.state == SignalState.ACKNOWLEDGED for signal in self.signals)

    @property
    def assigned_to(self) -> Any:
        """The colleague who has it, if all of it is with one."""
        people = {signal.assigned_to for signal in self.signals}
        return people.pop() if len(people) == 1 else None


def standing(now: datetime) -> Q:
    """Signals that stand on the board now: not settled, and not put off to a later time."""
    over = Q(state=SignalState.SNOOZED, snoozed_until__lte=now)
    return Q(state__in=[SignalState.OPEN, SignalState.ACKNOWLEDGED]) | over


def put_off(now: datetime) -> Q:
    return Q(state=SignalState.SNOOZED, snoozed_until__gt=now)


def board(by: Who, *, view: str = "all", search: str = "") -> QuerySet[Patient]:
    """The patients who need somebody: unseen before seen, then by weight, then by when the time runs out."""
    now = clock.now()
    wanted = visible_signals(by).filter(put_off(now) if view == "snoozed" else standing(now))
    if view == "mine":
        wanted = wanted.filter(_mine(by))
    on_it = Q(signals__in=wanted)
    found = matching(visible_patients(by, Permission.VIEW_CLINICAL), search).filter(on_it)
    found = found.annotate(
        seen=Min(
            Case(When(signals__state=SignalState.ACKNOWLEDGED, then=Value(1)), default=Value(0)), filter=on_it
        ),
        heaviest=Min(weight("signals__kind"), filter=on_it),
        due=Min("signals__due_at", filter=on_it),
    )
    return found.select_related("clinic", "primary_physio").order_by("seen", "heaviest", "due", "pk")


def _mine(by: Who) -> Q:
    """Given to this person; or to nobody, of patients in their charge or in nobody's."""
    charge = Q(patient__primary_physio=by.pk) | Q(patient__primary_physio=None)
    return Q(assigned_to=by.pk) | Q(assigned_to=None) & charge


def rows_of(patients: Sequence[Patient], view: str = "all") -> list[BoardRow]:
    """The rows of one page, in one query."""
    now = clock.now()
    state = put_off(now) if view == "snoozed" else standing(now)
    signals = _of_patients(patients, state)
    return [BoardRow(patient, tuple(signals[patient.pk])) for patient in patients if signals[patient.pk]]


def signals_of(patients: Sequence[Patient]) -> Mapping[int, Sequence[Signal]]:
    """What stands for some patients now, by patient, the heaviest first."""
    return _of_patients(patients, standing(clock.now()))


def _of_patients(patients: Sequence[Patient], state: Q) -> dict[int, list[Signal]]:
    found: dict[int, list[Signal]] = {patient.pk: [] for patient in patients}
    rows = Signal.objects.filter(state, patient__in=patients).select_related("assigned_to", "acted_by")
    for signal in sorted(rows, key=lambda row: (ORDER.index(row.kind), row.pk)):
        found[signal.patient_id].append(signal)
    return found


def signal_list(
    by: Who,
    *,
    state: str = "",
    kind: str = "",
    patient: UUID | None = None,
    assigned_to: str = "",
) -> QuerySet[Signal]:
    """The signals this person may see, ranked; by default all that are not settled."""
    rows = visible_signals(by).select_related("patient", "episode", "assigned_to", "acted_by")
    rows = rows.filter(state=state) if state else rows.filter(settled_at=None)
    if kind:
        rows = rows.filter(kind=kind)
    if patient:
        rows = rows.filter(patient__uuid=patient)
    if assigned_to:
        rows = rows.filter(assigned_to=by.pk) if assigned_to == "me" else rows.filter(assigned_to=None)
    return rows.annotate(rank=weight()).order_by("rank", F("due_at").asc(), "pk")


def thresholds_of(by: Who, patient: Patient) -> QuerySet[SignalThreshold]:
    """A patient's own thresholds."""
    return visible_thresholds(by).filter(patient=patient).select_related("set_by").order_by("kind")


def own_signal(patient: Patient, kind: str) -> Signal | None:
    """What stands of a kind for a patient whose pages are open."""
    return Signal.objects.filter(patient=patient, kind=kind, settled_at=None).first()
