"""The components in a real browser: nothing refused by the policy, nothing axe finds, 360 px, with and without scripts.

Requests are answered by Django's test client, so no server runs and nothing leaves this process.
"""

from urllib.parse import urlsplit

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

PAGES = ("search", "cross", "profile", "form", "brief", "tour")
# A name that browsers trust like https; no server listens there.
SITE = "http://localhost:1"
TYPES = {"css": "text/css", "js": "text/javascript", "svg": "image/svg+xml", "woff2": "font/woff2"}

pytestmark = [pytest.mark.journey, pytest.mark.urls("openupr.web.tests.site")]


def _answer(route, request):
    parts = urlsplit(request.url)
    if parts.path.startswith("/static/"):
        found = finders.find(parts.path.removeprefix("/static/"))
        route.fulfill(path=found, content_type=TYPES[found.rsplit(".", 1)[1]])
        return
    client = Client(raise_request_exception=False)
    wanted = {name: value for name, value in request.headers.items() if name.startswith("hx-")}
    response = client.get(f"{parts.path}?{parts.query}", headers=wanted)
    route.fulfill(status=response.status_code, headers=dict(response.headers), body=response.content)


@pytest.fixture
def open_page(chromium):
    """open_page("/list/", **what a browser context takes) -> a page; what it was refused stands in page.faults."""
    contexts = []

    def open_page(address, **options):
        context = chromium.new_context(**{"viewport": {"width": 1280, "height": 900}, **options})
        contexts.append(context)
        context.route("**/*", _answer)
        page = context.new_page()
        page.faults = []
        page.on("console", lambda line: page.faults.append(line.text) if line.type == "error" else None)
        page.on("pageerror", lambda error: page.faults.append(str(error)))
        page.goto(SITE + address)
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing_and_the_policy_refuses_nothing(open_page, name):
    from axe_playwright_python.sync_playwright import Axe

    # Colours change at once, not in a tenth of a second.
    page = open_page(f"/gallery/{name}/", color_scheme="light", reduced_motion="reduce")
    # In the dark only colours are others.
    for scheme, asked in (("light", {}), ("dark", {"runOnly": ["color-contrast"]})):
        page.emulate_media(color_scheme=scheme)
        response = Axe().run(page, options={"resultTypes": ["violations"], "preload": False, **asked}).response
        found = [(each["id"], each["nodes"][0]["html"]) for each in response["violations"]]
        assert (scheme, found, page.faults) == (scheme, [], [])


@pytest.mark.parametrize("name", PAGES)
def test_a_page_fits_a_phone(open_page, name):
    page = open_page(f"/gallery/{name}/", viewport={"width": 360, "height": 740})
    assert page.evaluate("document.documentElement.scrollWidth") == 360


@pytest.mark.parametrize("scripts", [True, False])
def test_what_was_saved_is_said_at_its_place_and_covers_no_button(open_page, scripts):
    page = open_page("/saved/#France", viewport={"width": 360, "height": 740}, java_script_enabled=scripts)
    said = page.get_by_role("status").filter(has_text="Answer saved.").bounding_box()
    button = page.locator("#France button").bounding_box()
    assert 0 <= said["y"] < said["y"] + said["height"] <= button["y"] < 740 / 2


def test_the_header_folds_on_a_phone_without_scripts(open_page):
    page = open_page("/gallery/search/", viewport={"width": 360, "height": 740}, java_script_enabled=False)
    link = page.get_by_role("link", name="Break down")
    assert not link.is_visible()
    page.get_by_text("Menu", exact=True).click()
    assert link.is_visible()


def test_filters_are_open_beside_results_and_folded_on_a_phone(open_page):
    first = "#f-state-Ca"
    assert open_page("/list/").locator(first).is_visible()
    phone = open_page("/list/", viewport={"width": 360, "height": 740})
    assert not phone.locator(first).is_visible()
    phone.locator("#filters > summary").click()
    assert phone.locator(first).is_visible()


def test_one_click_opens_the_files_of_a_list_without_scripts_and_a_phone_shows_none(open_page):
    page = open_page("/gallery/search/", java_script_enabled=False)
    file = page.get_by_role("link", name="CSV")
    assert not file.is_visible()
    page.get_by_text("Download", exact=True).click()
    assert file.is_visible()
    phone = open_page("/gallery/search/", viewport={"width": 360, "height": 740})
    assert not phone.get_by_text("Download", exact=True).is_visible()


def _shows(page, sentence):
    page.locator(".sentence").get_by_text(sentence, exact=True).wait_for(timeout=5000)


