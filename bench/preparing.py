"""Everything that is built before anything is timed: the record imported, the corpora, each engine's own files."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.conf import settings

from bench.corpus import multiplied
from bench.engines import datasette, tantivy_engine
from bench.engines.answers import plain
from bench.engines.postgres import Postgres
from bench.engines.tantivy_engine import Tantivy
from bench.resources import folder_bytes
from openupr.index.build import build
from openupr.index.rows import IndexRow
from openupr.recommendations.dimensions import DIMENSIONS
from openupr.recommendations.index_building import COLUMNS, row_of
from openupr.recommendations.the_index import version_of

Record = dict[str, Any]


@dataclass(slots=True)
class Built:
    """One corpus, ready to be asked."""

    size: int
    home: Path
    rows: list[IndexRow] = field(repr=False)
    dimensions: tuple[str, ...] = ()
    seconds: dict[str, float] = field(default_factory=dict)
    bytes: dict[str, int] = field(default_factory=dict)
    tantivy: Tantivy | None = None
    postgres: Postgres | None = None
    datasette: Path = Path()


def our_index(folder: Path, records: list[Record], size: int, *, keep_rows: bool) -> Built:
    """OpenUPR's own index of `size` rows in a home that holds nothing else, so that no command builds it anew."""
    built = Built(size, folder / f"home-{size}", [])
    rows = [row_of(record) for record in multiplied(records, size)] if keep_rows else []
    given = rows if keep_rows else map(row_of, multiplied(records, size))
    began = time.perf_counter()
    build(built.home / "index", given, columns=COLUMNS, version=version_of("empty"))
    built.seconds["OpenUPR"] = time.perf_counter() - began
    built.bytes["OpenUPR"] = folder_bytes(built.home / "index")
    built.rows = rows
    # A dimension that no row has a value of (this export knows no SDG) would cost the others time for nothing.
    built.dimensions = tuple(
        d.name for d in DIMENSIONS if any(row.values[d.name] not in (None, "", [], ()) for row in rows)
    )
    return built


def others(folder: Path, built: Built, postgres: str) -> Built:
    """The same rows for tantivy, PostgreSQL and Datasette; `postgres` is the address of a database to fill."""
    prepared = list(plain(built.rows))
    paths = {"tantivy": folder / f"tantivy-{built.size}", "Datasette": folder / f"datasette-{built.size}.db"}
    built.postgres = Postgres(postgres, built.dimensions, table=f"rec_{built.size}")
    steps = {
        "tantivy": lambda: tantivy_engine.build(paths["tantivy"], prepared, built.dimensions),
        "PostgreSQL": lambda: built.postgres and built.postgres.build(prepared),
        "Datasette": lambda: datasette.build(paths["Datasette"], prepared, built.dimensions),
    }
    for name, step in steps.items():
        began = time.perf_counter()
        step()
        built.seconds[name] = time.perf_counter() - began
    built.bytes["tantivy"] = folder_bytes(paths["tantivy"])
    built.bytes["PostgreSQL"] = built.postgres.size()
    built.bytes["Datasette"] = paths["Datasette"].stat().st_size
    built.tantivy = Tantivy(paths["tantivy"], built.dimensions)
    built.datasette = paths["Datasette"]
    return built


def at_home(home: Path) -> None:
    """Let the product's queries in this process answer from the index of this home."""
    settings.OPENUPR_HOME = home


def real_files(shared: Path) -> Sequence[Path]:
    """The shared rows: the export in its five files."""
    return [shared / "data/upr-info-export" / f"{name}.csv" for name in ("1-5", "6-9", "10-13", "14-17", "18")]
