"""Finding known names in texts that somebody typed. In doubt a word is listed: a wrong alarm costs
a glance.
"""

import re
from collections.abc import Iterable

from openupr.text.khmer import LETTERS as KHMER

SHORTEST = 3

Span = tuple[int, int]


class NamesInReport:
    """Names to look for: of four letters and more in any letters, shorter ones as they are
    written.
    """

    def __init__(self, names: Iterable[str], *, shortest: int = SHORTEST) -> None:
        known = {name.strip() for name in names if len(name.strip()) >= shortest}
        khmer = {name for name in known if re.search(f"[{KHMER}]", name)}
        short = {name for name in known - khmer if len(name) <= SHORTEST}
        # Khmer is written without spaces between words.
        kinds = (
            (khmer, "{}", 0),
            (short, r"(?<!\w)(?:{})(?!\w)", 0),
            (known - khmer - short, r"(?<!\w)(?:{})(?!\w)", re.I),
        )
        self._patterns = [re.compile(frame.format(_any(several)), flags) for several, frame, flags in kinds if several]

    def within(self, text: str) -> list[str]:
        """Each name once, as the text writes it, in its order."""
        places = sorted(
            (match.start(), match.group()) for pattern in self._patterns for match in pattern.finditer(text)
        )
        return list(dict.fromkeys(word for _at, word in places))

    def replaced(self, text: str, by: str) -> str:
        """The text with `by` in place of each name."""
        for pattern in self._patterns:
            text = pattern.sub(lambda _found: by, text)
        return text

    def replaced_around(self, text: str, by: str, spans: Iterable[Span]) -> tuple[str, tuple[Span, ...]]:
        """The same, and where the spans of the text are in it: a name that a span cuts belongs to
        it as a whole.
        """
        moved = list(spans)
        for pattern in self._patterns:
            places = [match.span() for match in pattern.finditer(text)]
            moved = [
                (_moved(start, places, by, at_end=False), _moved(end, places, by, at_end=True)) for start, end in moved
            ]
            text = pattern.sub(lambda _found: by, text)
        return text, tuple(moved)


def _moved(at: int, places: Iterable[Span], by: str, *, at_end: bool) -> int:
    """Where a place of the text is once `by` has replaced each of `places`."""
    shift = 0
    for start, end in places:
        if end <= at:
            shift += len(by) - (end - start)
        elif start < at:
            return start + shift + (len(by) if at_end else 0)
    return at + shift


def _any(names: Iterable[str]) -> str:
    # The longest first, so that a whole name is found as one.
    in_order = sorted(names, key=lambda name: (-len(name), name))
    return "|".join(r"[\s\u200b]+".join(map(re.escape, name.split())) for name in in_order)
