"""The same recommendation from several sources is one ask, with what each of them says, and is counted once."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client

from openupr.files.tables import write_xlsx
from openupr.recommendations.file_import import FileReport, import_file
from openupr.recommendations.file_rows import MOST_PAIRS, AskText, best_pairs
from openupr.recommendations.index_building import refresh_index
from openupr.recommendations.models import Ask, SourceRecord
from openupr.recommendations.rules import compared, likeness
from openupr.recommendations.tests.exports import LoadRecord
from openupr.recommendations.tests.test_reading_dihr import HEADER, ROW

LoadExplorer = Callable[..., FileReport]
EVICTIONS = "Put an end to all forced evictions in the city and give every family a home"


@pytest.fixture
def load_explorer(home: Path, db: None, tmp_path: Path) -> LoadExplorer:
    def load(*changes: dict[str, str]) -> FileReport:
        path = tmp_path / "explorer.xlsx"
        path.write_bytes(write_xlsx(HEADER, [[(ROW | each).get(name, "") for name in HEADER] for each in changes]))
        report = import_file(source="dihr", path=path)
        refresh_index()
        return report

    return load


def sources_of(ask: Ask) -> set[str]:
    return set(ask.records.values_list("source", flat=True))


def test_the_same_words_from_two_sources_are_one_ask(load_record: LoadRecord, load_explorer: LoadExplorer) -> None:
    load_record([{"Text": EVICTIONS, "From": "Peru"}])
    load_explorer({"Tekst": EVICTIONS})
    (ask,) = Ask.objects.all()
    assert sources_of(ask) == {"upr-info", "dihr"}


def test_letters_that_one_source_lost_do_not_make_two(load_record: LoadRecord, load_explorer: LoadExplorer) -> None:
    load_record([{"Text": "Review the lèse-majesté law so as to expand the freedom of expression", "From": "Peru"}])
    lost = "Review the l\ufffdse-majest\ufffd law so as to expand the freedom of expression"
    for _ in range(2):
        load_explorer({"Tekst": lost})
        (ask,) = Ask.objects.all()
        assert sources_of(ask) == {"upr-info", "dihr"}
    assert ask.records.get(source="dihr").text == lost


def test_a_few_other_words_do_not_make_two_and_the_next_import_adds_nothing(
    client: Client, load_record: LoadRecord, load_explorer: LoadExplorer
) -> None:
    load_record([{"Text": EVICTIONS, "From": "Peru"}, {"Text": "Free all prisoners of conscience", "From": "Peru"}])
    report = load_explorer({"Tekst": EVICTIONS.replace("every family", "each of the families")})
    assert (report.added, Ask.objects.count(), SourceRecord.objects.count()) == (1, 2, 3)
    again = load_explorer({"Tekst": EVICTIONS.replace("every family", "each of the families")})
    assert (again.added, again.already_there) == (0, 1)
    assert client.get("/api/search").json()["total"] == 2


def test_the_very_same_words_come_before_nearly_the_same(load_record: LoadRecord, load_explorer: LoadExplorer) -> None:
    load_record([{"Text": f"{EVICTIONS} soon", "From": "Peru"}, {"Text": EVICTIONS, "From": "Peru"}])
    load_explorer({"Tekst": f"{EVICTIONS} at once"}, {"Tekst": EVICTIONS})
    told = {ask.records.get(source="upr-info").text: ask.records.get(source="dihr").text for ask in Ask.objects.all()}
    assert told == {EVICTIONS: EVICTIONS, f"{EVICTIONS} soon": f"{EVICTIONS} at once"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ratify CAT", "Ratify OP-CAT"),
        (
            "Ratify the Convention on the Rights of Persons with Disabilities",
            "Ratify the Optional Protocol to the Convention on the Rights of Persons with Disabilities",
        ),
        ("Free the press", "Free the prisoners of conscience without delay and let them go home"),
    ],
)
def test_another_treaty_or_another_wish_is_another_ask(
    load_record: LoadRecord, load_explorer: LoadExplorer, one: str, other: str
) -> None:
    load_record([{"Text": one, "From": "Peru"}])
    load_explorer({"Tekst": other})
    assert Ask.objects.count() == 2


def test_another_state_s_recommendation_is_never_the_same(load_record: LoadRecord, load_explorer: LoadExplorer) -> None:
    load_record([{"Text": f"{EVICTIONS} soon", "From": "Chad"}])
    load_explorer({"Tekst": EVICTIONS})
    assert Ask.objects.count() == 2


def test_the_page_shows_what_each_source_says_and_where_they_disagree(
    client: Client, load_record: LoadRecord, load_explorer: LoadExplorer
) -> None:
    load_record([{"Text": EVICTIONS, "From": "Peru", "Response": "Accepted"}])
    load_explorer({"Tekst": EVICTIONS, "Response": "Noted"})
    page = " ".join(client.get(f"/recommendations/{Ask.objects.get().key}/").content.decode().split())
    assert "Response: UPR Info&#x27;s export: Accepted; Danish Institute&#x27;s explorer: Noted" in page
    for told in ("118.12", "A/HRC/26/16", "16.2, 5.2 (chosen by an algorithm)", "Women and girls, Children"):
        assert told in page
    assert "one row for each recommending State" in page


def test_the_page_names_the_other_states_of_its_paragraph(client: Client, load_explorer: LoadExplorer) -> None:
    load_explorer({"Tekst": EVICTIONS}, {"Tekst": "Build homes", "Recommending state": "Chad"})
    ask = Ask.objects.get(from_iso3="PER")
    other = Ask.objects.get(from_iso3="TCD")
    page = client.get(f"/recommendations/{ask.key}/").content.decode()
    assert "In the same paragraph" in page
    assert f'<a href="/recommendations/{other.key}/">Chad</a>' in page


def test_sources_that_agree_are_not_said_to_disagree(
    client: Client, load_record: LoadRecord, load_explorer: LoadExplorer
) -> None:
    load_record([{"Text": EVICTIONS, "From": "Peru", "Response": "Accepted"}])
    load_explorer({"Tekst": EVICTIONS})
    assert "different things" not in client.get(f"/recommendations/{Ask.objects.get().key}/").content.decode()


def test_a_link_made_where_the_other_source_entered_first_leads_to_the_ask(
    client: Client, load_record: LoadRecord, load_explorer: LoadExplorer
) -> None:
    load_record([{"Text": EVICTIONS, "From": "Peru"}])
    load_explorer({"Tekst": f"{EVICTIONS} soon"})
    same = SourceRecord.objects.get(source="dihr").same
    assert client.get(f"/recommendations/KHM-18-{same}/").status_code == 200
    assert client.get(f"/recommendations/THA-18-{same}/").status_code == 404


def test_each_state_of_a_paragraph_is_compared_by_its_own_wording() -> None:
    paragraph = "118.12 Plant many more trees soon (Peru); Give all the water back to the farmers (Chad);"
    assert likeness(compared(paragraph, "TCD"), compared("Give all the water back to farmers", "TCD"))
    assert not likeness(compared(paragraph, "PER"), compared("Give all the water back to farmers", "PER"))


def test_the_number_decides_between_two_that_are_alike() -> None:
    def ask(text: str, number: str) -> AskText:
        return AskText((compared(text, "PER"),), frozenset({number}))

    asks = [(1, ask(EVICTIONS, "118.1")), (2, ask(f"{EVICTIONS} now, without delay", "118.2"))]
    assert list(best_pairs([(compared(f"{EVICTIONS} now", "PER"), "118.2")], asks)) == [(0, 1)]
    assert list(best_pairs([(compared(f"{EVICTIONS} now", "PER"), "118.3")], asks)) == []


def test_a_hostile_number_of_rows_is_not_compared() -> None:
    rows = [(compared(EVICTIONS, "PER"), "")] * (MOST_PAIRS + 1)
    assert list(best_pairs(rows, [(1, AskText((compared(EVICTIONS, "PER"),), frozenset()))])) == []


def test_the_reports_number_decides_which_asks_are_of_the_same_paragraph(
    client: Client, load_explorer: LoadExplorer
) -> None:
    load_explorer({"Tekst": EVICTIONS}, {"Tekst": "Sing", "Recommending state": "Chad"})
    mine, other = Ask.objects.order_by("pk")
    assert f"/recommendations/{other.key}/" in client.get(f"/recommendations/{mine.key}/").content.decode()
    record = mine.records.get()
    record.pk, record.source, record.number = None, "working-group-report", "118.109"
    record.save()
    for one, another in ((mine, other), (other, mine)):
        assert f"/recommendations/{another.key}/" not in client.get(f"/recommendations/{one.key}/").content.decode()
