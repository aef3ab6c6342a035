"""What holds for every model: history, no deletion, who and when together, and a way to make one in tests."""

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db import models
from django.db.models import CheckConstraint, Q

from patients.models import Patient
from patients.services.merging import merge_patients
from programs.queries.education import topics_of
from programs.services.education import mark_read
from programs.services.lifecycle import pause_program
from tests.architecture.source import APPS
from tests.factories import MessageFactory, PatientFactory, physio
from tests.loop_factories import (
    AftercareFactory,
    SignalFactory,
    SignalThresholdFactory,
    answered,
    run_plan,
)
from tests.permissions.world import Role, build
from tests.scheduling_factories import EVERY_FACTORY

Model = type[models.Model]

# Of a patient, but not clinical: these say nothing about health, and are revoked or changed, not removed.
NOT_CLINICAL = {
    "patients.Invitation": "a way in; used or revoked, and its history is kept",
    "patients.Preferences": "when to remind; its history is kept",
}


def ours() -> Iterator[Model]:
    """Every model of ours; the tables of the history itself aside."""
    for model in apps.get_models():
        if model.__module__.split(".")[0] in APPS and not hasattr(model, "pgh_tracked_model"):
            yield model


def of_a_patient(model: Model, seen: frozenset[Model] = frozenset()) -> bool:
    """Does a row belong to a patient, directly or through what it belongs to?"""
    if model is Patient:
        return True
    parents = {field.related_model for field in model._meta.fields if field.many_to_one or field.one_to_one}
    ahead = {parent for parent in parents if isinstance(parent, type)} - seen - {model}
    return any(of_a_patient(parent, seen | {model}) for parent in ahead)


def label(model: Model) -> str:
    return model._meta.label


def triggers(model: Model) -> set[str]:
    return {trigger.name for trigger in getattr(model._meta, "triggers", ())}


CLINICAL = [model for model in ours() if of_a_patient(model)]


@pytest.mark.parametrize("model", CLINICAL, ids=label)
def test_every_change_of_a_patients_data_is_kept(model):
    assert {"insert_insert", "update_update"} <= triggers(model)


@pytest.mark.parametrize("model", CLINICAL, ids=label)
def test_a_patients_data_cannot_be_deleted(model):
    assert ("never_deleted" in triggers(model)) != (label(model) in NOT_CLINICAL)


def test_the_models_of_a_patient_are_found():
    found = {label(model) for model in CLINICAL}

    assert {"patients.Patient", "programs.SessionLog", "programs.ProgramPause"} <= found
    assert "programs.Exercise" not in found
    assert NOT_CLINICAL.keys() <= found


@pytest.mark.parametrize("model", list(ours()), ids=label)
def test_who_did_it_is_tied_to_when_by_the_database(model):
    for field in model._meta.fields:
        if field.name.endswith("_by") and field.null:
            assert any(_ties(constraint, field.name) for constraint in model._meta.constraints), field.name


def _ties(constraint: models.BaseConstraint, who: str) -> bool:
    """Does a check constraint speak of who together with a moment or a day?"""
    if not isinstance(constraint, CheckConstraint) or not isinstance(constraint.condition, Q):
        return False
    names = {name.split("__")[0] for name in _names(constraint.condition)}
    return who in names and any(name.endswith(("_at", "_on")) for name in names)


def _names(condition: Q) -> Iterator[str]:
    for child in condition.children:
        if isinstance(child, Q):
            yield from _names(child)
        elif isinstance(child, tuple):
            yield child[0]


@pytest.mark.django_db
def test_every_model_can_be_made_in_tests():
    world = build()
    MessageFactory.create()
    pause_program(by=physio(world.patient.clinic), program=world.program.uuid, reason="flu")
    mark_read(by=world.people[Role.PATIENT], patient=world.patient, topic=topics_of(world.patient)[0].slug)
    twins = [PatientFactory.create(clinic=world.patient.clinic, user=None) for _number in range(2)]
    merge_patients(
        by=world.people[Role.OWNER], keep=twins[0].uuid, gone=twins[1].uuid, reason="registered twice"
    )

    answered(world.decision, by=world.people[Role.PHYSIO])
    run_plan(world.program)
    for made in (SignalFactory, SignalThresholdFactory, AftercareFactory, *EVERY_FACTORY):
        made.create()

    empty = [label(model) for model in ours() if not model._default_manager.exists()]

    assert empty == []
