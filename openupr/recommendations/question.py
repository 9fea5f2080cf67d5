"""The whole state of a search, with the same question in an address; and a draft brought down to
its words.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import log
from typing import Literal
from urllib.parse import quote_plus

from openupr.index.language import Query, parse_question
from openupr.index.nearest import WORDS
from openupr.index.selecting import Filters, Without
from openupr.index.tree import SearchWord, wanted_terms
from openupr.text.nearness import fits_any_subject, is_function_word
from openupr.text.words import cut, stem
from openupr.upr.names import UnknownName
from openupr.upr.un_numbers import UnNumber, read_un_number

from .dimension_values import PREFERRED, Value
from .dimensions import BY_NAME, DIMENSIONS, dimension
from .the_index import the_index

Kind = Literal["recommendation", "pledge", "all"]
KINDS: tuple[Kind, ...] = ("recommendation", "pledge", "all")
# A dimension about the recommending State or the answer says nothing of a pledge.
_NOT_OF_PLEDGES = {facet.name for facet in DIMENSIONS if not facet.of_pledges}
SUGGESTED, YES = "suggested", "yes"
"""How an address says that what is only suggested counts, too."""
Chosen = Mapping[str, tuple[Value | None, ...]]


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of the record.

    `filters`: a dimension's name to index values (None: rows without one); any of them, and all
    dimensions. `excluded`: the same of rows that are kept out. `suggested`: issues and action
    categories that are only suggested count, too.
    """

    words: str = ""
    filters: Chosen = field(default_factory=dict)
    kind: Kind = "recommendation"
    excluded: Chosen = field(default_factory=dict)
    suggested: bool = False

    @property
    def states(self) -> tuple[str, ...]:
        """The codes of the States under Review that it asks about; none where it asks about all."""
        return tuple(str(value) for value in self.filters.get("state", ()) if value)

    def columns(self, names: Sequence[str]) -> Sequence[str]:
        """The index's columns in which it counts these dimensions, in their order."""
        return [BY_NAME[name].column(suggested=True) for name in names] if self.suggested else names

    @property
    def un_number(self) -> UnNumber | None:
        """What the words name where they are nothing but the UN's name of recommendations that the
        record holds.

        Raises RecordNotReady.
        """
        named = read_un_number(self.words)
        if named is None or not {"number", "symbol"}.isdisjoint(self.filters):
            return None
        is_loaded = all(value in the_index().values(name) for name, value in _parts(named))
        return named if is_loaded else None

    def searched(self) -> "Question":
        """The question as the index is asked it: such words are filters."""
        named = self.un_number
        if named is None:
            return self
        return replace(self, words="", filters={**self.filters, **{name: (value,) for name, value in _parts(named)}})

    def index_filters(self) -> Filters:
        """The filters as the index takes them: without a chosen source, each review's preferred one
        counts.
        """
        filters: dict[str, set[Value | None] | Without] = {name: set(values) for name, values in self.filters.items()}
        filters.setdefault("source", {PREFERRED})
        for name, values in self.excluded.items():
            filters[name] = Without(
                none=values, any_of=self.filters.get(name, (PREFERRED,) if name == "source" else ())
            )
        if self.kind != "all":
            filters["kind"] = {self.kind}
        if self.suggested:
            filters = {
                BY_NAME[name].column(suggested=True) if name in BY_NAME else name: v for name, v in filters.items()
            }
        return filters

    def pairs(self) -> list[tuple[str, str]]:
        """The question as the pairs of an address, in a fixed order."""
        pairs = [("q", self.words)] if self.words else []
        for facet in DIMENSIONS if self.filters else ():
            if facet.name in self.filters:
                pairs += [(facet.parameter, facet.written(value)) for value in self.filters[facet.name]]
        pairs += self.excluding_pairs() if self.excluded else []
        if self.kind != "recommendation":
            pairs.append(("kind", self.kind))
        if self.suggested:
            pairs.append((SUGGESTED, YES))
        return pairs

    def besides_filters(self) -> list[tuple[str, str]]:
        """The pairs that a list of filters, which sends its own, must send as well."""
        names = {facet.parameter for facet in DIMENSIONS}
        return [pair for pair in self.pairs() if pair[0] not in names]

    def excluding_pairs(self) -> list[tuple[str, str]]:
        """What is kept out, as pairs of an address."""
        return [
            (facet.excluding_parameter, facet.written(value))
            for facet in DIMENSIONS
            for value in self.excluded.get(facet.name, ())
        ]

    def address(self, **more: str | int) -> str:
        """The question as a query string, with further pairs appended."""
        pairs = [*self.pairs(), *((name, str(value)) for name, value in more.items())]
        return "&".join(f"{_quoted(name)}={_quoted(value)}" for name, value in pairs)

    def narrowed(self, name: str, value: Value | None) -> "Question":
        """This question with one dimension set to one value only."""
        return replace(self, filters={**self.filters, dimension(name).name: (value,)})

    def excluding(self, name: str, value: Value | None) -> "Question":
        """This question with the rows of one more value kept out."""
        return replace(self, excluded={**self.excluded, name: (*self.excluded.get(name, ()), value)})

    def of_pledges(self) -> "Question":
        """The same question about voluntary pledges, which have no recommending State and no
        response.
        """
        filters, excluded = (
            {name: values for name, values in chosen.items() if name not in _NOT_OF_PLEDGES}
            for chosen in (self.filters, self.excluded)
        )
        return replace(self, kind="pledge", filters=filters, excluded=excluded)

    def without(self, name: str, *values: Value | None) -> "Question":
        """This question less these values of a dimension's filter, or less all of it where none is
        given.
        """
        return replace(self, filters=_less(self.filters, name, values))

    def readmitting(self, name: str, *values: Value | None) -> "Question":
        """This question with these values no longer kept out, or none of the dimension where none
        is given.
        """
        return replace(self, excluded=_less(self.excluded, name, values))


