"""After an episode was closed: one question after one, three, six and twelve months, answered with one tap.

Planned with the end, asked by a sweep in the patient's own morning. "It came back" opens the episode again.
"""

import time
from datetime import datetime, timedelta
from datetime import time as wall_time
from uuid import UUID

from django.utils.translation import gettext as _

from accounts.models import User
from audit.context import recorded
from common import clock
from common.errors import Conflict, invalid
from notifications.services.outbox import plan_message
from patients.access import own_patient
from patients.enums import EpisodeStatus
from patients.models import Aftercare, Episode, HowSince, Patient, SignalKind
from patients.queries.guardians import reader_of
from patients.queries.patients import preferences_of
from patients.rules.occasions import AFTER, add_months
from patients.services.deadlines import answer_by
from patients.services.preferences import is_quiet
from patients.services.signals import raise_signal
from patients.signal_access import get_own_aftercare

KIND = "aftercare"
MORNING = wall_time(9)
USEFUL_FOR = timedelta(days=3)
BATCH = 200
# A run ends before the job's time limit; the next tick goes on.
RUN_FOR_S = 45


def plan_aftercare(episode: Episode, closed_at: datetime) -> None:
    """The questions of an episode that is closed at a moment. Planning them again changes nothing."""
    closed_on = clock.today_in(episode.patient.time_zone, closed_at)
    Aftercare.objects.bulk_create(
        [
            Aftercare(episode=episode, months=months, due_on=add_months(closed_on, months))
            for months in sorted(AFTER)
        ],
        ignore_conflicts=True,
    )


def withdraw_aftercare(episode: Episode) -> None:
    """The episode is open again: what was not answered is not asked any more."""
    Aftercare.objects.filter(episode=episode, withdrawn_at=None, answered_at=None).update(
        withdrawn_at=clock.now()
    )


def ask_due_aftercare(now: datetime | None = None) -> int:
    """Plans a mail for every question whose morning has come; returns how many were asked.

    Any number may run at once: each question is locked by one of them, and the message's key is unique.
    """
    asked, deadline, behind = 0, time.monotonic() + RUN_FOR_S, 0
    while time.monotonic() < deadline:
        rows, done = _ask_batch(now or clock.now(), behind)
        if not rows:
            break
        asked, behind = asked + done, behind + rows - done
    return asked


def _ask_batch(now: datetime, behind: int) -> tuple[int, int]:
    """How many were looked at and how many asked; ``behind`` are those whose morning is still to come."""
    with recorded(by=None, reason="asked"):
        rows = list(
            Aftercare.objects.select_for_update(skip_locked=True, of=("self",), no_key=True)
            .select_related("episode__patient__clinic", "episode__patient__user")
            .filter(
                due_on__lte=now.date() + timedelta(days=1),
                asked_at=None,
                withdrawn_at=None,
                answered_at=None,
            )
            .order_by("due_on", "pk")[behind : behind + BATCH]
        )
        ripe = [row for row in rows if _is_morning(row, now)]
        for row in ripe:
            _ask(row, now)
    return len(rows), len(ripe)


def _is_morning(row: Aftercare, now: datetime) -> bool:
    """On the day itself from nine on, and not in the quiet hours; on any later day just so."""
    patient = row.episode.patient
    local = now.astimezone(clock.zone(patient.time_zone))
    if local.date() < row.due_on or local.time() < MORNING:
        return False
    return not is_quiet(preferences_of(patient), local.time())


def _ask(row: Aftercare, now: datetime) -> None:
    patient = row.episode.patient
    if reader := reader_of(patient):
        plan_message(
            key=f"{KIND}:{row.uuid}",
            clinic=patient.clinic,
            recipient=reader,
            kind=KIND,
            context={"aftercare": str(row.uuid)},
            due_at=now,
            expires_at=now + USEFUL_FOR,
        )
    row.asked_at = now
    row.save(update_fields=["asked_at"])


def answer_aftercare(*, by: User, uuid: UUID, answer: str) -> Aftercare:
    """How it has been since. Sending it again changes nothing, another answer corrects it.

    "It came back" opens the episode again, unless the patient is treated for the same already, and tells the
    clinic. Raises NotFound, InvalidInput, Conflict: ``too_early``, ``reopened`` for an answer after that.
    """
    patient = own_patient(by)
    found = get_own_aftercare(patient, uuid)
    if answer not in HowSince.values:
        raise invalid(answer=_("This is not one of the answers."))
    with recorded(by=by, reason="answered"):
        _lock(patient)
        row = Aftercare.objects.select_for_update(no_key=True).get(pk=found.pk)
        if row.answer != answer:
            _check(patient, row)
            row.answer, row.answered_at, row.answered_by = answer, clock.now(), by
            row.save()
            if answer == HowSince.RELAPSE:
                _came_back(patient, row)
    return get_own_aftercare(patient, uuid)


def _lock(patient: Patient) -> None:
    """First of all locks, as everywhere: an episode is opened again by one of two, not by both."""
    Patient.objects.select_for_update(no_key=True, of=("self",)).get(pk=patient.pk)


def _check(patient: Patient, row: Aftercare) -> None:
    if row.withdrawn_at or row.answer == HowSince.RELAPSE:
        raise Conflict(_("Your clinic has this open again. Please ask them there."), code="reopened")
    if row.due_on > clock.today_in(patient.time_zone):
        raise Conflict(_("This is asked on a later day."), code="too_early")


def _came_back(patient: Patient, row: Aftercare) -> None:
    episode = Episode.objects.select_for_update(no_key=True).get(pk=row.episode_id)
    same = Episode.objects.filter(
        patient=patient, condition=episode.condition, side=episode.side, status=EpisodeStatus.OPEN
    )
    treated = same.first()
    if treated is None:
        open_again(episode)
    now = clock.now()
    raise_signal(
        patient=patient,
        kind=SignalKind.RELAPSE,
        evidence={
            "months": row.months,
            "on": clock.today_in(patient.time_zone, now).isoformat(),
            "reopened": treated is None,
        },
        due_at=answer_by(now, patient.clinic.time_zone),
        episode=treated or episode,
        about=str(row.uuid),
    )


def open_again(episode: Episode) -> None:
    """The episode goes on where it was, with all that hangs on it; its history says when it was closed."""
    episode.status = EpisodeStatus.OPEN
    episode.closed_at, episode.closed_by, episode.close_reason = None, None, ""
    episode.save()
    withdraw_aftercare(episode)
