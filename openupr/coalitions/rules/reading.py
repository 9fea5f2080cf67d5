"""A draft or a recommendation, read for comparing: what it names, its words, how it opens."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from openupr.text.opening import verb_at
from openupr.text.smart.tables import verb_in_any_form
from openupr.text.smart.tables import words as listed
from openupr.text.words import cut, stem

from .actions import Action, action_of, families_in, tells_itself
from .names import Named, named_in

_TABLE = Path(__file__).parent.parent / "data" / "untelling_words.csv"
_SHORTEST = 4
"""Letters of a word that counts: "the" and "of" make nothing alike."""
_LEADS_TO_A_STANDARD = {
    "line", "accordance", "according", "compliance", "comply", "conformity", "conform", "consistent", "consistently",
    "pursuant", "under", "required", "requires", "obligations", "keeping", "compatible", "based", "standards",
}  # fmt: skip
_BEFORE_A_NAME = 5


@dataclass(frozen=True)
class Reading:
    """`things` are called by name; `standards` are named only as what something is to be in line with. `words`: the
    telling ones as {stem: word}, those of names left out: neither "every" and "number" nor an opening verb,
    unless that is itself what is asked for, as "compensate" is: the `request`. `opening` is a verb that tells nothing.
    """

    text: str
    things: frozenset[str]
    standards: frozenset[str]
    words: Mapping[str, str]
    stems: frozenset[str]
    opening: str
    request: str

    @cached_property
    def action(self) -> Action:
        """The kind of action that is asked for."""
        return action_of(self.text)

    @cached_property
    def families(self) -> frozenset[str]:
        """The families of all verbs in it, be they what is asked or not."""
        return families_in(cut(self.text).surfaces)

    def own_words(self) -> set[str]:
        """The stems of those telling words that few things are said with: not "human" or "people"."""
        return {each for each, word in self.words.items() if word not in listed("generic")}


@lru_cache(maxsize=8192)
def read(text: str) -> Reading:
    """A text as its names and words. What was read stays in memory: a record's rows are compared again and again."""
    surfaces = cut(text).surfaces
    named = named_in(surfaces)
    spoken = _spoken(surfaces, named)
    counted = {stem(word): word for word in reversed(spoken) if len(word) >= _SHORTEST}
    first, request = opening_of(text)
    standards = frozenset(each.thing.name for each in named if _is_standard(surfaces, each))
    things = frozenset(each.thing.name for each in named if each.thing.kind != "words") - standards
    telling = {each: word for each, word in counted.items() if _tells(each) and each != first}
    return Reading(text, things, standards, telling, frozenset(counted) | things | standards, first, request)


def opening_of(text: str) -> tuple[str, str]:
    """The stem of the verb that opens a text: one that tells nothing, or one that is itself what is asked for. "" for
    what it is not; both of a text that opens with none that is known.
    """
    surfaces = cut(text.casefold()).surfaces
    first = surfaces[verb_at(surfaces)] if surfaces else ""
    found = verb_in_any_form(first)
    if found is None:
        return "", ""
    return ("", stem(first)) if tells_itself(found.name) else (stem(first), "")


def _spoken(surfaces: list[str], named: list[Named]) -> list[str]:
    """The words without those of names; what is written short as the words that it is short for."""
    left, at = [], 0
    for each in named:
        left += surfaces[at : each.first]
        at = max(at, each.last + 1)
        if each.thing.kind == "words":
            left += cut(each.thing.said_in_full).surfaces
    return left + surfaces[at:]


def _is_standard(surfaces: list[str], named: Named) -> bool:
    before = surfaces[max(0, named.first - _BEFORE_A_NAME) : named.first]
    kind = named.thing.kind
    return kind == "standard" or (kind != "words" and not _LEADS_TO_A_STANDARD.isdisjoint(before))


def _tells(each: str) -> bool:
    return len(each) >= _SHORTEST and not each.isdecimal() and each not in _UNTELLING


def _read_untelling() -> frozenset[str]:
    with _TABLE.open(encoding="utf-8", newline="") as file:
        return frozenset(stem(row["word"]) for row in csv.DictReader(file))


_UNTELLING = _read_untelling()
