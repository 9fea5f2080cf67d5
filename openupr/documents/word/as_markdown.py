"""The document as Markdown: numbers stand in letters, notes as [^1], tables with bars."""

import re
from collections.abc import Iterator

from openupr.documents.word.content import (
    Annex,
    Block,
    Document,
    DocumentTable,
    Heading,
    Inlines,
    Listing,
    Note,
    PageBreak,
    Paragraph,
    Picture,
    Run,
)
from openupr.documents.word.cover import lines
from openupr.documents.word.letters import clean
from openupr.documents.word.number_texts import Passage, numbered_inlines

# What means something to a Markdown reader, anywhere in a line or at its beginning.
_SPECIAL = re.compile(r"([\\`*_\[\]<>|~&#$^])")
_FIRST = re.compile(r"^(\s*\d*)([-+=:.)])", re.MULTILINE)
_AROUND = re.compile(r"^(?:\\\n|\s)+|(?:\\\n|\s)+$")
_COVER = {"CoverTitle": "# {}", "CoverLabel": "**{}**", "OrganisationName": "**{}**"}


def write_markdown(document: Document) -> str:
    """The document as CommonMark with tables and notes as GitHub and pandoc read them.

    Comments and page breaks are left out. Paragraphs are counted as in Word; the mark of a list
    stands in brackets, as Markdown has no letters.
    """
    reading = Passage(document)
    parts = [part for part in _parts(document, reading) if part]
    parts += [f"[^{number}]: {_inlines(note.runs, reading)}" for number, note in enumerate(reading.notes, start=1)]
    return "\n\n".join(parts) + "\n"


def _parts(document: Document, reading: Passage) -> Iterator[str]:
    if document.cover:
        for style, runs in lines(document.cover, document.labels):
            yield _COVER.get(style, "{}").format(_line(runs, reading))
        yield "---"
    elif document.title:
        yield f"# {_line((Run(document.title),), reading)}"
    for block in document.blocks:
        if isinstance(block, Annex):
            yield f"## {_line(reading.annex(block), reading)}"
            yield from (_block(inner, reading) for inner in block.blocks)
        else:
            yield _block(block, reading)


def _block(block: Block, reading: Passage) -> str:
    number = reading.number(block)
    match block:
        case Heading():
            return f"{'#' * (block.level + 1)} {number} {_line(block.runs, reading)}".replace("  ", " ")
        case Paragraph():
            words = _inlines(block.runs, reading)
            return f"{number} {words.replace(chr(10), chr(10) + '   ')}" if number else words
        case Listing():
            return _listing(block, reading)
        case DocumentTable():
            return _table(block, reading)
        case Picture():
            return f"*{_escaped(block.words)}*" if block.words.strip() else ""
        case PageBreak():
            return ""


def _listing(listing: Listing, reading: Passage) -> str:
    marks = reading.counted.items(listing.kind, [item.level for item in listing.items])
    lines_of_list = []
    for item, mark in zip(listing.items, marks, strict=True):
        shown_mark = "" if listing.kind == "bullets" else f"{mark} "
        lines_of_list.append(f"{'  ' * item.level}- {shown_mark}{_line(item.runs, reading)}")
    return "\n".join(lines_of_list)


def _table(table: DocumentTable, reading: Passage) -> str:
    header = table.header or ((),) * table.columns
    caption = [f"**{_line(table.caption, reading)}**\n"] if table.caption else []
    rows = [header, *table.rows]
    written = [f"| {' | '.join(_line(cell, reading) for cell in row)} |" for row in rows]
    return "\n".join([*caption, written[0], f"|{' --- |' * table.columns}", *written[1:]])


def _line(inlines: Inlines, reading: Passage) -> str:
    """On one line: a heading, an item or a cell has no other."""
    return re.sub(r"(\\?\n)+", "<br>", _inlines(inlines, reading))


def _inlines(inlines: Inlines | tuple[Run, ...], reading: Passage) -> str:
    return _AROUND.sub("", "".join(_inline(inline, reading) for inline in numbered_inlines(inlines)))


def _inline(inline: Run | Note, reading: Passage) -> str:
    if isinstance(inline, Note):
        return f"[^{reading.note(inline)}]"
    words = _escaped(inline.text)
    for wanted, mark in ((inline.italic, "*"), (inline.bold, "**")):
        if wanted and words.strip():
            # A mark beside a space marks nothing.
            inner = words.strip()
            words = words.replace(inner, f"{mark}{inner}{mark}", 1)
    target = reading.link(inline)
    return f"[{words}](<{target}>)" if target and not target.startswith("#") else words


def _escaped(text: str) -> str:
    escaped = _SPECIAL.sub(r"\\\1", clean(text).replace("\t", " "))
    return _FIRST.sub(r"\1\\\2", escaped).replace("\n", "\\\n")
