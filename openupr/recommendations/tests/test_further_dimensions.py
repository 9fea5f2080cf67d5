"""SDG target, group of people, paragraph number and document symbol: facets, ways to divide, filters everywhere."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from openupr.files.tables import write_xlsx
from openupr.recommendations.dimensions import dimension
from openupr.recommendations.file_import import import_file
from openupr.recommendations.index_building import refresh_index
from openupr.recommendations.tests.exports import LoadRecord
from openupr.recommendations.tests.test_reading_dihr import HEADER, ROW

pytestmark = pytest.mark.django_db

ROWS: list[dict[str, str | float]] = [
    {"Tekst": "Build shelters", "Targets": "16.2, 5.2", "Keywords": "Women and girls"},
    {
        "Tekst": "Open schools",
        "Goals": "4. Quality education",
        "Targets": 4.1,
        "Keywords": "Children",
        "Document": "Source:A/HRC/26/16|118.9|",
    },
    {
        "Tekst": "Plant trees",
        "Goals": "15. Life on land",
        "Targets": "",
        "Keywords": "",
        "Document": "Source:A/HRC/26/16",
    },
]


@pytest.fixture
def record(load_record: LoadRecord, home: Path, tmp_path: Path) -> None:
    """UPR Info's rows, which are counted, and the Danish Institute's, which tell more of the same."""
    load_record([{"Text": str(row["Tekst"]), "From": "Peru"} for row in ROWS])
    path = tmp_path / "explorer.xlsx"
    path.write_bytes(write_xlsx(HEADER, [[(ROW | row).get(name, "") for name in HEADER] for row in ROWS]))
    import_file(source="dihr", path=path)
    refresh_index()


@pytest.fixture
def told(record: None, capsys: pytest.CaptureFixture[str]) -> Callable[..., dict[str, Any]]:
    """The JSON that a command prints."""

    def ask(command: str, *arguments: str) -> dict[str, Any]:
        call_command(command, *arguments, "--json")
        found: dict[str, Any] = json.loads(capsys.readouterr().out)
        return found

    return ask


@pytest.mark.parametrize(
    ("filters", "texts"),
    [
        (["--sdg", "5.2"], ["Build shelters"]),
        (["--sdg", "5"], ["Build shelters"]),
        (["--sdg", "5.2", "--sdg", "15"], ["Build shelters", "Plant trees"]),
        (["--target", "4.1"], ["Open schools"]),
        # The source looked at every row: it is known that there is none.
        (["--target", "none"], []),
        (["--target", "found-none"], ["Plant trees"]),
        (["--group", "No group of people found"], ["Plant trees"]),
        (["--group", "children"], ["Open schools"]),
        (["--group", "Women"], ["Build shelters"]),
        (["--number", "118.12"], ["Build shelters"]),
        (["--number", "none"], ["Plant trees"]),
        (["--symbol", "a/hrc/26/16"], ["Build shelters", "Open schools", "Plant trees"]),
        (["--not-group", "girls"], ["Open schools", "Plant trees"]),
    ],
)
def test_a_recommendation_is_found_by_what_any_source_tells_of_it(
    told: Callable[..., dict[str, Any]], filters: list[str], texts: list[str]
) -> None:
    found = told("search", *filters)
    assert sorted(row["text"] for row in found["results"]) == texts
    assert all(row["source"] == "upr-info" for row in found["results"])
    assert found["total"] == len(texts)


@pytest.mark.parametrize(
    ("by", "counts"),
    [
        ("sdg", {"16": 1, "5": 1, "4": 1, "15": 1}),
        ("target", {"16.2": 1, "5.2": 1, "4.1": 1, "No": 1}),
        ("group", {"Women": 1, "Girls": 1, "Children": 1, "No": 1}),
        ("number", {"118.12": 1, "118.9": 1, None: 1}),
        ("symbol", {"A/HRC/26/16": 3}),
    ],
)
def test_the_record_is_counted_by_each(
    told: Callable[..., dict[str, Any]], by: str, counts: dict[str | None, int]
) -> None:
    rows = told("count", "--by", by)["rows"]
    assert {row[by] and row[by].split(" ")[0]: row["count"] for row in rows} == counts


def test_a_source_that_looked_and_found_none_has_answered(
    told: Callable[..., dict[str, Any]], client: Client, load_record: LoadRecord
) -> None:
    counted = told("count", "--by", "group")
    assert counted["coded"]["group"] == {"n": 3, "of": 3}
    assert told("search", "--group", "found-none")["sentence"].endswith("where a source found no “Group of people”.")
    table = client.get(
        reverse("recommendations:disaggregate"), {"rows": "group", "columns": "session", "show": "column"}
    )
    assert "33%" in table.content.decode()
    load_record([{"Text": "Dig wells", "From": "Chad"}])
    assert told("count", "--by", "group")["coded"]["group"] == {"n": 3, "of": 4}


def test_results_and_exports_tell_them(told: Callable[..., dict[str, Any]], client: Client) -> None:
    (row,) = told("search", "--number", "118.12")["results"]
    assert (row["number"], row["symbol"], row["sdgs"]) == ("118.12", "A/HRC/26/16", ["16.2", "5.2"])
    assert row["groups"] == ["Girls", "Women"]
    answer = client.get(reverse("recommendations:search-csv"), {"number": "118.12"})
    table = b"".join(answer.streaming_content).decode()  # type: ignore[attr-defined]
    assert "118.12" in table
    assert "16.2; 5.2" in table


def test_pages_and_the_api_have_them(record: None, client: Client) -> None:
    page = client.get(reverse("recommendations:search"), {"state": "KHM"}).content.decode()
    for title in ("SDG target", "Group of people", "Paragraph number", "Document symbol"):
        assert title in page
    everywhere = client.get(reverse("recommendations:search")).content.decode()
    assert "Group of people" in everywhere
    assert "Paragraph number" not in everywhere, "all numbers of all reviews help nobody"
    table = client.get(reverse("recommendations:disaggregate"), {"rows": "group", "columns": "target"})
    assert "Children" in table.content.decode()
    assert client.get("/api/count", {"by": "group"}).status_code == 200
    assert 'No group of people is called "martians"' in client.get("/api/search", {"group": "martians"}).json()["error"]
    assert "sdg" in client.get("/api/search", {"sdg": "5.2"}).json()["facets"]


def test_the_sentence_names_them(told: Callable[..., dict[str, Any]]) -> None:
    assert "about Children" in told("search", "--group", "children")["sentence"]
    assert "with the number 118.9" in told("search", "--number", "118.9")["sentence"]


def test_targets_stand_under_their_goal_and_numbers_in_their_order() -> None:
    target, number = dimension("target").sequence, dimension("number").sequence
    assert target is not None
    assert number is not None
    assert sorted(["16.2", "5.a", "5.10", "5.2", "10.1"], key=target) == ["5.2", "5.10", "5.a", "10.1", "16.2"]
    assert sorted(["118.12", "118.9", "6", "119.1"], key=number) == ["6", "118.9", "118.12", "119.1"]
