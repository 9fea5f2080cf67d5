"""The parts beside the text: end notes, comments, headers and footers, settings, fonts, and the
title of the file.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC

from lxml import etree

from openupr.documents.word.blocks import paragraph
from openupr.documents.word.content import Document, Note, Run, WordComment, plain
from openupr.documents.word.letters import KHMER_FONT, KHMER_FONTS, LATIN_FONT, clean, locale
from openupr.documents.word.manuscript import Manuscript
from openupr.documents.word.markup import Element, field, layout, letters, w
from openupr.documents.word.runs import written

NO_TIME = "2000-01-01T00:00:00Z"
"""A file says nothing of when it was written."""
_SEPARATORS = {-1: "separator", 0: "continuationSeparator"}


def endnotes(notes: Iterable[Note], manuscript: Manuscript) -> Element:
    """w:endnotes: the two lines that Word draws above notes, then the notes from 1."""
    return w("endnotes", *_separators(), *_notes(notes, manuscript))


def _separators() -> Iterator[Element]:
    for number, kind in _SEPARATORS.items():
        yield w("endnote", w("p", layout(after=0), w("r", w(kind))), type=kind, id=number)


def _notes(notes: Iterable[Note], manuscript: Manuscript) -> Iterator[Element]:
    for number, note in enumerate(notes, start=1):
        line = paragraph("EndnoteText", (), manuscript)
        line.append(w("r", letters(style="EndnoteReference"), w("endnoteRef")))
        line.extend(written((Run(" "), *note.runs), manuscript))
        yield w("endnote", line, id=number)


def comments(several: Iterable[WordComment], manuscript: Manuscript) -> Element:
    """w:comments, numbered from 0."""
    return w("comments", *_comments(several, manuscript))


def _comments(several: Iterable[WordComment], manuscript: Manuscript) -> Iterator[Element]:
    for number, comment in enumerate(several):
        line = paragraph("CommentText", (), manuscript)
        line.append(w("r", letters(style="CommentReference"), w("annotationRef")))
        line.extend(written(plain(comment.text), manuscript))
        date = f"{comment.written.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
        yield w("comment", line, id=number, author=clean(comment.author).replace("\n", " "), date=date)


def furniture(target: str, document: Document, manuscript: Manuscript) -> Element:
    """The root of header1.xml and footer1.xml, and of header2.xml and footer2.xml, which are the
    cover's and empty.
    """
    root, style = ("hdr", "Header") if target.startswith("header") else ("ftr", "Footer")
    line = paragraph(style, (), manuscript)
    if target == "header1.xml":
        line.extend(written(plain(document.furniture.header), manuscript))
    elif target == "footer1.xml":
        line.append(field("PAGE", "1"))
    return w(root, line)


def settings(document: Document, *, notes: bool) -> Element:
    """w:settings.

    No ids of editing sessions, no template, nobody's name: what is not said here Word does not
    know.
    """
    modern = {"name": "compatibilityMode", "uri": "http://schemas.microsoft.com/office/word", "val": 15}
    anonymous = not document.for_comments
    return w(
        "settings",
        w("removePersonalInformation") if anonymous else None,
        w("removeDateAndTime") if anonymous else None,
        w("defaultTabStop", val=709),
        w("characterSpacingControl", val="doNotCompress"),
        w("endnotePr", w("numFmt", val="decimal"), *(w("endnote", id=number) for number in _SEPARATORS))
        if notes
        else None,
        w("compat", w("compatSetting", **modern)),
    )


def font_table() -> Element:
    """w:fonts: what Word takes where the Khmer font is missing."""
    return w(
        "fonts",
        w("font", w("charset", val="00"), w("family", val="roman"), w("pitch", val="variable"), name=LATIN_FONT),
        w("font", w("altName", val=",".join(KHMER_FONTS[1:])), w("pitch", val="variable"), name=KHMER_FONT),
    )


def core_properties(document: Document) -> bytes:
    """The title and the language, and that nobody wrote it at no time."""
    package = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
    elements, terms = "http://purl.org/dc/elements/1.1/", "http://purl.org/dc/terms/"
    schema = "http://www.w3.org/2001/XMLSchema-instance"
    root = etree.Element(
        f"{{{package}}}coreProperties", nsmap={"cp": package, "dc": elements, "dcterms": terms, "xsi": schema}
    )
    etree.SubElement(root, f"{{{elements}}}title").text = clean(document.title).replace("\n", " ")
    etree.SubElement(root, f"{{{elements}}}language").text = locale(document.language)
    for name in ("created", "modified"):
        moment = etree.SubElement(root, f"{{{terms}}}{name}", {f"{{{schema}}}type": "dcterms:W3CDTF"})
        moment.text = NO_TIME
    data: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return data
