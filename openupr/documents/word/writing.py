"""The Word file: its parts, what refers to what, and the archive that is the same for the same
document.
"""

import io
from collections.abc import Iterable, Iterator
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from lxml import etree

from openupr.documents.word import extra_parts
from openupr.documents.word.content import Document
from openupr.documents.word.manuscript import Manuscript, Relations
from openupr.documents.word.markup import Element, serialised, w
from openupr.documents.word.numbering import numbering
from openupr.documents.word.sections import body
from openupr.documents.word.styles import styles

_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OPEN = "application/vnd.openxmlformats"
CONTENT_TYPE = f"{_OPEN}-officedocument.wordprocessingml.document"
"""Of the whole file, for whoever serves it."""
_NEVER = (1980, 1, 1, 0, 0, 0)  # the earliest an archive knows


def write_word(document: Document) -> bytes:
    """The document as a Word file (.docx).

    It names nobody, not even a program, and no time; only the authors of comments that are given
    stand in it. The same document gives the same bytes on the same Python.
    """
    manuscript = Manuscript(document.language, frozenset(document.anchors()), comes_back=document.for_comments)
    text = w("document", body(document, manuscript))
    parts = dict(_beside(document, manuscript))
    parts["word/document.xml"] = serialised(text)
    parts["word/_rels/document.xml.rels"] = _relations(manuscript.relations)
    parts["docProps/core.xml"] = extra_parts.core_properties(document)
    return _archive({"[Content_Types].xml": _content_types(parts), "_rels/.rels": _package(), **parts})


def _beside(document: Document, manuscript: Manuscript) -> Iterator[tuple[str, bytes]]:
    """The parts that the text refers to. Each enters the relations of the text."""
    furniture = [target for _, target, _ in manuscript.relations.ids if target.startswith(("header", "footer"))]
    yield from manuscript.pictures.items()
    roots: dict[str, Element] = {
        "styles": styles(document.language, points=document.points),
        "numbering": numbering(manuscript.lists),
        "settings": extra_parts.settings(document, notes=bool(manuscript.notes)),
        "fontTable": extra_parts.font_table(),
    }
    for kind, root in roots.items():
        manuscript.relations.to(kind, f"{kind}.xml")
        yield f"word/{kind}.xml", serialised(root)
    for target in furniture:
        yield f"word/{target}", serialised(extra_parts.furniture(target, document, manuscript.beside()))
    if manuscript.notes:
        yield from _with_addresses("endnotes", extra_parts.endnotes(manuscript.notes, own := manuscript.beside()), own)
        manuscript.relations.to("endnotes", "endnotes.xml")
    if manuscript.comments:
        yield from _with_addresses(
            "comments", extra_parts.comments(manuscript.comments, own := manuscript.beside()), own
        )
        manuscript.relations.to("comments", "comments.xml")


def _with_addresses(kind: str, root: Element, own: Manuscript) -> Iterator[tuple[str, bytes]]:
    yield f"word/{kind}.xml", serialised(root)
    if own.relations.ids:
        yield f"word/_rels/{kind}.xml.rels", _relations(own.relations)


def _relations(relations: Relations) -> bytes:
    root = etree.Element("Relationships", xmlns=f"{_PACKAGE}/relationships")
    for (kind, target, outside), identity in relations.ids.items():
        row = etree.SubElement(root, "Relationship", Id=identity, Type=kind, Target=target)
        if outside:
            row.set("TargetMode", "External")
    return serialised(root)


def _package() -> bytes:
    root = Relations()
    root.to("officeDocument", "word/document.xml")
    root.to(f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml")
    return _relations(root)


def _content_types(parts: Iterable[str]) -> bytes:
    root = etree.Element("Types", xmlns=f"{_PACKAGE}/content-types")
    etree.SubElement(root, "Default", Extension="rels", ContentType=f"{_OPEN}-package.relationships+xml")
    etree.SubElement(root, "Default", Extension="xml", ContentType="application/xml")
    if any(name.endswith(".png") for name in parts):
        etree.SubElement(root, "Default", Extension="png", ContentType="image/png")
    for name in sorted(parts):
        if not name.endswith((".rels", ".png")):
            kind = name.rpartition("/")[2].removesuffix(".xml").rstrip("0123456789")
            etree.SubElement(root, "Override", PartName=f"/{name}", ContentType=_content_type(kind))
    return serialised(root)


def _content_type(kind: str) -> str:
    if kind == "core":
        return f"{_OPEN}-package.core-properties+xml"
    return f"{_OPEN}-officedocument.wordprocessingml.{'document.main' if kind == 'document' else kind}+xml"


def _archive(parts: dict[str, bytes]) -> bytes:
    """The zip; what a machine would put in of itself (time, system, rights) is always the same."""
    output = io.BytesIO()
    with ZipFile(output, "w") as archive:
        for name, data in parts.items():
            entry = ZipInfo(name, _NEVER)
            entry.compress_type = ZIP_DEFLATED
            entry.create_system = 0
            archive.writestr(entry, data, compresslevel=6)
    return output.getvalue()
