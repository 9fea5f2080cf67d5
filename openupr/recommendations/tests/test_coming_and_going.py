"""A reader finds the way back: from a recommendation to its review and to the search, from all values to the table."""

import re
from html import unescape

import pytest
from django.template import Context
from django.test import Client

from openupr.recommendations.tests.exports import LoadRecord
from openupr.web.hooks import PANELS, Panel

GIVERS = ["France", "Chad", "Chile", "Peru", "Spain", "Italy", "Japan", "Norway", "Brazil", "Canada", "Mexico", "Ghana"]
MANY = [{"Text": f"Give back land number {n}", "From": name} for n, name in enumerate(GIVERS)]
ELSEWHERE = [
    "https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)", "http://testserver.evil.example/",
    "/\tevil", "https:/evil.example", "/nowhere/", "http://[", "/" + "x" * 9000, "/import/", "\x00", " /",
]  # fmt: skip


@pytest.fixture
def record(load_record: LoadRecord) -> None:
    load_record(MANY)


def page_of(client: Client, address: str, **headers: str) -> str:
    answer = client.get(address, headers=headers)
    assert answer.status_code == 200, address
    return unescape(answer.content.decode())


@pytest.fixture
def ask_page(client: Client, record: None) -> str:
    key = client.get("/api/search?from=Chad").json()["results"][0]["id"]
    return f"/recommendations/{key}/"


def test_a_recommendation_stands_under_its_state_and_review(client: Client, ask_page: str) -> None:
    page = page_of(client, ask_page)
    crumbs = re.search(r'<nav class="breadcrumbs".*?</nav>', page, re.DOTALL)
    assert crumbs is not None
    links = re.findall(r'href="([^"]+)">([^<]+)<', crumbs[0])
    assert links == [
        ("/states/", "States"),
        ("/states/KHM/", "Cambodia"),
        ("/search/?state=KHM&session=18", "Session 18"),
    ]
    assert client.get("/api/search?state=KHM&session=18").json()["total"] == len(MANY)


def test_a_recommendation_keeps_the_search_it_was_found_by(client: Client, ask_page: str) -> None:
    search = "/search/?q=land&state=KHM&page=2"
    told = page_of(client, ask_page, referer=f"http://testserver{search}")
    assert f'href="{search}"' in told
    assert "Back to the search: land" in told
    again = page_of(client, ask_page + "?back=%2Fsearch%2F%3Fq%3Dland%26state%3DKHM%26page%3D2")
    assert f'href="{search}"' in again
    assert "Back to similar recommendations" in page_of(client, ask_page, referer="http://testserver/similar/?q=x+y")
    assert "Back to" not in page_of(client, ask_page)


def test_who_comes_from_a_group_finds_the_way_back_from_the_search(client: Client, record: None) -> None:
    group, search = "/coalitions/abc/groups/1/", "/search/?state=KHM"
    for found in (
        page_of(client, search, referer=f"http://testserver{group}"),
        page_of(client, f"{search}&back=%2Fcoalitions%2Fabc%2Fgroups%2F1%2F"),
    ):
        assert re.search(rf'href="{group}">\s*<span aria-hidden="true">←</span> Go back', found)
        assert f'<input type="hidden" name="back" value="{group}">' in found, "also after a filter"
    assert "session 18 (2014)" in found
    for other in ("https://evil.example/coalitions/abc/", "//evil.example/", "/states/", "/", "/nowhere/"):
        assert "Go back" not in page_of(client, f"{search}&back={other}")
        assert "Go back" not in page_of(client, search, referer=f"http://testserver{other}")
    assert "Go back" not in page_of(client, "/search/", referer=f"http://testserver{group}")


@pytest.mark.parametrize("elsewhere", ELSEWHERE)
def test_nobody_is_led_anywhere_else(client: Client, ask_page: str, elsewhere: str) -> None:
    told = client.get(ask_page, {"back": elsewhere}, headers={"referer": elsewhere.replace("\x00", "")})
    assert told.status_code == 200
    assert "Back to" not in told.content.decode()
    # The page's own address may be repeated, after its question mark; no link leads there.
    assert re.findall(r'(?:href|action|src|hx-get)="[^"?]*evil', told.content.decode()) == []


