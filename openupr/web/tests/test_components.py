"""What the tags draw, and that nothing hostile gets through them."""

import re

import pytest
from django.http import QueryDict
from django.template import Context, Engine

from openupr.web import charts, lists, marking, numbers
from openupr.web.parts import Badge, Card, Choice, Facet, Pages
from openupr.web.tests import gallery
from openupr.web.tests.reading import as_read

HOSTILE = gallery.HOSTILE


def draw(source, **context):
    return as_read(Engine.get_default().from_string("{% load parts charts %}" + source).render(Context(context)))


@pytest.mark.parametrize("name", ["search", "cross", "profile", "form", "brief", "tour"])
def test_hostile_words_are_escaped_on_every_page(name):
    html = gallery.pages(word=HOSTILE)[name]
    assert "<script>alert" not in html
    assert 'onload="x' not in html.replace("&quot;", "")
    assert "&lt;script&gt;alert" in html


def test_hostile_addresses_and_ids_are_escaped():
    facet = Facet(HOSTILE, "x", [Choice(HOSTILE, "x", 1)], 9, HOSTILE)
    drawn = (
        lists.facet(facet)
        + lists.badge(Badge("x", url=HOSTILE))
        + lists.card(Card(HOSTILE, "x", "x", language=HOSTILE))
    )
    assert "<script" not in drawn
    assert 'onload="x' not in drawn


def test_an_unknown_tone_is_drawn_plainly():
    drawn = draw("{% mini_bar parts %}", parts=[charts.Part("x", 1, '"><script>')])
    assert "<script" not in drawn
    assert 'class="fill-plain"' in drawn


def test_marks_surround_what_was_found_and_nothing_else():
    assert marking.marked("land & water", [(0, 4), (7, 12)]) == "<mark>land</mark> &amp; <mark>water</mark>"


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        ([(2, 4), (0, 3)], "<mark>abc</mark><mark>d</mark>e"),
        ([(3, 99)], "abc<mark>de</mark>"),
        ([(-5, 2)], "<mark>ab</mark>cde"),
        ([(4, 2), (7, 9)], "abcde"),
        ([], "abcde"),
    ],
)
def test_strange_spans_never_lose_or_repeat_a_letter(spans, expected):
    assert marking.marked("abcde", spans) == expected


def test_a_card_reads_title_from_origin():
    drawn = lists.card(Card("/1", "Cambodia", "Stop evictions", "Ireland", "from", [(5, 14)]))
    heard = re.sub(r'<span class="arrow".*?</span>|<[^>]*>', "", drawn)
    assert heard == "Cambodia from IrelandStop evictions"
    assert '<a href="/1">' in drawn


def test_a_divided_bar_says_every_number_in_words():
    drawn = draw(
        '{% stacked_bar parts label="Answers" %}', parts=[charts.Part("Yes", 3, "yes"), charts.Part("No", 0, "no")]
    )
    words = " ".join(re.sub(r"<[^>]*>", " ", drawn).split())
    assert words == "Answers Yes 3 100% No 0 0%"


def test_the_pieces_of_a_bar_fill_it_exactly():
    parts = [charts.Part("a", 1, "yes"), charts.Part("b", 1, "no"), charts.Part("c", 1, "part")]
    widths = re.findall(
        r'<rect (?:class="fill-yes"|x="[0-9.]+%") ?(?:x="[0-9.]+%" )?width="([0-9.]+)%"',
        draw("{% mini_bar parts %}", parts=parts),
    )
    assert sum(map(float, widths)) == pytest.approx(100, abs=0.05)


def test_a_chart_of_nothing_draws_nothing_wrong():
    for source in (
        "{% stacked_bar x %}",
        "{% mini_bar x %}",
        "{% bar_chart x %}",
        "{% sparkline x %}",
        "{% cards x %}",
    ):
        assert "NaN" not in draw(source, x=[])


