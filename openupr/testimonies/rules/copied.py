"""Finding words of a testimony in another text: a copy would stay where it is when its author takes them back."""

import re
from collections.abc import Callable, Iterable, Iterator

from openupr.text.khmer import LETTERS as KHMER

Span = tuple[int, int]
# What is compared, and how many in a row are nobody's own by chance: words; letters of Khmer, which has no spaces
# between words. Of a testimony shorter than that, all of it, where it is a sentence.
_KINDS = ((re.compile(f"[^\\W_{KHMER}]+"), 6, 4), (re.compile(f"[{KHMER}]"), 30, 15))


class Confided:
    """Words of testimonies, to be looked for in many texts."""

    def __init__(self, testimonies: Iterable[str]) -> None:
        given = list(testimonies)
        self._kinds = [(pattern, _runs(pattern, given, run, least)) for pattern, run, least in _KINDS]

    def within(self, text: str) -> list[Span]:
        """Where a text repeats a run of six words (thirty letters of Khmer) of one, or all of a short one.

        Capitals, punctuation and spaces make no difference. In order; what overlaps is one.
        """
        found = sorted(span for pattern, runs in self._kinds if runs for span in _repeated(pattern, runs, text))
        joined: list[Span] = []
        for start, end in found:
            if joined and start <= joined[-1][1]:
                joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
            else:
                joined.append((start, end))
        return joined

    def taken_out(self, text: str, *, mark: str) -> str:
        """The text with the mark in place of each of them."""
        return without(text, self.within(text), mark=mark)


def copied(text: str, testimony: str) -> list[Span]:
    """Where a text repeats words of one testimony: see Confided."""
    return Confided((testimony,)).within(text)


def is_long_enough(text: str) -> bool:
    """Whether a text is long enough to repeat anything that is somebody's own; most that is typed is not."""
    return any(_has(pattern, text, least) for pattern, _run, least in _KINDS)


def may_be_from(texts: Iterable[str]) -> Callable[[str], bool]:
    """Of a testimony, whether it is worth looking for in these texts: in one of them enough words in a row stand in it
    somewhere. Cheap, and never wrongly false.
    """
    spelt = [
        (least, [each.group().casefold() for each in pattern.finditer(text)])
        for text in texts
        for pattern, _run, least in _KINDS
    ]
    return lambda testimony: any(_in_a_row(words, testimony.casefold(), least) for least, words in spelt)


def without(text: str, spans: list[Span], *, mark: str) -> str:
    """The text with the mark in place of each span."""
    for start, end in reversed(spans):
        text = text[:start] + mark + text[end:]
    return text


# By how many in a row: each run of that length.
_Runs = dict[int, set[tuple[str, ...]]]


def _runs(pattern: re.Pattern[str], testimonies: Iterable[str], run: int, least: int) -> _Runs:
    runs: _Runs = {}
    for testimony in testimonies:
        given = [each.group().casefold() for each in pattern.finditer(testimony)]
        length = min(run, len(given))
        if length >= least:
            known = runs.setdefault(length, set())
            known.update(tuple(given[at : at + length]) for at in range(len(given) - length + 1))
    return runs


def _repeated(pattern: re.Pattern[str], runs: _Runs, text: str) -> Iterator[Span]:
    words = list(pattern.finditer(text))
    spelt = [each.group().casefold() for each in words]
    for length, known in runs.items():
        for at in range(len(words) - length + 1):
            if tuple(spelt[at : at + length]) in known:
                yield words[at].start(), words[at + length - 1].end()


def _in_a_row(words: Iterable[str], folded: str, least: int) -> bool:
    number = 0
    for word in words:
        number = number + 1 if word in folded else 0
        if number >= least:
            return True
    return False


def _has(pattern: re.Pattern[str], text: str, least: int) -> bool:
    return any(number >= least for number, _each in enumerate(pattern.finditer(text), start=1))
