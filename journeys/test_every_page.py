"""Every page of the record: axe finds nothing, 360 px are enough, the first view is light, no page is a fault."""

import urllib.request
from collections.abc import Callable
from typing import Any

import pytest

from .looking import faults, first_of, looked_at, looked_at_wide_and_on_a_phone

# What pages look like does not depend on where the record lies.
pytestmark = pytest.mark.once

Browse = Callable[..., Any]

# First the six that `make test` looks at. The others are these with another question, lists of links, built of parts
# that web/tests/test_browser.py looks at, or a drawing that test_timeline measures.
PAGES = {
    "first page": "/",
    "search, filtered": "/search/?q=land&state=KHM&response=noted",
    "disaggregate": "/disaggregate/?state=KHM&rows=from-region&columns=response",
    "state": "/states/KHM/",
    "gaps": "/gaps/?state=KHM",
    "states to ask": "/targets/?state=KHM&issue=right-to-land&why=NOR",
    "similar, asked": "/similar/?q=Ratify+the+convention+on+migrant+workers",
    "timeline of a review": "/timeline/KHM/32/",
    "import": "/import/?state=KHM",
    "check a submission": "/conform/",
    "learn": "/learn/",
    "lesson": "/learn/phases-of-a-cycle/",
    "questions, answered": "/learn/smart/questions/?strongest=a&measurable=a",
    "texts to review": "/languages/km/?part=words",
    "sign in": "/account/sign-in/",
    "who can do what": "/who-can-do-what/",
    "room": "/room/",
    "where our data lies": "/where-our-data-lies/",
    "https in the room": "/https-in-the-room/",
    "not understood": "/search/?state=Camboda",
    "search": "/search/",
    "first page, another State": "/?review=Lao",
    "nothing found": "/search/?q=xylophone",
    "junk": "/search/?q=AND",
    "all values": "/facets/state/?q=land",
    "disaggregate, wide": "/disaggregate/?rows=issue&columns=from",
    "states": "/states/",
    "state that recommends": "/states/FRA/",
    "gaps, words": "/gaps/?state=KHM&q=land+rights",
    "states to ask, none chosen": "/targets/",
    "answers to comparable recommendations": "/targets/answers/?state=KHM&issue=right-to-land",
    "similar": "/similar/",
    "timeline": "/timeline/",
    "timeline of an undated review": "/timeline/KHM/cycle-5/",
    "no such timeline": "/timeline/KHM/33/",
    "learn, in Khmer": "/learn/?in=km",
    "lesson, side by side": "/learn/phases-of-a-cycle/?in=both",
    "questions": "/learn/smart/questions/",
    "word list": "/learn/words/",
    "no such lesson": "/learn/nothing/",
    "learning from others": "/learn/practices/",
    "languages": "/languages/",
    "import, no State chosen": "/import/",
    "suggested issues": "/suggestions/",
    "suggestions of an issue": "/suggestions/issue/right-to-land/",
    "rules that submissions are checked by": "/conform/rules/",
    "tour": "/search/?q=land+rights&state=KHM&tour=1",
    "no such invitation": "/invitation/nothing/",
    "no such page": "/nowhere/",
}
NUMBER = 6
# Pages with a wide table, a row of tabs or a drawing.
WIDE_PAGES = [
    PAGES[name] for name in ("disaggregate", "states", "state", "state that recommends", "gaps", "gaps, words")
]
# A table of usual length that scrolls by itself cuts its last row in the middle.
CUT_BELOW = """() => [...document.querySelectorAll(".table")]
    .filter((each) => each.scrollHeight > each.clientHeight + 1).map((each) => each.className)"""
LIGHT = 60_000  # bytes, compressed, of everything the first view loads


def test_axe_finds_nothing_wide_or_on_a_phone(demo_site: str, chromium: Any) -> None:
    page = chromium.new_page()
    for path in first_of(PAGES.values(), NUMBER):
        page.set_viewport_size({"width": 1280, "height": 900})
        page.goto(demo_site + path)
        assert page.evaluate(CUT_BELOW) == [], path
        looked_at_wide_and_on_a_phone(page)
        assert page.evaluate(CUT_BELOW) == [], path
        if path in WIDE_PAGES:
            assert page.evaluate(CUT) == [], path
    page.close()


