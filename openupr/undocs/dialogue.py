"""Recommendations of the dialogue that a report's conclusions only name: "paragraphs 23 (b), 28 (c)
and (d) above".

What is read of them helps a person to enter them; nothing enters by itself.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from .phrases import position_in
from .section import is_title
from .states import state_called
from .values import DocumentPassage, TextLine

# "recommendations noted in paragraphs 23 (b)", "recommendations 23 (b)"; comments "with regard to"
# some refuse nothing.
PARAGRAPHS_OF = re.compile(
    r"recommendations?\b,?\s(?:of \w+ )?(?:as )?(?:noted|contained|reflected|included|listed|made|in|under)\b"
    r"[^.;:]{0,60}?\bpara(?:graph)?s?\.?\s(?P<first>\d{1,3})|"
    r"(?<!regard to )(?<!regards to )(?<!regarding )(?<!concerning )(?:the )?\brecommendations?\s"
    r"(?:nos?\.\s|numbers?\s|in\s)?(?P<bare>\d{1,3})(?=\s?\(\s?[a-z]\b)",
    re.IGNORECASE,
)
_LETTERS = r"\(\s?[a-z](?:\s?(?:,|and|&)\s?[a-z])*\s?\)"
_REFERENCE = re.compile(rf"(?<![\d.])(\d{{1,3}})(?![\d.]\d|\w)((?:(?:[\s,;&]|and\b)*{_LETTERS})*)")
_RUN_ENDS = re.compile(r"\babove\b|\b(?:did|do|does|will|would|were|was|are|have|has|enjoy)\b|\bsection\b|\.\s")
_BEGINS = re.compile(r"(\d{1,3})\s?\.?\s+(?=[A-Z“\"])")
_RECOMMENDS = re.compile(r"\b(?:recommend|encourag|urg|call(?:ed|s) (?:on|upon|for)|suggest|request)", re.IGNORECASE)
_SENTENCE = re.compile(r"(?<=[.;])\s+(?=[A-Z])")
_AND = re.compile(r"[\s;,]+(?:and|or)$")
_MOST_WORDS = 9  # of a State's name
_MOST = 80
_LONGEST = 3000


@dataclass(slots=True)
class _Spoken:
    """A paragraph of the dialogue.

    `starts`: where each of its lines begins in `text`, and `pages` their pages.
    """

    text: str = ""
    starts: list[int] = field(default_factory=list)
    pages: list[int | None] = field(default_factory=list)

    def add(self, text: str, page: int | None) -> None:
        self.starts.append(len(self.text) + bool(self.text))
        self.pages.append(page)
        self.text = f"{self.text} {text}" if self.text else text

    def page_at(self, place: int) -> int | None:
        return self.pages[bisect_right(self.starts, place) - 1]


@dataclass(frozen=True, slots=True)
class Dialogue:
    """The numbered paragraphs before a report's conclusions."""

    paragraphs: Mapping[int, _Spoken]

    def passages(self, text: str, *, before: int) -> tuple[DocumentPassage, ...]:
        """What each paragraph or part of one says that a sentence of the conclusions names, in the
        order named.

        `before`: the number of the first paragraph of the conclusions.
        """
        passages: dict[str, DocumentPassage] = {}
        for sentence in _SENTENCE.split(text):
            position = position_in(sentence)
            for number, letter in _named(sentence):
                spoken = self.paragraphs.get(number)
                if number < before and spoken is not None and len(passages) < _MOST:
                    passage = _passage(spoken, number, letter)
                    passages.setdefault(passage.number, passage._replace(position=position))
        return tuple(passages.values())


def first_named(text: str) -> Iterator[int]:
    """The first paragraph of each run of paragraphs that a text names recommendations of."""
    return (_first(opening) for opening in PARAGRAPHS_OF.finditer(text))


def dialogue(lines: Sequence[TextLine], section: Sequence[TextLine]) -> Dialogue:
    """The paragraphs of all that stands before the conclusions: each number is the next."""
    paragraphs: dict[int, _Spoken] = {}
    last = 0
    for line in lines[: lines.index(section[0])] if section else ():
        begins = _BEGINS.match(line.text)
        if begins and last < int(begins[1]) <= last + 2:
            last = int(begins[1])
            paragraphs[last] = _Spoken()
            paragraphs[last].add(line.text[begins.end() :], line.page)
        elif last and not line.bold and not is_title(line.text):
            paragraphs[last].add(line.text, line.page)
    return Dialogue(paragraphs)


def _named(text: str) -> Iterator[tuple[int, str]]:
    """(paragraph, letter or "") of each reference behind the word "paragraphs"."""
    for opening in PARAGRAPHS_OF.finditer(text):
        run = text[max(opening.start("first"), opening.start("bare")) :]
        ends = _RUN_ENDS.search(run)
        for number, letters in _REFERENCE.findall(run[: ends.start()] if ends else run):
            parts = re.findall(r"\b[a-z]\b", letters.replace("and", ","))
            yield from ((int(number), letter) for letter in parts or ("",))


def _first(opening: re.Match[str]) -> int:
    return int(opening["first"] or opening["bare"])


def _passage(spoken: _Spoken, number: int, letter: str) -> DocumentPassage:
    states = _speaker(spoken.text)
    mark = re.search(rf"\(\s?{letter}\s?\)", spoken.text) if letter else None
    if mark is None:
        sentences = [sentence for sentence in _SENTENCE.split(spoken.text) if _RECOMMENDS.search(sentence)]
        text = " ".join(sentences) or spoken.text
        return DocumentPassage(
            text[:_LONGEST], spoken.pages[0], f"{number} ({letter})" if letter else str(number), states
        )
    following = re.compile(rf"\(\s?{chr(ord(letter) + 1)}\s?\)").search(spoken.text, mark.end())
    text = _AND.sub("", spoken.text[mark.end() : following.start() if following else None].strip(" ;,"))
    return DocumentPassage(text[:_LONGEST], spoken.page_at(mark.start()), f"{number} ({letter})", states)


def _speaker(text: str) -> tuple[str, ...]:
    """The State whose name begins a paragraph: "The Holy See commended ..."."""
    words = text.removeprefix("The ").split()[:_MOST_WORDS]
    names = (" ".join(words[:count]) for count in range(len(words), 0, -1))
    iso3 = next((iso3 for name in names if (iso3 := state_called(name))), "")
    return (iso3,) if iso3 else ()
