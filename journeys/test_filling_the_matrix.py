"""Slovenia's thematic lists, as OHCHR publishes them, filled by a group and two organisations that differ."""

import io
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docx
import pytest

from openupr.project.tests.homes import Homes
from openupr.undocs.list_assessments import HEADING
from openupr.undocs.tables import WordTables, read_tables

from .conftest import serving
from .looking import looked_at_wide_and_on_a_phone
from .test_a_group_drafts import Browse

PASSWORD = "let me in please"
# The cast of the coalitions' tests, for Slovenia: Nary and Rithy speak for two organisations.
CAST = f"""
from openupr.coalitions.models import MemberOrganisation, Organisation
from openupr.coalitions.tests.examples.cast import FOUNDED, cast
from openupr.reviews.models import Review
known = cast()
given = {{"iso3": "SVN", "session": None, "cycle": 5}}
review = Review.objects.filter(**given).first() or Review.objects.create(status=Review.Status.EXPECTED, **given)
known.coalition.review = review
known.coalition.save()
river = Organisation.objects.create(coalition=known.coalition, name="River Watch of the Test")
MemberOrganisation.objects.create(
    coalition=known.coalition, organisation=river, representative=known.rithy, since=FOUNDED
)
for person in (known.sophea, known.chan, known.nary, known.rithy):
    person.set_password({PASSWORD!r})
    person.save()
print(known.coalition.key, known.land.pk)
"""
NO_LAW = "No law was passed. Three people told us so."
A_DRAFT = "A draft of the law is in parliament."
OF_THE_GROUP = "A plan was adopted in May."


@pytest.fixture
def slovenia(homes: Homes, tmp_path: Path) -> Iterator[tuple[str, str, str]]:
    """The address of a server, of a coalition for Slovenia on it, and of its group Land."""
    with homes.like("record", tmp_path / "home") as environment:
        command = [sys.executable, "manage.py", "shell", "--no-imports", "-c", CAST]
        told = subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stdout
        key, group = told.split()
        with serving(environment) as address:
            coalition = f"{address}/coalitions/{key}/"
            yield address, coalition, f"{coalition}groups/{group}/"


