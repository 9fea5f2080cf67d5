"""A State on one sheet: it fits, and says its numbers, basis, source, address and date."""

import re
from datetime import date
from pathlib import Path

import pypdfium2
import pytest
from django.test import Client

from openupr.recommendations.coverage import Coverage
from openupr.recommendations.file_import import import_file
from openupr.recommendations.index_building import refresh_index
from openupr.recommendations.state_profiles import received
from openupr.recommendations.state_profiles_pages import since
from openupr.recommendations.tests.drawn_records import Row
from openupr.recommendations.tests.exports import LoadRecord
from openupr.recommendations.tests.states_record import CAMBODIA, PLEDGES, ROWS, text_of, to_cambodia, words_of

# Paper is printed from the index.
pytestmark = pytest.mark.once


@pytest.fixture
def record(load_record: LoadRecord) -> list[Row]:
    assert load_record([*ROWS, *PLEDGES]).refused == []
    return ROWS


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
    assert "their recommendations have not been imported here yet: Session 32" in words
    assert "Change: from Session 6" in words
    assert "Counted: one for each recommending State and recommendation. Source: UPR Info's export." in words
    assert "All rows: http://testserver/search/?state=KHM&session=18&cycle=2" in words
    assert "made with OpenUPR on" in words
    assert "Apart from all this: 2 voluntary pledges." in words


def test_a_brief_with_very_long_texts_still_fits_one_sheet(client: Client, load_record: LoadRecord) -> None:
    load_record([{**row, "To": "Cambodia", "Session": "18", "Text": row["Text"] * 40} for row in ROWS])
    assert printed(client, "/states/KHM/brief.pdf")[0] == 1


def test_what_a_state_recommends_fits_one_sheet(client: Client, record: list[Row]) -> None:
    sheets, words = printed(client, "/states/FRA/recommends/brief.pdf")
    assert sheets == 1
    assert "As recommending State France" in words
    assert "All rows: http://testserver/search/?from=FRA" in words


@pytest.mark.parametrize("address", ["/states/KHM/brief/", "/states/KHM/brief.pdf"])
def test_every_list_of_the_brief_says_how_much_of_it_is_left_out(
    client: Client, record: list[Row], address: str
) -> None:
    words = printed(client, address)[1] if address.endswith("pdf") else words_of(text_of(client, address))
    rows = to_cambodia("18")
    noted = [row for row in rows if row["Response"] == "Rejected"]
    specific = [row for row in rows if row["Response"] == "Accepted" and row["Action"] == "5"]
    for of, more in ((noted, "more noted"), (specific, "more supported and specific")):
        shown = sum(row["Text"] in words for row in of)
        left = re.search(rf"(\d+) {more}", words)
        assert shown + (int(left[1]) if left else 0) == len(of)
        assert shown or left


def test_the_last_review_is_the_last_one_loaded_where_a_later_one_was_held(record: list[Row]) -> None:
    known = received(CAMBODIA)
    assert since(known, date(2014, 6, 1)) == "since the last review"
    assert since(known, date(2026, 6, 1)) == "since the last review loaded here"


def test_noted_recommendations_stand_in_one_column_with_their_heading(client: Client, record: list[Row]) -> None:
    pytest.importorskip("weasyprint", reason="Pango is missing: nothing can be printed here.", exc_type=OSError)
    document = pypdfium2.PdfDocument(client.get("/states/KHM/brief.pdf").content)
    page = document[0].get_textpage()
    found = [page.search(words).get_next() for words in ("Issues", "Noted: not promised", "more noted")]
    lefts = [round(page.get_charbox(place[0])[0]) for place in found if place]
    assert (len(lefts), lefts[0] < 200 < 300 < lefts[1] <= lefts[2] < 330) == (3, True), lefts
    document.close()


def test_page_and_sheet_have_the_same_words_about_the_whole(client: Client, record: list[Row]) -> None:
    page = words_of(text_of(client, "/states/KHM/brief/"))
    for words in (
        "Since the last review loaded here",
        "Session 18 · 27 January 2014",
        "Change: from Session 6",
        "All rows:",
    ):
        assert words in page


@pytest.mark.thorough  # the demo holds the same rows of Cambodia, and its facts are compared with those of the export
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


def test_a_sheet_on_one_review_says_nothing_of_what_other_reviews_lack() -> None:
    of_the_state = Coverage(loaded=(20, 34), refused={20: 2, 34: 1}, few=(20,), fewer=(20,))
    assert of_the_state.of_session(34).doubts() == "Refused at import: 1 row of session 34."
