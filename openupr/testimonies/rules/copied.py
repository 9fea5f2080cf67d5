"""Finding words of a testimony in another text: a copy would stay where it is when its author takes them back."""

import re
from collections.abc import Iterator

from openupr.text.khmer import LETTERS as KHMER

Span = tuple[int, int]
# What is compared, and how many in a row are nobody's own by chance: words; letters of Khmer, which has no spaces
# between words. Of a testimony shorter than that, all of it, where it is a sentence.
_KINDS = ((re.compile(f"[^\\W_{KHMER}]+"), 6, 4), (re.compile(f"[{KHMER}]"), 30, 15))


def copied(text: str, testimony: str) -> list[Span]:
    """Where a text repeats a run of six words (thirty letters of Khmer) of a testimony, or all of a short one.

    Capitals, punctuation and spaces make no difference. In order; what overlaps is one.
    """
    found = sorted(span for pattern, run, least in _KINDS for span in _runs(pattern, text, testimony, run, least))
    joined: list[Span] = []
    for start, end in found:
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def without(text: str, spans: list[Span], *, mark: str) -> str:
    """The text with the mark in place of each span."""
    for start, end in reversed(spans):
        text = text[:start] + mark + text[end:]
    return text


def _runs(pattern: re.Pattern[str], text: str, testimony: str, run: int, least: int) -> Iterator[Span]:
    given = [each.group().casefold() for each in pattern.finditer(testimony)]
    length = min(run, len(given))
    if length < least:
        return
    known = {tuple(given[at : at + length]) for at in range(len(given) - length + 1)}
    words = list(pattern.finditer(text))
    spelt = [each.group().casefold() for each in words]
    for at in range(len(words) - length + 1):
        if tuple(spelt[at : at + length]) in known:
            yield words[at].start(), words[at + length - 1].end()
