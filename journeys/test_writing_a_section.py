"""Writing a section: a dropped connection loses nothing, text is kept on the device only if asked, Word is pasted."""

import random
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from openupr.documents.light_markup import plain_words

from .conftest import Site, SiteAt


@pytest.fixture(scope="module")
def site(site_at: SiteAt) -> Iterator[Site]:
    """A server where the sections are written."""
    with site_at("sections") as site:
        yield site


# Where each section is, once somebody has walked there.
_reached: dict[str, str] = {}


@contextmanager
def window_on_the_section(
    site: Site, chromium: Any, *, who: str = "dara", called: str = "Land and natural resources"
) -> Iterator[Any]:
    """Dara's window on the page that his group writes. Not `browse`: a browser tells of each dropped connection."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, **site.window(who))
    page = context.new_page()
    address = f"{site.address}/{called}"
    if address in _reached:
        page.goto(_reached[address])
    else:
        page.goto(f"{site.address}/coalitions/{site.coalition}/")
        page.get_by_role("link", name="Submission", exact=True).click()
        page.locator("tbody a").first.click()
        page.locator("table.words").get_by_role("link", name=called).click()
        page.wait_for_url("**/sections/**")
        _reached[address] = page.url
    part(page).locator(".new-paragraph textarea").wait_for(state="attached")
    page.evaluate("() => document.querySelectorAll('.new-paragraph details').forEach((each) => { each.open = true; })")
    page.wait_for_load_state()  # the scripts that keep and paste text are there
    yield page
    context.close()


def part(page: Any) -> Any:
    """Of the three parts on the page the one on developments."""
    return page.locator(".part:has(h2:has-text('Developments since the last review'))")


@pytest.fixture
def section(site: Site, chromium: Any) -> Iterator[Any]:
    with window_on_the_section(site, chromium) as page:
        yield page


@pytest.fixture(scope="module")
def window(site: Site, chromium: Any) -> Iterator[Any]:
    with window_on_the_section(site, chromium) as page:
        yield page


@pytest.fixture
def pasted_into(window: Any) -> Any:
    """A window that those share who paste and save nothing."""
    window.locator(".new-paragraph textarea").first.evaluate("(area) => { area.value = '' }")
    return window


NEW = "A new paragraph"


def test_a_dropped_connection_keeps_the_text_says_so_and_sends_it_again(section: Any) -> None:
    before = part(section).locator(".paragraph").count()
    waiting = section.locator(".nav-wide .waiting-number")
    true_number = waiting.inner_text()
    waiting.evaluate("(each) => { each.textContent = '99' }")
    part(section).get_by_label(NEW).fill("Written while the line was cut.")
    section.context.set_offline(True)
    part(section).get_by_role("button", name="Add", exact=True).click()
    section.get_by_text("Not saved: the connection was dropped.").wait_for()
    assert part(section).get_by_label(NEW).input_value() == "Written while the line was cut."
    section.context.set_offline(False)
    section.get_by_role("button", name="Try again").click()
    section.locator(".reads", has_text="Written while the line was cut.").wait_for()
    assert part(section).locator(".paragraph").count() == before + 1
    assert part(section).get_by_label(NEW).input_value() == ""
    _a_comment_survives_too(part(section).locator(".paragraph").last, section)
    # What is sent in place also renews how much waits: the part is to be marked as written again.
    assert waiting.inner_text() == str(int(true_number) + 1)


def _a_comment_survives_too(paragraph: Any, section: Any) -> None:
    """So do a suggestion and a source, which are sent in the same way; what stands in other boxes stays."""
    for asked in ("Comment", "Suggest another wording", "Add an end note"):
        paragraph.get_by_role("link", name=asked, exact=True).click()
    paragraph.get_by_label("Source", exact=True).fill("A survey that is not sent yet")
    paragraph.get_by_label("Kind", exact=True).select_option("press")
    paragraph.get_by_label("Suggested text").fill("Suggested while the line was cut.")
    paragraph.get_by_label("Comment", exact=True).fill("Who says so?")
    section.context.set_offline(True)
    for button in ("Send the comment", "Suggest", "Add the end note"):
        paragraph.get_by_role("button", name=button, exact=True).click()
    paragraph.get_by_role("button", name="Try again").nth(2).wait_for()
    section.context.set_offline(False)
    paragraph.get_by_role("button", name="Try again").first.click()
    paragraph.locator(".remark", has_text="Who says so?").wait_for()
    assert paragraph.get_by_label("Source", exact=True).input_value() == "A survey that is not sent yet"
    paragraph.get_by_role("button", name="Suggest", exact=True).click()
    paragraph.locator(".suggested", has_text="while the line was cut").wait_for()
    assert part(section).locator(".reads").last.inner_text().endswith("Written while the line was cut.")  # in its place


def test_the_first_paragraph_of_a_section_is_there_at_once_and_no_question_is_asked(site: Site, chromium: Any) -> None:
    with window_on_the_section(site, chromium, who="sophea", called="Public health") as section:
        asked: list[str] = []
        section.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
        part(section).locator(".paragraph").get_by_text("Edit", exact=True).click()
        part(section).get_by_role("button", name="Take out", exact=True).click()
        part(section).get_by_text("Nothing is written here yet").wait_for()
        part(section).get_by_label(NEW).fill("The first thought.")
        part(section).get_by_role("button", name="Add", exact=True).click()
        section.locator(".paragraph .reads", has_text="The first thought.").wait_for()
        assert part(section).get_by_text("Nothing is written here yet").count() == 0
        part(section).get_by_label(NEW).fill("The second thought.")
        part(section).get_by_role("button", name="Add", exact=True).click()
        section.locator(".paragraph .reads", has_text="The second thought.").wait_for()
        assert part(section).locator(".paragraph").count() == 2
        assert asked == []


def test_text_is_kept_on_the_device_only_if_asked_and_gone_once_one_signs_out(site: Site, chromium: Any) -> None:
    # Chan, of the same group: who signs out has no window for the other tests any more.
    with window_on_the_section(site, chromium, who="chan") as section:
        _kept_while_somebody_writes(section)


def _kept_while_somebody_writes(section: Any) -> None:
    address, kept = section.url, "() => Object.values(localStorage).join()"
    section.on("dialog", lambda dialog: dialog.accept())
    part(section).get_by_label(NEW).fill("Nobody asked to keep this.")
    assert "Nobody asked" not in section.evaluate(kept)
    section.get_by_label("Keep on this device").check()
    part(section).get_by_label(NEW).fill("This one is to be kept.")
    section.goto(address)
    assert part(section).get_by_label(NEW).input_value() == "This one is to be kept."
    section.get_by_text("This text was kept on this device and is not sent yet.").wait_for()
    _who_saved_meanwhile_is_not_written_over(section, address)
    section.evaluate("() => { for (const key of Object.keys(localStorage)) localStorage.setItem(key, 'another') }")
    section.goto(address)
    assert section.evaluate(kept) == ""  # what another account kept is wiped, not shown
    section.get_by_label("Keep on this device").check()
    section.locator(".who summary").click()
    section.get_by_role("button", name="Sign out").click()
    section.get_by_role("heading", name="You are signed out").wait_for()
    assert section.evaluate(kept) == ""


def _who_saved_meanwhile_is_not_written_over(section: Any, address: str) -> None:
    paragraph = section.locator(".paragraph").first
    paragraph.get_by_text("Edit", exact=True).click()
    box = paragraph.get_by_label("Text of this paragraph")
    box.fill("Kept since yesterday. " + box.input_value())
    section.evaluate(
        """async () => {
          const there = document.querySelector(".paragraph textarea[name=text][data-markup]").form;
          const form = new FormData(there);
          form.set("text", form.get("text").replace("Kept since yesterday. ", "") + " Saved meanwhile.");
          await fetch(there.action, { method: "POST", body: form });
        }"""
    )
    section.goto(address)
    paragraph.get_by_text("Somebody else saved this paragraph meanwhile").wait_for()
    paragraph.get_by_role("button", name="Save", exact=True).click()
    joined = section.locator("#joined")
    joined.wait_for()
    assert joined.input_value().startswith("Kept since yesterday. ")
    assert joined.input_value().endswith(" Saved meanwhile.")
    section.locator("#conflict").get_by_role("button", name="Save", exact=True).click()
    section.locator(".reads", has_text="Kept since yesterday.").wait_for()


FROM_WORD = """<html><head><style>p.MsoNormal {margin:0}</style></head><body><!--StartFragment-->
<p class=MsoNormal><b>Land</b> was <i>taken</i> from <a href="https://example.org/a">forty families</a><a
href="#_ftn1" name="_ftnref1"><sup>[1]</sup></a><o:p></o:p></p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>·<span>  </span></span>one</p>
<p class=MsoListParagraph style='mso-list:l0 level2 lfo1'><span style='mso-list:Ignore'>o<span>  </span></span>two</p>
<table><tr><td><p>Year</p></td><td><p>Cases</p></td></tr>
<tr><td><p>2025</p></td><td><p>31</p><p>(two lines)</p></td></tr></table>
<p class=MsoNormal style='color:red;font-size:30pt'>Red</p><img src="file:///C:/somebody.png"><script>alert(1)</script>
<div id=ftn1><p class=MsoFootnoteText><a href="#_ftnref1" name="_ftn1">[1]</a> A survey, 2025</p></div>
<!--EndFragment--></body></html>"""
PASTE = """(html) => {
  const area = document.querySelector(".new-paragraph textarea");
  area.focus();
  const data = new DataTransfer();
  data.setData("text/html", html);
  area.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
  return area.value;
}"""


def test_a_button_puts_an_end_note_where_the_cursor_is(pasted_into: Any) -> None:
    box = part(pasted_into).get_by_label(NEW)
    box.fill("Forty families moved.")
    part(pasted_into).get_by_role("button", name="Add an end note").last.click()
    pasted_into.keyboard.type("A survey, 2025")
    assert box.input_value() == "Forty families moved.^[A survey, 2025]"
    # What is cited while the cursor is in the end note comes after it.
    part(pasted_into).get_by_role("button", name="Cite a recommendation").last.click()
    search = part(pasted_into).locator(".new-paragraph").get_by_label("Words of a recommendation")
    search.fill("land")  # below the box, where the writer is
    pasted_into.get_by_role("button", name="Find", exact=True).click()
    pasted_into.locator("#cited [data-cite]").first.click()
    assert re.fullmatch(r"Forty families moved\.\^\[A survey, 2025\] \[\[[^\]]+\]\]", box.input_value())
    box.fill("")


def test_what_is_pasted_from_word_keeps_its_formats_and_nothing_else(pasted_into: Any) -> None:
    assert pasted_into.evaluate(PASTE, FROM_WORD).split("\n\n") == [
        "**Land** was *taken* from [forty families](https://example.org/a)^[A survey, 2025]",
        "- one\n   - two",
        "| Year | Cases |\n| --- | --- |\n| 2025 | 31 (two lines) |",
        "Red",
    ]


FROM_A_REVIEWED_FILE = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style><!--
p.MsoNormal {margin:0cm;font-size:12.0pt}
span.Internal {mso-style-name:Internal;mso-hide:all;display:none}
.msocomtxt {z-index:100}
--></style></head><body><!--StartFragment-->
<p class=MsoNormal><a style='mso-comment-reference:BP_1;mso-comment-date:20260301T1000'>Forty families</a><span
class=MsoCommentReference><span style='font-size:8.0pt'><![if !supportAnnotations]><a class=msocomanchor
id="_anchor_1" href="#_msocom_1" language=JavaScript name="_msoanchor_1">[BP1]</a><![endif]><span
style='mso-special-character:comment'>&nbsp;</span></span></span> lost <span class=msoDel><del cite="mailto:Bopha"
datetime="2026-03-01T10:00">all their </del></span><span class=msoIns><ins cite="mailto:Bopha"
datetime="2026-03-01T10:00">some of their</ins></span> land<span style='display:none;mso-hide:all'> says our source in
the ministry</span><span class=Internal> (ask Dara)</span>.<o:p></o:p></p>
<p class=MsoNormal><del cite="mailto:Bopha" datetime="2026-03-01T10:01">A whole paragraph that went.</del></p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>·<span>
</span></span><![endif]>one</p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>·<span>
</span></span><![endif]><del cite="mailto:Bopha">two</del></p>
<table><tr><td><p>Year</p></td><td><p>Cases</p></td></tr><tr><td><p><del>2024</del></p></td><td><p><del>9</del></p></td></tr>
<tr><td><p>2025</p></td><td><p>31</p></td></tr></table>
<!--EndFragment--><div style='mso-element:comment-list'><![if !supportAnnotations]><hr class=msocomoff align=left size=1
width="33%"><![endif]><div style='mso-element:comment'><![if !supportAnnotations]><div id="_com_1" class=msocomtxt
language=JavaScript><![endif]><span style='mso-comment-author:"Bopha P"'><![if !supportAnnotations]><a
name="_msocom_1"></a><![endif]></span><p class=MsoCommentText><span class=MsoCommentReference><span
style='font-size:8.0pt'><span style='mso-special-character:comment'>&nbsp;</span><![if !supportAnnotations]><a
href="#_msoanchor_1" class=msocomoff>[BP1]</a><![endif]></span></span>Who told us? Not in a public file.</p><![if
!supportAnnotations]></div><![endif]></div></div></body></html>"""


