"""PDF files: written anew from what their pages need, without properties, histories, scripts."""

import io
from collections.abc import Iterator
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

from openupr.files.refusal import RefusedFile
from openupr.files.stripping.jpeg import only_dots

_DAMAGED = "This PDF is damaged or cut off and cannot be read. Make it again from its original."
_LOCKED = "This PDF is locked with a password. Save it without a password and try again."
_SIGNED = "This PDF is signed: the signature names who signed it. Print it into a new PDF and try again."
_FILES = "This PDF takes other files with it (attachments, sound, film). Save it without them and try again."
_PICTURE = "A picture in this PDF cannot be looked into for what it says of its maker. Save it with other pictures."

_EVERYWHERE = ("/Metadata", "/PieceInfo", "/LastModified", "/CreatorInfo", "/Thumb", "/AA", "/Private")
_OF_THE_WHOLE = ("/OpenAction", "/SpiderInfo", "/Threads", "/Perms", "/DSS", "/Collection", "/Requirements")
_OF_A_NOTE = ("/T", "/M", "/CreationDate", "/NM")
_FILES_INSIDE = {"/FileAttachment", "/Sound", "/Movie", "/Screen", "/3D", "/RichMedia"}
_ACTIONS = {"/JavaScript", "/Launch", "/ImportData", "/SubmitForm", "/Rendition"}
_DEEPEST = 60


def without_makers(data: bytes) -> tuple[str, bytes, set[str]]:
    """("pdf", the file, what was taken out). Raises RefusedFile."""
    try:
        with pikepdf.open(io.BytesIO(data)) as document:
            found = _take_out(document)
            output = io.BytesIO()
            document.save(output, deterministic_id=True, fix_metadata_version=False)
            return "pdf", output.getvalue(), found
    except RefusedFile:
        raise
    except pikepdf.PasswordError as error:
        raise RefusedFile(_LOCKED) from error
    except (pikepdf.PdfError, ValueError, TypeError, LookupError, AttributeError, RuntimeError, MemoryError) as error:
        raise RefusedFile(_DAMAGED) from error


def _take_out(document: pikepdf.Pdf) -> set[str]:
    found: set[str] = set()
    if "/Info" in document.trailer:
        found.add("properties")
        del document.trailer["/Info"]
    root = document.Root
    _names(root, found)
    _drop(root, _OF_THE_WHOLE, found, "scripts")
    if "/AcroForm" in root:
        _drop(root["/AcroForm"], ("/XFA",), found, "scripts")
    for thing in document.objects:
        for each in _within(thing):
            _one(each, found)
    # A file of which no page can be shown is none.
    if not len(document.pages):
        raise RefusedFile(_DAMAGED)
    return found


def _names(root: Any, found: set[str]) -> None:
    names = root.get("/Names", Dictionary())
    if "/EmbeddedFiles" in names or "/AF" in root:
        raise RefusedFile(_FILES)
    _drop(names, ("/JavaScript", "/URLS", "/IDS", "/AlternatePresentations", "/Renditions"), found, "scripts")


def _within(thing: Any, depth: int = 0) -> Iterator[Any]:
    """A dictionary or stream and those that lie in it; what is pointed to comes by itself."""
    if depth > _DEEPEST:
        raise RefusedFile(_DAMAGED)
    if isinstance(thing, Stream | Dictionary):
        yield thing
        inside = [thing.get(key) for key in list(thing.keys())]
    elif isinstance(thing, Array):
        inside = list(thing)
    else:
        return
    for each in inside:
        if isinstance(each, Dictionary | Array) and not each.is_indirect:
            yield from _within(each, depth + 1)


def _one(thing: Any, found: set[str]) -> None:
    if thing.get("/FT") == Name.Sig or thing.get("/Type") == Name.Sig:
        raise RefusedFile(_SIGNED)
    if "/EF" in thing or (str(thing.get("/Subtype", "")) in _FILES_INSIDE and "/Rect" in thing):
        raise RefusedFile(_FILES)
    for key in _EVERYWHERE:
        if key in thing:
            found.add({"/Thumb": "thumbnail", "/AA": "scripts"}.get(key, "properties"))
            del thing[key]
    if str(thing.get("/S", "")) in _ACTIONS:
        found.add("scripts")
        for key in list(thing.keys()):
            del thing[key]
    if "/Rect" in thing and thing.get("/Subtype") != Name.Widget:
        _drop(thing, _OF_A_NOTE, found, "authors of notes")
    if isinstance(thing, Stream):
        _picture(thing, found)


def _picture(stream: Any, found: set[str]) -> None:
    """Pictures as cameras write them, inside the page."""
    if stream.get("/Subtype") != Name.Image:
        return
    filters = stream.get("/Filter")
    names = [str(each) for each in filters] if isinstance(filters, Array) else [str(filters)]
    if "/JPXDecode" in names:
        if any(box in stream.read_raw_bytes() for box in (b"uuid", b"xml ", b"jp2i")):
            raise RefusedFile(_PICTURE)
    elif names == ["/DCTDecode"]:
        raw = stream.read_raw_bytes()
        clean = only_dots(raw)
        if clean is None:
            raise RefusedFile(_PICTURE)
        if clean != raw:
            found.add("properties")
            stream.write(clean, filter=Name.DCTDecode, decode_parms=stream.get("/DecodeParms"))
    elif "/DCTDecode" in names:
        raise RefusedFile(_PICTURE)


def _drop(thing: Any, keys: tuple[str, ...], found: set[str], what: str) -> None:
    for key in keys:
        if key in thing:
            found.add(what)
            del thing[key]
