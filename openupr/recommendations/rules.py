"""What makes two rows the same ask, and which source is counted. Plain Python."""

import hashlib
import html
import re
import unicodedata
from collections.abc import Mapping

from openupr.upr.sources import SOURCES

# A source counts for a review only if it holds nearly as much of it as the fullest one:
# a single page of a better source must not hide a whole review of another.
NEARLY_ALL = 0.9

_NOT_A_WORD = re.compile(r"[\W_]+")


def normalised_text(text: str) -> str:
    """The words alone: case, accents' encoding, HTML entities, punctuation and spaces make no difference."""
    plain = unicodedata.normalize("NFKC", html.unescape(text)).casefold()
    return _NOT_A_WORD.sub(" ", plain).strip()


def sameness(*, session: int | None, cycle: int, iso3: str, from_iso3: str, kind: str, text: str) -> str:
    """What all exact repetitions of one ask share; they are told apart by their number of occurrence."""
    when = str(session) if session else f"c{cycle}"
    parts = [when, iso3, from_iso3, kind, normalised_text(text)]
    return hashlib.blake2b("\x1f".join(parts).encode(), digest_size=8).hexdigest()


def ask_key(*, session: int | None, cycle: int, iso3: str, same: str, occurrence: int) -> str:
    """The permanent name of an ask, equal on every machine: "KHM-18-1f0c3b2a9d8e7f60", its repetition "…-2"."""
    when = str(session) if session else f"c{cycle}"
    key = f"{iso3}-{when}-{same}"
    return key if occurrence == 1 else f"{key}-{occurrence}"


def preferred_source(asks_by_source: Mapping[str, int]) -> str | None:
    """The source counted for one review: the first in rank with at least nine tenths of the asks of the fullest."""
    if not asks_by_source:
        return None
    enough = NEARLY_ALL * max(asks_by_source.values())
    return next((s.key for s in SOURCES if asks_by_source.get(s.key, 0) >= max(enough, 1)), None)
