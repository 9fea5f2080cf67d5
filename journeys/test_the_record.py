"""A coordinator of a Cambodian coalition finds what was said, what was not, and checks a draft against the past."""

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import expect

Browse = Callable[..., Any]


def test_a_coordinator_finds_what_was_said_on_land_rights(demo_site: str, browse: Browse) -> None:
    page = browse(demo_site)
    assert "demo" in page.locator("body").inner_text().lower()
    page.get_by_label("Words to search for").fill("land rights")
    page.get_by_role("button", name="Search").click()
    page.wait_for_url("**/?q=land*rights")
    page.get_by_role("group", name="State under Review").get_by_label("Cambodia").check()
    page.wait_for_url("**state=KHM**")
    sentence = page.locator("#sentence").inner_text()
    assert "to Cambodia with the words “land rights”" in sentence
    assert page.locator(".card mark").first.inner_text()

    page.locator(".card a").first.click()
    page.wait_for_url("**/recommendations/**")
    assert page.get_by_text("Where it is recorded").is_visible()
    page.go_back()
    assert page.locator("#sentence").inner_text() == sentence
    assert page.get_by_role("group", name="State under Review").get_by_label("Cambodia").is_checked()

    # A filter from far down the page leads up to the first of what it finds, not to the page's end.
    page.goto(f"{demo_site}/search/?state=KHM")
    page.get_by_role("group", name="Issue").get_by_label("Right to land").check()
    page.wait_for_url("**issue=right-to-land**")
    expect(page.locator("#sentence")).to_be_in_viewport()
    expect(page.locator(".card").first).to_be_in_viewport()


def test_she_compares_responses_by_region_and_takes_the_table_away(
    demo_site: str, browse: Browse, tmp_path: Path
) -> None:
    page = browse(f"{demo_site}/search/?state=KHM")
    page.get_by_role("link", name="Count in a table").click()
    page.wait_for_url("**/disaggregate/**")  # with its scripts, which send what is chosen
    page.get_by_label("Rows", exact=True).select_option("from-region")
    page.wait_for_url("**rows=from-region**")
    with page.expect_response("**columns=response**"):
        page.get_by_label("Columns", exact=True).select_option("response")
    # The answer is there just before the table is, and what was opened in the old one goes with it.
    page.wait_for_function("!document.querySelector('.htmx-request, .htmx-swapping, .htmx-settling, .htmx-added')")
    table = page.locator("#table table")
    expect(table).to_contain_text("WEOG")
    page.locator("#table .download > summary").click()
    with page.expect_download() as download:
        page.locator("#table").get_by_role("link", name="CSV", exact=True).click()
    file = tmp_path / "table.csv"
    download.value.save_as(file)
    rows = csv.reader(file.read_text(encoding="utf-8-sig").splitlines())
    assert any("WEOG" in cell for row in rows for cell in row)

    table.get_by_role("link", name="WEOG").click()
    page.wait_for_url("**from-region=WEOG**")
    expect(page.locator("#sentence")).to_contain_text("from States of the region WEOG")


def test_she_takes_the_rows_away_as_files_of_every_kind(demo_site: str, browse: Browse, tmp_path: Path) -> None:
    page = browse(f"{demo_site}/search/?q=land&state=KHM")
    page.locator(".download > summary").click()
    for kind, begins in (("CSV", b"\xef\xbb\xbf"), ("XLSX", b"PK"), ("JSON", b"{")):
        with page.expect_download() as download:
            page.get_by_role("link", name=kind, exact=True).click()
        file = tmp_path / kind
        download.value.save_as(file)
        assert file.read_bytes().startswith(begins)


def test_she_finds_the_gap_that_the_workshop_found(demo_site: str, browse: Browse) -> None:
    page = browse(f"{demo_site}/gaps/")
    page.get_by_label("State under Review").select_option("KHM")
    page.get_by_role("button", name="Find gaps").click()
    page.wait_for_url("**state=KHM**")
    row = page.get_by_role("row", name="Sexual Orientation and Gender Identity")
    assert row.get_by_role("cell").all_inner_texts()[0] == "0"
    told = page.locator("main").inner_text()
    assert "sessions 6 and 18" in told
    assert "sessions 32 and 46" in told
    assert "never raised" not in told.lower()


def test_she_checks_a_draft_against_the_past(demo_site: str, browse: Browse) -> None:
    page = browse(f"{demo_site}/similar/")
    page.get_by_role("textbox").first.fill("Give families who were evicted from their land fair compensation")
    page.get_by_role("button", name="Compare").click()
    page.wait_for_url("**q=Give**")
    cards = page.locator(".card")
    assert cards.count() >= 5
    assert "Cambodia" in page.locator("main").inner_text()
    page.get_by_role("textbox").first.fill("Pay evicted families")
    page.get_by_role("group", name="Response").get_by_label("Supported").check()
    page.wait_for_url("**q=Pay**response=supported**")


def test_a_trainer_walks_the_room_through_the_tour(demo_site: str, browse: Browse) -> None:
    page = browse(f"{demo_site}/search/")
    page.get_by_role("link", name="A tour in five steps").click()
    for number in range(1, 6):
        strip = page.get_by_label("Guided tour")
        assert f"Step {number} of 5" in strip.inner_text()
        assert page.locator(".tour-here").count() == 1
        if number < 5:
            strip.get_by_role("link", name="Go on").click()
    page.get_by_role("link", name="Finish", exact=True).click()
    assert page.get_by_label("Guided tour").count() == 0


def test_everything_works_without_scripts(demo_site: str, browse: Browse) -> None:
    page = browse(demo_site, java_script_enabled=False)
    page.get_by_label("Words to search for").fill("prison*")
    page.get_by_role("button", name="Search").click()
    page.get_by_role("group", name="Response").get_by_label("Noted").check()
    page.get_by_role("button", name="Apply").click()
    assert "answered “Noted” with the words “prison*”" in page.locator("#sentence").inner_text()
    page.goto(f"{demo_site}/search/?state=KHM")
    page.get_by_role("link", name="Show all").first.click()
    assert page.get_by_role("checkbox").count() > 10
