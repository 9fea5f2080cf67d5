"""A file as lines of text, whether it is a PDF or a Word file."""

from dataclasses import dataclass, field
from typing import Literal

from openupr.files.kind import names_stream, recognise
from openupr.files.refusal import RefusedFile
from openupr.files.word import read_word

from .values import TextLine

_OTHER = "This is {what}; the UN's documents are read as PDF or as Word files (.docx)."

_SPREADSHEET = (
    "This is a spreadsheet. A thematic list is read as the Word file (.docx) that OHCHR publishes: choose that file. "
    "Exports of the Danish Institute and of UPR Info are imported: openupr import dihr FILE, "
    "openupr import upr-info FILE."
)


@dataclass(frozen=True)
class Opened:
    """`lines` in reading order, without running heads and feet.

    `data` is the file itself, for readers that need more than lines, such as a table's cells.
    """

    format: Literal["pdf", "word"]
    data: bytes = field(repr=False)
    lines: tuple[TextLine, ...] = field(repr=False)

    def beginning(self, lines: int = 80) -> str:
        """The text of the first lines, in one line: the cover says what a document is."""
        return " ".join(" ".join(line.text for line in self.lines[:lines]).split())


def open_document(data: bytes) -> Opened:
    """Raises RefusedFile for anything but a PDF with text or a Word file."""
    kind, what = recognise(data[:512])
    if what == "a PDF document":
        # Imported here: what reads PDFs takes a command longer to import than its work.
        from .pdf import read_pdf

        return Opened("pdf", data, read_pdf(data))
    if _is_workbook(data):
        raise RefusedFile(_SPREADSHEET)
    if kind in ("zip", "compound"):
        return Opened("word", data, _word_lines(data))
    if kind == "empty":
        raise RefusedFile("This file is empty.")
    raise RefusedFile(_OTHER.format(what=what or "plain text or something unknown"))


def _word_lines(data: bytes) -> tuple[TextLine, ...]:
    """The paragraphs in reading order, each with its number, typed or automatic.

    Word has no pages until it is printed: `page` is None. Raises RefusedFile.
    """
    return tuple(
        TextLine(
            page=None,
            text=" ".join(f"{paragraph.label} {paragraph.text}".split()),
            bold=any(run.look.bold for run in paragraph.runs if run.text.strip()),
            size=max((run.look.size for run in paragraph.runs if run.text.strip()), default=0.0),
        )
        for paragraph in read_word(data).paragraphs
        if paragraph.text.strip()
    )


def _is_workbook(data: bytes) -> bool:
    """Whether it is a file of Excel, of this or an earlier time."""
    kind = recognise(data[:512])[0]
    if kind == "zip":
        # A Word file may hold a workbook.
        return b"xl/workbook.xml" in data and b"word/document.xml" not in data
    return kind == "compound" and names_stream(data, "Workbook") and not names_stream(data, "WordDocument")
