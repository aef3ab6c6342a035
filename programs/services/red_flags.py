"""The red-flag gate: takes a screening, stops what is running, and lets nobody but a clinician lift it.

Everything that screens a patient comes through ``give_screening``, so that a warning sign can never be taken
down without stopping the programs.
"""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from accounts.models import User
from audit.context import recorded
from common import clock
from common.errors import Conflict
from patients.enums import Outcome, ScreeningScope
from patients.models import Episode, Patient, Screening, Stop
from patients.queries.screening import open_stops, valid_screening
from patients.services.screenings import record_screening
from programs.enums import ProgramStatus
from programs.models import Program, ProgramPause


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
        if screening.outcome != Outcome.CLEAR:
            _stop_programs(by, Stop.objects.get(screening=screening))
    return screening


def _stop_programs(by: User, stop: Stop) -> None:
    """Pauses what is active from today on. What is paused already stays as it is."""
    today = clock.today_in(stop.patient.time_zone)
    running = Program.objects.select_for_update(no_key=True).filter(
        patient=stop.patient_id, status=ProgramStatus.ACTIVE
    )
    for program in running:
        ProgramPause.objects.create(
            program=program, from_on=today, reason=str(_("Warning sign")), stop=stop, paused_by=by
        )
        program.status = ProgramStatus.PAUSED
        program.save()


def screening_for_enrolment(episode: Episode) -> Screening:
    """The screening a new program points at. Raises Conflict when the patient must be screened first."""
    if open_stops(episode.patient):
        raise Conflict(
            _("A warning sign stops this patient. A clinician must look at it and lift the stop first."),
            code="stopped",
        )
    screening = valid_screening(episode.patient, episode.condition)
    if screening is None:
        raise Conflict(
            _("Ask the warning-sign questions first: there is no full screening from the last four weeks."),
            code="screening_needed",
        )
    return screening
