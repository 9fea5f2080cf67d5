"""From "we need States on land rights" to a ranking with reasons, a grid, and three embassy sheets."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from .conftest import Site, SiteAt
from .looking import looked_at_wide_and_on_a_phone
from .signing_in import window_of

# Where the record lies makes no difference. That each page works, tests of the app find sooner.
pytestmark = [pytest.mark.once, pytest.mark.thorough]


@pytest.fixture(scope="module")
def site(site_at: SiteAt) -> Iterator[Site]:
    """A server where groups have proposed recommendations."""
    with site_at("drafting") as site:
        yield site


def test_a_coordinator_finds_states_fills_the_grid_and_takes_three_sheets(
    site: Site, browse: Callable[..., Any]
) -> None:
    sophea = window_of("sophea", site, browse)
    sophea.get_by_role("link", name="Advocacy", exact=True).click()
    looked_at_wide_and_on_a_phone(sophea)
    land = sophea.locator("option", has_text="Land and natural resources 1").first.get_attribute("value")
    sophea.get_by_label("For which ask or theme?").select_option(land)
    sophea.get_by_role("button", name="Find States").click()
    first = sophea.locator(".table tbody tr").first
    assert first.locator(".reasons a").count() >= 1
    looked_at_wide_and_on_a_phone(sophea)
    first.get_by_role("button", name="Add as carrier").click()
    sophea.get_by_text("this one").wait_for()

    sophea.get_by_role("link", name="Who carries what").click()
    assert "have no State" in sophea.locator("main").inner_text()
    sophea.get_by_role("button", name="Propose carriers").click()
    sophea.get_by_role("button", name="Save carriers").wait_for()
    looked_at_wide_and_on_a_phone(sophea)
    kept = sophea.locator(".grid input[type=checkbox]:checked").count()
    sophea.locator(".grid input[type=checkbox]:checked").first.uncheck()
    sophea.get_by_role("button", name="Save carriers").click()
    sophea.get_by_text("Saved.", exact=True).wait_for()
    assert sophea.locator(".grid input[type=checkbox]:checked").count() == kept - 1

    sophea.get_by_role("link", name="Embassy sheets").click()
    looked_at_wide_and_on_a_phone(sophea)
    sheets = [each.get_attribute("href") for each in sophea.locator("tbody th a").all()[:3]]
    assert len(sheets) == 3
    for address in sheets:
        sophea.goto(site.address + address)
        assert "What your State could recommend now" in sophea.locator(".sheet").inner_text()
        with sophea.expect_download() as taken:
            sophea.get_by_role("link", name="PDF").click()
        assert taken.value.suggested_filename.endswith(".pdf")
    looked_at_wide_and_on_a_phone(sophea)
    sophea.get_by_role("link", name="Embassies").click()
    looked_at_wide_and_on_a_phone(sophea)
