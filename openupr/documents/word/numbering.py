"""What Word counts: headings A., paragraphs 1., lists (a) and (1) that begin anew, bullets; and the
same in words.
"""

from collections.abc import Iterator, Sequence

from openupr.documents.word.markup import Element, layout, w

HEADINGS, PARAGRAPHS, BULLETS, LETTERED, NUMBERED = 1, 2, 3, 4, 5
"""Numbers of the lists that styles belong to; a list that begins anew gets a number of its own,
from 6 on.
"""
_FIRST_OF_THEIR_OWN = 6
INDENT = 709  # 1.25 cm
LIST_STYLES = {"bullets": "ListBullet", "letters": "LetteredList", "numbers": "ListNumber"}
_ROMAN = {
    1000: "m", 900: "cm", 500: "d", 400: "cd", 100: "c", 90: "xc", 50: "l", 40: "xl", 10: "x", 9: "ix", 5: "v",
    4: "iv", 1: "i",
}  # fmt: skip
_ABSTRACT = {"letters": LETTERED, "numbers": NUMBERED}

_Level = tuple[str, str, str, int, int]  # format, text, style, left, hanging


def list_number(at: int) -> int:
    """The number of the list that was the `at`th (from 0) to begin anew."""
    return _FIRST_OF_THEIR_OWN + at


def numbering(lists: Sequence[str]) -> Element:
    """w:numbering; `lists` are the kinds of the lists that begin anew, in order."""
    own = (
        w("num", w("abstractNumId", val=_ABSTRACT[kind]), _anew(), numId=list_number(at))
        for at, kind in enumerate(lists)
    )
    kinds = _levels()
    shared = (w("num", w("abstractNumId", val=number), numId=number) for number in kinds)
    return w("numbering", *(_abstract(number, levels) for number, levels in kinds.items()), *shared, *own)


def _anew() -> Element:
    return w("lvlOverride", w("startOverride", val=1), ilvl=0)


def _levels() -> dict[int, list[_Level]]:
    step = INDENT
    inside = [(step + (depth + 1) * 500, 500) for depth in range(3)]
    return {
        HEADINGS: [
            ("upperLetter", "%1.", "Heading1", step, step),
            ("decimal", "%1.%2.", "Heading2", step, step),
            ("decimal", "%1.%2.%3.", "Heading3", step, step),
        ],
        # The number stands at the margin and the text runs back under it, as in UN documents.
        PARAGRAPHS: [
            ("decimal", "%1.", "NumberedParagraph", 0, 0),
            ("lowerLetter", "(%2)", "", *inside[0]),
            ("lowerRoman", "(%3)", "", *inside[1]),
        ],
        BULLETS: [("bullet", mark, "ListBullet" * (mark == "•"), *at) for mark, at in zip("•–▪", inside, strict=True)],
        LETTERED: [
            ("lowerLetter", "(%1)", "LetteredList", *inside[0]),
            ("lowerRoman", "(%2)", "", *inside[1]),
            ("decimal", "(%3)", "", *inside[2]),
        ],
        NUMBERED: [
            ("decimal", "(%1)", "ListNumber", *inside[0]),
            ("lowerLetter", "(%2)", "", *inside[1]),
            ("lowerRoman", "(%3)", "", *inside[2]),
        ],
    }


def _abstract(number: int, levels: list[_Level]) -> Element:
    # Word takes two lists of one nsid for one list when text is pasted: each has its own, the same
    # in every file.
    return w(
        "abstractNum",
        w("nsid", val=f"{0x0E000000 + number:08X}"),
        w("multiLevelType", val="multilevel"),
        *(_level(depth, *level) for depth, level in enumerate(levels)),
        abstractNumId=number,
    )


def _level(depth: int, kind: str, label: str, style: str, left: int, hanging: int) -> Element:
    tabs = () if hanging else (INDENT,)
    return w(
        "lvl",
        w("start", val=1),
        w("numFmt", val=kind),
        w("pStyle", val=style) if style else None,
        w("suff", val="tab"),
        w("lvlText", val=label),
        w("lvlJc", val="left"),
        layout(tabs=tabs, left=left, hanging=hanging),
        ilvl=depth,
    )


class BlockNumbers:
    """The numbers in words, for where nobody counts by himself: HTML, Markdown."""

    def __init__(self, paragraphs: int = 0) -> None:
        """`paragraphs`: how many were numbered before."""
        self._headings = [0, 0, 0]
        self._paragraphs = paragraphs

    def heading(self, level: int) -> str:
        """The next heading's number: A., A.1., A.1.1."""
        self._headings[level - 1 :] = [self._headings[level - 1] + 1, *[0] * (3 - level)]
        # Word gives the levels above that were left out their first number.
        first, *others = [max(1, count) for count in self._headings[:level]]
        return ".".join([letter(first), *map(str, others)]) + "."

    def paragraph(self) -> str:
        """The next paragraph's number: 1."""
        self._paragraphs += 1
        return f"{self._paragraphs}."

    @staticmethod
    def items(kind: str, levels: Sequence[int]) -> Iterator[str]:
        """The marks of a list whose items stand so deep: (a), (i), (b)."""
        counts = [0, 0, 0]
        for level in levels:
            counts[level:] = [counts[level] + 1, *[0] * (2 - level)]
            yield _mark(kind, level, counts[level])


def _mark(kind: str, level: int, count: int) -> str:
    if kind == "bullets":
        return "•–▪"[level]
    inside = (letter, roman, str) if kind == "letters" else (str, letter, roman)
    return f"({inside[level](count).lower()})"


def letter(count: int) -> str:
    """A to Z, then AA, BB: as Word counts."""
    turns, at = divmod(count - 1, 26)
    return chr(ord("A") + at) * (turns + 1)


def roman(count: int) -> str:
    """The number in Roman figures, small."""
    written = ""
    for value, figures in _ROMAN.items():
        times, count = divmod(count, value)
        written += figures * times
    return written
