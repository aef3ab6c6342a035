"""The only doors to measures, their answers, and single numbers. Missing and forbidden look the same."""

from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from accounts.access import Who, clinics_where, may
from accounts.permissions import Permission
from common.errors import NotFound
from patients.access import visible_patients
from patients.models import Measure, Measurement, MeasureResponse, MeasureVersion, Patient
from patients.queries.series import WEIGHT


def visible_measures(by: Who) -> QuerySet[Measure]:
    """The bundled measures and those of one's own clinic, for whoever may see clinical content there."""
    if not may(by, Permission.VIEW_CLINICAL):
        return Measure.objects.none()
    return Measure.objects.filter(Q(clinic=None) | Q(clinic__in=clinics_where(by, Permission.VIEW_CLINICAL)))


def get_measure(by: Who, uuid: UUID | str) -> Measure:
    """One measure by its UUID. Raises NotFound."""
    measure = visible_measures(by).filter(uuid=uuid).first()
    if measure is None:
        raise NotFound(_("There is no such measure."))
    return measure


def get_own_measure(by: Who, uuid: UUID | str) -> Measure:
    """One measure that the clinic of ``by`` imported, for those who manage the clinic. Raises NotFound."""
    clinics = clinics_where(by, Permission.MANAGE_CLINIC)
    measure = Measure.objects.filter(clinic__in=clinics, uuid=uuid).first()
    if measure is None:
        raise NotFound(_("There is no such measure of your clinic."))
    return measure


def versions_for(patient: Patient) -> QuerySet[MeasureVersion]:
    """What this patient may be asked: every version of the bundled measures and of their clinic's own."""
    return MeasureVersion.objects.select_related("measure").filter(
        Q(measure__clinic=None) | Q(measure__clinic=patient.clinic_id)
    )


def get_version(patient: Patient, uuid: UUID | str) -> MeasureVersion:
    """One version that this patient may be asked. Raises NotFound."""
    version = versions_for(patient).filter(uuid=uuid).first()
    if version is None:
        raise NotFound(_("There is no such measure."))
    return version


def visible_responses(
    by: Who, permission: Permission = Permission.VIEW_CLINICAL
) -> QuerySet[MeasureResponse]:
    """The answers of the patients whose clinical record this person may see."""
    return MeasureResponse.objects.filter(patient__in=visible_patients(by, permission))


def get_response(by: Who, uuid: UUID | str) -> MeasureResponse:
    """One set of answers by its UUID, with what was asked. Raises NotFound."""
    return _one(visible_responses(by), uuid)


def own_responses(patient: Patient) -> QuerySet[MeasureResponse]:
    """A patient's own answers."""
    return MeasureResponse.objects.filter(patient=patient)


def get_own_response(patient: Patient, uuid: UUID | str) -> MeasureResponse:
    """One of a patient's own sets of answers. Raises NotFound."""
    return _one(own_responses(patient), uuid)


def _one(rows: QuerySet[MeasureResponse], uuid: UUID | str) -> MeasureResponse:
    response = rows.select_related("patient", "episode", "version__measure").filter(uuid=uuid).first()
    if response is None:
        raise NotFound(_("There are no such answers."))
    return response


def visible_measurements(by: Who, permission: Permission = Permission.VIEW_CLINICAL) -> QuerySet[Measurement]:
    """The numbers of the patients whose record this person may see; weight only where it may be shown."""
    return _shown(Measurement.objects.filter(patient__in=visible_patients(by, permission)))


def get_measurement(
    by: Who, uuid: UUID | str, permission: Permission = Permission.VIEW_CLINICAL
) -> Measurement:
    """One number by its UUID, with its patient. Raises NotFound."""
    found = visible_measurements(by, permission).select_related("patient").filter(uuid=uuid).first()
    if found is None:
        raise NotFound(_("There is no such number."))
    return found


def own_measurements(patient: Patient) -> QuerySet[Measurement]:
    """A patient's own numbers that were not withdrawn; weight only if they want to see it."""
    return _shown(Measurement.objects.filter(patient=patient, voided_at=None))


def _shown(rows: QuerySet[Measurement]) -> QuerySet[Measurement]:
    return rows.exclude(code=WEIGHT, patient__shows_weight=False)
