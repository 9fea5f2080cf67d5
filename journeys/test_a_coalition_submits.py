"""A coalition's submission in real windows: three groups draft, two save at once, a Word file comes back from outside,
the sections are validated, one organisation refuses, and the file that leaves says so to nobody.
"""

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from openupr.conformance.rules.conformance import conformance
from openupr.files.word import read_word
from openupr.submissions.tests.drafts import with_body
from openupr.upr.limits import rule_set

from .conftest import Site, SiteAt
from .signing_in import window_of
from .test_a_group_drafts import Browse

JOINT = "Joint submission to the Universal Periodic Review of Cambodia (demonstration)"
LAND = "Land and natural resources"
GENDER = "Gender, women and LGBTIQ people"
JUSTICE = "Access to justice"
CHANGED_BY = 'w:author="A reader outside" w:date="2026-11-20T08:00:00Z"'


@pytest.fixture(scope="module")
def site(site_at: SiteAt) -> Iterator[Site]:
    """A server of this journey's own, where the draft stands and is discussed."""
    with site_at("sections") as site:
        yield site


def at(page: Any, *links: str) -> str:
    """Follow links of the page's main part; the address one comes to."""
    for link in links:
        page.get_by_role("main").get_by_role("link", name=link, exact=True).first.click()
    return str(page.url)


def write(paragraph: Any, text: str) -> None:
    """Save another text of a paragraph."""
    paragraph.get_by_text("Edit", exact=True).click()
    paragraph.get_by_label("Text of this paragraph").fill(text)
    paragraph.get_by_role("button", name="Save", exact=True).click()


def changed_outside(data: bytes) -> bytes:
    """As Word saves it: in one paragraph a word tracked as deleted and two as inserted."""

    def tracked(document: str) -> str:
        found = re.search(
            r"<w:r>(<w:rPr>(?:(?!</w:r>).)*?</w:rPr>)?<w:t[^>]*>((?:(?!</w:t>).)*?) reconciled,", document
        )
        assert found is not None
        look = found[1] or ""
        run = f'<w:r>{look}<w:t xml:space="preserve">{found[2]} </w:t></w:r>'
        gone = f'<w:del w:id="900" {CHANGED_BY}><w:r>{look}<w:delText>reconciled</w:delText></w:r></w:del>'
        new = f'<w:ins w:id="901" {CHANGED_BY}><w:r>{look}<w:t>sent home</w:t></w:r></w:ins>'
        rest = f'<w:r>{look}<w:t xml:space="preserve">,'
        return document.replace(found[0], run + gone + new + rest)

    return with_body(data, tracked)


# test_drafting_pages, test_word_round_trip_pages and test_validation_meeting take each step with Django's client,
# test_word_in_libreoffice reads the numbers; what scripts do on these pages, test_writing_a_section tries.
@pytest.mark.thorough
def test_a_coalition_drafts_validates_signs_and_takes_its_word_file(site: Site, browse: Browse, tmp_path: Path) -> None:
    sophea, dara, sokha, narin = (window_of(name, site, browse) for name in ("sophea", "dara", "sokha", "narin"))
    dara.get_by_role("link", name="Submission", exact=True).click()
    joint = at(dara, JOINT)
    land = at(dara, LAND)
    sokha.goto(land)
    comment_on_the_first_paragraph(sokha)
    chan = window_of("chan", site, browse)
    chan.goto(land)
    dara.goto(land)
    save_both_the_first_paragraph(dara, chan)
    narin.goto(joint)
    write_too_much(narin, joint)
    circulate_and_take_back(sophea, joint, tmp_path)
    sokha.goto(joint)
    accept_what_came_back(sokha)
    settle_what_was_objected(sophea, joint)
    say_who_signs((dara, sokha, window_of("theary", site, browse)), joint)
    the_cover_names_who_consented(sophea, joint)
    sophea.goto(joint)
    with sophea.expect_download() as download:
        sophea.get_by_role("link", name="The draft as Word").click()
    the_file_keeps_the_rules(Path(download.value.path()).read_bytes(), tmp_path)


def comment_on_the_first_paragraph(sokha: Any) -> None:
    """On what another group wrote."""
    first = sokha.locator(".paragraph").first
    first.get_by_role("link", name="Comment", exact=True).click()
    first.get_by_label("Comment", exact=True).fill("Which of the four communes?")
    first.get_by_role("button", name="Send the comment", exact=True).click()
    sokha.get_by_text("Which of the four communes?").wait_for()


def save_both_the_first_paragraph(dara: Any, chan: Any) -> None:
    """Dara saves first, and neither text is lost."""
    write(dara.locator(".paragraph").first, "In two communes the land was fenced again.")
    dara.get_by_text("Saved.", exact=True).first.wait_for()
    write(chan.locator(".paragraph").first, "In two communes nobody has a paper.")
    chan.get_by_text("Somebody else saved this meanwhile").wait_for()
    joined = chan.get_by_label("Both texts joined")
    for words in ("fenced", "again", "nobody", "paper"):
        assert words in joined.input_value()
    joined.fill("In two communes land was fenced again; nobody has a paper.")
    chan.get_by_role("button", name="Save", exact=True).last.click()
    chan.get_by_text("land was fenced again; nobody has a paper").first.wait_for()


