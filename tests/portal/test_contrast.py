"""Reads the colour tokens and reckons every pair that meets on a page, in both themes (WCAG 2.2)."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TOKENS = (ROOT / "portal/static/portal/css/tokens.css").read_text()
GROUNDS = ("ground", "surface", "sunken")
# Text on what it stands on: at least 4.5.
TEXT = [
    *((ink, ground) for ink in ("ink", "ink-soft", "accent") for ground in GROUNDS),
    *((ink, f"{tone}-soft") for ink in ("ink",) for tone in ("accent", "go", "careful", "stop")),
    *((tone, f"{tone}-soft") for tone in ("accent", "go", "careful", "stop")),
    *((tone, ground) for tone in ("go", "careful", "stop") for ground in GROUNDS),
    ("accent-strong", "accent-soft"),
    ("on-accent", "accent"),
    ("on-accent", "accent-strong"),
]
# Edges of controls, the focus ring and the ring of the player against what they stand on: at least 3.
CONTROLS = [
    *((edge, ground) for edge in ("line-strong", "accent", "focus", "stop") for ground in GROUNDS),
]


def palette(block: str) -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", block))


LIGHT_BLOCK, DARK_BLOCK = TOKENS.split("@media (prefers-color-scheme: dark)")
THEMES = {"light": palette(LIGHT_BLOCK), "dark": palette(DARK_BLOCK)}


def luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_black_on_white_is_21_to_1():
    assert round(contrast("#000000", "#ffffff"), 6) == 21


def test_both_themes_name_the_same_colours():
    assert THEMES["light"].keys() == THEMES["dark"].keys()


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("text", "ground"), TEXT)
def test_text_can_be_read(theme, text, ground):
    colours = THEMES[theme]
    assert contrast(colours[text], colours[ground]) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("edge", "ground"), CONTROLS)
def test_controls_can_be_seen(theme, edge, ground):
    colours = THEMES[theme]
    assert contrast(colours[edge], colours[ground]) >= 3


@pytest.mark.parametrize("theme", THEMES)
def test_the_browsers_frame_has_the_colour_of_the_page(theme):
    base = (ROOT / "templates/base.html").read_text()
    meta = f'media="(prefers-color-scheme: {theme})" content="{THEMES[theme]["ground"]}"'
    assert meta in base
