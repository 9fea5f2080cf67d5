"""A picture of a drawing: PNG from SVG, by way of a PDF page of the drawing's own size."""

import io
import re
from dataclasses import dataclass
from typing import Any

from openupr.documents.printing import draw, there

MOST_PIXELS = 24_000_000
"""Beyond this a picture is drawn smaller: it would not be opened anyway, and must not fill the
memory.
"""

_SIZE = re.compile(r'<svg\b[^>]*?\bwidth="(\d+)"[^>]*?\bheight="(\d+)"')
_POINTS = 72 / 96  # a PDF measures in points, an SVG in CSS pixels


def png(svg: str, *, scale: float = 2) -> bytes:
    """The drawing as PNG, `scale` pixels for each of its own, on white.

    `svg` begins with <svg> that has width and height in whole pixels. Raises CannotPrint,
    ValueError.
    """
    size = _SIZE.search(svg)
    if size is None:
        raise ValueError("A drawing is to say its width and height in pixels.")
    width, height = int(size[1]), int(size[2])
    page = f"@page {{ size: {width}px {height}px; margin: 0 }} body {{ margin: 0 }} svg {{ display: block }}"
    html = f'<!doctype html><html lang="en"><body>{svg}</body></html>'
    scale = min(scale, (MOST_PIXELS / (width * height)) ** 0.5)
    picture: bytes = there("openupr.documents.pictures:draw_png", html.encode(), page.encode(), scale / _POINTS)
    return picture


def draw_png(html: bytes, css: bytes, scale: float) -> bytes | None:
    """There: the page as PNG. None where this machine cannot print."""
    drawn = draw(html, css, "", "all")
    if drawn is None:
        return None
    import pypdfium2  # only there

    with pypdfium2.PdfDocument(drawn[1]) as document:
        image = document[0].render(scale=scale).to_pil()
    output = io.BytesIO()
    image.save(output, "PNG", optimize=True)
    return output.getvalue()


@dataclass(frozen=True, slots=True)
class Overflow:
    """A column that goes on after a PDF's first page: how high the rest is, in points, and its
    lines on all pages.
    """

    height: float
    lines: list[str]


def after_the_first_page(data: bytes, *, columns: int = 1) -> list[Overflow]:
    """The columns of a PDF, of one width, from the left: how much of each is on its second page and
    beyond.
    """
    overflows: list[Overflow] = there("openupr.documents.pictures:overflows_of", data, columns)
    return overflows


def overflows_of(data: bytes, columns: int) -> list[Overflow]:
    """There: the same."""
    import pypdfium2

    with pypdfium2.PdfDocument(data) as document:
        pages = [document[number] for number in range(len(document))]
        width = pages[0].get_width() / columns
        overflows = []
        for at in range(columns):
            left, right = width * at, width * (at + 1)
            texts = (page.get_textpage().get_text_bounded(left=left, right=right) for page in pages)
            lines = [line for text in texts for line in text.splitlines()]
            overflows.append(Overflow(sum(_height(page, left, right) for page in pages[1:]), lines))
        return overflows


def _height(page: Any, left: float, right: float) -> float:
    """From the top of the first line to the bottom of the last one, between two places from the
    left.
    """
    text = page.get_textpage()
    boxes = [text.get_rect(number) for number in range(text.count_rects())]
    here = [box for box in boxes if left <= (box[0] + box[2]) / 2 < right]
    return max(box[3] for box in here) - min(box[1] for box in here) if here else 0.0