def all_values(client: Client, page: str, name: str) -> str:
    found = re.search(rf'<a class="facet-more" href="([^"]+)"[^>]*hx-target="#facet-{name}-values"', page)
    assert found is not None
    return page_of(client, found[1])


def test_all_values_lead_back_to_the_table_with_its_axes(client: Client, record: None) -> None:
    page = page_of(client, "/disaggregate/?q=land&rows=from&columns=session&show=row&top=5&not-from=GHA")
    whole = all_values(client, page, "from")
    assert '<form action="/disaggregate/"' in whole
    kept = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', whole))
    assert kept == {"q": "land", "not-from": "GHA", "rows": "from", "columns": "session", "show": "row", "top": "5"}


def test_all_values_beside_a_draft_are_those_it_is_compared_with(client: Client, record: None) -> None:
    page = page_of(client, "/similar/?q=Restore+ownership+of+soil&method=lexical&state=KHM")
    whole = all_values(client, page, "from")
    assert '<form action="/similar/"' in whole
    assert whole.count('type="checkbox" id="f-from-') == len(MANY)
    kept = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', whole))
    assert kept == {"q": "Restore ownership of soil", "state": "KHM", "method": "lexical"}


def test_all_values_of_a_search_lead_back_to_it(client: Client, record: None) -> None:
    whole = all_values(client, page_of(client, "/search/?q=land"), "from")
    assert '<form action="/search/"' in whole
    assert dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', whole)) == {"q": "land"}


def sent_by_filters(page: str) -> set[tuple[str, str]]:
    """What the form of the words and the filters sends besides the words."""
    found = re.search(r'<form\s+id="by-filters".*?</form>', page, re.DOTALL)
    assert found is not None
    ticked = re.findall(r'<input type="checkbox" id="[^"]+" name="([^"]+)" value="([^"]*)" checked>', found[0])
    return {*re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', found[0]), *ticked}


def test_other_words_are_searched_for_with_the_filters_that_are_ticked_and_in_the_same_order(
    client: Client, record: None
) -> None:
    address = "/search/?q=land&state=KHM&not-from=GHA&kind=all&sort=from"
    kept = {("state", "KHM"), ("not-from", "GHA"), ("kind", "all"), ("sort", "from")}
    page, part = page_of(client, address), page_of(client, address, **{"HX-Request": "true"})
    assert re.search(r'name="q"\s+form="by-filters"\s+value="land"', page)
    assert [sent_by_filters(page), sent_by_filters(part)] == [kept, kept]
    without = page_of(client, address.replace("land", "xyzzyx"))
    assert sent_by_filters(without) == kept
    assert "The filters count without them" in without


def test_what_is_taken_away_stands_in_the_order_of_the_page(client: Client, record: None) -> None:
    page = page_of(client, "/search/?q=land&sort=from")
    assert 'href="/search.csv?q=land&sort=from"' in page
    rows = client.get("/search.csv?q=land&sort=from").getvalue().decode()
    assert rows.index("Brazil") < rows.index("Canada") < rows.index("Spain")


@pytest.mark.parametrize("slot", ["recommendation", "similar"])
def test_other_slices_may_add_to_the_page_and_nothing_stands_there_until_they_do(
    client: Client, ask_page: str, slot: str
) -> None:
    address = ask_page if slot == "recommendation" else "/similar/?q=give+back+land"
    page_of(client, address)
    seen: list[Context] = []

    def given(context: Context) -> dict[str, object]:
        seen.append(context)
        return {"label": "Here", "url": "/", "tone": ""}

    with PANELS.only(*(panel for panel in PANELS if panel.slot != slot), Panel(slot, "web/parts/tabs.html", given)):
        page_of(client, address)
    assert len(seen) == 1
    assert (seen[0]["ask"].key in ask_page) if slot == "recommendation" else seen[0]["found"].groups
