"""Numbers over time: the scores of measures and single measurements, ready to be compared and drawn."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby

from django.db.models import Prefetch

from patients.models import Episode, Measurement, MeasureResponse, MeasureVersion
from patients.rules.change import Change, change_of
from patients.rules.definition import Better, Definition, is_comparable
from patients.rules.scoring import range_of

WEIGHT = "weight"


@dataclass(frozen=True, slots=True)
class Reading:
    """One number on one day; ``side`` is empty where there are no sides."""

    on: date
    value: Decimal
    side: str = ""


@dataclass(frozen=True, slots=True)
class MeasureSeries:
    """One scale of one measure; ``scale_name`` is empty if it is the only one. The first reading is first."""

    episode_id: int
    slug: str
    name: str
    scale: str
    scale_name: str
    definition: Definition
    readings: Sequence[Reading]

    @property
    def change(self) -> Change:
        """From the first reading to the last; with one reading there is nothing to compare."""
        first = self.readings[0].value if len(self.readings) > 1 else None
        return change_of(self.definition, first, self.readings[-1].value)

    @property
    def important(self) -> tuple[Decimal, Decimal] | None:
        """From where it began to the least change for the better that matters; None where nobody knows it."""
        by, better = self.definition.important.value, self.definition.scoring.better
        if by is None or better is None:
            return None
        start = Decimal(0) if self.definition.scoring.says_change else self.readings[0].value
        return start, start + (by if better == Better.HIGHER else -by)

    @property
    def bounds(self) -> tuple[Decimal, Decimal] | None:
        return range_of(self.definition, self.scale)


@dataclass(frozen=True, slots=True)
class NumberSeries:
    """One kind of measurement, all sides together, the first day first."""

    code: str
    unit: str
    readings: Sequence[Reading]

    @property
    def sides(self) -> list[str]:
        return sorted({reading.side for reading in self.readings})

    def of(self, side: str) -> list[Reading]:
        return [reading for reading in self.readings if reading.side == side]


def measure_series(episodes: Sequence[Episode]) -> list[MeasureSeries]:
    """Every score of some episodes; versions that cannot be compared with the latest are left out."""
    versions = MeasureVersion.objects.select_related("measure")
    responses = (
        MeasureResponse.objects.filter(episode__in=episodes)
        .prefetch_related(Prefetch("version", versions), "scores")
        .order_by("episode_id", "version__measure_id", "on", "pk")
    )
    groups = groupby(responses, key=lambda response: (response.episode_id, response.version.measure_id))
    return [series for _key, group in groups for series in _of_one_measure(list(group))]


def _of_one_measure(responses: Sequence[MeasureResponse]) -> Iterable[MeasureSeries]:
    latest = responses[-1].version
    definition = Definition.from_content(latest.content)
    readings: dict[str, list[Reading]] = {}
    for response in responses:
        if _is_like(response.version, latest, definition):
            for score in response.scores.all():
                if score.value is not None:
                    readings.setdefault(score.scale, []).append(Reading(response.on, score.value))
    names = {scale.id: scale.name for scale in definition.scoring.scales}
    for scale, found in readings.items():
        yield MeasureSeries(
            episode_id=responses[0].episode_id,
            slug=latest.measure.slug,
            name=latest.measure.name,
            scale=scale,
            scale_name=names.get(scale, ""),
            definition=definition,
            readings=found,
        )


def _is_like(version: MeasureVersion, latest: MeasureVersion, definition: Definition) -> bool:
    return version.pk == latest.pk or is_comparable(Definition.from_content(version.content), definition)


def measurements_of(episodes: Sequence[Episode]) -> list[Measurement]:
    """The numbers of these episodes' patients that were not withdrawn; weight only where it may be shown."""
    patients = {episode.patient_id: episode.patient for episode in episodes}
    found = Measurement.objects.filter(patient__in=patients, voided_at=None).order_by("on", "pk")
    return [number for number in found if number.code != WEIGHT or patients[number.patient_id].shows_weight]


def number_series(found: Iterable[Measurement]) -> list[NumberSeries]:
    """Put together by what was measured and in which unit; different units are never one line."""
    groups: dict[tuple[str, str], list[Reading]] = {}
    for number in found:
        key = (number.code, number.unit)
        groups.setdefault(key, []).append(Reading(number.on, number.value, number.side))
    return [NumberSeries(code, unit, readings) for (code, unit), readings in sorted(groups.items())]
