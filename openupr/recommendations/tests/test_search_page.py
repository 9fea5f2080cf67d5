"""A coordinator searches the record on the web; an address is the whole state of the search."""

import csv
import io
import json
import re
import zipfile
from html import unescape
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client
from django.utils import translation
from django.utils.translation import gettext

from openupr.recommendations.dimensions import BY_NAME
from openupr.recommendations.tests.exports import LoadRecord

ROWS = [
    {"Text": "Return land to evicted families", "From": "France", "Response": "Noted"},
    {"Text": "Free imprisoned journalists", "From": "Germany", "Issue": "Freedom of the press", "From-Org": "EU"},
    {"Text": "Protect land defenders", "To": "Lao PDR", "From": "Germany", "To-Org": "ASEAN", "Session": "8"},
]
JUNK = ["AND", "*", "-", '"', "((((", "\x00", "🎉", "NOT", "a" * 10_000, "(" * 5000, "';--", "%", "OR OR"]


@pytest.fixture
def record(load_record: LoadRecord) -> None:
    load_record(ROWS)


def text_of(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def test_the_page_says_its_question_and_its_basis_in_words(client: Client, record: None) -> None:
    page = text_of(client, "/search/?q=land&state=Cambodia&response=noted")
    assert "1 recommendation to Cambodia answered “Noted” with the word “land”." in page
    assert "one for each recommending State" in page
    assert "Return <mark>land</mark> to evicted families" in page


def test_a_long_list_is_not_named_value_by_value(client: Client, record: None) -> None:
    codes = ["KHM", "LAO", "THA", "VNM", "MMR", "IDN", "MYS", "PHL", "SGP", "BRN", "TLS", "NPL"]
    many = "&".join(f"state={code}" for code in codes)
    page = text_of(client, f"/search/?{many}")
    assert "3 recommendations to Cambodia" in page
    assert "or 6 others." in page
    assert "State under Review: 12 values" in page


def test_any_name_of_a_state_means_the_same_question(client: Client, record: None) -> None:
    pages = [client.get("/api/search", {"state": name}).json()["total"] for name in ("LAO", "Laos", "lao pdr")]
    assert pages == [1, 1, 1]


def test_a_name_nothing_is_called_by_is_refused_with_the_nearest(client: Client, record: None) -> None:
    for address in ("/search/?state=Camboda", "/search.csv?state=Camboda"):
        answer = client.get(address)
        assert answer.status_code == 400
        assert "Cambodia" in answer.content.decode()
    answer = client.get("/api/search?issue=Lnad")
    assert (answer.status_code, list(answer.json())) == (400, ["error"])


def test_a_search_that_finds_nothing_says_what_is_not_loaded(
    client: Client, record: None, capsys: pytest.CaptureFixture[str]
) -> None:
    told = {
        "/search/?session=44&sdg=5": [
            "Nothing that is loaded has “Session: 44”.",
            "Nothing that is loaded has “SDG: 5”.",
        ],
        "/search/?source=uhri": ["Nothing that is loaded has “Source: Universal Human Rights Index”."],
        "/search/?state=LAO&q=housing": [
            "Lao People's Democratic Republic: Loaded: session 8 (1 row). Not loaded: sessions"
        ],
    }
    for address, sentences in told.items():
        page = unescape(client.get(address).content.decode())
        assert "It may only not be loaded" in page
        assert [sentence for sentence in sentences if sentence not in page] == []
    for address in ("/search/?q=land", "/search/?q=zzz", "/search/?session=8&q=zzz", "/search/?kind=pledge&state=LAO"):
        assert "It may only not be loaded" not in client.get(address).content.decode()
    # What is found is not taken for the last review, where it is not; of several States, nothing is said.
    found = {"": True, "&q=land": True, "&state=LAO": False, "&kind=pledge": False}
    for more, is_said in found.items():
        page = client.get(f"/search/?state=KHM{more}").content.decode()
        assert ("Not loaded: sessions 6, 32 and 46." in page) == is_said, more
    call_command("search", "housing", "--state", "LAO")
    assert "Loaded: session 8 (1 row). Not loaded: sessions" in capsys.readouterr().out


def test_a_session_that_is_none_is_answered_with_the_nearest_numbers_and_a_word_with_none(
    client: Client, record: None
) -> None:
    told = [
        client.get("/api/search", {name: value}).json()["error"]
        for name, value in (("session", "99"), ("session", "abc"), ("cycle", "abc"), ("pge", "2"), ("colour", "2"))
    ]
    assert told == [
        'No session is called "99". Nearest: 54, 53, 52.',
        'No session is called "abc".',
        'No cycle is called "abc". Nearest: 1, 2, 3, 4, 5.',
        'No parameter is called "pge". Nearest: page.',
        'No parameter is called "colour".',
    ]


def test_a_state_is_found_in_the_whole_list_by_its_other_names(client: Client, record: None) -> None:
    page = client.get("/facets/state/", headers={"HX-Request": "true"}).content.decode()
    also = re.search(r'<li data-also="([^"]*)"><label><input type="checkbox" id="f-state-LAO"', page)
    assert also
    assert {"LAO", "Laos", "Lao PDR"} <= set(also[1].split("; "))
    assert "data-also" not in client.get("/search/").content.decode()


@pytest.mark.parametrize("junk", JUNK, ids=lambda junk: junk[:8].encode().hex())
def test_junk_is_answered_with_a_page_and_never_with_everything(client: Client, record: None, junk: str) -> None:
    assert client.get("/search/", {"q": junk}).status_code == 200
    found = client.get("/api/search", {"q": junk}).json()
    assert found["total"] == 0
    assert found["hints"] or junk.isalnum()


def test_the_sentence_names_what_was_searched_and_a_hint_what_was_ignored(
    client: Client, record: None, capsys: pytest.CaptureFixture[str]
) -> None:
    query = "land\x01right 😀"
    found = client.get("/api/search", {"q": query}).json()
    assert "with the words “land right”" in found["sentence"]
    assert found["hints"][1] == "Only words are searched for; ignored was: 😀"
    call_command("search", query)
    assert found["hints"][1] in capsys.readouterr().out
    told = client.get("/api/search", {"q": "a" * 900}).json()["hints"]
    assert told == [f"No row of the record holds “{'a' * 57}…”."]
    assert "written in Chinese script" in client.get("/api/search", {"q": "土地权"}).json()["hints"][0]
    assert client.get("/api/search", {"q": '"'}).json()["sentence"] == 'No recommendation with the words “"”.'


def test_a_facet_ignores_its_own_selection(client: Client, record: None) -> None:
    facets = client.get("/api/search", {"from": "France"}).json()["facets"]
    assert {f["label"]: f["count"] for f in facets["from"]} == {"Germany": 2, "France": 1}
    assert {f["label"]: f["count"] for f in facets["state"]} == {"Cambodia": 1}


def test_pledges_are_outside_every_total_unless_asked_for(client: Client, load_record: LoadRecord) -> None:
    load_record([*ROWS, {"Text": "We shall ratify", "From": "Cambodia", "Response": "Voluntary Pledge"}])
    totals = [client.get("/api/search", {"kind": kind}).json()["total"] for kind in ("", "pledge", "all")]
    assert totals == [3, 1, 4]


def test_pledges_are_one_link_away_said_to_be_the_states_own_and_one_link_back(
    client: Client, load_record: LoadRecord
) -> None:
    load_record([*ROWS, {"Text": "We shall ratify", "From": "Cambodia", "Response": "Voluntary Pledge"}])
    assert 'href="/search/?state=KHM&amp;kind=pledge">Voluntary pledges instead' in text_of(
        client, "/search/?state=KHM"
    )
    assert 'href="/search/?state=KHM&amp;kind=pledge">Voluntary' in text_of(
        client, "/search/?state=KHM&from=FRA&not-response=noted"
    )
    page = text_of(client, "/search/?state=KHM&kind=pledge")
    assert "1 voluntary pledge by Cambodia." in page
    assert "Counted: one for each pledge." in page
    assert (
        '<a class="chip" href="/search/?state=KHM"><span class="visually-hidden">Remove filter</span> Voluntary' in page
    )


def test_without_pledges_no_link_leads_to_them(client: Client, record: None) -> None:
    assert "Voluntary pledges" not in text_of(client, "/search/")


@pytest.mark.parametrize("address", ["/gaps/?state=KHM", "/states/KHM/", "/states/PER/", "/states/PER/recommends/"])
def test_who_may_not_import_is_not_sent_where_there_is_nothing(client: Client, record: None, address: str) -> None:
    link = 'href="/import/"'
    assert link in text_of(client, address)
    assert link not in client.get(address, REMOTE_ADDR="203.0.113.5").content.decode()


def test_every_page_of_results_is_a_link_and_one_beyond_the_end_is_the_last(client: Client, record: None) -> None:
    first = text_of(client, "/search/")
    for address, told in {
        "/search/?page=999": "There is no page 999: this is the last.",
        "/search/?page=99999999999999999999": "There is no page 99999999999999999999: this is the last.",
        "/search/?page=banana": "“page=banana” in this address is not known and was ignored.",
        "/search/?sort=foo": "“sort=foo” in this address is not known and was ignored.",
    }.items():
        page = text_of(client, address)
        assert told in page
        assert page.count("Right to land") == first.count("Right to land")
    for address in ("/disaggregate/?order=foo", "/disaggregate/?show=foo", "/states/?sort=foo"):
        assert "=foo” in this address is not known" in text_of(client, address)


def test_csv_carries_source_basis_and_permalink(client: Client, record: None) -> None:
    content = client.get("/search.csv?q=land&sort=state").getvalue().decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(content)))
    assert [row["state"] for row in rows] == ["Cambodia", "Lao People's Democratic Republic"]
    assert rows[0]["source"] == "upr-info"
    assert "one for each recommending State" in rows[0]["counting_basis"]
    assert client.get(rows[0]["permalink"].removeprefix("http://testserver")).status_code == 200


