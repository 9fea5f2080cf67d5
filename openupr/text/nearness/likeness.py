"""Whether a draft and a recommendation, or two drafts, are about the same, and whether one repeats the other."""

from collections.abc import Mapping
from enum import IntEnum
from typing import NamedTuple

from openupr.text.nearness.actions import (
    CHANGE,
    MAKE,
    considers,
    inner_action,
    opening_verb,
    opposed,
    same_kind,
    verbs_in,
)
from openupr.text.nearness.matching import OF_FACET, Match, match
from openupr.text.nearness.reading import FACETS, Reading, Request, read
from openupr.text.smart.tables import words as listed

ALIKE = 0.6
"""Share of the core of each that the other has, from which two drafts are shown to each other's groups."""
CLOSE = 0.65
"""How much has to come together for an earlier text to be close: the share of the core of the request that it has, its
rarity, and the nearness in meaning. Measured by `python -m bench.judged` and `bench.nearness`, docs/measured.md."""
_SHARE, _RARITY, _RAREST = 0.6, 0.05, 10.0
"""What a whole core in common counts beside a cosine of 1; and what its rarity (natural logarithm), up to the last."""
CLOSE_BY_WORDS = 0.52
"""The same where meaning is not compared."""
_REQUEST = 0.25
"""So much is added where the verb that is itself the request, "compensate", stands in the earlier text, too."""
_FURTHER = 0.3
"""So much more, where only a further request of a draft is answered: "... and pass this on to the courts"."""
_HALF = 0.5
"""So much of a request, and two words of it where it has two, has to be there where meaning is not compared: "child
labour" is not "labour courts"."""
SAME_WORDS = 0.5
"""Share of common words (Jaccard) from which a draft without any telling word is close to what is worded like it."""
ALIKE_AT_LENGTH = 0.15
"""Share of common words that has to be there, too, where nobody can say whether the action is the same."""
TELLING = 2
"""So many telling words make a draft of which each alone says too little."""
_FEWEST = 3
"""Words of such a draft: "ensure rights" is worded like too much."""
_RARE_ALONE = 3.5
"""Rarity from which one word alone says enough: "eviction", not "school"."""
_UNLIKE = 0.3
"""Nearness in meaning below which one word in common makes nothing close that does not ask for the same action."""
LESS_ALIKE = 0.4
"""What is not close is shown as less alike from this nearness in meaning (cosine): measured by `python -m
bench.nearness`, docs/measured.md."""
ONE_WORD = 0.25
"""Nearness in meaning from which one telling word in common is enough for that; by the same measure, what no
recommendation is about does not reach it. Of a draft that consists of one or two such words this is not asked."""
REPEATED, REPEATED_BACK = 0.6, 0.5
"""Of the core of a draft, and of that of an earlier request, the share in common from which one repeats the other."""


class Nearness(IntEnum):
    """How near a recommendation is to a draft, from its words."""

    NOTHING = 0
    ONE_WORD = 1
    CLOSE = 2
    REPEATED = 3


class Telling(NamedTuple):
    """The words (stems) of a draft, each with its rarity in a record: the natural logarithm of one in how many rows
    has it.
    """

    rarity: Mapping[str, float]


def likeness(one: Reading, other: Reading) -> float:
    """From 0, no word in common, to 1, the same words."""
    first, second = one.stems, other.stems
    return len(first & second) / len(first | second) if first and second else 0.0


def nearness(draft: Reading, tells: Telling, earlier: Reading, cosine: float | None = None) -> Nearness:
    """How near an earlier text is to a draft of which `tells` are the words; `cosine` is how near it is in meaning,
    None where that is not compared.

    What is named is the surest: whoever asks for one treaty is not answered by what was said of another.
    """
    if opposed(draft.text, earlier.text):
        return Nearness.NOTHING
    if not _is_close(draft, tells, earlier, cosine):
        shared = draft.matter & shared_words(draft, earlier)
        mentioned = draft.things & earlier.standards
        return Nearness.ONE_WORD if shared or mentioned or _standards(draft, earlier) else Nearness.NOTHING
    return Nearness.REPEATED if _repeats(draft, tells, earlier) else Nearness.CLOSE


def _is_close(draft: Reading, tells: Telling, earlier: Reading, cosine: float | None) -> bool:
    if draft.otherwise & earlier.things or draft.things & earlier.otherwise:
        return True
    if draft.things:
        return _names_the_same(draft, earlier)
    if not draft.requests:
        return len(draft.stems) >= _FEWEST and likeness(draft, earlier) >= SAME_WORDS
    shared, of_facet = shared_words(draft, earlier), 1.0 if cosine is None else OF_FACET
    return any(
        _answers(match(each, tells.rarity, earlier, shared, of_facet=of_facet), draft, earlier, cosine, first=at == 0)
        for at, each in enumerate(draft.requests)
    )


