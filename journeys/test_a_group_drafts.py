"""Three people in three windows, and a telephone: a group drafts, two save at once, the room answers."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from .conftest import Site, SiteAt
from .looking import PHONE as PHONE_WIDE
from .looking import WIDE, first_of, looked_at, looked_at_wide_and_on_a_phone
from .signing_in import window_of

Browse = Callable[..., Any]
PHONE = {"viewport": {"width": 360, "height": 740}}


@pytest.fixture(scope="module")
def site(site_at: SiteAt) -> Iterator[Site]:
    """A server of these journeys' own, where groups draft. Other journeys begin at the same stage: it is made once."""
    with site_at("sections") as site:
        yield site


def go_to_group(page: Any, group: str, tab: str) -> None:
    page.get_by_role("link", name="Groups", exact=True).click()
    page.get_by_role("main").get_by_role("link", name=group, exact=True).first.click()
    page.get_by_role("link", name=tab, exact=True).click()


def look_through(dara: Any) -> None:
    """What was asked before: the page says at once what people found, and keeps her place."""
    first = dara.locator("li.earlier").first
    first.get_by_role("button", name="About the same").click()
    dara.get_by_text("The group looked at").wait_for()
    dara.locator("li.earlier.said-same").first.wait_for()
    assert dara.evaluate("document.activeElement.getAttribute('aria-pressed')") == "true"
    dara.reload()
    dara.locator("li.earlier.said-same").first.wait_for()
    looked_at_wide_and_on_a_phone(dara)
    dara.set_viewport_size({"width": 1280, "height": 900})


def save_both(dara: Any, chan: Any) -> None:
    """Chan has opened the same text; Dara saves first, and neither text is lost."""
    address = chan.url
    for page, text in ((dara, "Stop evictions by 2028."), (chan, "Stop evictions; pay first.")):
        page.get_by_label("Recommendation in English").fill(text)
    dara.get_by_role("button", name="Save", exact=True).click()
    dara.get_by_text("Saved.", exact=True).wait_for()
    # A page that answers with both texts is no fault, though the browser notes its status.
    chan.get_by_role("button", name="Save", exact=True).click()
    chan.get_by_text("Somebody else saved this meanwhile").wait_for()
    assert chan.locator(".theirs").inner_text() == "Stop evictions by 2028."
    assert chan.locator(".yours").inner_text() == "Stop evictions; pay first."
    chan.get_by_label("Agreed text (English)").fill("Stop evictions by 2028; pay first.")
    chan.get_by_role("button", name="Save", exact=True).click()
    chan.wait_for_url(address)


def test_a_group_drafts_two_save_at_once_and_another_group_helps(site: Site, browse: Browse) -> None:
    dara = window_of("dara", site, browse)
    go_to_group(dara, "Land and natural resources", "Roadmap")
    dara.locator("#question-5 > details > summary").click()
    assert "recommendations" in dara.locator("#record").inner_text()
    assert "Not loaded: sessions" in dara.locator("#record").inner_text()

    # While Dara types, the page says who asked this before.
    dara.get_by_role("link", name="Recommendations", exact=True).click()
    dara.get_by_role("link", name="Write a recommendation").click()
    dara.get_by_label("Your recommendation").press_sequentially("Stop evictions without compensation")
    dara.get_by_text("Asked of this State before").wait_for()
    # She leaves by mistake: the browser asks first, and what she typed stays.
    dara.once("dialog", lambda asked: asked.dismiss())
    dara.get_by_role("link", name="Recommendations", exact=True).click()
    assert dara.get_by_label("Your recommendation").input_value() == "Stop evictions without compensation"
    dara.get_by_role("button", name="Save as a draft").click()
    dara.wait_for_url("**/recommendations/5/")
    address = dara.url

    look_through(dara)

    chan = window_of("chan", site, browse)
    chan.goto(address)
    save_both(dara, chan)

    # Rithy, of another group, passes on what that group knows; he cannot write here.
    rithy = window_of("rithy", site, browse)
    rithy.goto(address)
    assert rithy.get_by_role("button", name="Save", exact=True).count() == 0
    rithy.locator("#comments > summary").click()
    rithy.get_by_label("Comment").fill("Workers lost their land too.")
    rithy.get_by_label("For your other group").select_option("Labour rights")
    rithy.get_by_role("button", name="Send the comment").click()
    dara.reload()
    assert dara.get_by_label("Recommendation in English").input_value() == "Stop evictions by 2028; pay first."
    assert "for the group Labour rights" in dara.get_by_role("main").inner_text()


