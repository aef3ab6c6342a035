"""Publishes the measures of a protocol pack. A version never changes; changed content is the next one."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

from audit.context import recorded
from common import clock
from patients.models import Measure, MeasureVersion


def publish_measures(*, condition: str, content: Sequence[Mapping[str, Any]]) -> list[MeasureVersion]:
    """Offers a pack's bundled measures for a condition; answers given before keep the version they answered.

    The same content again changes nothing; changed content is the next version. What the pack does not
    bundle any more is not asked any more.
    """
    bundled = [dict(measure) for measure in content if measure["bundled"]]
    with recorded(by=None, reason="pack loaded"):
        versions = [_publish(condition, measure) for measure in bundled]
        _leave_out(condition, {measure["slug"] for measure in bundled})
    return versions


def _publish(condition: str, content: dict[str, Any]) -> MeasureVersion:
    Measure.objects.bulk_create(
        [Measure(clinic=None, slug=content["slug"], name=content["name"], conditions=[condition])],
        ignore_conflicts=True,
    )
    measure = Measure.objects.select_for_update().get(clinic=None, slug=content["slug"])
    measure.name, measure.retired_at = content["name"], None
    measure.conditions = sorted({*measure.conditions, condition})
    measure.save(update_fields=["name", "retired_at", "conditions"])
    return _current_version(measure, content)


def _current_version(measure: Measure, content: dict[str, Any]) -> MeasureVersion:
    versions, checksum = MeasureVersion.objects.filter(measure=measure), checksum_of(content)
    same = versions.filter(checksum=checksum).first()
    if same:
        return offered(same)
    versions.filter(is_current=True).update(is_current=False)
    return MeasureVersion.objects.create(
        measure=measure,
        version=str(versions.count() + 1),
        checksum=checksum,
        content=content,
        licence=content["licence"],
        bundled=True,
    )


def offered(version: MeasureVersion) -> MeasureVersion:
    """The version, asked from now on."""
    if not version.is_current:
        MeasureVersion.objects.filter(measure=version.measure_id, is_current=True).update(is_current=False)
        version.is_current = True
        version.save(update_fields=["is_current"])
    return version


def _leave_out(condition: str, bundled: set[str]) -> None:
    rows = Measure.objects.filter(clinic=None, conditions__contains=[condition], retired_at=None)
    for measure in rows.exclude(slug__in=bundled):
        left = [name for name in measure.conditions if name != condition]
        measure.conditions = left or measure.conditions
        measure.retired_at = None if left else clock.now()
        measure.save(update_fields=["conditions", "retired_at"])


def checksum_of(content: Mapping[str, Any]) -> str:
    """By which the same definition is known again."""
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()
