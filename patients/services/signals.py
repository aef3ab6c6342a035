"""Raises reasons to look at a patient, refreshes them while they hold, and settles them when they do not.

At most one unsettled row of a kind stands for a patient, whoever finds it and however often; the database
sees to that. What a clinician does with a row is in signal_actions.py.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from audit.context import recorded
from common import clock
from patients.models import Episode, Patient, Signal, SignalState
from patients.signal_kinds import EVENTS

BY_HAND = "by_hand"
# Found again within the hour with the same evidence, a row is not written again.
FRESH = timedelta(hours=1)
# For so long what a person has settled is not raised again for the same thing.
REMEMBERED = timedelta(days=60)
CHANGED = (
    "evidence", "seen_at", "due_at", "state", "episode", "acted_at", "acted_by", "snoozed_until",
    "escalated_at", "note",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Something found. ``about`` says what it is about, ``level`` how bad it is; both stay with the row."""

    kind: str
    due_at: datetime
    evidence: Mapping[str, Any]
    about: str = ""
    level: int = 0
    episode: int | None = None

    @property
    def stored(self) -> dict[str, Any]:
        return {**self.evidence, "about": self.about, "level": self.level}


Found = Mapping[int, Sequence[Reason]]


def raise_signal(
    *,
    patient: Patient,
    kind: str,
    evidence: Mapping[str, Any],
    due_at: datetime,
    episode: Episode | None = None,
    about: str = "",
    level: int = 0,
) -> Signal:
    """One reason, now. Call it in the transaction in which it comes about."""
    reason = Reason(
        kind=kind,
        due_at=due_at,
        evidence=evidence,
        about=about,
        level=level,
        episode=episode.pk if episode else None,
    )
    now = clock.now()
    with recorded(by=None, reason="signal"):
        found = {patient.pk: [reason]}
        _refresh(found, _unsettled(found, [kind]), now)
        return Signal.objects.get(patient=patient, kind=kind, settled_at=None)


def settle_signal(*, patient: Patient, kind: str) -> None:
    """Whatever it was about is over."""
    with recorded(by=None, reason="signal settled"):
        _settle([row.pk for row in _unsettled([patient.pk], [kind])], clock.now())


def keep_signals(
    found: Found, *, looked_for: Collection[str], at: datetime, episodes: Collection[int] | None = None
) -> None:
    """Makes the rows of some patients agree with what was found just now, in a few queries for all of them.

    ``looked_for`` are the kinds that would have been found; with ``episodes``, only rows of these are
    settled. What a person has settled is not raised again for the same thing.
    """
    with recorded(by=None, reason="signals"):
        rows = _unsettled(found, looked_for)
        new = _without_settled(found, rows, at)
        _refresh(new, rows, at)
        over = [row for row in rows if not _is_found(row, found)]
        _settle([row.pk for row in over if _goes_away(row) and _is_of(row, episodes)], at)


def _unsettled(patients: Collection[int], kinds: Collection[str]) -> list[Signal]:
    """Under their locks, always in one order."""
    rows = Signal.objects.select_for_update(no_key=True).filter(
        patient__in=list(patients), kind__in=list(kinds), settled_at=None
    )
    return list(rows.order_by("pk"))


def _without_settled(found: Found, rows: Sequence[Signal], at: datetime) -> Found:
    """What is found, but for that which a person has settled and which is still the same."""
    open_rows = {(row.patient_id, row.kind) for row in rows}
    settled = _settled_by_hand(found, at)
    return {
        patient: [
            reason
            for reason in reasons
            if (patient, reason.kind) in open_rows or (patient, reason.kind, reason.about) not in settled
        ]
        for patient, reasons in found.items()
    }


def _settled_by_hand(found: Found, at: datetime) -> set[tuple[int, str, str]]:
    rows = Signal.objects.filter(
        patient__in=list(found),
        state=SignalState.SETTLED,
        settled_at__gte=at - REMEMBERED,
        evidence__contains={BY_HAND: True},
    )
    said = rows.values_list("patient", "kind", "evidence")
    return {(patient, kind, evidence.get("about", "")) for patient, kind, evidence in said}


def _refresh(found: Found, rows: Sequence[Signal], at: datetime) -> None:
    known = {(row.patient_id, row.kind): row for row in rows}
    changed, new = [], []
    for patient, reasons in found.items():
        for reason in reasons:
            row = known.get((patient, reason.kind))
            if row is None:
                new.append(_row(patient, reason, at))
            elif _take(row, reason, at):
                changed.append(row)
    Signal.objects.bulk_update(changed, CHANGED)
    # Somebody may find the same at this moment: one row comes of it.
    Signal.objects.bulk_create(new, ignore_conflicts=True)


def _row(patient: int, reason: Reason, at: datetime) -> Signal:
    return Signal(
        patient_id=patient,
        episode_id=reason.episode,
        kind=reason.kind,
        evidence=reason.stored,
        raised_at=at,
        seen_at=at,
        due_at=reason.due_at,
    )


def _take(row: Signal, reason: Reason, at: datetime) -> bool:
    """Lets a row say what was found now; whether it changed by that."""
    if row.evidence == reason.stored and at - row.seen_at < FRESH:
        return False
    if _is_worse(row, reason) and row.state != SignalState.OPEN:
        _bring_back(row, reason.due_at)
    row.evidence, row.seen_at = reason.stored, at
    row.due_at = min(row.due_at, reason.due_at) if row.acted_at is None else row.due_at
    row.episode_id = reason.episode or row.episode_id
    return True


def _is_worse(row: Signal, reason: Reason) -> bool:
    """A higher level; of an event, also another one."""
    is_another = row.kind in EVENTS and row.evidence.get("about", "") != reason.about
    return is_another or reason.level > int(row.evidence.get("level", 0))


def _bring_back(row: Signal, due_at: datetime) -> None:
    """As if nobody had acted: what they have seen was not as bad."""
    row.state, row.due_at, row.note = SignalState.OPEN, due_at, ""
    row.acted_at = row.acted_by = row.snoozed_until = row.escalated_at = None


def _is_found(row: Signal, found: Found) -> bool:
    return any(reason.kind == row.kind for reason in found.get(row.patient_id, ()))


def _goes_away(row: Signal) -> bool:
    """A state ends with what it was; an event only once somebody has seen it."""
    return row.kind not in EVENTS or row.state == SignalState.ACKNOWLEDGED


def _is_of(row: Signal, episodes: Collection[int] | None) -> bool:
    return episodes is None or row.episode_id is None or row.episode_id in episodes


def _settle(rows: Collection[int], at: datetime) -> None:
    if rows:
        Signal.objects.filter(pk__in=rows).update(state=SignalState.SETTLED, settled_at=at)


def wake_snoozed(now: datetime | None = None) -> int:
    """Rows whose time to be put off is over stand on the board again."""
    at = now or clock.now()
    with recorded(by=None, reason="time is over"):
        rows = Signal.objects.filter(state=SignalState.SNOOZED, snoozed_until__lte=at, settled_at=None)
        return rows.update(
            state=SignalState.OPEN, snoozed_until=None, acted_at=None, acted_by=None, escalated_at=None
        )
