"""What a text calls by name: a treaty, a body, a standard, be it by abbreviation or in full; and short for long words.

`data/names_of_things.csv` has what the tables of treaties leave out: shorter titles and those written otherwise.
"""

import csv
import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

from openupr.text.smart.tables import rows as smart_rows
from openupr.text.words import cut
from openupr.upr.tables import several
from openupr.upr.treaties import TREATIES

_TABLE = Path(__file__).parent.parent / "data" / "names_of_things.csv"
_NUMBERS = r"(?: (?:no|nos|number|numbers|n|and|or)){0,3}((?:(?: (?:and|no)){0,2} \d{1,3}\b)+)"
_ILO = (
    re.compile(rf"\bilo (?:\w+ ){{0,8}}?conventions?{_NUMBERS}"),
    re.compile(rf"\bconventions?{_NUMBERS} of the (?:ilo|international labou?r organi[sz]ation)\b"),
)
_ONE_OF_CRC = re.compile(r"OP-CRC-..")
_TREATY = "treaty"


class Thing(NamedTuple):
    """A name and what kind of thing it is; `kind` "words": no name, only a shorter way to write `said_in_full`."""

    name: str
    kind: str
    said_in_full: str


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
    return [Named(thing, line.count(" ", 0, start), line.count(" ", 0, end)) for start, end, thing in sorted(taken)]


def spelled_out(text: str) -> str:
    """The text, followed by the full names of what it names and by their abbreviations: where words are looked for,
    one is to find the other.
    """
    things = dict.fromkeys(each.thing for each in named_in(cut(text).surfaces))
    more = [words for thing in things for words in (thing.said_in_full, thing.name if thing.name.isupper() else "")]
    return " ".join([text, *filter(None, more)])


@cache
def _patterns() -> tuple[tuple[frozenset[str], re.Pattern[str], Thing], ...]:
    """What names each thing, and words of which one must be there before it is worth looking for."""
    with _TABLE.open(encoding="utf-8", newline="") as file:
        table = list(csv.DictReader(file, strict=True))
    things = {row["name"]: Thing(row["name"], row["kind"], row["said_in_full"]) for row in table}
    found = [(frozenset(several(row["one_of"])), _pattern(row["patterns"]), things[row["name"]]) for row in table]
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
    return re.compile(rf"\b(?:{alternatives.replace('(', '(?:')})(?!\w)")
