"""Openings that say nothing yet: "take all necessary measures", "do more", "strive to"."""

from openupr.text.smart.draft import Draft, Opening
from openupr.text.smart.tables import table_words


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
