"""Charts to take away: valid, complete, in the pages' own colours."""

import re
from xml.etree import ElementTree

import pytest

from openupr.web import pictures, rasters
from openupr.web.charts import Bar, Cell, CrossTable, Head, Part
from openupr.web.tests.gallery import HOSTILE
from openupr.web.tests.test_palette import palettes

BARS = [
    Bar("Cambodia", 4, parts=[Part("Supported", 3, "yes"), Part("Noted", 1, "no")]),
    Bar("Côte d'Ivoire", 2, parts=[Part("Pending", 2, "wait")]),
]
TABLE = CrossTable("Issue by region", "Issue", [Head("Africa"), Head("Latin America and the Caribbean")],
                   [(Head("Right to land"), [Cell(0), Cell(12)])])  # fmt: skip


def _words(svg):
    return [each.text for each in ElementTree.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")]


def test_a_bar_chart_holds_its_title_legend_names_numbers_and_basis():
    svg = pictures.bars_svg(BARS, title="Answers", note="One row per State.", whole=8)
    legend, rows = ["Supported", "Noted", "Pending"], ["Cambodia", "4 · 50%", "Côte d'Ivoire", "2 · 25%"]
    assert _words(svg) == ["Answers", *legend, *rows, "One row per State."]
    assert "Cambodia: Supported 3 (75%), Noted 1 (25%)" in svg


def test_a_cross_table_holds_every_number_also_the_zeros():
    assert sorted(_words(pictures.cross_svg(TABLE)))[:2] == ["0", "12"]


@pytest.mark.parametrize("bad", [HOSTILE, "a\x00b\x0bc", "]]>&\ud800\uffff", "x" * 10_000])
def test_hostile_words_leave_a_valid_picture(bad):
    bars = pictures.bars_svg([Bar(bad, 1, parts=[Part(bad, 1, bad)])], title=bad, note=bad)
    cross = pictures.cross_svg(CrossTable(bad, bad, [Head(bad)], [(Head(bad), [Cell(1)])]), note=bad)
    for svg in (bars, cross):
        assert not [each.tag for each in ElementTree.fromstring(svg).iter() if each.tag.endswith("script")]


def test_a_chart_of_nothing_is_still_a_picture():
    assert _words(pictures.bars_svg([], title="Nothing")) == ["Nothing"]
    assert _words(pictures.cross_svg(CrossTable("Nothing", "", [], []))) == ["Nothing"]


def test_pictures_have_the_colours_of_the_pages():
    svg = pictures.bars_svg(BARS, title="x") + pictures.cross_svg(TABLE)
    light = set(palettes()["light"].values()) | {"#ffffff"}
    assert set(re.findall(r"#[0-9a-f]{6}", svg)) <= light


@pytest.fixture
def _pango():
    try:
        import weasyprint  # noqa: F401 - needs a system library
    except OSError:
        pytest.skip("PNG needs the system library Pango (Debian: apt-get install libpango-1.0-0 libpangoft2-1.0-0).")


@pytest.mark.usefixtures("_pango")
def test_a_png_is_as_large_as_was_asked():
    svg = pictures.bars_svg(BARS, title="Answers")
    data = rasters.png(svg, scale=1)
    assert data.startswith(b"\x89PNG")
    assert int.from_bytes(data[16:20], "big") == 760


@pytest.mark.usefixtures("_pango")
def test_a_picture_asks_nobody_for_anything():
    svg = pictures.bars_svg(BARS, title="x").replace("</svg>", '<image href="http://127.0.0.1:9/x.png"/></svg>')
    assert rasters.png(svg, scale=1).startswith(b"\x89PNG")
