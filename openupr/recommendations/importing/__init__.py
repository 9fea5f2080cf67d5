"""Readers of the record, one a source. They know the vocabulary and files, but no database."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from openupr.recommendations.importing import (
    demo,
    dihr,
    thematic_list,
    uhri,
    upr_info,
    upr_info_api,
    working_group_report,
)
from openupr.recommendations.importing.rows import ReadRow, RefusedRow, Row, SkippedRow

__all__ = ["SOURCES", "ReadRow", "RefusedRow", "Row", "SkippedRow", "read"]

Opened = Callable[[Path, str | None], Iterator[Row]]

_READERS: Mapping[str, Opened] = {
    "upr-info": lambda path, url: upr_info.read(path),
    "upr-info-api": lambda path, url: upr_info_api.read(path, url=url),
    "uhri": lambda path, url: uhri.read(path),
    "dihr": lambda path, url: dihr.read(path),
    "thematic-list": lambda path, url: thematic_list.read(path),
    "working-group-report": lambda path, url: working_group_report.read(path),
    # Read the same way, but it comes with OpenUPR.
    "demo": lambda path, url: demo.read(path),
}
ADDENDUM = "addendum"
SOURCES = (*(source for source in _READERS if source != "demo"), ADDENDUM)
"""What users may import.

An addendum is no source of its own: it changes what the report's records say
(services/apply_addendum).
"""


def read(source: str, path: Path, *, url: str | None = None) -> Iterator[Row]:
    """Yields the rows of a file of that source in the file's order.

    Raises RefusedFile where the file as a whole cannot be trusted, which may show only after some
    rows: keep nothing before the end is reached. `url` is where the file was fetched from, for
    sources whose rows can be linked to. Raises KeyError for a source without a reader.
    """
    return _READERS[source](path, url)
