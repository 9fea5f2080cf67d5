"""Dates along a line: placed by time, told apart without colour, safe whatever the words are."""

from dataclasses import replace
from datetime import date, timedelta
from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from openupr.documents.axis import axis_of
from openupr.documents.dated_rows import (
    MARKS,
    DatedRow,
    DatedRows,
    drawn_strips,
    rows_drawn_alone,
    rows_drawn_on_a_page,
)

JULY, JANUARY, LATER = date(2018, 7, 12), date(2019, 1, 30), date(2023, 10, 11)
PICTURE = DatedRows(
    title="A <review> & more",
    rows=[
        DatedRow("Submissions", "12 July 2018", JULY, JULY, "solid"),
        DatedRow("Pre-session", "November 2018", date(2018, 11, 1), date(2018, 11, 30), "dashed"),
        DatedRow("Review", "30 January 2019", JANUARY, JANUARY, "done"),
        DatedRow("Next", "11 October 2023", LATER, LATER, "hollow"),
        DatedRow("Undated", "not known", None, None, "dashed"),
    ],
    month=lambda day: f"{day:%b %Y}",
    today=date(2018, 9, 1),
    today_words="today",
    legend=[("estimate", "dashed"), ("published", "solid")],
    foot=["Where it comes from"],
)
spans = st.lists(
    st.tuples(st.dates(date(2006, 1, 1), date(2040, 1, 1)), st.integers(0, 900)).map(
        lambda each: (each[0], each[0] + timedelta(days=each[1]))
    ),
    min_size=1,
    max_size=12,
)


def shapes(svg: str, css: str) -> list[ElementTree.Element]:
    return [each for each in ElementTree.fromstring(svg).iter() if each.get("class") == css]


@given(spans)
def test_the_axis_keeps_the_order_of_time_and_stays_between_its_ends(each: list[tuple[date, date]]) -> None:
    axis = axis_of(each, left=10, right=500, least=40)
    days = sorted({day for span in each for day in span})
    places = [axis.place(day) for day in days]
    assert places == sorted(places)
    assert places[0] >= 10
    assert places[-1] <= 500.001
    assert all(10 <= x <= 500.001 for x, _ in axis.ticks(name=str, width_of=len))


def test_years_in_which_nothing_happens_are_left_out_and_shown_as_cut() -> None:
    axis = axis_of(PICTURE.spans, left=0, right=500, least=40)
    assert [(each.start, each.end) for each in axis.stretches] == [
        (date(2018, 7, 1), date(2019, 2, 1)),
        (date(2023, 10, 1), date(2023, 11, 1)),
    ]
    assert axis.breaks == [axis.place(date(2021, 1, 1))]
    assert axis.place(date(2000, 1, 1)) == 0
    assert axis.place(date(2050, 1, 1)) == 500


def test_nothing_has_no_axis() -> None:
    assert axis_of([], left=0, right=500, least=40).place(JULY) == 0
    empty = replace(PICTURE, rows=[])
    assert ElementTree.fromstring(rows_drawn_alone(empty)).tag.endswith("svg")


def test_each_standing_has_a_shape_of_its_own() -> None:
    drawn = set()
    for mark in MARKS:
        only = replace(PICTURE, rows=[DatedRow("", "", JULY, JULY, mark)], legend=[])
        svg = rows_drawn_on_a_page(only, width=800)
        full, opened, ticks = (shapes(svg, f"mark-{name}") for name in ("full", "open", "tick"))
        drawn.add((len(full), len(opened), len(ticks), any("stroke-dasharray" in each.attrib for each in opened)))
    assert len(drawn) == len(MARKS)


def test_a_day_is_a_diamond_and_a_month_a_bar_and_what_is_not_known_is_words_alone() -> None:
    svg = rows_drawn_on_a_page(PICTURE, width=1160)
    marks = [*shapes(svg, "mark-full"), *shapes(svg, "mark-open")]
    assert sorted(each.tag for each in marks) == ["path", "path", "path", "rect"]
    assert "Undated" in svg


def test_words_are_safe_and_heard() -> None:
    for svg in (rows_drawn_on_a_page(PICTURE, width=328), rows_drawn_alone(PICTURE)):
        root = ElementTree.fromstring(svg)
        assert "<review>" not in svg
        words = " ".join(root.itertext()) + root.get("aria-label", "")
        assert "A <review> & more" in words
        assert "November 2018" in words
        assert "today" in words


def test_today_stands_on_the_line_only_where_it_lies_on_it() -> None:
    assert len(shapes(rows_drawn_on_a_page(PICTURE, width=1160), "today-line")) == 1
    for day in (date(2018, 1, 1), date(2024, 1, 1)):
        assert shapes(rows_drawn_on_a_page(replace(PICTURE, today=day), width=1160), "today-line") == []


def test_a_printed_table_gets_one_strip_a_row_without_words_in_it() -> None:
    head, strips = drawn_strips(PICTURE, width=470)
    assert "Jul 2018" in head
    assert len(strips) == len(PICTURE.rows)
    assert all("<text" not in strip for strip in strips)
    assert "mark" not in strips[-1]


def test_the_same_picture_gives_the_same_bytes() -> None:
    assert rows_drawn_alone(PICTURE) == rows_drawn_alone(replace(PICTURE))
