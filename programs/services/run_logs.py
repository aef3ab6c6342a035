"""Stores runs. Sending the same run again changes nothing; sending it changed corrects it."""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import IntegrityError
from django.utils.translation import gettext as _

from accounts.models import User
from audit.context import recorded
from common import clock
from common.errors import Conflict, InvalidInput, invalid
from patients.access import own_patient
from patients.enums import EpisodeStatus
from patients.models import Episode, Patient
from programs.models import Program, RunLog
from programs.run_validators import RunInput, problems_of_run
from programs.services.evaluation import evaluate_patient
from programs.services.follow_ups import plan_follow_up

__all__ = ["KeptRun", "RunInput", "record_run"]


@dataclass(frozen=True)
class KeptRun:
    """The run as it stands now, and whether this call made it."""

    run: RunLog
    created: bool


def record_run(*, by: User, uuid: UUID, data: RunInput) -> KeptRun:
    """Stores or corrects the run with this client-made UUID, and plans the question a day later.

    Raises NotFound, InvalidInput naming the field, and Conflict if the UUID is somebody else's.
    """
    patient = own_patient(by)
    known = RunLog.objects.select_related("episode").filter(uuid=uuid).first()
    if known:
        return KeptRun(_correct(by, patient, known, data), created=False)
    episode = _episode(patient, data.episode)
    _check(data, _problem_of_day(patient, episode, data.on))
    try:
        with recorded(by=by, reason="logged"):
            run = _create(by, patient, episode, uuid, data)
            plan_follow_up(patient, data.on, run=run)
            evaluate_patient(patient)
        return KeptRun(run, created=True)
    except IntegrityError:
        # Somebody was faster: the same run sent twice at once.
        known = RunLog.objects.select_related("episode").filter(uuid=uuid).first()
        if known is None:
            raise
    return KeptRun(_correct(by, patient, known, data), created=False)


def _episode(patient: Patient, uuid: UUID | None) -> Episode:
    """The named one, or the only one. Somebody else's looks like one that does not exist."""
    episodes = list(Episode.objects.filter(patient=patient, status=EpisodeStatus.OPEN))
    found = [episode for episode in episodes if uuid in (None, episode.uuid)]
    if len(found) == 1:
        return found[0]
    if uuid is None and episodes:
        raise invalid(episode=_("Say for which of your open episodes."))
    raise invalid(episode=_("This is not one of your open episodes."))


def _check(data: RunInput, problem_of_day: str = "") -> None:
    problems = problems_of_run(data)
    if problem_of_day:
        problems["on"] = problem_of_day
    if problems:
        raise InvalidInput(_("This cannot be stored as it is."), fields=problems)


def _problem_of_day(patient: Patient, episode: Episode, on: date) -> str:
    """A day is in the future if it is in every zone the patient may have run in.

    Before the program, or without one before the episode, nobody asked for runs.
    """
    programs = list(Program.objects.filter(episode=episode).values_list("start_on", "time_zone"))
    zones = {patient.time_zone, *(zone for _start, zone in programs)}
    if on > max(map(clock.today_in, zones)):
        return _("This day is in the future.")
    first = min(
        (start for start, _zone in programs), default=clock.today_in(patient.time_zone, episode.created_at)
    )
    return _("This day is before the program starts.") if on < first else ""


def _create(by: User, patient: Patient, episode: Episode, uuid: UUID, data: RunInput) -> RunLog:
    return RunLog.objects.create(
        uuid=uuid, patient=patient, episode=episode, on=data.on, logged_by=by, **_values(data)
    )


def _values(data: RunInput) -> dict[str, Any]:
    columns = asdict(data)
    del columns["episode"], columns["on"]
    return columns


def _correct(by: User, patient: Patient, known: RunLog, data: RunInput) -> RunLog:
    """The run as corrected; the version before stays readable in its history."""
    if known.patient_id != patient.pk:
        raise Conflict(_("This run could not be stored. Please try again."), code="id_taken")
    _check(data)
    with recorded(by=by, reason="corrected"):
        run = RunLog.objects.select_for_update(no_key=True).get(pk=known.pk)
        if run.on != data.on or data.episode not in (None, known.episode.uuid):
            raise invalid(on=_("A correction keeps the day and the episode. Send a new run instead."))
        changed = {name: value for name, value in _values(data).items() if getattr(run, name) != value}
        if changed:
            for name, value in changed.items():
                setattr(run, name, value)
            run.corrected_at = clock.now()
            run.save()
            evaluate_patient(patient)
    return run
