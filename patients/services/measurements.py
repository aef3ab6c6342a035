"""Records single numbers, by hand or from another program. A wrong one is withdrawn, never edited."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID, uuid4

from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import Permission
from audit.context import recorded
from common import clock
from common.errors import Conflict, InvalidInput, Text, invalid
from patients.access import get_patient
from patients.enums import MeasurementSource, Side
from patients.measure_access import get_measurement
from patients.measure_words import plain
from patients.measurement_codes import KINDS, Kind
from patients.models import Measurement, Patient
from patients.queries.series import WEIGHT

PLACES = 3
SOURCE_LENGTH, REASON_LENGTH = 120, 240


@dataclass(frozen=True)
class NumberInput:
    """One number on one day. ``side`` is empty where there are no sides."""

    code: str
    value: Decimal
    on: date
    side: str = ""


def record_measurement(
    *,
    by: User,
    patient: UUID,
    data: NumberInput,
    source: MeasurementSource = MeasurementSource.HAND,
    source_name: str = "",
    uuid: UUID | None = None,
) -> Measurement:
    """A number of a patient's. With a client-made ``uuid`` sending it again changes nothing.

    Raises NotFound, InvalidInput naming the field, Conflict when the UUID belongs to another number.
    """
    record = get_patient(by, patient, Permission.EDIT_CLINICAL)
    if problems := problems_of(record, data):
        raise InvalidInput(_("This cannot be stored as it is."), fields=problems)
    if uuid and (twin := Measurement.objects.filter(uuid=uuid).first()):
        return _same(twin, record, data)
    with recorded(by=by, reason="measured"):
        row = number_row(record, data, by, source, source_name)
        row.uuid = uuid or uuid4()
        row.save()
    return row


def void_measurement(*, by: User, measurement: UUID, reason: str) -> Measurement:
    """Withdraws a number that was wrong; it stays readable. Raises NotFound, InvalidInput, Conflict."""
    found = get_measurement(by, measurement, Permission.EDIT_CLINICAL)
    if not reason.strip() or len(reason) > REASON_LENGTH:
        raise invalid(reason=_("Say why, in a few words."))
    with recorded(by=by, reason=reason):
        row = Measurement.objects.select_for_update(no_key=True).get(pk=found.pk)
        if row.voided_at:
            raise Conflict(_("This number is withdrawn already."))
        row.voided_at, row.voided_by, row.void_reason = clock.now(), by, reason.strip()
        row.save(update_fields=["voided_at", "voided_by", "void_reason"])
    return row


def number_row(
    patient: Patient, data: NumberInput, by: User, source: MeasurementSource, source_name: str
) -> Measurement:
    """The row of a checked number, not stored yet."""
    return Measurement(
        patient=patient,
        code=data.code,
        side=data.side,
        value=data.value,
        unit=KINDS[data.code].unit,
        on=data.on,
        source=source,
        source_name=source_name[:SOURCE_LENGTH],
        recorded_by=by,
    )


def problems_of(patient: Patient, data: NumberInput) -> dict[str, Text]:
    """What keeps a number from being stored, by field."""
    kind = KINDS.get(data.code)
    if kind is None:
        return {"code": _("There is no such kind of number.")}
    if kind.code == WEIGHT and not patient.shows_weight:
        return {"code": _("Weight is not kept for this patient. Switch it on in their details first.")}
    found = (
        ("side", _problem_of_side(kind, data.side)),
        ("value", _problem_of_value(kind, data.value)),
        ("on", _problem_of_day(patient, data.on)),
    )
    return {name: problem for name, problem in found if problem}


def _problem_of_side(kind: Kind, side: str) -> str:
    if kind.sided and side not in (Side.LEFT, Side.RIGHT):
        return _("Say which side: left or right.")
    return _("This number has no side.") if side and not kind.sided else ""


def _problem_of_value(kind: Kind, value: Decimal) -> str:
    if not value.is_finite() or not kind.low <= value <= kind.high:
        limits = {"low": plain(kind.low), "high": plain(kind.high)}
        return _("A number from %(low)s to %(high)s is expected.") % limits
    return _("At most three decimals.") if round(value, PLACES) != value else ""


def _problem_of_day(patient: Patient, on: date) -> str:
    if on > clock.today_in(patient.time_zone):
        return _("This day is in the future.")
    born = patient.date_of_birth
    return _("This day is before the patient was born.") if born and on < born else ""


def _same(twin: Measurement, patient: Patient, data: NumberInput) -> Measurement:
    told = (twin.patient_id, twin.code, twin.value, twin.on, twin.side)
    if told != (patient.pk, data.code, data.value, data.on, data.side):
        raise Conflict(_("This id is taken. Make a new one."), code="id_taken")
    return twin