def test_exports_cannot_run_formulas(client: Client, load_record: LoadRecord) -> None:
    load_record([{"Text": "=HYPERLINK(1) and land"}])
    row = list(csv.reader(io.StringIO(client.get("/search.csv").getvalue().decode("utf-8-sig"))))[1]
    assert not any(cell.startswith(("=", "+", "-", "@")) for cell in row)
    book = zipfile.ZipFile(io.BytesIO(client.get("/search.xlsx").content))
    assert not any(b"<f>" in book.read(name) for name in book.namelist())


def test_states_stand_in_the_order_of_their_names(client: Client, load_record: LoadRecord) -> None:
    load_record([{"To": name} for name in ("Switzerland", "Chile", "Cote d'Ivoire", "Cambodia", "China")])
    rows = client.get("/api/search?sort=state").json()["results"]
    assert [row["state"] for row in rows] == ["Cambodia", "Chile", "China", "Côte d'Ivoire", "Switzerland"]


def test_xlsx_says_what_it_is_on_a_sheet_of_its_own(client: Client, record: None) -> None:
    book = zipfile.ZipFile(io.BytesIO(client.get("/search.xlsx?q=land").content))
    about = book.read("xl/worksheets/sheet2.xml").decode()
    assert "2 recommendations with the word “land”." in about
    assert "http://testserver/search/?q=land" in about


