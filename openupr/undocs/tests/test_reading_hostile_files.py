"""A person drops a wrong or hostile file: one clear line, and nothing else happens."""

import io
import zipfile

import pikepdf
import pypdfium2
import pytest

from openupr.files.refusal import RefusedFile
from openupr.undocs.reading import read_document
from openupr.undocs.tests.documents import Printed, pdf, report

SOUND = report("7. The recommendations listed below enjoy the support of Cambodia:", "7.1 Plant trees (France);")


def refusal(data: bytes) -> str:
    with pytest.raises(RefusedFile) as refused:
        read_document(data)
    return str(refused.value)


def picture_pages(count: int) -> bytes:
    document = pypdfium2.PdfDocument.new()
    for _ in range(count):
        page = document.new_page(595, 842)
        image = pypdfium2.PdfImage.new(document)
        image.set_bitmap(pypdfium2.PdfBitmap.new_native(10, 10, 4))
        page.insert_obj(image)
        page.gen_content()
    out = io.BytesIO()
    document.save(out)
    document.close()
    return out.getvalue()


def test_a_pdf_that_is_cut_off_is_refused() -> None:
    assert "damaged or cut off" in refusal(SOUND[:300])


def test_a_locked_pdf_is_refused() -> None:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(SOUND)) as document:
        document.save(out, encryption=pikepdf.Encryption(owner="one", user="two"))
    assert "locked with a password" in refusal(out.getvalue())


def test_a_pdf_of_five_thousand_pages_is_refused() -> None:
    assert "This PDF has 5,000 pages" in refusal(pdf([[]] * 5000))


def test_pages_that_are_pictures_are_named() -> None:
    assert refusal(picture_pages(3)).startswith("Pages 1 to 3 of this PDF are pictures")


def test_a_pdf_that_is_no_document_of_a_review_is_refused() -> None:
    assert "no document that OpenUPR knows" in refusal(pdf([[Printed("A letter to a friend")]]))


def test_a_report_without_its_chapter_is_refused() -> None:
    cover = [
        Printed("Report of the Working Group on the Universal Periodic Review"),
        Printed("A/HRC/99/16"),
    ]
    assert "no chapter" in refusal(pdf([cover]))


def test_a_picture_and_a_plain_text_are_refused() -> None:
    assert "a picture (PNG)" in refusal(b"\x89PNG\r\n\x1a\n" + bytes(100))
    assert "plain text" in refusal(b"118.1 Plant trees (France);")


def test_an_old_word_file_is_refused_with_what_to_do() -> None:
    from openupr.files.tests.workbooks import compound

    assert ".doc" in refusal(compound({"WordDocument": b"x"}))


def test_a_bomb_and_an_outside_entity_are_refused() -> None:
    for content in (b" " * 60_000_000, b"<!DOCTYPE x [<!ENTITY a 'b'>]>"):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("word/document.xml", content)
        assert "it was not opened" in refusal(out.getvalue())
