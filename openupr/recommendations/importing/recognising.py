"""Which source a file comes from, judged by its content: its name may be anything."""

import zipfile
from pathlib import Path

from openupr.files.kind import names_stream, recognise
from openupr.files.refusal import RefusedFile
from openupr.recommendations.importing import ADDENDUM, SOURCES, read
from openupr.recommendations.importing.documents import summary_in_words
from openupr.undocs import read_document
from openupr.undocs.values import StakeholderSummary

_LIST = " If it is OHCHR's thematic list, choose its Word file (.docx)."
_NO_TABLE = (
    "This is text, but no table. Choose a document of the UN (PDF or Word), or a table or JSON file (XLS, XLSX, CSV, "
    "JSON)."
)
_NO_OFFICE_FILE = "This is a packed folder (ZIP). Unpack it, then choose the files in it."
_WEB_PAGE = (
    "This is a web page, not the document itself. Open the UN's page in your browser, download the PDF or Word file, "
    "then choose that."
)
_OTHER = "This is {what}. Choose a document of the UN (PDF or Word), or a table or JSON file."
_NO_SUCH = (
    "The name of this file ends in {ending}, but its beginning is not that of such a file. It is damaged, or of "
    "another kind. Download or copy it again."
)
_UNKNOWN = "OpenUPR does not know this kind of file, or it is damaged. Download or copy it again."
_DOCUMENTS = (".pdf", ".docx", ".doc")

_UTF_16 = (b"\xff\xfe", b"\xfe\xff")

_NOT_IMPORTED = "This document of the UN can be read (openupr read), but it holds nothing for the record."


def recognise_source(path: Path, name: str = "") -> str:
    """The key of the source whose reader accepts the beginning of this file. `name`: the file's
    name. Raises RefusedFile where no reader does, with what is wrong for the likeliest one.
    """
    _refuse_what_is_neither(path, name)
    if _is_document(path):
        document = read_document(path.read_bytes())
        if document.kind in SOURCES:
            return document.kind
        if isinstance(document, StakeholderSummary):
            raise RefusedFile(summary_in_words(document))
        raise RefusedFile(_NOT_IMPORTED)
    reasons = {}
    for source in SOURCES:
        if source == ADDENDUM:
            continue
        try:
            next(read(source, path), None)
            return source
        except RefusedFile as refusal:
            reasons[source] = str(refusal)
    raise RefusedFile(_likeliest(path, reasons))


def _refuse_what_is_neither(path: Path, name: str) -> None:
    """Raises RefusedFile for what is no document, no table and no JSON, by its first bytes."""
    head = _head(path)
    kind, what = recognise(head)
    if kind == "zip" and not _names_in(path, ("word/", "xl/")):
        raise RefusedFile(_NO_OFFICE_FILE)
    if _is_web_page(head):
        raise RefusedFile(_WEB_PAGE)
    if kind == "other" and what != "a PDF document":
        raise RefusedFile(_OTHER.format(what=what))
    if kind == "text":
        ending = Path(name).suffix.lower()
        if ending in _DOCUMENTS:
            raise RefusedFile(_NO_SUCH.format(ending=ending))
        if b"\0" in head and not head.startswith(_UTF_16):
            raise RefusedFile(_UNKNOWN)


def _is_web_page(head: bytes) -> bool:
    """Also one that begins with a comment or an XML declaration."""
    begins = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    return begins.startswith(b"<") and (b"<!doctype html" in begins or b"<html" in begins)


def _names_in(path: Path, folders: tuple[str, ...]) -> bool:
    """Whether the archive holds something in one of these folders; True where it cannot be opened,
    which the readers say better.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            return any(name.startswith(folders) for name in archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError):
        return True


def is_addendum(path: Path) -> bool:
    """Whether a file is an addendum with a State's answers, which needs its report in the
    record.
    """
    try:
        return _is_document(path) and read_document(path.read_bytes()).kind == ADDENDUM
    except (RefusedFile, OSError):
        return False


def _likeliest(path: Path, reasons: dict[str, str]) -> str:
    of_json = {reasons["upr-info-api"], reasons["uhri"]}
    if not _looks_like_json(path):
        if not _looks_like_a_table(path):
            return _NO_TABLE
        # A table with most of a source's columns is that source's: what it lacks says more.
        if "not the header" not in reasons["dihr"]:
            return reasons["dihr"]
        is_workbook = "spreadsheet" in reasons["thematic-list"] and "not the header" in reasons["upr-info"]
        return reasons["upr-info"] + _LIST * is_workbook
    # Both say the same of what is no JSON at all, of one cut off, of one too large.
    return of_json.pop() if len(of_json) == 1 else "This JSON is neither UPR Info's nor UHRI's."


def _is_document(path: Path) -> bool:
    """A PDF or a file of Word, of this or an earlier time."""
    kind, what = recognise(_head(path))
    if kind == "zip":
        return zipfile.is_zipfile(path) and _names_in(path, ("word/",))
    if kind == "compound":
        return names_stream(path.read_bytes(), "WordDocument")
    return what == "a PDF document"


def _looks_like_json(path: Path) -> bool:
    head = _head(path)
    return recognise(head)[0] == "text" and head.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in (b"[", b"{")


def _looks_like_a_table(path: Path) -> bool:
    """Whether the first line has columns; what is no text has its own reason already."""
    head = _head(path)
    lines = head.strip().splitlines()
    return recognise(head)[0] != "text" or not lines or any(sign in lines[0] for sign in (b",", b";", b"\t"))


def _head(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(512)
    except OSError:
        return b""
