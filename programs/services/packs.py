"""Loads a protocol pack: all of it or nothing, once for each content."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Max

from patients.models import FormKind
from patients.services.forms import publish_form
from patients.services.measures import publish_measures
from programs.models import Exercise, ProgramTemplate, ProtocolPack, TemplateItem, TemplateStage
from programs.packs.content import ExerciseContent, PackContent, StageContent, TemplateContent


@dataclass(frozen=True)
class Loaded:
    """The pack that is offered now, and whether it is new."""

    pack: ProtocolPack
    created: bool


@transaction.atomic
def load_pack(content: PackContent) -> Loaded:
    """Stores a linted pack and offers it for new programs; running programs keep the pack they started from.

    Loading the same content again changes nothing but which pack is offered. Changed content under the same
    version number becomes the next revision of that version.
    """
    _publish_forms(content)
    known = list(ProtocolPack.objects.select_for_update().filter(slug=content.slug))
    same = next((pack for pack in known if pack.checksum == content.checksum), None)
    if same and same.is_current:
        return Loaded(same, created=False)
    ProtocolPack.objects.filter(slug=content.slug, is_current=True).update(is_current=False)
    if same:
        same.is_current = True
        same.save(update_fields=["is_current"])
        return Loaded(same, created=False)
    pack = _create_pack(content)
    exercises = _create_exercises(pack, content.exercises)
    for template in content.programs:
        _create_template(pack, template, exercises, content.raw)
    return Loaded(pack, created=True)


def _publish_forms(content: PackContent) -> None:
    """What the record asks about this condition: the red-flag screen, the assessment and the measures."""
    screening = {name: content.raw[name] for name in ("red_flag_screen", "eligibility", "consult_rules")}
    assessment = {name: content.raw.get(name) for name in ("assessment", "functional_tests")}
    for kind, form in ((FormKind.SCREENING, screening), (FormKind.ASSESSMENT, assessment)):
        publish_form(kind=kind, condition=content.condition_slug, version=content.version, content=form)
    publish_measures(condition=content.condition_slug, content=content.raw["outcome_measures"])


def _create_pack(content: PackContent) -> ProtocolPack:
    earlier = ProtocolPack.objects.filter(slug=content.slug, version=content.version)
    return ProtocolPack.objects.create(
        slug=content.slug,
        version=content.version,
        revision=(earlier.aggregate(last=Max("revision"))["last"] or 0) + 1,
        checksum=content.checksum,
        condition=content.condition_slug,
        name=content.name,
        status=content.status,
        content=content.raw,
    )


def _create_exercises(pack: ProtocolPack, contents: tuple[ExerciseContent, ...]) -> dict[str, Exercise]:
    exercises = {content.slug: _exercise(pack, content) for content in contents}
    Exercise.objects.bulk_create(exercises.values())
    for content in contents:
        exercise = exercises[content.slug]
        exercise.easier = exercises[content.easier] if content.easier else None
        exercise.harder = exercises[content.harder] if content.harder else None
    Exercise.objects.bulk_update(exercises.values(), ["easier", "harder"])
    return exercises


def _exercise(pack: ProtocolPack, content: ExerciseContent) -> Exercise:
    return Exercise(
        pack=pack,
        slug=content.slug,
        name=content.name,
        focus=content.focus,
        mode=content.mode,
        side=content.side,
        position=content.position,
        equipment=list(content.equipment),
        knee_load=content.pfj_load,
        cue=content.cue,
        purpose=content.purpose,
        instructions=list(content.steps),
        errors=list(content.errors),
        cautions=list(content.cautions),
        avoid_if=list(content.avoid_if),
        tags=list(content.tags),
        default_dose=content.dose.as_dict(),
    )


def _create_template(
    pack: ProtocolPack, content: TemplateContent, exercises: dict[str, Exercise], raw: dict[str, Any]
) -> None:
    template = ProgramTemplate.objects.create(
        pack=pack,
        slug=content.slug,
        name=content.name,
        weeks=content.weeks,
        suits=list(content.suits),
        not_for=list(content.not_for),
        parameters=_parameters(content, raw),
        tags=list(content.tags),
    )
    for stage in content.stages:
        _create_stage(template, stage, exercises)


def _parameters(content: TemplateContent, raw: dict[str, Any]) -> dict[str, Any]:
    """Every rule parameter's value for this template: the pack's default, or the template's override."""
    defaults = {name: parameter["default"] for name, parameter in raw["rule_parameters"].items()}
    return {**defaults, **content.rule_overrides}


def _create_stage(template: ProgramTemplate, content: StageContent, exercises: dict[str, Exercise]) -> None:
    stage = TemplateStage.objects.create(
        template=template,
        slug=content.slug,
        name=content.name,
        goal=content.goal,
        emphasis=list(content.emphasis),
        first_week=min(content.weeks),
        last_week=max(content.weeks),
        min_days=content.min_days,
        exit_criteria=content.exit,
        education=list(content.education),
    )
    TemplateItem.objects.bulk_create(
        TemplateItem(
            stage=stage,
            exercise=exercises[item.exercise],
            position=item.position,
            is_core=item.is_core,
            days=list(item.days),
            side=item.side,
            doses={str(week): dose.as_dict() for week, dose in item.doses.items()},
        )
        for item in content.items
    )
