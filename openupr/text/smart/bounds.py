"""Whose right it is, what no State can do, time, length, and words that leave a way out."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from openupr.text.smart.coding import has_example
from openupr.text.smart.deadline import time_named
from openupr.text.smart.draft import Draft
from openupr.text.smart.hints import DraftHint
from openupr.text.smart.measuring import target
from openupr.text.smart.phrases import FoundPhrase, phrases, treaties
from openupr.text.smart.tables import rows, table_words, verb_in_any_form

_AROUND = 5  # words around a condition that may make it belong to the matter
_OF_A_MINISTRY = 7  # words in which the name of a ministry ends
_A_THOUSAND = 4  # digits of a number of buildings that no State builds in a few years
_NEAR = 7  # words in which a verb meets what it is to end


def way_out(draft: Draft) -> Iterator[DraftHint]:
    """ "As appropriate", "where possible"; not "investigate and, where appropriate, prosecute"."""
    for phrase in phrases("way_out").found_in(draft):
        around = draft.surfaces[max(0, phrase.first - _AROUND) : phrase.last + 1 + _AROUND]
        if not table_words("own_condition") & set(around):
            yield DraftHint.on(draft, "way-out", phrase.first, phrase.last)
            return


def padding(draft: Draft) -> Iterator[DraftHint]:
    """ "In the spirit of dialogue, ...": words that ask for nothing."""
    phrase = next(phrases("padding").found_in(draft), None)
    if phrase:
        yield DraftHint.on(draft, "padding", phrase.first, phrase.last)


def long(draft: Draft) -> Iterator[DraftHint]:
    """More words than can be read aloud in the seconds that a State has for one recommendation."""
    seconds = limits()["seconds"]
    written = list(re.finditer(r"\S+", draft.text))
    limit = seconds * limits()["words_in_a_minute"] // 60
    if len(written) > limit:
        values = {"count": str(len(written)), "seconds": str(seconds_aloud(draft.text)), "limit": str(seconds)}
        yield DraftHint(rule="long", start=written[limit].start(), end=written[-1].end(), given=values)


def seconds_aloud(text: str) -> int:
    """How long it takes to read a text aloud, rounded up."""
    return -(-len(text.split()) * 60 // limits()["words_in_a_minute"])


def no_time(draft: Draft, this_year: int = 0, review_year: int = 0, *, alone: bool = False) -> Iterator[DraftHint]:
    """No date, review or length of time; a hurry is none, and no State acts by a day before its
    review. `alone`: where nothing else is missing, a concrete act may do without.
    """
    if not len(draft) or time_named(draft, max(this_year, review_year)) is not None:
        return
    early = time_named(draft, this_year)
    if early:
        yield DraftHint.on(draft, "early-time", early.first, early.last, year=str(review_year))
    elif alone and is_concrete(draft):
        yield DraftHint(rule="may-date", start=draft.ends[-1], end=draft.ends[-1], optional=True)
    else:
        yield DraftHint(rule="no-time", start=draft.ends[-1], end=draft.ends[-1])


def is_concrete(draft: Draft) -> bool:
    """ "Repeal section 162 of the Penal Code", "ratify OPCAT": an act on a thing that has a name."""
    rest = range(draft.opening.decisive_at + 1 if draft.opening else 1, len(draft))
    if any(draft.surfaces[at] in table_words("named_act") for at in rest) or any(treaties().found_in(draft)):
        return True
    return any(_is_numbered(draft, at) or _is_named(draft, at) for at in rest)


def _is_numbered(draft: Draft, at: int) -> bool:
    """ "Section 162", "Law No. 32107"."""
    near = draft.surfaces[at + 1 : at + 3]
    return draft.surfaces[at] in table_words("has_a_number") and any(word[:1].isdecimal() for word in near)


def _is_named(draft: Draft, at: int) -> bool:
    """Two words with a capital one after the other: "the Press Law", "the Special Rapporteur"."""
    return all(draft.written(there, there)[:1].isupper() for there in (at, min(at + 1, len(draft) - 1))) and (
        at + 1 < len(draft)
    )


@cache
def limits() -> dict[str, int]:
    """{name: value} of data/smart_limits.csv."""
    return {row["name"]: int(row["value"]) for row in rows("limits")}


def people_or_right(draft: Draft) -> FoundPhrase | None:
    """The first people, right or treaty that is named; not "the Ministry of Health"."""
    named = next(treaties().found_in(draft), None) or next(phrases("right_phrase").found_in(draft), None)
    if named:
        return named
    offices = _names_of_offices(draft)
    for at, word in enumerate(draft.surfaces):
        if at not in offices and names_people_or_right(word):
            return FoundPhrase(draft.written(at, at), at, at)
    return None


def names_people_or_right(word: str) -> bool:
    """Whether a word alone names people or a right."""
    begins = tuple(table_words("people_begin") | table_words("right_begin"))
    return word in table_words("people") | table_words("right_word") or word.startswith(begins)


def no_people(draft: Draft) -> Iterator[DraftHint]:
    """ "Build 40 kilometres of road": for whom, and which right?"""
    if len(draft) and people_or_right(draft) is None:
        yield DraftHint.on(draft, "no-people", 0, len(draft) - 1)


def _names_of_offices(draft: Draft) -> set[int]:
    """The words of "Ministry of Health and Sport": as far as capitals go."""
    words_of_offices: set[int] = set()
    for at, word in enumerate(draft.surfaces):
        if word not in table_words("office") or draft.word(at + 1) not in ("of", "for"):
            continue
        for there in range(at + 2, min(len(draft), at + _OF_A_MINISTRY)):
            written = draft.written(there, there)
            joins = draft.surfaces[there] in ("and", "of", "the", "for")
            if not (written[:1].isupper() or joins):
                break
            words_of_offices.add(there)
    return words_of_offices


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
