"""Keeps how the knee is today. Sending the same check again changes nothing; sending it changed corrects it.

The short red-flag list is part of a check. It is judged before anything else, and for good: whatever else is
wrong with the check, a warning sign that was told stops the programs.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid5

from django.db import IntegrityError
from django.utils.translation import gettext as _

from accounts.models import User
from audit.context import recorded
from common import clock
from common.errors import Conflict, InvalidInput, invalid
from patients.enums import EpisodeStatus, ScreeningScope
from patients.models import Episode, Patient, Screening
from programs.check_validators import CheckInput, problems_of_check
from programs.models import DailyCheck
from programs.services.evaluation import evaluate_patient
from programs.services.red_flags import give_screening

__all__ = ["CheckInput", "KeptCheck", "record_daily_check"]


@dataclass(frozen=True)
class KeptCheck:
    """The check as it stands now, and whether this call made it. Its screening says what it came to."""

    check: DailyCheck
    created: bool


def record_daily_check(
    *, by: User, patient: Patient, uuid: UUID, data: CheckInput, answers: Mapping[str, Any]
) -> KeptCheck:
    """Stores or corrects the check with this client-made UUID; ``answers`` are those of the short list.

    The caller has been through the patient's door. Raises InvalidInput naming the field or the question, and
    Conflict when the day has another check (its UUID is in ``fields``) or the UUID is somebody else's.
    """
    episode = _own_episode(patient, data.episode)
    known = DailyCheck.objects.filter(uuid=uuid).first()
    if known and known.patient_id != patient.pk:
        raise Conflict(_("This check could not be stored. Please try again."), code="id_taken")
    screening = _screen(by, patient, episode, uuid, answers)
    _check(patient, data, is_new=known is None)
    if known:
        return KeptCheck(_correct(by, known, episode, data, screening), created=False)
    try:
        with recorded(by=by, reason="checked in"):
            check = _create(by, patient, episode, uuid, data, screening)
            evaluate_patient(patient)
        return KeptCheck(check, created=True)
    except IntegrityError as error:
        return KeptCheck(_after_collision(by, patient, episode, uuid, data, screening, error), created=False)


def _own_episode(patient: Patient, uuid: UUID) -> Episode:
    """Somebody else's episode looks like one that does not exist."""
    found = Episode.objects.filter(patient=patient, uuid=uuid, status=EpisodeStatus.OPEN).first()
    if found is None:
        raise invalid(episode=_("This is not one of your open episodes."))
    return found


def _screen(
    by: User, patient: Patient, episode: Episode, check: UUID, answers: Mapping[str, Any]
) -> Screening:
    """One screening for each set of answers: its id follows from them, so a repeated check repeats it."""
    return give_screening(
        by=by,
        patient=patient,
        condition=episode.condition,
        scope=ScreeningScope.DAILY,
        answers=answers,
        uuid=uuid5(check, json.dumps(dict(answers), sort_keys=True, default=str)),
    )


def _check(patient: Patient, data: CheckInput, *, is_new: bool) -> None:
    """The day of a check that is stored was right then."""
    problems = problems_of_check(data)
    today = clock.today_in(patient.time_zone)
    if is_new and not today - timedelta(days=1) <= data.on <= today:
        problems["on"] = _("A check is for today or yesterday.")
    if problems:
        raise InvalidInput(_("This cannot be stored as it is."), fields=problems)


def _create(
    by: User, patient: Patient, episode: Episode, uuid: UUID, data: CheckInput, screening: Screening
) -> DailyCheck:
    return DailyCheck.objects.create(
        uuid=uuid,
        patient=patient,
        episode=episode,
        on=data.on,
        screening=screening,
        given_at=screening.given_at,
        given_by=by,
        **_values(data),
    )


def _values(data: CheckInput) -> dict[str, Any]:
    columns = asdict(data)
    del columns["episode"], columns["on"]
    return columns


def _correct(
    by: User, known: DailyCheck, episode: Episode, data: CheckInput, screening: Screening
) -> DailyCheck:
    """The check as corrected; the version before stays readable in its history."""
    with recorded(by=by, reason="corrected"):
        check = DailyCheck.objects.select_for_update(no_key=True).get(pk=known.pk)
        if (check.episode_id, check.on) != (episode.pk, data.on):
            raise invalid(on=_("A correction keeps the day. Send a new check instead."))
        columns = _values(data) | {"screening_id": screening.pk, "given_at": screening.given_at}
        changed = {name: value for name, value in columns.items() if getattr(check, name) != value}
        if changed:
            for name, value in changed.items():
                setattr(check, name, value)
            check.corrected_at = clock.now()
            check.save()
            evaluate_patient(check.patient)
    return check


def _after_collision(
    by: User,
    patient: Patient,
    episode: Episode,
    uuid: UUID,
    data: CheckInput,
    screening: Screening,
    error: IntegrityError,
) -> DailyCheck:
    """Somebody was faster: the same check sent twice at once, or another device with its own."""
    if known := DailyCheck.objects.filter(uuid=uuid, patient=patient).first():
        return _correct(by, known, episode, data, screening)
    other = DailyCheck.objects.filter(episode=episode, on=data.on).first()
    if other is None:
        raise error
    raise Conflict(
        _("This day has its check already. Correct that one instead."),
        code="already_checked",
        fields={"id": str(other.uuid)},
    )
