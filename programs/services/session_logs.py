"""Stores what a patient did. Sending the same log again changes nothing; sending it changed corrects it."""

from dataclasses import asdict, dataclass
from uuid import UUID

from django.db import IntegrityError
from django.utils.translation import gettext as _

from accounts.models import User
from audit.context import recorded
from common import clock
from common.errors import Conflict, InvalidInput, invalid
from patients.access import own_patient
from patients.models import Patient
from programs.models import Prescription, SessionLog
from programs.rules.schedule import sides_of
from programs.rules.words import BodySide, Focus, LogState, SideRule
from programs.services.follow_ups import plan_follow_up
from programs.services.looking import look_soon
from programs.validators import LogInput, problems_of_log

__all__ = ["LogInput", "Recorded", "record_session_log"]


@dataclass(frozen=True)
class Recorded:
    """The log as it stands now, and whether this call made it."""

    log: SessionLog
    created: bool


def record_session_log(*, by: User, uuid: UUID, data: LogInput) -> Recorded:
    """Stores or corrects the log with this client-made UUID.

    Raises NotFound, InvalidInput naming the field, and Conflict if another log says something about the same
    exercise, side and day (its UUID is in ``fields``), or if the UUID is somebody else's.
    """
    patient = own_patient(by)
    prescription = _own_prescription(patient, data.prescription)
    known = SessionLog.objects.filter(uuid=uuid).first()
    _check(patient, prescription, data, is_new=known is None)
    if known:
        return Recorded(_correct(by, patient, known, prescription, data), created=False)
    try:
        with recorded(by=by, reason="logged"):
            return Recorded(_create(patient, prescription, uuid, data), created=True)
    except IntegrityError as error:
        return Recorded(_after_collision(by, patient, prescription, uuid, data, error), created=False)


def _own_prescription(patient: Patient, uuid: UUID) -> Prescription:
    """Somebody else's prescription looks like one that does not exist."""
    found = (
        Prescription.objects.select_related("exercise", "program__patient__preferences")
        .filter(uuid=uuid, program__patient=patient)
        .first()
    )
    if found is None:
        raise invalid(prescription=_("This exercise is not in your program."))
    return found


def _check(patient: Patient, prescription: Prescription, data: LogInput, *, is_new: bool) -> None:
    """The day of a log that is stored was right then, also if the patient has travelled west since."""
    sides = sides_of(SideRule(prescription.side), BodySide(prescription.program.side))
    problems = problems_of_log(data, sides)
    if is_new:
        problems |= _problems_of_day(patient, prescription, data)
    if problems:
        raise InvalidInput(_("This cannot be stored as it is."), fields=problems)


def _problems_of_day(patient: Patient, prescription: Prescription, data: LogInput) -> dict[str, str]:
    """The day on which a program is ended still takes logs: the session may have come before the end.

    A day is in the future if it is in both zones: who flew west may send what was logged before the flight.
    """
    program = prescription.program
    if data.on > max(clock.today_in(patient.time_zone), clock.today_in(program.time_zone)):
        return {"on": _("This day is in the future.")}
    if data.on < program.start_on:
        return {"on": _("This day is before the program starts.")}
    if program.ended_on and data.on > program.ended_on:
        return {"on": _("The program had ended on this day.")}
    return {}


def _create(patient: Patient, prescription: Prescription, uuid: UUID, data: LogInput) -> SessionLog:
    log = SessionLog.objects.create(
        uuid=uuid,
        patient=patient,
        program=prescription.program,
        prescription=prescription,
        **_columns(data),
    )
    _ask_tomorrow(prescription, log)
    look_soon(prescription.program)
    return log


def _ask_tomorrow(prescription: Prescription, log: SessionLog) -> None:
    """Whatever loads the knee is asked about a day later; stretching does not."""
    if log.state != LogState.SKIPPED and prescription.exercise.focus != Focus.MOBILITY:
        program = prescription.program
        plan_follow_up(program.patient, log.on, program=program)


def _columns(data: LogInput) -> dict[str, object]:
    columns = asdict(data)
    del columns["prescription"]
    return columns


def _correct(
    by: User, patient: Patient, known: SessionLog, prescription: Prescription, data: LogInput
) -> SessionLog:
    """The log as corrected; the version before stays readable in its history."""
    if known.patient_id != patient.pk:
        raise Conflict(_("This log could not be stored. Please try again."), code="id_taken")
    with recorded(by=by, reason="corrected"):
        log = SessionLog.objects.select_for_update(no_key=True).get(pk=known.pk)
        if (log.prescription_id, log.side, log.on) != (prescription.pk, data.side, data.on):
            raise invalid(
                prescription=_("A correction keeps the exercise, side and day. Send a new log instead.")
            )
        changed = {name: value for name, value in _columns(data).items() if getattr(log, name) != value}
        if changed:
            for name, value in changed.items():
                setattr(log, name, value)
            log.corrected_at = clock.now()
            log.save()
            _ask_tomorrow(prescription, log)
            look_soon(prescription.program)
    return log


def _after_collision(
    by: User,
    patient: Patient,
    prescription: Prescription,
    uuid: UUID,
    data: LogInput,
    error: IntegrityError,
) -> SessionLog:
    """Somebody was faster: the same log sent twice at once, or another device with its own log."""
    if known := SessionLog.objects.filter(uuid=uuid).first():
        return _correct(by, patient, known, prescription, data)
    other = SessionLog.objects.filter(prescription=prescription, side=data.side, on=data.on).first()
    if other is None:
        raise error
    raise Conflict(
        _("This exercise is logged for that day already. Correct that log instead."),
        code="already_logged",
        fields={"id": str(other.uuid)},
    )
