"""A Word or Excel file that came back by e-mail: apps say which page takes it over."""

from collections.abc import Callable
from dataclasses import dataclass

from openupr.web.hooks import Hook

from ..models import Coalition


@dataclass(frozen=True, slots=True)
class FileCameBack:
    """The page that a file belongs to. `takes_file`: it reads the same file; else a person types in what is in it."""

    address: str
    takes_file: bool = True


# Given a coalition and the bytes of a file: where it belongs, None where the app does not know it. Raises RefusedFile.
CAME_BACK = Hook[Callable[[Coalition, bytes], FileCameBack | None]]("CAME_BACK")


def where_it_belongs(coalition: Coalition, data: bytes) -> FileCameBack | None:
    """The first page that knows the file. Raises RefusedFile for a file that cannot be read."""
    return next((found for recognise in CAME_BACK if (found := recognise(coalition, data))), None)
