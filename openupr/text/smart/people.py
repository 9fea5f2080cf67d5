"""Whose right it is about: the people and the rights that a draft names."""

from collections.abc import Iterator

from openupr.text.smart.draft import Draft
from openupr.text.smart.hints import DraftHint
from openupr.text.smart.phrases import FoundPhrase, phrases, treaties
from openupr.text.smart.tables import table_words

_OF_A_MINISTRY = 7  # words in which the name of a ministry ends


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