def test_choosing_swaps_the_part_and_back_brings_the_state_before(open_page):
    page = open_page("/list/")
    page.locator("#facet-response > summary").click()
    page.get_by_label("Cambodia").check()
    _shows(page, "Chosen: Ca")
    assert page.url == f"{SITE}/list/?state=Ca"
    assert page.locator("#announcer").text_content() == "Chosen: Ca"
    assert page.locator("#facet-response").get_attribute("open") is not None
    page.get_by_label("Ivoire").check()
    _shows(page, "Chosen: Ca, Cô")
    page.go_back()
    _shows(page, "Chosen: Ca")
    assert page.get_by_label("Cambodia").is_checked()
    assert not page.get_by_label("Ivoire").is_checked()
    page.get_by_role("link", name="Elsewhere").click()
    page.get_by_role("heading", name="Search the record").wait_for()
    page.go_back()
    _shows(page, "Chosen: Ca")
    assert page.locator("h1").text_content() == "List"
    assert page.faults == []


def test_choosing_works_without_scripts(open_page):
    page = open_page("/list/", java_script_enabled=False)
    assert not page.locator("#facet-state-find").is_visible()
    page.get_by_label("Cambodia").check()
    page.get_by_role("button", name="Apply").click()
    assert page.url == f"{SITE}/list/?state=Ca"
    _shows(page, "Chosen: Ca")


def test_a_value_is_found_while_typing_also_without_its_accents_and_by_its_other_names(open_page):
    page = open_page("/list/")
    assert page.locator("#facet-state-values li").count() == 2
    page.locator("#facet-state-find").press_sequentially("turk")
    page.get_by_label("Türkiye").wait_for()
    assert page.locator("#facet-state-values li:visible").all_text_contents() == ["Türkiye 70"]
    page.locator("#facet-state-find").press("Enter")
    assert page.url == f"{SITE}/list/"
    page.locator("#facet-state-find").fill("turkey")
    assert page.locator("#facet-state-values li:visible").all_text_contents() == ["Türkiye 70"]
    page.locator("#facet-state-find").fill("atlantis")
    assert page.locator("#facet-state-values li:visible").count() == 0
    assert page.locator(".facet-none:visible").text_content() == "Not among these values."
    page.locator("#facet-state-find").fill("")
    assert page.locator("#facet-state-values li:visible").count() == 5
    assert not page.locator(".facet-none").is_visible()
    page.get_by_label("Türkiye").check()
    _shows(page, "Chosen: Tü")


def test_a_value_that_was_just_found_can_be_ticked_at_once(open_page):
    page = open_page("/list/")
    page.locator("#facet-state-find").press_sequentially("turk")
    page.get_by_label("Türkiye").wait_for()
    page.locator("#facet-state-values li:visible label").click()
    _shows(page, "Chosen: Tü")


def test_show_all_puts_every_value_in_place(open_page):
    page = open_page("/list/")
    page.get_by_role("link", name="Show all 5").click()
    page.get_by_label("Viet Nam").wait_for()
    assert page.url == f"{SITE}/list/"
    assert not page.get_by_role("link", name="Show all 5").is_visible()


def test_a_request_that_fails_says_so_and_changes_nothing(open_page):
    page = open_page("/list/")
    page.get_by_role("link", name="Fail").click()
    page.get_by_role("alert").get_by_text("That did not work").wait_for()
    _shows(page, "Chosen: nothing")


def test_a_button_pressed_twice_sends_once_and_another_text_is_sent(open_page):
    page = open_page("/gallery/form/")
    sent = page.evaluate(
        """() => {
          document.body.insertAdjacentHTML("beforeend", '<form method="post"><input name="what"></form>');
          const form = document.body.lastElementChild;
          const press = () => form.dispatchEvent(new SubmitEvent("submit", { bubbles: true, cancelable: true }));
          const twice = [press(), press()];
          form.elements.what.value = "Another text";
          return [...twice, press()];
        }"""
    )
    assert sent == [True, False, True]


def test_on_paper_there_is_nothing_to_click(open_page):
    page = open_page("/gallery/search/")
    page.emulate_media(media="print")
    for hidden in (".nav-wide", ".search", ".filters", ".toolbar", ".pagination", ".foot"):
        assert not page.locator(hidden).is_visible(), hidden
    assert page.locator(".card").first.is_visible()


def test_a_reader_who_is_signed_out_meanwhile_is_told_so_and_keeps_what_is_on_the_page(open_page):
    page = open_page("/list/")
    page.get_by_role("link", name="Gone").click()
    page.get_by_text("You are not signed in any more").wait_for()
    assert not page.get_by_text("That did not work").is_visible()
    assert page.get_by_text("Chosen: nothing").is_visible()
    page.get_by_role("link", name="Fail").click()
    page.get_by_text("That did not work").wait_for()
    assert not page.get_by_text("You are not signed in any more").is_visible()


def test_a_page_in_english_asks_for_the_five_letters_of_the_other_languages_name_alone(open_page):
    page = open_page("/list/")
    asked = []
    page.on("request", lambda request: asked.append(request.url.rsplit("/", 1)[1]))
    page.reload()
    page.evaluate("document.fonts.ready")
    assert page.locator(".languages a:lang(km)").count() == 1
    assert [name for name in asked if name.endswith(".woff2")] == ["noto-sans-khmer-name.woff2"]
