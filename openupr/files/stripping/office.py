"""Word files and spreadsheets: every part looked at, what names makers left out, the archive written anew."""

import io
import zipfile
from collections.abc import Iterator
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from lxml import etree

from openupr.files.archive import open_archive
from openupr.files.limits import MAX_WORD_XML
from openupr.files.refusal import RefusedFile
from openupr.files.stripping import office_parts as parts
from openupr.files.stripping.office_text import Text, parsed
from openupr.files.stripping.pictures import without_makers as picture

_DAMAGED = "This file is damaged or cut off and cannot be read. Open it, save it again and try once more."
_OTHER = "This is an archive (ZIP) or another kind of office file. Save it as .docx, .xlsx or PDF."
_TOO_MUCH = "This file holds far more than an annex can need; it was not opened."
_NEVER = (1980, 1, 1, 0, 0, 0)  # the earliest an archive knows
_DEEPEST = 1
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_OVERRIDE = "{http://schemas.openxmlformats.org/package/2006/content-types}Override"


def without_makers(data: bytes, *, depth: int = 0) -> tuple[str, bytes, set[str]]:
    """("docx" or "xlsx", the file, what was taken out). Raises RefusedFile."""
    with open_archive(io.BytesIO(data)) as archive:
        try:
            kind = _kind(archive)
            found: set[str] = set()
            return kind, _archive(dict(_parts(archive, found, depth))), found
        except (etree.LxmlError, zipfile.BadZipFile, LookupError, ValueError, RecursionError) as error:
            raise error if isinstance(error, RefusedFile) else RefusedFile(_DAMAGED) from error


def _kind(archive: ZipFile) -> str:
    names = set(archive.namelist())
    if "[Content_Types].xml" not in names:
        raise RefusedFile(_OTHER)
    for kind, main in (("docx", "word/document.xml"), ("xlsx", "xl/workbook.xml")):
        if main in names:
            return kind
    raise RefusedFile(_OTHER)


def _parts(archive: ZipFile, found: set[str], depth: int) -> Iterator[tuple[str, bytes]]:
    """The parts that stay, in their order, each as it may leave."""
    names = [each.filename for each in archive.infolist() if not each.is_dir()]
    gone = {name for name in names if _goes(archive, name, found)}
    for name in names:
        if name in gone:
            continue
        data = archive.read(name)
        if name.endswith((".xml", ".rels", ".vml")):
            yield name, _xml(name, data, gone, found)
        elif name.lower().endswith((".png", ".jpg", ".jpeg")):
            clean, taken = picture(data)
            found |= taken
            yield name, clean
        elif name.lower().endswith((".xlsx", ".docx")) and depth < _DEEPEST:
            # The numbers behind a chart are a spreadsheet of their own.
            _, clean, taken = without_makers(data, depth=depth + 1)
            found |= taken
            yield name, clean
        elif name.lower().endswith(parts.HARMLESS):
            yield name, data
        else:
            raise RefusedFile(parts.unknown(name))


def _goes(archive: ZipFile, name: str, found: set[str]) -> bool:
    """Whether a part is left out. Raises RefusedFile for one that cannot be, and may not stay."""
    for pattern, why in parts.REFUSED:
        if pattern.search(name) and not parts.is_empty(name, lambda: parsed(archive.read(name))):
            raise RefusedFile(why)
    for pattern, what in parts.LEFT_OUT:
        if pattern.search(name):
            found.add(what)
            return True
    return any(pattern.search(name) for pattern, _ in parts.REFUSED)


def _xml(name: str, data: bytes, gone: set[str], found: set[str]) -> bytes:
    if len(data) > MAX_WORD_XML:
        raise RefusedFile(_TOO_MUCH)
    root = parsed(data)
    if name == "[Content_Types].xml":
        for each in list(root.iter(_OVERRIDE)):
            if each.get("PartName", "").lstrip("/") in gone:
                root.remove(each)
    elif name.endswith(".rels"):
        _links(name, root, gone, found)
    else:
        Text(root, found).clean()
    written: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)
    return written


def _links(name: str, root: etree._Element, gone: set[str], found: set[str]) -> None:
    for each in list(root.iter(_RELATION)):
        if each.get("TargetMode") == "External":
            what = parts.of_outside(each.get("Type", ""), each.get("Target", ""))
            if what:
                found.add(what)
                root.remove(each)
        elif parts.target(name, each.get("Target", "")) in gone:
            root.remove(each)


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
