"""Builds an index: one pass over the rows, then everything is sorted once and written as a new
generation.

Rows that are as they were are taken over from the generation before: they are not cut into words,
coded and written anew. What comes out is the same, byte for byte.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np

from openupr.index.collecting import Collector
from openupr.index.generation import FORMAT, Generation
from openupr.index.generations import new_generation
from openupr.index.postings import write_postings
from openupr.index.profiles import write_columns
from openupr.index.rows import Column, IndexRow
from openupr.index.storage import ArrayWriter
from openupr.text.words import cutting_version


class RepeatedRow(ValueError):
    """Two rows carry the same number."""


def build(
    folder: Path,
    rows: Iterable[IndexRow | int],
    *,
    columns: Sequence[Column],
    version: str,
    before: Generation | None = None,
) -> int:
    """Build from the rows, in their order, and make it the index that is read from now on.

    A number instead of a row is the position of a row in the generation `before`, which has the
    same columns.

    Texts and payloads are written as they come; what stays in memory is about 16 bytes a word.
    `version` is the caller's and comes back as `Index.version`. Returns the number of rows. When
    anything raises, also from `rows` itself, the index in use stays as it was.
    """
    with new_generation(folder) as generation_folder:
        collected = Collector(generation_folder, columns, before)
        try:
            for row in rows:
                collected.add(row)
            collected.settle()
        finally:
            collected.close()
        ids = np.frombuffer(collected.ids, np.int64)
        by_id = np.argsort(ids, kind="stable")
        if len(ids) > 1 and (np.diff(ids[by_id]) == 0).any():
            raise RepeatedRow("Two rows have the same number.")
        with ArrayWriter(generation_folder) as writer:
            writer.add("ids", ids)
            writer.add("by_id", by_id)
            writer.add("fingerprints", np.frombuffer(collected.fingerprints, np.uint64))
            writer.add("text_keys", np.frombuffer(collected.tokens.text_keys, np.uint64))
            writer.add("payload_edges", np.frombuffer(collected.payloads.edges, np.int64))
            writer.add("text_edges", np.frombuffer(collected.texts.edges, np.int64))
            write_postings(writer, collected.tokens)
            described = write_columns(writer, collected.columns)
            rules = [FORMAT, cutting_version()]
            writer.finish({"format": rules, "version": version, "rows": len(ids), "columns": described})
    return len(ids)
