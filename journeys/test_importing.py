"""Somebody who never uses a command loads the real export from the web page."""

import json
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

Browse = Callable[..., Any]

_UNTIL_IMPORTED = 90_000  # milliseconds, on a busy machine


def test_a_coordinator_loads_the_real_export_from_the_web_page(record_site: str, browse: Browse, shared: Path) -> None:
    page = browse(record_site)
    page.get_by_role("link", name="Import").first.click()
    page.locator("input[type=file]").first.set_input_files(shared / "data" / "upr-info-export" / "18.csv")
    page.get_by_role("button", name="Import", exact=True).click()
    page.get_by_text("This is the real record now").wait_for(timeout=_UNTIL_IMPORTED)
    told = page.locator("main").inner_text()
    assert "2,387 read" in told.replace("\n", " ")
    assert "2,387 added" in told.replace("\n", " ")

    page.get_by_role("link", name="Search the record").click()
    assert "2,387 recommendations" in page.locator("#sentence").inner_text()
    assert "demo" not in page.locator("main").inner_text().lower()
    with urllib.request.urlopen(f"{record_site}/api/count?state=Cambodia&by=response") as counted:
        assert json.load(counted)["total"] == 205


def test_a_file_that_is_no_record_is_refused_in_a_sentence(record_site: str, browse: Browse, tmp_path: Path) -> None:
    notes = tmp_path / "notes.csv"
    notes.write_text("What,Who\nLand,France\n")
    page = browse(f"{record_site}/import/")
    page.locator("input[type=file]").first.set_input_files(notes)
    page.get_by_role("button", name="Import", exact=True).click()
    page.get_by_role("link", name="Import more").wait_for(timeout=_UNTIL_IMPORTED)
    assert "notes.csv" in page.locator("main").inner_text()
    page.goto(record_site)
    assert "demo" in page.locator("body").inner_text().lower()
