"""Headings, paragraphs, lists and breaks as they stand in Word."""

from collections.abc import Iterable, Iterator

from openupr.documents.word.content import (
    Block,
    DocumentTable,
    Heading,
    Inlines,
    Listing,
    Marked,
    PageBreak,
    Paragraph,
    Picture,
    Run,
)
from openupr.documents.word.letters import is_right_to_left
from openupr.documents.word.manuscript import Manuscript
from openupr.documents.word.markup import Element, layout, letters, w
from openupr.documents.word.numbering import BULLETS, LIST_STYLES, list_number
from openupr.documents.word.pictures import picture
from openupr.documents.word.runs import written
from openupr.documents.word.styles import TABLE_END
from openupr.documents.word.tables import table


def blocks(content: Iterable[Block], manuscript: Manuscript, *, width: int, small_tables: bool) -> Iterator[Element]:
    """The blocks on a page `width` twips wide between its margins; `small_tables` are set in 10
    point.
    """
    new_page = False
    for block in content:
        if isinstance(block, PageBreak):
            new_page = True
            continue
        if new_page and isinstance(block, Listing | DocumentTable | Picture):
            yield paragraph(TABLE_END, (), manuscript, new_page=True)
            new_page = False
        match block:
            case DocumentTable():
                yield from _table(block, manuscript, width, small_tables)
            case Listing():
                yield from _listing(block, manuscript)
            case Picture():
                yield picture(block, manuscript, width=width)
            case Heading():
                style, numbering = f"Heading{block.level}", None if block.numbered else (0, 0)
                yield paragraph(style, block.runs, manuscript, block, new_page=new_page, numbering=numbering)
            case Paragraph():
                style = "NumberedParagraph" if block.numbered else "Normal"
                yield paragraph(style, block.runs, manuscript, block, new_page=new_page, keep_next=block.keeps_next)
        new_page = False


def paragraph(
    style: str, runs: Inlines, manuscript: Manuscript, marked: Marked | None = None, *, new_page: bool = False,
    numbering: tuple[int, int] | None = None, keep_next: bool = False,
) -> Element:  # fmt: skip
    """A paragraph of a named style, with the anchor and the comments of `marked` around its
    words.
    """
    shape = layout(
        style="" if style == "Normal" else style,
        new_page=new_page,
        keep_next=keep_next,
        numbering=numbering,
        right_to_left=is_right_to_left(manuscript.language),
    )
    return w("p", shape, *_marked(marked or Marked(), written(runs, manuscript), manuscript))


def _marked(marked: Marked, inside: Iterable[Element], manuscript: Manuscript) -> Iterator[Element]:
    bookmark = manuscript.bookmarks
    if marked.anchor:
        manuscript.bookmarks += 1
        yield w("bookmarkStart", id=bookmark, name=marked.anchor)
    first = len(manuscript.comments)
    manuscript.comments.extend(marked.comments)
    numbers = range(first, len(manuscript.comments))
    yield from (w("commentRangeStart", id=number) for number in numbers)
    yield from inside
    for number in numbers:
        yield w("commentRangeEnd", id=number)
        yield w("r", letters(style="CommentReference"), w("commentReference", id=number))
    if marked.anchor:
        yield w("bookmarkEnd", id=bookmark)


def _listing(listing: Listing, manuscript: Manuscript) -> Iterator[Element]:
    if listing.kind == "bullets":
        number = BULLETS
    else:
        number = list_number(len(manuscript.lists))
        manuscript.lists.append(listing.kind)
    style = LIST_STYLES[listing.kind]
    for item in listing.items:
        # The style itself holds the plain bullet.
        numbering = None if number == BULLETS and not item.level else (item.level, number)
        yield paragraph(style, item.runs, manuscript, item, numbering=numbering)


def _table(block: DocumentTable, manuscript: Manuscript, width: int, small: bool) -> Iterator[Element]:
    if block.caption:
        yield paragraph("Caption", block.caption, manuscript)

    def cell(style: str, runs: Inlines, anchor: str) -> Element:
        return paragraph(("Annex" if small else "") + style, runs, manuscript, Marked(anchor=anchor))

    yield table(block, cell, width=width, right_to_left=is_right_to_left(manuscript.language))
    # Word joins two tables that touch, and wants a paragraph after the last one of a section.
    yield paragraph(TABLE_END, (Run(""),), manuscript)
