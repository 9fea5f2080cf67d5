"""What is typed on the cover, at the validation and before lodging stays in the page when the connection drops."""

from collections.abc import Iterator
from typing import Any

import pytest

from .conftest import Site, SiteAt


@pytest.fixture(scope="module")
def site(site_at: SiteAt) -> Iterator[Site]:
    """A server where the sections are written."""
    with site_at("sections") as site:
        yield site


@pytest.fixture
def sophea(site: Site, chromium: Any) -> Iterator[Any]:
    """The coordinator's window on the joint submission. Not `browse`: a browser tells of each dropped connection."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, **site.window("sophea"))
    page = context.new_page()
    page.goto(f"{site.address}/coalitions/{site.coalition}/")
    page.get_by_role("link", name="Submission", exact=True).click()
    page.locator("tbody a").first.click()
    page.locator("table.words").wait_for()
    yield page
    context.close()


@pytest.mark.parametrize(
    ("tab", "field", "button", "then"),
    [
        ("cover/", "Key words", "Save", "Saved."),
        # The same script, on other pages.
        pytest.param("lodge/", "Receipt", "See it before locking", "Lock it as lodged?", marks=pytest.mark.thorough),
        pytest.param("validation/", "In its words", "Record", "Recorded:", marks=pytest.mark.thorough),
    ],
)
def test_what_was_typed_stays_and_is_sent_once_the_line_is_back(
    tab: str, field: str, button: str, then: str, sophea: Any
) -> None:
    sophea.goto(f"{sophea.url}{tab}")
    if tab == "validation/":
        sophea.locator("#main a", has_text="Developments since the last review: Land").first.click()
        sophea.locator("a", has_text="Object …").first.click()
    if tab == "lodge/":
        with sophea.expect_download() as taken:
            sophea.get_by_role("button", name="Take the Word file").click()
        assert taken.value.suggested_filename.endswith(".docx")
    sophea.get_by_role("textbox", name=field).fill("Typed while the line was cut")
    sophea.wait_for_load_state()
    sophea.context.set_offline(True)
    sophea.get_by_role("button", name=button, exact=True).click()
    sophea.get_by_text("Not saved: the connection was dropped.").wait_for()
    assert sophea.get_by_role("textbox", name=field).input_value() == "Typed while the line was cut"
    sophea.context.set_offline(False)
    sophea.get_by_role("button", name="Try again").click()
    sophea.get_by_text(then).first.wait_for()
    if tab != "cover/":
        assert "Typed while the line was cut" in sophea.locator("#part").inner_text()