def test_a_cross_table_gives_every_number_its_link_and_heads_their_scope():
    table = charts.CrossTable(
        caption="Caption",
        corner="Corner",
        columns=[charts.Head("A"), charts.Head("B")],
        rows=[(charts.Head("r"), [charts.Cell(1, "/1"), charts.Cell(4, "/4")])],
        totals=[charts.Cell(5, "/5")],
        foot=[charts.Cell(1), charts.Cell(4), charts.Cell(5)],
        total_label="All",
    )
    drawn = draw("{% cross_table table %}", table=table)
    assert re.findall(r'<a href="(/\d)">(\d)</a>', drawn) == [("/1", "1"), ("/4", "4"), ("/5", "5")]
    assert re.findall(r'class="heat-(\d)"', drawn) == ["4", "8"]
    assert drawn.count('scope="col"') == 4
    assert drawn.count('scope="row"') == 2


@pytest.mark.parametrize(("columns", "stacks"), [(3, True), (40, False)])
def test_cells_of_few_columns_bear_their_names_so_that_they_can_stand_below_one_another(columns, stacks):
    heads = [charts.Head(f"<{n}>") for n in range(columns)]
    cells = [charts.Cell(n) for n in range(columns)]
    table = charts.CrossTable("c", "c", heads, [(charts.Head("r"), cells)], foot=cells)
    drawn = draw("{% cross_table table %}", table=table)
    assert drawn.count('data-label="&lt;2&gt;"') == (2 if stacks else 0)
    assert ("stacks" in drawn) == stacks


@pytest.mark.parametrize(
    ("count", "most", "shade"), [(0, 10, 0), (10, 10, 8), (1, 1000, 1), (250, 1000, 4), (5, 0, 0), (-1, 3, 0)]
)
def test_shades_run_from_none_to_eight(count, most, shade):
    assert charts.heat(count, most) == shade


@pytest.mark.parametrize(
    ("count", "whole", "words"),
    [(0, 5, "0%"), (5, 5, "100%"), (1, 1000, "<1%"), (999, 1000, ">99%"), (163, 205, "80%"), (1, 0, "")],
)
def test_a_share_is_never_rounded_to_none_or_all(count, whole, words):
    assert numbers.share(count, whole) == words


def test_numbers_are_grouped():
    assert draw("{{ n|grouped }}", n=1234567) == "1,234,567"


def test_pages_keep_the_query_and_leave_gaps():
    pages = Pages(7, 66, QueryDict("q=land&state=KHM&state=VNM&page=7"))
    assert pages.around() == [1, None, 5, 6, 7, 8, 9, None, 66]
    assert pages.url(8) == "?q=land&state=KHM&state=VNM&page=8"
    assert pages.url(1) == "?q=land&state=KHM&state=VNM"
    assert Pages(1, 2).around() == [1, 2]
    assert draw("{% pagination pages %}", pages=Pages(1, 1)).strip() == ""


def test_a_facet_opens_when_something_in_it_is_chosen():
    closed = Facet("s", "Session", [Choice("1", "One", 5)], unfolded=False)
    chosen = Facet("s", "Session", [Choice("1", "One", 5, chosen=True)], unfolded=False)
    assert '<details class="facet" id="facet-s"><' in lists.facet(closed)
    assert '<details class="facet" id="facet-s" open><' in lists.facet(chosen)
    assert " checked>" in lists.facet(chosen)


def test_notices_hold_what_stands_between_their_tags():
    drawn = draw('{% notice "error" title=t %}<p>{{ w }}</p>{% endnotice %}', t="A & B", w="<i>")
    assert drawn == '<div class="notice error" role="alert"><p class="notice-title">A &amp; B</p><p>&lt;i&gt;</p></div>'


def test_the_files_of_a_list_are_in_one_download_and_an_empty_list_has_none():
    source = "{% download label=l %}{% for each in w %}<li><a>{{ each }}</a></li>{% endfor %}{% enddownload %}"
    assert draw(source, l="Download the <i>", w=["CSV", "JSON"]) == (
        '<details class="menu download no-print">'
        '<summary class="button slim" aria-label="Download the &lt;i&gt;">Download</summary>'
        "<ul><li><a>CSV</a></li><li><a>JSON</a></li></ul></details>"
    )
    assert draw(source, w=[]) == ""


def test_progress_asks_again_only_while_there_is_something_to_ask():
    assert 'hx-trigger="every 1s"' in draw('{% progress "x" 1 2 url="/p" %}')
    finished = draw('{% progress "x" 2 2 %}')
    assert "hx-" not in finished
    assert 'max="2" value="2"' in finished
