"""What makes two rows the same ask, and which source is counted. Plain Python."""

import hashlib
import html
import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Mapping
from typing import Literal, NamedTuple

from openupr.text.nearness import named_in
from openupr.undocs.wordings import wordings
from openupr.upr.names import UnknownName
from openupr.upr.sources import SOURCES
from openupr.upr.states import find_state

# Sources that are documents of the UN.
OF_REPORT, OF_LIST = "working-group-report", "thematic-list"
OF_ADDENDUM = "addendum"
"""A file of answers: the records that it changes are the report's."""

# A source counts for a review only if it holds nearly as much of it as the fullest one:
# a single page of a better source must not hide a whole review of another.
NEARLY_ALL = 0.9

# Two wordings are one where the shorter is nearly all in the longer, and the longer is not much
# more. Of a pair with the same number that no other wording of it fits better, half of the shorter
# is enough.
OF_THE_SHORTER, OF_THE_LONGER, OF_THE_SHORTER_WITH_NUMBER = 0.8, 0.5, 0.5

_NOT_A_WORD = re.compile(r"[\W_]+")
# What a Working Group report prints round the words: "118.12." before them, "(France; Chad);" after
# them.
_PARAGRAPH = re.compile(r"\s*\d{1,3}\.\d{1,3}\.?(?=\s)")
_IN_BRACKETS = re.compile(r"\(([^()]*(?:\([^()]*\)[^()]*)*)\)[\s.;]*\Z")


def normalised_text(text: str) -> str:
    """The words of the ask alone: case, the encoding of accents, HTML entities, punctuation and
    spaces make no difference, nor do the paragraph number and the States in brackets that some
    sources leave round them.
    """
    plain = unicodedata.normalize("NFKC", html.unescape(text))
    bare = _without_states(_PARAGRAPH.sub("", plain, count=1))
    return _NOT_A_WORD.sub(" ", bare.casefold()).strip()


def _without_states(text: str) -> str:
    match = _IN_BRACKETS.search(text)
    if match is None or not match.start():
        return text
    separator = ";" if ";" in match[1] else ","
    return text[: match.start()] if all(_is_state(name) for name in match[1].split(separator)) else text


def _is_state(name: str) -> bool:
    try:
        find_state(name)
    except UnknownName:
        return False
    # "(no)" is a word, although NO is Norway's code.
    return len(name.strip()) > 3


def sameness(*, session: int | None, cycle: int, iso3: str, from_iso3: str, kind: str, text: str) -> str:
    """What all exact repetitions of one ask share; only their number of occurrence differs."""
    when = str(session) if session else f"c{cycle}"
    parts = [when, iso3, from_iso3, kind, normalised_text(text)]
    return hashlib.blake2b("\x1f".join(parts).encode(), digest_size=8).hexdigest()


class ComparedText(NamedTuple):
    """A wording as it is compared: its words with repeats, and the treaties and bodies that it
    names.
    """

    words: Counter[str]
    named: frozenset[str]


def own_wording(text: str, from_iso3: str) -> str:
    """The wording of one State, without States in brackets: of a paragraph with several ("...
    (Peru); ... (Chad);"), that State's own.
    """
    own = [wording.text for wording in wordings(text) if from_iso3 in wording.states] if "(" in text else []
    return _without_states(own[0] if len(own) == 1 else text)


def compared(text: str, from_iso3: str) -> ComparedText:
    """The wording of one State."""
    words = normalised_text(own_wording(text, from_iso3)).split()
    return ComparedText(Counter(words), frozenset(mention.thing for mention in named_in(words)))


def likeness(one: ComparedText, other: ComparedText, *, same_number: bool = False) -> float:
    """How alike two wordings of one State in one review are, 0.0 where they are not the same
    recommendation.

    "Ratify CAT" is not "Ratify OP-CAT": both must name the same.
    """
    shared = (one.words & other.words).total()
    shorter, longer = sorted((one.words.total(), other.words.total()))
    if not shorter or one.named != other.named:
        return 0.0
    enough = OF_THE_SHORTER_WITH_NUMBER if same_number else OF_THE_SHORTER
    if shared < enough * shorter or (shared < OF_THE_LONGER * longer and not same_number):
        return 0.0
    return 2 * shared / (shorter + longer)


def ask_key(*, session: int | None, cycle: int, iso3: str, same: str, occurrence: int) -> str:
    """The permanent name of an ask, equal on every machine: "KHM-18-1f0c3b2a9d8e7f60", its
    repetition "…-2".
    """
    when = str(session) if session else f"c{cycle}"
    key = f"{iso3}-{when}-{same}"
    return key if occurrence == 1 else f"{key}-{occurrence}"


def preferred_source(asks_by_source: Mapping[str, int]) -> str | None:
    """The source counted for one review: the first in rank with at least nine tenths of the asks of
    the fullest.
    """
    if not asks_by_source:
        return None
    enough = NEARLY_ALL * max(asks_by_source.values())
    return next((s.key for s in SOURCES if asks_by_source.get(s.key, 0) >= max(enough, 1)), None)


NextStep = Literal["wait", "unknown", "report", "few", "unanswered", "answers", "original", "themes", "nothing"]
"""What to get for a review: nothing before it is held ("unknown": whether it was is not known), the
report ("report": nothing is there; "few": a few rows of a database; "unanswered": a database's rows
without all answers; "original": a database's rows), then the addendum with the State's answers,
then the thematic list, nothing more.
"""

# A database with fewer rows of a review, or with less than this share of the State's other reviews,
# has only a few.
FEW_ROWS, FEW_OF_OTHERS = 30, 0.25


def next_step(
    *,
    was_held: bool | None,
    rows: int,
    usual: float,
    documented: int,
    pending: int,
    themed: int,
    has_thematic_list: bool,
) -> NextStep:
    """The one thing to get next for a review that has so many counted `rows` in the record.

    `usual`: how many rows the State's other reviews have. `documented`: rows of any document of the
    UN. `pending`: the counted rows whose answer is not known. `themed`: rows of any source with
    SDGs or groups of people.
    """
    if not rows:
        return "report" if was_held else "wait" if was_held is False else "unknown"
    if not documented:
        is_few = rows < max(FEW_ROWS, FEW_OF_OTHERS * usual)
        return "few" if is_few else "unanswered" if pending else "original"
    if pending:
        return "answers"
    return "themes" if themed < rows / 2 and has_thematic_list else "nothing"


def numbers_meant(number: str, known: Collection[str]) -> list[str]:
    """The report's numbers that an addendum's may be: "18" alone is 115.18 where only one paragraph
    has an 18.
    """
    if number in known or "." in number:
        return [number] if number in known else []
    return [candidate for candidate in known if candidate.partition(".")[2] == number]
