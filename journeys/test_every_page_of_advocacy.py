"""Every page of advocacy: axe finds nothing, wide and on a phone. A meeting is logged on a phone without scripts."""

from collections.abc import Iterator
from typing import Any

import pytest

from .conftest import Site, SiteAt
from .looking import looked_at_wide_and_on_a_phone

# What pages look like does not depend on where their things lie. That each opens, tests of the app find sooner.
pytestmark = [pytest.mark.once, pytest.mark.thorough]

PAGES = (
    *("", "states/", "states/?theme=issue-right-to-land&why=CHL", "carriers/", "sheets/", "embassies/"),
    *("contacts/", "contacts/add/", "contacts/keep/", "meetings/log/"),
    *("pre-sessions/", "partners/", "partners/add/", "strategy/", "uptake/", "adoption/"),
)
# On the page of contacts.
LINKS = ("table a[href*='/notes/']", "table a[href*='/meetings/']", "table a[href*='/contacts/']")


@pytest.fixture(scope="module")
def site(site_at: SiteAt) -> Iterator[Site]:
    """A server where missions were met."""
    with site_at("pre-session") as site:
        yield site


def test_axe_finds_nothing_wide_or_on_a_phone(site: Site, chromium: Any) -> None:
    page = chromium.new_context(**site.window("sophea")).new_page()
    start = f"{site.address}/coalitions/{site.coalition}/advocacy/"
    page.goto(f"{start}contacts/")
    linked = [site.address + page.locator(each).first.get_attribute("href") for each in LINKS]
    for path in [*(start + each for each in PAGES), *linked, f"{linked[0]}write/", *_plans(page, start)]:
        assert page.goto(path).status == 200, path
        page.evaluate("() => document.querySelectorAll('main details').forEach((each) => { each.open = true; })")
        looked_at_wide_and_on_a_phone(page)
    page.context.close()


def _plans(page: Any, start: str) -> list[str]:
    """A pre-session with the forms of its lists, and a group's strategy with its own."""
    page.goto(f"{start}pre-sessions/")
    one = page.url.partition("/coalitions/")[0] + page.locator("tbody a").first.get_attribute("href")
    lists = [f"{one}{each}/add/" for each in ("checklist", "speakers", "invited", "questions")]
    page.goto(one)
    answer = page.url.partition("/coalitions/")[0] + page.locator("a[href*='/answer/']").first.get_attribute("href")
    page.goto(start.replace("/advocacy/", "/groups/"))
    group = page.url.partition("/coalitions/")[0] + page.locator("main tbody a").first.get_attribute("href")
    strategy = [f"{group}strategy/{each}" for each in ("", "write/", "activities/add/", "risks/add/")]
    return [one, *lists, answer, *strategy]


def test_a_meeting_is_logged_on_a_phone_without_scripts(site: Site, chromium: Any) -> None:
    phone = {"viewport": {"width": 360, "height": 740}, "java_script_enabled": False}
    page = chromium.new_context(**{**site.window("sophea"), **phone}).new_page()
    page.goto(f"{site.address}/coalitions/{site.coalition}/advocacy/contacts/")
    page.get_by_role("link", name="Log a meeting").click()
    page.get_by_label("With").select_option(index=1)
    page.get_by_label("What they said").fill("They will ask capital. They want the figures first.")
    page.get_by_role("button", name="Log it").click()
    assert page.get_by_text("Logged. Add the answers here, now or later.").is_visible()
    page.context.close()
