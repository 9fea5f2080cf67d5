"""Finds phrases in a draft: sequences of words, the longest at each place, none overlapping
another.
"""

from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from openupr.text.smart.draft import Draft
from openupr.text.smart.tables import rows, several
from openupr.text.words import cut
from openupr.upr.treaties import TREATIES


class FoundPhrase(NamedTuple):
    """A phrase stands at the words first to last (included); `name` is what it stands for."""

    name: str
    first: int
    last: int


class Phrases:
    """Phrases and what each stands for, ready to be looked for."""

    def __init__(self, named: Iterable[tuple[str, str]]) -> None:
        self._by_first_word: dict[str, dict[tuple[str, ...], str]] = {}
        for phrase, name in named:
            words = tuple(cut(phrase).surfaces)
            self._by_first_word.setdefault(words[0], {})[words] = name
        for first, known in self._by_first_word.items():
            longest_first = sorted(known.items(), key=lambda item: -len(item[0]))
            self._by_first_word[first] = dict(longest_first)

    def found_in(self, draft: Draft) -> Iterator[FoundPhrase]:
        """Every place where one stands, in order."""
        at = 0
        while at < len(draft):
            here = self._at(draft, at)
            if here:
                yield here
            at = here.last + 1 if here else at + 1

    def _at(self, draft: Draft, at: int) -> FoundPhrase | None:
        for phrase, name in self._by_first_word.get(draft.surfaces[at], {}).items():
            last = at + len(phrase) - 1
            if tuple(draft.surfaces[at : last + 1]) == phrase and "(" not in draft.written(at, last):
                return FoundPhrase(name, at, last)
        return None


@cache
def phrases(name: str) -> Phrases:
    """The list of this name in data/smart_phrases.csv; each phrase stands for itself."""
    listed = [phrase for row in rows("phrases") if row["list"] == name for phrase in several(row["phrases"])]
    return Phrases((phrase, phrase) for phrase in listed)


@cache
def topics(kind: str) -> Phrases:
    """The areas or groups of data/smart_topics.csv."""
    of_kind = [row for row in rows("topics") if row["kind"] == kind]
    return Phrases((phrase, row["name"]) for row in of_kind for phrase in several(row["phrases"]))


@cache
def treaties() -> Phrases:
    """The human-rights treaties by abbreviation, title and other names, each standing for its
    abbreviation; and those of data/smart_topics.csv.
    """
    known = [(treaty.abbreviation, (treaty.abbreviation, treaty.title, *treaty.other_names)) for treaty in TREATIES]
    known += [(row["name"], several(row["phrases"])) for row in rows("topics") if row["kind"] == "treaty"]
    return Phrases((name, abbreviation) for abbreviation, names in known for name in names)
