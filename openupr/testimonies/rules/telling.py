"""What in a text could tell who wrote it or whom it is about: a list of places to look at, never an
all-clear.

Plain heuristics: names that are known, provinces, words that name a village or an office, what
follows a title such as Mr or លោក, capitals within a sentence, numbers. Khmer has no capitals: a
name there without a title is not found. Missing one can hurt somebody, a wrong alarm costs a
glance: in doubt a word is listed.
"""

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from openupr.text.khmer import LETTERS as KHMER
from openupr.text.khmer import segment

_DATA = Path(__file__).parents[1] / "data"
PERSON, ORGANISATION, PLACE, OFFICE, CONTACT, NUMBER, NAME = (
    "person",
    "organisation",
    "place",
    "office",
    "contact",
    "number",
    "name",
)
_CONTACT = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+|https?://\S+|www\.\S+|(?<!\w)@\w{3,}|(?<!\w)\+?\d(?:[ \-./]?\d){6,}")
_NUMBER = re.compile(r"\d+(?:[.,:/-]\d+)*")
_CAPITAL = re.compile(r"[^\W\d_a-z][\w'’-]*")
_WORD = re.compile(rf"\.?[ \u00a0\u200b]{{0,3}}([{KHMER}]+|[^\W{KHMER}]['’\w-]*)")
# Words of a name after a title; a run of Khmer longer than any name is more words, written without
# spaces.
_WORDS_OF_A_NAME, _LONGEST_KHMER_NAME = 2, 16
# "The world" ends as the title "Mr" is written.
_NO_TITLE_AFTER = "ពិភព"
# What stands between a kind of place and its name: "the village of Prey", "Prey Sar prison",
# "Prison No. 1".
_BETWEEN = re.compile(r"[ \u00a0]{1,2}(?:(?:of|in|called|[Nn]o\.?)[ \u00a0]{1,2})?")
_SENTENCE_ENDS = re.compile(r"(?:^|[.!?…:;។៕\n])[\s\"'“”‘’«»()\-–—*]*\Z")


@dataclass(frozen=True, slots=True)
class Finding:
    """Where a text may reveal something, and what kind of thing."""

    start: int
    end: int
    kind: str
    word: str


@dataclass(frozen=True, slots=True)
class KnownName:
    """A name that is known here: a member's, an organisation's."""

    name: str
    kind: str


