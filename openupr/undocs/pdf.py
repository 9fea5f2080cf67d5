"""The text of a PDF as lines, without running heads, page numbers and footnotes.

A footnote is told by its size: it stands at the end of a page in smaller letters than the page's
text. The sign that refers to it is raised, in letters smaller still.
"""

import ctypes
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from openupr.files.refusal import RefusedFile

from .footnotes import begins_footnote
from .values import TextLine

MAX_PAGES = 400
"""A report has some 30 pages, the longest thematic list some 150."""
MAX_CHARACTERS = 4_000_000
_MANY = f"This PDF has {{count:,}} pages; a document of a review has at most {MAX_PAGES}. It was not read."
_LONG = "This PDF holds far more text than a document of a review; it was not read."
_LOCKED = "This PDF is locked with a password. Save it without a password and try again."
_DAMAGED = "This PDF is damaged or cut off: it cannot be opened. Download or copy it again."
_PICTURES = (
    "{pages} of this PDF {are}, without text. Download the document from the UN's site, or have its text recognised "
    "(OCR) and check it. It was not read."
)
_EMPTY = "This PDF holds no text: perhaps it is cut off. Download or copy it again. It was not read."
_FEW = 20  # characters: a page number and a symbol on a scanned page are not its text
_SMALLER = 0.93  # of the size of the page's text: a footnote's
_RAISED = 0.8  # of the size of its line: the sign of a footnote
_SIGN = re.compile(r"(?<![\d/])(?:\d{1,3}|\*{1,4}|[†‡§])(?![\d/])")
_MARK = re.compile(r"^\s*(?:(?:\*{1,4}|\d{1,3}|[†‡§])(?:\s|$)|\*{1,4}[^\W\d]|[\[(]\*{1,4}[\])])")
_SYMBOL = r"A\s?/\s?[A-Z0-9][A-Z0-9./\s*-]*"
# At the top or the bottom of a page: a symbol, "Page 14", "14", "GE.12-14978", or several of these.
_RUNNING = re.compile(
    rf"\s*(?:(?:{_SYMBOL}|page\s+\d+|\d{{1,3}}|GE\.\d\d-\d+(?:\s*\(E\))?|[\divx]+)\s*)+", re.IGNORECASE
)
_HEAD_LINES = 3


def read_pdf(data: bytes, *, small_print: bool = False) -> tuple[TextLine, ...]:
    """The lines of all pages, with `small_print` also what stands at a page's end in smaller
    letters.

    Raises RefusedFile for what is no readable PDF, and for pages that are pictures.
    """
    try:
        pdf = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise RefusedFile(_LOCKED if "assword" in str(error) else _DAMAGED) from error
    try:
        if len(pdf) > MAX_PAGES:
            raise RefusedFile(_MANY.format(count=len(pdf)))
        return tuple(_lines(pdf, small_print=small_print))
    except pypdfium2.PdfiumError as error:
        raise RefusedFile(_DAMAGED) from error
    finally:
        pdf.close()


def _lines(pdf: Any, *, small_print: bool) -> list[TextLine]:
    pages: list[list[TextLine]] = []
    pictures: list[int] = []
    length = 0
    for number in range(1, len(pdf) + 1):
        page = pdf[number - 1]
        text = page.get_textpage()
        length += text.count_chars()
        if length > MAX_CHARACTERS:
            raise RefusedFile(_LONG)
        if text.count_chars() < _FEW and any(page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE])):
            pictures.append(number)
        lines = list(_page(text, number))
        # The cover's symbol is what the document is called by.
        pages.append(lines if number == 1 else without_running_heads(lines))
        text.close()
        page.close()
    if pictures:
        are = "is a picture" if len(pictures) == 1 else "are pictures"
        raise RefusedFile(_PICTURES.format(pages=_ranges(pictures), are=are))
    whole = [line for page in pages for line in page]
    if not whole:
        raise RefusedFile(_EMPTY)
    usual = size_of(whole)
    return whole if small_print else [line for page in pages for line in without_footnotes(page, usual)]


