"""A draft or a recommendation, read for comparing: what it names, its words, how it opens."""

import csv
from collections.abc import Mapping, Set
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import NamedTuple

from openupr.text.nearness.actions import Action, action_of, families_in, tells_itself
from openupr.text.nearness.asking import ASIDE, CORE, PLACE, Asked, Spoken, asked
from openupr.text.nearness.names import Named, asked_otherwise, named_in
from openupr.text.nearness.same_words import longest_at
from openupr.text.opening import verb_at
from openupr.text.smart.draft import Draft
from openupr.text.smart.tables import verb_in_any_form, verb_inside
from openupr.text.smart.tables import words as listed
from openupr.text.words import cut, stem

_DATA = Path(__file__).parents[1] / "data"
_SHORTEST = 4
"""Letters of a word that counts: "the" and "of" make nothing alike."""
_LEADS_TO_A_STANDARD = {
    "line", "accordance", "according", "compliance", "comply", "conformity", "conform", "consistent", "consistently",
    "pursuant", "under", "required", "requires", "obligations", "keeping", "compatible", "based", "standards",
}  # fmt: skip
_BEFORE_A_NAME = 5
_DECLARED_WITHIN = 9


class Request(NamedTuple):
    """One request of a text as stems that say what it is about: the `core`, and the `place` where. `things` it calls
    by name; `said` is its words without circumstances.
    """

    core: frozenset[str]
    place: frozenset[str]
    things: frozenset[str]
    said: str


@dataclass(frozen=True)
class Reading:
    """`things` are called by name; `standards` are named only as what something is to be in line with. `words`: the
    telling ones as {stem: word}, those of names left out: neither "every" and "number" nor an opening verb,
    unless that is itself what is asked for, as "compensate" is: the `request`. `opening` is a verb that tells nothing.
    `light` are stems of words for means, places and manners: these only add to what is alike. `otherwise`: what is
    asked for without its name.
    """

    text: str
    things: frozenset[str]
    standards: frozenset[str]
    words: Mapping[str, str]
    stems: frozenset[str]
    opening: str
    request: str
    light: frozenset[str]
    otherwise: frozenset[str]
    requests: tuple[Request, ...]

    @cached_property
    def action(self) -> Action:
        """The kind of action that is asked for."""
        return action_of(self.text)

    @cached_property
    def families(self) -> frozenset[str]:
        """The families of all verbs in it, be they what is asked or not."""
        return families_in(cut(self.text).surfaces)

    @cached_property
    def matter(self) -> frozenset[str]:
        """The stems of what is asked for and where."""
        return self.core.union(*(each.place for each in self.requests))

    @cached_property
    def core(self) -> frozenset[str]:
        """The stems of what is asked for, of all requests."""
        return frozenset().union(*(each.core for each in self.requests))

    def own_words(self) -> set[str]:
        """The stems of those telling words that few things are said with: not "human" or "people"."""
        return {each for each, word in self.words.items() if word not in listed("generic")}


@lru_cache(maxsize=8192)
def read(text: str) -> Reading:
    """A text as its names and words. What was read stays in memory: a record's rows are compared again and again."""
    surfaces = cut(text).surfaces
    named = named_in(surfaces)
    standards = frozenset(each.thing.name for each in named if _is_standard(surfaces, each))
    declared = frozenset(f"{each.thing.name} declaration" for each in named if _is_declared(surfaces, each))
    things = frozenset(each.thing.name for each in named if each.thing.kind != "words") - standards | declared
    first, request = opening_of(text)
    spoken, opens_at = _spoken(text, named)
    parts = asked(spoken, opens_at, lambda each: each.thing in things or _is_matter(each.word))
    counted = {stem(each.word): each.word for each in reversed(spoken) if _counts(each.word)}
    telling = {each: word for each, word in counted.items() if _tells(each) and each != first}
    light = frozenset(each for each, word in telling.items() if _is_light(word) or each == request)
    asks = _requests(spoken, parts, things, telling.keys() - light)
    if not asks:  # "submit the report": where there is only a means, that is what is asked for
        asks = _requests(spoken, parts, things, {each for each in light if telling[each] not in listed("generic")})
    otherwise = asked_otherwise(surfaces)
    stems = frozenset(counted) | things | standards
    return Reading(text, things, standards, telling, stems, first, request, light, otherwise, asks)


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


