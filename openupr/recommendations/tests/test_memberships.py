"""Every recommendation has regions and organisations: its source's, else OpenUPR's, which are marked as such."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client

from openupr.files.tables import write_xlsx
from openupr.recommendations.file_import import import_file
from openupr.recommendations.importing import ReadRow, read
from openupr.recommendations.index_building import refresh_index
from openupr.recommendations.memberships import OURS, add_memberships
from openupr.recommendations.tests.exports import LoadRecord
from openupr.recommendations.tests.states_record import text_of, words_of
from openupr.recommendations.tests.test_reading_dihr import HEADER, ROW

# Counted in the index, which is the same wherever the record lies.
pytestmark = pytest.mark.once

MYANMAR = {"Recommendation": "Myanmar", "Document": "Source:A/HRC/31/13|143.1|", "Recommending state": "United Kingdom"}
FROM_LISTS = "Regions or organisations of {} of them are from OpenUPR’s lists (of 2014, with later changes)"


@pytest.fixture
def load_explorer(home: Path, db: None, tmp_path: Path) -> Callable[..., None]:
    """Imports rows of the Danish Institute's explorer, which names no regions and organisations."""

    def load(*changes: dict[str, str]) -> None:
        path = tmp_path / "explorer.xlsx"
        path.write_bytes(write_xlsx(HEADER, [[(ROW | change).get(name, "") for name in HEADER] for change in changes]))
        assert import_file(source="dihr", path=path).refused == []
        refresh_index()

    return load


def counted(client: Client, by: str, more: str = "") -> dict[str | None, int]:
    return {row[by]: row["count"] for row in client.get(f"/api/count?by={by}{more}").json()["rows"]}


def test_a_recommendation_is_found_by_the_organisations_that_its_source_does_not_tell(
    client: Client, load_explorer: Callable[..., None]
) -> None:
    load_explorer(MYANMAR)
    found = client.get("/api/search?organisation=ASEAN&session=23").json()
    assert found["total"] == 1
    assert FROM_LISTS.format(1) in found["basis"]
    assert found["results"][0]["memberships"] == "OpenUPR"
    assert counted(client, "region") == {"Asia": 1}
    assert counted(client, "from-region") == {"WEOG": 1}
    assert counted(client, "from-organisation") == {"EU": 1, "Commonwealth": 1}


def test_what_a_source_tells_stays_and_is_not_marked(client: Client, load_record: LoadRecord) -> None:
    load_record([{"To": "South Sudan", "To-Rgrp": "Africa", "To-Org": "AU, AL", "From": "Switzerland", "From-Org": ""}])
    assert counted(client, "organisation") == {"AU": 1, "AL": 1}
    assert counted(client, "from-organisation") == {None: 1}
    found = client.get("/api/search?organisation=AL").json()
    assert "memberships" not in found["results"][0]
    assert "OpenUPR’s lists" not in found["basis"]


def test_each_table_by_groups_of_states_says_how_many_are_from_openuprs_lists(
    client: Client, load_record: LoadRecord, load_explorer: Callable[..., None]
) -> None:
    load_record([{}, {"Text": "Stop torture"}])
    load_explorer(MYANMAR, MYANMAR | {"Tekst": "Free the press"})
    told = FROM_LISTS.format(2)
    for page in ("/disaggregate/?rows=issue&columns=region", "/gaps/?state=KHM", "/search/?from-region=WEOG"):
        assert told in words_of(text_of(client, page)), page
    for page in ("/disaggregate/?rows=issue&columns=response", "/search/?state=MMR"):
        assert "OpenUPR’s lists" not in words_of(text_of(client, page)), page
    assert FROM_LISTS.format(1) in client.get("/api/count?by=region&q=press").json()["basis"]


def test_a_recommendations_page_and_files_say_that_groups_are_openuprs(
    client: Client, load_record: LoadRecord, load_explorer: Callable[..., None]
) -> None:
    load_record([{}])
    load_explorer(MYANMAR | {"Recommending state": "Norway"})
    ours, theirs = (client.get(f"/api/search?state={state}").json()["results"][0]["id"] for state in ("MMR", "KHM"))
    page = words_of(text_of(client, f"/recommendations/{ours}/"))
    lists = "From OpenUPR’s lists (of 2014, with later changes)."
    assert f"Organisation of the State under Review ASEAN {lists}" in page
    assert f"Organisation of the recommending State none of those listed {lists}" in page
    assert lists not in words_of(text_of(client, f"/recommendations/{theirs}/"))
    lines = client.get("/search.csv?state=MMR").getvalue().decode("utf-8-sig").splitlines()
    header, row = (line.split(",") for line in lines[-2:])
    assert row[header.index("memberships")] == "OpenUPR"


def test_of_a_recommending_state_that_is_not_known_nothing_is_known(client: Client, load_record: LoadRecord) -> None:
    load_record([{"From": "(Unknown)", "From-Rgrp": "(Unknown)", "From-Org": "(Unknown)"}])
    assert counted(client, "from-region") == {None: 1}


def test_a_pledge_has_no_recommending_state_and_none_is_filled_in(client: Client, load_record: LoadRecord) -> None:
    pledge = {"From": "Cambodia", "From-Rgrp": "", "From-Org": "", "Response": "Voluntary Pledge"}
    load_record([pledge | {"Text": "We will ratify"}])
    (row,) = client.get("/api/search?kind=pledge").json()["results"]
    assert "memberships" not in row


@pytest.mark.parametrize(
    ("session", "cycle", "organisations"), [(35, 3, ["EU", "Commonwealth"]), (36, 3, ["Commonwealth"])]
)
def test_organisations_are_those_of_the_day_of_the_review(session: int, cycle: int, organisations: list[str]) -> None:
    record = {"source": "dihr", "ask__review__iso3": "KEN", "ask__review__session": session, "ask__from_iso3": "GBR"}
    record |= {
        "ask__kind": "recommendation",
        "ask__review__cycle": cycle,
        "state_region": "Africa",
        "state_organisations": ["AU"],
    }
    record |= {"from_region": "WEOG", "from_organisations": []}
    add_memberships(record)
    assert list(record["from_organisations"]) == organisations
    assert record[OURS] == ["from-organisation"]


def test_the_real_explorer_has_myanmars_291_rows_of_session_23_in_asean(shared: Path) -> None:
    rows = read("dihr", shared / "data/dihr-explorer/cycle2-sessions13-18-21-24.xlsx")
    found = []
    for row in rows:
        if isinstance(row, ReadRow) and row.session == 23 and row.kind == "recommendation":
            record = {"source": "dihr", "ask__review__iso3": row.iso3, "ask__review__session": 23}
            record |= {
                "ask__kind": row.kind,
                "ask__review__cycle": 2,
                "ask__from_iso3": row.from_iso3,
                "state_region": row.state_region,
            }
            record |= {"state_organisations": row.state_organisations, "from_region": row.from_region}
            record |= {"from_organisations": row.from_organisations}
            add_memberships(record)
            assert record["state_region"]
            found += [row.iso3] if "ASEAN" in record["state_organisations"] else []
    assert found == ["MMR"] * 291
