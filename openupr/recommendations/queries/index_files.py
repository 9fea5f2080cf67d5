"""Where the index lies, and opening it, without knowing what its columns mean."""

from functools import lru_cache
from pathlib import Path

from django.conf import settings

from openupr.index.generations import NoIndex
from openupr.index.reader import Index, open_index
from openupr.index.storage import DamagedIndex


def index_folder() -> Path:
    """The folder under OPENUPR_HOME that holds the index: derived, it can be deleted and is built again."""
    return _under(settings.OPENUPR_HOME)


@lru_cache(maxsize=8)
def _under(home: str | Path) -> Path:
    # One Path for one home, so that it need not be taken apart and hashed anew for every search.
    return Path(home) / "index"


def open_the_index() -> Index | None:
    """The index that stands, of whatever edition; None before the first one, or where its files are damaged."""
    try:
        return open_index(index_folder())
    except (NoIndex, DamagedIndex):
        return None
