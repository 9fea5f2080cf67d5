"""Files on their way in: straight to their place on the disk, no more than fit, none kept that
nobody wants.
"""

import errno
from collections.abc import Callable
from pathlib import Path, PurePath
from typing import IO, TYPE_CHECKING, Any

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile, StopUpload
from django.http import HttpRequest
from django.utils.translation import gettext as _

from .import_jobs import Arrived
from .incoming_files import MOST_BYTES, has_room, new_place

# In a folder only these are looked at; a file chosen by itself is looked into, whatever it is
# called.
ENDINGS = (".xls", ".xlsx", ".csv", ".json", ".jsonl", ".ndjson", ".pdf", ".docx")


if TYPE_CHECKING:
    _UploadedFile = UploadedFile[bytes]
else:
    _UploadedFile = UploadedFile


class ArrivedFile(_UploadedFile):
    """A file in its place. It is removed when the request ends, unless the import has `claimed` it."""

    def __init__(self, name: str, place: Path, file: IO[bytes]) -> None:
        super().__init__(file=file, name=name, size=0)
        self.place, self.claimed = place, False

    def written(self) -> None:
        """All of it is there."""
        super().close()
        self.size = self.place.stat().st_size

    def close(self) -> None:
        super().close()
        if not self.claimed:
            self.place.unlink(missing_ok=True)

    def arrived(self) -> Arrived:
        """What is to be known of it for its import."""
        return Arrived(name=self.name or "", kept_as=self.place.name, size=self.size or 0)


class IntoIncoming(FileUploadHandler):
    """Streams each file into the folder of incoming files.

    After the request was parsed, `trouble` says in a sentence why nothing of it may be used
    (`status` in HTTP's number), and `left` names the files of a folder that are of no kind that is
    imported. `cut`: the request is not whole, being "too big", or more than the disk has room for.
    """

    def __init__(self, request: HttpRequest, *, cut: str = "", most: int = MOST_BYTES) -> None:
        super().__init__(request)
        self.most, self.taken = most, 0
        self.trouble, self.status = "", 400
        if cut:
            self._refuse(too_big(most) if cut == "too big" else disk_full(), 413 if cut == "too big" else 507)
        self.left: list[str] = []
        # Not called `file`: whatever has that name Django closes when a later file is passed over.
        self._arriving: ArrivedFile | None = None

    def handle_raw_input(
        self,
        input_data: IO[bytes],
        META: dict[str, str],  # noqa: N803 - Django's name
        content_length: int,
        boundary: str,
        encoding: str | None = None,
    ) -> None:
        if content_length > self.most:
            self._refuse(too_big(self.most), 413)
        elif not has_room(content_length):
            self._refuse(disk_full(), 507)

    def new_file(self, field_name: str, file_name: str, *args: Any, **kwargs: Any) -> None:
        super().new_file(field_name, file_name, *args, **kwargs)
        if field_name == "folder" and not is_wanted(file_name):
            self.left.append(file_name)
            raise SkipFile
        if self.trouble:
            raise StopUpload(connection_reset=False)
        self._or_stop(self._open)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.taken += len(raw_data)
        if self.taken > self.most:
            self._stop(too_big(self.most), 413)
        self._or_stop(lambda: self._file.write(raw_data))

    def file_complete(self, file_size: int) -> ArrivedFile:
        arrived = self._file
        # A folder may hold more files than a process may hold open.
        self._or_stop(arrived.written)
        self._arriving = None
        return arrived

    def upload_interrupted(self) -> None:
        if self._arriving:
            self._arriving.close()

    @property
    def _file(self) -> ArrivedFile:
        assert self._arriving
        return self._arriving

    def _open(self) -> None:
        place = new_place()
        self._arriving = ArrivedFile(self.file_name or "", place, place.open("xb"))

    def _or_stop(self, write: Callable[[], object]) -> None:
        try:
            write()
        except OSError as error:
            self._stop(disk_full() if error.errno in (errno.ENOSPC, errno.EDQUOT) else _not_kept(error), 507)

    def _refuse(self, why: str, status: int) -> None:
        self.trouble, self.status = self.trouble or why, status

    def _stop(self, why: str, status: int) -> None:
        self._refuse(why, status)
        if self._arriving:
            self._arriving.close()
        raise StopUpload(connection_reset=False)


def is_wanted(name: str) -> bool:
    """Whether a file of a folder is of a kind that is imported, by its name; hidden files and locks
    are not.
    """
    return not name.startswith((".", "~$")) and PurePath(name).suffix.lower() in ENDINGS


def too_big(most: int) -> str:
    """Why nothing was taken."""
    sentence = _("What you chose is larger than %(size)s MB altogether. Choose fewer files; nothing was changed.")
    return sentence % {"size": f"{most // 1_000_000:,}"}


def disk_full() -> str:
    """Why nothing was taken."""
    return _("There is not enough room on this disk for these files. Make room and try again; nothing was changed.")


def _not_kept(error: OSError) -> str:
    sentence = _("The files could not be kept on this disk (%(reason)s); nothing was changed.")
    return sentence % {"reason": error.strerror or type(error).__name__}
