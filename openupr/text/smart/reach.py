"""What no State can do within a few years: end an evil for good, promise how everybody will
live.
"""

from collections.abc import Iterator, Sequence

from openupr.text.smart.coding import has_example
from openupr.text.smart.draft import Draft
from openupr.text.smart.hints import DraftHint
from openupr.text.smart.measuring import target
from openupr.text.smart.phrases import phrases
from openupr.text.smart.tables import table_words, verb_in_any_form

_A_THOUSAND = 4  # digits of a number of buildings that no State builds in a few years
_NEAR = 7  # words in which a verb meets what it is to end


def out_of_reach(draft: Draft, hints: Sequence[DraftHint]) -> Iterator[DraftHint]:
    """At most one hint on what is asked for all and for good; `hints` are those on what is
    asked.
    """
    span = _for_good(draft) or _evil_ended(draft) or _thousands_built(draft) or _for_everybody(draft, hints)
    if span:
        yield DraftHint.on(draft, "out-of-reach", *span)


def _for_good(draft: Draft) -> tuple[int, int] | None:
    """ "Never again", "once and for all"."""
    phrase = next(phrases("for_good").found_in(draft), None)
    return (phrase.first, phrase.last) if phrase else None


def _evil_ended(draft: Draft) -> tuple[int, int] | None:
    """ "End corruption", "stop climate change": where no step is named for it, and no number.

    The State can stop what it does itself: "stop all forced evictions".
    """
    opening = draft.opening
    for at in range(len(draft) - 1):
        if draft.surfaces[at] == "zero" and draft.surfaces[at + 1] in table_words("evil"):
            return at, at + 1
    if (
        opening is None
        or has_example(draft, opening)
        or target(draft)
        or _steps_besides(draft)
        or "until" in draft.surfaces
    ):
        return None
    for at, word in enumerate(draft.surfaces):
        end_word = word if word in table_words("ends_for_good") else ""
        if not end_word or (at and at > opening.decisive_at + 1 and draft.surfaces[at - 1] not in ("and", "or")):
            continue
        for there in range(at + 1, min(len(draft), at + _NEAR)):
            if draft.surfaces[there] in table_words("own_act"):
                continue
            if draft.surfaces[there] in table_words("evil") | table_words("force_of_nature"):
                return at, there
            if draft.surfaces[there] in ("to", "that", "by", "for"):
                break
    return None


def _thousands_built(draft: Draft) -> tuple[int, int] | None:
    """ "Build 3,000 clinics"."""
    opening = draft.opening
    if opening is None or opening.decisive.name not in ("build", "construct", "open"):
        return None
    written = draft.text[draft.ends[opening.decisive_at] :].replace(",", "").split()
    large = bool(written) and written[0].isdecimal() and len(written[0]) >= _A_THOUSAND
    return (opening.decisive_at, opening.decisive_at + 1) if large else None


def _steps_besides(draft: Draft) -> bool:
    """ "Stop forced sterilisation: prohibit it by law": a step of its own."""
    for word in draft.surfaces:
        known_verb = verb_in_any_form(word)
        alone = word in table_words("no_step_alone") or word in table_words("ends_for_good")
        if known_verb and "step" in known_verb.traits and not alone:
            return True
    return ":" in draft.text


def _which(draft: Draft, at: int) -> bool:
    """ "All persons in detention", "every family evicted": some, not everybody."""
    word = draft.word(at)
    return word in table_words("stops") or word.endswith(("ed", "ing"))


def _for_everybody(draft: Draft, hints: Sequence[DraftHint]) -> tuple[int, int] | None:
    """ "Ensure that all children are happy": a result for everybody, and no step."""
    for at in range(len(draft) - 2):
        gives = draft.surfaces[at] in table_words("gives_everybody") and draft.surfaces[at + 1] in ("all", "every")
        if gives and draft.surfaces[at + 2] in table_words("anybody") and not _which(draft, at + 3):
            return at, at + 2
    if not any(hint.rule == "result" and not hint.optional for hint in hints):
        return None
    whom = table_words("people") | table_words("who_is_to_live") | table_words("place_word")
    for at, word in enumerate(draft.surfaces):
        if word in table_words("everybody"):
            return at, at
        if _which(draft, at + 1):
            continue
        if word in ("all", "every", "each", "any", "no") and set(draft.surfaces[at + 1 : at + 4]) & whom:
            return at, at + 1
    return None
