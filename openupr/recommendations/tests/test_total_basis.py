"""What a total rests on stands in one line, in the same words on every page, and unfolds."""

import pytest
from django.test import Client

from openupr.recommendations.tests.demo_record import demo_record
from openupr.recommendations.tests.exports import LoadRecord, rows_of_other_states
from openupr.recommendations.tests.states_record import text_of, words_of
from openupr.recommendations.tests.test_whole_reviews import FULL, SAMPLE, WHOLE

UNCODED = {"Text": "Dig well 9", "Session": "18", "Issue": ""}


@pytest.mark.parametrize("address", ["/?review=KHM", "/search/?state=KHM", "/states/KHM/", "/gaps/?state=KHM"])
def test_a_state_says_which_reviews_are_missing_in_the_same_line_everywhere(
    client: Client, load_record: LoadRecord, address: str
) -> None:
    load_record([*WHOLE, *SAMPLE, UNCODED])
    page = text_of(client, address)
    line = "by issue: 62 of 63 rows; session 32 in part; session 46 not loaded"
    assert f"<summary>{line}</summary>" in page
    assert "Far fewer than a review usually has: session 32." in words_of(page)


@pytest.mark.parametrize("address", ["/", "/search/", "/targets/?state=KHM&issue=right-to-land"])
def test_all_of_the_record_says_from_where_on_it_is_in_part(
    client: Client, load_record: LoadRecord, address: str
) -> None:
    rows = [{**row, "Text": f"{row['Text']}, {n}"} for row in rows_of_other_states(1, 2) for n in range(24)]
    number = f"{len(rows):,}"
    load_record(rows)
    assert f"<summary>{number} rows; reviews up to session 2 (2008)</summary>" in text_of(client, address)
    load_record([*SAMPLE, {**UNCODED, "Session": "32"}])
    line = f"by issue: {len(rows) + 2:,} of {len(rows) + 3:,} rows; reviews after session 2 (2008) in part"
    page = text_of(client, address)
    assert f"<summary>{line}</summary>" in page
    assert "Loaded whole: sessions 1–2. Loaded in part: Session 32." in words_of(page)


def test_a_search_of_some_sessions_says_which_of_these_are_in_part(client: Client, load_record: LoadRecord) -> None:
    load_record([*WHOLE, *SAMPLE])
    assert "rows; session 32 in part</summary>" in text_of(client, "/search/?session=32&session=18")
    assert " in part" not in text_of(client, "/search/?session=18").partition("<summary>")[2].partition("</details>")[0]


def test_the_demo_is_not_called_a_part(client: Client, db: None, home: object) -> None:
    demo_record()
    assert "<summary>471 rows</summary>" in text_of(client, "/search/")


def test_the_first_page_shows_the_newest_review_that_is_loaded_whole(client: Client, load_record: LoadRecord) -> None:
    load_record([*WHOLE, *SAMPLE, *({**row, "To": "Norway", "Session": "33"} for row in FULL[:30])])
    assert "Norway’s review at a glance" in text_of(client, "/")
