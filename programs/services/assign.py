"""Assigns a program: copies a template, with the physio's changes, into rows of its own."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.db import IntegrityError
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import Permission
from audit.context import recorded
from common import clock
from common.errors import Conflict, invalid
from patients.access import get_episode
from patients.enums import EpisodeStatus, Side
from patients.models import Episode, Patient, Screening
from patients.services.guardians import check_guardian
from programs.access import get_template, visible_programs
from programs.models import Prescription, Program, ProgramStage, ProgramWeek
from programs.queries.facts import dose_columns
from programs.queries.template import Plan, PlannedItem, plan_of
from programs.rules.dose import Dose, DoseError
from programs.services.looking import next_morning
from programs.services.red_flags import screening_for_enrolment
from programs.services.reminders import start_reminding

LATEST_START = timedelta(days=90)

DoseChanges = Mapping[tuple[UUID, int], Mapping[str, Any]]


@dataclass(frozen=True)
class Changes:
    """What the physio changed before confirming.

    ``doses``: (template item, program week) to the fields of its dose that differ.
    ``left_out``: template items that this patient does not get.
    """

    doses: DoseChanges = field(default_factory=dict)
    left_out: frozenset[UUID] = frozenset()


def assign_program(
    *,
    by: User,
    episode: UUID,
    template: UUID,
    start_on: date,
    side: str = "",
    changes: Changes | None = None,
    uuid: UUID | None = None,
) -> Program:
    """A program of its own for an episode. ``side`` defaults to the episode's.

    ``uuid`` is made by the caller: confirming the same form twice assigns once.
    Raises NotFound, InvalidInput, Conflict; codes ``screening_needed`` and ``stopped`` for the red-flag gate.
    """
    record, uuid = get_episode(by, episode, Permission.EDIT_CLINICAL), uuid or uuid4()
    if twin := _twin(by, record, uuid):
        return twin
    plan = plan_of(get_template(by, template))
    side = side or record.side
    _check(record, plan, start_on, side)
    items = apply_changes(plan.items, changes or Changes())
    try:
        with recorded(by=by, reason="assigned"):
            _check_still_open(record)
            check_guardian(record.patient)
            screening = screening_for_enrolment(record)
            program = _create_program(by, record, plan, start_on, side, uuid, screening)
            _copy_plan(by, program, plan, items)
            start_reminding(program.patient)
    except IntegrityError as error:
        # The twin of a double click came first, or somebody else has this id; anything else is for the log.
        if twin := _twin(by, record, uuid):
            return twin
        if "uuid" in str(error):
            raise Conflict(_("This id is taken. Make a new one."), code="id_taken") from error
        raise
    return program


def _twin(by: User, episode: Episode, uuid: UUID) -> Program | None:
    """What this form assigned when it was sent before."""
    return visible_programs(by).filter(uuid=uuid, episode=episode).first()


def apply_changes(items: Sequence[PlannedItem], changes: Changes) -> list[PlannedItem]:
    """The plan's items as this patient gets them. Raises InvalidInput naming the item and the field."""
    _check_names(items, changes)
    kept = [item for item in items if item.uuid not in changes.left_out]
    if not kept:
        raise invalid(items=_("Keep at least one exercise."))
    return [_changed(item, changes.doses) for item in kept]


def _check_names(items: Sequence[PlannedItem], changes: Changes) -> None:
    """A change of something that is not in the plan would be lost without a word."""
    if changes.left_out - {item.uuid for item in items}:
        raise invalid(left_out=_("This exercise is not in the template."))
    if set(changes.doses) - {(item.uuid, week) for item in items for week in item.doses}:
        raise invalid(changes=_("This exercise and week are not in the template."))


def _changed(item: PlannedItem, changes: DoseChanges) -> PlannedItem:
    doses = {
        week: changed_dose(dose, changes.get((item.uuid, week), {})) for week, dose in item.doses.items()
    }
    return replace(item, doses=doses)


def changed_dose(dose: Dose, changes: Mapping[str, Any]) -> Dose:
    """A dose with some fields replaced. Raises InvalidInput naming the field."""
    if not changes:
        return dose
    try:
        changed = Dose.from_mapping({**dose.as_dict(), **changes})
    except DoseError as error:
        raise invalid(**{error.field: error.problem}) from error
    if (changed.plan is None) != (dose.plan is None):
        # Running plans are not counted in adherence: an exercise turned into one would vanish from it.
        raise invalid(plan=_("Only a running plan has a plan, and it keeps one."))
    return changed


def _check(episode: Episode, plan: Plan, start_on: date, side: str) -> None:
    today = clock.today_in(episode.patient.time_zone)
    if episode.status != EpisodeStatus.OPEN:
        raise Conflict(_("This episode is closed. Open a new one first."))
    if episode.condition != plan.template.pack.condition:
        raise invalid(template=_("This template is for another condition."))
    if side not in Side.values:
        raise invalid(side=_("Choose left, right or both."))
    if not today <= start_on <= today + LATEST_START:
        raise invalid(start_on=_("Choose a day from today to three months ahead."))


def _check_still_open(episode: Episode) -> None:
    """Under its lock: somebody may be closing it. The patient's comes first, as where a stop is raised."""
    Patient.objects.select_for_update(no_key=True, of=("self",)).get(pk=episode.patient_id)
    if Episode.objects.select_for_update(no_key=True).get(pk=episode.pk).status != EpisodeStatus.OPEN:
        raise Conflict(_("This episode is closed. Open a new one first."))


def _create_program(
    by: User, episode: Episode, plan: Plan, start_on: date, side: str, uuid: UUID, screening: Screening
) -> Program:
    return Program.objects.create(
        uuid=uuid,
        patient=episode.patient,
        episode=episode,
        pack=plan.template.pack,
        template=plan.template,
        name=plan.template.name,
        side=side,
        start_on=start_on,
        time_zone=episode.patient.time_zone,
        parameters=plan.template.parameters,
        assigned_by=by,
        screening=screening,
        evaluate_at=next_morning(episode.patient.time_zone, start_on),
    )


def _copy_plan(by: User, program: Program, plan: Plan, items: Iterable[PlannedItem]) -> None:
    ProgramWeek.objects.bulk_create(
        ProgramWeek(program=program, position=week, week=week) for week in range(1, plan.template.weeks + 1)
    )
    stages = {stage.pk: _stage(program, stage) for stage in plan.stages}
    ProgramStage.objects.bulk_create(stages.values())
    Prescription.objects.bulk_create(
        prescription
        for item in items
        for prescription in _prescriptions(by, program, stages[item.stage.pk], item)
    )


def _stage(program: Program, stage: Any) -> ProgramStage:
    copied = (
        "slug",
        "name",
        "goal",
        "emphasis",
        "first_week",
        "last_week",
        "min_days",
        "exit_criteria",
        "education",
    )
    return ProgramStage(program=program, **{name: getattr(stage, name) for name in copied})


def _prescriptions(by: User, program: Program, stage: ProgramStage, item: PlannedItem) -> list[Prescription]:
    line = uuid4()
    return [
        Prescription(
            program=program,
            stage=stage,
            exercise=item.exercise,
            line=line,
            position=item.position,
            is_core=item.is_core,
            days=list(item.days),
            side=item.side,
            first_week=first,
            last_week=last,
            effective_from=program.start_on,
            opened_by=by,
            **dose_columns(dose),
        )
        for first, last, dose in item.spans()
    ]
