"""The UN's name of a recommendation: its document and its paragraph there, as in "A/HRC/44/12,
122.51".
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from .names import UnknownName
from .places import document_address
from .symbols import parse_symbol

_PARAGRAPH = r"para(?:graph)?s?\.?\s*"
_LETTERED = re.compile(r"([\d.]*\d)\s*\(?([a-z])\)?", re.IGNORECASE)
_NUMBER = re.compile(rf"\s*(?:{_PARAGRAPH})?([1-9]\d{{0,2}}(?:\.\d{{1,3}})*(?:\s?\(?[a-z]\)?)?)\.?\s*", re.IGNORECASE)
# A number alone is words ("Convention 169") unless it has two parts, a letter in brackets or says
# that it is one.
_NAMED = re.compile(
    rf"(?:(A/HRC/\S+?)(?:[\s,;:]+|$))?((?:{_PARAGRAPH})?)([1-9]\d{{0,2}}(?:\.\d{{1,3}})*(?:\s?\([a-z]\))?)?\.?",
    re.IGNORECASE,
)
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class UnNumber:
    """`symbol` is the document's, `number` the paragraph's with its letter ("122.51", "23 (b)");
    each "" where no source tells it. False where both are.
    """

    symbol: str = ""
    number: str = ""

    def __bool__(self) -> bool:
        return bool(self.symbol or self.number)

    def __str__(self) -> str:
        """ "A/HRC/44/12, 122.51", or the one of both that is known."""
        return ", ".join(filter(None, (self.symbol, self.number)))

    def is_said_of(self, other: "UnNumber") -> bool:
        """Whether what is said here of a recommendation, perhaps its paragraph alone, is true of
        another one's name.
        """
        return self.number in ("", plain_number(other.number)) and self.symbol in ("", other.symbol)

    @property
    def url(self) -> str:
        """Where the UN publishes the document; "" where its symbol is not known, or is none of a
        review's.
        """
        return _url(self.symbol)


@lru_cache(4096)
def _url(symbol: str) -> str:
    try:
        return document_address(parse_symbol(symbol).text)
    except UnknownName:
        return ""


NO_NUMBER = UnNumber()
"""The name of what no source tells it of."""


def plain_number(number: str) -> str:
    """The number with its letter as the UN prints it: "23(b)" is "23 (b)"."""
    match = _LETTERED.fullmatch(number.strip())
    return f"{match[1]} ({match[2].lower()})" if match else number.strip()


def in_series(several: Iterable[UnNumber]) -> str:
    """Several in a few words, each once, in the order of their numbers: "A/HRC/26/16, 118.2,
    118.12; A/HRC/44/12, 122.51".
    """
    by_symbol: dict[str, set[str]] = {}
    for un_number in several:
        if un_number:
            by_symbol.setdefault(un_number.symbol, set()).add(un_number.number)
    return "; ".join(
        ", ".join(filter(None, (symbol, *sorted(numbers, key=number_order)))) for symbol, numbers in by_symbol.items()
    )


def number_order(number: str) -> tuple[int, ...]:
    """118.9 stands before 118.12."""
    return tuple(map(int, re.findall(r"\d+", number)))


def find_number(text: str) -> str:
    """The number that a text names: "para. 122.51.", "23b". Raises UnknownName."""
    if match := _NUMBER.fullmatch(text):
        return plain_number(match[1])
    raise UnknownName("paragraph number", text)


def read_un_number(words: str) -> UnNumber | None:
    """What words name that are nothing but a document, or a paragraph: "122.51", "A/HRC/44/12,
    122.51", "para. 23 (b)". None for all others.
    """
    match = _NAMED.fullmatch(words.strip()) if len(words) <= _LONGEST else None
    if match is None:
        return None
    symbol, paragraph, number = match.groups(default="")
    if symbol:
        try:
            return UnNumber(parse_symbol(symbol.upper()).text, plain_number(number))
        except UnknownName:
            return None
    return UnNumber("", plain_number(number)) if number and (paragraph or set(number) & set(".(")) else None