def test_what_was_deleted_hidden_or_said_in_comments_is_not_pasted(pasted_into: Any) -> None:
    assert pasted_into.evaluate(PASTE, FROM_A_REVIEWED_FILE).split("\n\n") == [
        "Forty families lost some of their land.",
        "- one",
        "| Year | Cases |\n| --- | --- |\n| 2025 | 31 |",
    ]


def test_a_comment_that_is_pasted_by_itself_is_what_somebody_means_to_paste(pasted_into: Any) -> None:
    assert pasted_into.evaluate(PASTE, "<p class=MsoCommentText>Who told us?</p>") == ""  # the browser pastes its words


# What is pasted, and the markup of it. Word writes a phrase in pieces wherever its font or language changes.
IN_PIECES = {
    "<b>Right</b><b>s</b>": "**Rights**",
    "<i>Right</i><i>s</i> of all": "*Rights* of all",
    "<p><b><span lang=EN>Land </span></b><b><span lang=KHM>ដី</span></b><b> law</b></p>": "**Land ដី law**",
    "<p><b>A <i>B</i></b><i>C</i></p>": "**A *B***C",
    "<p><b>A <i>B</i></b> <i>C</i> d</p>": "**A *B*** *C* d",
    "<p><b>Land</b><i>less people</i></p>": "**Land***less people*",
    "<p>a<b>(b)</b>c</p>": "a(**b**)c",
    "<p><b>Note:</b>see <i>(all)</i>.</p>": "**Note**:see *(all)*.",
    "<p><b>one </b><b> two</b><b> </b>three</p>": "**one two** three",
    "<p><b>a <span style='font-weight:normal'>b</span></b></p>": "**a** b",
    "<p><b>a <a href='https://example.org/'>b</a></b><b><a href='https://example.org/'>c</a> d</b></p>": (
        "**a** [**bc**](https://example.org/) **d**"
    ),
    "<p><b><i>a</i></b><b>b</b> <b><i>c</i></b></p>": "***a*b *c***",
    "<p><b>Note</b><i>see</i> x</p>": "**Note***see* x",
    "<p><i>i</i><b>b</b> end</p>": "*i***b** end",
    "<p><b>a</b><i>b <b>c</b></i></p>": "**a***b* c",
    "<p>2*3 <b>4*5</b></p>": "2\\*3 **4\\*5**",
}
PASTE_ALL = f"""(all) => all.map((html) => {{
  document.querySelector(".new-paragraph textarea").value = "";
  return ({PASTE})(html);
}})"""
TABLES = {
    "<table><tr><td>Year</td><td>Case</td><td>Place</td></tr><tr><td rowspan=2>2025</td><td>one</td><td>north</td></tr>"
    "<tr><td>two</td><td>south</td></tr></table>": (
        "| Year | Case | Place |\n| --- | --- | --- |\n| 2025 | one | north |\n|  | two | south |"
    ),
    "<table><tr><td rowspan=0>a</td><td colspan=2>wide</td></tr><tr><td>b</td><td>c</td></tr></table>": (
        "| a | wide |  |\n| --- | --- | --- |\n|  | b | c |"
    ),
    "<table><tr><td colspan=900>A title</td></tr><tr><td>a</td><td>b</td></tr></table>": (
        "| A title |  |\n| --- | --- |\n| a | b |"
    ),
    "<table><caption>Cases</caption><tr><td>a</td></tr><tr><td>cell list<ul><li>b<li>c</ul></td></tr></table>": (
        "Cases\n\n| a |\n| --- |\n| cell list b c |"
    ),
}


