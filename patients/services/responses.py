"""Takes the answers to a measure and scores them. The same again changes nothing, changed answers correct."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import IntegrityError
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import Permission
from audit.context import recorded
from common import clock
from common.errors import Conflict, InvalidInput, NotFound, Text, invalid
from patients.access import get_episode, own_patient
from patients.measure_access import get_version
from patients.measure_words import sentence_of
from patients.models import Episode, MeasureResponse, MeasureScore, MeasureVersion
from patients.queries.measures import applies, closed_on, named_before, opened_on
from patients.rules.answers import kept, problems
from patients.rules.definition import Definition
from patients.rules.occasions import moment_of
from patients.rules.scoring import score
from patients.services.waiting_signals import measure_was_given


@dataclass(frozen=True)
class ResponseInput:
    """Answers to one version on one day; ``on`` is a day in the patient's own calendar."""

    episode: UUID
    version: UUID
    on: date
    answers: Mapping[str, Any]


@dataclass(frozen=True)
class Given:
    """The answers as they stand, and whether this call made them."""

    response: MeasureResponse
    created: bool


def give_own_response(*, by: User, uuid: UUID, data: ResponseInput) -> Given:
    """A patient's own answers under a client-made UUID.

    Raises InvalidInput naming each question, Conflict when that day has other answers (their UUID is in
    ``fields``) or the UUID is somebody else's.
    """
    patient = own_patient(by)
    episode = Episode.objects.select_related("patient").filter(patient=patient, uuid=data.episode).first()
    if episode is None:
        raise invalid(episode=_("There is no such episode."))
    return _give(by, episode, uuid, data)


def give_response(*, by: User, uuid: UUID, data: ResponseInput) -> Given:
    """The same by staff on behalf of a patient. Also raises NotFound for the episode."""
    return _give(by, get_episode(by, data.episode, Permission.EDIT_CLINICAL), uuid, data)


def _give(by: User, episode: Episode, uuid: UUID, data: ResponseInput) -> Given:
    version = _version(episode, data.version)
    known = MeasureResponse.objects.filter(uuid=uuid).first()
    if known is None:
        _check_occasion(episode, version, data.on)
    answers = _checked(episode, version, uuid, data.answers)
    if known:
        return Given(_correct(by, known, episode, version, data.on, answers), created=False)
    try:
        with recorded(by=by, reason="answered"):
            return Given(_create(by, episode, version, uuid, data.on, answers), created=True)
    except IntegrityError as error:
        return Given(_after_collision(by, episode, version, uuid, data.on, answers, error), created=False)


def _version(episode: Episode, uuid: UUID) -> MeasureVersion:
    try:
        version = get_version(episode.patient, uuid)
    except NotFound as error:
        raise invalid(version=_("There is no such questionnaire.")) from error
    if not applies(version.measure, episode):
        raise invalid(version=_("This questionnaire is for another condition."))
    return version


def _check_occasion(episode: Episode, version: MeasureVersion, on: date) -> None:
    if version.measure.retired_at:
        raise invalid(version=_("This questionnaire is not used any more."))
    if on > clock.today_in(episode.patient.time_zone):
        raise invalid(on=_("This day is in the future."))
    if on < opened_on(episode, episode.patient):
        raise invalid(on=_("This day is before the episode begins."))


def _checked(
    episode: Episode, version: MeasureVersion, uuid: UUID, answers: Mapping[str, Any]
) -> dict[str, Any]:
    definition = Definition.from_content(version.content)
    named = named_before(episode, version.measure_id, uuid) if definition.activities else []
    if found := problems(definition, answers, named):
        fields: dict[str, Text] = {name: sentence_of(problem) for name, problem in found.items()}
        raise InvalidInput(_("Not saved yet. Please look at the marked questions."), fields=fields)
    return kept(definition, answers)


def _create(
    by: User, episode: Episode, version: MeasureVersion, uuid: UUID, on: date, answers: dict[str, Any]
) -> MeasureResponse:
    schedule = Definition.from_content(version.content).schedule
    start, end = opened_on(episode, episode.patient), closed_on(episode, episode.patient)
    response = MeasureResponse.objects.create(
        uuid=uuid,
        patient=episode.patient,
        episode=episode,
        version=version,
        occasion=moment_of(schedule, start, end, on),
        on=on,
        answers=answers,
        given_by=by,
    )
    _write_scores(response)
    measure_was_given(episode.patient)
    return response


def _correct(
    by: User,
    known: MeasureResponse,
    episode: Episode,
    version: MeasureVersion,
    on: date,
    answers: dict[str, Any],
) -> MeasureResponse:
    """The answers as corrected; the version before stays readable in the history."""
    if known.patient_id != episode.patient_id:
        raise Conflict(_("This could not be stored. Please try again."), code="id_taken")
    with recorded(by=by, reason="answers corrected"):
        response = MeasureResponse.objects.select_for_update(no_key=True).get(pk=known.pk)
        if (response.episode_id, response.version_id, response.on) != (episode.pk, version.pk, on):
            raise invalid(on=_("A correction keeps the questionnaire and the day. Send new answers instead."))
        if response.answers != answers:
            response.answers, response.corrected_at = answers, clock.now()
            response.save(update_fields=["answers", "corrected_at"])
            _write_scores(response)
    return response


def _write_scores(response: MeasureResponse) -> None:
    """Every scale has its row; where not enough was answered it has no value."""
    definition = Definition.from_content(response.version.content)
    known = {row.scale: row for row in response.scores.all()}
    for found in score(definition, response.answers):
        row = known.get(found.scale) or MeasureScore(response=response, scale=found.scale)
        if row.pk is None or row.value != found.value:
            row.value, row.method = found.value, found.method
            row.save()


def _after_collision(
    by: User,
    episode: Episode,
    version: MeasureVersion,
    uuid: UUID,
    on: date,
    answers: dict[str, Any],
    error: IntegrityError,
) -> MeasureResponse:
    """Somebody was faster: the same answers sent twice at once, or another device with its own."""
    if known := MeasureResponse.objects.filter(uuid=uuid).first():
        return _correct(by, known, episode, version, on, answers)
    other = MeasureResponse.objects.filter(episode=episode, version=version, on=on).first()
    if other is None:
        raise error
    raise Conflict(
        _("This was answered today already. Correct those answers instead."),
        code="already_given",
        fields={"id": str(other.uuid)},
    )
