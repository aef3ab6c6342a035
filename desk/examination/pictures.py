"""The knee from the front and from the back, with a box on every place that can hurt.

The pack says where a place is on the right knee; the left one is its mirror image. Seen from the front the
patient's right knee stands on the left of the page.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from desk.examination.fields import PICTURE, Drawn
from patients.rules.examination import Zone

# From left to right on the page.
ORDER = {"front": ("right", "left"), "back": ("left", "right")}
TITLES: Mapping[tuple[str, str], str | Promise] = {
    ("front", "right"): _("Right knee, front"),
    ("front", "left"): _("Left knee, front"),
    ("back", "left"): _("Left knee, back"),
    ("back", "right"): _("Right knee, back"),
}


@dataclass(frozen=True, slots=True)
class Spot:
    """A place on one knee; ``x`` and ``y`` in percent of the picture."""

    id: str
    input: str
    slug: str
    name: str
    x: float
    y: float
    checked: bool
    is_main: bool


@dataclass(frozen=True, slots=True)
class Picture:
    view: str
    side: str
    title: str
    spots: tuple[Spot, ...]

    @property
    def is_mirrored(self) -> bool:
        return self.side == "left"

    @property
    def has_pain(self) -> bool:
        return any(spot.checked for spot in self.spots)


def zone_pictures(drawn: Drawn) -> list[Picture]:
    """One picture for each view and side that the form has places for."""
    zones = drawn.reading.form.zones
    views = [view for view in ORDER if any(zone.view == view for zone in zones)]
    return [_picture(drawn, view, side) for view in views for side in ORDER[view]]


def _picture(drawn: Drawn, view: str, side: str) -> Picture:
    zones = [zone for zone in drawn.reading.form.zones if zone.view == view]
    spots = tuple(_spot(drawn, zone, side) for zone in zones)
    return Picture(view, side, str(TITLES[view, side]), spots)


def _spot(drawn: Drawn, zone: Zone, side: str) -> Spot:
    answer = drawn.answer(PICTURE)
    chosen = answer.get(side, []) if isinstance(answer, Mapping) else []
    return Spot(
        id=f"zone.{side}.{zone.slug}",
        input=f"answers.{PICTURE}.{side}",
        slug=zone.slug,
        name=zone.name,
        x=100 - zone.x if side == "left" else zone.x,
        y=zone.y,
        checked=zone.slug in chosen,
        is_main=zone.slug == drawn.answer("main_zone"),
    )