def test_a_phrase_in_pieces_and_a_cell_over_several_are_pasted_as_they_read(pasted_into: Any) -> None:
    wanted = IN_PIECES | TABLES
    pasted = pasted_into.evaluate(PASTE_ALL, list(wanted))
    assert dict(zip(wanted, pasted, strict=True)) == wanted


def test_no_word_of_what_is_pasted_becomes_a_mark_and_no_mark_a_word(pasted_into: Any) -> None:
    chance = random.Random(4)
    said = [_in_any_manner(chance) for _ in range(300)]
    pasted = pasted_into.evaluate(PASTE_ALL, [f"<p>x{''.join(map(''.join, pieces))}</p>" for pieces in said])
    for pieces, markup in zip(said, pasted, strict=True):
        read = " ".join("".join(["x", *(text for _, text, _ in pieces)]).split())
        assert " ".join(plain_words(markup).split()) == read, (pieces, markup)


def _in_any_manner(chance: random.Random) -> list[tuple[str, str, str]]:
    manners = [("", ""), ("<b>", "</b>"), ("<i>", "</i>"), ("<b><i>", "</i></b>"), ("<a href='https://a.org'>", "</a>")]
    texts = ["land", "ដី", " ", "(", "*", ".", "a b", " c", "d ", "_", "€", "[", "“e”"]
    return [(before, chance.choice(texts), after) for before, after in chance.choices(manners, k=chance.randint(2, 6))]


