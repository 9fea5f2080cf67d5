"""What the process of its own does: rebuilds one file, and draws its first pages."""

import io

from openupr.files.rebuilding import MOST_BYTES, MOST_PICTURES, Rebuilt
from openupr.files.refusal import RefusedFile

_WIDTH, _HEIGHT = 700, 1000
"""Pixels, at most, of a page's picture."""
_LARGER = f"The rebuilt file would be larger than {2 * MOST_BYTES // 1_000_000} MB. Make the pictures in it smaller."


def rebuilt_file(kind: str, data: bytes) -> Rebuilt:
    """The file, built again. Raises RefusedFile."""
    # Only what is needed is imported: each takes a tenth of a second.
    if kind == "pdf":
        from openupr.files.rebuilding.pdf import rebuilt_pdf

        clean, pages, lost_notes = rebuilt_pdf(data)
        rebuilt = Rebuilt(kind, clean, pages, lost_notes, _pages(clean))
    elif kind in {"png", "jpg"}:
        from openupr.files.rebuilding.pictures import rebuilt_picture

        rebuilt = Rebuilt(kind, rebuilt_picture(data))
    else:
        from openupr.files.rebuilding.plain_text import rebuilt_table, rebuilt_text

        rebuilt = Rebuilt(kind, rebuilt_table(data) if kind == "csv" else rebuilt_text(data))
    if len(rebuilt.data) > 2 * MOST_BYTES:
        raise RefusedFile(_LARGER)
    return rebuilt


def _pages(data: bytes) -> tuple[bytes, ...]:
    """The first pages of a PDF as pictures."""
    import pypdfium2

    pictures = []
    document = pypdfium2.PdfDocument(data)
    for number in range(min(len(document), MOST_PICTURES)):
        page = document[number]
        scale = min(_WIDTH / max(page.get_width(), 1), _HEIGHT / max(page.get_height(), 1))
        picture = io.BytesIO()
        page.render(scale=scale).to_pil().quantize(32).save(picture, "PNG")
        pictures.append(picture.getvalue())
    return tuple(pictures)
