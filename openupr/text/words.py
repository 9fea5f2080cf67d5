"""Words of a text with their places in it, and the stem that joins their forms.

What is one word: letters and digits in a row, whatever the case or accents. A possessive 's belongs
to no word ("women's" is "women"); hyphens, slashes and other apostrophes part words ("HIV/AIDS" is
two, "follow-up" is two, "d'Ivoire" is two). Each Chinese character is a word; Khmer is cut into
words by khmercut.
"""

import csv
import re
from functools import cache, lru_cache
from hashlib import blake2b
from importlib import import_module
from importlib.metadata import version
from importlib.resources import files
from itertools import accumulate
from threading import Lock
from typing import Any, NamedTuple

from openupr.text.folding import DROPPED_MARKS, INVISIBLE, fold
from openupr.text.khmer import LETTERS as KHMER
from openupr.text.khmer import segment


def _irregular() -> dict[str, str]:
    """{folded word: its stem} where English stemming joins or parts words wrongly:
    data/irregular.csv, with why.
    """
    with (files("openupr.text") / "data" / "irregular.csv").open(encoding="utf-8") as table:
        return {word: row["stem"] for row in csv.DictReader(table) for word in row["words"].split()}


IRREGULAR = _irregular()


class Token(NamedTuple):
    """One word: its folded form, and where it stands in the text as characters [start, end)."""

    surface: str
    start: int
    end: int


class Cut(NamedTuple):
    """All words of a text as three lists of one length: for those who index a great many."""

    surfaces: list[str]
    starts: list[int]
    ends: list[int]


_RULES = 1  # raised when this module or `folding` changes what is a word
_PLAIN_WORD = re.compile(r"([a-z0-9]+)")
_PLAIN_POSSESSIVE = re.compile(r"(?<=[a-z0-9])'s(?![a-z0-9])")
_HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_INDIC_MARKS = "\u0900-\u0903\u093a-\u094f\u0951-\u0957\u0962\u0963\u0980-\u0983\u09bc-\u09cd"
_OTHER_MARKS = "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ecd\u0f71-\u0f84\u102b-\u103e"
_MARKS = f"{DROPPED_MARKS}{INVISIBLE}{_INDIC_MARKS}{_OTHER_MARKS}"
_LETTER = rf"(?![{KHMER}{_HAN}])[^\W_]"
_WORD = re.compile(
    rf"[{KHMER}](?:[{KHMER}{INVISIBLE}]*[{KHMER}])?"
    rf"|[{_HAN}]"
    rf"|{_LETTER}(?:{_LETTER}|[{_MARKS}](?=[\w{_MARKS}])|[{DROPPED_MARKS}{_INDIC_MARKS}{_OTHER_MARKS}])*"
)
_POSSESSIVE = re.compile(r"(?<=[^\W_])'s(?![^\W_])", re.IGNORECASE)
_stemming = Lock()


@cache
def cutting_version() -> str:
    """Changes when a text may be cut, folded or stemmed otherwise than before.

    What was stored with another version cannot be found with this one.
    """
    table = blake2b(repr(sorted(IRREGULAR.items())).encode(), digest_size=6).hexdigest()
    return f"{_RULES}/{table}/{version('snowballstemmer')}/{version('khmercut')}"


def cut(text: str) -> Cut:
    """Every word of the text, in order."""
    level = text
    if not text.isascii():
        # Typographer's marks hide most English sentences from the fast way; each is one character
        # for one.
        level = text.replace("’", "'").replace("–", "-").replace("“", '"').replace("”", '"').replace("\xa0", " ")
    if level.isascii():
        return _cut_plain(level.lower())
    return _cut_any(level)


def tokens(text: str) -> list[Token]:
    """Every word of the text, in order."""
    return list(map(Token._make, zip(*cut(text), strict=True)))


def _cut_plain(lowered: str) -> Cut:
    if "'s" in lowered:
        lowered = _PLAIN_POSSESSIVE.sub("  ", lowered)
    parts = _PLAIN_WORD.split(lowered)  # gap, word, gap, word, ..., gap
    edges = list(accumulate(map(len, parts)))
    return Cut(parts[1::2], edges[0:-1:2], edges[1::2])


def _cut_any(text: str) -> Cut:
    words_found: list[tuple[str, int, int]] = []
    for match in _WORD.finditer(_POSSESSIVE.sub("  ", text)):
        piece, at = match.group(), match.start()
        if "\u1780" <= piece[0] <= "\u17e9":
            words_found.extend((surface, at + start, at + end) for surface, start, end in segment(piece))
        elif surface := fold(piece):
            words_found.append((surface, at, match.end()))
    return Cut([f[0] for f in words_found], [f[1] for f in words_found], [f[2] for f in words_found])


@cache
def _stemmer() -> Any:
    # Imported here because it brings the stemmers of forty languages, which takes a command longer
    # than its work.
    return import_module("snowballstemmer").stemmer("english")


@lru_cache(maxsize=65536)
def stem(surface: str) -> str:
    """What the forms of one word have in common, for a folded word.

    Snowball's English stemmer, after a table of what it joins or parts wrongly
    (data/irregular.csv); "-ize" counts as "-ise". A word with other than English letters is its own
    stem: exact, as long as both sides fold alike.
    """
    known = IRREGULAR.get(surface)
    if known is not None:
        return known
    if not (surface.isascii() and surface.isalpha()):
        return surface
    with _stemming:  # the stemmer keeps its place in the word in itself: two threads would mix two words
        cut_off: str = _stemmer().stemWord(surface)
    if len(cut_off) > 4 and cut_off[-1] == "z" and cut_off[-2] in "iy":
        return cut_off[:-1] + "s"
    return cut_off
