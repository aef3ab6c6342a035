"""What a clinician does with the reasons to look at a patient: seen, put off, given to a colleague, settled.

Each works on one signal, or on everything that stands on the board for one patient.
"""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import Permission
from accounts.queries import clinicians_of
from audit.context import recorded
from common import clock
from common.errors import Conflict, invalid
from patients.access import get_patient
from patients.models import Patient, Signal, SignalKind, SignalState
from patients.services.signals import BY_HAND
from patients.signal_access import get_signal
from patients.signal_kinds import BY_THEIR_SOURCE

NOTE_LENGTH = 240
LONGEST = timedelta(days=90)
# When the time is over there is a day to look before the owners hear of it.
A_DAY = timedelta(days=1)
Change = Callable[[Signal], None]


def acknowledge_signal(*, by: User, signal: UUID) -> Signal:
    """Somebody has it in hand. Raises NotFound, Conflict."""
    return _act(by, signal, _seen_by(by), reason="seen")


def acknowledge_patient(*, by: User, patient: UUID) -> list[Signal]:
    """The same with everything of a patient's. Raises NotFound, Conflict when nothing is left."""
    return _act_on_all(by, patient, _seen_by(by), reason="seen")


def snooze_signal(*, by: User, signal: UUID, until: datetime, reason: str) -> Signal:
    """Off the board until then, for a reason. Raises NotFound, InvalidInput, Conflict."""
    reason = said(reason)
    return _act(by, signal, _put_off(by, _checked(until), reason), reason=reason)


def snooze_patient(*, by: User, patient: UUID, until: datetime, reason: str) -> list[Signal]:
    """The same with everything of a patient's. Raises NotFound, InvalidInput, Conflict."""
    reason = said(reason)
    return _act_on_all(by, patient, _put_off(by, _checked(until), reason), reason=reason)


def assign_signal(*, by: User, signal: UUID, to: UUID | None) -> Signal:
    """Gives it to a clinician of the patient's clinic, or with None back to whoever comes first.

    Nobody has acted by that: the time goes on. Raises NotFound, InvalidInput, Conflict.
    """
    found = get_signal(by, signal, Permission.EDIT_CLINICAL)
    return _act(by, signal, _given_to(_colleague(found.patient, to)), reason="assigned")


def assign_patient(*, by: User, patient: UUID, to: UUID | None) -> list[Signal]:
    """The same with everything of a patient's. Raises NotFound, InvalidInput, Conflict."""
    found = get_patient(by, patient, Permission.EDIT_CLINICAL)
    return _act_on_all(by, patient, _given_to(_colleague(found, to)), reason="assigned")


def settle_by_hand(*, by: User, signal: UUID, reason: str) -> Signal:
    """It is done with, and not raised again for the same thing. Raises NotFound, InvalidInput, Conflict:
    ``by_its_source`` for what is settled by lifting a stop, answering a question, deciding a proposal.
    """
    reason = said(reason)
    return _act(by, signal, _settled(by, reason), reason=reason)


def _act(by: User, signal: UUID, change: Change, *, reason: str) -> Signal:
    found = get_signal(by, signal, Permission.EDIT_CLINICAL)
    with recorded(by=by, reason=reason):
        row = _locked(Signal.objects.filter(pk=found.pk)).get()
        _change([row], change)
    return get_signal(by, signal)


def _act_on_all(by: User, patient: UUID, change: Change, *, reason: str) -> list[Signal]:
    found = get_patient(by, patient, Permission.EDIT_CLINICAL)
    with recorded(by=by, reason=reason):
        rows = list(_locked(Signal.objects.filter(patient=found, settled_at=None)).order_by("pk"))
        if not rows:
            raise Conflict(_("Nothing is left to do here: it is settled."), code="settled")
        _change(rows, change)
    return rows


def _locked(rows: QuerySet[Signal]) -> QuerySet[Signal]:
    return rows.select_for_update(no_key=True, of=("self",)).select_related("patient")


def _change(rows: Sequence[Signal], change: Change) -> None:
    for row in rows:
        if row.settled_at:
            raise Conflict(_("This is settled already."), code="settled")
        change(row)
        row.save()


def _seen_by(by: User) -> Change:
    def change(row: Signal) -> None:
        row.state, row.snoozed_until = SignalState.ACKNOWLEDGED, None
        _stamp(row, by)

    return change


def _put_off(by: User, until: datetime, reason: str) -> Change:
    def change(row: Signal) -> None:
        if row.kind == SignalKind.RED_FLAG:
            raise Conflict(
                _("A warning sign cannot be put off. Speak to the patient and note it."), code="red_flag"
            )
        row.state, row.snoozed_until, row.note = SignalState.SNOOZED, until, reason
        row.due_at = max(row.due_at, until + A_DAY)
        _stamp(row, by)

    return change


def _given_to(colleague: User | None) -> Change:
    def change(row: Signal) -> None:
        row.assigned_to = colleague

    return change


def _settled(by: User, reason: str) -> Change:
    def change(row: Signal) -> None:
        if row.kind in BY_THEIR_SOURCE:
            raise Conflict(_source_words(row.kind), code="by_its_source")
        row.state, row.settled_at, row.note = SignalState.SETTLED, clock.now(), reason
        row.evidence = {**row.evidence, BY_HAND: True}
        _stamp(row, by)

    return change


def _source_words(kind: str) -> str:
    return {
        SignalKind.RED_FLAG: _("It ends when the stop is lifted."),
        SignalKind.QUESTION: _("It ends when the question is answered or closed."),
        SignalKind.APPROVAL: _("It ends when the proposal is answered."),
    }[SignalKind(kind)]


def _stamp(row: Signal, by: User) -> None:
    row.acted_at, row.acted_by = clock.now(), by


def _colleague(patient: Patient, to: UUID | None) -> User | None:
    if to is None:
        return None
    member = clinicians_of(patient.clinic).filter(user__uuid=to).first()
    if member is None:
        raise invalid(to=_("Choose somebody who treats patients here."))
    return member.user


def _checked(until: datetime) -> datetime:
    now = clock.now()
    if until <= now:
        raise invalid(until=_("Choose a time to come."))
    if until > now + LONGEST:
        raise invalid(until=_("At most three months."))
    return until


def said(reason: str) -> str:
    reason = reason.strip()
    if not reason:
        raise invalid(reason=_("Say why, in a few words."))
    if len(reason) > NOTE_LENGTH:
        raise invalid(reason=_("Keep it under %(limit)d characters.") % {"limit": NOTE_LENGTH})
    return reason
