"""tantivy: facets by aggregations over fast fields; a filtered facet needs an aggregation of its own."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import tantivy

from bench.engines.answers import Answer, Plain
from bench.questions import Drawn
from openupr.index.language import parse_question
from openupr.index.rows import Value
from openupr.index.tree import And, Node, Phrase, Prefix, SearchWord
from openupr.recommendations.question import Question
from openupr.text.words import stem

_MOST_VALUES = 1000
_MEMORY = 512 << 20


def build(folder: Path, rows: Iterable[Plain], dimensions: Sequence[str]) -> None:
    folder.mkdir(parents=True)
    index = tantivy.Index(_schema(dimensions), path=str(folder))
    writer = index.writer(heap_size=_MEMORY, num_threads=1)  # one segment: the fastest to search
    for row in rows:
        document = tantivy.Document()
        document.add_text("text", row.text)
        document.add_text("surfaces", row.surfaces)
        document.add_text("stems", row.stems)
        for name in dimensions:
            for value in row.values[name]:
                document.add_text(_field(name), str(value))
        writer.add_document(document)
    writer.commit()
    writer.wait_merging_threads()


def _schema(dimensions: Sequence[str]) -> Any:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("text", stored=True, tokenizer_name="default", index_option="basic")
    builder.add_text_field("surfaces", tokenizer_name="whitespace", index_option="position")
    builder.add_text_field("stems", tokenizer_name="whitespace", index_option="freq")
    for name in dimensions:
        builder.add_text_field(_field(name), fast=True, tokenizer_name="raw", index_option="basic")
    return builder.build()


def _field(dimension: str) -> str:
    return dimension.replace("-", "_")


class Tantivy:
    name = "tantivy"

    def __init__(self, folder: Path, dimensions: Sequence[str]) -> None:
        self._index = tantivy.Index.open(str(folder))
        self._schema = self._index.schema
        self._dimensions = dimensions

    def ask(self, drawn: Drawn) -> Any:
        searcher = self._index.searcher()
        words, filters = self._parts(drawn.question)
        query = _all([*words, *filters.values()])
        found = searcher.search(query, limit=25, count=True)
        aggregated = searcher.aggregate(query, self._terms(n for n in self._dimensions if n not in filters))
        for name in filters:
            others = _all([*words, *(q for other, q in filters.items() if other != name)])
            aggregated |= searcher.aggregate(others, self._terms([name]))
        marks = tantivy.SnippetGenerator.create(searcher, _all(self._marked(drawn)), self._schema, "text")
        marks.set_max_num_chars(100_000)  # the whole text, not an excerpt
        hits = []
        for score, address in found.hits:
            document = searcher.doc(address)
            spans = [(span.start, span.end) for span in marks.snippet_from_doc(document).highlighted()]
            hits.append((score, document["text"][0], spans))
        return found.count, hits, aggregated

    def read(self, drawn: Drawn, reply: Any) -> Answer:
        total, hits, aggregated = reply
        counts: dict[str, dict[Value, int]] = {}
        for name in self._dimensions:
            buckets = aggregated[_field(name)]["buckets"]
            counts[name] = {bucket["key"]: bucket["doc_count"] for bucket in buckets}
        return Answer(total, counts, len(hits))

    def _terms(self, names: Iterable[str]) -> dict[str, Any]:
        return {_field(name): {"terms": {"field": _field(name), "size": _MOST_VALUES}} for name in names}

    def _parts(self, question: Question) -> tuple[list[Any], dict[str, Any]]:
        tree = parse_question(question.words).tree
        words = [self._term(node) for node in (tree.parts if isinstance(tree, And) else (tree,))]
        filters = {}
        for name, values in question.filters.items():
            filters[name] = tantivy.Query.const_score_query(
                tantivy.Query.term_query(self._schema, _field(name), str(values[0]), index_option="basic"), 0.0
            )
        return words, filters

    def _term(self, node: Node) -> Any:
        match node:
            case SearchWord(surface):
                return tantivy.Query.term_query(self._schema, "stems", stem(surface), index_option="freq")
            case Prefix(surface):
                return tantivy.Query.regex_query(self._schema, "surfaces", f"{surface}.*")
            case Phrase(surfaces) if len(surfaces) > 1:
                return tantivy.Query.phrase_query(self._schema, "surfaces", list(surfaces))
            case Phrase((surface,)):
                return tantivy.Query.term_query(self._schema, "surfaces", surface, index_option="freq")
            case _:
                raise ValueError(f"Not among the questions drawn: {node!r}.")

    def _marked(self, drawn: Drawn) -> list[Any]:
        """What to mark in the text itself; tantivy marks whole words as written, so a prefix marks nothing."""
        tree = parse_question(drawn.question.words).tree
        marked = []
        for node in tree.parts if isinstance(tree, And) else (tree,):
            surfaces = node.surfaces if isinstance(node, Phrase) else (getattr(node, "surface", ""),)
            marked += [tantivy.Query.term_query(self._schema, "text", s, index_option="basic") for s in surfaces]
        return marked


def _all(queries: Sequence[Any]) -> Any:
    if len(queries) == 1:
        return queries[0]
    return tantivy.Query.boolean_query([(tantivy.Occur.Must, query) for query in queries])
