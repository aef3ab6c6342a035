"""What a clinic can learn from its programs: which exercises are left out and why, which templates help.

Nothing is said about a group of fewer than five people: behind a small number somebody can be recognised.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q

from accounts.access import Who
from accounts.permissions import Permission
from patients.access import visible_patients
from patients.models import Episode
from patients.queries.series import MeasureSeries, measure_series
from patients.rules.change import Verdict
from programs.access import visible_programs
from programs.enums import LogState, ProgramStatus, SkipReason
from programs.models import Exercise, Program, SessionLog

LEAST_PEOPLE = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class ExerciseQuality:
    """One exercise of a pack, all its versions together. The counts are None for fewer than five people.

    ``asked`` are the logs; of these ``for_pain`` and ``unclear`` were left out, or done in part, for it.
    """

    slug: str
    name: str
    people: int | None
    asked: int | None = None
    for_pain: int | None = None
    unclear: int | None = None

    @property
    def is_shown(self) -> bool:
        return self.people is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateQuality:
    """How many of those who filled in a measure twice reached the important change under a template."""

    slug: str
    name: str
    measure: str
    people: int | None
    reached: int | None = None

    @property
    def is_shown(self) -> bool:
        return self.people is not None


@dataclass(frozen=True, slots=True)
class Quality:
    exercises: Sequence[ExerciseQuality]
    templates: Sequence[TemplateQuality]


def quality(by: Who) -> Quality:
    """Of everybody this person treats, in a few queries."""
    return Quality(_exercises(by), _templates(by))


def _exercises(by: Who) -> list[ExerciseQuality]:
    """Those that are left out for pain or for not being clear most often come first, the hidden ones last."""
    patients = visible_patients(by, Permission.VIEW_CLINICAL)
    left = Q(state__in=[LogState.SKIPPED, LogState.PARTIAL])
    rows = (
        SessionLog.objects.filter(patient__in=patients)
        .values("prescription__exercise__slug")
        .annotate(
            people=Count("patient", distinct=True),
            asked=Count("pk"),
            for_pain=Count("pk", filter=left & Q(skip_reason=SkipReason.PAIN)),
            unclear=Count("pk", filter=left & Q(skip_reason=SkipReason.UNCLEAR)),
        )
        .order_by("prescription__exercise__slug")
    )
    found = list(rows)
    names = _names(row["prescription__exercise__slug"] for row in found)
    made = [_exercise(row, names) for row in found]
    return sorted(made, key=lambda one: (not one.is_shown, -_share(one), one.name))


def _names(slugs: Iterable[str]) -> dict[str, str]:
    """As the newest version of each calls it."""
    rows = Exercise.objects.filter(slug__in=list(slugs)).order_by("pk")
    return dict(rows.values_list("slug", "name"))


def _exercise(row: Mapping[str, Any], names: Mapping[str, str]) -> ExerciseQuality:
    slug = str(row["prescription__exercise__slug"])
    if int(row["people"]) < LEAST_PEOPLE:
        return ExerciseQuality(slug=slug, name=names[slug], people=None)
    return ExerciseQuality(
        slug=slug,
        name=names[slug],
        people=int(row["people"]),
        asked=int(row["asked"]),
        for_pain=int(row["for_pain"]),
        unclear=int(row["unclear"]),
    )


def _share(one: ExerciseQuality) -> float:
    return ((one.for_pain or 0) + (one.unclear or 0)) / one.asked if one.asked else 0


def _templates(by: Who) -> list[TemplateQuality]:
    """By template and measure; an episode counts for each template that was used in it, a person once."""
    programs = visible_programs(by).exclude(status=ProgramStatus.CANCELLED).select_related("template")
    used = _used(programs)
    episodes = Episode.objects.filter(pk__in={episode for found in used.values() for episode in found})
    changes = _changes(list(episodes))
    rows = [
        _template(slug, name, measure, changes[measure], found)
        for (slug, name), found in used.items()
        for measure in changes
    ]
    shown = [row for row in rows if row is not None]
    return sorted(shown, key=lambda one: (one.name, not one.is_shown, one.measure))


def _used(programs: Iterable[Program]) -> dict[tuple[str, str], dict[int, int]]:
    """The episodes, with their patients, in which each template was used."""
    used: dict[tuple[str, str], dict[int, int]] = defaultdict(dict)
    names = {program.template.slug: program.template.name for program in programs}
    for program in programs:
        slug = program.template.slug
        used[slug, names[slug]][program.episode_id] = program.patient_id
    return used


def _changes(episodes: Sequence[Episode]) -> dict[str, dict[int, bool]]:
    """By measure, the episodes in which it was compared, and whether the change that matters was reached."""
    found: dict[str, dict[int, bool]] = defaultdict(dict)
    for series in measure_series(episodes):
        if _says_something(series):
            name = f"{series.name}, {series.scale_name}" if series.scale_name else series.name
            found[name][series.episode_id] = series.change.verdict == Verdict.BETTER
    return dict(sorted(found.items()))


def _says_something(series: MeasureSeries) -> bool:
    return series.change.verdict != Verdict.UNKNOWN


def _template(
    slug: str, name: str, measure: str, reached: Mapping[int, bool], used: Mapping[int, int]
) -> TemplateQuality | None:
    """None where nobody was compared at all: then there is nothing to hide either."""
    compared = {used[episode]: is_reached for episode, is_reached in reached.items() if episode in used}
    if not compared:
        return None
    if len(compared) < LEAST_PEOPLE:
        return TemplateQuality(slug=slug, name=name, measure=measure, people=None)
    return TemplateQuality(
        slug=slug, name=name, measure=measure, people=len(compared), reached=sum(compared.values())
    )
