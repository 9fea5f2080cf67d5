"""A file is built again from what can be seen of it; where that cannot be done it is refused in a sentence."""

import contextlib
import csv
import io
import struct
import threading
import time
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from filelock import FileLock
from hypothesis import given, settings
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name
from PIL import Image, ImageChops, ImageStat

from openupr.files import own_process
from openupr.files.limits import SMALL_MACHINE
from openupr.files.own_process import ManyFiles
from openupr.files.rebuilding import MOST_PICTURES, rebuild
from openupr.files.rebuilding.pdf import MOST_PAGES, rebuilt_pdf
from openupr.files.rebuilding.pictures import rebuilt_picture
from openupr.files.refusal import RefusedFile
from openupr.files.tests import files_with_names as made
from openupr.files.tests.fuzzing import tried_hard

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:PIL")

FILES: dict[str, Callable[[], bytes]] = {
    "jpg": made.photograph,
    "png": made.drawing,
    "pdf": made.full_pdf,
}


def drawn(data: bytes) -> Image.Image:
    """The first page as a reader sees it, without notes."""
    page = pypdfium2.PdfDocument(data)[0]
    return page.render(draw_annots=False, may_draw_forms=False).to_pil().convert("RGB")


@pytest.mark.parametrize("place", made.PDF_PLACES)
def test_a_name_hidden_anywhere_in_a_pdf_is_not_in_the_rebuilt_one(place: str) -> None:
    given = made.pdf_with(place)
    assert made.NAME.encode() in made.unpacked(given)
    clean, pages, _lost_notes = rebuilt_pdf(given)
    assert made.NAME.encode() not in made.unpacked(clean)
    assert made.PATH.encode() not in made.unpacked(clean)
    assert pages == 1
    assert b"Land was taken." in made.unpacked(clean)


REAL = (
    *(f"slovenia/A-HRC-{name}.pdf" for name in ("14-15-working-group-report-cycle1", "43-15-Add1-responses-cycle3")),
    *(
        f"slovenia/A-HRC-{name}.pdf"
        for name in ("WG.6-48-SVN-3-stakeholder-summary-cycle4", "28-15-Add1-responses-cycle2")
    ),
    *(f"working-group-reports/{name}.pdf" for name in ("algeria2008", "ecuador2008", "morocco2012", "tonga2013")),
    *(f"working-group-reports/{name}.pdf" for name in ("russia2013", "uruguay2014")),
)


@pytest.mark.thorough  # `test_a_rebuilt_pdf_has_nothing_but_pages_and_looks_the_same` finds it in a made file
@pytest.mark.parametrize("name", REAL)
def test_documents_of_the_un_look_the_same_to_the_pixel_and_give_the_same_text(name: str, shared: Path) -> None:
    given = (shared / "data" / name).read_bytes()
    old, new = pypdfium2.PdfDocument(given), pypdfium2.PdfDocument(rebuilt_pdf(given)[0])
    assert len(old) == len(new)
    for before, after in zip(old, new, strict=True):
        pictures = [each.render(draw_annots=False).to_pil().convert("RGB") for each in (before, after)]
        assert ImageChops.difference(*pictures).getbbox() is None
        assert before.get_textpage().get_text_range() == after.get_textpage().get_text_range()


@pytest.mark.parametrize("kind", FILES)
def test_a_file_full_of_its_maker_is_kept_without_them(kind: str) -> None:
    given = FILES[kind]()
    assert made.NAME.encode() in made.unpacked(given)
    clean = rebuild(given)
    assert made.NAME.encode() not in made.unpacked(clean.data)
    assert clean.kind == kind


def test_a_rebuilt_pdf_has_nothing_but_pages_and_looks_the_same() -> None:
    given = made.full_pdf()
    clean, _pages, lost_notes = rebuilt_pdf(given)
    assert lost_notes
    assert ImageChops.difference(drawn(given), drawn(clean)).getbbox() is None
    with pikepdf.open(io.BytesIO(clean)) as document:
        assert set(document.Root.keys()) == {"/Type", "/Pages"}
        assert set(document.trailer.keys()) == {"/Root", "/Size", "/ID"}
        assert set(document.pages[0].keys()) == {"/Type", "/Parent", "/MediaBox", "/Resources", "/Contents"}


