"""The tables of `data/smart_*.csv`: verbs, word lists, phrases, and the sentences of the hints.

Every row carries where it comes from. `status` is `sourced` (it stands in that document), `derived`
(counted or read on the record) or `unsourced` (our own judgement).
"""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

DATA = Path(__file__).parents[1] / "data"


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb that opens recommendations, in British spelling.

    `category` is 1 to 5. Traits: `step` (a step that can later be seen to be taken or not), `slow`
    (such a step that takes preparation), `result` (what is to be reached, not how), `noun` (also a
    noun in this form), `opens` (a noun anywhere but at the beginning).
    """

    name: str
    category: int
    traits: frozenset[str]
    nouns: tuple[str, ...]


def rows(table: str) -> list[dict[str, str]]:
    """The rows of data/smart_{table}.csv."""
    with (DATA / f"smart_{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def several(cell: str) -> tuple[str, ...]:
    """The values of a cell, divided by `|`."""
    return tuple(cell.split("|")) if cell else ()


VERBS = {
    row["verb"]: Verb(row["verb"], int(row["category"]), frozenset(several(row["traits"])), several(row["nouns"]))
    for row in rows("verbs")
}

OBJECTS = {word: row["object"] for row in rows("objects") for word in several(row["words"])}
"""Telling nouns after an opening verb: {"legislation": "law"}."""


@cache
def table_words(name: str) -> frozenset[str]:
    """The word list of this name; KeyError where there is none."""
    return _lists()[name]


def verb(surface: str) -> Verb | None:
    """The verb whose base form this folded word is, in either spelling ("criminalize" too)."""
    return VERBS.get(surface) or VERBS.get(_british(surface))


def verb_inside(surface: str) -> Verb | None:
    """The verb whose base form this folded word is in the middle of a draft, where "order" or
    "plan" are nouns.
    """
    known_verb = verb(surface)
    return None if known_verb and "opens" in known_verb.traits else known_verb


def verb_in_any_form(surface: str) -> Verb | None:
    """The verb of which this folded word is a form: "ratify", "ratifying", "ratifies",
    "ratified".
    """
    return verb(surface) or _forms().get(_british(surface))


def verb_of_noun(surface: str) -> Verb | None:
    """The verb that this noun stands for: "ratification" gives ratify."""
    return _nouns().get(_british(surface))


def traits(surface: str) -> frozenset[str]:
    """The traits of the verb whose base form this folded word is; none where it is no verb."""
    known_verb = verb(surface)
    return known_verb.traits if known_verb else frozenset()


def as_spelt(known_verb: Verb, written: str, following: str = "") -> str:
    """The verb with a capital, in the spelling of the text: "Harmonize" where it says
    "harmonizing", "Set up".
    """
    american = known_verb.name.endswith("ise") and written.startswith(known_verb.name[:-2] + "z")
    base = (known_verb.name[:-2] + "ze" if american else known_verb.name).capitalize()
    return f"{base} {following}" if following in ("up", "out") else base


@cache
def _lists() -> dict[str, frozenset[str]]:
    lists: dict[str, frozenset[str]] = {}
    for row in rows("words"):
        lists[row["list"]] = lists.get(row["list"], frozenset()) | frozenset(several(row["words"]))
    return lists


@cache
def _forms() -> dict[str, Verb]:
    return {form: known_verb for known_verb in VERBS.values() for form in _spelt(known_verb.name)}


@cache
def _nouns() -> dict[str, Verb]:
    return {noun: known_verb for known_verb in VERBS.values() for noun in known_verb.nouns}


_DOUBLING = {"stop", "ban", "set", "submit", "commit", "put", "permit", "forbid", "drop", "equip", "transfer", "begin"}


def _spelt(base: str) -> set[str]:
    """Its regular forms in -ing, -ed and -s."""
    ends_in_y = base.endswith("y") and base[-2] not in "aeiou"
    stem = base[:-1] if base.endswith("e") and not base.endswith("ee") else base
    if base in _DOUBLING:
        stem += base[-1]
    past = base[:-1] + "ied" if ends_in_y else stem + "ed"
    plural = base[:-1] + "ies" if ends_in_y else base + ("es" if base.endswith(("s", "sh", "ch", "x", "z")) else "s")
    return {stem + "ing", past, plural}


def _british(surface: str) -> str:
    if surface.startswith("fulfill"):
        return "fulfil" + surface.removeprefix("fulfill")
    for american, british in (("izes", "ises"), ("ized", "ised"), ("izing", "ising"), ("ization", "isation")):
        if surface.endswith(american):
            return surface.removesuffix(american) + british
    return surface[:-2] + "se" if surface.endswith(("ize", "yze")) else surface
