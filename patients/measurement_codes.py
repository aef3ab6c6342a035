"""What can be measured: a code for each kind of number, with its unit, its limits, its sides and direction.

Codes and units are those that the examination and its tests use, so that all numbers of a kind line up,
wherever they come from. The limits keep slips of the pen out; they are no norms.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from patients.queries.series import WEIGHT
from patients.rules.definition import Better

Text = str | Promise

UNITS: Mapping[str, Text] = {
    "percent_body_weight": _("% of body weight"),
    "percent": _("%"),
    "degrees": _("degrees"),
    "cm": _("cm"),
    "seconds": _("s"),
    "reps": _("repetitions"),
    "steps_per_minute": _("steps a minute"),
    "steps/min": _("steps a minute"),
    "kg": _("kg"),
    "km": _("km"),
    "days": _("days"),
    "months": _("months"),
    "ml_per_kg_min": _("ml/kg/min"),
    "beats_per_minute": _("beats a minute"),
    "nprs": _("of 10"),
    "points_0_6": _("points of 6"),
}


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of number. ``better`` is None where neither more nor less is better as such."""

    code: str
    group: Text
    name: Text
    unit: str
    low: Decimal
    high: Decimal
    sided: bool = False
    better: Better | None = None


STRENGTH, RANGE, FITNESS, RUNNING, BODY = (
    _("Strength"),
    _("Range of motion"),
    _("Endurance and control"),
    _("Running"),
    _("Body"),
)
MORE, LESS = Better.HIGHER, Better.LOWER


Row = tuple[str, Text, float, float]


def _kinds(group: Text, unit: str, better: Better | None, *rows: Row, sided: bool = False) -> Iterator[Kind]:
    for code, name, low, high in rows:
        yield Kind(code, group, name, unit, Decimal(str(low)), Decimal(str(high)), sided, better)


_KINDS = (
    *_kinds(
        STRENGTH,
        "percent_body_weight",
        MORE,
        ("hip-abduction-strength", _("Hip abduction strength"), 0, 150),
        ("hip-external-rotation-strength", _("Hip external rotation strength"), 0, 150),
        ("hip-extension-strength", _("Hip extension strength"), 0, 200),
        ("knee-extension-strength", _("Knee extension strength"), 0, 250),
        ("knee-flexion-strength", _("Knee flexion strength"), 0, 200),
        sided=True,
    ),
    *_kinds(
        STRENGTH,
        "percent",
        MORE,
        ("knee-extension-lsi", _("Knee extension strength, affected of other side"), 0, 300),
        ("single-hop-lsi", _("Single hop, affected of other side"), 0, 300),
    ),
    *_kinds(RANGE, "degrees", MORE, ("knee-flexion-range", _("Knee flexion range"), 0, 170), sided=True),
    *_kinds(
        RANGE,
        "degrees",
        None,
        ("knee-extension-range", _("Knee extension range"), -30, 30),
        ("hip-rotation-range", _("Hip internal rotation range"), 0, 90),
        sided=True,
    ),
    *_kinds(RANGE, "cm", MORE, ("knee-to-wall", _("Knee to wall"), 0, 30), sided=True),
    *_kinds(
        FITNESS,
        "seconds",
        MORE,
        ("single-leg-stance", _("Single-leg stand"), 0, 600),
        ("side-plank-hold", _("Side plank"), 0, 1200),
        sided=True,
    ),
    *_kinds(
        FITNESS,
        "reps",
        MORE,
        ("single-leg-bridge-reps", _("Single-leg bridges"), 0, 200),
        ("single-leg-calf-raise-reps", _("Single-leg calf raises"), 0, 200),
        sided=True,
    ),
    *_kinds(
        FITNESS,
        "reps",
        MORE,
        ("wall-squats", _("Wall squats"), 0, 300),
        ("push-ups", _("Push-ups"), 0, 300),
    ),
    *_kinds(
        FITNESS, "points_0_6", LESS, ("step-down-quality", _("Lateral step-down faults"), 0, 6), sided=True
    ),
    *_kinds(RUNNING, "steps_per_minute", None, ("run-cadence", _("Running cadence"), 100, 260)),
    *_kinds(
        RUNNING,
        "km",
        None,
        ("weekly_km", _("Distance a week"), 0, 400),
        ("longest_run_km", _("Longest run"), 0, 300),
    ),
    *_kinds(BODY, "ml_per_kg_min", MORE, ("vo2max", _("VO₂max"), 10, 100)),
    *_kinds(BODY, "beats_per_minute", None, ("resting-heart-rate", _("Resting heart rate"), 25, 150)),
    *_kinds(BODY, "kg", None, (WEIGHT, _("Weight"), 20, 350)),
)
KINDS: Mapping[str, Kind] = {kind.code: kind for kind in _KINDS}


def code_name(code: str) -> str:
    """The name of a code; one that came with an examination is read as it stands."""
    kind = KINDS.get(code)
    return str(kind.name) if kind else code.replace("-", " ").replace("_", " ").capitalize()


def unit_name(unit: str) -> str:
    return str(UNITS.get(unit, unit.replace("_", " ")))


def kinds_for(*, shows_weight: bool) -> list[Kind]:
    """What can be recorded for a patient; weight only for those who want it."""
    return [kind for kind in _KINDS if shows_weight or kind.code != WEIGHT]