def test_the_words_of_the_section_and_of_the_whole_move_while_one_writes(section: Any) -> None:
    here = section.locator("#words-here .sentence")
    left, used, budget, whole = (int(each.replace(",", "")) for each in re.findall(r"[\d,]*\d", here.inner_text())[:4])
    assert left == max(0, budget - used)
    first = section.locator(".paragraph").first
    first.get_by_text("Edit", exact=True).click()
    box = first.get_by_label("Text of this paragraph")
    box.fill(box.input_value() + " One **two** three.^[not counted]")
    part(section).get_by_label(NEW).fill("many " * 1000)
    section.get_by_text(f"{used + 1003 - budget:,} words too many: {used + 1003:,} of {budget:,}").wait_for()
    section.get_by_text(f"; {whole + 1003:,} of 5,630 in the whole. With what you are writing").wait_for()
    own = part(section).locator(".part-words > [data-live]:visible").first.inner_text().strip()
    assert re.match(r"This part: [\d,]+ words too many", own)
    below = part(section).locator(".repeated").inner_text()
    assert below.startswith(own), "below the text, first how it is with the part"
    assert below.endswith("of 5,630 in the whole."), "then with the section"
    first.get_by_role("button", name="Save", exact=True).click()
    section.locator(f"#words-here[data-used='{used + 3}']").wait_for(state="attached")
    assert here.inner_text().startswith(
        f"0 words left in this section ({used + 1003:,} of"
    )  # the new one is not saved yet
    part(section).get_by_label(NEW).fill("")
    section.get_by_text("With what you are writing").wait_for(state="hidden")
    assert f"({used + 3:,} of" in here.inner_text()
