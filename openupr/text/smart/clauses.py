"""What a draft asks for side by side: "improve prisons, combat trafficking and ratify OPCAT" asks
for three things.

A verb that may belong to something else than the State, after "to", "that", "by", is no action of
its own. After an opening that says nothing ("take measures to improve ... and establish ...") it is
one: there the asking begins.
"""

from collections.abc import Iterator
from typing import NamedTuple

from openupr.text.smart.draft import Draft, Opening
from openupr.text.smart.tables import Verb, table_words, verb, verb_in_any_form, verb_inside

_BEFORE_A_VERB = 4  # words that may stand between "and" and the verb
_NEAR = 6  # words in which a verb meets its object


class ClauseAction(NamedTuple):
    """A verb by which something is asked for, at this word; `joined`: by "and" or a new sentence,
    not by a comma.
    """

    at: int
    verb: Verb
    joined: bool = True


def asked_for(draft: Draft, opening: Opening) -> list[ClauseAction]:
    """The actions in order; the first is what the draft opens with, or what its empty opening leads
    to.
    """
    first, transparent = _first(draft, opening)
    return [first, *_further(draft, opening, first, transparent=transparent)]


def hedged(draft: Draft, opening: Opening) -> bool:
    """ "Consider strengthening ...": what is asked for stands in -ing; a plain verb later on is
    asked for beside it.
    """
    return opening.decisive.name in table_words("hedge_verb") and draft.word(opening.decisive_at + 1).endswith("ing")


def is_step(draft: Draft, action: ClauseAction) -> bool:
    """A step of which one can say whether it was taken; to end torture, or to adopt measures, is
    none.
    """
    empty = action.verb.name in table_words("vague_verb") and approximate_object(draft, action.at) is not None
    is_one = "step" in action.verb.traits or hands_over(draft, action.at)
    return is_one and not empty and not ends_an_evil(draft, action.at)


def follows_from(draft: Draft, action: ClauseAction, first: ClauseAction) -> bool:
    """ "Investigate ... and prosecute those responsible", "ratify ... and accept the competence":
    one chain.
    """
    if {first.verb.name, action.verb.name} <= table_words("one_chain"):
        return True
    object_of_it = set(draft.surfaces[action.at + 1 : action.at + 1 + _NEAR])
    if first.verb.name in table_words("treaty_verb") and table_words("part_of_a_treaty") & object_of_it:
        return True  # "ratify OPCAT and establish a national preventive mechanism": article 17 asks for it
    return bool(table_words("same_matter") & object_of_it)


def hands_over(draft: Draft, at: int) -> bool:
    """ "Give them the power to enter any site": an act of its own, though for those who were named
    before.
    """
    if draft.surfaces[at] not in table_words("hands_over"):
        return False
    to_whom, what = draft.word(at + 1), draft.word(at + 2)
    is_gift = approximate_object(draft, at) is None and not table_words("vague_gift") & set(
        draft.surfaces[at + 2 : at + 5]
    )
    return to_whom in ("it", "them") and what in table_words("determiner") and is_gift


def ends_an_evil(draft: Draft, at: int) -> bool:
    """ "End torture", "put an end to child marriage", "close the gap", not "end the state of
    emergency": no single act ends it.
    """
    if draft.surfaces[at] == "close":
        return bool(table_words("fills_a_gap") & set(draft.surfaces[at + 1 : at + 1 + _NEAR]))
    if verb_inside(draft.surfaces[at]) is None or draft.surfaces[at] not in table_words("ends"):
        return False
    return bool(table_words("evil") & set(draft.surfaces[at + 1 : at + 1 + _NEAR]))


def goes_on(opening: Opening) -> bool:
    """ "Continue to ensure ... and end ...": it goes on with the first, and what is asked for
    beside it is another.
    """
    return opening.decisive.name in table_words("continuing_verb")


def before_a_noun(draft: Draft, at: int) -> bool:
    """ "Access to water", "the right to food", "compensation to evicted families"."""
    following = draft.word(at + 1)
    if verb_inside(following) is not None:
        return False
    return draft.word(at - 1) in table_words("leads_to_a_noun") or (
        draft.word(at) == "to" and _opens_no_verb(following)
    )


def _first(draft: Draft, opening: Opening) -> tuple[ClauseAction, bool]:
    """The first action, and whether an empty opening leads to it."""
    there = opening.decisive_at + 2
    led_to = verb_inside(draft.word(there)) if goes_on(opening) and draft.word(there - 1) == "to" else None
    if led_to:
        opening = Opening(there, led_to)
    end = empty_object(draft, opening)
    if end is not None:
        there = end + 1
        while draft.word(there) in table_words("leads_plainly") or draft.word(there).endswith("ly"):
            there += 1
        inner_verb = verb_inside(draft.word(there)) if draft.word(there - 1) in ("to", "and") else None
        if inner_verb:
            return ClauseAction(there, inner_verb), True
    return ClauseAction(opening.decisive_at, opening.decisive), led_to is not None


