"""The vectors of the record's wordings: where they are kept, and how many of its rows they cover."""

from functools import cache
from pathlib import Path

from django.conf import settings

from openupr.index import meaning
from openupr.index.reader import Index
from openupr.index.row_vectors import VectorCoverage, vectors_ready
from openupr.index.selecting import Filters
from openupr.index.storage import DamagedIndex
from openupr.index.vectors import Vectors, VectorStore

from .the_index import open_the_index


def vectors_folder() -> Path:
    """The folder under OPENUPR_HOME that holds them: derived, it can be deleted and they are computed again."""
    return Path(settings.OPENUPR_HOME) / "vectors"


def vector_store() -> VectorStore:
    """The store of this encoder's vectors, one object for a folder, so that what it maps is mapped once."""
    return _store(vectors_folder(), meaning.model())


@cache
def _store(folder: Path, model: str) -> VectorStore:
    return VectorStore(folder, model=model, dimensions=meaning.DIMENSIONS)


def the_vectors() -> Vectors | None:
    """The vectors computed so far; None where the encoder is not installed, or where their files are damaged."""
    if not meaning.available():
        return None
    try:
        return vector_store().open()
    except DamagedIndex:
        return None


def nothing_missing() -> bool:
    """Whether every wording that can be encoded has its vector; a text in Khmer, say, never gets one."""
    index = open_the_index()
    try:
        return index is not None and completed_file().read_text(encoding="utf-8") == completed_for(index)
    except FileNotFoundError:
        return False


def vectors_once_complete() -> Vectors | None:
    """The vectors, for comparing by words and meaning together; None until all are there: else the few rows that have
    one by chance come before all others."""
    return the_vectors() if nothing_missing() else None


def vectors_among(filters: Filters) -> Vectors | None:
    """The vectors, for comparing the rows that these filters leave by words and meaning together: as soon as each of
    those rows has its own, or nothing is left to compute.
    """
    if nothing_missing():
        return the_vectors()
    among = coverage_among(filters)
    return the_vectors() if among.covered and among.covered == among.rows else None


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