def test_json_holds_the_whole_result_and_what_it_is(client: Client, record: None) -> None:
    document = json.loads(client.get("/search.json?sort=state").getvalue())
    assert len(document["results"]) == 3
    assert document["what"] == "3 recommendations."


def test_the_api_pages_through_the_same_rows_as_the_page(client: Client, record: None) -> None:
    pages = [client.get("/api/search", {"per_page": 2, "page": n, "sort": "state"}).json() for n in (1, 2)]
    assert [len(page["results"]) for page in pages] == [2, 1]
    assert pages[0]["pages"] == 2


def test_counting_agrees_with_searching(client: Client, record: None) -> None:
    counted = client.get("/api/count?by=state&by=response&q=land").json()
    assert (counted["total"], sum(row["count"] for row in counted["rows"])) == (2, 2)
    assert counted["rows"][0]["response"] in {"noted", "supported"}
    assert client.get("/api/count").status_code == 400


def test_a_recommendation_page_tells_source_answer_and_history(client: Client, load_record: LoadRecord) -> None:
    load_record(ROWS)
    load_record([{**ROWS[0], "Response": "Accepted", "Issue": "Minorities,Right to land", "To-Org": ""}])
    key = client.get("/api/search?q=evicted").json()["results"][0]["id"]
    page = text_of(client, f"/recommendations/{key}/")
    for told in ("Return land to evicted families", "UPR Info", "Supported (Accepted)", key):
        assert told in page, told
    assert "With export.csv on" in page
    assert "At first: Noted" in page
    history = re.findall(r"<li>([^<]*) became ([^<]*)</li>", page)
    assert history == [
        ("Response: Noted", "Accepted"),
        ("Issues: Right to land", "Minorities, Right to land"),
        ("Organisations of the State under Review: ASEAN, OIF", "nothing"),
    ]


