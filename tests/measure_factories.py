"""Makes measures, answers to them, and numbers, all by the real services."""

from datetime import date, time
from decimal import Decimal
from typing import Any
from uuid import uuid4

from accounts.models import User
from common import clock
from patients.models import Episode, Measurement, MeasureResponse, MeasureVersion, Patient
from patients.services.measure_imports import import_measure
from patients.services.measurements import NumberInput, record_measurement
from patients.services.measures import publish_measures
from patients.services.responses import ResponseInput, give_own_response
from tests.factories import pack_content, physio
from tests.patients.measures import asked, file_of, questionnaire


def bundled_measures() -> dict[str, MeasureVersion]:
    """The bundled pack's own measures, by their short name."""
    content = pack_content().raw["outcome_measures"]
    versions = publish_measures(condition="runners-knee", content=content)
    return {version.measure.slug: version for version in versions}


def imported_measure(by: User, **changes: Any) -> MeasureVersion:
    """An invented questionnaire that an owner imported; ``changes`` are those of its file."""
    file = file_of(questionnaire(**changes))
    return import_measure(by=by, file=file, attested_name="Olga Owner", attests=True).version


def begun(episode: Episode, on: date) -> Episode:
    """The episode as if it had been opened on an earlier day."""
    episode.created_at = clock.moment(episode.patient.time_zone, on, time(8))
    Episode.objects.filter(pk=episode.pk).update(created_at=episode.created_at)
    return episode


def answered(
    episode: Episode, version: MeasureVersion, answers: dict[str, Any], on: date | None = None
) -> MeasureResponse:
    """Answers of a patient on a day of theirs, by default today."""
    day = on or clock.today_in(episode.patient.time_zone)
    assert episode.patient.user
    data = ResponseInput(episode.uuid, version.uuid, day, answers)
    return give_own_response(by=episode.patient.user, uuid=uuid4(), data=data).response


def measured(patient: Patient, by: User | None = None, **fields: Any) -> Measurement:
    """A number of a patient's, by default the left ankle's."""
    told = {"code": "knee-to-wall", "side": "left", "value": 9, **fields}
    on = told.pop("on", None) or clock.today_in(patient.time_zone)
    data = NumberInput(told["code"], Decimal(told["value"]), on, told["side"])
    return record_measurement(by=by or physio(patient.clinic), patient=patient.uuid, data=data)


def canary_measures(episode: Episode, owner: User, clinician: User, word: str) -> dict[str, Any]:
    """A clinic's own measure, answers to it and a number, which say a word of their own; for the world."""
    items = [*questionnaire()["item"], asked("note", "text")]
    version = imported_measure(owner, item=items, scoring={"method": "sum", "items": ["climb", "carry"]})
    response = answered(episode, version, {"climb": "1", "carry": "1", "note": word})
    data = NumberInput("push-ups", Decimal(12), response.on)
    measurement = record_measurement(by=clinician, patient=episode.patient.uuid, data=data, source_name=word)
    return {
        "measure": version.measure,
        "version": version,
        "response": response,
        "measurement": measurement,
    }
