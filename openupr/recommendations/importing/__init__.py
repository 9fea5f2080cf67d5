"""Readers of the record, one a source. They know the vocabulary and files, but no database."""

from collections.abc import Iterator
from pathlib import Path

from openupr.recommendations.importing import demo, uhri, upr_info, upr_info_api
from openupr.recommendations.importing.rows import ReadRow, RefusedRow, Row, SkippedRow

__all__ = ["SOURCES", "ReadRow", "RefusedRow", "Row", "SkippedRow", "read"]

# What users may import; the demo record is read the same way, but comes with OpenUPR.
SOURCES = ("upr-info", "upr-info-api", "uhri")


def read(source: str, path: Path, *, url: str | None = None) -> Iterator[Row]:
    """Yields the rows of a file of that source in the file's order.

    Raises RefusedFile where the file as a whole cannot be trusted, which may show only after some rows: keep
    nothing before the end is reached. `url` is where the file was fetched from, for sources whose rows can be
    linked to. Raises KeyError for a source without a reader.
    """
    if source == "upr-info":
        return upr_info.read(path)
    if source == "upr-info-api":
        return upr_info_api.read(path, url=url)
    if source == "uhri":
        return uhri.read(path)
    if source == "demo":
        return demo.read(path)
    raise KeyError(source)