def test_the_same_file_gives_the_same_bytes_also_when_it_is_rebuilt_again() -> None:
    given = made.full_pdf()
    clean, *_rest = rebuilt_pdf(given)
    assert rebuilt_pdf(given)[0] == clean
    again, _pages, lost_notes = rebuilt_pdf(clean)
    assert made.unpacked(rebuilt_pdf(again)[0]) == made.unpacked(again)
    assert not lost_notes


def test_a_person_sees_the_first_pages_of_the_rebuilt_file() -> None:
    def more(document: pikepdf.Pdf) -> None:
        for _page in range(MOST_PICTURES + 5):
            document.pages.append(document.pages[0])

    clean = rebuild(made.pdf(more))
    assert (clean.pages, len(clean.pictures)) == (MOST_PICTURES + 6, MOST_PICTURES)
    with Image.open(io.BytesIO(clean.pictures[0])) as picture:
        assert picture.format == "PNG"
        assert ImageStat.Stat(picture.convert("L")).extrema[0][0] < 128  # there is something on it


def test_a_photograph_stands_upright_though_what_said_so_is_gone() -> None:
    with Image.open(io.BytesIO(rebuilt_picture(made.photograph((60, 40))))) as picture:
        assert (picture.size, dict(picture.getexif())) == ((40, 60), {})
        assert set(picture.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


def test_a_table_is_written_again_in_utf_8_and_runs_nothing() -> None:
    clean = rebuild(made.table(), name="Table.CSV")
    rows = list(csv.reader(io.StringIO(clean.data.decode("utf-8-sig"))))
    assert (clean.kind, rows[0], rows[1][1]) == ("csv", ["Name", "Count"], "-5")
    assert rows[1][0].startswith("'=HYPERLINK")


def test_a_text_is_written_again_in_utf_8() -> None:
    clean = rebuild("\ufeffដី was taken.\r\n".encode(), name="note.txt")
    assert (clean.kind, clean.data.decode()) == ("txt", "ដី was taken.\n")


def _locked() -> bytes:
    output = io.BytesIO()
    with pikepdf.open(io.BytesIO(made.pdf())) as document:
        document.save(output, encryption=pikepdf.Encryption(owner="a", user="b"))
    return output.getvalue()


def _zip(*names: str) -> bytes:
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return output.getvalue()


def _hidden_layer(document: pikepdf.Pdf) -> None:
    layer = document.make_indirect(Dictionary(Type=Name.OCG, Name="x"))
    document.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(OFF=Array([layer])))


def _many_pages(document: pikepdf.Pdf) -> None:
    for _page in range(5000):
        document.add_blank_page()


def _bomb(document: pikepdf.Pdf) -> None:
    """Five thousand million bytes in some megabytes, as the content of a page."""
    zeros = document.make_stream(b"0 g\n" * (16 << 20))
    document.pages[0].Contents = Array([zeros] * 80)


def _deep(document: pikepdf.Pdf) -> None:
    """Drawings within drawings, ten thousand deep."""
    inner = document.pages[0].Resources.XObject.Im0
    for _level in range(10_000):
        form = document.make_stream(b"/A Do", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 9, 9])
        form.Resources = Dictionary(XObject=Dictionary(A=inner))
        inner = form
    document.pages[0].Resources.XObject.Im0 = inner


REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "Word": (lambda: _zip("[Content_Types].xml", "word/document.xml"), "Save it as PDF"),
    "old office file": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600, "Save it as PDF"),
    "rich text": (lambda: b"{\\rtf1 x}", "Save it as PDF"),
    "archive": (lambda: _zip("a.txt"), "an archive"),
    "web page": (lambda: b"<!doctype html><p>x", "a web page"),
    "locked": (_locked, "password"),
    "cut off": (lambda: made.pdf()[:40], "damaged"),
    "hidden layer": (lambda: made.pdf(_hidden_layer), "layers that are switched off"),
    "5,000 pages": (lambda: made.pdf(_many_pages), f"more than {MOST_PAGES} pages"),
    "deep": (lambda: made.pdf(_deep), "damaged"),
    "not a picture": (lambda: b"\x89PNG\r\n\x1a\nxx", "damaged"),
    "binary": (lambda: b"a\x00b" * 50, "does not know this kind"),
    "control characters": (lambda: b"a\x01b" * 50, "which no text contains"),
    "another encoding": (lambda: "Å was taken".encode("latin-1"), "UTF-8"),
    "large": (lambda: bytes(10_000_001), "larger than 10 MB"),
    "nothing": (lambda: b"", "empty"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_rebuilt_is_refused_in_one_sentence(name: str) -> None:
    make, said = REFUSED[name]
    with pytest.raises(RefusedFile, match=said):
        rebuild(make())
    with pytest.raises(RefusedFile, match="plain text, not a PDF"):
        rebuild(b"Land was taken.", name="Report.PDF")


def test_a_pdf_that_unpacks_to_thousands_of_megabytes_is_refused_soon() -> None:
    data = made.pdf(_bomb)
    assert len(data) < 1_000_000
    begun = time.monotonic()
    with pytest.raises(RefusedFile):
        rebuild(data)
    assert time.monotonic() - begun < 60


def test_a_picture_of_a_thousand_million_pixels_is_not_opened() -> None:
    wide, high = 40_000, 30_000
    # Written row by row: Pillow would hold all of it to write it.
    packing, row = zlib.compressobj(1), bytes(1 + wide // 8)
    rows = b"".join([packing.compress(row * 100) for _ in range(high // 100)]) + packing.flush()
    head = struct.pack(">IIBBBBB", wide, high, 1, 0, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", rows), (b"IEND", b""))
    chunks = (struct.pack(">I", len(b)) + a + b + struct.pack(">I", zlib.crc32(a + b)) for a, b in parts)
    with pytest.raises(RefusedFile):
        rebuild(b"\x89PNG\r\n\x1a\n" + b"".join(chunks))


def test_drawings_that_contain_each_other_are_rebuilt_once() -> None:
    def circle(document: pikepdf.Pdf) -> None:
        page = document.pages[0]
        form = document.make_stream(b"/A Do", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 9, 9])
        form.Resources = Dictionary(XObject=Dictionary(A=form))
        page.Resources.XObject.Fm = form

    assert rebuilt_pdf(made.pdf(circle))[1] == 1


def test_while_four_files_are_read_a_fifth_sender_is_told_at_once() -> None:
    with contextlib.ExitStack() as others:
        for _sender in range(4):
            others.enter_context(own_process._PLACES)
        with pytest.raises(ManyFiles, match="Try again in a minute"):
            rebuild(made.drawing())
    assert rebuild(made.drawing()).kind == "png"


def test_on_a_small_machine_one_file_is_read_at_a_time_whoever_sent_it(tmp_path: Path) -> None:
    lock, rebuilt = tmp_path / "reading.lock", threading.Event()

    def send() -> None:
        rebuild(made.drawing())
        rebuilt.set()

    try:
        own_process.take_turns(lock, memory=2_000_000_000)
        with FileLock(lock):
            threading.Thread(target=send).start()
            assert not rebuilt.wait(2)
        assert rebuilt.wait(60)
        own_process.take_turns(lock, memory=8_000_000_000)
        with FileLock(lock):
            assert rebuild(made.drawing()).kind == "png"
    finally:
        own_process.take_turns(lock, memory=SMALL_MACHINE)


def test_a_photograph_fits_and_one_of_many_more_dots_is_refused_before_it_is_opened() -> None:
    assert rebuild(made.photograph((5_600, 4_200))).kind == "jpg"
    with pytest.raises(RefusedFile, match="more than 30 million pixels"):
        rebuild(made.photograph((7_000, 5_000)))


@pytest.mark.fuzz
@pytest.mark.filterwarnings("ignore:Unexpected end of stream:UserWarning")  # pikepdf says so of a drawing cut short
@given(
    st.sampled_from(sorted(made.PDF_PLACES)), st.lists(st.tuples(st.integers(0, 9000), st.integers(0, 255)), max_size=8)
)
@tried_hard
def test_whatever_is_broken_in_a_pdf_it_is_rebuilt_or_refused(place: str, broken: list[tuple[int, int]]) -> None:
    data = bytearray(made.pdf(made.PDF_PLACES[place]))
    for at, value in broken:
        data[at % len(data)] = value
    with contextlib.suppress(RefusedFile):
        assert rebuilt_pdf(bytes(data))[1] >= 1


@given(st.binary(max_size=300))
@settings(max_examples=200)
def test_whatever_stands_in_a_content_it_is_rebuilt_or_refused(content: bytes) -> None:
    def change(document: pikepdf.Pdf) -> None:
        document.pages[0].Contents = document.make_stream(content)

    with contextlib.suppress(RefusedFile):
        rebuilt_pdf(made.pdf(change))
