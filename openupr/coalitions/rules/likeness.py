"""Whether a draft and a recommendation, or two drafts, are about the same, and whether one repeats the other."""

from collections.abc import Set
from enum import IntEnum

from .actions import MAKE, same_kind
from .reading import Reading, read

ALIKE = 0.34
"""Share of their words in common (Jaccard, stems) from which two drafts are shown to each other's groups."""
REPEATS = 0.3
"""Share of common words from which an earlier recommendation may be the one that a draft repeats."""
TELLING = 2
"""So many telling words in common, and an earlier recommendation is called close to a draft. What is less alike stands
apart, and its answers are not added up: it is about other things."""
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


def likeness(one: Reading, other: Reading) -> float:
    """From 0, no word in common, to 1, the same words."""
    first, second = one.stems, other.stems
    return len(first & second) / len(first | second) if first and second else 0.0


def nearness(draft: Reading, tells: Set[str], earlier: Reading) -> Nearness:
    """How near an earlier text is to a draft; `tells` are those of the draft's words (stems) that tell what it is
    about in this record.

    What is named is the surest: whoever asks for one treaty is not answered by what was said of another.
    """
    shared = tells & shared_words(draft, earlier)
    standards = draft.standards & (earlier.standards | earlier.things)
    if not _is_close(draft, tells, earlier, len(shared) + len(standards)):
        mentioned = draft.things & earlier.standards
        return Nearness.ONE_WORD if shared or standards or mentioned else Nearness.NOTHING
    return Nearness.REPEATED if _repeats(draft, tells, earlier) else Nearness.CLOSE


def _is_close(draft: Reading, tells: Set[str], earlier: Reading, common: int) -> bool:
    if draft.things:
        return bool(draft.things & earlier.things)
    told = len(tells) + len(draft.standards)
    if told == 0:
        return len(draft.stems) >= _FEWEST and likeness(draft, earlier) >= SAME_WORDS
    if told == 1:
        # One word says little: "release the defenders" is not answered by what was said to "protect the defenders".
        return common == 1 and _asks_the_same(draft, earlier)
    return common >= TELLING


def _asks_the_same(draft: Reading, earlier: Reading) -> bool:
    """The same kind of action, or a verb of the draft's family further on: "continue efforts to combat"."""
    if draft.action.category is None or same_kind(draft.action, earlier.action):
        return True
    return draft.action.family != MAKE and draft.action.family in earlier.families


def _repeats(draft: Reading, tells: Set[str], earlier: Reading) -> bool:
    """Nearly the same words, of the telling ones the half, the same things named, and the same kind of action."""
    named = draft.things <= earlier.things if draft.things else not earlier.things
    half = 2 * len(tells & shared_words(draft, earlier)) >= len(tells)
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
