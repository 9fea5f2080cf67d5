"""An analyst keeps values out of a search: in the address, the sentence, the numbers, the API and the command."""

import json
from collections import Counter
from html import unescape

import pytest
from django.core.management import call_command
from django.test import Client

from openupr.recommendations.tests.drawn_records import COLUMN, crossed, drawn, values
from openupr.recommendations.tests.exports import LoadRecord

ROWS = drawn(120)


@pytest.fixture
def record(load_record: LoadRecord) -> None:
    load_record(ROWS)


def page_of(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return unescape(answer.content.decode())


@pytest.mark.parametrize("name", COLUMN)
def test_any_value_of_any_dimension_can_be_kept_out_and_the_numbers_are_exact(
    client: Client, record: None, name: str
) -> None:
    value = next(value for row in ROWS for value in values(row, name) if value != "none")
    left = [row for row in ROWS if value not in values(row, name)]
    told = client.get("/api/search", {f"not-{name}": value}).json()
    assert told["total"] == len(left)
    of_state = Counter(row["To"] for row in left)
    if name != "state":
        assert {each["label"]: each["count"] for each in told["facets"]["state"]} == of_state


def test_what_is_asked_for_and_what_is_kept_out_of_one_dimension_both_count(client: Client, record: None) -> None:
    both = [row for row in ROWS if "Detention" in values(row, "issue") and "Right to land" not in values(row, "issue")]
    told = client.get("/api/search", {"issue": "Detention", "not-issue": "Right to land"}).json()
    assert told["total"] == len(both)


def test_the_sentence_says_what_was_kept_out_and_a_chip_lets_it_in_again(client: Client, record: None) -> None:
    number = sum(row["To"] != "Cambodia" and row["To-Rgrp"] == "Asia" for row in ROWS)
    page = page_of(client, "/search/?region=Asia&not-state=Cambodia")
    told = f"{number} recommendations" if number else "No recommendation"
    assert f"{told} to States of the region Asia, not to Cambodia." in page
    assert (
        '<a class="chip" href="/search/?region=Asia"><span class="visually-hidden">Remove filter</span> State under'
        in page
    )
    assert "State under Review: not Cambodia" in page


def test_rows_without_a_value_can_be_kept_out(client: Client, record: None) -> None:
    without = sum(not row["To-Org"] for row in ROWS)
    told = client.get("/api/search?not-organisation=none").json()
    assert told["total"] == len(ROWS) - without
    assert (
        told["sentence"]
        == f"{len(ROWS) - without} recommendations, only with “Organisation of the State under Review”."
    )


def test_choosing_a_filter_keeps_what_is_kept_out(client: Client, record: None) -> None:
    for address in ("/search/?not-state=KHM", "/disaggregate/?not-state=KHM", "/similar/?q=land&not-state=KHM"):
        assert '<input type="hidden" name="not-state" value="KHM">' in page_of(client, address)


def test_a_table_apart_is_of_what_is_left(client: Client, record: None) -> None:
    told = client.get("/disaggregate.json?rows=state&columns=issue&not-state=KHM&not-issue=Detention").json()
    left = [row for row in ROWS if row["To"] != "Cambodia" and "Detention" not in values(row, "issue")]
    expected = {pair: each.total() for pair, each in crossed(left, "state", "issue").items()}
    assert {(cell["row"], cell["column"]): cell["count"] for cell in told["cells"]} == expected


def test_files_and_similar_keep_out_as_well(client: Client, record: None) -> None:
    rows = client.get("/search.csv?not-state=KHM&not-state=TCD").getvalue().decode()
    assert "Slovenia" in rows
    assert "Cambodia" not in rows
    near = client.get("/similar.json?q=measure+on+land&not-state=KHM").json()
    assert near["pool"] == sum(row["To"] != "Cambodia" for row in ROWS)
    assert {each["state"] for each in near["results"]} <= {"Slovenia", "Chad", "Switzerland"}


def test_the_command_keeps_out_what_the_address_keeps_out(
    client: Client, record: None, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("search", "land", "--not-state", "Cambodia", "--json")
    told = json.loads(capsys.readouterr().out)
    page = client.get("/api/search?q=land&not-state=Cambodia").json()
    assert (told["total"], told["sentence"]) == (page["total"], page["sentence"])


def test_a_name_that_nothing_has_is_refused_here_too(client: Client, record: None) -> None:
    assert "Cambodia" in client.get("/search/?not-state=Camboda").content.decode()
    assert client.get("/api/search?not-state=Camboda").status_code == 400


def test_a_source_that_is_kept_out_is_not_named_as_counted(client: Client, record: None) -> None:
    told = client.get("/api/search?not-source=upr-info").json()
    assert (told["total"], told["basis"]) == (0, "No source is left to count from.")


def test_the_region_of_a_gap_leads_to_its_rows_without_the_state(client: Client, load_record: LoadRecord) -> None:
    load_record(
        [
            {"Issue": "Right to land", "Text": "Here"},
            {"To": "Lao PDR", "Issue": "Right to land", "Text": "Near"},
            {"To": "Lao PDR", "Issue": "Detention", "Text": "Near too"},
        ]
    )
    page = page_of(client, "/gaps/?state=KHM")
    assert '<a href="/search/?issue=right-to-land&region=Asia&not-state=KHM">1</a>' in page
    assert '<a href="/search/?issue=detention&region=Asia&not-state=KHM">1</a>' in page
    for issue in ("right-to-land", "detention"):
        assert client.get(f"/api/search?issue={issue}&region=Asia&not-state=KHM").json()["total"] == 1


def test_a_chosen_value_can_be_turned_into_one_that_is_left_out_and_back(client: Client, record: None) -> None:
    page = page_of(client, "/search/?q=land&state=KHM&response=noted&sort=state")
    assert '<a class="turn" href="/search/?q=land&response=noted&not-state=KHM&sort=state">show all but this' in page
    page = page_of(client, "/search/?q=land&response=noted&not-state=KHM")
    assert '<a class="turn" href="/search/?q=land&state=KHM&response=noted">only this instead' in page
    page = page_of(client, "/disaggregate/?state=KHM&rows=from&columns=session")
    assert 'href="/disaggregate/?not-state=KHM&rows=from&columns=session">show all but this' in page
    page = page_of(client, "/similar/?q=measure+on+land&state=KHM&method=lexical")
    assert 'href="/similar/?q=measure+on+land&not-state=KHM&method=lexical">show all but this' in page
    assert ">show all but this" not in page_of(client, "/search/?source=upr-info")
