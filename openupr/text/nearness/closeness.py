"""Whether a draft and a recommendation, or two drafts, ask about the same, and whether one repeats
the other.

Each number was chosen by `python -m bench.judged` and `bench.nearness`; bench/measured.md says what
each part gives.
"""

from collections.abc import Mapping, Set
from enum import IntEnum
from functools import lru_cache

from openupr.text.nearness.reading import ReadText, TextRequest, facets, read_text
from openupr.text.smart.coding import code
from openupr.text.smart.draft import Draft
from openupr.text.smart.tables import table_words as listed
from openupr.text.smart.tables import verb_in_any_form, verb_of_noun
from openupr.text.words import cut

CLOSE, CLOSE_BY_WORDS = 0.65, 0.6
"""What has to come together for an earlier text to be close; and where meaning is not compared."""
_SHARE, _RARITY = 0.6, 0.05
"""What a whole core in common counts beside a cosine of 1; and what its rarity (natural
logarithm).
"""
_ASIDE = 0.7
"""A word that is only a circumstance in the earlier text counts so much of one that is asked
for.
"""
_FURTHER = 0.3
"""So much more has to come together for a further request of a draft: "... and pass this on to the
courts".
"""
_RARE_ALONE, _UNLIKE = 3.5, 0.3
"""A core of one word has to be so rare ("eviction", not "school") or so near in meaning."""
_REPEATED = 0.5
"""Of the core of a draft, and of that of an earlier request, the share in common from which one
repeats the other.
"""
_DRAFTS_ALIKE = 0.6
"""Of the core of either draft, the share in common from which two are shown to each other's
groups.
"""
_SAME = 0.6
"""The share that two recommendations have in common of what they are about, and of the words of
both where nothing is named, from which they ask the same.
"""
LESS_ALIKE, ONE_WORD = 0.4, 0.25
"""Nearness in meaning from which something is listed as less alike; and where it has a word of the
draft.
"""
TELLING = 2
"""Of a draft with so few telling words, what has one of them is listed as less alike however far it
is in meaning.
"""
_GENERAL, _SPECIFIC = 4, 5
"""Categories of action (openupr/upr/data/actions.csv)."""
_EFFORTS_WITHIN = 8
_EFFORTS = listed("approximate") | {"continue", "continuing", "fight", "endeavours", "process"}


class Nearness(IntEnum):
    """How near a recommendation is to a draft, from its words."""

    NOTHING = 0
    ONE_WORD = 1
    CLOSE = 2
    REPEATED = 3


Rarity = Mapping[str, float]
"""The stems of a draft, each with its rarity in a record: the natural logarithm of one in how many
rows has it.
"""


def nearness(draft: ReadText, rarity: Rarity, earlier: ReadText, cosine: float | None = None) -> Nearness:
    """How near an earlier text is to a draft.

    `cosine`: how near in meaning, None where that is not compared.
    """
    if _is_close(draft, rarity, earlier, cosine):
        repeats = bool(draft.requests) and any(
            _repeats(draft.requests[0], request, rarity) for request in earlier.requests
        )
        return Nearness.REPEATED if repeats else Nearness.CLOSE
    names = (draft.things | draft.mentioned) & (earlier.things | earlier.mentioned)
    return Nearness.ONE_WORD if names or draft.core & earlier.words.keys() else Nearness.NOTHING


def _is_close(draft: ReadText, rarity: Rarity, earlier: ReadText, cosine: float | None) -> bool:
    """What is named is the surest: who asks for one treaty is not answered by what was said of
    another.
    """
    if (draft.things | draft.mentioned) & earlier.things:
        return True
    return not draft.things and any(
        _answers(request, rarity, earlier, cosine, further=at > 0) for at, request in enumerate(draft.requests)
    )


def _answers(request: TextRequest, rarity: Rarity, earlier: ReadText, cosine: float | None, *, further: bool) -> bool:
    """Whether an earlier text has enough of one request of a draft."""
    rare = _in_common(request.core, rarity, earlier)
    if not rare:
        return False
    if len(request.core) == 1 and cosine is not None and rare < _RARE_ALONE and cosine < _UNLIKE:
        return False
    if len(request.core) == 1 and cosine is None and not _same_action(request, earlier):
        # "Release the defenders" is not answered by what was said to "protect the defenders".
        return False
    together = _SHARE * rare / sum(rarity[word] for word in request.core) + _RARITY * rare + (cosine or 0.0)
    return together >= (CLOSE_BY_WORDS if cosine is None else CLOSE) + (_FURTHER if further else 0.0)


def _same_action(request: TextRequest, earlier: ReadText) -> bool:
    return _action(request.said) in {_action(earlier_request.said) for earlier_request in earlier.requests} - {None}


