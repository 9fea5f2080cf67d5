"""From "we need States on land rights" to a ranking, a grid, three embassy sheets, and what was taken up."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from openupr.recommendations.tests.exports import write_export

from .conftest import Site, SiteAt
from .looking import looked_at_wide_and_on_a_phone
from .signing_in import window_of

# Where the record lies makes no difference. That each page works, tests of the app find sooner. The other pages of
# advocacy are looked at in test_every_page_of_advocacy.
pytestmark = [pytest.mark.once, pytest.mark.thorough]


@pytest.fixture(scope="module")
def site(site_at: SiteAt) -> Iterator[Site]:
    """A server of its own, where groups have proposed recommendations: another record is another index too."""
    with site_at("drafting", own=True) as site:
        yield site


_TEXT = "Pay evicted families a compensation that buys comparable land, and publish who received it"
_UNTIL_IMPORTED = 90_000  # milliseconds, on a busy machine


def test_a_coordinator_finds_states_takes_three_sheets_and_sees_what_was_taken_up(
    site: Site, browse: Callable[..., Any], tmp_path: Path
) -> None:
    sophea = window_of("sophea", site, browse)
    sophea.get_by_role("link", name="Advocacy", exact=True).click()
    sophea.get_by_role("link", name="States to ask").click()
    a_state_is_chosen(sophea)
    the_grid_is_filled_and_changed(sophea)
    three_sheets_are_taken(sophea, site)
    coalition = sophea.url.partition("/advocacy/")[0]
    the_review_is_held(sophea, coalition, tmp_path)
    sophea.goto(f"{coalition}/advocacy/uptake/")
    an_ask_is_taken_up_and_told_to_the_press(sophea)


def a_state_is_chosen(page: Any) -> None:
    """The best State for the first recommendation on land is to carry it."""
    land = page.locator("option", has_text="Land and natural resources 1").first.get_attribute("value")
    page.get_by_label("Recommendation or theme").select_option(land)
    page.get_by_role("button", name="Find States").click()
    first = page.locator(".table tbody tr").first
    assert first.locator(".reasons a").count() >= 1
    first.get_by_role("button", name="Choose this State").click()
    page.get_by_text("this one").wait_for()


def the_grid_is_filled_and_changed(page: Any) -> None:
    """Carriers are proposed, and one is removed by hand, with the reasons in sight."""
    page.get_by_role("link", name="Who carries what").click()
    assert "have no State" in page.locator("main").inner_text()
    page.get_by_role("button", name="Propose States").click()
    page.get_by_text("place 1").first.wait_for()
    looked_at_wide_and_on_a_phone(page)
    page.get_by_role("link", name="Change States Land and natural resources 1").click()
    page.get_by_text("this one").first.wait_for()
    carrying = page.get_by_role("button", name="Remove this State")
    kept = carrying.count()
    looked_at_wide_and_on_a_phone(page)
    carrying.first.click()
    page.get_by_text("removed by hand").wait_for()
    assert carrying.count() == kept - 1


def three_sheets_are_taken(page: Any, site: Site) -> None:
    """As PDF, with the advance questions that follow from the facts."""
    page.get_by_role("link", name="Papers").click()
    page.get_by_role("button", name="Propose questions").click()
    page.get_by_text("Read them.").wait_for()
    sheets = [each.get_attribute("href") for each in page.locator("tbody th a").all()[:3]]
    assert len(sheets) == 3
    for address in sheets:
        page.goto(site.address + address)
        assert "What your State could recommend now" in page.locator(".sheet").inner_text()
        assert "Advance questions" in page.locator(".sheet").inner_text()
        with page.expect_download() as taken:
            page.get_by_role("link", name="PDF").click()
        assert taken.value.suggested_filename.endswith(".pdf")
    looked_at_wide_and_on_a_phone(page)


def an_ask_is_taken_up_and_told_to_the_press(page: Any) -> None:
    named = page.get_by_role("heading", name="Land and natural resources 1", exact=True)
    compare = page.locator("section", has=named).get_by_role("link", name="Compare this recommendation")
    if compare.count():
        compare.click()
    near = page.locator("section", has=named).locator("li.card", has_text=_TEXT)
    near.wait_for()
    near.get_by_role("button", name="Mark as taken up").click()
    page.get_by_text("25 of 26 recommendations are not compared with the report yet.").wait_for()
    looked_at_wide_and_on_a_phone(page)
    page.get_by_role("link", name="Look at these together").click()
    page.get_by_label("We read both").check()
    page.get_by_role("button", name="We looked at these together").click()
    page.get_by_role("link", name="Adoption", exact=True).first.click()
    page.get_by_role("button", name="Make the press note").click()
    assert f"Peru: “{_TEXT}” (noted). We had asked:" in page.get_by_label("Text").input_value()


def the_review_is_held(page: Any, coalition: str, folder: Path) -> None:
    """The coalition prepared the review of session 46, and its recommendations come into the record."""
    page.goto(f"{coalition}/change/")
    page.get_by_label("Which review").select_option("Cambodia, cycle 4, session 46")
    page.get_by_role("button", name="Save").click()
    page.get_by_text("Saved.", exact=True).wait_for()
    page.goto(f"{coalition.partition('/coalitions/')[0]}/import/")
    others = ("Ratify the convention on enforced disappearances", "Build more schools for girls in rural areas")
    rows = [{"Session": "46", "From": "Peru", "Text": text, "Response": "Noted"} for text in (_TEXT, *others)]
    page.locator("input[type=file]").first.set_input_files(write_export(folder / "46.csv", rows))
    page.locator("#box").get_by_label("Remove the demo record").check()
    page.get_by_role("button", name="Import", exact=True).click()
    page.get_by_text("This is the real record now").wait_for(timeout=_UNTIL_IMPORTED)


def test_a_factsheet_is_written_beside_its_page_and_a_statement_is_rehearsed_under_a_clock(
    site: Site, browse: Callable[..., Any]
) -> None:
    sophea = window_of("sophea", site, browse)
    sophea.get_by_role("link", name="Advocacy", exact=True).click()
    sophea.get_by_role("link", name="Papers", exact=True).click()
    sophea.get_by_role("link", name="Factsheets", exact=True).click()
    sophea.locator("tbody th a").first.click()
    sophea.wait_for_load_state("networkidle")
    looked_at_wide_and_on_a_phone(sophea)
    sophea.get_by_label("Challenges").fill("Seen before it is saved.")
    preview = sophea.locator("#preview")
    preview.get_by_text("Seen before it is saved.").wait_for()
    for part in ("Challenges", "National framework"):
        sophea.get_by_label(part).fill("Too much. " * 380)
    preview.get_by_text("It does not fit on one page").wait_for()
    sophea.get_by_role("link", name="Statement", exact=True).click()
    sophea.wait_for_load_state("networkidle")
    looked_at_wide_and_on_a_phone(sophea)
    sophea.get_by_label("Closing").fill("word " * 700)
    sophea.locator("#budget").get_by_text("words away").wait_for()
    sophea.get_by_role("link", name="Rehearse", exact=True).click()
    sophea.get_by_role("button", name="Start").click()
    sophea.locator(".elapsed", has_text="0:01").wait_for()
    sophea.get_by_role("button", name="Stop").click()
    assert int(sophea.get_by_label("Seconds").input_value()) >= 1
    looked_at_wide_and_on_a_phone(sophea)
