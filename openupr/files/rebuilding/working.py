"""What the process of its own does: rebuilds one file, and draws its first pages."""

import io
import json
import sys

from openupr.files.rebuilding import MOST_BYTES, MOST_PICTURES
from openupr.files.refusal import RefusedFile

_WIDTH, _HEIGHT = 700, 1000
"""Pixels, at most, of a page's picture."""
_LARGER = f"The rebuilt file would be larger than {2 * MOST_BYTES // 1_000_000} MB. Make the pictures in it smaller."


def main() -> None:
    """Reads the kind, a line end and a file; writes a line of JSON, then the rebuilt file and pictures of its pages."""
    kind, _end, data = sys.stdin.buffer.read().partition(b"\n")
    try:
        head, parts = _rebuilt(kind.decode(), data)
    except RefusedFile as refusal:
        head, parts = {"refused": str(refusal)}, []
    sys.stdout.buffer.write(json.dumps(head).encode() + b"\n" + b"".join(parts))


def _rebuilt(kind: str, data: bytes) -> tuple[dict[str, object], list[bytes]]:
    head: dict[str, object] = {}
    pictures: list[bytes] = []
    # Only what is needed is imported: each takes a tenth of a second.
    if kind == "pdf":
        from openupr.files.rebuilding.pdf import rebuilt_pdf

        data, head["pages"], head["lost_notes"] = rebuilt_pdf(data)
        pictures = _pages(data)
    elif kind in {"png", "jpg"}:
        from openupr.files.rebuilding.pictures import rebuilt_picture

        data = rebuilt_picture(data)
    else:
        from openupr.files.rebuilding.plain_text import rebuilt_table, rebuilt_text

        data = rebuilt_table(data) if kind == "csv" else rebuilt_text(data)
    if len(data) > 2 * MOST_BYTES:
        raise RefusedFile(_LARGER)
    head["sizes"] = [len(each) for each in (data, *pictures)]
    return head, [data, *pictures]


def _pages(data: bytes) -> list[bytes]:
    """The first pages of a PDF as pictures."""
    import pypdfium2

    found = []
    document = pypdfium2.PdfDocument(data)
    for number in range(min(len(document), MOST_PICTURES)):
        page = document[number]
        scale = min(_WIDTH / max(page.get_width(), 1), _HEIGHT / max(page.get_height(), 1))
        picture = io.BytesIO()
        page.render(scale=scale).to_pil().quantize(32).save(picture, "PNG")
        found.append(picture.getvalue())
    return found
