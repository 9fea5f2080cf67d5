"""Every page of follow-up: axe finds nothing, wide and on a phone, and nothing is wider than the screen."""

from collections.abc import Iterator
from typing import Any

import pytest

from .conftest import Site, SiteAt
from .looking import first_of, looked_at_wide_and_on_a_phone

# What pages look like does not depend on where their things lie. That each opens, tests of the app find sooner.
pytestmark = [pytest.mark.once, pytest.mark.thorough]

# From the address of the list; first those that members meet.
PAGES = (
    "",
    "?priority=&level=none",
    "numbers/?by=group",
    "page/",
    "changes/",
    "answers/",
    "numbers/?by=level",
    "reviews/",
    "priorities/",
    "give/",
    "together/",
    "thematic-lists/",
    "public/",
)


@pytest.fixture(scope="module")
def site(site_at: SiteAt) -> Iterator[Site]:
    """A server where recommendations are assessed."""
    with site_at("follow-up") as site:
        yield site


def test_axe_finds_nothing_wide_or_on_a_phone(site: Site, chromium: Any) -> None:
    page = chromium.new_context(**site.window("sophea")).new_page()
    page.goto(f"{site.address}/coalitions/{site.coalition}/")
    page.get_by_role("link", name="Follow-up", exact=True).click()
    start = page.url
    first = page.locator(".follow-up-list tbody a").first.get_attribute("href")
    done_since, _, line = page.locator(".follow-up-list td a").first.get_attribute("href").partition("#line-")
    done_since += f"?open={line}"
    for path in [*(start + each for each in first_of(PAGES, 4)), site.address + first, site.address + done_since]:
        assert page.goto(path).status == 200, path
        page.evaluate("() => document.querySelectorAll('main details').forEach((each) => { each.open = true; })")
        looked_at_wide_and_on_a_phone(page)
    page.context.close()
