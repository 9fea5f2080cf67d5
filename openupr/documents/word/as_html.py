"""The document as a page of HTML, and printed from it."""

from base64 import b64encode
from collections.abc import Iterable, Iterator
from functools import cache
from html import escape
from pathlib import Path

from openupr.documents.printing import pdf
from openupr.documents.word.content import (
    Annex,
    Block,
    Document,
    DocumentTable,
    Heading,
    Inline,
    Inlines,
    Listing,
    Marked,
    Note,
    PageBreak,
    Paragraph,
    Picture,
    Run,
)
from openupr.documents.word.cover import lines
from openupr.documents.word.letters import clean, is_right_to_left, pieces, tag
from openupr.documents.word.number_texts import Passage, numbered_inlines
from openupr.documents.word.numbering import BlockNumbers
from openupr.text.khmer import segment

_STYLE = Path(__file__).parent / "data" / "document.css"
_TAGS = {"CoverTitle": "h1", "CoverLabel": "h2"}


def write_html(document: Document) -> str:
    """The whole page, with its style sheet inside: a file to keep, which asks nobody for
    anything.
    """
    reading = Passage(document)
    article = _article(document, reading)
    language = f' lang="{tag(document.language)}"' if tag(document.language) else ""
    return (
        f'<!doctype html>\n<html{language}><head><meta charset="utf-8"><title>{_escaped(document.title)}</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<style>{_style()}{''.join(_widths(reading))}{''.join(_picture_widths(document))}{_size(document)}</style></head><body><main>{article}</main></body></html>\n"
    )


def html_article(document: Document, *, first: int = 1) -> str:
    """The document as one <article> for a page that has its own style sheet; it holds no style and
    no script.

    `first`: the number of its first numbered paragraph, where it is a part of something longer.
    """
    return _article(document, Passage(document, BlockNumbers(first - 1)))


def _article(document: Document, reading: Passage) -> str:
    direction = ' dir="rtl"' if is_right_to_left(document.language) else ""
    numbered = " numbered-pages" if document.furniture.page_numbers else ""
    header = f' data-header="{_escaped(document.furniture.header)}"' if document.furniture.header else ""
    return f'<article class="document{numbered}"{direction}{header}>{"".join(_parts(document, reading))}</article>'


def _size(document: Document) -> str:
    letters = "" if document.points == 12 else f".document{{font-size:{document.points}pt}}"
    if not document.narrow:
        return letters
    return f"{letters}@page{{size:A4{' landscape' if document.landscape else ''};margin:1.25cm}}"


def _widths(reading: Passage) -> Iterator[str]:
    # WeasyPrint takes no width from an attribute of <col>.
    for number, shares in enumerate(reading.tables, start=1):
        for column, share in enumerate(shares, start=1):
            yield f".table-{number} col:nth-child({column}){{width:{share:.2f}%}}"


def _picture_widths(document: Document) -> Iterator[str]:
    # Nor from one of <img>: a picture was as large as it was drawn.
    inside = [
        block
        for block_or_annex in document.blocks
        for block in (block_or_annex.blocks if isinstance(block_or_annex, Annex) else [block_or_annex])
    ]
    for width in sorted({_width_of(block) for block in inside if isinstance(block, Picture)}):
        yield f'.picture[width="{width}"]{{width:{width}px}}'


def write_pdf(document: Document) -> bytes:
    """The page printed on A4, a preview of the Word file: pages break elsewhere.

    Raises CannotPrint.
    """
    return pdf(to_print(document))


def to_print(document: Document) -> str:
    """The whole page for WeasyPrint.

    It breaks Khmer words in the middle at <wbr>, and between words at this mark.
    """
    return write_html(document).replace("<wbr>", "\u200b")


@cache
def _style() -> str:
    return _STYLE.read_text(encoding="utf-8")


def _parts(document: Document, reading: Passage) -> Iterator[str]:
    if document.cover:
        yield '<header class="cover">'
        for style, runs in lines(document.cover, document.labels):
            element = _TAGS.get(style, "p")
            yield f'<{element} class="{style}">{_inlines(runs, reading)}</{element}>'
        yield "</header>"
    elif document.title:
        yield f'<h1 class="title">{_escaped(document.title)}</h1>'
    for block in document.blocks:
        yield _annex(block, reading) if isinstance(block, Annex) else _block(block, reading)
    if reading.notes:
        yield f'<section class="notes"><h2>{_escaped(document.labels.notes)}</h2><ol>'
        yield from _notes(reading)
        yield "</ol></section>"


def _notes(reading: Passage) -> Iterator[str]:
    for number, note in enumerate(reading.notes, start=1):
        back = f'<a class="back" href="#noted-{number}" aria-label="{number}">↩</a>'
        yield f'<li id="note-{number}">{_inlines(note.runs, reading)} {back}</li>'


