"""Takes out of a file what it says of whoever made it, and of the machine it was made on, before it leaves.

    clean = stripped(data)          # RefusedFile, with one sentence, where that cannot be done for certain
    clean.kind                      # "pdf", "docx", "xlsx", "png", "jpg": told by the content, whatever it is called
    clean.taken_out                 # what was found: names from TAKEN_OUT

What a reader sees stays as it is: names in the text, in a picture, under a black bar of a PDF are its makers' business.
Where something cannot be taken out without changing what is said (comments, tracked changes, signatures, other files
inside), the file is refused, and its makers are told what to do.
"""

from collections.abc import Callable
from dataclasses import dataclass

from openupr.files.kind import recognise
from openupr.files.refusal import RefusedFile
from openupr.files.stripping.office import without_makers as office
from openupr.files.stripping.pictures import without_makers as picture

TAKEN_OUT = (
    "properties", "position", "thumbnail", "editing ids", "template", "paths", "printer", "scripts", "authors of notes",
)  # fmt: skip
KINDS = ("pdf", "docx", "xlsx", "png", "jpg")
MOST_BYTES = 10_000_000

_WANTED = "Give a PDF, a Word file (.docx), a spreadsheet (.xlsx), or a picture (.png, .jpg)."
_PICTURE = {b"\x89PNG\r\n\x1a\n": "png", b"\xff\xd8\xff": "jpg"}


@dataclass(frozen=True, slots=True)
class Stripped:
    """A file as it may leave. The same file gives the same bytes."""

    kind: str
    data: bytes
    taken_out: tuple[str, ...]


def stripped(data: bytes) -> Stripped:
    """The file without what it says of its makers. Raises RefusedFile."""
    if len(data) > MOST_BYTES:
        raise RefusedFile(f"This file is larger than {MOST_BYTES // 1_000_000} MB; make the pictures in it smaller.")
    kind, what = recognise(data[:512])
    if kind == "empty":
        raise RefusedFile("This file is empty.")
    found = _way(data, kind)
    if found is None:
        old = "an old office file (.doc, .xls), or one that is locked" if kind == "compound" else ""
        raise RefusedFile(f"This is {old or what or 'plain text or something unknown'}. {_WANTED}")
    ending, clean, taken_out = found(data)
    return Stripped(ending, clean, tuple(each for each in TAKEN_OUT if each in taken_out))


def _way(data: bytes, kind: str) -> Callable[[bytes], tuple[str, bytes, set[str]]] | None:
    if kind == "zip":
        return office
    if data.lstrip(b"\x00\t\n\r ")[:5] == b"%PDF-":
        # Not at the start, which it would lengthen: few files are PDFs.
        from openupr.files.stripping.pdf import without_makers as pdf

        return pdf
    ending = next((ending for start, ending in _PICTURE.items() if data.startswith(start)), None)
    return (lambda given: (ending, *picture(given))) if ending else None