def _parts(named: UnNumber) -> list[tuple[str, str]]:
    """Its number and its symbol, those that it has, by the dimension."""
    return [(name, value) for name in ("number", "symbol") if (value := getattr(named, name))]


def _quoted(text: str) -> str:
    # Most of what stands in an address is letters, digits and hyphens, and a page may have hundreds
    # of addresses.
    return text if text.isascii() and text.replace("-", "").isalnum() else quote_plus(text)


def _less(chosen: Chosen, name: str, values: tuple[Value | None, ...]) -> Chosen:
    left = tuple(value for value in chosen.get(name, ()) if values and value not in values)
    others = {key: kept for key, kept in chosen.items() if key != name}
    return {**others, name: left} if left else others


def ask(
    *,
    words: str = "",
    filters: Mapping[str, Iterable[str]],
    excluded: Mapping[str, Iterable[str]] | None = None,
    kind: str = "recommendation",
    suggested: bool = False,
) -> Question:
    """The question of these words and filters as a person wrote them; UnknownName for a value
    nothing is called by.
    """
    if kind not in KINDS:
        raise UnknownName("kind", kind, KINDS)
    plain = words.replace("\x00", "\ufffd").strip()
    return Question(plain, _resolved(filters), kind, _resolved(excluded or {}), suggested)


def _resolved(chosen: Mapping[str, Iterable[str]]) -> Chosen:
    resolved: dict[str, tuple[Value | None, ...]] = {}
    for name, values in chosen.items():
        known = dict.fromkeys(dimension(name).find(value) for value in values if value.strip())
        if known:
            resolved[name] = tuple(known)
    return resolved


def ask_address(parameters: Mapping[str, list[str]]) -> Question:
    """The question of an address's query parameters (`QueryDict.lists()` as a dictionary)."""
    return ask(
        words=" ".join(parameters.get("q", [])),
        filters={name: parameters.get(facet.parameter, []) for name, facet in BY_NAME.items()},
        excluded={name: parameters.get(facet.excluding_parameter, []) for name, facet in BY_NAME.items()},
        kind=(parameters.get("kind") or ["recommendation"])[-1] or "recommendation",
        suggested=_is_yes((parameters.get(SUGGESTED) or [""])[-1]),
    )


def _is_yes(value: str) -> bool:
    """Raises UnknownName for what is neither yes nor no: a wrong word must not count more or less
    than was meant.
    """
    if value not in ("", YES, "no"):
        raise UnknownName(f"value of “{SUGGESTED}”", value, (YES, "no"))
    return value == YES


LONGEST_DRAFT = 8000
"""Characters of a draft that are read: a recommendation has some hundreds."""
MOST_QUERY_TERMS = 6
"""More terms than this, without an operator between them, are read as a draft: all of them stand in
hardly any row.
"""
OPERATORS = {"AND", "OR", "NOT"}
NEAREST = 20
"""Rows that a draft is held against."""
_KEY_WORDS = 2
# "Ensure" and "rights" say nothing of what a draft is about: words in more than this share of the
# rows.
_COMMON = 0.05
# In a small record, as of one report, five in a hundred are too few: "land" is in more.
_FEW = 40


@dataclass(frozen=True, slots=True)
class Sought:
    """What is sought for a text: a query of the query language, and whether the text is a longer
    draft.
    """

    text: str
    query: str
    is_draft: bool

    @property
    def used(self) -> tuple[str, ...]:
        """The words that are sought."""
        return tuple(dict.fromkeys(cut(self.query).surfaces)) if self.is_draft else (self.query,)


def sought(text: str) -> Sought:
    """A query of at most six terms, or one with AND, OR or NOT, as it is written; of a draft the
    words that matter.
    """
    plain = " ".join(text[:LONGEST_DRAFT].split())
    terms = sum(1 for _term in wanted_terms(parse_question(plain).tree))
    if terms <= MOST_QUERY_TERMS or OPERATORS & set(plain.split()):
        return Sought(plain, plain, is_draft=False)
    return Sought(plain, " ".join(key_words(plain)), is_draft=True)


def key_words(draft: str) -> list[str]:
    """The two words of a draft, in its order, that say best what it is about: words that most of
    the rows nearest to it hold as well, and few others do. Where its neighbours share no word with
    it, its rarest. "All" and "every" are never among them.
    """
    index = the_index()
    surfaces = [surface for surface in cut(draft).surfaces if not is_function_word(surface)]
    rows = {word: rows_with(word) for word in {stem(surface): surface for surface in reversed(surfaces)}.values()}
    telling = [word for word in rows if 0 < rows[word] <= max(_FEW, _COMMON * index.rows)]
    near = index.nearest(draft, filters=Question().index_filters(), limit=NEAREST, method=WORDS)
    texts = [index.text(group[0].id) or "" for group in near.groups]
    counter = Counter(root for text in texts for root in {stem(surface) for surface in cut(text).surfaces})
    # A word that all neighbours hold outweighs a rarer one that only some do.
    weights = {word: counter[stem(word)] ** 2 * log(index.rows / rows[word]) for word in telling}
    chosen = sorted(telling, key=lambda word: (-weights[word], rows[word], word))[:_KEY_WORDS]
    return sorted(chosen, key=surfaces.index)


def telling_words(words: Sequence[str]) -> list[str]:
    """The words that alone can say what a draft is about; all words where none can."""
    return [word for word in words if not fits_any_subject(word)] or list(words)


def rows_with(word: str) -> int:
    """How many rows of the index hold a folded word in any form, of whatever source or kind."""
    return the_index().search(Query(SearchWord(word)), limit=0, facets=[]).total
