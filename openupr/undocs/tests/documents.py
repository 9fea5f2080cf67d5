"""Small documents made in a test: a PDF line by line, or a Word file paragraph by paragraph."""

import io
from collections.abc import Sequence
from typing import NamedTuple

import docx


class Printed(NamedTuple):
    """A line of a page; a raised sign is a line of its own kind, as printers set it."""

    text: str
    left: float = 113.0
    size: float = 10.0


COVER = [
    Printed("Human Rights Council", 57, 12),
    Printed("Report of the Working Group on the Universal Periodic Review", 85, 17),
    Printed("Cambodia", 85, 14),
    Printed("United Nations A/HRC/99/16", 57, 14),
]
INTRODUCTION = [
    Printed("A/HRC/99/16", 57, 9),
    Printed("1. The Working Group on the Universal Periodic Review held its eighteenth session in"),
    Printed("January. The review of Cambodia was held at the 4th meeting."),
    Printed("II. Conclusions and/or recommendations", 85, 14),
]
END = [
    Printed("9. All conclusions and/or recommendations contained in the present report reflect the"),
    Printed("position of the submitting State(s)."),
]


def report(*lines: Printed | str) -> bytes:
    """A report of the Working Group with these lines in its chapter of recommendations."""
    chapter = [line if isinstance(line, Printed) else Printed(line, _left(line)) for line in lines]
    return pdf([COVER, [*INTRODUCTION, *chapter, *END]])


def _left(line: str) -> float:
    """Recommendations stand further in than the document's paragraphs."""
    return 113.0 if line[:2] in ("7.", "8.") and not line[2:3].isdigit() else 142.0


def pdf(pages: Sequence[Sequence[Printed]]) -> bytes:
    """A PDF of these lines, in one of the fonts that need no file."""
    contents = [_content(page) for page in pages]
    kids = " ".join(f"{4 + 2 * at} 0 R" for at in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for at, content in enumerate(contents):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {5 + 2 * at} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>".encode()
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
    return _file(objects)


def _content(page: Sequence[Printed]) -> bytes:
    pieces = []
    for at, line in enumerate(page):
        text = line.text.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
        place = f"BT /F1 {line.size} Tf 1 0 0 1 {line.left} {790 - 14 * at} Tm (".encode()
        pieces.append(place + text + b") Tj ET")
    return b"\n".join(pieces)


def _file(objects: Sequence[bytes]) -> bytes:
    out = io.BytesIO(b"%PDF-1.4\n")
    out.seek(0, io.SEEK_END)
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.write(b"".join(b"%010d 00000 n \n" % place for place in places))
    out.write(b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start))
    return out.getvalue()


def word(*paragraphs: str) -> bytes:
    """A Word file; a paragraph that begins with "# " takes an automatic number instead of that sign."""
    document = docx.Document()
    for paragraph in paragraphs:
        if paragraph.startswith("# "):
            document.add_paragraph(paragraph[2:], style="List Number")
        else:
            document.add_paragraph(paragraph)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def word_with_table(paragraphs: Sequence[str], rows: Sequence[Sequence[str]]) -> bytes:
    """A Word file with a table below its paragraphs."""
    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    table = document.add_table(rows=0, cols=len(rows[0]))
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()
