"""What a file says of its makers is taken out; where that cannot be done for certain it is refused in a sentence."""

import contextlib
import io
import zipfile
from collections.abc import Callable

import openpyxl
import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from openupr.files.refusal import RefusedFile
from openupr.files.stripping import KINDS, TAKEN_OUT, stripped
from openupr.files.tests import files_with_names as made
from openupr.files.tests.fuzzing import tried_hard
from openupr.files.word import read_word

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:PIL")

FILES = {"jpg": made.photograph, "png": made.drawing, "pdf": made.pdf, "xlsx": made.spreadsheet, "docx": made.word}


@pytest.mark.parametrize("kind", FILES)
def test_nobody_who_made_it_is_named_in_what_is_left(kind: str) -> None:
    given = FILES[kind]()
    assert made.NAME.encode() in made.unpacked(given)
    clean = stripped(given)
    assert made.NAME.encode() not in made.unpacked(clean.data)
    assert clean.kind == kind
    assert "properties" in clean.taken_out
    assert set(clean.taken_out) <= set(TAKEN_OUT)


@pytest.mark.parametrize("kind", FILES)
def test_the_same_file_gives_the_same_bytes_and_a_clean_one_has_nothing_to_take_out(kind: str) -> None:
    given = FILES[kind]()
    clean = stripped(given)
    assert stripped(given).data == clean.data
    assert stripped(clean.data).taken_out == ()


def test_a_photograph_stands_upright_though_what_said_so_is_gone() -> None:
    clean = stripped(made.photograph((60, 40)))
    with Image.open(io.BytesIO(clean.data)) as picture:
        assert (picture.size, dict(picture.getexif())) == ((40, 60), {})
    assert "position" in clean.taken_out


def test_text_pages_and_cells_are_as_they_were() -> None:
    clean = read_word(stripped(made.word()).data)
    assert [each.text for each in clean.paragraphs if each.number] == ["Land was taken."]
    book = openpyxl.load_workbook(io.BytesIO(stripped(made.spreadsheet()).data))
    assert book.active["A1"].value == "Families"
    with pikepdf.open(io.BytesIO(stripped(made.pdf()).data)) as document:
        assert len(document.pages) == 1
        assert document.pages[0].Contents.read_bytes() == b"q 60 0 0 40 0 0 cm /Im0 Do Q"
        assert str(document.pages[0].Annots[0].Contents) == "Look"


_BY = 'w:id="1" w:author="Canaryname" w:date="2026-11-20T08:00:00Z"'
_COMMENTS = (
    b'<w:comments xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    b'<w:comment w:id="0" w:author="Canaryname"/></w:comments>'
)


def _attach(document: pikepdf.Pdf) -> None:
    document.attachments["table.xlsx"] = b"PK"


def _sign(document: pikepdf.Pdf) -> None:
    field = pikepdf.Dictionary(FT=pikepdf.Name.Sig, T="Signature1")
    document.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array([document.make_indirect(field)]))


def _locked() -> bytes:
    output = io.BytesIO()
    with pikepdf.open(io.BytesIO(made.pdf())) as document:
        document.save(output, encryption=pikepdf.Encryption(owner="a", user="b"))
    return output.getvalue()


REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "tracked": (lambda: made.word(f"<w:p><w:ins {_BY}><w:r><w:t>New</w:t></w:r></w:ins></w:p>"), "tracked changes"),
    "comments": (lambda: made.word(more={"word/comments.xml": _COMMENTS}), "comments"),
    "macros": (lambda: made.word(more={"word/vbaProject.bin": b"x"}), "macros"),
    "another file": (lambda: made.word(more={"word/embeddings/oleObject1.bin": b"x"}), "another file"),
    "strange picture": (lambda: made.word(more={"word/media/image2.emf": b"x"}), "PNG or JPEG"),
    "strange part": (lambda: made.word(more={"word/secret.dat": b"x"}), "cannot be looked into"),
    "attachment": (lambda: made.pdf(_attach), "takes other files"),
    "signed": (lambda: made.pdf(_sign), "is signed"),
    "locked": (_locked, "password"),
    "cut off": (lambda: made.pdf()[:40], "damaged"),
    "not a picture": (lambda: b"\x89PNG\r\n\x1a\nxx", "damaged"),
    "old": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600, "old office file"),
    "text": (lambda: b"a,b\n1,2\n", "plain text"),
    "archive": (lambda: _zip(), "another kind"),
    "nothing": (lambda: b"", "empty"),
}


def _zip() -> bytes:
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w") as archive:
        archive.writestr("a.txt", "x")
    return output.getvalue()


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_cleaned_for_certain_is_refused_in_one_sentence(name: str) -> None:
    make, said = REFUSED[name]
    with pytest.raises(RefusedFile, match=said):
        stripped(make())


def test_a_picture_of_a_thousand_million_dots_is_not_opened() -> None:
    output = io.BytesIO()
    Image.new("1", (40_000, 30_000)).save(output, "PNG")
    with pytest.raises(RefusedFile):
        stripped(output.getvalue())


@pytest.mark.fuzz
@given(st.sampled_from(sorted(FILES)), st.lists(st.tuples(st.integers(0, 5000), st.integers(0, 255)), max_size=8))
@tried_hard
def test_whatever_is_broken_in_a_file_it_is_cleaned_or_refused(kind: str, broken: list[tuple[int, int]]) -> None:
    data = bytearray(FILES[kind]())
    for at, value in broken:
        data[at % len(data)] = value
    with contextlib.suppress(RefusedFile):
        assert stripped(bytes(data)).kind in KINDS
