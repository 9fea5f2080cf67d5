"""Whether a Word file runs something, or fetches something from elsewhere, once somebody opens it
in Word.

A thematic list goes out as it came, with one column filled: what is hidden in it would reach
everybody who opens it.
"""

import re

from openupr.files.own_process import call
from openupr.files.refusal import RefusedFile
from openupr.files.word.package import open_package

_SECONDS = 20
_LINK = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_FETCHES = (
    "This file runs something or fetches something from elsewhere when it is opened. Choose the list as OHCHR "
    "publishes it."
)
# A template on its maker's own disk, as Word notes it, fetches nothing.
_OWN_DISK = re.compile(r"(?:file:///)?[A-Za-z]:[\\/](?![\\/])")
_RUNS = re.compile(r"vbaproject\.bin$|vbadata\.xml$|/(?:embeddings|activex)/", re.IGNORECASE)
_FIELD = re.compile(r"(?<!\w)(?:DDE|DDEAUTO|INCLUDE|INCLUDEPICTURE|INCLUDETEXT|IMPORT|DATABASE|LINK)\s", re.IGNORECASE)


def refuse_what_fetches(data: bytes) -> None:
    """Raises RefusedFile; read in a process of its own."""
    call("openupr.undocs.fetching:refuse_here", data, seconds=_SECONDS, needs=("lxml",), badly=_FETCHES)


def refuse_here(data: bytes) -> None:
    """The same in this process."""
    package = open_package(data)
    with package.archive:
        for name in package.names:
            if _RUNS.search(name):
                raise RefusedFile(_FETCHES)
            if name.lower().endswith(".rels"):
                _check_links(package.part(name))
            elif name.lower().endswith(".xml"):
                _check_fields(package.part(name))


def _check_links(root: object) -> None:
    for link in root.iter(_LINK):  # type: ignore[attr-defined]
        is_outside = link.get("TargetMode") == "External" and not link.get("Type", "").endswith("/hyperlink")
        if is_outside and not _OWN_DISK.match(link.get("Target", "")):
            raise RefusedFile(_FETCHES)


def _check_fields(root: object) -> None:
    pieces = [element.text or "" for element in root.iter("{*}instrText")]  # type: ignore[attr-defined]
    whole = [value for element in root.iter("{*}fldSimple") for value in element.attrib.values()]  # type: ignore[attr-defined]
    if any(map(_FIELD.search, ["".join(pieces), *whole])):
        raise RefusedFile(_FETCHES)
