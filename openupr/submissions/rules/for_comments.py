"""A circulated draft as the Word file for comments, and as that file reads when it comes back."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from openupr.documents import word
from openupr.documents.light_markup import markup_blocks
from openupr.returning.draft_units import draft_paragraphs as written_paragraphs
from openupr.returning.sent_draft import Sent, SentParagraph
from openupr.returning.units import Unit, unit_of

from .arranging import headed, whole_heading

Content = Mapping[str, Any]
"""What an edition keeps: see editions.content_of."""
_HEADING = re.compile(r"h_\d+")


@dataclass(frozen=True, slots=True)
class _Written:
    """The document, and the paragraph of each of its anchors and tables."""

    document: word.Document
    anchors: dict[str, str]
    tables: list[str]


def document_for_comments(content: Content, cite: Mapping[str, str], language: str) -> word.Document:
    """The draft without a cover, as it is only for comments. Every block has its own anchor."""
    return _written(content, cite, language).document


def sent_of(content: Content, cite: Mapping[str, str], language: str) -> Sent:
    """The draft as the reader of returned files reads it.

    The same words for the same edition; only citations follow the record.
    """
    written = _written(content, cite, language)
    paragraphs = tuple(
        SentParagraph(
            paragraph["anchor"], paragraph["text"], tuple(paragraph["sources"]), whole_heading(section), number
        )
        for number, section in enumerate(content["sections"])
        for paragraph in section["paragraphs"]
    )
    position = {paragraph.anchor: at for at, paragraph in enumerate(paragraphs)}
    units = [unit for unit in map(unit_of, written_paragraphs(written.document)) if unit.lives]
    tables = iter(written.tables)
    owners = [
        next(tables, "") if unit.kind == "table" else written.anchors.get(next(iter(unit.anchors), ""), "")
        for unit in units
    ]
    owned = tuple(map(position.get, owners))
    sections = tuple(map(whole_heading, content["sections"]))
    return Sent(paragraphs, tuple(units), owned, cite, sections, tuple(_opened(units, owned, paragraphs)))


def _opened(
    units: Sequence[Unit], owners: Sequence[int | None], paragraphs: Sequence[SentParagraph]
) -> Iterator[int | None]:
    """For each unit the section that it is the heading of.

    The heading of an annex has no anchor: it is the unit just before its text.
    """
    for unit, below in zip(units, (*owners[1:], None), strict=True):
        number = next((name.removeprefix("h_") for name in unit.anchors if _HEADING.fullmatch(name)), None)
        if unit.kind == "heading" and number is not None:
            yield int(number)
        else:
            yield paragraphs[below].section if unit.kind == "heading" and below is not None else None


def paragraphs_of(content: Content) -> Iterator[tuple[Content, Content]]:
    """(section, paragraph) in order."""
    for section in content["sections"]:
        for paragraph in section["paragraphs"]:
            yield section, paragraph


def _written(content: Content, cite: Mapping[str, str], language: str) -> _Written:
    parts: list[word.Block | word.Annex] = []
    anchors: dict[str, str] = {}
    tables: list[str] = []
    for number, (section, theme) in enumerate(headed(content["sections"])):
        if theme:
            parts.append(word.Heading(word.plain(theme), anchor=f"t_{number}"))
        is_annex = section["kind"] == "annex"
        blocks: list[word.Block] = []
        for paragraph in section["paragraphs"]:
            for block in _anchored(paragraph, cite, numbered=not is_annex):
                anchors |= dict.fromkeys(_names(block), paragraph["anchor"])
                tables += [paragraph["anchor"]] * isinstance(block, word.DocumentTable)
                blocks.append(block)
        if not is_annex:
            level = 2 if section.get("theme") else 1
            parts += [word.Heading(word.plain(section["heading"]), level, anchor=f"h_{number}"), *blocks]
        elif blocks:
            parts.append(word.Annex(word.plain(annex_title(section["heading"])), tuple(blocks), landscape=True))
    document = word.Document(content["title"], tuple(parts), language=language, for_comments=True)
    return _Written(document, anchors, tables)


def _names(block: word.Block) -> list[str]:
    marked: Sequence[Any] = block.items if isinstance(block, word.Listing) else [block]
    return [item.anchor for item in marked if getattr(item, "anchor", "")]


def _anchored(paragraph: Content, cite: Mapping[str, str], *, numbered: bool) -> list[word.Block]:
    """The blocks of a paragraph, each with its own anchor; sources become end notes."""
    anchor = paragraph["anchor"]
    blocks: list[word.Block] = []
    for at, block in enumerate(markup_blocks(paragraph["text"], cite=cite.get, numbered=numbered)):
        match block:
            case word.Listing(items=items):
                named = tuple(replace(item, anchor=f"{anchor}_{at}_{n}") for n, item in enumerate(items))
                blocks.append(replace(block, items=named))
            case word.Paragraph():
                blocks.append(replace(block, anchor=f"{anchor}_{at}" if at else anchor))
            case _:
                blocks.append(block)
    notes = tuple(word.Note((word.Run(source),)) for source in paragraph["sources"])
    if notes and blocks and isinstance(blocks[-1], word.Paragraph):
        blocks[-1] = replace(blocks[-1], runs=(*blocks[-1].runs, *notes))
    return blocks


def annex_title(heading: str, annex: str = "Annex") -> str:
    """The heading without the word "Annex" (`annex`: in the file's language), which the file adds
    itself.
    """
    label, colon, title = heading.partition(":")
    title = title.strip()
    if colon and title and label.strip().casefold() in {"annex", annex.casefold()}:
        return title[0].upper() + title[1:]
    return heading
