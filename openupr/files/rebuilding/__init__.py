"""Builds a file again from what can be seen of it, before it leaves.

    rebuilt = rebuild(data, name="map.pdf")     # RefusedFile, with one sentence, where that cannot be done
    rebuilt.kind                                # "pdf", "png", "jpg", "csv" or "txt", by what the file is
    rebuilt.pictures                            # its first pages as pictures (PNG), for a person to look at

Nothing is taken out of a file: a new one is made, and into it goes only what is known to be shown.
The work is done in a process of its own, because the files come from strangers.
"""

from dataclasses import dataclass

from openupr.files.kind import recognise
from openupr.files.own_process import call
from openupr.files.refusal import RefusedFile

MOST_BYTES = 10_000_000
MOST_PICTURES = 20
MOST_SECONDS = 60

_WANTED = "Choose a PDF, a picture (.png, .jpg), a table as CSV, or plain text."
_WANTED_PICTURES = "Choose a PDF, PNG or JPEG. Print other files into a PDF first."
_OFFICE = (
    "This is an office file (Word, Excel, PowerPoint or LibreOffice). Such files can hold hidden text and names. "
    "Save it as PDF and choose the PDF. In Word, Excel and PowerPoint: File, Save As, PDF. In LibreOffice: File, "
    "Export As, PDF. You can also save a table as CSV UTF-8."
)
_BADLY = "This file takes too long or too much memory to read. Print it into a new PDF and try again."
_OFFICE_MARKS = (b"[Content_Types].xml", b"mimetypeapplication/vnd.oasis.opendocument")
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_PICTURE = {b"\x89PNG\r\n\x1a\n": "png", b"\xff\xd8\xff": "jpg"}


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """A file as it may leave. The same file gives the same bytes.

    `pages` of a PDF; `lost_notes`: it had notes or form fields, which are not kept.
    """

    kind: str
    data: bytes
    pages: int = 1
    lost_notes: bool = False
    pictures: tuple[bytes, ...] = ()


def rebuild(data: bytes, *, name: str = "", pictures_only: bool = False) -> Rebuilt:
    """The file, built again.

    `name` tells CSV from other text and is not kept; `pictures_only`: no text or table.

    Raises RefusedFile.
    """
    if len(data) > MOST_BYTES:
        raise RefusedFile(f"This file is larger than {MOST_BYTES // 1_000_000} MB. Make the pictures in it smaller.")
    rebuilt: Rebuilt = call(
        "openupr.files.rebuilding.working:rebuilt_file",
        _kind(data, name, pictures_only),
        data,
        seconds=MOST_SECONDS,
        needs=("pikepdf", "PIL", "pypdfium2", "lxml"),
        badly=_BADLY,
        most=None,  # what is built again is limited there, to 20 MB and 20 small pictures
    )
    return rebuilt


def _kind(data: bytes, name: str, pictures_only: bool) -> str:
    wanted = _WANTED_PICTURES if pictures_only else _WANTED
    known, what = recognise(data[:512])
    if known == "empty":
        raise RefusedFile("This file is empty.")
    if data.lstrip(b"\x00\t\n\r ")[:5] == b"%PDF-":
        return "pdf"
    if picture_kind := next((kind for start, kind in _PICTURE.items() if data.startswith(start)), None):
        return picture_kind
    if known == "text" and b"\x00" in data[:512] and not data.startswith(_UTF16):
        raise RefusedFile(f"OpenUPR does not know this kind of file. {wanted}")
    if known == "text" and pictures_only:
        raise RefusedFile(f"This is a text, not a PDF or picture. {wanted}")
    if known == "text" and name.lower().endswith((".pdf", ".png", ".jpg", ".jpeg")):
        raise RefusedFile(f"This is plain text, not a PDF or picture. To keep it as text, name it .txt. {wanted}")
    if known == "text":
        return "csv" if name.lower().endswith((".csv", ".tsv")) else "txt"
    if known == "zip":
        what = "" if any(mark in data for mark in _OFFICE_MARKS) else "an archive (ZIP)"
    elif known == "compound":
        what = ""
    if not what or what.startswith("a text document"):
        raise RefusedFile(f"This is an office file. {wanted}" if pictures_only else _OFFICE)
    raise RefusedFile(f"This is {what}. {wanted}")
