"""A chart reads without colour, holds nothing that could run, and is the same file each time."""

import re
from xml.etree import ElementTree

import pytest

from openupr.documents.bars import divided_bar
from openupr.documents.charts import Measured, SmallMultiples, drawn_alone, drawn_on_a_page
from openupr.documents.lettering import lines_of, width_of

_SVG = "{http://www.w3.org/2000/svg}"


def chart(*, name: str = "Right to land", panels: int = 2, title: str = "Two regions") -> SmallMultiples:
    bars = [Measured([(30, "yes"), (10, "no")], "40"), Measured([(4, "yes")], "4"), Measured([], "0")]
    return SmallMultiples(
        title=title,
        panels=[f"Region {number}" for number in range(panels)],
        rows=[(name, [bars[number % 3] for number in range(panels)]), ("Detention", [bars[1]] * panels)],
        legend=[("Supported", "yes"), ("Noted", "no")],
        foot=["Counted: one for each.", "http://localhost/disaggregate/?rows=issue"],
    )


def texts(svg: str) -> list[str]:
    return [element.text or "" for element in ElementTree.fromstring(svg).iter(f"{_SVG}text")]


def widths(svg: str, css: str) -> list[float]:
    root = ElementTree.fromstring(svg)
    return [float(rect.get("width", "0")) for rect in root.iter(f"{_SVG}rect") if rect.get("class") == css]


def test_title_names_numbers_legend_and_source_stand_in_words() -> None:
    found = texts(drawn_alone(chart()))
    assert found == [
        "Two regions",
        "Supported",
        "Noted",
        "Region 0",
        "Region 1",
        "Right to land",
        "40",
        "4",
        "Detention",
        "4",
        "4",
        "Counted: one for each.",
        "http://localhost/disaggregate/?rows=issue",
    ]


def test_no_word_of_a_long_legend_is_cut_off() -> None:
    words = ["fully implemented", "partly implemented", "not implemented", "judged differently", "not known yet"]
    legend = [(word, tone) for word, tone in zip(words, ("yes", "part", "no", "plain", "wait"), strict=True)]
    bars = [Measured([(1, "yes")], "1")]
    narrow = SmallMultiples(title="Peru", panels=["One"], rows=[("All", bars)], legend=legend, foot=["Counted."])
    root = ElementTree.fromstring(drawn_alone(narrow))
    drawn = {element.text or "": element for element in root.iter(f"{_SVG}text")}
    for word in words:
        assert float(drawn[word].get("x", "")) + width_of(word, 12) <= float(root.get("width", "0"))
    # What follows stands below the last line of the legend.
    assert float(drawn["One"].get("y", "")) > float(drawn["not known yet"].get("y", "")) + 12


def test_bars_are_as_long_as_their_numbers_in_every_panel() -> None:
    swatch, *bars = widths(drawn_alone(chart()), "fill-yes")
    assert swatch == 14
    assert [round(bar / bars[0], 2) for bar in bars] == [1, 0.13, 0.13, 0.13]


def test_what_was_noted_is_hatched_not_only_coloured() -> None:
    svg = drawn_alone(chart())
    assert '<pattern id="tone-no"' in svg
    assert len(re.findall(r'class="line-no"[^>]*fill="url\(#tone-no\)"', svg)) == 2


def test_on_a_page_title_and_source_are_left_to_the_page() -> None:
    svg = drawn_on_a_page(chart())
    assert "Counted" not in svg
    assert "<defs>" not in svg
    assert 'role="img" aria-label="Two regions"' in svg


def test_a_page_can_ask_for_a_narrow_drawing() -> None:
    width = re.search(r'width="(\d+)"', drawn_on_a_page(chart(), width=400))
    assert width
    assert int(width[1]) <= 400


@pytest.mark.parametrize("hostile", ['<script>alert("x")</script>', '" onload="x', "a\x00b\x0bc\ud800", "]]>&amp;"])
def test_a_hostile_name_stays_a_name(hostile: str) -> None:
    for svg in (drawn_alone(chart(name=hostile, title=hostile)), divided_bar([(1, "yes")], width=9, words=hostile)):
        root = ElementTree.fromstring(svg)
        assert {element.tag.removeprefix(_SVG) for element in root.iter()} <= {
            "svg", "title", "defs", "pattern", "rect", "circle", "path", "text",
        }  # fmt: skip
        assert not any(name.startswith("on") for element in root.iter() for name in element.attrib)


def test_the_same_chart_is_the_same_file() -> None:
    assert drawn_alone(chart()) == drawn_alone(chart())


def test_an_empty_chart_is_drawn_all_the_same() -> None:
    assert texts(drawn_alone(SmallMultiples("Nothing", [], []))) == ["Nothing"]


def test_long_words_are_broken_and_the_last_line_says_that_more_would_follow() -> None:
    lines = lines_of("http://localhost/?" + "x" * 400, 200, size=12, most=3)
    assert len(lines) == 3
    assert lines[-1].endswith("…")
    assert all(width_of(line, 12) <= 210 for line in lines)
    assert "".join(lines_of("http://localhost/?abcdefghijklmnop", 60, size=12, most=9)) == (
        "http://localhost/?abcdefghijklmnop"
    )


@pytest.mark.parametrize("tone", ["yes", "no", "part", "wait", "plain"])
def test_a_bar_for_print_needs_no_pattern_from_elsewhere(tone: str) -> None:
    svg = divided_bar([(3, tone), (1, "yes")], width=100)
    ElementTree.fromstring(svg)
    assert "url(" not in svg


def test_a_divided_bar_fills_its_width_in_the_right_shares() -> None:
    assert widths(divided_bar([(3, "yes"), (1, "plain")], width=100), "fill-yes") == [75]
    assert widths(divided_bar([(3, "yes")], width=100, of=12), "fill-yes") == [25]
    assert widths(divided_bar([], width=100, of=0), "fill-yes") == []
