"""Opens the archive that a Word file is, from memory, and gives its XML parts.

Nothing is written anywhere.
"""

import io
import posixpath
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from lxml import etree

from openupr.files.archive import open_archive
from openupr.files.kind import names_stream, recognise
from openupr.files.limits import MAX_WORD_ATTRIBUTES, MAX_WORD_BYTES, MAX_WORD_TAGS, MAX_WORD_XML
from openupr.files.refusal import RefusedFile
from openupr.files.word.names import STRICT, w

_ASK = "Open it in Word or LibreOffice and save it as a Word document (.docx)."
_DAMAGED = "This Word file is damaged or cut off and cannot be read. Open it in Word, save it again and try once more."
_BROKEN = "This Word file is damaged and cannot be read. Open it in Word, save it again and try once more."
_NO_TEXT = "This Word file has no text part: it is damaged, or no document. Open it in Word and save it again."
# What code meets in a part that is not what its name says; its sender can only save the file again.
_WHATEVER = (
    RecursionError,
    MemoryError,
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    ArithmeticError,
    OSError,
    zlib.error,
)
_LOCKED = "This file is locked with a password. Save it without a password and try again."
_TOO_MUCH = "This Word file holds far more than a submission can need; it was not read."
_ENTITIES = "This file declares XML entities, which no office program writes; it was not opened."
_LINK = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_OTHER_ARCHIVES = {
    "content.xml": "an OpenDocument file (such as ODT)",
    "xl/": "a spreadsheet",
    "ppt/": "a presentation",
    "visio/": "a drawing",
    "META-INF/container.xml": "an electronic book (EPUB)",
    "Index/": "a Pages document",
}


_Read = TypeVar("_Read")


@dataclass(slots=True)
class Package:
    """The parts of an opened Word file. `main` is the name of the part with the text."""

    archive: zipfile.ZipFile
    names: frozenset[str]
    main: str = ""
    tags_left: int = MAX_WORD_TAGS
    _links: dict[str, dict[str, tuple[str, str]]] = field(default_factory=dict)

    def links(self, part: str) -> dict[str, tuple[str, str]]:
        """{id: (kind, name of the part)} of what a part ("" for the whole) points to inside the
        file.
        """
        if part not in self._links:
            folder, name = posixpath.split(part)
            root = self.part(posixpath.join(folder, "_rels", f"{name}.rels"))
            targets = {}
            for link in () if root is None else root.iter(_LINK):
                if link.get("TargetMode") != "External":
                    target = posixpath.normpath(posixpath.join("/", folder, link.get("Target", "")))
                    targets[link.get("Id", "")] = (link.get("Type", "").rsplit("/", 1)[-1], target.lstrip("/"))
            self._links[part] = targets
        return self._links[part]

    def linked(self, kind: str) -> Any:
        """The root of the first part of this kind that the text points to; None where there is
        none.
        """
        names = [name for of, name in self.links(self.main).values() if of == kind]
        return self.part(names[0]) if names else None

    def notes(self) -> dict[tuple[str, str], Any]:
        """{("footnote" or "endnote", id): the note}, without the lines that separate notes from the
        text.
        """
        roots = {kind: self.linked(f"{kind}s") for kind in ("footnote", "endnote")}
        return {
            (kind, note.get(w("id"), "")): note
            for kind, root in roots.items()
            if root is not None
            for note in root.iter(w(kind))
            if is_normal(note)
        }

    def not_read(self, links: list[str]) -> tuple[str, ...]:
        """The names of the parts that these links of the text lead to."""
        known = self.links(self.main)
        return tuple(known.get(link, ("", "another file"))[1] for link in links)

    def part(self, name: str) -> Any:
        """The root element of an XML part; None where the file has no such part.

        Raises RefusedFile.
        """
        if name not in self.names:
            return None
        if self.archive.getinfo(name).file_size > MAX_WORD_XML:
            raise RefusedFile(_TOO_MUCH)
        data = self.archive.read(name)
        self.tags_left -= data.count(b"<")
        if self.tags_left < 0 or data.count(b"=") > MAX_WORD_ATTRIBUTES:
            raise RefusedFile(_TOO_MUCH)
        return parse(data)


def read_package(data: bytes, read: Callable[[Package, Any], _Read]) -> _Read:
    """What `read` makes of an opened Word file and the body of its text.

    Raises RefusedFile and nothing else.
    """
    package = open_package(data)
    with package.archive:
        try:
            root = package.part(package.main)
            body = None if root is None else root.find(w("body"))
            if body is None:
                raise RefusedFile(_NO_TEXT)
            return read(package, body)
        except RefusedFile:
            raise
        except _WHATEVER as error:
            raise RefusedFile(_BROKEN) from error


def parse(data: bytes) -> Any:
    """The root element of XML from a stranger: no entity, nothing fetched, no nesting beyond 256.

    RefusedFile.
    """
    for strict, usual in STRICT.items():
        data = data.replace(strict, usual)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True, huge_tree=False
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise RefusedFile(_DAMAGED) from error
    if root is None:
        raise RefusedFile(_DAMAGED)
    if root.getroottree().docinfo.internalDTD is not None:
        raise RefusedFile(_ENTITIES)
    return root


def open_package(data: bytes) -> Package:
    """The parts of a Word file.

    The caller closes `archive`. Raises RefusedFile for whatever else it is.
    """
    if len(data) > MAX_WORD_BYTES:
        raise RefusedFile(f"This file is larger than {MAX_WORD_BYTES // 1_000_000} MB; it was not opened.")
    kind, what = recognise(data[:512])
    if kind == "empty":
        raise RefusedFile("This file is empty.")
    if kind == "compound":
        raise RefusedFile(_old(data))
    if kind != "zip":
        raise RefusedFile(f"This is {what or 'plain text or something unknown'}, not a Word document. {_ASK}")
    archive = open_archive(io.BytesIO(data))
    package = Package(archive, frozenset(archive.namelist()))
    try:
        package.main = _main(package)
    except BaseException:
        archive.close()
        raise
    return package


def _main(package: Package) -> str:
    kinds = dict(package.links("").values())
    main = kinds.get("officeDocument", "word/document.xml")
    if main in package.names and not main.startswith(("xl/", "ppt/", "visio/")):
        return main
    for mark, what in _OTHER_ARCHIVES.items():
        if any(name.startswith(mark) for name in package.names):
            raise RefusedFile(f"This is {what}, not a Word document. {_ASK}")
    if any(name.startswith("word/") for name in package.names):
        raise RefusedFile(_DAMAGED)
    raise RefusedFile(f"This is an archive (ZIP), not a Word document. {_ASK}")


def _old(data: bytes) -> str:
    """What a file of older office programs is, in a sentence."""
    if names_stream(data, "EncryptedPackage") or names_stream(data, "EncryptionInfo"):
        return _LOCKED
    if names_stream(data, "WordDocument"):
        return f"This is an old Word document (.doc), which is not read here. {_ASK}"
    return f"This is an old office file, not a Word document. {_ASK}"


def is_normal(note: Any) -> bool:
    """Whether a note is one, and not the line that separates notes from the text."""
    return bool(note.get(w("type"), "normal") == "normal")
