"""Word files and spreadsheets: every part looked at, what names makers left out, the archive written anew."""

import io
import re
import zipfile
from collections.abc import Iterator
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from lxml import etree

from openupr.files.archive import open_archive
from openupr.files.limits import MAX_WORD_XML
from openupr.files.refusal import RefusedFile
from openupr.files.stripping import office_parts as parts
from openupr.files.stripping.office_names import (
    RELATION,
    TYPES,
    Declared,
    is_relations,
    of_relations,
    owner_of,
    rename_types,
    target,
    without_somebodys,
)
from openupr.files.stripping.office_text import Text, parsed
from openupr.files.stripping.pictures import without_makers as picture

_DAMAGED = "This file is damaged or cut off and cannot be read. Open it, save it again and try once more."
_OTHER = "This is an archive (ZIP) or another kind of office file. Save it as .docx, .xlsx or PDF."
_TOO_MUCH = "This file holds far more than an annex can need; it was not opened."
_NEVER = (1980, 1, 1, 0, 0, 0)  # the earliest an archive knows
_DEEPEST = 1
_PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"BM")
_FONT = re.compile(r"obfuscatedFont|relationships/font$")
_MAIN = {"docx": "wordprocessingml.document.main+xml", "xlsx": "spreadsheetml.sheet.main+xml"}


def without_makers(data: bytes, *, depth: int = 0) -> tuple[str, bytes, set[str]]:
    """("docx" or "xlsx", the file, what was taken out). Raises RefusedFile."""
    with open_archive(io.BytesIO(data)) as archive:
        try:
            package = _Package(archive, depth)
            return package.kind, _archive(dict(package.parts())), package.found
        except (etree.LxmlError, zipfile.BadZipFile, LookupError, ValueError, RecursionError) as error:
            raise error if isinstance(error, RefusedFile) else RefusedFile(_DAMAGED) from error


class _Package:
    """An office file while it is cleaned; `found` learns what was taken out."""

    def __init__(self, archive: ZipFile, depth: int) -> None:
        self.archive, self.depth = archive, depth
        self.found: set[str] = set()
        self.names = [each.filename for each in archive.infolist() if not each.is_dir()]
        if TYPES not in self.names:
            raise RefusedFile(_OTHER)
        relations = {name: self._root(name) for name in self.names if is_relations(name)}
        self.declared = Declared(self._root(TYPES), relations)
        self.kind = self._kind()
        self.gone = {name for name in self.names if self._goes(name)}
        self.renamed = without_somebodys(name for name in self.names if name not in self.gone)
        if self.renamed:
            self.found.add("paths")

    def _root(self, name: str) -> etree._Element:
        data = self.archive.read(name)
        if len(data) > MAX_WORD_XML:
            raise RefusedFile(_TOO_MUCH)
        return parsed(data)

    def _kind(self) -> str:
        for kind, main in (("docx", "word/document.xml"), ("xlsx", "xl/workbook.xml")):
            if main in self.names or any(_MAIN[kind] in each for each in self.declared.by_name.values()):
                return kind
        raise RefusedFile(_OTHER)

    def _is_xml(self, name: str) -> bool:
        kind = self.declared.kinds(name)[0].lower()
        return name.lower().endswith((".xml", ".rels", ".vml")) or kind.endswith(("+xml", "/xml", "vmldrawing"))

    def _goes(self, name: str) -> bool:
        """Whether a part is left out. Raises RefusedFile for one that cannot be, and may not stay."""
        if name == TYPES or is_relations(name):
            return False
        kinds = self.declared.kinds(name)
        what = parts.declared(name, kinds)
        if not what and self._is_xml(name):
            what = parts.contained(name, kinds, self._root(name))
        elif not what and any("comment" in each.lower() for each in kinds):
            raise RefusedFile(parts.COMMENTS)
        self.found |= {what} & parts.TOLD
        return bool(what)

    def parts(self) -> Iterator[tuple[str, bytes]]:
        """The parts that stay, in their order, each as it may leave."""
        for name in self.names:
            if is_relations(name):
                if owner_of(name) not in self.gone:
                    yield of_relations(name, self.renamed), self._xml(name)
            elif name not in self.gone:
                yield self.renamed.get(name, name), self._xml(name) if self._is_xml(name) else self._other(name)

    def _other(self, name: str) -> bytes:
        """A part that is no XML, told by its content. Raises RefusedFile."""
        data = self.archive.read(name)
        if data.startswith(_PICTURES):
            clean, taken = picture(data, kinds=("PNG", "JPEG", "BMP"))
        elif data.startswith(b"PK") and self.depth < _DEEPEST:
            # The numbers behind a chart are a spreadsheet of their own.
            _, clean, taken = without_makers(data, depth=self.depth + 1)
        elif any(map(_FONT.search, self.declared.kinds(name))):
            clean, taken = data, set()
        else:
            raise RefusedFile(parts.unknown(name))
        self.found |= taken
        return clean

    def _xml(self, name: str) -> bytes:
        root = self._root(name)
        if name == TYPES:
            rename_types(root, self.gone, self.renamed)
        elif is_relations(name):
            self._links(name, root)
        else:
            Text(root, self.found).clean()
        written: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)
        return written

    def _links(self, name: str, root: etree._Element) -> None:
        for each in list(root.iter(RELATION)):
            if each.get("TargetMode") == "External":
                what = parts.of_outside(each.get("Type", ""), each.get("Target", ""))
                if what:
                    self.found.add(what)
                    root.remove(each)
                continue
            to = target(name, each.get("Target", ""))
            if to in self.gone:
                root.remove(each)
            elif self.renamed:
                each.set("Target", "/" + self.renamed.get(to, to))


def _archive(kept: dict[str, bytes]) -> bytes:
    """The zip; times, systems and remarks of the old one do not go over."""
    output = io.BytesIO()
    with ZipFile(output, "w") as archive:
        for name, data in kept.items():
            entry = ZipInfo(name, _NEVER)
            entry.compress_type = ZIP_DEFLATED
            entry.create_system = 0
            archive.writestr(entry, data, compresslevel=6)
    return output.getvalue()
