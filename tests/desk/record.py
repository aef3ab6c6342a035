"""Rows of the clinical record as a chart meets them, on any day, without the ways that lead there."""

from decimal import Decimal

from common import clock
from patients.enums import AssessmentKind, DocumentState, MeasurementSource, Occasion, Outcome
from patients.models import (
    Assessment,
    ConditionForm,
    Measurement,
    MeasureResponse,
    MeasureScore,
    MeasureVersion,
    VisitNote,
)
from patients.queries.screening import asked_of
from patients.rules.definition import Definition
from patients.rules.scoring import score
from patients.services.measures import publish_measures
from programs.models import DailyCheck
from tests import factories as f


def checked(program, on, **fields):
    """A daily check, with the short screen it carries."""
    screening = f.screened(program.patient, by=program.patient.user, scope="daily")
    return DailyCheck.objects.create(
        patient=program.patient,
        episode=program.episode,
        screening=screening,
        on=on,
        given_by=program.patient.user,
        **fields,
    )


def measured(episode, code, values, on, *, unit):
    """One number for each side."""
    return [
        Measurement.objects.create(
            patient=episode.patient,
            episode=episode,
            code=code,
            side=side,
            value=Decimal(str(value)),
            unit=unit,
            on=on,
            source=MeasurementSource.HAND,
            recorded_by=episode.opened_by,
        )
        for side, value in values.items()
    ]


def filled_in(episode, slug, on, ratings):
    """A bundled measure of named activities, with its score."""
    publish_measures(condition=episode.condition, content=f.pack_content().raw["outcome_measures"])
    version = MeasureVersion.objects.get(measure__slug=slug, is_current=True)
    names = ("running downhill", "stairs", "squatting", "long sitting")
    answers = {
        "activities": [{"name": name, "score": rating} for name, rating in zip(names, ratings, strict=False)]
    }
    response = MeasureResponse.objects.create(
        patient=episode.patient,
        episode=episode,
        version=version,
        occasion=Occasion.EXTRA,
        on=on,
        answers=answers,
        given_by=episode.opened_by,
    )
    for found in score(Definition.from_content(version.content), answers):
        MeasureScore.objects.create(
            response=response, scale=found.scale, value=found.value, method=found.method
        )
    return response


def examined(episode, by, on, **fields):
    """A signed assessment with nothing in it."""
    return Assessment.objects.create(
        patient=episode.patient,
        episode=episode,
        kind=AssessmentKind.FOLLOW_UP,
        form=ConditionForm.objects.get(kind="assessment", condition=episode.condition, is_current=True),
        on=on,
        state=DocumentState.SIGNED,
        drafted_by=by,
        signed_by=by,
        signed_at=clock.now(),
        signed_licence="PT 1234",
        **fields,
    )


def noted(episode, by, on):
    """A signed visit note."""
    return VisitNote.objects.create(
        patient=episode.patient,
        episode=episode,
        on=on,
        appraisal="Settling.",
        state=DocumentState.SIGNED,
        drafted_by=by,
        signed_by=by,
        signed_at=clock.now(),
        signed_licence="PT 1234",
    )


def warned(patient, level=Outcome.URGENT):
    """A screening with one warning sign of a level, and the stop it raises."""
    asked = asked_of(patient, "runners-knee", "intake")
    return f.screened(patient, next(flag.id for flag in asked if flag.level == level))
