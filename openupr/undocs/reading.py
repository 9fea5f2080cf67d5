"""Which reader a document belongs to, and the process in which strangers' files are read."""

from collections.abc import Callable
from dataclasses import dataclass

from openupr.files.opening_once import open_once
from openupr.files.own_process import call
from openupr.files.refusal import RefusedFile

from . import addendum, report, stakeholder_summary, thematic_list
from .opening import Opened, open_document
from .values import Kind, UnDocument

_SECONDS = 60
"""A report of 30 pages takes less than one."""
MAX_BYTES = 40 * 1000 * 1000
"""A backup holds a document that people work on in one line of at most 64 MB, as Base64."""
_BADLY = "This file is damaged, or far larger than a document of a review: it could not be read within a minute."
_UNKNOWN = (
    "This is no document that OpenUPR knows. It reads reports of the Working Group, addenda to them, OHCHR's thematic "
    "lists and its summaries of stakeholders' information, by what their first page says."
)


@dataclass(frozen=True)
class Reader:
    """One kind of document.

    `recognises` looks at its beginning; the first reader that says yes reads it.
    """

    kind: Kind
    recognises: Callable[[Opened], bool]
    read: Callable[[Opened], UnDocument]


# An addendum also calls itself a report of the Working Group, and may have a list's table: it is
# asked first.
READERS = (
    Reader("addendum", addendum.is_addendum, addendum.read_addendum),
    Reader("thematic-list", thematic_list.is_thematic_list, thematic_list.read_thematic_list),
    Reader(
        "stakeholder-summary",
        stakeholder_summary.is_stakeholder_summary,
        stakeholder_summary.read_stakeholder_summary,
    ),
    Reader("working-group-report", report.is_report, report.read_report),
)


def read_document(data: bytes) -> UnDocument:
    """What a document of a review says.

    Raises RefusedFile with one sentence; bounded in time and memory.
    """
    if len(data) > MAX_BYTES:
        raise RefusedFile(f"This file is larger than {MAX_BYTES // 1_000_000} MB; it was not opened.")
    return open_once(("document", data), lambda: _read(data))


def _read(data: bytes) -> UnDocument:
    document: UnDocument = call(
        "openupr.undocs.reading:read_here",
        data,
        seconds=_SECONDS,
        needs=("pypdfium2", "pypdfium2_raw", "lxml"),
        badly=_BADLY,
    )
    return document


def read_here(data: bytes) -> UnDocument:
    """The same in this process: for measuring many files that are known."""
    opened = open_document(data)
    for reader in READERS:
        if reader.recognises(opened):
            return reader.read(opened)
    raise RefusedFile(_UNKNOWN)
