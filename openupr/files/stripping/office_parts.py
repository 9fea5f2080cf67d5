"""Which parts of an office file stay, which are left out, and which make it impossible to let the file go."""

import posixpath
import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from openupr.files.refusal import RefusedFile

_COMMENTS = "This file holds comments, which name who wrote them. Delete them, save it and try again."
_FILES = "This file holds another file inside. Take it out, save it and try again."
_MACROS = "This file holds macros. Save it without them (as .docx or .xlsx) and try again."
_SIGNED = "This file is signed: the signature names who signed it. Save it without and try again."
_SOURCES = (
    "This file takes numbers from other files or servers, and says where they lie. Break these links, then save it."
)
_SHARED = "This spreadsheet is shared, and holds who changed what. End the sharing, save it and try again."
_PATHS = "This file links to a file on the computer it was made on. Take the link out, save it and try again."

REFUSED: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"vbaProject|\.bin\.vba|macrosheets/", re.I), _MACROS),
    (re.compile(r"^_xmlsignatures/"), _SIGNED),
    (re.compile(r"comments\w*\d*\.xml$|threadedComments/", re.I), _COMMENTS),
    (re.compile(r"^xl/revisions/"), _SHARED),
    (re.compile(r"^xl/(externalLinks/|connections\.xml|queryTables/|model/)|^word/afchunk|^word/recipientData", re.I),
     _SOURCES),
    (re.compile(r"activeX|ctrlProps|embeddings/.*\.(?!xlsx$|docx$)\w+$", re.I), _FILES),
)  # fmt: skip
LEFT_OUT: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"^docProps/thumbnail"), "thumbnail"),
    (re.compile(r"^docProps/|^customXml/|^docMetadata/|^package/"), "properties"),
    (re.compile(r"printerSettings", re.I), "printer"),
    (re.compile(r"^word/people\.xml$|^xl/persons/"), "authors of notes"),
    (re.compile(r"^word/(attachedToolbars|userCustomization)"), "template"),
)
HARMLESS = (".odttf", ".bmp")

_IN_COMMENTS = {"comment", "commentEx", "commentId", "commentExtensible", "threadedComment"}


def is_empty(name: str, root: Callable[[], Any]) -> bool:
    """Whether a part that is for comments holds none: some programs always write it."""
    if "omment" not in name:
        return False
    return not any(isinstance(each.tag, str) and each.tag.rpartition("}")[2] in _IN_COMMENTS for each in root().iter())


def unknown(name: str) -> str:
    """The refusal of a part of which nobody can say what it tells."""
    last = name.rpartition("/")[2][:60]
    if "/media/" in name:
        return (
            f"A picture in this file ({last}) cannot be looked into. Put it in as PNG or JPEG, save it and try again."
        )
    return f"This file holds something that cannot be looked into ({last}). Save it as PDF and try again."


def target(rels: str, given: str) -> str:
    """The name of the part that a relation of the part, whose relations are `rels`, leads to."""
    folder = posixpath.dirname(posixpath.dirname(rels))
    return posixpath.normpath(posixpath.join("/", folder, given)).lstrip("/")


def of_outside(kind: str, address: str) -> str:
    """What is taken out with a link to the outside: "" where it may stay. Raises RefusedFile where it may not."""
    if kind.endswith("/attachedTemplate"):
        return "template"
    if kind.endswith("/hyperlink") and urlsplit(address).scheme.lower() in {"http", "https", "mailto", "tel"}:
        return ""
    if kind.endswith("/hyperlink") and address.startswith("#"):
        return ""
    raise RefusedFile(_PATHS)