def _requests(
    spoken: list[Spoken], parts: list[Asked], things: frozenset[str], matter: Set[str]
) -> tuple[Request, ...]:
    found = []
    for number in range(max((each.request for each in parts), default=-1) + 1):
        here = [(word, part) for word, part in zip(spoken, parts, strict=True) if part.request == number]
        told = [
            (stem(word.word), part)
            for at, (word, part) in enumerate(here)
            if stem(word.word) in matter and (at or not number or verb_inside(word.word) is None)
        ]
        core = frozenset(each for each, part in told if part.weight == CORE)
        place = frozenset(each for each, part in told if part.weight == PLACE) - core
        said = " ".join(word.word or word.thing for word, part in here if part.weight > ASIDE)
        names = frozenset(word.thing for word, _part in here) & things
        found.append(Request(core, place, names, said))
    return tuple(each for each in found if each.core or each.things)


def _spoken(text: str, named: list[Named]) -> tuple[list[Spoken], int]:
    """The words, each name as one; what is written short or otherwise in the words that stand for it. And at which of
    them the opening verb stands.
    """
    draft = Draft(text)
    opens_at = draft.opening.at if draft.opening else 0
    names: dict[int, list[Named]] = {}
    for each in named:
        names.setdefault(each.first, []).append(each)
    spoken: list[Spoken] = []
    at = opens = 0
    while at < len(draft):
        if at <= opens_at:
            opens = len(spoken)
        gap, after = draft.gap(at - 1), at + 1
        if at in names:
            after = max(each.last for each in names[at]) + 1
            for each in names[at]:
                spelled = cut(each.thing.said_in_full).surfaces if each.thing.kind == "words" else []
                spoken += [Spoken(word, gap) for word in spelled] or [Spoken("", gap, each.thing.name)]
        else:
            length, words = longest_at(draft.surfaces, at)
            spoken += [Spoken(word, gap) for word in words or (draft.surfaces[at],)]
            after = at + (length or 1)
        at = after
    return spoken, opens


def _counts(word: str) -> bool:
    return len(word) >= _SHORTEST or word in _SHORT


def _is_light(word: str) -> bool:
    verb = verb_in_any_form(word)
    adverb = word.endswith("ly") and word not in listed("never_adverbs")
    return word in _LIGHT or adverb or (verb is not None and verb.name in _LIGHT)


def _is_matter(word: str) -> bool:
    return _counts(word) and not _is_light(word) and _tells(stem(word)) and verb_inside(word) is None


def _is_declared(surfaces: list[str], named: Named) -> bool:
    """Whether a declaration under a treaty is what is named: under article 22 of CAT and 41 of the ICCPR are two."""
    before = surfaces[max(0, named.first - _DECLARED_WITHIN) : named.first]
    return named.thing.kind != "words" and not {"declaration", "declarations"}.isdisjoint(before) and "under" in before


def _is_standard(surfaces: list[str], named: Named) -> bool:
    before = surfaces[max(0, named.first - _BEFORE_A_NAME) : named.first]
    kind = named.thing.kind
    return kind == "standard" or (kind != "words" and not _LEADS_TO_A_STANDARD.isdisjoint(before))


def _tells(each: str) -> bool:
    return (len(each) >= _SHORTEST or each in _SHORT) and not each.isdecimal() and each not in _UNTELLING


def _listed_in(table: str, kinds: Set[str] = frozenset()) -> frozenset[str]:
    """The words of a table; of those kinds, where any are given."""
    with (_DATA / f"nearness_{table}.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, strict=True))
    return frozenset(row["word"] for row in rows if not kinds or row["kind"] in kinds)


_UNTELLING = frozenset(map(stem, _listed_in("untelling_words")))
_LIGHT, _SHORT = _listed_in("light_words", {"means", "place", "manner"}), _listed_in("short_words")
FACETS = frozenset(map(stem, _listed_in("light_words", {"facet"})))
"""Stems of what a matter may have or whom it may be about: by itself "independence" or "children" is none."""
