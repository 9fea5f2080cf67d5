"""The action category that a draft would likely be given: a coding of verbs, not a grade.

UPR Info's coders went by the opening verb, with these rules (categories of action of 2014): of two
actions that weigh the same the first counts; of two opening verbs with one object the second; a
general action with a specific example is specific. What verbs alone leave open ("adopt measures",
"adopt a law") the counts decide: how often past recommendations that open so were given each
category.
"""

import csv
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from openupr.text.smart.draft import Draft, Opening
from openupr.text.smart.tables import DATA, OBJECTS, table_words, verb_in_any_form, verb_of_noun

CATEGORIES = (1, 2, 3, 4, 5)
_FEW = 6
"""Fewer recommendations than these say nothing of their own; a wider way of opening is asked
instead.
"""

_NONE = (0,) * len(CATEGORIES)
_NOUNS = sorted(set(OBJECTS.values()))
Shares = Mapping["Key", Sequence[int]]
"""How many recommendations that open so have category 1, 2, 3, 4, 5."""


class Key(NamedTuple):
    """A way of opening: the verb, the noun that tells most ("" for any), with a specific example or
    not.
    """

    verb: str
    noun: str = ""
    example: bool = False

    def __str__(self) -> str:
        return " ".join(filter(None, (self.verb, self.noun, "+example" if self.example else "")))


@dataclass(frozen=True, slots=True)
class Coding:
    """`category` 1 to 5; `share` of the `counted` past recommendations with this opening that were
    given it.

    Without any such recommendation `share` is None and the category is that of UPR Info's list of
    verbs; also of a verb that tells nothing without its noun `share` is None.
    """

    category: int
    share: float | None
    counted: int
    key: Key


def code(draft: Draft, shares: Shares | None = None, *, shipped: bool = True) -> Coding | None:
    """The likely category of a draft; None where it opens with no verb that is known.

    `shares` are counts of a loaded record and go before the `shipped` ones.
    """
    opening = draft.opening
    if opening is None:
        return None
    for counts in filter(None, (shares, counted() if shipped else None)):
        for key in keys(draft, opening):
            row = opening_so(counts, key)
            if sum(row) >= _FEW:
                most = max(row)
                category = CATEGORIES[row.index(most)]
                return (
                    Coding(category, most / sum(row), sum(row), key) if tells(key) else Coding(category, None, 0, key)
                )
    return Coding(opening.decisive.category, None, 0, Key(opening.decisive.name))


def opening_so(counts: Shares, key: Key) -> list[int]:
    """Those that open in this way and in no narrower one: "pay attention" says nothing of "pay
    compensation".
    """
    row = list(counts.get(key, _NONE))
    if key.noun:
        return row
    narrower = (counts.get(key._replace(noun=noun)) for noun in _NOUNS)
    return [
        number - sum(narrower_counts) for number, *narrower_counts in zip(row, *filter(None, narrower), strict=True)
    ]


def tells(key: Key) -> bool:
    """Whether those that open in this way ask for the same: "put an end to" says nothing of "put
    cameras".
    """
    return bool(key.noun) or key.verb not in table_words("light_verb")


def count_openings(coded: Iterable[tuple[str, int]]) -> dict[Key, list[int]]:
    """{way of opening: how many of category 1, 2, 3, 4, 5} of texts and their categories; each text
    counts in every way that it opens.
    """
    counts: dict[Key, list[int]] = defaultdict(lambda: [0] * len(CATEGORIES))
    for text, category in coded:
        draft = Draft(text)
        if draft.opening:
            for key in keys(draft, draft.opening):
                counts[key][CATEGORIES.index(category)] += 1
    return dict(counts)


def keys(draft: Draft, opening: Opening) -> tuple[Key, ...]:
    """How it opens, the most telling way first."""
    name, noun = opening.decisive.name, draft.object_of(opening.decisive_at)
    plain = (Key(name, noun), Key(name)) if noun else (Key(name),)
    if has_example(draft, opening):
        return (*(Key(plain_key.verb, plain_key.noun, True) for plain_key in plain), *plain)
    return plain


def has_example(draft: Draft, opening: Opening) -> bool:
    """Does it name a step after "by", "including", "such as": "including by amending the law"?"""
    leads = [at for at in range(opening.decisive_at + 2, len(draft)) if draft.surfaces[at] in table_words("by_which")]
    return any(_step(draft.word(there)) for at in leads for there in range(at + 1, at + 4))


def _step(word: str) -> bool:
    if word == "paying":
        return False  # attention, nearly always
    known_verb = verb_in_any_form(word) if word.endswith("ing") else verb_of_noun(word)
    return known_verb is not None and "step" in known_verb.traits


@cache
def counted() -> Shares:
    """The counts that are shipped: UPR Info's export of sessions 1 to 18, written by
    `python -m bench.verbs`.
    """
    with (DATA / "smart_openings.csv").open(encoding="utf-8", newline="") as file:
        return {
            Key(row["verb"], row["noun"], row["example"] == "1"): tuple(int(row[str(c)]) for c in CATEGORIES)
            for row in csv.DictReader(file, strict=True)
        }
