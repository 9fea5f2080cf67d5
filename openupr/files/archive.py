"""Opens a ZIP archive that a stranger sent (XLSX and DOCX are such) after a look at what it would
become.
"""

import zipfile
import zlib
from pathlib import Path
from typing import IO

from openupr.files.limits import MAX_ARCHIVE_ENTRIES, MAX_RATIO, MAX_UNPACKED_BYTES, RATIO_FROM_BYTES
from openupr.files.refusal import RefusedFile

_BOMB = "This file would unpack to far more than its contents can honestly need; it was not opened."
_DAMAGED = "This file is damaged or cut off: it cannot be unpacked. Download or copy it again."
_LOCKED = "This file is locked with a password. Save it without a password and try again."
_ENTITIES = "This file declares XML entities, which no office program writes; it was not opened."
_ENCODING = (
    "This file is not written in UTF-8, as office programs write it; it was not opened. Open it in Word or LibreOffice "
    "and save it again."
)
_CHUNK = 1 << 20
# A declaration can hide from a byte search only in another encoding, and office programs write
# UTF-8.
_OTHER_ENCODINGS = (b"\xff\xfe", b"\xfe\xff", b"\x00<", b"<\x00", b"\x4c\x6f\xa7\x94")


def open_archive(path: Path | IO[bytes]) -> zipfile.ZipFile:
    """The archive, once every entry has been unpacked within the limits and no XML part declares
    entities.

    Raises RefusedFile for a damaged, locked or bloated archive. The caller closes what is returned.
    """
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise RefusedFile(_DAMAGED) from error
    try:
        _look_through(archive)
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        OSError,
        NotImplementedError,
        ValueError,
        RuntimeError,
    ) as error:
        archive.close()
        raise error if isinstance(error, RefusedFile) else RefusedFile(_DAMAGED) from error
    return archive


def _look_through(archive: zipfile.ZipFile) -> None:
    entries = archive.infolist()
    if len(entries) > MAX_ARCHIVE_ENTRIES:
        raise RefusedFile(_BOMB)
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise RefusedFile(_LOCKED)
    if len({entry.filename for entry in entries}) != len(entries):
        raise RefusedFile(_DAMAGED)
    left = MAX_UNPACKED_BYTES
    if sum(entry.file_size for entry in entries) > left or any(map(_bloated, entries)):
        raise RefusedFile(_BOMB)
    for entry in entries:
        left -= _unpack(archive, entry, left)


def _bloated(entry: zipfile.ZipInfo) -> bool:
    return entry.file_size > RATIO_FROM_BYTES and entry.file_size > MAX_RATIO * max(entry.compress_size, 1)


def _unpack(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, left: int) -> int:
    """Reads one entry to its end (its checksum is compared on the way); the sizes in the headers
    may lie.
    """
    total, tail = 0, b""
    is_xml = entry.filename.lower().endswith((".xml", ".rels"))
    with archive.open(entry) as stream:
        while chunk := stream.read(_CHUNK):
            if is_xml:
                if total == 0 and chunk.startswith(_OTHER_ENCODINGS):
                    raise RefusedFile(_ENCODING)
                if b"<!DOCTYPE" in tail + chunk or b"<!ENTITY" in tail + chunk:
                    raise RefusedFile(_ENTITIES)
                tail = chunk[-16:]
            total += len(chunk)
            if total > left:
                raise RefusedFile(_BOMB)
    return total
