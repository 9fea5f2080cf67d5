"""LibreOffice, which is not ours, opens the file, shows what was meant, and keeps it when it saves."""

import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest

from openupr.documents.word import CoverOrganisation, Document, plain, write_word
from openupr.documents.word.numbering import BlockNumbers
from openupr.files.word import WordFile, read_word

from .word_documents import KHMER, submission
from .word_order import W, opened


def _by_eight() -> Document:
    """A submission by eight organisations, with two lines on each."""
    about = plain("It works with families along the river since 2004, keeps their papers and takes them to court. " * 2)
    eight = tuple(CoverOrganisation(f"River Network {number}", about) for number in range(1, 9))
    made = submission()
    assert made.cover
    cover = replace(made.cover, titles=("Joint submission on homes and land",), organisations=eight, above=(), below=())
    return replace(made, cover=cover)


@pytest.fixture(scope="module")
def converted(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """The large submission as LibreOffice saves it in a format."""
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("There is no LibreOffice here. To install it: apt-get install libreoffice-writer-nogui")
    folder = tmp_path_factory.mktemp("office")
    (folder / "submission.docx").write_bytes(write_word(submission()))
    (folder / "eight.docx").write_bytes(write_word(_by_eight()))
    own = f"-env:UserInstallation={(folder / 'profile').as_uri()}"

    def convert(kind: str, name: str = "submission") -> Path:
        to = folder / kind
        command = [program, "--headless", own, "--convert-to", kind, "--outdir", to, folder / f"{name}.docx"]
        subprocess.run(command, check=True, capture_output=True, timeout=240)
        return to / f"{name}.{kind}"

    return convert


@pytest.fixture(scope="module")
def printed(converted: Callable[[str], Path]) -> Iterator[pypdfium2.PdfDocument]:
    document = pypdfium2.PdfDocument(converted("pdf"))
    yield document
    document.close()


@pytest.fixture(scope="module")
def texts(printed: pypdfium2.PdfDocument) -> list[str]:
    return [page.get_textpage().get_text_bounded().replace("\r\n", "\n") for page in printed]


def test_the_cover_names_state_session_and_organisations_and_has_no_number(texts: list[str]) -> None:
    cover = texts[0]
    for line in (
        "Joint stakeholder submission",
        "Homes and land",
        "Cambodia",
        "60th session, May 2029",
        "lake@example.org",
    ):
        assert line in cover
    assert "Draft 3" not in cover
    assert not re.search(r"^\d+$", cover, re.MULTILINE)
    before = "\n".join(texts).split("Theme of group 1")[0]
    assert re.findall(r"^Organisation (\d+) of the lake$", before, re.MULTILINE) == [str(n) for n in range(1, 41)]


def test_eight_organisations_stand_on_one_page(converted: Callable[[str, str], Path]) -> None:
    document = pypdfium2.PdfDocument(converted("pdf", "eight"))
    named = ["River Network 8" in page.get_textpage().get_text_bounded() for page in document]
    document.close()
    assert named.index(True) == 0


def test_every_page_has_its_number_and_the_header_but_none_of_the_cover(texts: list[str]) -> None:
    assert len(texts) > 10
    cover = next(at for at, text in enumerate(texts) if "Theme of group 1" in text)
    assert cover > 1
    for number, text in enumerate(texts[:cover], start=1):
        assert not re.search(rf"^{number}\s*$|Draft 3", text, re.MULTILINE), number
    # LibreOffice 7.4 sets end notes in a page style of its own, with neither; a Word file cannot say otherwise.
    notes = next(at for at, text in enumerate(texts) if "End notes" in text) + 1
    of_its_own = notes if all("Draft 3" not in text for text in texts[notes:]) else len(texts)
    for number, text in enumerate(texts[cover:of_its_own], start=cover + 1):
        assert re.search(rf"^{number}\s*$", text, re.MULTILINE), number
        assert "Draft 3" in text


def test_headings_and_paragraphs_have_the_numbers_that_we_count(texts: list[str]) -> None:
    counted = BlockNumbers()
    shown = "\n".join(texts)
    for group in range(1, 9):
        assert f"{counted.heading(1)} Theme of group {group}" in shown
        assert f"{counted.heading(2)} Follow-up" in shown
    assert re.findall(r"^(\d+)\. Families", shown, re.MULTILINE) == [str(number) for number in range(1, 121)]
    assert re.findall(r"^\((\w)\) Adopt law (\d)", shown, re.MULTILINE) == [("a", "0"), ("b", "1"), ("c", "2")] * 8


def test_the_annex_lies_across_and_repeats_its_header(printed: pypdfium2.PdfDocument, texts: list[str]) -> None:
    across = [text for page, text in zip(printed, texts, strict=True) if page.get_width() > page.get_height()]
    assert len(across) > 1
    assert "Annex 1. Earlier recommendations" in across[0]
    assert all("Number Recommendation State Response" in text for text in across)
    assert re.findall(r"^118\.(\d+) ", "\n".join(across), re.MULTILINE) == [str(number) for number in range(1, 61)]
    assert any("Annex 2. Sources" in text for text in texts)


def test_all_end_notes_stand_at_the_end(texts: list[str]) -> None:
    notes = "\n".join(texts).split("End notes")[1]
    assert re.findall(r"(\d+)\s+A/HRC/41/17, para", notes) == [str(number) for number in range(1, 121)]


def test_khmer_is_written_in_a_khmer_font(printed: pypdfium2.PdfDocument) -> None:
    page = printed[6]
    found = [item for item in page.get_objects() if isinstance(item, pypdfium2.PdfTextObj)]
    fonts = {item.get_font().get_base_name() for item in found}
    assert KHMER in page.get_textpage().get_text_bounded()
    assert any("Khmer" in font for font in fonts)
    assert any("Times" in font or "Liberation" in font for font in fonts)


def test_what_libreoffice_saves_has_the_anchors_the_numbers_and_the_cover(converted: Callable[[str], Path]) -> None:
    saved = converted("docx").read_bytes()
    kept = {each.get(W + "name") for each in opened(saved).all("bookmarkStart")}
    assert set(submission().anchors()) <= kept
    ours, theirs = read_word(write_word(submission())), read_word(saved)
    assert told_by_reader(theirs) == told_by_reader(ours)


def told_by_reader(file: WordFile) -> list[tuple[str, str, int, bool]]:
    return [(each.label, each.text, each.level, each.cover) for each in file.paragraphs if each.number]
