"""Folding: two spellings that a reader takes for one word become the same characters.

NFKC, lower case, no diacritics, no invisible characters. Vowel signs of Khmer, Thai or Devanagari
are letters of those scripts and stay; only the marks that Latin, Greek, Cyrillic, Hebrew and Arabic
can do without go.
"""

import re
import unicodedata
from functools import lru_cache

INVISIBLE = "\u00ad\u034f\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff"
"""Soft hyphens, zero-width spaces and joiners, directions: seen by nobody (for a regex class)."""
DROPPED_MARKS = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670"
    "\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
)
"""Combining marks of alphabets in which the bare letter is the same word (for a regex class)."""

_DROPPED = re.compile(f"[{INVISIBLE}{DROPPED_MARKS}]")
# Letters with a stroke or a ligature do not decompose in Unicode, though readers type the plain
# letter.
_UNDECOMPOSED = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "ŧ": "t", "æ": "ae", "œ": "oe", "þ": "th"}
)

_UNDECOMPOSED_OF_BOTH_CASES = _UNDECOMPOSED | str.maketrans(
    {"Ø": "O", "Ł": "L", "Đ": "D", "Ð": "D", "Ħ": "H", "Ŧ": "T", "Æ": "AE", "Œ": "OE", "Þ": "TH"}
)


def without_marks(text: str) -> str:
    """A whole text without diacritics and invisible characters; its case and what stands between
    words are kept.
    """
    if text.isascii():
        return text
    bare = _DROPPED.sub("", unicodedata.normalize("NFKD", text)).translate(_UNDECOMPOSED_OF_BOTH_CASES)
    return unicodedata.normalize("NFC", bare)


@lru_cache(maxsize=65536)
def fold(word: str) -> str:
    """One word folded; "" when nothing of it is a letter or digit.

    Folding twice changes nothing.
    """
    if word.isascii():
        folded = word.lower()
    else:
        plain = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", word).casefold())
        bare = _DROPPED.sub("", unicodedata.normalize("NFD", plain)).translate(_UNDECOMPOSED)
        folded = unicodedata.normalize("NFC", bare)
    if folded.isalnum():
        return folded
    return "".join(c for c in folded if c.isalnum() or unicodedata.category(c) in ("Mn", "Mc"))