def _ranges(pages: Sequence[int]) -> str:
    """ "Pages 3 to 20 and 22"."""
    parts: list[list[int]] = []
    for page in pages:
        if parts and parts[-1][-1] == page - 1:
            parts[-1][1:] = [page]
        else:
            parts.append([page])
    ranges = [" to ".join(map(str, part)) for part in parts]
    joined = ranges[0] if len(ranges) == 1 else f"{', '.join(ranges[:-1])} and {ranges[-1]}"
    return f"Page{'s' if len(pages) > 1 else ''} {joined}"


def _page(text: Any, number: int) -> Iterator[TextLine]:
    """The lines of one page, raised signs taken out of their text."""
    whole = text.get_text_range()
    if len(whole) != text.count_chars():  # a character outside the basic plane is two for the library
        whole = "".join(chr(pdfium.FPDFText_GetUnicode(text.raw, at)) for at in range(text.count_chars()))
    start = 0
    for piece in re.split("(\r\n|\r|\n)", whole):
        if piece.strip():
            yield _line(text, number, piece, start)
        start += len(piece)


def _line(text: Any, page: int, piece: str, start: int) -> TextLine:
    filled = [at for at, character in enumerate(piece) if not character.isspace()]
    size = sorted(_size(text, start + filled[len(filled) * part // 4]) for part in (1, 2, 3))[1]
    raised = [match for match in _SIGN.finditer(piece) if _size(text, start + match.start()) < _RAISED * size]
    kept, end = "", 0
    for match in raised:
        # The sign at the beginning of a line is a footnote's own.
        if match.start() > filled[0]:
            kept, end = kept + piece[end : match.start()], match.end()
    kept += piece[end:]
    return TextLine(
        page=page,
        # A line that ends in a hyphen is joined by the library with the next, this sign between
        # them.
        text=kept.replace("\x02", "-").replace("\ufffe", "-").replace("\u00ad", "").replace("\x00", "").strip(),
        left=_left(text, start + filled[0]),
        size=round(size, 1),
        bold=pdfium.FPDFText_GetFontWeight(text.raw, start + filled[len(filled) // 2]) >= 600,
        notes=tuple(match.group() for match in raised),
    )


def _size(text: Any, at: int) -> float:
    """The height of letters in points; files write it in the font, in the matrix, or in both."""
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFText_GetMatrix(text.raw, at, matrix)
    scale: float = abs(matrix.d) or abs(matrix.b) or 1.0
    size: float = pdfium.FPDFText_GetFontSize(text.raw, at)
    return size * scale


def _left(text: Any, at: int) -> float:
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    pdfium.FPDFText_GetCharBox(text.raw, at, left, right, bottom, top)
    return round(left.value, 1)


def without_running_heads(lines: list[TextLine]) -> list[TextLine]:
    """The page without the symbol and the page's number at its top and bottom."""
    first, last = 0, len(lines)
    while first < min(last, _HEAD_LINES) and _RUNNING.fullmatch(lines[first].text):
        first += 1
    while last > max(first, len(lines) - _HEAD_LINES) and _RUNNING.fullmatch(lines[last - 1].text):
        last -= 1
    return lines[first:last]


def size_of(lines: Sequence[TextLine]) -> float:
    """The size of most of the letters, in points."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[line.size] += len(line.text)
    return sizes.most_common(1)[0][0]


def without_footnotes(lines: list[TextLine], usual: float = 0.0) -> list[TextLine]:
    """The page without the small print at its end, if that begins with the sign of a footnote, or
    holds one of a kind that is known. `usual` is the size of the document's letters: a page may
    hold more small print than text.
    """
    if not lines:
        return lines
    at = _small_print(lines, size_of(lines))
    known = min(at, _small_print(lines, usual))
    if any(begins_footnote(line.text) for line in lines[known:]):
        return lines[:known]
    marked = next((place for place in range(at, len(lines)) if _MARK.match(lines[place].text)), len(lines))
    return lines[:marked]


def _small_print(lines: Sequence[TextLine], body: float) -> int:
    """Where the last lines of a page that are smaller than its text begin."""
    at = len(lines)
    while at and lines[at - 1].size < _SMALLER * body:
        at -= 1
    return at