def _in_common(core: Set[str], rarity: Rarity, earlier: ReadText) -> float:
    """How rare is what an earlier text has of a core; 0 where that is no matter, as the
    independence alone is none of "independence of the media".
    """
    common = core & earlier.words.keys()
    if common <= facets() and not core <= facets():
        return 0.0
    return sum(rarity[word] * (1.0 if word in earlier.core else _ASIDE) for word in common)


def _repeats(ours: TextRequest, theirs: TextRequest, rarity: Rarity) -> bool:
    """Whether two requests have nearly the same core, name the same things, and ask for the same
    kind of action. Where things are named, one word besides makes no other request: "a trusted
    NHRI".
    """
    if bool(ours.things) != bool(theirs.things) or not ours.things <= theirs.things:
        return False
    shared = ours.core & theirs.core
    same, whole = (sum(rarity[word] for word in part) for part in (shared, ours.core))
    enough = bool(shared) and same >= _REPEATED * whole and len(shared) >= _REPEATED * len(theirs.core)
    return (bool(ours.things) or enough) and _action_on(ours) == _action_on(theirs)


def _action_on(request: TextRequest) -> int | None:
    """The category of a request.

    Where it names a thing, a specific last verb before the name decides: "build on progress towards
    the establishment of an NPM" asks to establish it.
    """
    action, thing = _action(request.said), min(request.things, key=request.said.index, default="")
    if not thing or action != _GENERAL:
        return action
    words = cut(request.said[: request.said.index(thing)]).surfaces
    nearest = next((verb for word in reversed(words) if (verb := verb_of_noun(word) or verb_in_any_form(word))), None)
    return _SPECIFIC if nearest and nearest.category == _SPECIFIC else action


@lru_cache(maxsize=8192)
def _action(words_of_request: str) -> int | None:
    """The likely category of action (1 to 5) of the verb behind efforts: of "continue efforts to
    combat" that of "combat". None where no known verb opens the text.
    """
    words = cut(words_of_request).surfaces
    efforts = next((at for at, word in enumerate(words[:_EFFORTS_WITHIN]) if word in _EFFORTS), len(words))
    for at in range(efforts + 1, len(words)):
        known_verb = verb_of_noun(words[at]) or verb_in_any_form(words[at])
        if known_verb and words[at] not in _EFFORTS:
            words_of_request = " ".join([known_verb.name, *words[at + 1 :]])
            break
    coded = code(Draft(words_of_request))
    return coded.category if coded else None


def shared_words(one: ReadText, other: ReadText) -> Set[str]:
    """The stems that two texts have in common, of those that tell something."""
    return one.words.keys() & other.words.keys()


def drafts_alike(one: str, other: str) -> float:
    """How similar two drafts are, 0 to 1, where they name the same or where each has most of the
    core of the other's first request; else 0. By the words alone: every word is as rare.
    """
    first, second = read_text(one), read_text(other)
    if first.things or second.things:
        return 1.0 if first.things & second.things else 0.0
    there, back = _part_of_first(first, second), _part_of_first(second, first)
    return (there + back) / 2 if min(there, back) >= _DRAFTS_ALIKE else 0.0


def _part_of_first(draft: ReadText, other: ReadText) -> float:
    core = draft.requests[0].core if draft.requests else frozenset()
    evenly = dict.fromkeys(core, 1.0)
    return _in_common(core, evenly, other) / len(core) if core else 0.0


def asks_the_same(one: str, other: str) -> bool:
    """Whether two recommendations name the same, are about the same, and ask for it with the same
    verb.

    "Ratify CAT" asks neither what "Ratify OP-CAT" asks, nor what "Implement CAT" or "Consider
    ratifying CAT" does.
    """
    words = cut(one).surfaces
    if words and words == cut(other).surfaces:
        return True
    first, second = read_text(one), read_text(other)
    if not first.requests or not second.requests or first.named != second.named:
        return False
    if not _mostly_the_same(_about(first), _about(second)):
        return False
    if not first.things and not _mostly_the_same(first.words.keys(), second.words.keys()):
        return False
    actions, others = ([_action(request.said) for request in read.requests] for read in (first, second))
    return actions == others and not _verbs(first).isdisjoint(_verbs(second))


def _mostly_the_same(one: Set[str], other: Set[str]) -> bool:
    return len(one & other) >= _SAME * len(one | other)


def _about(read: ReadText) -> Set[str]:
    """The stems of what is asked for.

    Where things are named, "the ratification of" one is no matter of its own.
    """
    if not read.things:
        return read.core
    return {stem_of_core for stem_of_core in read.core if not _verb(read.words.get(stem_of_core, stem_of_core))}


def _verbs(read: ReadText) -> set[str]:
    words = cut(" ".join(request.said for request in read.requests)).surfaces
    return {verb for word in words if word not in _EFFORTS and (verb := _verb(word))}


def _verb(word: str) -> str:
    known_verb = verb_of_noun(word) or verb_in_any_form(word)
    return known_verb.name if known_verb else ""
