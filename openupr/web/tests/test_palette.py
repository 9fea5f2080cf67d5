"""The palette keeps its contrast: computed from the colours in page.css and print.css themselves."""

import re
from pathlib import Path

import pytest

STATIC = Path(__file__).parents[1] / "static" / "web"
COLOUR = re.compile(r"--([a-z0-9-]+):\s*(#[0-9a-f]{6})\b")
TEXT = [
    *[(word, ground) for word in ("ink", "muted", "accent") for ground in ("paper", "panel", "accent-wash")],
    *[(f"tone-{tone}", ground) for tone in ("yes", "no", "part", "wait") for ground in ("paper", "panel")],
    *[("on-heat-low", f"heat-{n}") for n in range(1, 6)],
    *[("on-heat-high", f"heat-{n}") for n in range(6, 9)],
    ("on-accent", "accent"),
    ("alert", "paper"),
    ("alert", "alert-wash"),
    ("ink", "alert-wash"),
    ("on-mark", "mark"),
]
SHAPES = [("edge", "paper"), ("edge", "panel"), *[(f"tone-{tone}", "paper") for tone in ("yes", "no", "part", "wait")]]


def palettes():
    """Name to colours: light, dark and paper; the later ones inherit what they do not change."""
    css = (STATIC / "page.css").read_text()
    light_css, dark_css = css.split("prefers-color-scheme: dark", 1)
    light = dict(COLOUR.findall(light_css))
    return {
        "light": light,
        "dark": light | dict(COLOUR.findall(dark_css)),
        "print": light | dict(COLOUR.findall((STATIC / "print.css").read_text())),
    }


def luminance(colour):
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_the_formula_is_wcags():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("name", ["light", "dark", "print"])
def test_text_reaches_four_and_a_half_to_one(name):
    palette = palettes()[name]
    short = {pair: round(contrast(*(palette[each] for each in pair)), 2) for pair in TEXT}
    assert {pair: ratio for pair, ratio in short.items() if ratio < 4.5} == {}


@pytest.mark.parametrize("name", ["light", "dark", "print"])
def test_edges_and_bars_reach_three_to_one(name):
    palette = palettes()[name]
    short = {pair: round(contrast(*(palette[each] for each in pair)), 2) for pair in SHAPES}
    assert {pair: ratio for pair, ratio in short.items() if ratio < 3} == {}


def test_colours_are_named_in_one_place():
    # What is for printed PDF loads no other style.
    palettes_own = {"page.css", "print.css", "sheet.css", "list.css", "paper.css", "factsheet.css"}
    others = [path for path in STATIC.parents[2].glob("*/static/**/*.css") if path.name not in palettes_own]
    loose = {path.name: re.findall(r"#[0-9a-f]{3,8}\b(?=[^{]*;)", path.read_text()) for path in others}
    assert {name: colours for name, colours in loose.items() if colours} == {}
