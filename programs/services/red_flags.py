"""The red-flag gate: takes a screening, stops what is running, and lets nobody but a clinician lift it.

Everything that screens a patient comes through ``give_screening``, so that a warning sign can never be taken
down without stopping the programs.
"""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import Permission
from audit.context import recorded
from common import clock
from common.errors import Conflict
from patients.enums import Outcome, ScreeningScope
from patients.gate_access import get_stop
from patients.models import Episode, Patient, Screening, Stop
from patients.queries.screening import open_stops, valid_screening
from patients.services.documents import licence_of
from patients.services.screenings import record_screening
from patients.services.stops import locked, raise_stop, said
from patients.services.waiting_signals import keep_stop_signal
from programs.enums import ProgramStatus
from programs.models import DailyCheck, Program, ProgramPause
from programs.services.pausing import go_on, pause
from programs.services.reminders import start_reminding


def give_screening(
    *,
    by: User,
    patient: Patient,
    condition: str,
    scope: ScreeningScope,
    answers: Mapping[str, Any],
    uuid: UUID | None = None,
) -> Screening:
    """Keeps a patient's answers; a warning sign stops every running program of theirs at once.

    ``by`` is the patient, somebody who acts for them, or a clinician; the caller has been through the door.
    Raises InvalidInput naming each question, NotFound, Conflict.
    """
    with recorded(by=by, reason="screened"):
        screening = record_screening(
            by=by, patient=patient, condition=condition, scope=scope, answers=answers, uuid=uuid
        )
        # Sent again after a clinician lifted the stop, it stops nothing any more.
        for stop in Stop.objects.select_related("patient").filter(screening=screening, lifted_at=None):
            _stop_programs(by, stop)
    return screening


def stop_after_check(check: DailyCheck, level: Outcome) -> None:
    """A swollen knee stops like a warning sign, though no question was answered with yes."""
    if not Stop.objects.filter(screening=check.screening_id).exists():
        _stop_programs(check.given_by, raise_stop(check.patient, check.screening, level))


def lift_stop(*, by: User, stop: UUID, reason: str, resume: bool) -> Stop:
    """A licensed clinician has looked: the patient may go on, for the reason given.

    With the last open stop, ``resume`` sets going what warning signs had paused; without, it stays paused,
    and says why. Raises NotFound, InvalidInput, Conflict; code ``licence_needed`` for who may not decide it.
    """
    reason, found = said(reason, "reason"), get_stop(by, stop, Permission.EDIT_CLINICAL)
    licence_of(by)
    with recorded(by=by, reason=reason):
        patient = lock_patient(found.patient_id)
        record = locked(found)
        record.lifted_at, record.lifted_by, record.lift_reason = clock.now(), by, reason
        record.save()
        keep_stop_signal(patient)
        if not open_stops(patient):
            _after_the_last(by, patient, resume=resume)
    return record


def _after_the_last(by: User, patient: Patient, *, resume: bool) -> None:
    """What the physio had paused before stays paused in any case."""
    held = ProgramPause.objects.filter(program__patient=patient, to_on=None, stop__isnull=False)
    for program in _locked(patient, ProgramStatus.PAUSED, pauses__in=held):
        if resume:
            go_on(program, by=by)
        else:
            held.filter(program=program).update(reason=_("Warning sign lifted, still paused"))
    if resume:
        start_reminding(patient)


def _stop_programs(by: User, stop: Stop) -> None:
    """Pauses what is active. What is paused already stays as it is."""
    for program in _locked(stop.patient, ProgramStatus.ACTIVE):
        pause(program, by=by, reason=_("Warning sign"), stop=stop)


def _locked(patient: Patient, status: ProgramStatus, **chosen: Any) -> list[Program]:
    """The patient's programs in a state, always after the patient and in one order."""
    rows = Program.objects.select_for_update(no_key=True, of=("self",)).select_related("patient")
    return list(rows.filter(patient=patient, status=status, **chosen).order_by("pk"))


def lock_patient(patient: int) -> Patient:
    """First of all locks: a stop is raised and lifted under it, so nothing goes on beside one."""
    return Patient.objects.select_for_update(no_key=True, of=("self",)).get(pk=patient)


def check_not_stopped(patient: Patient) -> None:
    """Raises Conflict while a warning sign holds the patient."""
    if open_stops(patient):
        raise Conflict(
            _("A warning sign stops this patient. A clinician must look at it and lift the stop first."),
            code="stopped",
        )


def gate_problem(episode: Episode) -> Conflict | None:
    """Why no program can be assigned now, if so: said before somebody works on one."""
    try:
        screening_for_enrolment(episode)
    except Conflict as problem:
        return problem
    return None


def screening_for_enrolment(episode: Episode) -> Screening:
    """The screening a new program points at. Raises Conflict when the patient must be screened first."""
    check_not_stopped(episode.patient)
    screening = valid_screening(episode.patient, episode.condition)
    if screening is None:
        raise Conflict(
            _("Ask the warning-sign questions first: there is no full screening from the last four weeks."),
            code="screening_needed",
        )
    return screening