def _annex(annex: Annex, reading: Passage) -> str:
    across = " across" if annex.landscape else ""
    heading = f"<h2>{_inlines(reading.annex(annex), reading)}</h2>"
    return f'<section class="annex{across}">{heading}{"".join(_block(b, reading) for b in annex.blocks)}</section>'


def _block(block: Block, reading: Passage) -> str:
    number = reading.number(block)
    mark = f'<span class="number">{number}</span> ' if number else ""
    match block:
        case Heading():
            element = f"h{block.level + 1}"
            return f"<{element}{_identity(block)}>{mark}{_inlines(block.runs, reading)}</{element}>"
        case Paragraph():
            classes = " ".join(["counted"] * bool(number) + ["keeps-next"] * block.keeps_next)
            manner = f' class="{classes}"' if classes else ""
            return f"<p{_identity(block)}{manner}>{mark}{_inlines(block.runs, reading)}</p>"
        case Listing():
            return _listing(block, reading)
        case DocumentTable():
            return _table(block, reading)
        case Picture():
            return _picture(block)
        case PageBreak():
            return '<div class="new-page"></div>'


def _width_of(picture: Picture) -> int:
    return round(picture.size[0] * 96)


def _picture(picture: Picture) -> str:
    drawn, width = b64encode(picture.png).decode("ascii"), _width_of(picture)
    source = f"data:image/png;base64,{drawn}"
    return f'<img class="picture" src="{source}" width="{width}" alt="{_escaped(picture.words)}">'


def _listing(listing: Listing, reading: Passage) -> str:
    marks = reading.counted.items(listing.kind, [item.level for item in listing.items])
    items = "".join(
        f'<li{_identity(item)} class="deep-{item.level}"><span class="mark">{mark}</span> '
        f"{_inlines(item.runs, reading)}</li>"
        for item, mark in zip(listing.items, marks, strict=True)
    )
    element = "ul" if listing.kind == "bullets" else "ol"
    return f'<{element} class="listing" role="list">{items}</{element}>'


def _table(table: DocumentTable, reading: Passage) -> str:
    caption = f"<caption>{_inlines(table.caption, reading)}</caption>" if table.caption else ""
    number = reading.table(table.widths or (1.0,) * table.columns)
    columns = "".join(f'<col width="{share:.2f}%">' for share in reading.tables[-1])
    heads = "".join(f'<th scope="col">{_inlines(cell, reading)}</th>' for cell in table.header)
    head = f"<thead><tr>{heads}</tr></thead>" if heads else ""
    rows = "".join(f"<tr>{''.join(f'<td>{_inlines(cell, reading)}</td>' for cell in row)}</tr>" for row in table.rows)
    manner = (" across" if table.landscape else "") + (" together" if table.keeps_together else "")
    inside = f"{caption}<colgroup>{columns}</colgroup>{head}<tbody>{rows}</tbody>"
    # A wide table is moved within its frame, by keyboard too.
    return f'<div class="frame{manner}" tabindex="0"><table class="table-{number}">{inside}</table></div>'


def _identity(marked: Marked) -> str:
    return f' id="{marked.anchor}"' if marked.anchor else ""


def _inlines(inlines: Inlines | Iterable[Run], reading: Passage) -> str:
    before: Inline | None = None
    html = ""
    for inline in numbered_inlines(tuple(inlines)):
        piece = _inline(inline, reading)
        # Two marks of notes beside each other would read as one number.
        beside = isinstance(inline, Note) and isinstance(before, Note)
        html += piece.replace("<sup>", "<sup>,", 1) if beside else piece
        before = inline
    return html


def _inline(inline: Run | Note, reading: Passage) -> str:
    if isinstance(inline, Note):
        number = reading.note(inline)
        return f'<sup><a id="noted-{number}" href="#note-{number}">{number}</a></sup>'
    words = "".join(_script(inline.text))
    language = tag(inline.language)
    if language and language != reading.document.language:
        words = f'<span lang="{language}">{words}</span>'
    words = f"<em>{words}</em>" if inline.italic else words
    words = f"<strong>{words}</strong>" if inline.bold else words
    target = reading.link(inline)
    return f'<a href="{escape(target)}">{words}</a>' if target else words


def _script(text: str) -> Iterator[str]:
    for words, script in pieces(text):
        if script == "khmer":
            yield f'<span lang="km">{_khmer(words)}</span>'
        else:
            yield _escaped(words).replace("\n", "<br>")


def _khmer(words: str) -> str:
    """Where a line may break is marked with <wbr>: not every browser knows Khmer words, no printer
    does, and a mark of this kind is not copied with the text.
    """
    starts = [start for _, start, _ in segment(words)][1:]
    return "<wbr>".join(escape(words[at:end]) for at, end in zip([0, *starts], [*starts, None], strict=True))


def _escaped(text: str) -> str:
    return escape(clean(text))