def write_too_much(narin: Any, joint: str) -> None:
    """A section over its budget is told loudly, and stops nobody."""
    at(narin, JUSTICE)
    last = narin.locator(".new-paragraph").last
    last.get_by_text("Add a paragraph").click()
    last.get_by_label("A new paragraph").fill("Courts close early in the rains. " * 120)
    last.get_by_role("button", name="Add", exact=True).click()
    narin.get_by_text("This section is over its budget").wait_for()
    narin.goto(joint)
    assert "too many" in narin.locator("table.words").inner_text()


def circulate_and_take_back(sophea: Any, joint: str, folder: Path) -> None:
    """A draft goes out as Word and comes back changed."""
    sophea.goto(f"{joint}rounds/")
    sophea.get_by_text("Circulate another draft", exact=True).click()
    sophea.get_by_label("Comments until").fill("2099-01-01")
    sophea.get_by_role("button", name="Circulate", exact=True).click()
    with sophea.expect_download() as download:
        sophea.get_by_role("link", name="Word file for comments").first.click()
    back = folder / "back.docx"
    back.write_bytes(changed_outside(Path(download.value.path()).read_bytes()))
    sophea.get_by_role("link", name="Upload changed edition").first.click()
    sophea.get_by_label("Changed Word file").set_input_files(back)
    sophea.get_by_label("From whom it is").fill("A reader outside")
    sophea.get_by_role("button", name="Show what is in it").click()
    assert sophea.locator(".difference ins").first.inner_text().strip() == "sent home,"
    sophea.get_by_role("button", name="Add as suggestions and comments").click()
    sophea.wait_for_load_state()


def accept_what_came_back(sokha: Any) -> None:
    at(sokha, GENDER)
    suggested = sokha.locator(".suggested", has_text="A reader outside")
    suggested.get_by_text("Accept or reject").click()
    suggested.get_by_role("button", name="Accept", exact=True).click()
    sokha.locator(".reads", has_text="sent home").wait_for()


def settle_what_was_objected(sophea: Any, joint: str) -> None:
    """An objection is answered before the text is put up for signing."""
    sophea.goto(f"{joint}validation/")
    assert "Deaf Theatre" in sophea.get_by_role("main").inner_text()
    sophea.get_by_label("Outcome").first.fill("A paragraph of its own")
    sophea.get_by_role("button", name=re.compile("^Mark as settled")).first.click()
    sophea.goto(f"{joint}signing/")
    sophea.get_by_role("button", name="Ask to sign the current text").click()
    sophea.wait_for_load_state()


def say_who_signs(representatives: tuple[Any, Any, Any], joint: str) -> None:
    words = ("signs and is named", "supports, unnamed", "does not sign")
    for page, word in zip(representatives, words, strict=True):
        page.goto(f"{joint}signing/")
        page.get_by_label(word).check()
        page.get_by_role("button", name="Answer for our organisation").click()
        page.get_by_text("Recorded.").wait_for()


def the_cover_names_who_consented(sophea: Any, joint: str) -> None:
    sophea.goto(f"{joint}signing/")
    named = sophea.get_by_role("region", name="Organisations named on the cover").or_(
        sophea.locator("section:has(#cover-head)")
    )
    assert named.first.locator("li strong").all_inner_texts() == ["Example River Watch"]


def the_file_keeps_the_rules(data: bytes, folder: Path) -> None:
    """It names who consented, nobody else, and LibreOffice shows its numbers through to the end."""
    found = conformance(read_word(data), kind="joint", rules=rule_set()).findings
    assert [each.message for each in found if each.status == "fail"] == []
    text = rendered(data, folder)
    assert "Example River Watch" in text
    assert [name for name in ("Women's House", "Press Room", "Rainbow Circle") if name in text.replace("’", "'")] == []
    labels = [each.label for each in read_word(data).paragraphs if each.label[:1].isdigit()]
    assert labels == [f"{number}." for number in range(1, len(labels) + 1)]
    shown = iter(re.findall(r"^ *(\d+\.)\s", text, re.MULTILINE))
    assert [label for label in labels if label not in shown] == []
    assert len(labels) > 50


def rendered(data: bytes, folder: Path) -> str:
    """The Word file as LibreOffice shows it: the text of its pages."""
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("There is no LibreOffice here. To install it: apt-get install libreoffice-writer")
    (folder / "submission.docx").write_bytes(data)
    where = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [program, where, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    subprocess.run([*command, str(folder / "submission.docx")], check=True, capture_output=True, timeout=240)
    import pypdfium2  # only where LibreOffice is

    with pypdfium2.PdfDocument(folder / "submission.pdf") as pages:
        return "\n".join(page.get_textpage().get_text_range() for page in pages)
