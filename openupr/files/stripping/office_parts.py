"""Which parts of an office file stay, which are left out, and which make it impossible to let the file go."""

import re
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from openupr.files.refusal import RefusedFile

COMMENTS = "This file holds comments, which name who wrote them. Delete them, save it and try again."
_FILES = "This file holds another file inside. Take it out, save it and try again."
_MACROS = "This file holds macros. Save it without them (as .docx or .xlsx) and try again."
_SIGNED = "This file is signed: the signature names who signed it. Save it without and try again."
_SOURCES = (
    "This file takes numbers from other files or servers, and says where they lie. Break these links, then save it."
)
_SHARED = "This spreadsheet is shared, and holds who changed what. End the sharing, save it and try again."
PATHS = "This file links to a file on the computer it was made on. Take the link out, save it and try again."

# What a part is, is told by its content type, by the relations that lead to it, and by its outermost element: a program
# may call it as it likes. Where a name alone tells (of what is no XML), it is in the second pattern.
REFUSED: tuple[tuple[re.Pattern[str], re.Pattern[str], str], ...] = (
    (re.compile(r"vba|macro", re.I), re.compile(r"vbaProject|\.bin\.vba|macrosheets/", re.I), _MACROS),
    (re.compile(r"signature", re.I), re.compile(r"^_xmlsignatures/", re.I), _SIGNED),
    (re.compile(r"revisionHeaders|revisionLog|userNames", re.I), re.compile(r"^xl/revisions/", re.I), _SHARED),
    (re.compile(r"externalLink|connections|queryTable|powerPivot|customData|aFChunk|recipientData|mailMerge", re.I),
     re.compile(r"^xl/(externalLinks/|connections\.xml|queryTables/|model/)|^word/(afchunk|recipientData)", re.I),
     _SOURCES),
    (re.compile(r"activeX|ctrlProp|controlProperties|/control$|oleObject|attachment", re.I),
     re.compile(r"activeX|ctrlProps|embeddings/.*\.(?!xlsx$|docx$)\w+$", re.I), _FILES),
)  # fmt: skip
LEFT_OUT: tuple[tuple[re.Pattern[str], re.Pattern[str], str], ...] = (
    (re.compile(r"thumbnail", re.I), re.compile(r"^docProps/thumbnail", re.I), "thumbnail"),
    (re.compile(r"(core|extended|custom)-?properties|customXml|classificationlabels", re.I),
     re.compile(r"^(docProps|customXml|docMetadata|package|\[trash\])/", re.I), "properties"),
    (re.compile(r"printerSettings", re.I), re.compile(r"printerSettings", re.I), "printer"),
    (re.compile(r"/(people|persons?)$|\.(people|person)\+xml$", re.I),
     re.compile(r"^word/people\.xml$|^xl/persons/", re.I), "authors of notes"),
    (re.compile(r"attachedToolbars|keyMapCustomizations|userCustomization|webextension", re.I),
     re.compile(r"^word/(attachedToolbars|userCustomization)", re.I), "template"),
)  # fmt: skip

# The outermost elements of parts of which it is known what they tell; all others are refused.
HARMLESS_ROOTS = {
    "document", "styles", "settings", "webSettings", "fonts", "numbering", "hdr", "ftr", "footnotes", "endnotes",
    "glossaryDocument", "theme", "themeOverride", "workbook", "worksheet", "chartsheet", "sst", "styleSheet",
    "calcChain", "table", "wsDr", "xml", "chartSpace", "chartStyle", "colorStyle", "userShapes",
    "pivotTableDefinition", "pivotCacheDefinition", "pivotCacheRecords", "metadata", "drawing", "dataModel",
    "layoutDef", "styleDef", "colorsDef",
}  # fmt: skip
_GONE_ROOTS = {
    "coreProperties": "properties", "Properties": "properties", "datastoreItem": "properties",
    "labelList": "properties", "people": "authors of notes", "personList": "authors of notes", "tcg": "template",
    "taskpanes": "template", "webextension": "template",
}  # fmt: skip
_SHARED_ROOTS = {"headers", "revisions", "users"}
TOLD = {*_GONE_ROOTS.values(), *(what for _, _, what in LEFT_OUT)}
IN_COMMENTS = {"comment", "commentEx", "commentId", "commentExtensible", "threadedComment"}


def declared(name: str, kinds: Sequence[str]) -> str:
    """What is left out with a part, by its name and what is declared of it; "" where its content has to be looked at.

    `kinds`: its content type and the types of the relations that lead to it. Raises RefusedFile for what may not leave.
    """
    for kind, called, why in REFUSED:
        if any(map(kind.search, kinds)) or called.search(name):
            raise RefusedFile(why)
    for kind, called, what in LEFT_OUT:
        if any(map(kind.search, kinds)) or called.search(name):
            return what
    return ""


def contained(name: str, kinds: Sequence[str], root: Any) -> str:
    """What is left out with a part of XML, by its outermost element and what is declared; "" where it stays.

    Raises RefusedFile for comments, and for what nobody can say of what it tells.
    """
    local = root.tag.rpartition("}")[2]
    if "comment" in " ".join((local, *kinds)).lower():
        if holds_comments(root):
            raise RefusedFile(COMMENTS)
        return "nothing"  # some programs always write a part for them
    if local in _SHARED_ROOTS:
        raise RefusedFile(_SHARED)
    if local in _GONE_ROOTS:
        return _GONE_ROOTS[local]
    if local not in HARMLESS_ROOTS:
        raise RefusedFile(unknown(name))
    return ""


def holds_comments(root: Any) -> bool:
    """Whether anybody's comment stands in it, whatever it is called."""
    return any(isinstance(each.tag, str) and each.tag.rpartition("}")[2] in IN_COMMENTS for each in root.iter())


def unknown(name: str) -> str:
    """The refusal of a part of which nobody can say what it tells."""
    last = name.rpartition("/")[2][:60]
    if "/media/" in name:
        return (
            f"A picture in this file ({last}) cannot be looked into. Put it in as PNG or JPEG, save it and try again."
        )
    return f"This file holds something that cannot be looked into ({last}). Save it as PDF and try again."


def of_outside(kind: str, address: str) -> str:
    """What is taken out with a link to the outside: "" where it may stay. Raises RefusedFile where it may not."""
    if kind.endswith("/attachedTemplate"):
        return "template"
    if kind.endswith("/hyperlink") and urlsplit(address).scheme.lower() in {"http", "https", "mailto", "tel"}:
        return ""
    if kind.endswith("/hyperlink") and address.startswith("#"):
        return ""
    raise RefusedFile(PATHS)
