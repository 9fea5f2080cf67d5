"""Whether a text names an organisation, by its name or its short name.

The rules are simple, and nothing is refused because of them. Spellings that look the same to a
reader count as the same: without diacritics, with a hyphen for a blank, with invisible characters.
Web addresses write names as one word, so only letters are compared there.
"""

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from urllib.parse import unquote

from openupr.text.folding import without_marks

_SHORTEST = 3  # letters; "We" names nobody
_SHORTEST_IN_ADDRESS = 6  # letters; fewer may be part of other words
_KHMER = re.compile("[\u1780-\u17ff]")
_BETWEEN_WORDS = r"[\s_\u2010-\u2015-]+"
_APOSTROPHES = str.maketrans(dict.fromkeys("\u2018\u2019\u02bc", "'"))
_ADDRESS = re.compile(r"[^\s()<>\[\]]*\w[.@]\w[^\s()<>\[\]]*")


@dataclass(frozen=True, slots=True)
class _ReadText:
    """A text prepared for the search: without marks, and the letters of each web address."""

    bare: str
    folded: str
    addresses: tuple[str, ...]


def names(text: str, name: str, short_name: str = "") -> bool:
    """Whether the text contains the name in any case, or the short name exactly.

    A name of two words or more is found in a web address, too.
    """
    read = _read(text)
    return any(_is_in(read, one, is_short) for one, is_short in ((name, False), (short_name, True)) if one)


def _is_in(read: _ReadText, name: str, is_short: bool) -> bool:
    # The search for its first word is far faster than the pattern, which few texts then need.
    if _first_word(name) in read.folded and _pattern(name, is_short).search(read.bare):
        return True
    letters = _letters_in_address(name) if read.addresses else ""
    return bool(letters) and any(letters in address for address in read.addresses)


@cache
def _first_word(name: str) -> str:
    return next(iter(_words(name)), "").casefold()


@cache
def _letters_in_address(name: str) -> str:
    """The letters of a name as in web addresses; "" where it is too short."""
    letters = _letters(_bare(name))
    return letters if len(_words(name)) > 1 and len(letters) >= _SHORTEST_IN_ADDRESS else ""


@lru_cache(256)
def _read(text: str) -> _ReadText:
    bare = _bare(text)
    return _ReadText(
        bare, bare.casefold(), tuple(_letters(without_marks(unquote(address))) for address in _ADDRESS.findall(bare))
    )


def _bare(text: str) -> str:
    return without_marks(text).translate(_APOSTROPHES)


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text)).casefold()


def _words(name: str) -> list[str]:
    return [word for word in re.split(_BETWEEN_WORDS, _bare(name)) if word]


@cache
def _pattern(name: str, is_short: bool) -> re.Pattern[str]:
    words = _words(name)
    if sum(map(len, words)) < _SHORTEST:
        return re.compile(r"(?!)")
    joined = _BETWEEN_WORDS.join(map(re.escape, words))
    # Khmer is written without blanks: its words have no edges that could be looked for.
    edged = joined if _KHMER.search(name) else rf"(?<!\w){joined}(?!\w)"
    return re.compile(edged, 0 if is_short and len(words) == 1 else re.IGNORECASE)
