"""Documents are written without asking anybody for anything, and a machine that cannot says so."""

import io
import socket
import threading
from collections.abc import Iterator

import pypdfium2
import pytest
from PIL import Image

from openupr.documents import pictures, printing
from openupr.documents.pictures import png
from openupr.documents.printing import CannotPrint, one_page, pdf
from openupr.processes.staying import StayingProcess

pytest.importorskip("weasyprint", reason="Pango is missing: documents cannot be written here.", exc_type=OSError)


def text_of(data: bytes) -> str:
    document = pypdfium2.PdfDocument(data)
    try:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)
    finally:
        document.close()


def pages(data: bytes) -> int:
    document = pypdfium2.PdfDocument(data)
    try:
        return len(document)
    finally:
        document.close()


@pytest.fixture
def listener() -> Iterator[tuple[int, list[object]]]:
    """A port on which somebody listens, and who came."""
    came: list[object] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)

        def listen() -> None:
            while not stop.is_set():
                try:
                    came.append(server.accept())
                except TimeoutError:
                    continue

        stop = threading.Event()
        thread = threading.Thread(target=listen)
        thread.start()
        yield server.getsockname()[1], came
        stop.set()
        thread.join()
    for connection, _ in came:  # type: ignore[misc,attr-defined]
        connection.close()


def test_words_become_a_page() -> None:
    data = pdf("<h1>Cambodia</h1><p>205 recommendations</p>", css="h1 { font-size: 20pt }")
    assert data.startswith(b"%PDF")
    assert "205 recommendations" in text_of(data)


def test_nobody_is_asked_for_anything(listener: tuple[int, list[object]]) -> None:
    port, came = listener
    address = f"http://127.0.0.1:{port}/x"
    html = (
        f'<link rel="stylesheet" href="{address}.css"><img src="{address}.png">'
        f'<img src="file:///etc/hostname"><p>words</p>'
    )
    css = f'@import url("{address}.css"); p {{ background: url("{address}.png") }} '
    assert "words" in text_of(pdf(html, css=css, base=address))
    assert came == []


def test_a_document_names_no_author_and_no_time() -> None:
    first = pdf("<title>Cambodia</title><p>x</p>")
    document = pypdfium2.PdfDocument(first)
    told = {name: value for name, value in document.get_metadata_dict().items() if value}
    document.close()
    assert set(told) <= {"Title", "Producer"}
    assert pdf("<title>Cambodia</title><p>x</p>") == first


def test_links_lead_to_the_place_the_document_came_from() -> None:
    data = pdf('<a href="/?state=KHM">343</a>', base="http://localhost:8000/states/KHM/")
    assert b"http://localhost:8000/?state=KHM" in _uncompressed(data)


def test_the_longest_draft_that_fits_one_page_is_taken() -> None:
    drafts = [f"<p>draft {n}</p>" + "<p>line</p>" * n for n in (400, 200, 20, 10)]
    data = one_page(drafts)
    assert pages(data) == 1
    assert "draft 20" in text_of(data)


def test_where_nothing_fits_the_shortest_draft_is_printed() -> None:
    assert pages(one_page(["<p>line</p>" * 400, "<p>line</p>" * 200])) > 1


def test_without_pango_a_sentence_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(printing, "drawing", StayingProcess(needs=()))
    for printed in (lambda: pdf("<p>x</p>"), lambda: one_page(["<p>x</p>"]), lambda: png(_square(20))):
        with pytest.raises(CannotPrint, match="apt install libpango"):
            printed()


def test_a_drawing_becomes_a_picture_of_twice_its_size() -> None:
    picture = Image.open(io.BytesIO(png(_square(50))))
    assert picture.size == (100, 100)
    assert picture.convert("RGB").getpixel((50, 50)) == (255, 0, 0)


def test_a_picture_too_large_to_open_is_drawn_smaller(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "MOST_PIXELS", 2500)
    width, height = Image.open(io.BytesIO(png(_square(200)))).size
    assert width * height < 2800


def test_a_drawing_without_a_size_is_refused() -> None:
    with pytest.raises(ValueError, match="width and height"):
        png("<svg></svg>")


def _square(size: int) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{size}" height="{size}" viewBox="0 0 {size} {size}">'
        f'<rect width="{size}" height="{size}" fill="#ff0000"/></svg>'
    )


def _uncompressed(data: bytes) -> bytes:
    document = pypdfium2.PdfDocument(data)
    output = io.BytesIO()
    document.save(output)
    document.close()
    return data + output.getvalue()
