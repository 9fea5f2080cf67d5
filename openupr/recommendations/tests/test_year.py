"""The year of the review: a facet, a way to divide, a filter of the API and of the command line."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from openupr.recommendations import the_index
from openupr.recommendations.dimensions import DIMENSIONS
from openupr.recommendations.index_building import refresh_index
from openupr.recommendations.tests.demo_record import demo_record

pytestmark = pytest.mark.django_db


@pytest.fixture
def record(home: Path) -> None:
    demo_record()
    refresh_index()


@pytest.fixture
def told(capsys: pytest.CaptureFixture[str]) -> Callable[..., dict[str, Any]]:
    """The JSON that a command prints."""

    def ask(command: str, *arguments: str) -> dict[str, Any]:
        call_command(command, *arguments, "--json")
        found: dict[str, Any] = json.loads(capsys.readouterr().out)
        return found

    return ask


def test_a_reader_counts_by_the_year_of_the_review_and_keeps_to_one(
    record: None, told: Callable[..., dict[str, Any]]
) -> None:
    counted = told("count", "--by", "year", "--by", "session", "--state", "KHM")["rows"]
    assert {(row["year"], row["session"]) for row in counted} == {(2009, 6), (2014, 18)}
    found = told("search", "--state", "KHM", "--year", "2014")
    assert found["total"] == sum(row["count"] for row in counted if row["year"] == 2014)
    assert "reviewed in 2014" in str(found["sentence"])


def test_pages_and_the_api_have_the_year_too(record: None, client: Client) -> None:
    page = client.get(reverse("recommendations:search"), {"state": "KHM"}).content.decode()
    assert "Year of the review" in page
    assert 'name="year" value="2014"' in page
    assert client.get("/api/count", {"by": "year", "state": "KHM"}).json()["rows"][0]["year"] in {2009, 2014}
    assert (
        "2009" in client.get(reverse("recommendations:disaggregate"), {"rows": "year", "state": "KHM"}).content.decode()
    )
    assert 'No year is called "1950"' in client.get("/api/search", {"year": "1950"}).json()["error"]


def test_a_further_dimension_has_the_index_built_again(record: None, monkeypatch: pytest.MonkeyPatch) -> None:
    assert not refresh_index()
    monkeypatch.setattr(the_index, "_COLUMNS", the_index.columns_version(DIMENSIONS[1:]))
    assert refresh_index()
