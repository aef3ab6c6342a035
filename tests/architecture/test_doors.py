"""What goes through a door points at a screening that opens it, or the database refuses it.

The doors are found, not listed: every model with a foreign key to a screening. Each says below how a row of
it is made and what it lets through; for everything else an INSERT in plain SQL has to be refused by name.
"""

import ast
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, models, transaction

from patients.models import Enquiry, Patient, Question, Screening, Stop
from programs.models import DailyCheck, Program
from scheduling.models import Appointment
from tests.architecture.source import APPS, files, named, parsed
from tests.factories import (
    ClinicFactory,
    PatientFactory,
    assigned_program,
    physio,
    ready_episode,
    screened,
)
from tests.gate import asked, checked_in, enquired
from tests.scheduling_factories import AppointmentFactory

Model = type[models.Model]

# What may be wrong with a screening, and one case in which nothing is.
GOOD, NONE, STRANGER, OLD, LATE = "good", "none", "somebody else's", "too old", "given later"
SHORT, OTHER_CONDITION = "the short list", "another condition"
URGENT, EMERGENCY, LIFTED, OTHER_STOP = "urgent", "emergency", "lifted", "another stop is open"
CASES = (GOOD, NONE, STRANGER, OLD, LATE, SHORT, OTHER_CONDITION, URGENT, EMERGENCY, LIFTED, OTHER_STOP)
OF_A_PATIENT = {LIFTED, OTHER_STOP}


@dataclass(frozen=True)
class Door:
    """``make`` makes a good row; ``lets_in`` are the cases it takes besides the good one.

    ``at`` is the column that says when the row came to the door, ``days`` how old a screening may be then,
    ``fresh`` gives a second row what has to differ from the first.
    """

    make: Callable[[], models.Model]
    at: str
    days: int
    lets_in: frozenset[str]
    fresh: Callable[[Any], dict[str, Any]] = field(default=lambda _row: {})
    visitors: bool = False


def booked_alone() -> Appointment:
    """A visit that a patient booked in the portal."""
    patient = PatientFactory.create()
    screening = screened(patient, scope="daily")
    visit: Appointment = AppointmentFactory.create(patient=patient, source="portal", screening=screening)
    return visit


def later(visit: Appointment) -> dict[str, Any]:
    """The times of a second visit, which may not overlap the first."""
    names = ("starts_at", "ends_at", "blocks_from", "blocks_until")
    return {name: getattr(visit, name) + timedelta(days=7) for name in names}


DOORS: dict[Model, Door] = {
    Program: Door(assigned_program, "assigned_at", 28, frozenset({LIFTED})),
    Enquiry: Door(
        lambda: enquired(ClinicFactory.create()),
        "sent_at",
        1,
        frozenset({URGENT, OTHER_CONDITION}),
        visitors=True,
    ),
    Question: Door(
        lambda: asked(PatientFactory.create()), "asked_at", 1, frozenset({SHORT, OTHER_CONDITION, LIFTED})
    ),
    # Staff see whom they want to see; a patient who books alone is screened first.
    Appointment: Door(booked_alone, "booked_at", 1, frozenset({SHORT, OTHER_CONDITION, LIFTED}), later),
    # Where a warning sign is told: whatever is told is kept.
    DailyCheck: Door(
        lambda: checked_in(ready_episode()),
        "given_at",
        1,
        frozenset({SHORT, URGENT, EMERGENCY, LIFTED, OTHER_STOP}),
        lambda check: {"on": check.on - timedelta(days=1)},
    ),
}
# What a screening brings about itself is no door.
NO_DOORS = {Stop: "raised by the screening; a composite foreign key ties the two patients"}


def pointing_at_a_screening() -> set[Model]:
    """Every model of ours with a foreign key to a screening; the history's own tables aside."""
    return {
        model
        for model in apps.get_models()
        if model.__module__.split(".")[0] in APPS and not hasattr(model, "pgh_tracked_model")
        for reference in model._meta.fields
        if reference.related_model is Screening
    }


def test_every_door_says_what_it_lets_in():
    assert pointing_at_a_screening() == DOORS.keys() | NO_DOORS.keys()


@pytest.mark.django_db
@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("model", DOORS, ids=lambda model: model._meta.label)
def test_a_row_without_a_screening_that_opens_its_door_is_refused_by_the_database(model, case):
    door = DOORS[model]
    if door.visitors and case in OF_A_PATIENT:
        return  # a visitor has no stop
    row = door.make()
    values = door.fresh(row) | {"screening_id": screening_for(row, door, case)}

    assert refusal_of(row, values) == ("" if case in door.lets_in | {GOOD} else "behind_the_screen")


