"""Pauses, resumes, holds, finishes and cancels programs; each with who and why."""

from uuid import UUID

from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import Permission
from audit.context import recorded
from common import clock
from common.errors import Conflict, invalid
from programs.access import get_program
from programs.enums import RUNNING, ProgramStatus
from programs.models import Program
from programs.queries.facts import clock_of
from programs.rules.clock import ProgramDay, locate
from programs.services.pausing import close_pause, first_day_without, go_on, pause, set_status, today_of
from programs.services.red_flags import check_not_stopped, lock_patient
from programs.services.reminders import start_reminding
from programs.services.signals import settle_signals_of
from programs.services.weeks import hold, is_held


def pause_program(*, by: User, program: UUID, reason: str) -> Program:
    """From today on nothing is due, until it is resumed; from tomorrow if today was trained already.

    Raises NotFound, InvalidInput, Conflict.
    """
    reason, record = _reason(reason), get_program(by, program, Permission.EDIT_CLINICAL)
    with recorded(by=by, reason=reason):
        record = _locked(record)
        if record.status != ProgramStatus.ACTIVE:
            raise Conflict(_("Only an active program can be paused."))
        pause(record, by=by, reason=reason)
    return record


def resume_program(*, by: User, program: UUID) -> Program:
    """Goes on from today where it stood. Raises NotFound, Conflict; code ``stopped`` while a stop holds."""
    record = get_program(by, program, Permission.EDIT_CLINICAL)
    with recorded(by=by, reason="resumed"):
        check_not_stopped(lock_patient(record.patient_id))
        record = _locked(record)
        if record.status != ProgramStatus.PAUSED:
            raise Conflict(_("This program is not paused."))
        go_on(record, by=by)
        start_reminding(record.patient)
    return record


def hold_week(*, by: User, program: UUID, reason: str) -> Program:
    """Lives the current week once more; everything later moves back by one.

    Once for every time it is lived, so that a double click does not add another week.
    Raises NotFound, InvalidInput, Conflict.
    """
    reason, record = _reason(reason), get_program(by, program, Permission.EDIT_CLINICAL)
    with recorded(by=by, reason=reason):
        record = _locked(record)
        place = locate(clock_of(record), today_of(record))
        if record.status != ProgramStatus.ACTIVE or not isinstance(place, ProgramDay):
            raise Conflict(_("Only a week that is running can be repeated."))
        if place.position > record.weeks_released or is_held(record, place.position):
            raise Conflict(_("This week will be repeated already."), code="held")
        hold(record, after=place.position, reason=reason)
    return record


def finish_program(*, by: User, program: UUID, reason: str) -> Program:
    """Ends a program that has done its work. Raises NotFound, InvalidInput, Conflict."""
    return _end(by, program, ProgramStatus.FINISHED, reason)


def cancel_program(*, by: User, program: UUID, reason: str) -> Program:
    """Ends a program before its time. Raises NotFound, InvalidInput, Conflict."""
    return _end(by, program, ProgramStatus.CANCELLED, reason)


def _end(by: User, program: UUID, status: ProgramStatus, reason: str) -> Program:
    reason, record = _reason(reason), get_program(by, program, Permission.EDIT_CLINICAL)
    with recorded(by=by, reason=reason):
        record = _locked(record)
        if record.status not in RUNNING:
            raise Conflict(_("This program has ended already."))
        if record.status == ProgramStatus.PAUSED:
            close_pause(record, by=by)
        record.ended_on, record.ended_at = first_day_without(record), clock.now()
        record.ended_by, record.end_reason = by, reason
        ended = set_status(record, status)
        settle_signals_of(ended, at=clock.now())
    return ended


def _reason(reason: str) -> str:
    if not reason.strip():
        raise invalid(reason=_("Say why, in a few words."))
    return reason.strip()


def _locked(program: Program) -> Program:
    """Under a lock, so that of two clicks one wins and the other hears of it."""
    return (
        Program.objects.select_for_update(no_key=True, of=("self",))
        .select_related("patient")
        .get(pk=program.pk)
    )
