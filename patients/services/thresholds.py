"""A patient's own thresholds: from which number on somebody is to look, in the place of the program's."""

from collections.abc import Mapping
from uuid import UUID

from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import Permission
from audit.context import recorded
from common import clock
from common.errors import invalid
from patients.access import get_patient
from patients.models import SignalKind, SignalThreshold
from patients.services.signal_actions import said

# What may be set, from and to; the numbers of the packs lie inside.
BOUNDS: Mapping[SignalKind, tuple[int, int]] = {
    SignalKind.SEVERE_PAIN: (3, 10),
    SignalKind.NOT_SETTLED: (24, 72),
    SignalKind.PAIN_RISING: (1, 5),
    SignalKind.SILENT: (2, 30),
    SignalKind.LOW_ADHERENCE: (10, 90),
    SignalKind.STAGE_OVERRUN: (1, 4),
}


def set_threshold(*, by: User, patient: UUID, kind: str, value: int, reason: str) -> SignalThreshold:
    """From now on this number counts for this patient. Raises NotFound, InvalidInput."""
    reason = said(reason)
    record = get_patient(by, patient, Permission.EDIT_CLINICAL)
    if kind not in BOUNDS:
        raise invalid(kind=_("This has no number of its own."))
    low, high = BOUNDS[SignalKind(kind)]
    if not low <= value <= high:
        raise invalid(value=_("From %(low)d to %(high)d.") % {"low": low, "high": high})
    with recorded(by=by, reason=reason):
        threshold, _created = SignalThreshold.objects.update_or_create(
            patient=record,
            kind=kind,
            defaults={"value": value, "reason": reason, "set_by": by, "set_at": clock.now()},
        )
    return threshold
