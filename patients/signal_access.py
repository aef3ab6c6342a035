"""The only doors to signals, thresholds and aftercare. Missing and forbidden look the same."""

from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.access import Who
from accounts.permissions import Permission
from common.errors import NotFound
from patients.access import visible_patients
from patients.models import Aftercare, Patient, Signal, SignalThreshold


def visible_signals(by: Who, permission: Permission = Permission.VIEW_CLINICAL) -> QuerySet[Signal]:
    """The signals of the patients whose clinical record this person may see."""
    return Signal.objects.filter(patient__in=visible_patients(by, permission))


def get_signal(by: Who, uuid: UUID | str, permission: Permission = Permission.VIEW_CLINICAL) -> Signal:
    """One signal by its UUID, with its patient. Raises NotFound."""
    rows = visible_signals(by, permission).select_related("patient__clinic", "assigned_to", "acted_by")
    signal = rows.filter(uuid=uuid).first()
    if signal is None:
        raise NotFound(_("There is no such signal."))
    return signal


def visible_thresholds(
    by: Who, permission: Permission = Permission.VIEW_CLINICAL
) -> QuerySet[SignalThreshold]:
    """The patients' own thresholds, of those whose clinical record this person may see."""
    return SignalThreshold.objects.filter(patient__in=visible_patients(by, permission))


def own_aftercare(patient: Patient) -> QuerySet[Aftercare]:
    """The questions after a patient's closed episodes, but for those that are not asked any more."""
    rows = Aftercare.objects.filter(episode__patient=patient, withdrawn_at=None)
    return rows.select_related("episode__patient").order_by("due_on", "pk")


def get_own_aftercare(patient: Patient, uuid: UUID) -> Aftercare:
    """One of a patient's own questions, an answered one too. Raises NotFound."""
    asked = own_aftercare(patient).filter(uuid=uuid).first()
    if asked is None:
        raise NotFound(_("There is no such question."))
    return asked
