"""What a text asks for, apart from its circumstances: "End child labour | in brick kilns | by 2027".

A small grammar over function words: `data/nearness_circumstance_words.csv` says which of them end the core of a
request. What follows an opener before anything was named belongs to the core: "adopt measures in order to prevent
violence".
"""

import csv
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from openupr.text.smart.tables import verb_inside

_TABLE = Path(__file__).parents[1] / "data" / "nearness_circumstance_words.csv"
CORE, PLACE, ASIDE = 1.0, 0.5, 0.0
"""How much a word counts: of what is asked for; of where; of when, how and why."""
_ENDS = (";", ".", ":", " - ", "?", "!", "\n")
_BETWEEN = ("to", "also", "further", "then")
_MANDATE, _VISIT = "specialprocedures", "visit"
_LET = "let"  # no verb of the table: past and present are one form
_DETERMINERS = {
    "the", "a", "an", "its", "their", "all", "any", "every", "each", "those", "these", "this", "that", "such", "no",
    "more", "his", "her", "our", "public",
}  # fmt: skip
_PREPOSITIONS = {"of", "for", "to", "in", "on", "at", "and", "or", "with", "by", "from"}


class Spoken(NamedTuple):
    """A word of a text, folded; `gap` is what stands before it; `thing` what it names, where it is a name."""

    word: str
    gap: str
    thing: str = ""


class Asked(NamedTuple):
    """Of a word how much it counts, and the number of the request that it belongs to."""

    weight: float
    request: int


def asked(spoken: Sequence[Spoken], opens_at: int, is_matter: Callable[[Spoken], bool]) -> list[Asked]:
    """Of each word how it belongs to what is asked. `opens_at` is where the opening verb stands; what comes before it
    is a circumstance. `is_matter` tells the words that say what a request is about.
    """
    found: list[Asked] = []
    weight, request, held = CORE, 0, False
    for at, each in enumerate(spoken):
        if at < opens_at:
            found.append(Asked(ASIDE, 0))
            continue
        if at > opens_at and held and _begins_another(spoken, at, aside=weight == ASIDE):
            weight, request, held = CORE, request + 1, False
        elif held and weight > ASIDE:
            weight = min(weight, _weight_from(spoken, at))
        held = held or (weight == CORE and is_matter(each))
        visited = each.word == _VISIT and weight > ASIDE  # after the theme of a mandate-holder
        found.append(Asked(CORE if visited else weight, request))
    return found


def _begins_another(spoken: Sequence[Spoken], at: int, *, aside: bool) -> bool:
    """Whether a further request begins here: after a full stop, or with a verb after "and" or a comma. In a
    circumstance ("so that they come and see") the comma must be there.
    """
    if any(each in spoken[at].gap for each in _ENDS):
        return True
    before = at - 1
    while before > 0 and (spoken[before].word in _BETWEEN or spoken[before].word.endswith("ly")):
        before -= 1
    joined = spoken[before].word in ("and", "or")
    comma = "," in spoken[before + 1].gap or (joined and "," in spoken[before].gap)
    return (comma or (joined and not aside)) and _is_verb(spoken, at, sure=comma and joined)


def _is_verb(spoken: Sequence[Spoken], at: int, *, sure: bool = False) -> bool:
    """Whether the word is a verb and no noun of the same form, as "work" may be; after a comma and "and" it is a
    verb unless a preposition follows.
    """
    found = verb_inside(spoken[at].word)
    if found is None or at + 1 == len(spoken):
        return spoken[at].word == _LET and at + 1 < len(spoken)
    following = spoken[at + 1].word
    return "noun" not in found.traits or following in _DETERMINERS or (sure and following not in _PREPOSITIONS)


def _weight_from(spoken: Sequence[Spoken], at: int) -> float:
    """How much counts from this word on."""
    words = tuple(each.word for each in spoken[at : at + 5])
    if words[0] == "on" and spoken[at - 1].word == _MANDATE:
        return PLACE  # a mandate-holder's theme is not what is asked for
    for phrase, kind in _openers().get(words[0], ()):
        if words[: len(phrase)] == phrase:
            return ASIDE if kind == "aside" else PLACE
    to_do = words[0] == "to" and at + 1 < len(spoken) and _is_verb(spoken, at + 1)
    return PLACE if to_do else CORE


@cache
def _openers() -> dict[str, list[tuple[tuple[str, ...], str]]]:
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    with _TABLE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, strict=True):
            phrase = tuple(row["words"].split())
            found.setdefault(phrase[0], []).append((phrase, row["kind"]))
    return found