def _rows(table: str) -> list[dict[str, str]]:
    with (_DATA / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


@cache
def provinces() -> tuple[str, ...]:
    """Every name of a province of Cambodia, English and Khmer."""
    return tuple(name for row in _rows("provinces") for name in (row["en"], row["km"], *row["also"].split("|")) if name)


@cache
def _telling_words() -> tuple[KnownName, ...]:
    return tuple(KnownName(row["word"], row["kind"]) for row in _rows("telling_words"))


@cache
def _titles() -> re.Pattern[str]:
    """Words that a name follows, Khmer ones anywhere and the longest first."""
    words = sorted((row["word"] for row in _rows("telling_words") if row["name_follows"]), key=len, reverse=True)
    khmer = "|".join(re.escape(word) for word in words if re.search(f"[{KHMER}]", word))
    others = "|".join(re.escape(word) for word in words if not re.search(f"[{KHMER}]", word))
    return re.compile(rf"(?<!{_NO_TITLE_AFTER})(?:{khmer})|(?<!\w)(?:{others})(?!\w)")


@cache
def _ordinary() -> frozenset[str]:
    """Words that begin with a capital without being a name."""
    return frozenset(word for row in _rows("ordinary_words") for word in row["words"].split())


def telling(text: str, known: Iterable[KnownName] = ()) -> list[Finding]:
    """All places to look at, in the order of the text; where two overlap, the one that says
    more.
    """
    places = [KnownName(name, PLACE) for name in provinces()]
    findings = [
        finding
        for known_name in (*known, *places, *_telling_words())
        for finding in _at(_pattern(known_name.name), known_name.kind, text)
    ]
    findings += [*_at(_CONTACT, CONTACT, text), *_at(_NUMBER, NUMBER, text), *_after_titles(text), *_capitals(text)]
    return sorted(_without_overlaps(findings), key=lambda finding: finding.start)


def places_told(text: str) -> list[Finding]:
    """The places in a text that show where somebody can be found.

    These are provinces, addresses, and a kind of place, such as a prison or a village, with a name
    beside it. Without a name such a word could be any of them. In Khmer, where a name is written as
    any other word, the kind of place is enough.
    """
    findings = telling(text)
    kinds = {word.name for word in _telling_words() if word.kind == PLACE and not re.search(f"[{KHMER}]", word.name)}
    names = [
        finding
        for finding in findings
        if finding.kind in (NAME, NUMBER) or (finding.kind == PLACE and finding.word[0].isupper())
    ]

    def has_a_name(place: Finding) -> bool:
        return any(
            _BETWEEN.fullmatch(text[min(place.end, name.end) : max(place.start, name.start)])
            for name in names
            if name is not place
        )

    return [
        finding
        for finding in findings
        if finding.kind == CONTACT
        or (finding.kind == PLACE and (finding.word.lower() not in kinds or has_a_name(finding)))
    ]


def names_after_titles(text: str) -> list[str]:
    """Words that follow a title such as Ms or លោក, each once, in their order."""
    return list(dict.fromkeys(title.word for title in _after_titles(text)))


def _pattern(name: str) -> re.Pattern[str]:
    """A name as a word of its own; Khmer is written without spaces, so there it is found
    anywhere.
    """
    words = r"[\s\u200b]+".join(re.escape(word) for word in name.split())
    if not words:
        return re.compile(r"(?!)")
    if re.search(f"[{KHMER}]", name):
        return re.compile(words)
    # A short name such as an abbreviation is one only in its own letters.
    return re.compile(rf"(?<!\w){words}(?!\w)", 0 if len(name) < 4 else re.IGNORECASE)


def _at(pattern: re.Pattern[str], kind: str, text: str) -> Iterator[Finding]:
    for match in pattern.finditer(text):
        if match.group():
            yield Finding(match.start(), match.end(), kind, match.group())


def _after_titles(text: str) -> Iterator[Finding]:
    for title in _titles().finditer(text):
        at = title.end()
        for _number in range(_WORDS_OF_A_NAME):
            match = _WORD.match(text, at)
            if match is None:
                break
            start, at = match.span(1)
            if at - start > _LONGEST_KHMER_NAME and re.match(f"[{KHMER}]", match[1]):
                pieces = segment(match[1])[:_WORDS_OF_A_NAME]
                yield from (Finding(start + b, start + e, NAME, match[1][b:e]) for _word, b, e in pieces)
                break
            yield Finding(start, at, NAME, match[1])


def _capitals(text: str) -> Iterator[Finding]:
    small = {word.lower() for word in re.findall(r"\b[a-z][\w'’-]*", text)}
    for match in _CAPITAL.finditer(text):
        word = match.group()
        if not word[0].isupper() or (match.start() and (text[match.start() - 1].isalnum())):
            continue
        bare = re.sub(r"['’]s?$", "", word)
        begins = _SENTENCE_ENDS.search(text[max(0, match.start() - 12) : match.start()]) is not None
        # A word that opens a sentence and is written small elsewhere is no name.
        if bare.lower() in _ordinary() or (begins and bare.lower() in small):
            continue
        yield Finding(match.start(), match.end(), NAME, word)


def _without_overlaps(findings: list[Finding]) -> list[Finding]:
    kept: list[Finding] = []
    # Known names come first in the list and say more than a capital letter.
    for finding in findings:
        if all(finding.end <= other.start or finding.start >= other.end for other in kept):
            kept.append(finding)
    return kept