@pytest.mark.django_db
@pytest.mark.parametrize("model", DOORS, ids=lambda model: model._meta.label)
def test_a_row_that_went_through_does_not_change_to_a_screening_that_does_not_open(model):
    row = DOORS[model].make()
    other = screening_for(row, DOORS[model], STRANGER)
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        model.objects.filter(pk=row.pk).update(screening_id=other)

    assert constraint_of(refusal.value) == "behind_the_screen"


def screening_for(row: Any, door: Door, case: str) -> int | None:
    """The row's own screening once more, but for what is wrong with it."""
    if case == NONE:
        return None
    at, own = getattr(row, door.at), row.screening
    wrong: dict[str, dict[str, Any]] = {
        STRANGER: {"clinic": ClinicFactory.create()} if door.visitors else {"patient": somebody_else(row)},
        OLD: {"given_at": at - timedelta(days=door.days, seconds=1)},
        LATE: {"given_at": at + timedelta(seconds=1)},
        SHORT: {"scope": "daily", "respondent": physio(own.clinic)},
        OTHER_CONDITION: {"condition": "frozen-shoulder"},
        URGENT: {"outcome": "urgent", "positives": ["RF-12"]},
        EMERGENCY: {"outcome": "emergency", "positives": ["RF-02"]},
        LIFTED: {"outcome": "urgent", "positives": ["RF-12"]},
    }
    fields = {"scope": "intake", **wrong.get(case, {})}
    again = Screening(**{name: getattr(own, name) for name in COPIED} | fields)
    again.save()
    if not door.visitors:
        raise_stops(again, case)
    return again.pk


COPIED = ("clinic", "patient", "form", "condition", "asked", "answers", "outcome", "given_at", "respondent")


def raise_stops(screening: Screening, case: str) -> None:
    """As the services do it, a screening with a warning sign has a stop."""
    if case in {URGENT, EMERGENCY, LIFTED}:
        lifted = {"lifted_at": screening.given_at, "lifted_by": physio(screening.clinic), "lift_reason": "ok"}
        a_stop(screening, **(lifted if case == LIFTED else {}))
    if case == OTHER_STOP:
        told = Screening(
            **{name: getattr(screening, name) for name in COPIED}
            | {"scope": "intake", "outcome": "urgent", "positives": ["RF-13"]}
        )
        told.save()
        a_stop(told)


def a_stop(screening: Screening, **fields: Any) -> Stop:
    assert screening.patient
    return Stop.objects.create(
        patient=screening.patient,
        screening=screening,
        level=screening.outcome,
        raised_at=screening.given_at,
        contact_by=screening.given_at,
        **fields,
    )


def somebody_else(row: Any) -> Patient:
    other: Patient = PatientFactory.create(clinic=row.patient.clinic)
    return other


def refusal_of(row: models.Model, values: dict[str, Any]) -> str:
    """The name of the constraint that refuses a second row like this one; nothing when it is taken."""
    try:
        with transaction.atomic():
            insert(row, {"uuid": uuid4(), **values})
    except IntegrityError as error:
        return constraint_of(error)
    return ""


def insert(row: models.Model, changed: dict[str, Any]) -> None:
    """Plain SQL: no model, no service, no form is asked."""
    columns = [column for column in row._meta.concrete_fields if not column.primary_key]
    values = [
        column.get_db_prep_save(changed.get(column.attname, getattr(row, column.attname)), connection)
        for column in columns
    ]
    names = ", ".join(connection.ops.quote_name(str(column.column)) for column in columns)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {row._meta.db_table} ({names}) VALUES ({', '.join(['%s'] * len(values))})",  # noqa: S608
            values,
        )


def constraint_of(error: IntegrityError) -> str:
    cause: Any = error.__cause__
    return str(cause.diag.constraint_name)


def test_only_the_gate_takes_a_patients_answers():
    """Who recorded them past it would take down a warning sign and leave the programs running."""
    users = {
        named(path)
        for path in files(*APPS)
        for node in ast.walk(parsed(path))
        if "record_screening" in names_in(node)
    }

    assert users == {"programs/services/red_flags.py"}


def names_in(node: ast.AST) -> set[str]:
    """What a node imports or reaches for."""
    if isinstance(node, ast.ImportFrom):
        return {alias.name for alias in node.names}
    return {node.attr} if isinstance(node, ast.Attribute) else set()
