"""A file on its way in that never touches the disk."""

import io
from typing import IO, Any

from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile, StopUpload
from django.http import HttpRequest
from django.utils.translation import gettext as _

from ..permissions import MOST_BYTES


class IntoMemory(FileUploadHandler):
    """Holds the first file that arrives, up to `most` bytes; further ones are passed over.

    After the request was parsed `trouble` says in a sentence why nothing of it can be used, `status` in HTTP's number.
    `cut`: the request is not whole, being "too big", or because too many files are being checked ("busy").
    `by_command`: what is done with the file here can be done by command, too, where it may be larger.
    """

    def __init__(
        self, request: HttpRequest, *, cut: str = "", most: int = MOST_BYTES, by_command: bool = False
    ) -> None:
        super().__init__(request)
        self.most, self.by_command = most, by_command
        self.trouble, self.status = "", 400
        if cut == "busy":
            self._refuse(_("Many files are being checked at this moment. Try again in a minute."), 503)
        elif cut:
            self._refuse_as_too_big()
        self._held: io.BytesIO | None = None

    def handle_raw_input(
        self,
        input_data: IO[bytes],
        META: dict[str, str],  # noqa: N803 - Django's name
        content_length: int,
        boundary: str,
        encoding: str | None = None,
    ) -> None:
        if content_length > self.most + 100_000:  # the form around the file is far smaller
            self._refuse_as_too_big()

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        if self.trouble:
            raise StopUpload(connection_reset=False)
        if self._held is not None:
            raise SkipFile
        self._held = io.BytesIO()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        assert self._held is not None
        if self._held.tell() + len(raw_data) > self.most:
            self._refuse_as_too_big()
            self._held = io.BytesIO()
            raise StopUpload(connection_reset=False)
        self._held.write(raw_data)

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        assert self._held is not None
        self._held.seek(0)
        return InMemoryUploadedFile(
            self._held, self.field_name, self.file_name or "", self.content_type, file_size, self.charset
        )

    def _refuse_as_too_big(self) -> None:
        if self.by_command:
            told = _("This file is larger than %(size)s MB. Make the pictures in it smaller, or check it by command.")
        else:
            told = _("This file is larger than %(size)s MB. Make the pictures in it smaller.")
        self._refuse(told % {"size": self.most // 1_000_000}, 413)

    def _refuse(self, why: str, status: int) -> None:
        self.trouble, self.status = self.trouble or why, status