def window(browse: Browse, address: str, somebody: str) -> Any:
    """Somebody's window, signed in."""
    page = browse(f"{address}/account/sign-in/")
    page.get_by_label("Sign-in name").fill(somebody)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/for-me/**")
    return page


@pytest.mark.thorough
def test_a_group_and_two_organisations_fill_ohchrs_lists_and_report(
    slovenia: tuple[str, str, str], browse: Browse, shared: Path, tmp_path: Path
) -> None:
    address, coalition, group = slovenia
    sophea, chan, nary, rithy = (window(browse, address, name) for name in ("sophea", "chan", "nary", "rithy"))
    lists = shared / "data" / "ohchr-thematic-lists"

    third = bring_in(sophea, coalition, lists / "slovenia-cycle3.docx")
    give_a_theme(sophea, coalition)
    the_group_fills_its_part(chan, group, tmp_path)
    number = choose_a_priority(sophea, coalition)
    assess(nary, coalition, number, "not implemented", NO_LAW, named=True)
    assess(rithy, coalition, number, "partly implemented", A_DRAFT)
    filled = download(nary, third, "Download filled list")
    only_its_column_differs((lists / "slovenia-cycle3.docx").read_bytes(), filled)
    shown = in_libreoffice(filled, tmp_path)
    for words in (f"Forest Watch: {NO_LAW}", "an organisation", f"the group “Land”: {OF_THE_GROUP}"):
        assert words in shown
    assert "River Watch" not in shown
    assert A_DRAFT not in shown

    fourth = bring_in(sophea, coalition, lists / "slovenia-cycle4.docx")
    nary.goto(fourth)
    nary.locator("table a").first.click()
    assess_here(nary, "fully implemented", NO_LAW, named=True)
    widened = download(nary, fourth, "Download filled list")
    one_column_was_added((lists / "slovenia-cycle4.docx").read_bytes(), widened)
    assert f"Forest Watch: {NO_LAW}" in in_libreoffice(widened, tmp_path)

    nary.goto(f"{coalition}follow-up/mid-term-report/")
    advice = nary.get_by_role("row")
    assert "Followed" in advice.filter(has_text="Let several organisations speak").inner_text()
    assert "Different views are shown beside each other: 1." in advice.filter(has_text="Keep different").inner_text()
    looked_at_wide_and_on_a_phone(nary)
    report = in_libreoffice(download(nary, nary.url, "Take the Word file"), tmp_path)
    for words in ("Mid-term report: Slovenia", "Method", "In numbers", "Not assessed", NO_LAW):
        assert words in report

    the_public_page_shows_what_was_chosen(sophea, coalition, browse)


def one_line(text: str) -> str:
    return " ".join(text.split())


def bring_in(sophea: Any, coalition: str, file: Path) -> str:
    """OHCHR's list; the address of its page."""
    sophea.goto(f"{coalition}follow-up/thematic-lists/")
    sophea.get_by_label("Word file").set_input_files(file)
    sophea.get_by_role("button", name="Bring it in").click()
    sophea.get_by_role("link", name="Download filled list").wait_for()
    return str(sophea.url)


def give_a_theme(sophea: Any, coalition: str) -> None:
    sophea.goto(f"{coalition}follow-up/give/")
    sophea.get_by_label("Theme of OHCHR's list", exact=True).select_option(index=0)
    sophea.get_by_label("Group", exact=True).select_option(label="Land")
    sophea.get_by_role("button", name="Show what would be given").click()
    sophea.get_by_role("button", name="Give the theme").click()
    sophea.get_by_text("given to").wait_for()


def the_group_fills_its_part(chan: Any, group: str, folder: Path) -> None:
    """It takes its part as a Word file, fills one row in, and brings it back."""
    document = docx.Document(io.BytesIO(download(chan, f"{group}done-since/part/", "Take the Word file")))
    document.tables[0].cell(1, 4).text = "partly implemented"
    document.tables[0].cell(1, 5).text = OF_THE_GROUP
    document.save(str(folder / "part.docx"))
    chan.get_by_label("Changed file").set_input_files(folder / "part.docx")
    chan.get_by_role("button", name="Show what is in it").click()
    chan.get_by_role("heading", name="Changed in the file").wait_for()
    looked_at_wide_and_on_a_phone(chan)
    chan.get_by_role("button", name="Take over what is chosen").click()
    chan.get_by_text("Taken over: 1 row.").wait_for()


def choose_a_priority(sophea: Any, coalition: str) -> int:
    """The first that is proposed; its number."""
    sophea.goto(f"{coalition}follow-up/priorities/")
    box = sophea.locator("input[name=chosen]").first
    box.check()
    number = int(box.get_attribute("value"))
    sophea.locator("form:has(input[name=chosen]) button.primary").click()
    sophea.get_by_text("1 priority chosen.").wait_for()
    return number


def assess(page: Any, coalition: str, number: int, level: str, reason: str, *, named: bool = False) -> None:
    page.goto(f"{coalition}follow-up/{number}/")
    assess_here(page, level, reason, named=named)


def assess_here(page: Any, level: str, reason: str, *, named: bool = False) -> None:
    """For one's own organisation."""
    page.get_by_text("Assess for our organisation").click()
    page.get_by_label("Our assessment").select_option(label=level)
    page.get_by_role("textbox", name="Our reason").fill(reason)
    if named:
        page.get_by_label("Name us in files").check()
        page.get_by_label("Print our reason").check()
        # The line is shown as files print it; what was seen is saved.
        page.get_by_role("button", name="Save assessment").click()
        page.get_by_text(f"Forest Watch: {reason}").wait_for()
    page.get_by_role("button", name="Save assessment").click()
    page.get_by_role("cell", name=reason).wait_for()


def download(page: Any, address: str, link: str) -> bytes:
    page.goto(address)
    with page.expect_download() as begun:
        page.get_by_role("link", name=link).click()
    return Path(begun.value.path()).read_bytes()


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def only_the_text_differs(before: bytes, after: bytes) -> tuple[WordTables, WordTables]:
    """Every other part of the file is the same, in the same order; the tables of both."""
    was, now = parts(before), parts(after)
    assert list(was) == list(now)
    assert [name for name in was if was[name] != now[name]] == ["word/document.xml"]
    tables = read_tables(before), read_tables(after)
    assert tables[0].around == tables[1].around
    return tables


def only_its_column_differs(before: bytes, after: bytes) -> None:
    was, now = only_the_text_differs(before, after)
    changed = [
        (old, new)
        for rows, others in zip(was.tables, now.tables, strict=True)
        for row, other in zip(rows, others, strict=True)
        for old, new in zip(row.cells, other.cells, strict=True)
        if old != new
    ]
    assert changed
    column = next(cell.start for cell in was.tables[0][0].cells if cell.text.startswith("Assessment"))
    assert {new.start for _old, new in changed} == {column}
    assert all(not old.lines for old, _new in changed)


def one_column_was_added(before: bytes, after: bytes) -> None:
    was, now = only_the_text_differs(before, after)
    added = []
    for rows, others in zip(was.tables, now.tables, strict=True):
        for row, other in zip(rows, others, strict=True):
            assert [cell.lines for cell in other.cells[: len(row.cells)]] == [cell.lines for cell in row.cells]
            added += [cell.text for cell in other.cells[len(row.cells) :]]
    assert HEADING in added
    assert any(NO_LAW in text for text in added)


def in_libreoffice(data: bytes, folder: Path) -> str:
    """What LibreOffice prints of a Word file, in one line."""
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("There is no LibreOffice here. To install it: apt-get install libreoffice-writer-nogui")
    (folder / "looked-at.docx").write_bytes(data)
    own = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [program, own, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    subprocess.run([*command, str(folder / "looked-at.docx")], check=True, capture_output=True, timeout=240)
    import pypdfium2  # only where LibreOffice is

    with pypdfium2.PdfDocument(folder / "looked-at.pdf") as pages:
        return one_line(" ".join(page.get_textpage().get_text_range() for page in pages))


def the_public_page_shows_what_was_chosen(sophea: Any, coalition: str, browse: Browse) -> None:
    """One recommendation, how many chose each level, and the organisation that agreed: nothing else."""
    sophea.goto(f"{coalition}follow-up/public/")
    sophea.get_by_label("Title", exact=True).fill("Promises of Slovenia")
    sophea.get_by_label("how many chose each level").check()
    sophea.get_by_label("organisations that agreed to be named, with reasons").check()
    sophea.locator("input[name=chosen]").first.check()
    sophea.get_by_label("Show it to everyone").check()
    sophea.get_by_role("button", name="Save", exact=True).click()
    site, path = coalition.partition("/coalitions/")[0], sophea.locator("#public-address")
    public = browse(f"{site}{path.get_attribute('href')}")
    told = one_line(public.get_by_role("main").inner_text())
    assert public.locator(".follow-ups article").count() == 1
    assert f"Forest Watch: not implemented. {NO_LAW}" in told
    assert "partly implemented" in told
    for words in (
        A_DRAFT,
        OF_THE_GROUP,
        "River Watch",
        "“Land”",
        "Coalition of the test",
        "session 34",
        "Sophea",
    ):
        assert words not in told
    looked_at_wide_and_on_a_phone(public)
