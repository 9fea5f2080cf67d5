"""What a text calls by name: a treaty, a body, a standard, be it by abbreviation or in full; and short for long words.

`data/nearness_names_of_things.csv` has what the tables of treaties leave out: shorter titles and those written
otherwise.
"""

import csv
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from openupr.text.smart.tables import rows as smart_rows
from openupr.text.words import cut
from openupr.upr.tables import several
from openupr.upr.treaties import TREATIES

_TABLE = Path(__file__).parents[1] / "data" / "nearness_names_of_things.csv"
_OTHERWISE = Path(__file__).parents[1] / "data" / "nearness_asked_otherwise.csv"
_NUMBERS = r"(?: (?:no|nos|number|numbers|n|and|or)){0,3}((?:(?: (?:and|no|c)){0,2} c?\d{1,3}\b)+)"
_ILO = (
    re.compile(rf"\bilo (?:\w+ ){{0,8}}?conventions?{_NUMBERS}"),
    re.compile(rf"\bconventions?{_NUMBERS} of the (?:ilo|international labou?r organi[sz]ation)\b"),
    re.compile(rf"\bilo{_NUMBERS}"),
    re.compile(r"\b(c\d{2,3})\b"),
)
_ITS_PROTOCOLS = re.compile(
    r"\b(its|their|the)(?: (?:two|both|all|three|respective))?(?: (first|second))? optional protocols?( thereto)?\b"
)
_ONE_OF_CRC = re.compile(r"OP-CRC-..")
_TREATY = "treaty"
_GROUP = re.compile(r"\((?!\?)")


_AND_TO = re.compile(r" (?:and )?to(?: the)? ")


class Thing(NamedTuple):
    """A name and what kind of thing it is; `kind` "words": no name, only a shorter way to write `said_in_full`.
    `protocols` are the names of a treaty's optional protocols.
    """

    name: str
    kind: str
    said_in_full: str
    protocols: tuple[str, ...] = ()


class Named(NamedTuple):
    """A thing is named by the words first to last (included)."""

    thing: Thing
    first: int
    last: int


def named_in(surfaces: list[str]) -> list[Named]:
    """What folded words name, in order; of names that overlap ("Convention against Torture", "Optional Protocol to the
    Convention against Torture") the longest.
    """
    line = " ".join(surfaces)
    present = set(surfaces)
    found = [
        (match.start(), match.end(), thing)
        for one_of, pattern, thing in _patterns()
        if not present.isdisjoint(one_of)
        for match in pattern.finditer(line)
    ]
    found += [
        (match.start(), match.end(), Thing(f"ILO {number}", _TREATY, ""))
        for pattern in _ILO
        for match in pattern.finditer(line)
        for number in re.findall(r"\d+", match[1])
    ]
    taken: list[tuple[int, int, Thing]] = []
    for start, end, thing in sorted(set(found), key=lambda each: each[0] - each[1]):
        # Two conventions of the ILO may be numbered by one and the same stretch.
        if all(end <= first or last <= start or (first, last) == (start, end) for first, last, _ in taken):
            taken.append((start, end, thing))
    taken = [*_of_one_list(line, taken), *_protocols_of_these(line, taken)]
    return [Named(thing, line.count(" ", 0, start), line.count(" ", 0, end)) for start, end, thing in sorted(taken)]


def _protocols_of_these(line: str, taken: list[tuple[int, int, Thing]]) -> Iterator[tuple[int, int, Thing]]:
    """What "its Optional Protocol", after a treaty's name, names: of two the one that is told of, or both."""
    for match in _ITS_PROTOCOLS.finditer(line):
        before = sorted(each for each in taken if each[1] <= match.start() and each[2].protocols)
        alone = all(end <= match.start() or match.end() <= start for start, end, _thing in taken)
        if not (before and alone and (match[1] != "the" or match[3])):
            continue
        treaties = before if match[1] == "their" else before[-1:]
        for _start, _end, treaty in treaties:
            for name in _meant(treaty.protocols, match):
                yield match.start(), match.end(), _things()[name]


def _of_one_list(line: str, taken: list[tuple[int, int, Thing]]) -> Iterator[tuple[int, int, Thing]]:
    """The names, with those of a list of protocols as such: "the Optional Protocols to ICESCR and to the CRC"."""
    end_of_list = -1
    for start, end, thing in sorted(taken):
        listed = end_of_list >= 0 and _AND_TO.fullmatch(line, end_of_list, start) is not None
        if listed and thing.protocols:
            yield from ((start, end, _things()[name]) for name in thing.protocols)
        else:
            yield start, end, thing
        listed = (listed and bool(thing.protocols)) or "optional protocols" in line[start:end]
        end_of_list = end if listed else -1


def _meant(protocols: tuple[str, ...], match: re.Match[str]) -> tuple[str, ...]:
    if match[2] == "second":
        return protocols[1:] or protocols
    return protocols if "protocols" in match[0] and not match[2] else protocols[:1]


def asked_otherwise(surfaces: list[str]) -> frozenset[str]:
    """The names of what folded words ask for without naming it: who abolishes the death penalty does what the Second
    Optional Protocol to the ICCPR asks.
    """
    line = " ".join(surfaces)
    return frozenset(name for name, pattern in _otherwise() if pattern.search(line))


def spelled_out(text: str) -> str:
    """The text, followed by the full names of what it names and by their abbreviations: where words are looked for,
    one is to find the other.
    """
    things = dict.fromkeys(each.thing for each in named_in(cut(text).surfaces))
    more = [words for thing in things for words in (thing.said_in_full, thing.name if thing.name.isupper() else "")]
    return " ".join([text, *filter(None, more)])


@cache
def _table() -> list[dict[str, str]]:
    with _TABLE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


@cache
def _otherwise() -> tuple[tuple[str, re.Pattern[str]], ...]:
    with _OTHERWISE.open(encoding="utf-8", newline="") as file:
        return tuple((row["name"], _pattern(row["patterns"])) for row in csv.DictReader(file, strict=True))


@cache
def _things() -> dict[str, Thing]:
    return {
        row["name"]: Thing(row["name"], row["kind"], row["said_in_full"], several(row["protocols"])) for row in _table()
    }


@cache
def _patterns() -> tuple[tuple[frozenset[str], re.Pattern[str], Thing], ...]:
    """What names each thing, and words of which one must be there before it is worth looking for."""
    things = _things()
    found = [(frozenset(several(row["one_of"])), _pattern(row["patterns"]), things[row["name"]]) for row in _table()]
    for each in TREATIES:
        name = _ONE_OF_CRC.sub("OP-CRC", each.abbreviation)
        written = (each.abbreviation, each.title, *each.other_names)
        found.append(_as_written(written, things.get(name) or Thing(name, _TREATY, each.title)))
    for row in smart_rows("topics"):
        if row["kind"] == _TREATY:
            known = things.get(row["name"]) or Thing(row["name"], _TREATY, "")
            found.append(_as_written(several(row["phrases"]), known))
    return tuple(found)


def _as_written(names: tuple[str, ...], thing: Thing) -> tuple[frozenset[str], re.Pattern[str], Thing]:
    words = [cut(name).surfaces for name in names]
    pattern = _pattern("|".join(re.escape(" ".join(each)) for each in words))
    return frozenset(each[0] for each in words), pattern, thing


def _pattern(alternatives: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_GROUP.sub('(?:', alternatives)})(?!\w)")
