"""What a pack says about the way back to running. A loaded pack never changes: it is read once and kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Any

from programs.models import ProtocolPack
from programs.rules.parameters import Definition, definitions_from
from programs.rules.running import RunLevel, RunPlan

DEFAULT_FIRST_WEEK = 70  # per cent of the usual week, for a pack that does not say


@dataclass(frozen=True, slots=True)
class PackPlan:
    """The running plan of a pack. ``entry`` are the tests before it, ``gates`` those before a level."""

    plan: RunPlan
    entry: tuple[Mapping[str, Any], ...]
    first_week_share: Fraction
    warm_up_min: int
    cool_down_min: int
    test_names: Mapping[str, str]
    definitions: Mapping[str, Definition]

    @property
    def levels(self) -> tuple[RunLevel, ...]:
        return self.plan.levels

    def level(self, number: int) -> RunLevel | None:
        return next((level for level in self.levels if level.level == number), None)

    def gate_before(self, level: int) -> str:
        """The test to pass before a level; empty if there is none."""
        return self.plan.gates.get(level, "")


@lru_cache(maxsize=32)
def pack_plan(pack_id: int) -> PackPlan | None:
    """The first running plan of a pack; None for one without."""
    names = ("return_to_run_plans", "functional_tests", "rule_parameters")
    columns = [f"content__{name}" for name in names]
    plans, tests, parameters = ProtocolPack.objects.values_list(*columns).get(pk=pack_id)
    return _plan(plans[0], tests or (), parameters or {}) if plans else None


def _plan(raw: Mapping[str, Any], tests: Any, parameters: Mapping[str, Any]) -> PackPlan:
    frame, modified = raw.get("session_frame", {}), raw.get("continue_modified", {})
    return PackPlan(
        plan=RunPlan.from_pack(raw),
        entry=tuple(raw["entry"].get("tests", ())),
        first_week_share=Fraction(modified.get("first_week_volume_pct", DEFAULT_FIRST_WEEK), 100),
        warm_up_min=frame.get("warm_up_walk_min", 0),
        cool_down_min=frame.get("cool_down_walk_min", 0),
        test_names={test["slug"]: test["name"] for test in tests},
        definitions=definitions_from(parameters),
    )
