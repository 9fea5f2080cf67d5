"""Is a text English? Told by its letters and by its small words."""

import unicodedata
from collections import Counter
from functools import cache, lru_cache
from typing import NamedTuple

from openupr.text.smart.draft import Draft
from openupr.text.smart.tables import rows, several

_SCRIPTS = {
    "KHMER": "Khmer",
    "ARABIC": "Arabic",
    "CYRILLIC": "Russian or another language in Cyrillic letters",
    "CJK": "Chinese or Japanese",
    "THAI": "Thai",
    "LAO": "Lao",
    "MYANMAR": "Burmese",
    "DEVANAGARI": "Hindi or Nepali",
}


class DraftLanguage(NamedTuple):
    """`code` is "en" for English, that of another language, or "" for letters that are not
    Latin.
    """

    code: str
    name: str


ENGLISH = DraftLanguage("en", "English")


def draft_language(draft: Draft) -> DraftLanguage:
    """What the text seems to be written in; English where nothing speaks against it."""
    scripts = Counter(_script(word[0]) for word in draft.surfaces if word[0].isalpha())
    script = scripts.most_common(1)[0][0] if scripts else "LATIN"
    if script != "LATIN":
        return DraftLanguage("", _SCRIPTS.get(script, "another language"))
    return _by_small_words(draft)


def is_small(word: str) -> bool:
    """Whether a folded word is one of those that English is told by: "the", "of"."""
    return word in _small_words()[ENGLISH]


def _by_small_words(draft: Draft) -> DraftLanguage:
    known = Counter(draft.surfaces)
    opens_in_english = draft.opening is not None
    best, most = ENGLISH, sum(known[word] for word in known.keys() & _small_words()[ENGLISH]) + opens_in_english
    for language, small in _small_words().items():
        score = sum(known[word] for word in known.keys() & small)
        if score > most:
            best, most = language, score
    return best


@lru_cache(1024)
def _script(letter: str) -> str:
    return unicodedata.name(letter, "LATIN").split(" ")[0]


@cache
def _small_words() -> dict[DraftLanguage, frozenset[str]]:
    return {DraftLanguage(row["code"], row["name"]): frozenset(several(row["words"])) for row in rows("languages")}
