"""Writing a section: a dropped connection loses nothing, text is kept on the device only if asked, Word is pasted."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import Any

import pytest

from .conftest import Site


@pytest.fixture(scope="module")
def site(site_at: Callable[[str], AbstractContextManager[Site]]) -> Iterator[Site]:
    """A server where the sections are written."""
    with site_at("sections") as site:
        yield site


@pytest.fixture
def section(site: Site, chromium: Any) -> Iterator[Any]:
    """Dara's window on the section that his group writes. Not `browse`: a browser tells of each dropped connection."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(f"{site.address}/coalitions/")
    page.get_by_label("Name to sign in with").fill("dara")
    page.get_by_label("Password").fill(site.password)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("link", name="Demonstration coalition (invented)").click()
    page.get_by_role("link", name="Submissions", exact=True).click()
    page.locator("tbody a").first.click()
    page.locator("table.words").get_by_role("link", name="Developments since the last review: Land").click()
    page.locator("#new textarea").wait_for(state="attached")
    yield page
    context.close()


NEW = "A new paragraph"


def test_a_dropped_connection_keeps_the_text_says_so_and_sends_it_again(section: Any) -> None:
    before = section.locator(".paragraph").count()
    section.get_by_label(NEW).fill("Written while the line was cut.")
    section.context.set_offline(True)
    section.get_by_role("button", name="Add", exact=True).click()
    section.get_by_text("Not saved: the connection was dropped.").wait_for()
    assert section.get_by_label(NEW).input_value() == "Written while the line was cut."
    section.context.set_offline(False)
    section.get_by_role("button", name="Try again").click()
    section.locator(".reads", has_text="Written while the line was cut.").wait_for()
    assert section.locator(".paragraph").count() == before + 1
    assert section.get_by_label(NEW).input_value() == ""


def test_text_is_kept_on_the_device_only_if_asked_and_gone_once_one_signs_out(section: Any) -> None:
    address, kept = section.url, "() => Object.values(localStorage).join()"
    section.on("dialog", lambda dialog: dialog.accept())
    section.get_by_label(NEW).fill("Nobody asked to keep this.")
    assert "Nobody asked" not in section.evaluate(kept)
    section.get_by_label("Keep unsent text on this device").check()
    section.get_by_label(NEW).fill("This one is to be kept.")
    section.goto(address)
    assert section.get_by_label(NEW).input_value() == "This one is to be kept."
    section.get_by_text("This text was kept on this device and is not sent yet.").wait_for()
    section.locator(".who summary").click()
    section.get_by_role("button", name="Sign out").click()
    section.get_by_role("heading", name="You are signed out").wait_for()
    assert section.evaluate(kept) == ""


FROM_WORD = """<html><head><style>p.MsoNormal {margin:0}</style></head><body><!--StartFragment-->
<p class=MsoNormal><b>Land</b> was <i>taken</i> from <a href="https://example.org/a">forty families</a><a
href="#_ftn1" name="_ftnref1"><sup>[1]</sup></a><o:p></o:p></p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>·<span>  </span></span>one</p>
<p class=MsoListParagraph style='mso-list:l0 level2 lfo1'><span style='mso-list:Ignore'>o<span>  </span></span>two</p>
<table><tr><td><p>Year</p></td><td><p>Cases</p></td></tr><tr><td><p>2025</p></td><td><p>31</p></td></tr></table>
<p class=MsoNormal style='color:red;font-size:30pt'>Red</p><img src="file:///C:/somebody.png"><script>alert(1)</script>
<div id=ftn1><p class=MsoFootnoteText><a href="#_ftnref1" name="_ftn1">[1]</a> A survey, 2025</p></div>
<!--EndFragment--></body></html>"""
PASTE = """(html) => {
  const area = document.querySelector("#new textarea");
  area.focus();
  const data = new DataTransfer();
  data.setData("text/html", html);
  area.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
  return area.value;
}"""


def test_what_is_pasted_from_word_keeps_its_formats_and_nothing_else(section: Any) -> None:
    assert section.evaluate(PASTE, FROM_WORD).split("\n\n") == [
        "**Land** was *taken* from [forty families](https://example.org/a)^[A survey, 2025]",
        "- one\n   - two",
        "| Year | Cases |\n| --- | --- |\n| 2025 | 31 |",
        "Red",
    ]
