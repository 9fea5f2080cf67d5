"""The UN's number finds a recommendation and is said with it, whichever source tells it."""

import csv
import io
import json
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from openupr.files.tables import write_xlsx
from openupr.recommendations.file_import import import_file
from openupr.recommendations.index_building import refresh_index
from openupr.recommendations.models import Ask
from openupr.recommendations.recommendation import un_number_among, un_numbers
from openupr.recommendations.tests.exports import LoadRecord
from openupr.recommendations.tests.test_reading_dihr import HEADER, ROW
from openupr.upr.un_numbers import UnNumber
from openupr.web.tests.reading import as_read

pytestmark = pytest.mark.django_db

SHELTERS = UnNumber("A/HRC/26/16", "118.12")


@pytest.fixture
def record(load_record: LoadRecord, home: Path, tmp_path: Path) -> None:
    """UPR Info's rows, which are counted and have no numbers; the Danish Institute's have them."""
    texts = {"Build shelters": "118.12", "Open schools": "118.9", "Keep 118.12 acres of forest": "118.10"}
    load_record([{"Text": text, "From": "Peru"} for text in texts])
    rows = [ROW | {"Tekst": text, "Document": f"Source:A/HRC/26/16|{number}|"} for text, number in texts.items()]
    path = tmp_path / "explorer.xlsx"
    path.write_bytes(write_xlsx(HEADER, [[row.get(name, "") for name in HEADER] for row in rows]))
    import_file(source="dihr", path=path)
    refresh_index()


def search(client: Client, words: str, **filters: str) -> str:
    answer = client.get(reverse("recommendations:search"), {"q": words, **filters})
    assert answer.status_code == 200
    return as_read(answer.content.decode())


@pytest.mark.parametrize("words", ["118.12", "118.12.", "para. 118.12", "A/HRC/26/16, 118.12", "A/HRC/26/16 118.12"])
def test_the_number_alone_finds_the_recommendation_and_says_how_it_was_read(
    words: str, record: None, client: Client
) -> None:
    page = search(client, words)
    assert "1 recommendation" in page
    assert "Build shelters" in page
    assert "with the number 118.12" in page
    assert f"“{words}” was read as the UN's number of a recommendation." in page.replace("&#x27;", "'")
    assert "Search for the words instead" in page


def test_the_words_can_be_searched_for_instead(record: None, client: Client) -> None:
    answer = client.get(reverse("recommendations:search"), {"q": "118.12"})
    instead = client.get(answer.context["as_words"])
    assert [card.text for card in instead.context["cards"]] == ["Keep 118.12 acres of forest"]
    assert "was read as" not in instead.content.decode()


def test_a_number_that_nothing_has_is_searched_for_as_words(record: None, client: Client) -> None:
    page = search(client, "122.51")
    assert "Nothing found" in page
    assert "was read as" not in page


def test_with_a_chosen_state_its_own_are_found_and_no_others(record: None, client: Client) -> None:
    assert "Build shelters" in search(client, "118.12", state="KHM")
    assert "No recommendation to Peru" in search(client, "118.12", state="PER")


def test_the_command_and_the_api_find_it_too(record: None, client: Client, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("search", "118.12")
    printed = capsys.readouterr().out
    assert "A/HRC/26/16, 118.12" in printed
    assert "was read as the UN's number" in printed
    call_command("search", "A/HRC/26/16,", "118.12", "--json")
    assert [row["text"] for row in json.loads(capsys.readouterr().out)["results"]] == ["Build shelters"]
    answer = client.get("/api/search", {"q": "118.12"}).json()
    assert (answer["total"], answer["results"][0]["number"]) == (1, "118.12")
    assert "was read as the UN's number" in answer["hints"][0]
    assert client.get("/api/count", {"q": "118.12", "by": "state"}).json()["total"] == 1


def test_files_name_document_and_number(record: None, client: Client) -> None:
    answer = client.get(reverse("recommendations:search-csv"), {"q": "118.12"})
    table = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    (row,) = csv.DictReader(io.StringIO(table))
    assert (row["symbol"], row["number"]) == ("A/HRC/26/16", "118.12")
    answer = client.get(reverse("recommendations:similar-csv"), {"q": "Build shelters for women"})
    table = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    first = next(csv.DictReader(io.StringIO(table)))
    assert (first["symbol"], first["number"]) == ("A/HRC/26/16", "118.12")


def test_cards_and_the_recommendation_s_page_lead_to_the_document(record: None, client: Client) -> None:
    link = '<a href="https://docs.un.org/en/A/HRC/26/16" rel="noreferrer">A/HRC/26/16, 118.12</a>'
    ask = Ask.objects.get(records__text="Build shelters", records__source="dihr")
    pages = {
        "search": client.get(reverse("recommendations:search"), {"q": "shelters"}),
        "similar": client.get(reverse("recommendations:similar"), {"q": "Build shelters for women"}),
        "recommendation": client.get(reverse("recommendations:recommendation", args=[ask.key])),
    }
    assert {name: link in answer.content.decode() for name, answer in pages.items()} == dict.fromkeys(pages, True)


def test_the_number_is_lent_by_the_source_that_tells_it_in_one_query(
    record: None, django_assert_num_queries: object
) -> None:
    asks = list(Ask.objects.values_list("pk", flat=True))
    with django_assert_num_queries(1):  # type: ignore[operator]
        found = un_numbers(asks)
    ask = Ask.objects.get(records__text="Build shelters", records__source="dihr")
    assert ask.records.get(preferred=True).number == ""
    assert found[ask.pk] == SHELTERS == un_number_among(ask.records.all())
    assert len(found) == 3