CUT = """() => [...document.querySelectorAll("main *")]
    .filter((each) => each.clientWidth > 9 && each.scrollWidth > each.clientWidth + 1)
    .filter((each) => getComputedStyle(each).overflowX !== "visible").map((each) => each.className)"""


def test_on_a_phone_no_table_row_of_tabs_or_drawing_is_cut(browse: Browse, demo_site: str) -> None:
    """Those that axe looked at on a phone were tried there."""
    page = browse(demo_site, viewport={"width": 360, "height": 800})
    for path in sorted({*WIDE_PAGES} - {*first_of(PAGES.values(), NUMBER)}):
        page.goto(demo_site + path)
        assert page.evaluate(CUT) == [], path


def test_axe_finds_nothing_where_the_reader_has_chosen_khmer(demo_site: str, browse: Browse) -> None:
    page = browse(f"{demo_site}/search/?read-in=km", viewport={"width": 360, "height": 800})
    for name in first_of(("search", "lesson", "room", "learn", "questions", "texts to review"), 2):
        address = demo_site + PAGES[name]
        page.goto(address + ("&" if "?" in address else "?") + "read-in=km")
        assert page.locator("header.masthead").evaluate("(each) => each.closest('[lang]').lang") == "km", name
        looked_at(page)


def test_on_a_phone_each_number_stands_behind_the_name_of_its_column(browse: Browse, demo_site: str) -> None:
    page = browse(demo_site + PAGES["state"], viewport={"width": 360, "height": 800})
    first = page.locator(".reviews tbody tr").first
    assert first.locator("th").bounding_box()["width"] > 300
    label = "(each) => getComputedStyle(each, '::before').content"
    assert first.locator("td[data-label=Total]").evaluate(label) in ('"Total "', '"Total" " "')
    page.set_viewport_size({"width": 1280, "height": 800})
    assert first.locator("td[data-label=Total]").evaluate(label) == "none"


def test_the_recommendation_page_too(demo_site: str, browse: Browse) -> None:
    page = browse(f"{demo_site}/search/?state=KHM", viewport={"width": 360, "height": 800})
    page.locator(".card a").first.click()
    page.wait_for_url("**/recommendations/**")
    assert faults(page) == []
    assert page.evaluate("() => document.documentElement.scrollWidth") == 360


@pytest.mark.parametrize("name", ["search", "state", "disaggregate", "gaps"])
def test_the_first_view_is_light(demo_site: str, chromium: Any, name: str) -> None:
    page = chromium.new_page()
    loaded: list[int] = []
    page.on("requestfinished", lambda sent: loaded.append(sent.sizes()["responseBodySize"]))
    page.goto(demo_site + PAGES[name])
    page.wait_for_load_state("networkidle")
    page.close()
    assert 0 < sum(loaded) < LIGHT


def test_every_answer_carries_the_headers_that_protect(demo_site: str) -> None:
    with urllib.request.urlopen(demo_site) as answer:
        told = {name.lower(): value for name, value in answer.headers.items()}
    policy = told["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert told["referrer-policy"] == "same-origin"
    assert told["x-content-type-options"] == "nosniff"
    assert told["x-frame-options"] == "DENY"
    assert "set-cookie" not in told


def test_a_look_at_a_page_would_see_what_is_wrong(chromium: Any) -> None:
    page = chromium.new_page()
    pale = '<p style="color: #ddd">Pale</p>'
    page.set_content(f'<html lang="en"><title>A</title><main><h1>B</h1><img src="c">{pale}</main>')
    assert [rule for rule, _ in faults(page)] == ["color-contrast", "image-alt"]
    assert [rule for rule, _ in faults(page, contrast=False)] == ["image-alt"]
    # Also in the second of many rows that are built alike, and in one that is built in another way.
    for rows in ("<li>1</li><li><img src=c></li><li>3</li>", "<li>1</li><li>2</li><li>3</li><li><img src=c></li>"):
        page.set_content(f'<html lang="en"><title>A</title><main><h1>B</h1><ul>{rows}</ul></main>')
        assert [rule for rule, _ in faults(page)] == ["image-alt"]
    page.close()