def _names_the_same(draft: Reading, earlier: Reading) -> bool:
    """Where a law is to be brought into line with a treaty, the treaty is the standard and the object at once."""
    aligned = CHANGE in draft.families and CHANGE in earlier.families
    return bool(draft.things & (earlier.things | earlier.standards if aligned else earlier.things))


def _answers(found: Match, draft: Reading, earlier: Reading, cosine: float | None, *, first: bool) -> bool:
    """Whether what an earlier text has of a request is enough."""
    if not (found.matter or found.place):
        return False
    if (found.elsewhere or not found.matter) and (cosine is None or cosine < LESS_ALIKE):
        return False
    unsure = cosine is None or (cosine < _UNLIKE and found.rarity < _RARE_ALONE)
    if found.told == 1 and unsure and not _asks_the_same(draft, earlier):
        # One word says little: "release the defenders" is not answered by what was said to "protect the defenders".
        return False
    asked = _REQUEST if draft.request in shared_words(draft, earlier) else 0.0
    if cosine is None and not asked and (len(found.matter) < min(TELLING, found.told) or found.share < _HALF):
        return False
    known = _SHARE * found.share + _RARITY * min(found.rarity, _RAREST) + asked
    more = 0.0 if first else _FURTHER
    return known >= CLOSE_BY_WORDS + more if cosine is None else known + cosine >= CLOSE + more


def _standards(draft: Reading, earlier: Reading) -> frozenset[str]:
    return draft.standards & (earlier.standards | earlier.things)


def _asks_the_same(draft: Reading, earlier: Reading) -> bool:
    """The same family of verbs, or a verb of it further on: "continue efforts to combat". Where one opens with a verb
    of no family, or with none that is known, nobody can say so: many of the words must be the same.
    """
    family = draft.action.family
    if any(draft.words[each] not in listed("generic") for each in draft.light & shared_words(draft, earlier)):
        return True
    if family and earlier.action.family and same_kind(draft.action, earlier.action):
        return True
    if family and family != MAKE and family in earlier.families:
        return True
    unknown = draft.action.category is None or same_kind(draft.action, earlier.action)
    return unknown and likeness(draft, earlier) >= ALIKE_AT_LENGTH


def _repeats(draft: Reading, tells: Telling, earlier: Reading) -> bool:
    """One request of the draft and one of the earlier text have nearly the same core, name the same things, and ask for
    the same kind of action. Where things are named, one word besides makes no other request: "a trusted NHRI".
    """
    return any(_repeats_one(ours, theirs, tells) for ours in draft.requests for theirs in earlier.requests)


def _repeats_one(ours: Request, theirs: Request, tells: Telling) -> bool:
    if bool(ours.things) != bool(theirs.things) or not ours.things <= theirs.things:
        return False
    shared = ours.core & theirs.core
    if shared and shared <= FACETS and not ours.core <= shared:
        return False
    total = sum(tells.rarity.get(each, 0.0) for each in ours.core)
    same = sum(tells.rarity.get(each, 0.0) for each in shared)
    if not ours.things and (not shared or same < REPEATED * total or len(shared) < REPEATED_BACK * len(theirs.core)):
        return False
    action, earlier_action = inner_action(ours.said), inner_action(theirs.said)
    if ours.things:  # what is to be made or joined is what is named
        action, earlier_action = action._replace(made=""), earlier_action._replace(made="")
    if same_kind(action, earlier_action):
        return True
    # "Register all births" and "ensure the registration of all births".
    return opening_verb(ours.said) in verbs_in(theirs.said) and not considers(theirs.said)


def shared_words(one: Reading, other: Reading) -> set[str]:
    """The telling words (stems) that two texts have in common: no verb that opens one of them, since anything can be
    adopted or guaranteed.
    """
    return (one.words.keys() & other.words.keys()) - {one.opening, other.opening}


def drafts_alike(one: str, other: str) -> float:
    """How like each other two drafts are, 0 to 1, where they ask for nearly the same; 0 where they do not: where they
    name different things, or where the cores of their requests differ. By the words alone: every word is as rare.
    """
    first, second = read(one), read(other)
    if opposed(one, other):
        return 0.0
    if first.things or second.things:
        return 1.0 if first.things & second.things else 0.0
    if not first.requests or not second.requests:
        near = likeness(first, second)
        return near if first.stems == second.stems or near >= SAME_WORDS else 0.0
    return _cores_alike(first, second)


def _cores_alike(first: Reading, second: Reading) -> float:
    evenly = dict.fromkeys(first.words.keys() | second.words.keys(), 1.0)
    shared = shared_words(first, second)
    there = match(first.requests[0], evenly, second, shared)
    back = match(second.requests[0], evenly, first, shared)
    alone = min(there.told, back.told) == 1 and not _asks_the_same(first, second)
    if not there.matter or not back.matter or alone or min(there.share, back.share) < ALIKE:
        return 0.0
    return (there.share + back.share) / 2