def test_the_room_answers_from_a_telephone_and_the_rapporteur_takes_it_home(site: Site, browse: Browse) -> None:
    sophea = window_of("sophea", site, browse)
    sophea.get_by_role("link", name="Workshop", exact=True).click()
    sophea.get_by_role("link", name="Plenary", exact=True).click()
    sophea.get_by_label("Minutes in total").fill("80")
    sophea.get_by_role("button", name="Open it").click()
    sophea.get_by_role("button", name="Public health").click()
    code = sophea.locator(".room-code strong").last.inner_text()

    phone = browse(f"{site.address}/room/?read-in=en", **PHONE)
    phone.get_by_role("textbox").fill(code)
    phone.get_by_role("button").first.click()
    phone.get_by_label("Your question or remark").fill("And in the mountains?")
    phone.get_by_role("button", name="Send").click()
    phone.get_by_text("The moderator decides when it is shown.").wait_for()
    looked_at(phone)

    projector = window_of("bopha", site, browse)
    projector.goto(sophea.url + "projector/")
    assert "And in the mountains?" not in projector.locator("#stage").inner_text()
    sophea.reload()
    sophea.get_by_role("link", name="Read the one waiting").click()
    sophea.get_by_role("button", name="Release").click()
    projector.get_by_text("And in the mountains?").wait_for(timeout=15_000)

    boran = window_of("boran", site, browse)
    go_to_group(boran, "Public health", "Recommendations")
    assert "And in the mountains?" in boran.get_by_role("main").inner_text()


# First those that `make test` looks at.
GROUP_PAGES = (
    "", "roadmap/", "roadmap/5/", "outline/", "recommendations/", "recommendations/1/", "roadmap/type-in/",
    "roadmap/blank/", "roadmap/out/", "roadmap/1/history/", "done-since/", "recommendations/new/",
    "recommendations/1/versions/",
)  # fmt: skip
COALITION_PAGES = (
    "decisions/",
    "plenary/",
    "trail/",
    "recommendations/",
    "decisions/new/",
    "consultations/",
    "consultations/new/",
)


@pytest.mark.once
# Who looks on sees fewer of the same parts.
@pytest.mark.parametrize("somebody", ["sophea", pytest.param("vuthy", marks=pytest.mark.thorough)])
def test_axe_finds_nothing_on_the_pages_of_a_group_wide_or_on_a_phone(
    somebody: str, site: Site, browse: Browse
) -> None:
    look = looked_at_wide_and_on_a_phone if somebody == "sophea" else looked_at
    page = window_of(somebody, site, browse, viewport={"width": 360, "height": 900})
    coalition = page.url
    page.goto(f"{coalition}groups/")
    page.get_by_role("main").get_by_role("link", name="Land and natural resources", exact=True).first.click()
    group = page.url
    observed = {"roadmap/type-in/", "roadmap/out/", "recommendations/new/", "roadmap/5/"}
    for part in first_of(GROUP_PAGES, 3):
        if somebody == "sophea" or part not in observed:
            page.goto(group + part)
            look(page)
            # On a phone too the page itself begins on the first screen.
            assert page.locator("#part").bounding_box()["y"] < 600, page.url
    for part in first_of(COALITION_PAGES, 1):
        if somebody == "sophea" or not part.endswith(("new/", "trail/")):
            page.goto(coalition + part)
            look(page)
    page.goto(f"{coalition}decisions/")
    page.get_by_role("link", name="Which route do we take with our submissions?").click()
    look(page)
    # test_accounts looks at the pages of an account in `make test`.
    for own in first_of(("/account/", "/account/close/"), 0):
        page.goto(site.address + own)
        look(page)


