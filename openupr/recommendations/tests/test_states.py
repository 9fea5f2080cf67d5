"""Each State as State under Review and as recommending State: right numbers, each with its rows, also in print."""

import csv
import io
import re
from collections import Counter
from html import unescape
from pathlib import Path

import pypdfium2
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from openupr.recommendations.queries.profiles import brief, given, listed_states, received
from openupr.recommendations.services.build_index import refresh_index
from openupr.recommendations.services.import_file import import_file
from openupr.recommendations.tests.drawn_records import Row, drawn, values
from openupr.recommendations.tests.exports import LoadRecord
from openupr.upr.states import find_state

ROWS = drawn()
PLEDGES = [
    {"From": "Cambodia", "Text": f"We shall {what}", "Response": "Voluntary Pledge", "Session": session}
    for what, session in (("ratify", "18"), ("report", "18"), ("visit", "6"))
]
CAMBODIA = find_state("Cambodia")


@pytest.fixture
def record(load_record: LoadRecord) -> list[Row]:
    assert load_record([*ROWS, *PLEDGES]).refused == []
    return ROWS


def to_cambodia(session: str = "") -> list[Row]:
    return [row for row in ROWS if row["To"] == "Cambodia" and (not session or row["Session"] == session)]


def text_of(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def words_of(page: str) -> str:
    """What a reader sees of a page, in one line."""
    body = re.sub(r"<(svg|style|script)\b.*?</\1>", " ", page[page.index("<main") :], flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", body)).split())


def numbered_links(page: str) -> list[tuple[str, int]]:
    """Links of a page's tables that are a number: address of the rows, number."""
    found = re.findall(r'<td class="number"><a href="(/\?[^"]*)">([\d,]+)</a>', page)
    return [(unescape(address), int(number.replace(",", ""))) for address, number in found]


# --- the numbers


def test_reviews_hold_what_was_recommended_in_each_and_pledges_stand_apart(record: list[Row]) -> None:
    seen = {each.review.session: each for each in received(CAMBODIA).reviews}
    for session in (6, 18):
        rows = to_cambodia(str(session))
        assert seen[session].tally.count == len(rows)
        assert seen[session].tally.supported == sum(row["Response"] == "Accepted" for row in rows)
    assert {session: each.pledges for session, each in seen.items() if each.pledges} == {6: 1, 18: 2}
    assert received(CAMBODIA).total.count == len(to_cambodia())


def test_reviews_that_are_not_loaded_and_the_expected_one_are_there_with_how_they_are_known(record: list[Row]) -> None:
    seen = [(each.review.session, each.review.status, each.loaded) for each in received(CAMBODIA).reviews]
    assert seen == [
        (6, "sourced", True), (18, "sourced", True), (32, "sourced", False), (46, "sourced", False),
        (None, "expected", False),
    ]  # fmt: skip


@pytest.mark.parametrize(("name", "column"), [("issues", "issue"), ("givers", "from"), ("actions", "action")])
def test_lines_count_each_value_in_each_review(record: list[Row], name: str, column: str) -> None:
    known = received(CAMBODIA)
    for line in getattr(known, name):
        label = str(line.value) if column == "action" else line.label
        by_hand = Counter(row["Session"] for row in to_cambodia() if label in values(row, column))
        assert [tally.count for tally in line.by_cycle] == [by_hand["6"], by_hand["18"]]
        assert line.change == by_hand["18"] - by_hand["6"]
    totals = [line.total.count for line in getattr(known, name)]
    assert totals == sorted(totals, reverse=True)
    assert known.cycles == (1, 2)


def test_what_a_state_recommends_is_compared_with_all_states(record: list[Row]) -> None:
    known = given(find_state("FRA"))
    own = [row for row in ROWS if row["From"] == "France"]
    assert (known.total.count, known.everyone.count) == (len(own), len(ROWS))
    assert known.total.supported == sum(row["Response"] == "Accepted" for row in own)
    for lines, column in ((known.issues, "issue"), (known.receivers, "state"), (known.regions, "region")):
        found = {line.label: (line.tally.count, line.everyone) for line in lines}
        here, all_of_them = (Counter(v for row in rows for v in values(row, column)) for rows in (own, ROWS))
        assert found == {value: (here[value], all_of_them[value]) for value in here}


def test_the_list_has_every_state_with_what_it_received_and_made(record: list[Row]) -> None:
    listed = {each.state.name: each for each in listed_states()}
    assert len(listed) > 193
    assert listed["Cambodia"].received.count == len(to_cambodia())
    assert listed["Cambodia"].sessions == (6, 18)
    assert listed["Norway"].given.count == sum(row["From"] == "Norway" for row in ROWS)
    assert (listed["Peru"].received.count, listed["Peru"].sessions) == (0, ())
    assert {each.state.region for each in listed_states(region="Asia")} == {"Asia"}
    made = [each.given.count for each in listed_states(sort="given")]
    assert made == sorted(made, reverse=True)


def test_the_brief_is_about_the_last_loaded_review_unless_another_is_asked_for(record: list[Row]) -> None:
    last, first = brief(CAMBODIA), brief(CAMBODIA, cycle=1)
    assert last
    assert first
    assert (last.seen.review.session, last.last, first.seen.review.session, first.last) == (18, True, 6, False)
    assert (last.before and last.before.review.session, first.before) == (6, None)
    assert brief(CAMBODIA, cycle=3) is None
    noted = {row["Text"] for row in to_cambodia("18") if row["Response"] == "Rejected"}
    assert {row["text"] for _, row in last.noted} == noted
    specific = {row["Text"] for row in to_cambodia("18") if (row["Response"], row["Action"]) == ("Accepted", "5")}
    assert {row["text"] for _, row in last.specific} == specific


def test_the_first_texts_of_a_brief_tell_of_as_many_issues_as_there_are(record: list[Row]) -> None:
    known = brief(CAMBODIA)
    assert known
    issues = {issue for issue, _ in known.noted}
    assert len({issue for issue, _ in known.noted[: len(issues)]}) == len(issues)
    assert all(issue in row["issues"] for issue, row in known.noted)


# --- the pages


def test_any_name_or_code_of_a_state_leads_to_its_one_address(client: Client, record: list[Row]) -> None:
    for name in ("khm", "KH", "Kingdom of Cambodia", "cambodia"):
        answer = client.get(f"/states/{name}/recommends/?tour=1")
        assert (answer.status_code, answer["Location"]) == (302, "/states/KHM/recommends/?tour=1")
    assert client.get("/states/", {"name": "viet nam"})["Location"] == "/states/VNM/"


def test_an_unknown_state_is_a_page_not_found_that_names_the_nearest(client: Client, record: list[Row]) -> None:
    answer = client.get("/states/Camboda/")
    assert answer.status_code == 404
    assert "Cambodia" in answer.content.decode()
    assert client.get("/states/", {"name": "Camboda"}).status_code == 400
    assert client.get("/states/", {"region": "Atlantis"}).status_code == 400


@pytest.mark.parametrize(
    "address", ["/states/KHM/", "/states/FRA/recommends/", "/states/?sort=received", "/states/KHM/brief/",
                "/states/FRA/recommends/brief/"],
)  # fmt: skip
def test_each_number_of_a_page_leads_to_exactly_its_rows(client: Client, record: list[Row], address: str) -> None:
    links = numbered_links(text_of(client, address))
    assert len(links) > 5
    for link, number in links:
        assert client.get("/api/search" + link.removeprefix("/")).json()["total"] == number, link


def test_shares_supported_lead_to_what_was_supported(client: Client, record: list[Row]) -> None:
    for address in ("/states/KHM/", "/states/FRA/recommends/"):
        page = text_of(client, address)
        shares = re.findall(r'<td class="number"><a href="(/\?[^"]*)">[<>]?\d+%</a>', page)
        assert len(shares) > 8
        assert all("response=supported" in unescape(link) for link in shares)


def test_the_profile_says_what_is_loaded_what_is_missing_and_the_basis(client: Client, record: list[Row]) -> None:
    words = words_of(text_of(client, "/states/KHM/"))
    assert f"{len(to_cambodia())} recommendations to Cambodia." in words
    assert "Counted: one for each recommending State and recommendation. Source: UPR Info's export." in words
    assert "Held, but not loaded: Session 32 (January 2019), Session 46" in words
    assert "Cycle 5 expected, not dated" in words
    assert "It also made 3 voluntary pledges , outside every total." in words


def test_the_supported_share_is_never_rounded_to_all_or_nothing(client: Client, load_record: LoadRecord) -> None:
    load_record(
        [{"Text": f"Do {n}", "Response": "Accepted"} for n in range(299)] + [{"Text": "No", "Response": "Rejected"}]
    )
    assert ">99%" in words_of(text_of(client, "/states/KHM/"))


def test_a_state_without_anything_loaded_says_what_to_do(client: Client, record: list[Row]) -> None:
    assert "Nothing is loaded for this State" in text_of(client, "/states/PER/")
    assert "No recommendation of this State is loaded" in text_of(client, "/states/PER/recommends/")
    for page in ("/states/PER/brief/", "/states/PER/brief.pdf", "/states/PER/recommends/brief.pdf"):
        answer = client.get(page)
        assert answer.status_code == 404
        assert "There is nothing to print yet" in answer.content.decode()


@pytest.mark.parametrize("address", ["/states/", "/states/KHM/", "/states/FRA/recommends/", "/states/KHM/brief/"])
def test_a_page_asks_the_database_as_often_for_much_as_for_little(
    client: Client, load_record: LoadRecord, address: str
) -> None:
    counts = []
    for rows in (ROWS[:40], ROWS):
        load_record(rows)
        client.get(address)
        with CaptureQueriesContext(connection) as asked:
            client.get(address)
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 4


def test_before_the_first_index_the_page_says_so(client: Client, home: Path, db: None) -> None:
    assert client.get("/states/KHM/").status_code == 503
    assert client.get("/states/").status_code == 503


def test_the_list_is_also_csv_and_json(client: Client, record: list[Row]) -> None:
    content = client.get("/states.csv?region=Asia").content.decode("utf-8-sig")
    lines = {line["iso3"]: line for line in csv.DictReader(io.StringIO(content))}
    assert lines["KHM"]["received"] == str(len(to_cambodia()))
    assert lines["KHM"]["sessions_loaded"] == "6 18"
    assert "one for each recommending State" in lines["KHM"]["counting_basis"]
    assert "FRA" not in lines
    found = {each["iso3"]: each["given"] for each in client.get("/states.json").json()["states"]}
    assert found["FRA"] == sum(row["From"] == "France" for row in ROWS)


# --- in print


def printed(client: Client, address: str) -> tuple[int, str]:
    """How many sheets, and their words."""
    pytest.importorskip("weasyprint", reason="Pango is missing: nothing can be printed here.", exc_type=OSError)
    answer = client.get(address)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/pdf")
    document = pypdfium2.PdfDocument(answer.content)
    try:
        return len(document), " ".join(" ".join(p.get_textpage().get_text_bounded().split()) for p in document)
    finally:
        document.close()


def test_the_brief_fits_one_sheet_and_says_numbers_basis_source_address_and_date(
    client: Client, record: list[Row]
) -> None:
    sheets, words = printed(client, "/states/KHM/brief.pdf")
    rows = to_cambodia("18")
    assert sheets == 1
    assert f"{len(rows)} recommendations" in words
    assert f"Noted {sum(row['Response'] == 'Rejected' for row in rows)}" in words
    assert "Session 18 · 27 January 2014" in words
    assert "Held, but not loaded: Session 32" in words
    assert "Change: from Session 6" in words
    assert "Counted: one for each recommending State and recommendation. Source: UPR Info's export." in words
    assert "All rows: http://testserver/?state=KHM&session=18&cycle=2" in words
    assert "made with OpenUPR on" in words
    assert "Apart from all this: 2 voluntary pledges." in words


def test_a_brief_with_very_long_texts_still_fits_one_sheet(client: Client, load_record: LoadRecord) -> None:
    load_record([{**row, "To": "Cambodia", "Session": "18", "Text": row["Text"] * 40} for row in ROWS])
    assert printed(client, "/states/KHM/brief.pdf")[0] == 1


def test_what_a_state_recommends_fits_one_sheet(client: Client, record: list[Row]) -> None:
    sheets, words = printed(client, "/states/FRA/recommends/brief.pdf")
    assert sheets == 1
    assert "As recommending State France" in words
    assert "All rows: http://testserver/?from=FRA" in words


def test_page_and_sheet_have_the_same_words_about_the_whole(client: Client, record: list[Row]) -> None:
    page = words_of(text_of(client, "/states/KHM/brief/"))
    for words in ("Since the last review", "Session 18 · 27 January 2014", "Change: from Session 6", "All rows:"):
        assert words in page


def test_the_real_export_gives_cambodia_its_published_numbers(
    client: Client, home: Path, db: None, shared: Path
) -> None:
    for name in ("6-9.csv", "18.csv"):
        import_file(source="upr-info", path=shared / "data" / "upr-info-export" / name)
    refresh_index()
    known = received(CAMBODIA)
    found = {each.review.session: (each.tally.count, each.tally.supported, each.tally.noted) for each in known.loaded}
    assert found == {6: (138, 138, 0), 18: (205, 163, 42)}
    assert printed(client, "/states/KHM/brief.pdf")[0] == 1
    assert printed(client, "/states/CAN/recommends/brief.pdf")[0] == 1
