"""Within a block, a file is opened once, however many readers look at it.

To recognise a file several readers look at it, and then one of them reads it: each would start a
process of its own.
"""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, TypeVar

from openupr.files.own_process import ManyFiles
from openupr.files.refusal import RefusedFile

T = TypeVar("T")


@dataclass(slots=True)
class _Opened:
    results: dict[Hashable, Any] = field(default_factory=dict)
    rows: int = 0


_opened: ContextVar[_Opened | None] = ContextVar("opened", default=None)


@contextmanager
def opening_once() -> Iterator[None]:
    """What is read within this block stays in memory until its end, and is not read again.

    Blocks may be nested.
    """
    if _opened.get() is not None:
        yield
        return
    token = _opened.set(_Opened())
    try:
        yield
    finally:
        _opened.reset(token)


def open_once(key: Hashable, read: Callable[[], T]) -> T:
    """What `read` returns, or returned for this key before.

    Raises RefusedFile again where it did, but ManyFiles: there nothing was read yet.
    """
    opened = _opened.get()
    if opened is None:
        return read()
    if key not in opened.results:
        try:
            opened.results[key] = read()
        except ManyFiles:
            raise
        except RefusedFile as refusal:
            opened.results[key] = refusal
    result = opened.results[key]
    if isinstance(result, RefusedFile):
        raise result
    return result  # type: ignore[no-any-return]


def table_has(rows: int) -> None:
    """Say how many rows the table that was opened has, its header left out."""
    if (opened := _opened.get()) is not None:
        opened.rows = rows


def rows_of_table() -> int:
    """How many rows the table has that was opened in this block; 0 where that is not known before
    all are read.
    """
    opened = _opened.get()
    return opened.rows if opened else 0
