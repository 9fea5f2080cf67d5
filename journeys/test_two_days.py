"""Two days of a workshop in real windows: Sophea at the laptop, the projector, three phones without an account. At the
end the report's Word file holds what happened."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from openupr.files.word import read_word

from .conftest import Site, SiteAt
from .looking import first_of, looked_at, looked_at_wide_and_on_a_phone
from .signing_in import window_of

Browse = Callable[..., Any]
PHONE = {"viewport": {"width": 360, "height": 740}}
QUESTION = "Who reads a submission in Geneva?"


@pytest.fixture(scope="module")
def site(site_at: SiteAt) -> Iterator[Site]:
    with site_at("workshop") as site:
        yield site


def entered(site: Site, browse: Browse, code: str, *, language: str, **options: Any) -> Any:
    """A phone whose holder chose a language and typed the room's code."""
    phone = browse(f"{site.address}/room/", **PHONE | options)
    phone.locator(f".languages-first a[lang={language}]").click()
    phone.locator("input[name=code]").fill(code)
    phone.locator("input[name=code]").press("Enter")
    phone.locator("a[href$='/phone/']").first.wait_for()
    return phone


# phones/tests ask, vote and release with Django's client, workshops/tests/test_after writes up, test_seed_report reads
# the Word file; a telephone asks the room in test_a_group_drafts.
@pytest.mark.thorough
def test_two_days_are_run_and_the_report_says_so(site: Site, browse: Browse) -> None:
    sophea = window_of("sophea", site, browse)
    sophea.get_by_role("navigation", name="The coalition").get_by_role("link", name="Workshop", exact=True).click()
    code = sophea.locator("#part strong").nth(-1).inner_text()
    sophea.get_by_role("link", name="Civil society submission workshop").click()
    workshop = sophea.url

    _asked_and_answered(sophea, workshop, _three_phones(site, browse, code, workshop))
    _written_up(sophea, workshop)
    sophea.goto(f"{workshop}after/")
    sophea.get_by_role("button", name="Hand in Labour rights").click()
    sophea.get_by_text("The roadmap of “Labour rights” is handed in.").wait_for()
    for part in first_of(
        ("after/", "report/", "after/note/lesson/", "after/next-steps/add/", "report/contact-who/"), 2
    ):
        sophea.goto(workshop + part)
        looked_at_wide_and_on_a_phone(sophea)
    sophea.set_viewport_size({"width": 1280, "height": 900})

    # She words the introduction herself, and takes the report away.
    sophea.goto(f"{workshop}report/introduction-more/")
    sophea.get_by_label("Text").fill("It rained on both days and nobody stayed away.")
    sophea.get_by_role("main").get_by_role("button", name="Save").click()
    sophea.get_by_text("It stays as you wrote it").wait_for()
    text = _in_word(sophea)
    for told in (
        "It rained on both days and nobody stayed away.",
        "1 question was put to the speakers by phone",
        "8 thematic groups",
        "Lunch was late on both days. Next time: Order it for noon.",
        "Meet the embassies",
        "Labour rights, handed in on",
        "Session 6 (continued)",
    ):
        assert told in text
    # What somebody asked stays in the room.
    assert QUESTION not in text


def _three_phones(site: Site, browse: Browse, code: str, workshop: str) -> list[Any]:
    """Those of the second morning: one is in Khmer, one runs no scripts."""
    phones = [
        entered(site, browse, code, language="en"),
        entered(site, browse, code, language="km"),
        entered(site, browse, code, language="en", java_script_enabled=False),
    ]
    for phone in phones:
        phone.goto(f"{workshop}questions/")
    return phones


def _asked_and_answered(sophea: Any, workshop: str, phones: list[Any]) -> None:
    """The phone without scripts asks the speakers, another votes for its question."""
    sophea.goto(f"{workshop}questions/moderate/")
    sophea.get_by_role("button", name="Take questions").click()
    for phone in phones:
        phone.reload()
    for phone in phones[:2]:
        looked_at(phone)
    phones[2].get_by_role("textbox").first.fill(QUESTION)
    phones[2].get_by_role("button", name="Ask").click()
    phones[2].get_by_text(QUESTION).first.wait_for()
    projector = sophea.context.new_page()
    projector.goto(f"{workshop}questions/projector/")
    sophea.goto(f"{workshop}questions/moderate/")
    sophea.get_by_role("button", name="Release").first.click(timeout=8000)
    projector.get_by_text(QUESTION).wait_for()
    phones[0].get_by_role("button", name="I want to know this too").first.click(timeout=8000)
    phones[0].get_by_text("Votes: 1").wait_for()
    sophea.goto(f"{workshop}questions/moderate/")
    sophea.get_by_role("button", name="Answered").first.click(timeout=8000)
    projector.close()


def _written_up(sophea: Any, workshop: str) -> None:
    """In the evening: a lesson, and what is to be done."""
    sophea.goto(f"{workshop}after/note/lesson/")
    sophea.get_by_label("What was seen").fill("Lunch was late on both days")
    sophea.get_by_label("Next time").fill("Order it for noon")
    sophea.get_by_role("main").get_by_role("button", name="Save").click()
    sophea.goto(f"{workshop}after/next-steps/add/")
    sophea.get_by_label("What to do").fill("Meet the embassies")
    sophea.get_by_label("Owner").fill("The coordinator")
    sophea.get_by_role("main").get_by_role("button", name="Save").click()
    sophea.get_by_text("Meet the embassies").first.wait_for()


def _in_word(page: Any) -> str:
    with page.expect_download() as coming:
        page.get_by_role("link", name="Save as Word", exact=True).click()
    return "\n".join(each.text for each in read_word(Path(coming.value.path()).read_bytes()).paragraphs)
