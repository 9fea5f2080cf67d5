"""PostgreSQL: two GIN indexes, narrow columns, one statement for the whole answer.

Tuned by trying, each time keeping what was faster: codes of two bytes instead of text, facets by grouping sets over
one materialised match, filters pushed into it as far as a facet may, statements prepared, no just-in-time compiling.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from typing import Any

import psycopg

from bench.engines.answers import Answer, Plain
from bench.questions import Drawn
from openupr.index.language import parse_question
from openupr.index.rows import Value
from openupr.index.tree import And, Node, Phrase, Prefix, SearchWord
from openupr.recommendations.dimensions import BY_NAME
from openupr.recommendations.question import Question
from openupr.text.words import stem

_SETTINGS = {
    "jit": "off",
    "work_mem": "256MB",
    "maintenance_work_mem": "512MB",
    "random_page_cost": "1.1",
    "effective_cache_size": "4GB",
    "plan_cache_mode": "force_generic_plan",  # planning takes as long as a selective question itself
}
_SHOWN = 25
# Kept as arrays. Every row here is of one source, so that PostgreSQL may keep it plain.
_SEVERAL = {name for name, dimension in BY_NAME.items() if dimension.multiple} - {"source"}


def _column(dimension: str) -> str:
    return "f_" + dimension.replace("-", "_")


class Postgres:
    name = "PostgreSQL"
    _mark = "ts_headline('simple', rec.text, %(marked)s::tsquery, 'HighlightAll=true')"

    def __init__(self, address: str, dimensions: Sequence[str], table: str = "rec") -> None:
        self._table = table
        self._connection = psycopg.connect(address, autocommit=True, prepare_threshold=1)
        self._connection.prepared_max = 1000
        for name, value in _SETTINGS.items():
            self._connection.execute(f"SET {name} = '{value}'")
        self._dimensions = dimensions
        self._codes: dict[str, dict[Value, int]] = {name: {} for name in dimensions}

    def build(self, rows: Iterable[Plain]) -> None:
        columns = ", ".join(f"{_column(n)} smallint{'[]' * (n in _SEVERAL)}" for n in self._dimensions)
        run = self._connection.execute
        run(f"DROP TABLE IF EXISTS loading, {self._table}")
        run(f"CREATE UNLOGGED TABLE loading (id int, text text, surfaces text, stems text, {columns})")
        with self._connection.cursor() as cursor, cursor.copy("COPY loading FROM STDIN") as copy:
            for row in rows:
                copy.write_row((row.id, row.text, row.surfaces, row.stems, *self._coded(row)))
        names = ", ".join(map(_column, self._dimensions))
        run(
            f"CREATE TABLE {self._table} AS SELECT id, {names}, to_tsvector('simple', stems) AS stems,"
            " to_tsvector('simple', surfaces) AS surfaces, text FROM loading"
        )
        run("DROP TABLE loading")
        run(f"ALTER TABLE {self._table} ADD PRIMARY KEY (id)")
        run(f"CREATE INDEX ON {self._table} USING gin (stems) WITH (fastupdate = off)")
        run(f"CREATE INDEX ON {self._table} USING gin (surfaces) WITH (fastupdate = off)")
        run(f"VACUUM ANALYZE {self._table}")

    def size(self) -> int:
        """Bytes of the table with its indexes."""
        return int(self._connection.execute(f"SELECT pg_total_relation_size('{self._table}')").fetchone()[0])

    def _coded(self, row: Plain) -> Iterable[Any]:
        for name in self._dimensions:
            codes = self._codes[name]
            coded = [codes.setdefault(value, len(codes)) for value in row.values[name]]
            yield coded if name in _SEVERAL else (coded[0] if coded else None)

    def ask(self, drawn: Drawn) -> Any:
        sql, parameters = self._statement(drawn.question)
        return self._connection.execute(sql, parameters).fetchall()

    def read(self, drawn: Drawn, reply: Any) -> Answer:
        names = [{code: value for value, code in self._codes[name].items()} for name in self._dimensions]
        counts: dict[str, dict[Value, int]] = {name: {} for name in self._dimensions}
        total = shown = 0
        for kind, value, number, _rank, _marked in reply:
            if kind >= 0 and value is not None:
                counts[self._dimensions[kind]][names[kind][value]] = number
            total = number if kind == -1 else total
            shown += kind == -2
        return Answer(total, counts, shown)

    def cross(self, question: Question, by: Sequence[str]) -> tuple[dict[tuple[Value | None, ...], int], Any]:
        """Rows of each combination of values, None where a row has none: as OpenUPR counts them."""
        matching, parameters = _matching(question)
        values = [_column(name) if name not in _SEVERAL else f"u_{_column(name)}.v" for name in by]
        spread = "".join(
            f" LEFT JOIN LATERAL unnest({_column(n)}) u_{_column(n)}(v) ON true" for n in by if n in _SEVERAL
        )
        places = [*matching, *(self._passes(name, chosen) for name, chosen in question.filters.items())]
        where = f" WHERE {' AND '.join(places)}" if places else ""
        listed = ", ".join(values)
        return self._connection.execute(
            f"SELECT {listed}, count(*) FROM {self._table}{spread}{where} GROUP BY {listed}", parameters
        ).fetchall()

    def read_cross(self, by: Sequence[str], reply: Any) -> Mapping[tuple[Value | None, ...], int]:
        names = [{None: None, **{code: value for value, code in self._codes[name].items()}} for name in by]
        return {tuple(n[code] for n, code in zip(names, row[:-1], strict=True)): row[-1] for row in reply}

    def _passes(self, name: str, chosen: Sequence[Value | None]) -> str:
        code = self._codes[name].get(chosen[0], -1)
        return f"{_column(name)} @> '{{{code}}}'" if name in _SEVERAL else f"{_column(name)} = {code}"

    def _statement(self, question: Question) -> tuple[str, dict[str, Any]]:
        matching, parameters = _matching(question)
        filters = list(question.filters)
        tests = {name: f"coalesce({self._passes(name, question.filters[name])}, false)" for name in filters}
        # A row that fails two filters counts for no facet.
        all_but_one = " OR ".join(
            "(" + (" AND ".join(tests[n] for n in chosen) or "true") + ")"
            for chosen in combinations(filters, max(0, len(filters) - 1))
        )
        where = " AND ".join([*matching, f"({all_but_one})"])
        passes = "".join(f", {test} AS p_{_column(name)}" for name, test in tests.items())
        rank = " + ".join(
            parameters and [f"ts_rank({place.split(' @@ ')[0]}, {place.split(' @@ ')[1]})" for place in matching]
        )
        columns = ", ".join(map(_column, self._dimensions))
        everything = " AND ".join(f"p_{_column(name)}" for name in filters) or "true"
        facets = [self._grouped([n for n in self._dimensions if n not in filters and n not in _SEVERAL])]
        facets += [self._unnested(n, "chosen") for n in self._dimensions if n in _SEVERAL and n not in filters]
        for name in filters:
            rest = " AND ".join(f"p_{_column(other)}" for other in filters if other != name) or "true"
            facets.append(self._unnested(name, f"(SELECT * FROM matched WHERE {rest}) others"))
        sql = (
            f"WITH matched AS MATERIALIZED (SELECT id, {columns}{passes}, {rank} AS rank"
            f" FROM {self._table} rec WHERE {where}),"
            f" chosen AS {'NOT MATERIALIZED' if not filters else 'MATERIALIZED'}"
            f" (SELECT * FROM matched WHERE {everything}),"
            f" best AS (SELECT id, rank FROM chosen ORDER BY rank DESC, id LIMIT {_SHOWN}) "
            + " UNION ALL ".join(facets)
            + " UNION ALL SELECT -2, best.id, 0, best.rank,"
            f" {self._mark} FROM best JOIN {self._table} rec USING (id)"
        )
        return sql, parameters

    def _grouped(self, names: Sequence[str]) -> str:
        columns = [_column(name) for name in names]
        number = "CASE " + " ".join(
            f"WHEN grouping({c}) = 0 THEN {self._dimensions.index(n)}" for n, c in zip(names, columns, strict=True)
        )
        sets = ", ".join(f"({column})" for column in columns)
        return (
            f"SELECT {number} ELSE -1 END, coalesce({', '.join(columns)}), count(*), 0::real, NULL::text"
            f" FROM chosen GROUP BY GROUPING SETS ({sets}, ())"
        )

    def _unnested(self, name: str, table: str) -> str:
        number, column = self._dimensions.index(name), _column(name)
        if name in _SEVERAL:
            return f"SELECT {number}, v, count(*), 0, NULL FROM {table}, unnest({column}) v GROUP BY v"
        return f"SELECT {number}, {column}, count(*), 0, NULL FROM {table} GROUP BY {column}"


class PostgresUnmarked(Postgres):
    """The same without highlights, which take PostgreSQL longer than the rest of a selective question."""

    name = "PostgreSQL without highlights"
    _mark = "rec.text"

    def __init__(self, like: Postgres, address: str) -> None:
        super().__init__(address, like._dimensions, like._table)
        self._codes = like._codes


def _matching(question: Question) -> tuple[list[str], dict[str, Any]]:
    tree = parse_question(question.words).tree
    parts = tree.parts if isinstance(tree, And) else (tree,)
    stems = " & ".join(f"'{stem(node.surface)}'" for node in parts if isinstance(node, SearchWord))
    surfaces = " & ".join(_surfaces(node) for node in parts if isinstance(node, Phrase | Prefix))
    marked = [f"'{node.surface}'" for node in parts if isinstance(node, SearchWord)] + [surfaces] * bool(surfaces)
    asked = {"stems": stems, "surfaces": surfaces}
    places = [f"{name} @@ %({name})s::tsquery" for name, query in asked.items() if query]
    return places, {**{name: query for name, query in asked.items() if query}, "marked": " & ".join(marked)}


def _surfaces(node: Node) -> str:
    if isinstance(node, Prefix):
        return f"'{node.surface}':*"
    assert isinstance(node, Phrase)
    return "(" + " <-> ".join(f"'{surface}'" for surface in node.surfaces) + ")"
