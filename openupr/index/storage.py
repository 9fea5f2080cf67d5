"""One file of many arrays, mapped into memory: processes that read it share its pages.

`arrays.bin` holds the arrays one after the other, each on a boundary of 64 bytes; `contents.json`
says what and where they are, and carries what is not an array.
"""

import json
import mmap
from pathlib import Path
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
_ALIGNMENT = 64


class DamagedIndex(Exception):
    """The files of an index do not fit together: it must be built again."""


class ArrayWriter:
    """Writes arrays by name into a folder, in a with block; complete once `finish` returned."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._file = (folder / "arrays.bin").open("wb")
        self._places: dict[str, tuple[str, list[int], int]] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *failure: object) -> None:
        self._file.close()

    def add(self, name: str, array: Array) -> None:
        array = np.ascontiguousarray(array)
        self._file.write(bytes(-self._file.tell() % _ALIGNMENT))
        self._places[name] = (array.dtype.str, list(array.shape), self._file.tell())
        self._file.write(array.data if array.size else b"")

    def finish(self, facts: dict[str, Any]) -> None:
        self._file.write(bytes(_ALIGNMENT))
        size = self._file.tell()
        contents = {"facts": facts, "arrays": self._places, "size": size}
        (self._folder / "contents.json").write_text(json.dumps(contents, ensure_ascii=False), encoding="utf-8")


def read_arrays(folder: Path) -> tuple[dict[str, Array], dict[str, Any]]:
    """All arrays of a folder, read-only views of one mapping, and the facts written beside them.

    Raises FileNotFoundError when the folder is gone, DamagedIndex when it is not whole.
    """
    whole = map_file(folder / "arrays.bin")
    try:
        contents = json.loads((folder / "contents.json").read_text(encoding="utf-8"))
    except ValueError:
        raise DamagedIndex(f"The contents of the index in {folder} cannot be read.") from None
    if len(whole) != contents["size"]:
        raise DamagedIndex(f"The index file {folder / 'arrays.bin'} is cut short.")
    arrays = {}
    for name, (dtype, shape, offset) in contents["arrays"].items():
        count = int(np.prod(shape))
        arrays[name] = np.frombuffer(whole, dtype=dtype, count=count, offset=offset).reshape(shape)
    return arrays, contents["facts"]


def map_file(path: Path) -> mmap.mmap | bytes:
    """The bytes of a file without reading them; they stay readable when the file is deleted."""
    with path.open("rb") as file:
        if path.stat().st_size == 0:
            return b""
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
