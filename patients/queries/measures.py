"""Which measures there are, which one a patient is to fill in now, and how answers compare with the first."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import F, Prefetch, Q, QuerySet
from django.utils.translation import gettext as _

from accounts.access import Who
from common import clock
from common.errors import NotFound
from patients.enums import EpisodeStatus
from patients.measure_access import versions_for, visible_measures, visible_responses
from patients.models import Episode, Measure, MeasureResponse, MeasureScore, MeasureVersion, Patient
from patients.rules.answers import names_in
from patients.rules.change import Change, change_of
from patients.rules.definition import Definition, is_comparable
from patients.rules.occasions import Window, due

# The last occasion is twelve months after the end, and stays open for four weeks.
ASKED_AFTER_END = timedelta(days=400)


@dataclass(frozen=True, slots=True)
class DueMeasure:
    """A measure that waits for a patient's answers; ``named`` are the activities they rated before."""

    episode: Episode
    version: MeasureVersion
    definition: Definition
    window: Window
    named: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ScaleChange:
    """One scale of a set of answers beside the first answers of the episode; ``since`` is their day."""

    scale: str
    since: date | None
    change: Change


def measure_list(by: Who) -> QuerySet[Measure]:
    """The library: the bundled ones first, each with its versions, the newest first."""
    rows = visible_measures(by).prefetch_related(_versions())
    return rows.order_by(
        F("clinic").asc(nulls_first=True), F("retired_at").asc(nulls_first=True), "name", "pk"
    )


def _versions() -> "Prefetch[Any]":
    return Prefetch("versions", MeasureVersion.objects.order_by("-pk"))


def measure_with_versions(measure: Measure) -> Measure:
    """The measure as it stands now, its versions with it."""
    return Measure.objects.prefetch_related(_versions()).get(pk=measure.pk)


def response_list(
    by: Who, *, patient: UUID | None = None, episode: UUID | None = None
) -> QuerySet[MeasureResponse]:
    """The answers this person may see: all, one patient's, or those of one episode."""
    rows = with_scores(visible_responses(by))
    if patient:
        rows = rows.filter(patient__uuid=patient)
    return rows.filter(episode__uuid=episode) if episode else rows


def opened_on(episode: Episode, patient: Patient) -> date:
    """The first day of an episode in the patient's own calendar."""
    return clock.today_in(patient.time_zone, episode.created_at)


def closed_on(episode: Episode, patient: Patient) -> date | None:
    """Its last day; None while it is open."""
    return clock.today_in(patient.time_zone, episode.closed_at) if episode.closed_at else None


def due_measures(patient: Patient, on: date | None = None) -> list[DueMeasure]:
    """What waits for this patient's answers today, in three queries however much there is."""
    today = on or clock.today_in(patient.time_zone)
    episodes = _episodes_asked(patient)
    given = _given(episodes)
    found = [
        _due(patient, episode, version, given.get((episode.pk, version.measure_id), ()), today)
        for version in offered_versions(patient)
        for episode in episodes
        if applies(version.measure, episode)
    ]
    return [one for one in found if one]


def offered_versions(patient: Patient) -> list[MeasureVersion]:
    """What a patient of this clinic is asked now, bundled ones first."""
    rows = versions_for(patient).filter(is_current=True, measure__retired_at=None)
    return list(rows.order_by("-bundled", "measure__pk"))


def applies(measure: Measure, episode: Episode) -> bool:
    return not measure.conditions or episode.condition in measure.conditions


def asked_episode(patient: Patient, measure: Measure, uuid: str = "") -> Episode:
    """The episode a measure is filled in for: the named one, else the latest that fits. Raises NotFound."""
    fitting = [episode for episode in _episodes_asked(patient) if applies(measure, episode)]
    named = [episode for episode in fitting if not uuid or str(episode.uuid) == uuid]
    if not named:
        raise NotFound(_("There is nothing to fill in here."))
    return named[-1]


def named_before(episode: Episode, measure_id: int, besides: Any = None) -> list[str]:
    """The activities that this episode's other answers rate; none if there are no others."""
    rows = MeasureResponse.objects.filter(episode=episode, version__measure=measure_id).exclude(uuid=besides)
    first = rows.order_by("on", "pk").values_list("answers", flat=True).first()
    return names_in(first or {})


def with_scores(responses: QuerySet[MeasureResponse]) -> QuerySet[MeasureResponse]:
    """Answers with everything that is shown of them."""
    scores = MeasureScore.objects.order_by("pk")
    rows = responses.select_related("patient", "episode", "version__measure", "given_by")
    return rows.prefetch_related(Prefetch("scores", scores))


def changes_of(response: MeasureResponse) -> list[ScaleChange]:
    """What became of each scale since the episode's first answers to this measure."""
    definition = Definition.from_content(response.version.content)
    first = _first_like(response, definition)
    before = {score.scale: score.value for score in first.scores.all()} if first else {}
    return [
        ScaleChange(
            score.scale,
            first.on if first else None,
            change_of(definition, before.get(score.scale), score.value),
        )
        for score in sorted(response.scores.all(), key=lambda score: score.pk)
    ]


def _first_like(response: MeasureResponse, definition: Definition) -> MeasureResponse | None:
    """The episode's earliest answers that can be compared with these."""
    rows = MeasureResponse.objects.filter(
        episode=response.episode_id, version__measure=response.version.measure_id, on__lt=response.on
    )
    for row in rows.select_related("version").prefetch_related("scores").order_by("on", "pk"):
        is_same = row.version_id == response.version_id
        if is_same or is_comparable(Definition.from_content(row.version.content), definition):
            return row
    return None


def _episodes_asked(patient: Patient) -> list[Episode]:
    recent = Q(status=EpisodeStatus.OPEN) | Q(closed_at__gte=clock.now() - ASKED_AFTER_END)
    return list(Episode.objects.filter(recent, patient=patient).order_by("pk"))


def _given(episodes: Sequence[Episode]) -> dict[tuple[int, int], list[tuple[date, Any]]]:
    """What was answered, by episode and measure: the days and the answers, the first one first."""
    rows = MeasureResponse.objects.filter(episode__in=episodes).order_by("on", "pk")
    found: dict[tuple[int, int], list[tuple[date, Any]]] = {}
    for episode, measure, on, answers in rows.values_list("episode", "version__measure", "on", "answers"):
        found.setdefault((episode, measure), []).append((on, answers))
    return found


def _due(
    patient: Patient,
    episode: Episode,
    version: MeasureVersion,
    given: Iterable[tuple[date, Any]],
    today: date,
) -> DueMeasure | None:
    rows = list(given)
    definition = Definition.from_content(version.content)
    start, end = opened_on(episode, patient), closed_on(episode, patient)
    window = due(definition.schedule, start, end, [on for on, _answers in rows], today)
    if window is None:
        return None
    return DueMeasure(episode, version, definition, window, tuple(names_in(rows[0][1]) if rows else ()))
