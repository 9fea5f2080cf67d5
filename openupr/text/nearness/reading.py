"""A draft or a recommendation, read for comparing: its requests, each with what it is about, apart
from circumstances.

"End child labour | in brick kilns by 2027": `data/nearness_circumstances.csv` lists the words that
begin a circumstance. What follows one before anything was named belongs to the core: "adopt
measures in order to prevent violence".
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from typing import NamedTuple

from openupr.text.nearness.names import named_in
from openupr.text.nearness.tables import rows
from openupr.text.smart.draft import Draft
from openupr.text.smart.tables import table_words, verb_inside
from openupr.text.words import cut, stem
from openupr.upr.states import STATES

_SHORTEST = 4
"""Letters of a word that counts: "the" and "of" make nothing similar."""
_LONGEST_OPENER = 5
_YEAR = 4
_PAUSES = ",;.:?!-\n"

Phrase = tuple[str, ...]


class SpokenWord(NamedTuple):
    """A folded word and what stands before it; `thing` is what it names, where it is a name."""

    word: str
    gap: str
    thing: str = ""


class TextRequest(NamedTuple):
    """One request of a text without its circumstances: the stems of its `core`, the `things` it
    names, its words.
    """

    core: frozenset[str]
    things: frozenset[str]
    said: str


@dataclass(frozen=True)
class ReadText:
    """A text as requests.

    `words` are all that tell something, as {stem: word}; `mentioned` are things that only
    circumstances name: "in line with the Paris Principles".
    """

    words: Mapping[str, str]
    requests: tuple[TextRequest, ...]
    mentioned: frozenset[str]

    @cached_property
    def core(self) -> frozenset[str]:
        """The stems of what is asked for, of all requests."""
        return frozenset().union(*(request.core for request in self.requests))

    @cached_property
    def things(self) -> frozenset[str]:
        """What is asked for by name, in all requests."""
        return frozenset().union(*(request.things for request in self.requests))

    @cached_property
    def named(self) -> frozenset[str]:
        """All that is called by name."""
        return self.things | self.mentioned


@lru_cache(maxsize=8192)
def read_text(text: str) -> ReadText:
    """A text as requests.

    What was read stays in memory: a record's rows are compared again and again.
    """
    spoken = list(_spoken(text))
    requests = tuple(request for request in map(_request, _asked(spoken)) if request.core or request.things)
    named = {word.thing for word in spoken if word.thing}
    words = {stem(word.word): word.word for word in spoken if _tells(word.word)}
    return ReadText(words, requests, frozenset(named.difference(*(request.things for request in requests))))


def _request(words: list[SpokenWord]) -> TextRequest:
    core = frozenset(stem(word.word) for word in words if _is_matter(word.word))
    things = frozenset(word.thing for word in words if word.thing)
    return TextRequest(core, things, " ".join(word.word or word.thing for word in words))


def _asked(spoken: list[SpokenWord]) -> Iterator[list[SpokenWord]]:
    """The words of each request, without circumstances."""
    request: list[SpokenWord] = []
    named = aside = False
    for at, word in enumerate(spoken):
        if named and _begins_another(spoken, at):
            yield request
            request, named, aside = [], False, False
        elif named:
            aside = aside or _begins_circumstance(spoken, at)
        if not aside:
            request.append(word)
            named = named or bool(word.thing) or _is_matter(word.word)
    yield request


def _begins_another(spoken: list[SpokenWord], at: int) -> bool:
    """Whether a further request begins here: with a verb after "and" or a pause."""
    parted = spoken[at - 1].word in ("and", "or") or any(pause in spoken[at].gap for pause in _PAUSES)
    return parted and verb_inside(spoken[at].word) is not None


def _begins_circumstance(spoken: list[SpokenWord], at: int) -> bool:
    words = tuple(word.word for word in spoken[at : at + _LONGEST_OPENER])
    if any(words[: len(phrase)] == phrase for phrase in _openers().get(words[0], ())):
        return True
    return words[0] == "to" and len(words) > 1 and verb_inside(words[1]) is not None


def _spoken(text: str) -> Iterator[SpokenWord]:
    """The words, each name as one; what can be written otherwise in the words that stand for it."""
    draft = Draft(text)
    named = named_in(draft.surfaces)
    at = 0
    while at < len(draft):
        gap, here = draft.gap(at - 1), [name for name in named if name.first == at]
        if here:
            yield from (SpokenWord("", gap, name.thing) for name in here)
            at = max(name.last for name in here) + 1
        else:
            length, words = _one_way_to_write(draft.surfaces, at)
            yield from (SpokenWord(word, gap) for word in words)
            at += length


def _one_way_to_write(surfaces: list[str], at: int) -> tuple[int, Phrase]:
    """How many words from here on are another way to write something, and the words that stand for
    it.
    """
    for written, words in _same_words().get(surfaces[at], ()):
        if tuple(surfaces[at : at + len(written)]) == written:
            return len(written), words
    return 1, (surfaces[at],)


def _tells(word: str) -> bool:
    """Whether a word can say what a request is about: neither "every" and "number" nor "law",
    "rural" and "strong".
    """
    return len(word) >= _SHORTEST and not word.isdecimal() and stem(word) not in _empty_stems()


def is_function_word(word: str) -> bool:
    """Whether a folded word says nothing of any subject: "all", "every", "other"; nor does a
    year.
    """
    is_year = word.isdecimal() and len(word) == _YEAR
    return is_year or stem(word) in _stems("function") or word in table_words("function")


def fits_any_subject(word: str) -> bool:
    """Whether a folded word is found in recommendations on any subject: "all", and "national" and
    "register" too.
    """
    return is_function_word(word) or stem(word) in _empty_stems()


def _is_matter(word: str) -> bool:
    return _tells(word) and verb_inside(word) is None


@cache
def _openers() -> dict[str, list[Phrase]]:
    """What begins a circumstance, by its first word."""
    openers: dict[str, list[Phrase]] = {}
    for row in rows("circumstances"):
        phrase = tuple(row["words"].split())
        openers.setdefault(phrase[0], []).append(phrase)
    return openers


@cache
def _same_words() -> dict[str, list[tuple[Phrase, Phrase]]]:
    """The ways to write something by their first word, the longest first, each with what stands for
    it. For the name of a State stands nothing: it says where, not what.
    """
    by_first_word: dict[str, list[tuple[Phrase, Phrase]]] = {}
    known = [(tuple(way.split()), tuple(row["as"].split())) for row in rows("same_words") for way in _ways(row)]
    known += [(words, ()) for words in _state_names()]
    for written, words in sorted(known, key=lambda pair: -len(pair[0])):
        by_first_word.setdefault(written[0], []).append((written, words))
    return by_first_word


def _ways(row: dict[str, str]) -> list[str]:
    return row["written"].split("|")


def ways_to_write(word: str) -> list[str]:
    """A word of a text that was read, and what else is read as that word, as a search takes it:
    each form of a word once, and words side by side in quotes: pretrial, "pre trial".
    """
    ways = [word, *(way for row in rows("same_words") if row["as"] == word for way in _ways(row))]
    single = {stem(way): way for way in reversed(ways) if " " not in way}
    several = [f'"{way}"' for way in ways if " " in way and single.keys().isdisjoint(map(stem, way.split()))]
    return [*reversed(single.values()), *several]


def _state_names() -> set[Phrase]:
    """The names of States, without those as short as another word may be: "CAR", "US"."""
    names = {tuple(cut(name).surfaces) for state in STATES for name in state.names}
    return {words for words in names if len("".join(words)) >= _SHORTEST}


# Found at the first use: the stemmer takes a command longer to import than its work.
@cache
def _empty_stems() -> frozenset[str]:
    """Of words that recommendations on any subject hold."""
    return _stems("any") | _stems("function")


@cache
def facets() -> frozenset[str]:
    """Stems of what a matter may have or whom it may be about: by itself "independence" or
    "children" is none.
    """
    return _stems("facet")


@cache
def _stems(kind: str) -> frozenset[str]:
    return frozenset(stem(row["word"]) for row in rows("words") if row["kind"] == kind)
