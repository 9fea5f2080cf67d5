"""Every page of a submission: axe finds nothing, wide and on a phone, and nothing is wider than the screen."""

from collections.abc import Iterator
from typing import Any

import pytest

from openupr.files.tests import files_with_names
from openupr.project.tests.extent import ALL

from .conftest import Site, SiteAt
from .looking import first_of, looked_at_wide_and_on_a_phone

# What pages look like does not depend on where their things lie.
pytestmark = pytest.mark.once

# From the address of all submissions, of one, of a section of it; first those that `make test` looks at.
PAGES = {
    "section": "{section}",
    "whole": "{one}",
    "signing": "{one}signing/",
    "check": "{one}check/",
    "rounds": "{one}rounds/",
    "validation of a section": "{section}validation/",
    "projector": "{one}validation/projector/",
    "annexes": "{one}annexes/",
    "what OHCHR took up": "{one}ohchr-summary/",
    "look at a file": "{one}annexes/look/",
    "lodge": "{one}lodge/",
    "all": "{all}",
    "for me": "{all}../../../for-me/",
    "who owes what": "{all}../who-owes-what/",
    "a file came back": "{all}../came-back/",
    "begin": "{all}begin/",
    "cover": "{one}cover/",
    "arrange": "{one}sections/",
    "order": "{one}sections/order/",
    "history": "{section}history/",
    "cite": "{section}cite/?q=land",
    "tasks": "{one}tasks/",
    "take back": "{one}rounds/1/returned/",
    "validation": "{one}validation/",
    "editions": "{one}editions/",
    "compared": "{one}editions/?from=1",
    "edition": "{one}editions/1/",
}


@pytest.fixture(scope="module")
def site(site_at: SiteAt) -> Iterator[Site]:
    """A server where the sections are written."""
    with site_at("sections") as site:
        yield site


@pytest.fixture(scope="module")
def sophea(site: Site, chromium: Any) -> Any:
    """What Sophea's browser has kept since she signed in, and the addresses she came by."""
    page = chromium.new_context(**site.window("sophea")).new_page()
    page.goto(f"{site.address}/coalitions/{site.coalition}/")
    page.get_by_role("link", name="Submission", exact=True).click()
    places = {"all": page.url}
    page.locator("tbody a").first.click()
    places["one"] = page.url
    page.locator("table.words").get_by_role("link", name="Land and natural resources").click()
    part = page.locator(".part:has(h2:has-text('Developments since the last review'))")
    places["section"] = f"{site.address}{part.get_attribute('data-address')}"
    if ALL:
        filled(page, places)
    kept = page.context.storage_state()
    page.context.close()
    return kept, places


def filled(page: Any, places: dict[str, str]) -> None:
    """The room sees the section, and two files are annexed, one of which is looked at."""
    page.goto(f"{places['section']}validation/")
    page.get_by_role("button", name="Show it to the room").click()
    page.get_by_text("on the projector now").wait_for()
    page.goto(f"{places['one']}annexes/")
    drawing = {"name": "IMG_0001.PNG", "mimeType": "image/png", "buffer": files_with_names.drawing()}
    page.get_by_label("File", exact=True).set_input_files(drawing)
    page.get_by_role("button", name="Look at it").click()
    page.get_by_role("img", name="The picture").wait_for()
    page.get_by_label("What it is").fill("Map of the lake")
    page.get_by_role("button", name="Take this file").click()
    page.get_by_text("annex-file-1-map-of-the-lake.png").first.wait_for()
    page.get_by_label("File", exact=True).set_input_files(
        {"name": "a.pdf", "mimeType": "application/pdf", "buffer": files_with_names.full_pdf()}
    )
    page.get_by_role("button", name="Look at it").click()
    page.get_by_role("img", name="Page 1").wait_for()


def test_axe_finds_nothing_wide_or_on_a_phone(sophea: Any, chromium: Any) -> None:
    kept, places = sophea
    context = chromium.new_context(storage_state=kept)
    page = context.new_page()
    for name in first_of(PAGES, 3):
        path = PAGES[name]
        assert page.goto(path.format(**places)).status == 200, name
        page.evaluate("() => document.querySelectorAll('main details').forEach((each) => { each.open = true; })")
        looked_at_wide_and_on_a_phone(page)
    context.close()


def test_the_content_begins_near_the_top_in_khmer_too(sophea: Any, chromium: Any) -> None:
    kept, places = sophea
    context = chromium.new_context(storage_state=kept, java_script_enabled=False)
    page = context.new_page()
    # What is long in English is longer in Khmer.
    for language in first_of(("km", "en"), 1):
        page.goto(f"{places['all']}?read-in={language}")
        for name in ("whole", "section", "check"):
            page.goto(PAGES[name].format(**places))
            for width, most in ((1280, 220), (360, 160)):
                page.set_viewport_size({"width": width, "height": 900})
                top = page.evaluate("() => document.querySelector('main h1').getBoundingClientRect().top")
                assert top <= most, (language, name, width, top)
    context.close()


@pytest.mark.thorough  # test_validation_meeting: the projector shows each word as it is recorded
def test_the_room_sees_at_once_what_an_organisation_says(site: Site, sophea: Any, browse: Any) -> None:
    kept, places = sophea
    room = browse(PAGES["projector"].format(**places), storage_state=kept)
    desk = browse(PAGES["validation of a section"].format(**places), storage_state=kept)
    said = room.locator(".voices li", has_text="Village Clinic")
    assert "not heard yet" in said.inner_text()
    desk.locator(".stances li", has_text="Village Clinic").get_by_role("button", name="Agree").click()
    said.get_by_text("agrees", exact=True).wait_for(timeout=15_000)
    desk.get_by_role("button", name="Go to next section").click()
    desk.get_by_text("on the projector now").wait_for()
    room.get_by_role("heading", name=desk.get_by_role("heading", level=1).inner_text()).wait_for(timeout=15_000)
