"""What a text calls by name: a treaty, a body, a standard, by abbreviation or in full
(`data/nearness_names.csv`).
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from openupr.text.nearness.tables import rows
from openupr.text.words import cut
from openupr.upr.treaties import TREATIES


class NamedThing(NamedTuple):
    """A thing is named by the words first to last (included)."""

    thing: str
    first: int
    last: int


def named_in(surfaces: list[str]) -> list[NamedThing]:
    """What folded words name, in order.

    Of names that overlap the longest counts: "Optional Protocol to the Convention against Torture"
    is not the Convention.
    """
    line, present = " ".join(surfaces), set(surfaces)
    matches = [
        (match.start(), match.end(), thing)
        for thing, one_of, pattern in _patterns()
        if not present.isdisjoint(one_of)
        for match in pattern.finditer(line)
    ]
    taken: list[tuple[int, int, str]] = []
    for start, end, thing in sorted(set(matches), key=lambda match_found: match_found[0] - match_found[1]):
        # One stretch may name two: "both Optional Protocols to the ICCPR".
        if all(end <= first or last <= start or (first, last) == (start, end) for first, last, _ in taken):
            taken.append((start, end, thing))
    return [
        NamedThing(thing, line.count(" ", 0, start), line.count(" ", 0, end)) for start, end, thing in sorted(taken)
    ]


def spelled_out(text: str) -> str:
    """The text, followed by the full names and the abbreviations of what it names: a search by
    words finds both.
    """
    return " ".join([text, *filter(None, dict.fromkeys(_in_other_words(text)))])


def _in_other_words(text: str) -> Iterator[str]:
    for named in named_in(cut(text).surfaces):
        yield _in_full().get(named.thing, "")
        if named.thing.isupper():
            yield named.thing


@cache
def _in_full() -> dict[str, str]:
    return {treaty.abbreviation: treaty.title for treaty in TREATIES} | {
        row["name"]: row["said_in_full"] for row in rows("names")
    }


@cache
def _patterns() -> tuple[tuple[str, frozenset[str], re.Pattern[str]], ...]:
    """What names each thing, and words of which one must be there before it is worth looking
    for.
    """
    ours = [(row["name"], frozenset(row["one_of"].split("|")), row["patterns"]) for row in rows("names")]
    return tuple((thing, one_of, re.compile(rf"\b(?:{ways})(?!\w)")) for thing, one_of, ways in [*ours, *_treaties()])


def _treaties() -> Iterator[tuple[str, frozenset[str], str]]:
    """The treaties by abbreviation and title; the three protocols to the CRC are one thing."""
    for treaty in TREATIES:
        written = [cut(name).surfaces for name in (treaty.abbreviation, treaty.title, *treaty.other_names)]
        thing = "OP-CRC" if treaty.abbreviation.startswith("OP-CRC") else treaty.abbreviation
        yield thing, frozenset(words[0] for words in written), "|".join(" ".join(words) for words in written)
