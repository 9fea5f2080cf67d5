"""Datasette over the same rows in SQLite with FTS5: JSON with facets, as its documentation sets it up.

It answers less than the others: rows come unranked and unmarked, a facet counts under its own filter, and several
values of one filter cannot be asked for at once.
"""

import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from subprocess import Popen
from sys import executable
from typing import Any
from urllib.parse import urlencode

import orjson

from bench.engines.answers import Answer, Plain
from bench.engines.servers import Client, running
from bench.questions import Drawn
from openupr.index.language import parse_question
from openupr.index.rows import Value
from openupr.index.tree import And, Node, Phrase, Prefix, SearchWord
from openupr.recommendations.dimensions import BY_NAME
from openupr.text.words import stem

_MOST_VALUES = 1000
_NUMBERS = {"action", "session", "cycle"}
# Every row here is of one source, so that Datasette may keep it plain.
_SEVERAL = {name for name, dimension in BY_NAME.items() if dimension.multiple} - {"source"}


def build(path: Path, rows: Iterable[Plain], dimensions: Sequence[str]) -> None:
    columns = [_column(name) for name in dimensions]
    with sqlite3.connect(path) as database:
        # Untyped columns would not equal the text that an address gives.
        typed = [f"{_column(name)} {'INTEGER' if name in _NUMBERS else 'TEXT'}" for name in dimensions]
        database.execute(
            f"CREATE TABLE rec (id INTEGER PRIMARY KEY, text TEXT, surfaces TEXT, stems TEXT, {', '.join(typed)})"
        )
        places = ", ".join("?" * (4 + len(columns)))
        database.executemany(
            f"INSERT INTO rec VALUES ({places})",
            ((row.id, row.text, row.surfaces, row.stems, *_stored(row, dimensions)) for row in rows),
        )
        for name, column in zip(dimensions, columns, strict=True):
            if name not in _SEVERAL:
                database.execute(f"CREATE INDEX by_{column} ON rec ({column})")
        # Double quotes: with single ones Datasette does not recognise the table as its full-text index.
        database.execute(
            'CREATE VIRTUAL TABLE rec_fts USING fts5(surfaces, stems, content="rec", content_rowid="id",'
            " tokenize='unicode61 remove_diacritics 0', prefix='4 5 6')"
        )
        database.execute("INSERT INTO rec_fts(rec_fts) VALUES ('rebuild')")
        database.execute("INSERT INTO rec_fts(rec_fts) VALUES ('optimize')")
        database.execute("ANALYZE")
    database.close()


def _stored(row: Plain, dimensions: Sequence[str]) -> Iterable[Any]:
    for name in dimensions:
        values = row.values[name]
        yield orjson.dumps(values).decode() if name in _SEVERAL else (values[0] if values else None)


def _column(dimension: str) -> str:
    return "f_" + dimension.replace("-", "_")


def serving(path: Path, port: int, log: Path) -> AbstractContextManager[Popen[bytes]]:
    settings = {
        "facet_time_limit_ms": 60_000,
        "sql_time_limit_ms": 60_000,
        "suggest_facets": "off",
        "cache_size_kb": 200_000,
    }
    options = [part for name, value in settings.items() for part in ("--setting", name, str(value))]
    # Immutable, so that Datasette counts once and may cache.
    command = [executable, "-m", "datasette", "serve", "--immutable", str(path), "--port", str(port), *options]
    return running(command, port=port, env={}, log=log)


class Datasette:
    name = "Datasette, JSON over HTTP"

    def __init__(self, path: Path, port: int, dimensions: Sequence[str]) -> None:
        self._client, self._table, self._dimensions = Client(port), f"/{path.stem}/rec.json", dimensions

    def ask(self, drawn: Drawn) -> Any:
        tree = parse_question(drawn.question.words).tree
        parts = tree.parts if isinstance(tree, And) else (tree,)
        asked: list[tuple[str, Any]] = [("_search", " AND ".join(map(_term, parts))), ("_searchmode", "raw")]
        for name, values in drawn.question.filters.items():
            how = "__arraycontains" if name in _SEVERAL else "__exact"
            asked.append((_column(name) + how, values[0]))
        asked += [("_facet_array" if name in _SEVERAL else "_facet", _column(name)) for name in self._dimensions]
        asked += [("_col", "text"), *(("_col", _column(name)) for name in self._dimensions)]
        asked += [("_facet_size", _MOST_VALUES), ("_size", 25), ("_shape", "objects"), ("_extra", "count")]
        return self._client.get(f"{self._table}?{urlencode(asked)}")

    def read(self, drawn: Drawn, reply: Any) -> Answer:
        document = orjson.loads(reply)
        facets = document["facet_results"]
        counts: dict[str, dict[Value, int]] = {}
        for name in self._dimensions:
            if name in drawn.question.filters:
                continue  # counted under its own filter: another question
            results = facets[_column(name)]["results"]
            counts[name] = {each["value"]: each["count"] for each in results if each["value"] is not None}
        return Answer(document["filtered_table_rows_count"], counts, len(document["rows"]))


def _term(node: Node) -> str:
    match node:
        case SearchWord(surface):
            return f'stems:"{stem(surface)}"'
        case Prefix(surface):
            return f'surfaces:"{surface}"*'
        case Phrase(surfaces):
            return f'surfaces:"{" ".join(surfaces)}"'
        case _:
            raise ValueError(f"Not among the questions drawn: {node!r}.")
