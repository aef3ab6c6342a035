"""The question after each load: planned with the load, asked by a sweep, answered with one tap.

Each row carries the moment at which it is asked next, so a sweep costs what is due and not what is stored.
Whether the question still makes sense is asked again when its mail is sent (follow_up_mail.py).
"""

import time
from datetime import date, datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from accounts.models import User
from audit.context import recorded
from common import clock
from common.errors import invalid
from notifications.services.outbox import plan_message
from patients.access import own_patient
from patients.models import Patient
from patients.queries.guardians import reader_of
from programs.models import FollowUp, Program, RunLog, Settled
from programs.queries.follow_ups import get_own_follow_up, possible_answers
from programs.services.evaluation import evaluate_patient
from programs.services.follow_up_times import awake_at, next_ask_at, time_of_load

KIND = "follow_up"
BATCH = 200
# A run ends before the job's time limit; the next tick goes on.
RUN_FOR_S = 45


def plan_follow_up(
    patient: Patient, on: date, *, program: Program | None = None, run: RunLog | None = None
) -> None:
    """One question for a run, or for a program's session of a day. Planning it again changes nothing."""
    now = clock.now()
    loaded_at = time_of_load(patient, on, now)
    asked = FollowUp(
        patient=patient,
        program=program,
        run=run,
        on=on,
        loaded_at=loaded_at,
        ask_at=next_ask_at(patient, loaded_at, now),
    )
    FollowUp.objects.bulk_create([asked], ignore_conflicts=True)


def answer_follow_up(*, by: User, uuid: UUID, settled: str) -> FollowUp:
    """Stores or corrects the answer, however late it comes. Raises NotFound, InvalidInput."""
    patient = own_patient(by)
    with recorded(by=by, reason="answered"):
        asked = FollowUp.objects.select_for_update(no_key=True).get(pk=get_own_follow_up(patient, uuid).pk)
        _check(patient, asked, settled)
        # "Not yet" said again says more than before: more time has passed.
        if settled != asked.settled or settled == Settled.NOT_YET:
            _answer(patient, asked, by, settled)
            evaluate_patient(patient)
    return asked


def _check(patient: Patient, asked: FollowUp, settled: str) -> None:
    if settled not in Settled.values:
        raise invalid(settled=_("This is not one of the answers."))
    if settled not in possible_answers(asked, clock.today_in(patient.time_zone)):
        raise invalid(settled=_("That much time has not passed yet."))


def _answer(patient: Patient, asked: FollowUp, by: User, settled: str) -> None:
    now = clock.now()
    asked.settled, asked.answered_at, asked.answered_by = settled, now, by
    is_open = settled == Settled.NOT_YET
    asked.ask_at = next_ask_at(patient, asked.loaded_at, now) if is_open else None
    asked.save()


def ask_due_follow_ups(now: datetime | None = None) -> int:
    """Plans a mail for every question whose time has come; returns how many were looked at.

    Any number may run at once: each question is locked by one of them, and the message's key is unique.
    """
    looked_at = 0
    deadline = time.monotonic() + RUN_FOR_S
    while time.monotonic() < deadline and (batch := _ask_batch(now or clock.now())):
        looked_at += batch
    return looked_at


def _ask_batch(now: datetime) -> int:
    with recorded(by=None, reason="asked"):
        due = list(
            FollowUp.objects.select_for_update(skip_locked=True, of=("self",), no_key=True)
            .select_related("patient__clinic", "patient__user", "patient__preferences")
            .filter(ask_at__lte=now)
            .order_by("ask_at")[:BATCH]
        )
        for asked in due:
            _ask(asked, now)
    return len(due)


def _ask(asked: FollowUp, now: datetime) -> None:
    """A mail now; or, where it has become night meanwhile, the same question in the morning."""
    morning = awake_at(asked.patient, now)
    if morning > now:
        asked.ask_at = morning
    else:
        _plan_mail(asked.patient, now)
        asked.ask_at = next_ask_at(asked.patient, asked.loaded_at, now)
        asked.times_asked += 1
    asked.save(update_fields=["ask_at", "times_asked"])


def _plan_mail(patient: Patient, now: datetime) -> None:
    """One a day for a patient, whatever there is to ask: the mail leads to all of it."""
    on = clock.today_in(patient.time_zone, now)
    if reader := reader_of(patient):
        plan_message(
            key=f"{KIND}:{patient.uuid}:{on.isoformat()}",
            clinic=patient.clinic,
            recipient=reader,
            kind=KIND,
            context={"patient": str(patient.uuid), "on": on.isoformat()},
            due_at=now,
            expires_at=clock.moment(patient.time_zone, on + timedelta(days=1), clock.MIDNIGHT),
        )
