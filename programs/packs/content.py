"""A pack's library and programs as typed, frozen values, ready to be stored.

The rest of a pack (rules, screening, measures, education) stays plain data in `raw`.
Build only from a source that linted without errors; `lint.open_pack` does both.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from programs.packs.digest import checksum
from programs.packs.reader import PackSource
from programs.packs.walk import Json, days_of, exercises_by_slug, overlays_of
from programs.rules.dose import Dose, resolve
from programs.rules.words import Focus, Mode, SideRule


@dataclass(frozen=True, slots=True, kw_only=True)
class ExerciseContent:
    slug: str
    name: str
    focus: Focus
    equipment: tuple[str, ...]
    position: str
    laterality: str
    mode: Mode
    pfj_load: str
    purpose: str
    cue: str
    steps: tuple[str, ...]
    errors: tuple[str, ...]
    cautions: tuple[str, ...]
    avoid_if: tuple[str, ...]
    easier: str | None
    harder: str | None
    side: SideRule
    per_week: int
    dose: Dose
    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemContent:
    """One exercise of a stage. `doses` holds the resolved dose for each program week of the stage."""

    position: int
    exercise: str
    is_core: bool
    side: SideRule
    days: tuple[int, ...]
    doses: Mapping[int, Dose]


@dataclass(frozen=True, slots=True, kw_only=True)
class StageContent:
    position: int
    slug: str
    name: str
    weeks: tuple[int, ...]
    min_days: int
    emphasis: tuple[Focus, ...]
    goal: str
    education: tuple[str, ...]
    exit: Json
    items: tuple[ItemContent, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateContent:
    slug: str
    name: str
    weeks: int
    suits: tuple[str, ...]
    not_for: tuple[str, ...]
    running_policy: str
    running_plan: str | None
    auto_apply: bool
    rule_overrides: Mapping[str, float]
    evidence_note: str
    tags: tuple[str, ...]
    stages: tuple[StageContent, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PackContent:
    slug: str
    version: str
    status: str
    name: str
    condition_slug: str
    checksum: str
    raw: Json
    exercises: tuple[ExerciseContent, ...]
    programs: tuple[TemplateContent, ...]


def build_content(source: PackSource) -> PackContent:
    data, pack = source.data, source.data["pack"]
    return PackContent(
        slug=pack["id"],
        version=pack["version"],
        status=pack["status"],
        name=pack["condition"]["name"],
        condition_slug=pack["condition"]["slug"],
        checksum=checksum(data),
        raw=data,
        exercises=tuple(map(_exercise, data["exercises"])),
        programs=tuple(_template(data, program) for program in data["programs"]),
    )


def _exercise(raw: Json) -> ExerciseContent:
    same = ("slug", "name", "position", "laterality", "pfj_load", "purpose", "cue", "easier", "harder")
    lists = ("equipment", "steps", "errors", "cautions", "avoid_if", "tags")
    return ExerciseContent(
        **{name: raw[name] for name in same},
        **_tuples(raw, lists),
        focus=Focus(raw["focus"]),
        mode=Mode(raw["mode"]),
        side=SideRule(raw["dose"]["side"]),
        per_week=raw["dose"]["per_week"],
        dose=resolve(raw["dose"], {}, {}, 1),
    )


def _template(data: Json, raw: Json) -> TemplateContent:
    same = ("slug", "name", "weeks", "running_policy", "auto_apply", "rule_overrides")
    return TemplateContent(
        **{name: raw[name] for name in same},
        **_tuples(raw, ("suits", "not_for", "tags")),
        running_plan=raw.get("running_plan"),
        evidence_note=raw.get("evidence_note", ""),
        stages=tuple(_stage(data, position, stage) for position, stage in enumerate(raw["stages"], start=1)),
    )


def _stage(data: Json, position: int, raw: Json) -> StageContent:
    return StageContent(
        position=position,
        **{name: raw[name] for name in ("slug", "name", "min_days", "goal", "exit")},
        weeks=tuple(raw["weeks"]),
        emphasis=tuple(map(Focus, raw["emphasis"])),
        education=tuple(raw["education"]),
        items=tuple(_item(data, raw, number, item) for number, item in enumerate(raw["items"], start=1)),
    )


def _item(data: Json, stage: Json, position: int, raw: Json) -> ItemContent:
    default = exercises_by_slug(data)[raw["exercise"]]["dose"]
    base, overlays = raw.get("base", {}), overlays_of(raw)
    return ItemContent(
        position=position,
        exercise=raw["exercise"],
        is_core=raw.get("core", False),
        side=SideRule(raw.get("side", default["side"])),
        days=days_of(data, raw),
        doses={week: resolve(default, base, overlays, week) for week in stage["weeks"]},
    )


def _tuples(raw: Json, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: tuple(raw.get(name, ())) for name in names}
