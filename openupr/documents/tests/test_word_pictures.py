"""A document takes a picture along: in Word, on paper, and in words where no picture can be."""

import io
from zipfile import ZipFile

import pypdfium2
import pytest
from PIL import Image

from openupr.documents.word import (
    Document,
    Paragraph,
    Picture,
    plain,
    write_html,
    write_markdown,
    write_pdf,
    write_word,
)
from openupr.files.word import read_word


def png(width: int, height: int) -> bytes:
    output = io.BytesIO()
    Image.new("RGB", (width, height), "white").save(output, "PNG")
    return output.getvalue()


@pytest.mark.parametrize(
    ("drawn", "inches"), [((192, 96), (1.0, 0.5)), ((4000, 1000), (6.3, 1.575)), ((200, 4000), (0.425, 8.5))]
)
def test_a_picture_stands_in_the_word_file_no_wider_than_the_text(
    drawn: tuple[int, int], inches: tuple[float, float]
) -> None:
    data = png(*drawn)
    written = write_word(Document("Dates", (Picture(data, "The dates"), Paragraph(plain("Below")))))
    with ZipFile(io.BytesIO(written)) as archive:
        assert archive.read("word/media/picture1.png") == data
        text = archive.read("word/document.xml").decode()
    assert 'descr="The dates"' in text
    wide, high = (int(text.partition(f'{side}="')[2].partition('"')[0]) / 914_400 for side in ("cx", "cy"))
    assert (wide, high) == pytest.approx(inches, abs=0.01)
    assert [each.text for each in read_word(written).paragraphs if each.text.strip()] == ["Dates", "Below"]


def test_without_pictures_its_words_stand_there() -> None:
    document = Document("Dates", (Picture(png(10, 10), "The dates"),))
    assert "*The dates*" in write_markdown(document)
    assert 'alt="The dates"' in write_html(document)


def test_what_is_no_picture_is_refused() -> None:
    with pytest.raises(ValueError, match="PNG"):
        Picture(b"GIF89a", "x")


def test_a_printed_picture_is_as_large_as_in_the_word_file() -> None:
    printed = pypdfium2.PdfDocument(write_pdf(Document("Logo", (Picture(png(480, 240), "A logo", scale=5),))))
    [drawn] = printed[0].get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_IMAGE])
    left, low, right, high = drawn.get_bounds()
    assert (right - left, high - low) == pytest.approx((72, 36), abs=1)
