"""Somebody who never uses a command loads the real export from the web page."""

import csv
import io
import json
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from openupr.project.tests.extent import ALL

from .conftest import SiteAt

Browse = Callable[..., Any]

_UNTIL_IMPORTED = 90_000  # milliseconds, on a busy machine


@pytest.fixture
def site_to_fill(site_at: SiteAt) -> Iterator[str]:
    """A server of its own: another record is another index too."""
    with site_at("record", own=True) as site:
        yield site.address


def of_cambodia(export: Path, folder: Path) -> Path:
    """The rows of the export about one State, as they stand in it."""
    head, *rows = csv.reader(io.StringIO(export.read_text(), newline=""))
    with (folder / export.name).open("w", newline="") as file:
        csv.writer(file).writerows([head, *(row for row in rows if row[0] == "Cambodia")])
    return folder / export.name


def test_a_coordinator_loads_the_real_export_from_the_web_page(
    site_to_fill: str, browse: Browse, shared: Path, tmp_path: Path
) -> None:
    export = shared / "data" / "upr-info-export" / "18.csv"
    # With `make test-all` the whole of it.
    file, number = (export, "2,387") if ALL else (of_cambodia(export, tmp_path), "205")
    page = browse(site_to_fill)
    page.get_by_role("link", name="Import").first.click()
    page.get_by_label("State under Review").select_option("Cambodia")
    page.get_by_role("button", name="Show what is missing").click()
    page.locator("input[type=file]").first.set_input_files(file)
    page.locator("#box").get_by_label("Remove the demo record").check()
    page.get_by_role("button", name="Import", exact=True).click()
    page.get_by_text("This is the real record now").wait_for(timeout=_UNTIL_IMPORTED)
    told = page.locator("main").inner_text()
    assert f"{number} read" in told.replace("\n", " ")
    assert f"{number} added" in told.replace("\n", " ")

    page.get_by_role("link", name="Import more").click()
    reviews = page.get_by_role("group", name="Reviews of Cambodia").inner_text()
    assert "205 UPR Info's export (counted)" in reviews
    assert "A/HRC/41/17, the report of the Working Group" in reviews

    page.go_back()
    page.get_by_role("link", name="Search the record").click()
    assert f"{number} recommendations" in page.locator("#sentence").inner_text()
    assert "demo record" not in page.locator("main").inner_text().lower()
    with urllib.request.urlopen(f"{site_to_fill}/api/count?state=Cambodia&by=response") as counted:
        assert json.load(counted)["total"] == 205


# test_import_page: a file that is refused is told; test_record_banner: the demo record then stays.
@pytest.mark.thorough
def test_a_file_that_is_no_record_is_refused_in_a_sentence(record_site: str, browse: Browse, tmp_path: Path) -> None:
    notes = tmp_path / "notes.csv"
    notes.write_text("What,Who\nLand,France\n")
    page = browse(f"{record_site}/import/")
    page.locator("input[type=file]").first.set_input_files(notes)
    page.locator("#box").get_by_label("Remove the demo record").check()
    page.get_by_role("button", name="Import", exact=True).click()
    page.get_by_role("link", name="Import more").wait_for(timeout=_UNTIL_IMPORTED)
    assert "notes.csv" in page.locator("main").inner_text()
    page.goto(record_site)
    assert "demo record" in page.locator("body").inner_text().lower()
