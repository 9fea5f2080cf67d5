"""What a file is, by its first bytes: its name is only what somebody called it."""

from typing import Literal

Kind = Literal["compound", "zip", "text", "empty", "other"]

COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP = b"PK\x03\x04"
EMPTY_ZIP = b"PK\x05\x06"

# In words a person knows, for a file that was picked by mistake.
_OTHERS: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "a PDF document"),
    (b"\x89PNG\r\n\x1a\n", "a picture (PNG)"),
    (b"\xff\xd8\xff", "a picture (JPEG)"),
    (b"GIF8", "a picture (GIF)"),
    (b"RIFF", "a picture or recording (RIFF)"),
    (b"{\\rtf", "a text document (RTF)"),
    (b"\x1f\x8b", "a packed file (gzip)"),
    (b"BZh", "a packed file (bzip2)"),
    (b"7z\xbc\xaf\x27\x1c", "a packed file (7-Zip)"),
    (b"Rar!", "a packed file (RAR)"),
    (b"\xfd7zXZ\x00", "a packed file (xz)"),
    (b"SQLite format 3\x00", "a database (SQLite)"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
    (b"<?xml", "an XML document"),
    (b"<!doctype html", "a web page (HTML)"),
    (b"<html", "a web page (HTML)"),
)


def recognise(head: bytes) -> tuple[Kind, str]:
    """The kind of a file from its first bytes (512 are enough), and for "other" its name in plain
    words.
    """
    if not head:
        return "empty", ""
    if head.startswith(COMPOUND):
        return "compound", ""
    if head.startswith((ZIP, EMPTY_ZIP)):
        return "zip", ""
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip(b" \t\r\n").lower()
    for magic, name in _OTHERS:
        if head.startswith(magic) or (magic.startswith(b"<") and start.startswith(magic)):
            return "other", name
    return "text", ""


def names_stream(data: bytes, name: str) -> bool:
    """Whether an older office file ("compound") has a stream of this name, such as "WordDocument".

    Names stand in its directory in UTF-16 [MS-CFB], and nowhere else in such a form.
    """
    return name.encode("utf-16-le") in data