def _further(draft: Draft, opening: Opening, first: ClauseAction, *, transparent: bool) -> Iterator[ClauseAction]:
    clauses = table_words("infinite_of_a_verb" if hedged(draft, opening) else "infinite")
    inside = False  # a clause of its own has begun, in which a verb need not be an action
    for at in range(first.at + 1, len(draft) - 1):
        new_sentence = any(mark in draft.gap(at - 1) for mark in (";", ". "))
        joined = new_sentence or draft.surfaces[at] == "and"
        listed = joined or "," in draft.gap(at - 1)
        there = _past(draft, at + (draft.surfaces[at] == "and" and not new_sentence))
        again_to = transparent and there > at and draft.word(there - 1) == "to"
        begins = draft.surfaces[at] in clauses and not before_a_noun(draft, at)
        inside = not new_sentence and not (listed and again_to) and (inside or begins)
        if inside or not listed or _shares_an_object(draft, at, first):
            continue
        own_verb = _own_action(draft, there, hedging=hedged(draft, opening))
        if own_verb:
            yield ClauseAction(there, own_verb, joined)


def _opens_no_verb(word: str) -> bool:
    """After "to": "the", "250", "more", "evicted", "families" are no verb in its base form, whichever
    are in the table.
    """
    if (
        word in table_words("determiner")
        or word in table_words("people")
        or word in table_words("takes_a_number")
        or word.isdecimal()
        or (word.endswith(("ed", "ies")) and not word.endswith("eed"))
    ):
        return True
    plural = word.endswith("s") and not word.endswith(("ss", "us"))
    return plural and verb(word) is None


def _past(draft: Draft, at: int) -> int:
    """Past "also", "it should", "to" and adverbs; not past the "to" of "work quietly and patiently
    to ...".
    """
    for there in range(at, at + _BEFORE_A_VERB):
        word = draft.word(there)
        adverb = word.endswith("ly") and verb_inside(word) is None
        infinitive = word == "to" and draft.word(there - 1).endswith("ly")
        if infinitive or not (adverb or word in table_words("before_a_verb")):
            return there
    return at + _BEFORE_A_VERB


def _shares_an_object(draft: Draft, at: int, first: ClauseAction) -> bool:
    """ "Lobby for and enact ...", "sign, ratify and implement ..."."""
    before = draft.surfaces[at - 1]
    of_a_verb = verb_in_any_form(before) if before.endswith("ing") else verb_inside(before)
    return at < first.at + 2 or before in table_words("stops") or of_a_verb is not None


def _is_a_name(draft: Draft, at: int) -> bool:
    """ "Close Prey Speu": a word with a capital after one without."""
    return draft.written(at, at)[:1].isupper() and draft.written(at - 1, at - 1).islower()


def _own_action(draft: Draft, there: int, *, hedging: bool) -> Verb | None:
    """The verb here, where it has an object of its own."""
    own_verb, following = verb_inside(draft.word(there)), draft.word(there + 1)
    if own_verb is None or not following or following in ("of", "and", "or", "in"):
        return None
    if draft.gap(there) == "-":  # "sign-language video"
        return None
    if draft.word(there - 2) in table_words("degree"):  # "full and complete protection"
        return None
    if following in table_words("same_object") and not hedging:
        return own_verb if hands_over(draft, there) else None
    of_a_name = _is_a_name(draft, there + 1) and own_verb.name not in table_words("also_adjective")
    plainly = following in table_words("determiner") or of_a_name
    if plainly or draft.word(there - 1) == "to" or "noun" not in own_verb.traits:
        return own_verb
    return own_verb if own_verb.name in table_words("seldom_noun") and following != "against" else None


def empty_object(draft: Draft, opening: Opening) -> int | None:
    """The last word of such an opening; None where its verb has something to say."""
    verbs = {opening.verb.name, opening.decisive.name}
    if opening.decisive.name == "do":
        return _as_much_as_possible(draft, opening.decisive_at)
    if opening.decisive.name in table_words("striving_verb"):
        return opening.decisive_at if draft.word(opening.decisive_at + 1) in table_words("strives_to") else None
    return approximate_object(draft, opening.decisive_at) if verbs & table_words("vague_verb") else None


def approximate_object(draft: Draft, at: int) -> int | None:
    """Where "measures" stands in "take all necessary measures": nothing but empty adjectives before
    it.
    """
    there = at + 1
    while draft.word(there) in table_words("empty_adjective") or draft.word(there) in ("up", "out", "in", "into"):
        there += 1
    there = _attention(draft, at + 1) or there
    if draft.word(there) not in table_words("approximate") or draft.word(there + 1) in table_words(
        "no_approximate_before"
    ):
        return None
    while draft.word(there + 1) in ("and", "or") and draft.word(there + 2) in table_words("approximate"):
        there += 2
    return there


def _attention(draft: Draft, at: int) -> int | None:
    """ "Pay special attention", "give the highest priority"."""
    while draft.word(at) in table_words("degree") or draft.word(at) in table_words("empty_adjective"):
        at += 1
    return at if draft.word(at) in table_words("attention") else None


def _as_much_as_possible(draft: Draft, at: int) -> int | None:
    """ "Do more", "do everything in its power"."""
    there = at + 1
    while draft.word(there) in table_words("as_much") or draft.word(there) in table_words("empty_adjective"):
        there += 1
    return there - 1 if there > at + 1 else None
