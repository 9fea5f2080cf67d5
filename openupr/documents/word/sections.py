"""The text cut into sections: cover, upright pages, pages across, each with its size and its
furniture.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from openupr.documents.word.blocks import blocks, paragraph
from openupr.documents.word.content import Annex, Block, Document, DocumentTable, Marked, PageBreak, Run, plain
from openupr.documents.word.cover import cover
from openupr.documents.word.manuscript import Manuscript
from openupr.documents.word.markup import RELATION, Element, field, w
from openupr.documents.word.runs import written
from openupr.documents.word.styles import SMALL_POINTS, TABLE_END

_SHORT, _LONG = 11906, 16838  # A4
_MARGIN, _NARROW = 1417, 709  # 2.5 cm, 1.25 cm


@dataclass(frozen=True, slots=True)
class SectionStretch:
    """What stands in one section. `annex` is the annex that begins here, with its number."""

    blocks: tuple[Block, ...]
    landscape: bool = False
    in_annex: bool = False
    annex: tuple[Annex, int] | None = None
    is_cover: bool = False


def stretches(document: Document) -> list[SectionStretch]:
    """The sections of a document in order."""
    sections = [SectionStretch((), is_cover=True)] if document.cover else []
    waiting: list[Block] = []
    annexes = 0
    for block in document.blocks:
        if not isinstance(block, Annex):
            waiting.append(block)
            continue
        sections += _turned(waiting, whole=document.landscape)
        waiting, annexes = [], annexes + 1
        sections += _annex(block, annexes)
    sections += _turned(waiting, whole=document.landscape)
    return sections


def _turned(content: Iterable[Block], *, in_annex: bool = False, whole: bool = False) -> Iterator[SectionStretch]:
    """The blocks, cut where a page is turned. `whole`: all pages are across."""
    gathered: list[Block] = []
    across = whole
    for block in content:
        turned = whole or (isinstance(block, DocumentTable) and block.landscape)
        if turned != across and gathered:
            yield SectionStretch(_trimmed(gathered), across, in_annex)
            gathered = []
        across = turned
        gathered.append(block)
    if _trimmed(gathered):
        yield SectionStretch(_trimmed(gathered), across, in_annex)


def _annex(annex: Annex, number: int) -> Iterator[SectionStretch]:
    if annex.landscape:
        yield SectionStretch(_trimmed(annex.blocks), True, True, (annex, number))
        return
    first, *others = [*_turned(annex.blocks, in_annex=True)] or [SectionStretch((), in_annex=True)]
    if first.landscape:
        yield SectionStretch((), False, True, (annex, number))
        yield first
    else:
        yield SectionStretch(first.blocks, False, True, (annex, number))
    yield from others


def _trimmed(content: Iterable[Block]) -> tuple[Block, ...]:
    """Without breaks at its end, which would make an empty page."""
    kept = list(content)
    while kept and isinstance(kept[-1], PageBreak):
        kept.pop()
    return tuple(kept)


def body(document: Document, manuscript: Manuscript) -> Element:
    """w:body; the last section's properties stand at its end, the others' in their last
    paragraph.
    """
    root = w("body")
    if document.title and not document.cover:
        root.append(paragraph("Title", plain(document.title), manuscript))
    last: SectionStretch | None = None
    for stretch in stretches(document):
        if last:
            _close(root, _properties(document, last, manuscript), manuscript)
        root.extend(_written(document, stretch, manuscript))
        last = stretch
    last = last or SectionStretch(())
    if manuscript.notes and document.annexes():
        # Word sets end notes after everything: they are not to stand under an annex, nor across its
        # page.
        _close(root, _properties(document, last, manuscript), manuscript)
        root.append(paragraph("NotesHeading", plain(document.labels.notes), manuscript))
        last = SectionStretch(())
    root.append(_properties(document, last, manuscript))
    return root


def _written(document: Document, stretch: SectionStretch, manuscript: Manuscript) -> Iterator[Element]:
    if stretch.is_cover and document.cover:
        yield from cover(document.cover, document.labels, manuscript)
        return
    if stretch.annex:
        yield _annex_heading(document, *stretch.annex, manuscript)
    width = (_LONG if stretch.landscape else _SHORT) - 2 * _margin(document)
    small = (stretch.landscape or stretch.in_annex) and document.points > SMALL_POINTS
    yield from blocks(stretch.blocks, manuscript, width=width, small_tables=small)


def _margin(document: Document) -> int:
    return _NARROW if document.narrow else _MARGIN


def _annex_heading(document: Document, annex: Annex, number: int, manuscript: Manuscript) -> Element:
    """The word stands there in letters, so that whoever reads the file sees that an annex begins;
    Word counts.
    """
    several = document.annexes() > 1
    label = plain(document.labels.annex + " " * several)
    heading = paragraph("AnnexHeading", label, manuscript, Marked(anchor=annex.anchor))
    if several:
        heading.append(field("SEQ Annex \\* ARABIC", str(number)))
    heading.extend(written((Run(". "), *annex.title), manuscript))
    return heading


def _close(root: Element, properties: Element, manuscript: Manuscript) -> None:
    """End the section in the last paragraph; in one of its own after the cover, and where a section
    is empty.
    """
    last = root[-1] if len(root) else None
    if last is None or last.tag != w("p").tag or last.find(f"{w('pPr').tag}/{w('sectPr').tag}") is not None:
        # With nothing in it LibreOffice would drop it, and when it saves take all that follows for
        # the cover.
        last = paragraph(TABLE_END, plain(" "), manuscript)
        root.append(last)
    shape = last.find(w("pPr").tag)
    if shape is None:
        shape = w("pPr")
        last.insert(0, shape)
    shape.append(properties)


def _properties(document: Document, stretch: SectionStretch, manuscript: Manuscript) -> Element:
    wide, high = (_LONG, _SHORT) if stretch.landscape else (_SHORT, _LONG)
    size = w("pgSz", w=wide, h=high, **({"orient": "landscape"} if stretch.landscape else {}))
    edges = dict.fromkeys(("top", "right", "bottom", "left"), _margin(document))
    furniture = _NARROW // 2 if document.narrow else _NARROW
    return w(
        "sectPr",
        *_furniture(document, stretch, manuscript),
        w("endnotePr", w("numFmt", val="decimal")),
        w("type", val="nextPage"),
        size,
        w("pgMar", **edges, header=furniture, footer=furniture, gutter=0),
        w("cols", space=709),
        w("titlePg") if stretch.is_cover else None,
    )


def _furniture(document: Document, stretch: SectionStretch, manuscript: Manuscript) -> Iterator[Element]:
    furniture = document.furniture
    for wanted, kind, name in (
        (bool(furniture.header), "header", "headerReference"),
        (furniture.page_numbers, "footer", "footerReference"),
    ):
        if wanted:
            # A cover of forty organisations takes several pages, and none of them has a number.
            target = f"{kind}2.xml" if stretch.is_cover else f"{kind}1.xml"
            yield _reference(name, "default", manuscript.relations.to(kind, target))
            if stretch.is_cover:
                yield _reference(name, "first", manuscript.relations.to(kind, target))


def _reference(name: str, kind: str, identity: str) -> Element:
    element = w(name, type=kind)
    element.set(RELATION, identity)
    return element
