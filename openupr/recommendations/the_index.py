"""The present index."""

from collections.abc import Iterable
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from django.utils.translation import gettext as _

from openupr import upr
from openupr.index.reader import Index

from .dimension_values import Dimension, open_the_index
from .dimensions import DIMENSIONS
from .models import RecordEdition

# Raised when what the index holds besides its columns changes; an index of another shape is built
# again.
SHAPE = 7


def columns_version(dimensions: Iterable[Dimension]) -> str:
    """Another text when a dimension is added, taken out or kept in another way."""
    kept = [(d.name, d.multiple, d.sorts, d.column(suggested=True)) for d in dimensions]
    return sha256(repr(kept).encode()).hexdigest()[:12]


def lists_version() -> str:
    """Another text when a row of a vocabulary changes: what a row of the index says depends on
    them.
    """
    folder, digest = Path(upr.__file__).parent / "data", sha256()
    for path in sorted(folder.iterdir()):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


_COLUMNS, _LISTS = columns_version(DIMENSIONS), lists_version()


class RecordNotReady(LookupError):
    """There is no index: nothing was imported yet, or it is being built for the first time."""

    def __init__(self) -> None:
        super().__init__(_("The record is being prepared. Try again in a moment."))


def index_version() -> str:
    """The version that an index of the record's present edition bears."""
    record_edition = RecordEdition.objects.filter(pk=1).values_list("token", "coding").first()
    token, coding = record_edition or ("", "")
    return version_of(f"{token}-{coding}" if coding else token or "empty")


def sources_version() -> str:
    """The same without what people here confirmed: it changes when a source does."""
    return version_of(RecordEdition.objects.filter(pk=1).values_list("token", flat=True).first() or "empty")


def version_of(edition: str) -> str:
    """The version of an index of an edition: another one when the index's shape, its columns or our
    lists change.
    """
    return f"{SHAPE}-{_COLUMNS}-{_LISTS}-{edition}"


def the_index() -> Index:
    """The present index. Raises RecordNotReady before the first one."""
    index = open_the_index()
    if index is None:
        raise RecordNotReady
    return index


def has_suggestions() -> bool:
    """Whether the index holds issues or action categories that are only suggested."""
    index = open_the_index()
    return index is not None and _suggests(index)


@lru_cache(maxsize=1)
def _suggests(index: Index) -> bool:
    # Every page asks; an index never changes, a new one takes its place.
    pairs = [(d.name, other) for d in DIMENSIONS if (other := d.column(suggested=True)) != d.name]
    known = [pair for pair in pairs if pair[1] in index.columns]  # an index of an earlier version has none
    return any(index.facet_values(name) != index.facet_values(other) for name, other in known)


def loaded_sources() -> list[str]:
    """The keys of the sources that the index holds anything of. Raises RecordNotReady."""
    return list(sources_of(the_index()))


@lru_cache(maxsize=1)
def sources_of(index: Index) -> tuple[str, ...]:
    # Every page asks; an index never changes, a new one takes its place.
    return tuple(str(value) for value, _n in index.facet_values("source"))