def test_an_unknown_recommendation_is_a_404(client: Client, record: None) -> None:
    assert client.get("/recommendations/KHM-18-nothing/").status_code == 404


def test_an_empty_record_says_what_to_do(client: Client, home: None, db: None) -> None:
    assert client.get("/search/").status_code in {200, 503}


def test_a_recommendation_page_shows_what_else_was_asked_like_it(client: Client, load_record: LoadRecord) -> None:
    land = "Return {} land to evicted families without delay"
    load_record(
        [
            {"Text": land.format("their")},
            {"Text": land.format("all"), "From": "Germany"},
            {"Text": land.format("the"), "From": "Spain", "Session": "6"},
            {"Text": land.format("ancestral"), "To": "Brazil", "From": "Norway", "Session": "13"},
            {"Text": "Publish who owns which land in the provinces of the north", "From": "Chile"},
        ]
    )
    key = client.get("/api/search?from=France").json()["results"][0]["id"]
    page = text_of(client, f"/recommendations/{key}/")
    order = [
        "Where it is recorded",
        'aria-label="Coding"',
        "The same asked by other States in this review",
        "Germany",
        "Nearest in this review",
        "Chile",
        "Nearest asked of Cambodia before",
        "Spain",
        "Nearest asked of other States",
        "Norway",
    ]
    places = [page.index(told) for told in order]
    assert places == sorted(places)
    assert "Nearest asked of Cambodia since" not in page


def test_two_words_lead_to_the_phrase_where_that_is_fewer(client: Client, load_record: LoadRecord) -> None:
    load_record([{"Text": "Respect land rights"}, {"Text": "Give rights to the land"}, {"Text": "Stop torture"}])
    page = text_of(client, "/search/?q=land+rights")
    assert "2 recommendations with the words “land rights”." in page
    assert '<a href="/search/?q=%22land+rights%22">1 of them holds the words as a phrase</a>' in page
    assert "as a phrase" not in text_of(client, "/search/?q=stop+torture")
    # Where the words name a State, the others are looked for in its reviews.
    told = '<a href="/search/?q=land+rights&state=KHM">2 recommendations to Cambodia with the words “land rights”.</a>'
    assert told in unescape(text_of(client, "/search/?q=land+rights+Cambodia"))


def test_short_words_lead_to_no_issue_and_keep_none_from_being_found(client: Client, record: None) -> None:
    def issues(words: str) -> list[str]:
        return [label for label, _n, _url in client.get("/search/", {"q": words}).context["named"]]

    assert issues("of the press") == ["Freedom of the press"]
    assert issues("we of press") == ["Freedom of the press"]
    assert issues("of to") == []


@pytest.mark.parametrize("query", ["NOT torture", "land OR torture", "(land) rights"])
def test_operators_are_told_as_a_query_not_as_words(client: Client, record: None, query: str) -> None:
    page = text_of(client, f"/search/?{urlencode({'q': query})}")
    assert f"for the query “{query}”" in page


def test_a_question_in_khmer_is_told_that_the_record_holds_none(client: Client, record: None) -> None:
    page = text_of(client, f"/search/?{urlencode({'q': 'សិទ្ធិដីធ្លី'})}")
    assert page.count("No word of the record is written in Khmer script") == 1
    assert 'href="/facets/issue/">Choose an issue</a>' in page
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "km"
    # The names of an issue and of a State lead to the issue in the reviews of the State.
    issue = BY_NAME["issue"].find("Freedom of the press")
    with translation.override("km"):
        words = [BY_NAME["issue"].label(issue), BY_NAME["state"].label("KHM")]
    page = unescape(text_of(client, f"/search/?{urlencode({'q': ' '.join(words)})}"))
    assert f'<a href="/search/?state=KHM&issue={issue}">{" · ".join(words)}: 1</a>' in " ".join(page.split())
    assert '<p class="card-text" lang="en">' in text_of(client, "/search/")


def test_a_khmer_reader_is_told_once_that_the_recommendations_are_in_english(client: Client, record: None) -> None:
    said = "What States recommended is in English. It has no translation."
    assert said not in text_of(client, "/search/")
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "km"
    with translation.override("km"):
        assert text_of(client, "/search/").count(gettext(said)) == 1
