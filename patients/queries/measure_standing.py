"""How a patient's measures stand, for staff: what is asked in which episode, when last, what became of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Max

from patients.models import Episode, MeasureResponse, MeasureVersion, Patient
from patients.queries.measures import applies, due_measures, offered_versions
from patients.queries.series import MeasureSeries, measure_series
from patients.rules.occasions import Moment


@dataclass(frozen=True, slots=True)
class MeasureStanding:
    """One measure in one episode. ``due`` is the occasion that waits; ``scales`` hold the scores so far."""

    version: MeasureVersion
    due: Moment | None
    last_on: date | None
    scales: Sequence[MeasureSeries]


@dataclass(frozen=True, slots=True)
class EpisodeMeasures:
    episode: Episode
    measures: Sequence[MeasureStanding]


def measures_of(patient: Patient, episodes: Sequence[Episode]) -> list[EpisodeMeasures]:
    """Every episode with what can be filled in for it; as many queries for many episodes as for one."""
    versions = offered_versions(patient)
    waiting = {
        (found.episode.pk, found.version.pk): Moment(found.window.moment) for found in due_measures(patient)
    }
    last = _last_days(episodes)
    series = measure_series(episodes)
    return [
        EpisodeMeasures(
            episode,
            [
                MeasureStanding(
                    version,
                    waiting.get((episode.pk, version.pk)),
                    last.get((episode.pk, version.measure_id)),
                    [one for one in series if _is_of(one, episode, version)],
                )
                for version in versions
                if applies(version.measure, episode)
            ],
        )
        for episode in episodes
    ]


def _last_days(episodes: Sequence[Episode]) -> dict[tuple[int, int], date]:
    rows = MeasureResponse.objects.filter(episode__in=episodes).values("episode", "version__measure")
    found = rows.annotate(last=Max("on")).values_list("episode", "version__measure", "last")
    return {(episode, measure): on for episode, measure, on in found}


def _is_of(series: MeasureSeries, episode: Episode, version: MeasureVersion) -> bool:
    measure = version.measure
    return (series.episode_id, series.slug, series.name) == (episode.pk, measure.slug, measure.name)