# The first page of each section; a group's, which has the longest second row; and pages below it.
NEAR_THE_TOP = (
    *("", "timeline/", "groups/", "submissions/", "workshops/", "advocacy/", "follow-up/", "people/"),
    *("groups/1/", "groups/1/recommendations/", "decisions/new/"),
)
# At each width of the window: how far down, in pixels, the heading may begin.
MOST = {WIDE: 190, PHONE_WIDE: 130}
FIRST = "() => document.querySelector('main h1').getBoundingClientRect().top"
# Before the heading: the site's bar and the coalition's. What of the coalition's bar is cut at its side.
BARS = """() => [...document.body.children]
    .filter((bar) => bar.matches("header, section, aside, .strips") && bar.offsetTop < 200).length"""
CUT_IN_BAR = """() => [...document.querySelectorAll(".inside-name, .inside-due, .inside-fold > summary")]
    .filter((part) => getComputedStyle(part).overflowX !== "visible" || part.scrollWidth > part.clientWidth + 1)
    .map((part) => part.textContent)"""


def test_the_content_begins_near_the_top_and_the_navigation_needs_no_script(site: Site, chromium: Any) -> None:
    context = chromium.new_context(java_script_enabled=False, **site.window("sophea"))
    page = context.new_page()
    coalition = f"{site.address}/coalitions/{site.coalition}/"
    # What is long in English is longer in Khmer.
    for language in first_of(("km", "en"), 1):
        page.goto(f"{coalition}?read-in={language}")
        for path in NEAR_THE_TOP:
            page.goto(coalition + path)
            for width, most in MOST.items():
                page.set_viewport_size({"width": width, "height": 900})
                assert page.evaluate(FIRST) <= most, (path, language, width)
                assert page.evaluate(BARS) == 2, (path, language, width)
                assert page.evaluate(CUT_IN_BAR) == [], (path, language, width)
    for width in MOST:
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(f"{coalition}?read-in=en")
        if width == PHONE_WIDE:
            page.locator(".inside-fold > summary").click()
            about = page.locator(".inside-about").inner_text()
            assert "Demonstration coalition (invented)" in about
            assert "left" in about, "the next date is in the menu of a phone"
        page.get_by_role("navigation", name="The coalition").get_by_role("link", name="Plan", exact=True).click()
        page.get_by_role("navigation", name="Plan").get_by_role("link", name="Consultations", exact=True).click()
        assert page.url == f"{coalition}consultations/"
    context.close()


def test_the_rooms_header_is_one_line_on_a_phone_and_begins_with_the_page_where_one_is(
    site: Site, browse: Browse
) -> None:
    page = window_of("sophea", site, browse, viewport={"width": 360, "height": 740})
    workshop = f"{site.address}/coalitions/{site.coalition}/workshops/1/"
    for language in ("en", "km"):
        for part in ("questions/", "quiz/", "places/"):
            page.goto(f"{workshop}{part}?read-in={language}")
            assert page.locator("header.masthead").bounding_box()["height"] < 56, (part, language)
            links = page.locator(".room-links li")
            nearest = min((links.nth(at) for at in range(links.count())), key=lambda link: link.bounding_box()["x"])
            assert nearest.locator("[aria-current=page]").count() == 1, (part, language)
            assert page.evaluate("() => document.documentElement.scrollWidth") == 360


def test_an_address_opens_what_is_folded_and_paper_shows_all_of_it(site: Site, browse: Browse) -> None:
    page = window_of("sophea", site, browse)
    roadmap = f"{site.address}/coalitions/{site.coalition}/groups/1/roadmap/"
    page.goto(roadmap)
    first, fifth = page.locator("#question-1 .links"), page.locator("#question-5 #record")
    assert not first.is_visible()
    page.goto(f"{roadmap}#question-1")
    first.wait_for()
    page.evaluate("() => { window.location.hash = '#alike-1'; }")
    page.locator("#alike-1 a").first.wait_for()
    page.goto(f"{roadmap}?on=paper")
    height = "(part) => part.checkVisibility({contentVisibilityAuto: true}) && part.getBoundingClientRect().height"
    assert not fifth.evaluate(height)
    page.emulate_media(media="print")
    assert fifth.evaluate(height) > 100
