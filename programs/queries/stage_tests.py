"""Which functional tests the stage at hand of a running program asks for, and with which value."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from accounts.access import Who
from common import clock
from patients.models import Episode
from programs.access import visible_programs
from programs.enums import RUNNING
from programs.models import Program, ProgramStage
from programs.queries.facts import week_reached


@dataclass(frozen=True, slots=True)
class StageTests:
    """``values`` override a test's own threshold; ``asked`` are all tests that must pass to go on."""

    stage: str = ""
    asked: frozenset[str] = frozenset()
    values: Mapping[str, Any] = field(default_factory=dict)


def stage_tests(by: Who, episode: Episode) -> StageTests:
    """Of the latest running program of an episode; nothing when none runs."""
    running = visible_programs(by).filter(episode=episode, status__in=RUNNING)
    program = running.prefetch_related("weeks", "pauses", "stages").order_by("-pk").first()
    stage = _stage_at_hand(program, episode.patient.time_zone) if program else None
    if stage is None:
        return StageTests()
    uses = stage.exit_criteria.get("tests", [])
    return StageTests(
        stage=stage.name,
        asked=frozenset(use["test"] for use in uses),
        values={use["test"]: use["value"] for use in uses if "value" in use},
    )


def _stage_at_hand(program: Program, zone: str) -> ProgramStage | None:
    week = week_reached(program, clock.today_in(zone))
    stages = program.stages.all()
    return next((stage for stage in stages if stage.first_week <= week <= stage.last_week), None)
