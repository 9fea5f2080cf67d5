"""Whether a draft and a recommendation, or two drafts, are about the same, and whether one repeats the other."""

from collections.abc import Mapping, Set
from enum import IntEnum
from typing import NamedTuple

from .actions import MAKE, same_kind
from .reading import Reading, read

ALIKE = 0.34
"""Share of their words in common (Jaccard, stems) from which two drafts are shown to each other's groups."""
REPEATS = 0.3
"""Share of common words from which an earlier recommendation may be the one that a draft repeats."""
TELLING = 2
"""So many telling words in common, and an earlier recommendation is called close to a draft. What is less alike stands
apart, and its answers are not added up: it is about other things."""
RARE = 6.5
"""How rare these have to be together, where the draft has more than them: that by chance one row in 665 had them (the
natural logarithm of it); measured by `python -m bench.nearness`, docs/measured.md. In a small record no word is that
rare, and RARE_IN_FEW of the logarithm of its rows is enough."""
RARE_IN_FEW = 0.7
ALIKE_AT_LENGTH = 0.15
"""Share of common words from which words that are less rare are enough, too; by the same measure."""
SAME_WORDS = 0.5
"""Share of common words from which a draft without any telling word is close to what is worded like it."""
_FEWEST = 3
"""Words of such a draft: "ensure rights" is worded like too much."""
LESS_ALIKE = 0.4
"""What is not close is shown as less alike from this nearness in meaning (cosine): measured by `python -m
bench.nearness`, docs/measured.md."""
ONE_WORD = 0.25
"""Nearness in meaning from which one telling word in common is enough for that; by the same measure, what no
recommendation is about does not reach it. Of a draft that consists of one or two such words this is not asked."""


class Nearness(IntEnum):
    """How near a recommendation is to a draft, from its words."""

    NOTHING = 0
    ONE_WORD = 1
    CLOSE = 2
    REPEATED = 3


class Telling(NamedTuple):
    """The words (stems) that tell what a draft is about in a record, each with its rarity: the natural logarithm of one
    in how many rows has it. `enough`: the rarity that those in common need together. `helping` ones only complete a
    short draft: none of them is told of by itself.
    """

    rarity: Mapping[str, float]
    enough: float = RARE
    helping: Set[str] = frozenset()


def likeness(one: Reading, other: Reading) -> float:
    """From 0, no word in common, to 1, the same words."""
    first, second = one.stems, other.stems
    return len(first & second) / len(first | second) if first and second else 0.0


def nearness(draft: Reading, tells: Telling, earlier: Reading) -> Nearness:
    """How near an earlier text is to a draft of which `tells` are the telling words.

    What is named is the surest: whoever asks for one treaty is not answered by what was said of another.
    """
    if not _is_close(draft, tells, earlier):
        shared = (tells.rarity.keys() - tells.helping) & shared_words(draft, earlier)
        mentioned = draft.things & earlier.standards
        return Nearness.ONE_WORD if shared or mentioned or _standards(draft, earlier) else Nearness.NOTHING
    return Nearness.REPEATED if _repeats(draft, tells, earlier) else Nearness.CLOSE


def _is_close(draft: Reading, tells: Telling, earlier: Reading) -> bool:
    if draft.things:
        return bool(draft.things & earlier.things)
    request = {draft.request} & tells.rarity.keys()
    matter = tells.rarity.keys() - request or request
    told = len(matter) + len(draft.standards)
    if told == 0:
        return len(draft.stems) >= _FEWEST and likeness(draft, earlier) >= SAME_WORDS
    shared = tells.rarity.keys() & shared_words(draft, earlier)
    common = len(shared) + len(_standards(draft, earlier))
    about = len(matter & shared) + len(_standards(draft, earlier))
    if told == 1:
        # One word says little: "release the defenders" is not answered by what was said to "protect the defenders".
        return about == 1 and (common > about or _asks_the_same(draft, earlier))
    if common < TELLING:
        return False
    rare = sum(tells.rarity[each] for each in shared) >= tells.enough or bool(_standards(draft, earlier))
    return rare or about == told == TELLING or likeness(draft, earlier) >= ALIKE_AT_LENGTH


def _standards(draft: Reading, earlier: Reading) -> frozenset[str]:
    return draft.standards & (earlier.standards | earlier.things)


def _asks_the_same(draft: Reading, earlier: Reading) -> bool:
    """The same family of verbs, or a verb of it further on: "continue efforts to combat". Where one opens with a verb
    of no family, or with none that is known, nobody can say so: many of the words must be the same.
    """
    family = draft.action.family
    if family and earlier.action.family and same_kind(draft.action, earlier.action):
        return True
    if family and family != MAKE and family in earlier.families:
        return True
    unknown = draft.action.category is None or same_kind(draft.action, earlier.action)
    return unknown and likeness(draft, earlier) >= ALIKE_AT_LENGTH


def _repeats(draft: Reading, tells: Telling, earlier: Reading) -> bool:
    """Nearly the same words, of the telling ones the half, the same things named, and the same kind of action. Where
    things are named, one word besides makes no other request of it: "a trusted NHRI".
    """
    named = draft.things <= earlier.things if draft.things else not earlier.things
    told = len(tells.rarity) - bool(draft.things)
    half = 2 * len(tells.rarity.keys() & shared_words(draft, earlier)) >= told
    action, earlier_action = draft.action, earlier.action
    if draft.things:  # what is to be made or joined is what is named
        action, earlier_action = action._replace(made=""), earlier_action._replace(made="")
    return named and half and likeness(draft, earlier) >= REPEATS and same_kind(action, earlier_action)


def shared_words(one: Reading, other: Reading) -> set[str]:
    """The telling words (stems) that two texts have in common: no verb that opens one of them, since anything can be
    adopted or guaranteed.
    """
    return (one.words.keys() & other.words.keys()) - {one.opening, other.opening}


def drafts_alike(one: str, other: str) -> float:
    """How like each other two drafts are, 0 to 1, where they ask for nearly the same; 0 where they do not: where they
    name different things, or where what differs is the word that tells what they are about.
    """
    first, second = read(one), read(other)
    near = likeness(first, second)
    if near < ALIKE:
        return 0.0
    if first.things and second.things:
        return near if first.things & second.things else 0.0
    tells = min(first.own_words(), second.own_words(), key=len)
    shared = tells & shared_words(first, second)
    enough = len(shared) >= min(TELLING, len(tells)) if tells else first.stems == second.stems or near >= SAME_WORDS
    return near if enough else 0.0
