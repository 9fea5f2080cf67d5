"""Lines into numbered paragraphs: "118.", "118.12", "1." inside "82.", "(a)" inside "1.".

Numbers are told from words that begin a line ("article / 22.4") by their order: a number goes on
from the one before it, or stands where numbers stand on the page.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from .values import TextLine

_DOTTED = re.compile(r"[(\[]?(\d{1,3})\s?[.,]\s?(\d{1,3})(?:\s?(?:[.,:](?!\d)|[)\]])|(?=[\s(“\"A-Z])|$)\s*(?:[.,]\s)?")
_PLAIN = re.compile(r"(\d{1,3})(?:\s?[.)]|(?=\s+[A-Z]))\s*")
_LETTER = re.compile(r"\(?([a-z])\)\s*(?=\S)")
_LEAD = re.compile(r"\brecommendations?\b[^()]*$", re.IGNORECASE)
_OPENS_A_LIST = re.compile(
    r"\d{1,3}\s?\.\s+(?:the )?"
    r"(?:following recommendations?|recommendations? (?:formulated|noted|below|listed|which|that))\b",
    re.IGNORECASE,
)
_BEGINS_A_SENTENCE = re.compile(r"\d{1,3}\s?\.\s+[A-Z]")
_SAME_PLACE = 12.0  # points: lines whose numbers stand in one column
_AHEAD = 4  # numbers that may be missing


@dataclass(slots=True)
class NumberedParagraph:
    """`main` is the paragraph of the document, `number` the recommendation's inside it ("" for the
    paragraph itself), `letter` its part. `printed` is the number as the document has it.
    """

    main: int
    number: int | None
    letter: str
    printed: str
    page: int | None
    lines: list[str] = field(default_factory=list)
    pages: list[int | None] = field(default_factory=list)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.lines).split())


def paragraphs(lines: Iterable[TextLine]) -> list[NumberedParagraph]:
    """The numbered paragraphs of a section; lines before the first number are left out."""
    return list(_Numbering().read(lines))


class _Numbering:
    def __init__(self) -> None:
        self._now: NumberedParagraph | None = None
        self._main_left: float | None = None
        self._left: float | None = None  # where the numbers inside the paragraph stand

    def read(self, lines: Iterable[TextLine]) -> Iterator[NumberedParagraph]:
        for line in lines:
            begun = self._begun(line)
            if begun is not None:
                before, (self._now, rest) = self._now, begun
                if before is not None:
                    yield before
                    if self._now.main != before.main and self._now.number is not None:
                        # A list without its sentence: the paragraph is there, and empty.
                        yield NumberedParagraph(self._now.main, None, "", str(self._now.main), line.page)
            elif self._now is None:
                continue
            else:
                rest = line.text
            self._now.lines.append(rest)
            self._now.pages.append(line.page)
        if self._now is not None:
            yield self._now

    def _begun(self, line: TextLine) -> tuple[NumberedParagraph, str] | None:
        """The paragraph that begins with this line, and what stands after its number."""
        now = self._now
        if now is not None and (dotted := _DOTTED.match(line.text)):
            main, number = int(dotted[1]), int(dotted[2])
            if self._opens_a_list(now, main, number, line):
                self._left = line.left
                return NumberedParagraph(main, 1, "", f"{main}.1", line.page), line.text[dotted.end() :]
            if self._goes_on_dotted(now, main, number, line):
                self._left = line.left
                printed = f"{main}.{number}"
                return NumberedParagraph(now.main, number, "", printed, line.page), line.text[dotted.end() :]
        if plain := _PLAIN.match(line.text):
            number = int(plain[1])
            rest = line.text[plain.end() :]
            if self._is_main(number, line):
                self._main_left, self._left = line.left, None
                return NumberedParagraph(number, None, "", str(number), line.page), rest
            if now is not None and self._goes_on(now, number, line):
                self._left = line.left
                return NumberedParagraph(now.main, number, "", f"{now.main}.{number}", line.page), rest
        if now is not None and now.number is not None and (letter := _LETTER.match(line.text)):
            expected = chr(ord(now.letter) + 1) if now.letter else "a"
            if letter[1] == expected:
                printed = f"{now.printed.split('(')[0].strip()} ({letter[1]})"
                return NumberedParagraph(now.main, now.number, letter[1], printed, line.page), line.text[letter.end() :]
        return None

    def _opens_a_list(self, now: NumberedParagraph, main: int, number: int, line: TextLine) -> bool:
        """Whether "8.1" stands right behind the last of 7's numbers: the sentence of paragraph 8 is
        missing.
        """
        follows = main == now.main + 1 and number == 1 and now.number not in (None, 0)
        return follows and (line.page is None or self._in_column(line))

    def _goes_on_dotted(self, now: NumberedParagraph, main: int, number: int, line: TextLine) -> bool:
        last = now.number or 0
        if main == now.main:
            # Where there are no pages, each line is a paragraph.
            return last < number <= last + _AHEAD or self._in_column(line) or now.number is None or line.page is None
        # A slip in the first part ("84.93" for "82.93") goes on in the second.
        return number == last + 1 and (now.number is None or self._in_column(line))

    def _is_main(self, number: int, line: TextLine) -> bool:
        """Whether a paragraph of the document begins here, and not a recommendation inside one."""
        now = self._now
        if now is None:
            return True
        if not now.main < number <= now.main + _AHEAD:
            return False
        if number == (now.number or 0) + 1:  # it goes on in either way
            return number == now.main + 1 and self._stands_out(line)
        if number == now.main + 1 and (self._left is None or _OPENS_A_LIST.match(line.text)):
            return True
        if number == now.main + 1 and self._in_column(line) and _BEGINS_A_SENTENCE.match(line.text):
            return True
        return self._stands_out(line)

    def _stands_out(self, line: TextLine) -> bool:
        """Whether the line begins left of the numbers inside the paragraph, or, without places,
        speaks of a list.
        """
        if line.page is None:
            return bool(_LEAD.search(line.text))
        if self._left is None:
            return self._main_left is not None and abs(line.left - self._main_left) < _SAME_PLACE
        return line.left < self._left - _SAME_PLACE

    def _goes_on(self, now: NumberedParagraph, number: int, line: TextLine) -> bool:
        last = now.number or 0
        if now.number is None:
            return number == 1
        return number == last + 1 or (last < number <= last + _AHEAD and self._in_column(line))

    def _in_column(self, line: TextLine) -> bool:
        return self._left is not None and line.page is not None and abs(line.left - self._left) < _SAME_PLACE
