"""What an office file calls its parts, and what it declares of them: content types and relations."""

import posixpath
import re
from collections.abc import Iterable, Mapping, Sequence

from lxml import etree

TYPES = "[Content_Types].xml"
RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_OVERRIDE = "{http://schemas.openxmlformats.org/package/2006/content-types}Override"
_DEFAULT = "{http://schemas.openxmlformats.org/package/2006/content-types}Default"

# What programs call parts by themselves. Any other name was somebody's, and is not taken over.
_WORDS = (
    "word xl _rels media image embeddings charts chart drawings drawing vmlDrawing commentsDrawing legacyDrawing theme "
    "themeOverride document styles stylesWithEffects settings webSettings fontTable fonts font numbering header footer "
    "footnotes endnotes glossary workbook worksheets sheet chartsheets sharedStrings calcChain tables table metadata "
    "pivotTables pivotTable pivotCache pivotCacheDefinition pivotCacheRecords diagrams data layout quickStyle colors "
    "style Microsoft_Excel_Worksheet Microsoft_Excel_Sheet Microsoft_Word_Document"
)
_FAMILIAR = re.compile(rf"(?:{_WORDS.replace(' ', '|')})\d{{0,4}}(?:\.[a-z]{{2,5}}){{0,2}}", re.I)

_ENDING = re.compile(r"\.[a-z]{2,5}$")


class Declared:
    """The kinds of each part: its content type, and the types of all relations that lead to it."""

    def __init__(self, types: etree._Element, relations: Mapping[str, etree._Element]) -> None:
        self.by_ending = {
            each.get("Extension", "").lower(): each.get("ContentType", "") for each in types.iter(_DEFAULT)
        }
        self.by_name = {
            each.get("PartName", "").lstrip("/").lower(): each.get("ContentType", "") for each in types.iter(_OVERRIDE)
        }
        self.leading: dict[str, list[str]] = {}
        for rels, root in relations.items():
            for each in root.iter(RELATION):
                if each.get("TargetMode") != "External":
                    to = target(rels, each.get("Target", "")).lower()
                    self.leading.setdefault(to, []).append(each.get("Type", ""))

    def kinds(self, name: str) -> Sequence[str]:
        name = name.lower()
        kind = self.by_name.get(name) or self.by_ending.get(name.rpartition(".")[2], "")
        return [kind, *self.leading.get(name, [])]


def target(rels: str, given: str) -> str:
    """The name of the part that a relation of the part, whose relations are `rels`, leads to."""
    folder = posixpath.dirname(posixpath.dirname(rels))
    return posixpath.normpath(posixpath.join("/", folder, given.partition("#")[0])).lstrip("/")


def is_relations(name: str) -> bool:
    return name.lower().endswith(".rels")


def owner_of(rels: str) -> str:
    """The part whose relations these are; "" for those of the file itself."""
    folder, _, last = rels.rpartition("_rels/")
    return (folder + last)[: -len(".rels")]


def without_somebodys(names: Iterable[str]) -> dict[str, str]:
    """New names for the parts that are called as no program calls them; relations go with their part."""
    renamed: dict[str, str] = {}
    for name in names:
        if name != TYPES and not is_relations(name) and not all(map(_FAMILIAR.fullmatch, name.split("/"))):
            ending = name.rpartition(".")[2].lower()
            renamed[name] = f"word/part{len(renamed) + 1}" + (
                f".{ending}" if re.fullmatch(r"[a-z]{2,5}", ending) else ""
            )
    return renamed


def of_relations(name: str, renamed: Mapping[str, str]) -> str:
    """What the relations are called of a part that is called anew."""
    owner = renamed.get(owner_of(name))
    return f"{posixpath.dirname(owner)}/_rels/{posixpath.basename(owner)}.rels" if owner else name


def rename_types(types: etree._Element, gone: set[str], renamed: Mapping[str, str]) -> None:
    """Only what is there has a content type."""
    for each in list(types.iter(_OVERRIDE)):
        name = each.get("PartName", "").lstrip("/")
        if name in gone:
            types.remove(each)
        elif name in renamed:
            each.set("PartName", "/" + renamed[name])
